"""Requests that cannot be answered: status, type, every parameter that is wrong, the pages of types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search_service.interface import LANGUAGES
from search_service.problem_types import problem_types
from search_service.problems import MOST_FAULTS
from tests.asking import client_of
from tests.running import Service
from tests.table_rows import table

ROWS = table("problems.tsv", "request", "headers", "status", "type", "parameters", "why")


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    return client_of(index)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['request']} {row['headers']}")
def test_a_problem_has_its_type_and_names_what_is_wrong(client: FlaskClient, row: dict[str, str]) -> None:
    method, _, address = row["request"].partition(" ")
    headers = dict([row["headers"].split(": ")]) if row["headers"] else {}
    reply = client.open(address, method=method, headers=headers)
    assert reply.status_code == int(row["status"]), row["why"]
    assert reply.mimetype == "application/problem+json" and reply.headers["Cache-Control"] == "no-store"
    problem: dict[str, Any] = reply.get_json()
    assert problem["type"] == f"/problems/{row['type']}" and problem["status"] == reply.status_code
    assert problem["title"] == problem_types()[row["type"]].said["en"].title
    assert problem["instance"] == reply.request.path and "\n" not in problem["detail"]
    wrong = problem.get("errors", [])
    assert {each["parameter"] for each in wrong} == set(row["parameters"].split()), row["why"]
    if wrong:
        assert problem["parameter"] == wrong[0]["parameter"]
        assert problem["detail"].startswith(f"{wrong[0]['parameter']}: {wrong[0]['detail']}")
        assert f"and {len(wrong) - 1} more" in problem["detail"] or len(wrong) == 1
        assert len({(each["parameter"], each["detail"]) for each in wrong}) == len(wrong)


def test_every_type_is_told_of_in_every_language() -> None:
    for name, each in problem_types().items():
        assert set(each.said) == set(LANGUAGES), name
        assert 400 <= each.status < 600 and each.address == f"/problems/{name}"
        for said in each.said.values():
            assert all(len(text) > 8 and text == text.strip() for text in (said.meaning, said.remedy)), name
            assert said.title and not said.title.endswith(".")
            assert (said.meaning + said.remedy).count("`") % 2 == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_a_type_is_a_page_about_it(client: FlaskClient, language: str) -> None:
    listed = client.get(f"/problems?ui={language}").get_data(as_text=True)
    for name, each in problem_types().items():
        assert f"{each.address}?ui={language}" in listed
        page = client.get(f"{each.address}?ui={language}")
        assert page.status_code == 200 and page.mimetype == "text/html"
        assert each.said[language].title in page.get_data(as_text=True), name


def test_no_more_faults_are_listed_than_a_person_makes(client: FlaskClient) -> None:
    unknown = "&".join(f"x{number}" for number in range(MOST_FAULTS + 7))
    problem = client.get(f"/api/v1/documents?{unknown}").get_json()
    assert len(problem["errors"]) == MOST_FAULTS and problem["errors_cut"] == 7
    assert f"and {MOST_FAULTS + 6} more" in problem["detail"]


def test_a_fault_inside_a_query_has_its_column(client: FlaskClient) -> None:
    problem = client.get("/api/v1/search?q=алаш NOT&limit=0").get_json()
    assert [each.get("column") for each in problem["errors"]] == [None, 6]


@pytest.mark.parametrize("address", ["/api/v1/documents", "/", "/healthz", "/openapi.json"])
def test_a_body_is_refused_and_its_mere_type_is_not(client: FlaskClient, address: str) -> None:
    assert client.get(address, content_type="application/json").status_code == 200
    assert client.get(address, data=b"", content_type="text/plain").status_code == 200
    refused = client.get(address, data=b'{"limit": 1}', content_type="application/json")
    assert refused.status_code == 415
    if refused.is_json:
        assert refused.get_json()["type"] == "/problems/no-body-taken"


def test_what_nobody_foresaw_says_nothing_of_the_inside(index: Path) -> None:
    client = client_of(index)

    def broken() -> str:
        raise RuntimeError("a secret")

    client.application.add_url_rule("/api/v1/broken", view_func=broken)
    reply = client.get("/api/v1/broken?q=x")
    assert reply.status_code == 500 and reply.get_json()["type"] == "/problems/internal-error"
    assert "secret" not in reply.get_data(as_text=True)


def test_a_lost_index_says_when_to_come_again(tmp_path: Path) -> None:
    reply = client_of(tmp_path).get("/api/v1/search?q=алаш")
    assert reply.status_code == 503 and int(reply.headers["Retry-After"]) > 0
    assert reply.get_json()["type"] == "/problems/no-index" and "izde build" in reply.get_json()["detail"]
    wrong = client_of(tmp_path).get("/api/v1/search?q=(&limit=0")
    assert wrong.status_code == 400 and len(wrong.get_json()["errors"]) == 2


def test_problems_go_over_the_wire_as_they_are(service: Service) -> None:
    reply = service.get("/api/v1/search", q="(", limit=0, colour="red")
    assert reply.status == 400 and reply.headers["Content-Type"] == "application/problem+json"
    assert {each["parameter"] for each in reply.json["errors"]} == {"q", "limit", "colour"}
    assert service.get("/api/v1/search", method="POST").headers["Allow"]
