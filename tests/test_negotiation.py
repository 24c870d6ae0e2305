"""The form of an answer: what the address and the header Accept ask for, and what comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.asking import client_of, named
from tests.running import Service
from tests.table_rows import table

ROWS = table("negotiation.tsv", "format", "accept", "answer", "why")


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    return client_of(index)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['format']} {row['accept']}")
@pytest.mark.parametrize("address", ["/api/v1/search?q=алаш", "/api/v1/documents?"])
def test_the_answer_is_in_the_form_that_is_accepted(
    client: FlaskClient, address: str, row: dict[str, str]
) -> None:
    asked = f"{address}&format={row['format']}" if row["format"] else address
    reply = client.get(asked, headers={"Accept": row["accept"]} if row["accept"] else {})
    assert ("Accept" in named(reply, "Vary")) == (not row["format"])
    if row["answer"] == "406":
        assert reply.status_code == 406 and reply.get_json()["available"][0] == "application/json"
        assert all(form in reply.get_json()["detail"] for form in reply.get_json()["available"])
    else:
        assert (reply.status_code, reply.mimetype) == (200, row["answer"]), row["why"]


def test_a_form_is_the_same_however_it_is_chosen(client: FlaskClient) -> None:
    for form, accept in (("csv", "text/csv"), ("jsonl", "application/jsonl"), ("json", "application/json")):
        by_address = client.get(f"/api/v1/kwic?q=алаш&format={form}")
        by_header = client.get("/api/v1/kwic?q=алаш", headers={"Accept": accept})
        assert by_address.data == by_header.data
        assert by_address.headers["ETag"] == by_header.headers["ETag"]


def test_one_thing_is_json_alone(client: FlaskClient) -> None:
    entity = client.get("/api/v1/entities").get_json()["entities"][0]["id"]
    reply = client.get(f"/api/v1/entities/{entity}", headers={"Accept": "text/csv"})
    assert reply.status_code == 406 and reply.get_json()["available"] == ["application/json"]


def test_a_table_is_accepted_over_the_wire(service: Service) -> None:
    reply = service.get("/api/v1/documents", headers={"Accept": "text/csv, */*;q=0.1"})
    assert reply.headers["Content-Type"].startswith("text/csv") and "Izde-Result" in reply.headers
