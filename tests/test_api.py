"""The JSON addresses of a real service on a real index: answers, their description, and what is refused."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.asking import query_parameters
from tests.running import Service

SEARCH = "/api/v1/search"


@pytest.fixture(scope="module")
def description(service: Service) -> dict[str, Any]:
    reply = service.get("/openapi.json")
    assert reply.status == 200
    return reply.json  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def document(service: Service, seeds: Path) -> dict[str, Any]:
    """The seed as the service lists it."""
    listed = service.get("/api/v1/documents").json["documents"]
    digests = {hashlib.sha256(seed.read_bytes()).hexdigest() for seed in seeds.glob("*.txt")}
    assert {each["sha256"] for each in listed} == digests
    return listed[0]  # type: ignore[no-any-return]


def test_the_description_is_valid_openapi(description: dict[str, Any]) -> None:
    validate(description)
    assert description["openapi"].startswith("3.1")
    assert "nullable" not in str(description), "3.1 says it by a type"


def test_the_description_names_every_parameter_of_a_search(description: dict[str, Any]) -> None:
    parameters = query_parameters(description, SEARCH)
    assert set(parameters) == {
        "q", "mode", "lang", "document", "entity", "from", "to", "sort", "through", "limit", "cursor",
        "format", "without",
    }  # fmt: skip
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 20,
    }
    assert parameters["mode"]["schema"]["enum"] == ["smart", "exact", "fuzzy"]
    assert parameters["entity"]["schema"]["type"] == "array"
    assert all(each["description"] for each in parameters.values())


@pytest.mark.parametrize(
    ("template", "path"),
    [
        (SEARCH, f"{SEARCH}?q=петиция&limit=100"),
        (SEARCH, f"{SEARCH}?from=1905&to=1907"),
        ("/api/v1/documents", "/api/v1/documents"),
        ("/api/v1/documents/{document_id}", "/api/v1/documents/{document}"),
        ("/api/v1/passages/{passage_id}", "/api/v1/passages/{document}:1"),
        ("/api/v1/passages/{passage_id}", "/api/v1/passages/{document}:2"),
        ("/api/v1/entities", "/api/v1/entities?limit=100"),
        ("/api/v1/entities/{entity_id}", "/api/v1/entities/{entity}"),
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
    ],
)
def test_answers_are_as_described(
    service: Service, description: dict[str, Any], document: dict[str, Any], template: str, path: str
) -> None:
    entity = service.get("/api/v1/entities").json["entities"][0]["id"]
    reply = service.get(path.format(document=document["id"], entity=entity))
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "application/json"
    answer = description["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]
    schema = answer["schema"] | {"components": description["components"]}
    Draft202012Validator(schema).validate(reply.json)


def test_a_hit_is_a_slice_of_its_document(service: Service) -> None:
    answer = service.get(SEARCH, q="Бөкейхан").json
    assert answer["total"] >= len(answer["hits"]) > 5
    for hit in answer["hits"]:
        assert hit["highlights"]
        marked = {hit["text"][start:end] for start, end in hit["highlights"]}
        assert all(marked) and hit["matched"]
        assert len(hit["text"]) == hit["end"] - hit["start"]
        assert 0 < hit["raw_end"] - hit["raw_start"] <= 1500
        assert hit["url"].endswith("#p" + hit["passage"].rpartition(":")[2])
        assert hit["stable"] in hit["citation"]


def test_text_stands_unescaped_in_the_json(service: Service) -> None:
    assert "Бөкейхан" in service.get(SEARCH, q="Бөкейхан").text


def test_letters_in_an_address_need_no_encoding(service: Service) -> None:
    """curl sends what is typed, as it is."""
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as raw:
        raw.sendall("GET /api/v1/search?q=петиция&limit=1 HTTP/1.0\r\n\r\n".encode())
        reply = b"".join(iter(lambda: raw.recv(65536), b"")).decode("utf-8")
    assert reply.startswith("HTTP/1.0 200") and '"q":"петиция"' in reply


def test_pages_of_an_answer_part_it(service: Service) -> None:
    whole = [hit["passage"] for hit in service.get(SEARCH, q="қазақ", limit=100).json["hits"]]
    parts: list[str] = []
    cursor: str | None = None
    while len(parts) < len(whole):
        page = service.get(SEARCH, q="қазақ", limit=7, **({"cursor": cursor} if cursor else {})).json
        assert page["hits"]
        parts += [hit["passage"] for hit in page["hits"]]
        cursor = page["next"]
    assert parts[: len(whole)] == whole
    assert len(set(whole)) == len(whole)


def test_filters_narrow_together(service: Service) -> None:
    facets = service.get(SEARCH, q="Бөкейхан").json["facets"]
    assert facets["entity"] and facets["year"]
    one = facets["entity"][0]
    year = facets["year"][0]
    both = service.get(SEARCH, q="Бөкейхан", entity=one["id"]).json
    assert both["total"] == one["count"]
    dated = service.get(SEARCH, q="Бөкейхан", **{"from": year["value"], "to": year["value"]}).json
    # A span of years overlaps a year that it does not count for.
    assert year["count"] <= dated["total"] < both["total"]
    two = [each["id"] for each in facets["entity"][:2]]
    assert service.get(SEARCH, entity=two).json["total"] <= service.get(SEARCH, entity=two[:1]).json["total"]


def test_a_passage_by_its_number_and_by_its_place(service: Service, document: dict[str, Any]) -> None:
    by_number = service.get(f"/api/v1/passages/{document['id']}:2").json
    by_place = service.get(f"/api/v1/passages/{document['id']}@{by_number['raw_start']}").json
    assert by_number == by_place
    assert by_number["stable"] == f"{document['id']}@{by_number['raw_start']}"
    assert by_number["neighbours"]["previous"]["passage"] == f"{document['id']}:1"
    assert by_number["neighbours"]["next"]["passage"] == f"{document['id']}:3"
    assert service.get(f"/api/v1/passages/{document['id']}:1").json["neighbours"]["previous"] is None


def test_the_outline_leads_to_passages(service: Service, document: dict[str, Any]) -> None:
    outline = service.get(f"/api/v1/documents/{document['id']}").json["outline"]
    assert len(outline) >= 3
    for entry in outline:
        assert service.get(f"/api/v1/passages/{entry['passage']}").status == 200


def test_entities_by_type_and_by_the_beginning_of_a_name(service: Service) -> None:
    people = service.get("/api/v1/entities", type="PERSON", limit=100).json["entities"]
    assert people and {each["type"] for each in people} == {"PERSON"}
    named = service.get("/api/v1/entities", q="Bokei").json["entities"]
    assert any("Бөкейхан" in name for each in named for name in each["names"].values())
    one = service.get(f"/api/v1/entities/{named[0]['id']}").json
    assert one["forms"] and len(one["passages"]) == one["count"]


REFUSED = [
    (SEARCH, {}, 400, "q", "nothing asked"),
    (SEARCH, {"q": ""}, 400, "q", "an empty question"),
    (SEARCH, {"q": "  "}, 400, "q", "only spaces"),
    (SEARCH, {"q": "?!…—"}, 400, "q", "only punctuation"),
    (SEARCH, {"q": "ә" * 10_000}, 400, "q", "too long"),
    (SEARCH, {"q": "алаш", "limit": "0"}, 400, "limit", "too few"),
    (SEARCH, {"q": "алаш", "limit": "101"}, 400, "limit", "too many"),
    (SEARCH, {"q": "алаш", "limit": "1_0"}, 400, "limit", "digits as Python has them"),
    (SEARCH, {"q": "алаш", "limit": "٣"}, 400, "limit", "digits of another script"),
    (SEARCH, {"q": "алаш", "limit": "abc"}, 400, "limit", "no number"),
    (SEARCH, {"q": "алаш", "limit": "1.5"}, 400, "limit", "no whole number"),
    (SEARCH, {"q": "алаш", "limit": ""}, 400, "limit", "empty"),
    (SEARCH, {"q": "алаш", "mode": "clever"}, 400, "mode", "no such mode"),
    (SEARCH, {"q": "алаш", "sort": "colour"}, 400, "sort", "no such order"),
    (SEARCH, {"q": "алаш", "lang": "tr"}, 400, "lang", "no such language"),
    (SEARCH, {"q": "алаш", "colour": "red"}, 400, "colour", "unknown parameter"),
    (SEARCH, {"q": ["алаш", "орда"]}, 400, "q", "given twice"),
    (SEARCH, {"q": "алаш", "cursor": "x"}, 400, "cursor", "no cursor of ours"),
    (SEARCH, {"q": "алаш", "cursor": "-1"}, 400, "cursor", "no cursor of ours"),
    (SEARCH, {"from": "1905-13"}, 400, "from", "no such month"),
    (SEARCH, {"from": "1905-02-30"}, 400, "from", "no such day"),
    (SEARCH, {"to": "soon"}, 400, "to", "no date"),
    (SEARCH, {"from": "1917", "to": "1905"}, 400, "to", "years swapped"),
    ("/api/v1/documents", {"limit": "0"}, 400, "limit", "too few"),
    ("/api/v1/documents", {"cursor": "%00"}, 400, "cursor", "no cursor of ours"),
    ("/api/v1/documents", {"q": "x"}, 400, "q", "unknown parameter"),
    ("/api/v1/entities", {"type": "SHIP"}, 400, "type", "no such type"),
    ("/api/v1/entities", {"q": "?!"}, 400, "q", "only punctuation"),
    ("/api/v1/documents/nothing", {}, 404, None, "no such document"),
    ("/api/v1/documents/nothing", {"x": "1"}, 400, "x", "unknown parameter"),
    ("/api/v1/passages/nothing:1", {}, 404, None, "no such document"),
    ("/api/v1/passages/nothing@1", {}, 404, None, "no such document"),
    ("/api/v1/passages/nothing", {}, 404, None, "no number"),
    ("/api/v1/passages/a:99999999999999999999999", {}, 404, None, "no such number"),
    ("/api/v1/entities/nothing", {}, 404, None, "no such entity"),
    ("/api/v1/nothing", {}, 404, None, "no such address"),
    ("/api/v1/", {}, 404, None, "no such address"),
    ("/healthz", {"x": "1"}, 400, "x", "unknown parameter"),
]


@pytest.mark.parametrize(("path", "query", "status", "parameter", "why"), REFUSED)
def test_what_is_wrong_is_said(
    service: Service, path: str, query: dict[str, Any], status: int, parameter: str | None, why: str
) -> None:
    reply = service.get(path, **query)
    assert reply.status == status, why
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = reply.json
    assert problem["status"] == status and problem["title"] and problem["instance"] == path
    assert problem.get("parameter") == parameter
    if parameter:
        assert problem["detail"].startswith(f"{parameter}: ")
    assert len(problem["detail"]) > 15


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/documents", "/", "/healthz"])
def test_a_parameter_in_another_encoding_is_told_so(service: Service, path: str) -> None:
    reply = service.get(f"{path}?mode=smart&q=%E0%EB%E0%F8")
    assert reply.status == 400 and "q: is not UTF-8 (byte 0xE0); encode it as UTF-8" in reply.text


def test_an_unknown_parameter_is_told_the_known_ones(service: Service) -> None:
    assert "q, mode, lang" in service.get(SEARCH, q="алаш", colour="red").json["detail"].replace(
        "limit, cursor, ", ""
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_wrong_method_is_told_the_right_ones(service: Service, method: str) -> None:
    reply = service.get(SEARCH, method=method)
    assert reply.status == 405 and "GET" in reply.headers["Allow"]
    assert reply.json["status"] == 405
