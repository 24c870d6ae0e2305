"""What a request must not do: lead elsewhere, speak for another machine, reach a file, or run in a page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search_service.application import create_app
from search_service.settings import load, table
from tests.asking import client_of

ELSEWHERE = "evil.example"
QUESTION = "/?q=" + quote("алаш")


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    """A client of the service, in this process."""
    return client_of(index)


def at(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """The answer for a path just as it stands in the first line of a request."""
    path, _, query = path.partition("?")
    asked = {"PATH_INFO": unquote(path).encode().decode("latin-1"), "QUERY_STRING": query}
    sent = [(name.replace("_", "-"), each) for name, each in headers.items()]
    return client.get("/", environ_overrides=asked, headers=sent)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (f"//{ELSEWHERE}/", "a browser takes what stands behind two strokes for a host"),
        (f"///{ELSEWHERE}", "and behind three"),
        (f"//{ELSEWHERE}/documents", "a path of ours behind it"),
        ("//documents", "a path of ours behind two"),
        (f"/\\{ELSEWHERE}", "a backslash is a stroke to a browser"),
        (f"/names//{ELSEWHERE}", "an id that begins with a stroke"),
        (f"/passages//{ELSEWHERE}", "no path of ours"),
        (f"/documents/https://{ELSEWHERE}", "an address for an id"),
        (f"/sheet?add=//{ELSEWHERE}", "a passage that is an address"),
        (f"/sheet?add=https://{ELSEWHERE}/passages/a@1", "a link to a passage of another service"),
        (f"/sheet?do=up-1&p=//{ELSEWHERE}", "a button of a sheet"),
        (f"/sheet?do=off-1&p=a@1&title=//{ELSEWHERE}", "a title that is an address"),
        (f"/?q=a&ui=//{ELSEWHERE}", "a language that is an address"),
        (f"/documents/x?with=//{ELSEWHERE}&at=1", "a translation that is an address"),
    ],
)
def test_nothing_leads_to_another_machine(client: FlaskClient, path: str, why: str) -> None:
    answer = at(client, path)
    leads = [answer.headers.get("Location", "/"), *re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)]
    ours = re.compile(r"#|\?|/(?![/\\])|https://www\.wikidata\.org/")
    assert [each for each in leads if not ours.match(each)] == [], why
    assert answer.status_code in (200, 303, 404), why


@pytest.mark.parametrize("host", ["a b", 'a"b', "<script>", "a/b", "a?b", "x@y", "a..b", "a:99999"])
@pytest.mark.parametrize(
    "path", [QUESTION, "/documents", "/nothing", "/api/v1/documents", "/static/izde.css"]
)
def test_a_host_that_is_none_is_refused(client: FlaskClient, path: str, host: str) -> None:
    answer = at(client, path, Host=host)
    assert answer.status_code == 400 and "Host" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_forged_host_stands_in_nothing_that_is_kept(client: FlaskClient) -> None:
    """Data names no host and has one tag for all; pages name the one that was called and are not kept."""
    for path in ("/api/v1/search?q=" + quote("алаш"), "/api/v1/kwic?q=" + quote("алаш"), "/openapi.json"):
        ours, forged = at(client, path), at(client, path, Host=ELSEWHERE)
        assert forged.data == ours.data and forged.headers["ETag"] == ours.headers["ETag"], path
        assert forged.headers.get("Link") == ours.headers.get("Link"), path
    page = at(client, QUESTION, Host=ELSEWHERE)
    assert f"http://{ELSEWHERE}/passages/" in page.text
    assert page.headers["Cache-Control"] == "no-cache" and "ETag" not in page.headers
    assert ELSEWHERE not in at(client, QUESTION).text


FORWARDED = {
    "X_Forwarded_Host": ELSEWHERE,
    "X_Forwarded_Proto": "gopher",
    "X_Forwarded_Prefix": f"//{ELSEWHERE}",
    "X_Forwarded_For": "203.0.113.7",
    "Forwarded": f"host={ELSEWHERE}",
    "X_Original_URL": "/help",
    "X_Rewrite_URL": "/help",
    "X_HTTP_Method_Override": "DELETE",
}


@pytest.mark.parametrize("name", FORWARDED)
def test_what_a_proxy_would_say_is_not_believed_of_anybody(client: FlaskClient, name: str) -> None:
    assert at(client, QUESTION, **{name: FORWARDED[name]}).data == at(client, QUESTION).data


def test_only_the_last_proxy_is_believed(index: Path) -> None:
    behind = create_app(index, load({"IZDE_PROXIES": "1"})).test_client()
    text = at(behind, QUESTION, X_Forwarded_Host=f"{ELSEWHERE}, izde.example", X_Forwarded_Proto="https").text
    assert "https://izde.example/passages/" in text and ELSEWHERE not in text
    assert at(behind, QUESTION, X_Forwarded_Host="a b").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/..%2fapplication.py",
        "/static/....//application.py",
        "/static//etc/passwd",
        "/static/izde.css\0.py",
        "/documents/../../etc/passwd",
        "/documents/..",
        "/passages/../store.sqlite:1",
        "/problems/../problem_types.tsv",
        "/api/v1/documents/..",
        "/api/v1/passages/..%2f..:1",
        "/api/v1/entities/../../x",
    ],
)
def test_no_path_reaches_a_file(client: FlaskClient, path: str) -> None:
    answer = at(client, path)
    assert answer.status_code == 404 and "create_app" not in answer.text and "root:" not in answer.text


SIGNS = (
    "' OR 1=1 --",
    '"; DROP TABLE passages; --',
    "%s %d %(x)s {0} {q.__class__} {{ 7*7 }} ${7*7}",
    "(a+)+$ [ ] \\ ^ .* (?P<x>",
    "%_%",
    "\\u0000 \\x1b[31m",
    "<script>alert(1)</script> \"onload='x'",
)
"""What would be more than words to SQL, a format, a template, a regular expression or HTML."""


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize(
    "path",
    [
        "/?q=",
        "/?q=алаш&entity=",
        "/?q=алаш&document=",
        "/?q=алаш&from=",
        "/?q=алаш&cursor=",
        "/concordance?q=алаш&beside=",
        "/concordance?q=алаш&lemma=",
        "/names?q=",
        "/names?type=",
        "/names/",
        "/documents/",
        "/passages/",
        "/sheet?title=",
        "/sheet?p=",
        "/problems/",
        "/api/v1/search?q=",
        "/api/v1/search?q=doc:",
        "/api/v1/search?entity=",
        "/api/v1/suggest?q=",
        "/api/v1/suggest?q=person:",
        "/api/v1/entities?q=",
        "/api/v1/kwic?q=алаш&form=",
        "/api/v1/entities/",
    ],
)
def test_signs_are_words_and_nothing_else(client: FlaskClient, path: str, signs: str) -> None:
    answer = client.get(path + quote(signs, safe=""))
    assert answer.status_code in (200, 400, 404)
    if answer.mimetype == "text/html":
        assert "<script>alert" not in answer.text and '"onload=' not in answer.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("redis://izde:hidden@counts.example:6379/1", "redis://izde:***@counts.example:6379/1"),
        ("redis://:hidden@counts.example", "redis://:***@counts.example"),
        ("redis://izde:hid@den/hidden@counts.example", "redis://izde:***@counts.example"),
        ("redis://counts.example:6379", "redis://counts.example:6379"),
        ("memory://", "memory://"),
    ],
)
def test_the_settings_show_no_password(address: str, said: str) -> None:
    assert f" {said} " in table(load({"IZDE_RATE_STORAGE": address}))
