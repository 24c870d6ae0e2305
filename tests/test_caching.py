"""How answers may be kept: tags, 304, lifetimes, compression, what they vary by, links, other origins."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]
import pytest
from flask.testing import FlaskClient

from search_service import number_views
from search_service.library import Library
from search_service.links import LONGEST
from tests.asking import client_of, named
from tests.running import Service
from tests.table_rows import table

ROWS = table("caching.tsv", "address", "cache_control", "tagged", "vary", "links", "why")
SEARCH = "/api/v1/search?q=алаш&limit=2"


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    return client_of(index)


def filled(client: FlaskClient, address: str) -> str:
    """The address with a document and an entity of the corpus."""
    document = client.get("/api/v1/documents").get_json()["documents"][0]["id"]
    entity = client.get("/api/v1/entities").get_json()["entities"][0]["id"]
    return address.format(document=document, entity=entity)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["address"])
def test_an_answer_says_how_it_may_be_kept(client: FlaskClient, row: dict[str, str]) -> None:
    address = filled(client, row["address"])
    reply = client.get(address)
    assert reply.headers["Cache-Control"] == row["cache_control"], row["why"]
    assert named(reply, "Vary") == row["vary"].split(), row["why"]
    assert re.findall(r'rel="(\w+)"', reply.headers.get("Link", "")) == row["links"].split(), row["why"]
    tagged = row["tagged"] == "yes"
    assert ("ETag" in reply.headers) == tagged
    head = client.head(address)
    assert (head.status_code, head.data) == (reply.status_code, b"")
    passing = {"Date": "", "X-Request-ID": ""}
    assert {**head.headers, **passing} == {**reply.headers, **passing}
    again = client.get(address, headers={"If-None-Match": reply.headers.get("ETag", '"x"')})
    assert again.status_code == (304 if tagged else reply.status_code)
    if tagged:
        kept = ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin")
        assert again.data == b"" and all(again.headers[name] == reply.headers[name] for name in kept)


def test_a_tag_is_of_the_question_and_not_of_its_spelling(client: FlaskClient) -> None:
    def tag(address: str) -> str:
        return client.get(address).headers["ETag"]

    asked = tag("/api/v1/search?q=алаш")
    assert re.fullmatch(r'"[0-9a-f]{24}"', asked)
    assert (
        asked == tag("/api/v1/search?limit=20&q=алаш&mode=smart") == tag("/api/v1/search?format=json&q=алаш")
    )
    others = [
        tag(f"/api/v1/{address}")
        for address in ("search?q=алаш&limit=19", "search?q=алаша", "search?q=алаш&format=csv",
                        "search?q=алаш&format=tsv", "kwic?q=алаш", "suggest?q=алаш")
    ]  # fmt: skip
    assert len({asked, *others}) == 1 + len(others)


def test_another_build_has_other_tags(client: FlaskClient, bilingual: Path) -> None:
    other = client_of(bilingual)
    first = client.get("/api/v1/documents").headers["ETag"]
    reply = other.get("/api/v1/documents", headers={"If-None-Match": first})
    assert reply.status_code == 200 and reply.headers["ETag"] != first


CONDITIONS = [
    ("{tag}", "", 304, "as it was given"),
    ("W/{tag}", "", 304, "as a proxy weakens it; compared weakly"),
    ('"x", {tag}, "y"', "", 304, "one of several"),
    ('"x" , W/{tag}', "", 304, "one of several, weakened"),
    ("*", "", 304, "whatever there is"),
    ("{tag}", "br, gzip", 304, "kept without compression, which is still accepted"),
    ("{br}", "br, gzip", 304, "kept as Brotli"),
    ("{gzip}", "br, gzip", 304, "kept as gzip"),
    ("{gzip}", "br", 200, "kept in an encoding that is not accepted any more"),
    ("{br}", "", 200, "kept in an encoding that is not accepted any more"),
    ("{br}", "br;q=0, gzip", 200, "an encoding that is refused"),
    ('"x"', "", 200, "another answer"),
    ('W/"x", "y"', "", 200, "other answers"),
    ("{bare}", "", 304, "without its quotation marks, as some clients send it"),
    ("", "", 200, "nothing said"),
]


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize(("condition", "encoding", "status", "why"), CONDITIONS)
def test_what_is_kept_still_holds(
    client: FlaskClient, form: str, condition: str, encoding: str, status: int, why: str
) -> None:
    address = f"/api/v1/search?q=алаш&format={form}"
    bare = client.get(address).headers["ETag"].strip('"')
    sent = condition.format(tag=f'"{bare}"', br=f'"{bare}:br"', gzip=f'"{bare}:gzip"', bare=bare)
    reply = client.get(address, headers={"If-None-Match": sent, "Accept-Encoding": encoding})
    assert reply.status_code == status, why
    if status == 304:
        assert reply.headers["ETag"].strip('"') in (bare, f"{bare}:br", f"{bare}:gzip")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/api/v1/search?{'&'.join(f'unknown{number}=1' for number in range(90))}", 400),
        (f"/search?q={'алаш%20' * 900}&limit=none", 404),
        (f"/?q=%22{'алаш%20' * 900}", 400),
    ],
    ids=["data", "no such page", "page"],
)
def test_errors_are_compressed(client: FlaskClient, address: str, status: int) -> None:
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br"})
    assert plain.status_code == packed.status_code == status
    assert packed.headers["Content-Encoding"] == "br"
    assert len(brotli.decompress(packed.data)) > 5 * len(packed.data)
    assert packed.status == plain.status


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
@pytest.mark.parametrize(("accepted", "unpacked"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_each_encoding_is_the_same_answer_with_a_tag_of_its_own(
    client: FlaskClient, form: str, accepted: str, unpacked: Any
) -> None:
    address = f"/api/v1/search?q=алаш&format={form}"
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] == accepted and "Content-Encoding" not in plain.headers
    assert unpacked(packed.data) == plain.data and len(packed.data) < len(plain.data) / 2
    assert packed.headers["ETag"] == f'{plain.headers["ETag"][:-1]}:{accepted}"'


def test_nothing_is_searched_for_what_is_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get(SEARCH).headers["ETag"]
    monkeypatch.setattr("search_service.search.Corpus.found", None)
    assert client.get(SEARCH, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(SEARCH).status_code == 200
    assert client.get(f"{SEARCH}&mode=exact").status_code == 500, "the search would have been missed"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_answer_that_lacks_something_for_want_of_time_is_not_kept(index: Path, form: str) -> None:
    hurried = client_of(index)
    hurried.application.extensions["izde"] = Library(index, budget=0.0)
    reply = hurried.get(f"/api/v1/search?q=алаш&format={form}")
    said = reply.get_json() if form == "json" else json.loads(reply.headers["Izde-Result"])
    assert reply.status_code == 200 and said["partial"] and said["left_out"]
    assert reply.headers["Cache-Control"] == "no-store" and "ETag" not in reply.headers


def test_the_links_of_a_list_lead_through_all_of_it(client: FlaskClient) -> None:
    address, first, seen = SEARCH, "", []
    while address:
        reply = client.get(address)
        seen += [hit["passage"] for hit in reply.get_json()["hits"]]
        found = dict(re.findall(r'<([^>]*)>; rel="(\w+)"', reply.headers["Link"]))
        led = {relation: target for target, relation in found.items()}
        first = first or led["first"]
        assert led["first"] == first and led["describedby"] == "/openapi.json"
        address = led.get("next", "")
    assert len(seen) == len(set(seen)) == client.get(SEARCH).get_json()["total"]
    assert client.get(first).get_json() == client.get(SEARCH).get_json()


def test_a_long_question_leaves_headers_that_proxies_take(client: FlaskClient) -> None:
    asked = quote(" OR ".join(["алаш", *("қазақтардың" for _ in range(55))]))
    page = client.get(f"/api/v1/search?q={asked}&limit=1")
    assert page.status_code == 200
    assert max(map(len, page.headers["Link"].split(", <"))) <= LONGEST
    listed = client.get(f"/api/v1/search?q={asked}&format=jsonl")
    assert len(listed.headers["Izde-Result"]) <= number_views.LONGEST_RESULT
    assert '"cut":["query"]' in listed.headers["Izde-Result"]
    assert "қазақтардың" in listed.get_data(as_text=True).partition("\n")[0]


ORIGINS = [
    ("/api/v1/search?q=алаш", True, "data"),
    ("/api/v1/search", True, "a problem of the data"),
    ("/api/v1/nothing", True, "no such data"),
    ("/openapi.json", True, "the description"),
    ("/", False, "a page"),
    ("/healthz", False, "for those who run it"),
    ("/readyz", False, "for those who run it"),
    ("/apis", False, "not below /api"),
    ("/static/none.css", False, "a file of the pages"),
]


@pytest.mark.parametrize(("address", "shared", "why"), ORIGINS)
def test_pages_of_other_origins_read_the_data_alone(
    client: FlaskClient, address: str, shared: bool, why: str
) -> None:
    reply = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert reply.headers.get("Access-Control-Allow-Origin") == ("*" if shared else None), why
    assert "Access-Control-Allow-Credentials" not in reply.headers and "Origin" not in named(reply, "Vary")
    if shared:
        readable = named(reply, "Access-Control-Expose-Headers")
        assert {"ETag", "Link", "Retry-After", "X-Request-ID", "Izde-Result"} <= set(readable)


@pytest.mark.parametrize("address", ["/api/v1/search", "/api/v1/documents/none", "/healthz", "/openapi.json"])
def test_options_tells_what_is_allowed(client: FlaskClient, address: str) -> None:
    reply = client.options(address)
    assert reply.status_code == 200 and reply.data == b"" and "Content-Type" not in reply.headers
    assert named(reply, "Allow") == ["GET", "HEAD", "OPTIONS"]


def test_a_browser_may_ask_beforehand(client: FlaskClient) -> None:
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    reply = client.options("/api/v1/search", headers=asked)
    assert reply.status_code == 200 and reply.headers["Access-Control-Allow-Origin"] == "*"
    assert named(reply, "Access-Control-Allow-Methods") == ["GET", "HEAD", "OPTIONS"]
    assert reply.headers["Access-Control-Allow-Headers"].casefold() == "if-none-match"


@pytest.mark.parametrize("address", [SEARCH, "/api/v1/search?q=алаш&format=csv", "/api/v1/search", "/"])
def test_head_is_get_without_its_body_over_the_wire(service: Service, address: str) -> None:
    got, head = service.get(address), service.get(address, method="HEAD")
    assert head.status == got.status and head.text == "" and got.text
    # How the body is parted and which request it was are no part of what is answered.
    passing = {"date", "x-request-id", "transfer-encoding", "connection", "x-ratelimit-remaining"}
    kept = [
        {k.lower(): v for k, v in each.headers.items() if k.lower() not in passing} for each in (head, got)
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_a_whole_list_is_streamed(client: FlaskClient, encoding: str) -> None:
    address = "/api/v1/search?q=алаш&format=csv"
    with client.get(address, headers={"Accept-Encoding": encoding}, buffered=False) as reply:
        assert reply.is_streamed and "Content-Length" not in reply.headers
        assert len(reply.data) > 1000
