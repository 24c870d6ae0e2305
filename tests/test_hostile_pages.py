"""HTML and script in addresses, texts, metadata and names in: text and nothing else on every page."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search_service.build import build
from search_service.export import write
from search_service.search import Corpus
from tests.asking import client_of

EVIL = '"\'><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">{{7*7}}</a>'
NAME = '"onclick=alert» газеті'
"""What the recogniser takes for the name of a newspaper, as the text has it."""
PARAGRAPHS = {
    "a.txt": [
        f"=HYPERLINK(1) мектеп туралы {EVIL} сөз.",
        "+мектеп @SUM(A1) %s %(x)s {{7*7}} </title></script><!-- ]]> &lt;script&gt; &amp; сөз.",
    ],
    "b.txt": [
        f"=Школа открыта {EVIL} слово.",
        "Газета вышла в 1905 году.",
        "@SUM </seg></tu> школа ]]> слово.",
    ],
    "<svg onload=alert(1)>.txt": [
        "Бұл мектеп <i>туралы</i> сөз.",
        '«=Жарық» қоғамы мен «+Бірлік"onclick=alert» газеті шықты.',
    ],
}
TABLE = Path(__file__).resolve().parent / "tables" / "hostile.tsv"
SIGNS = [
    "",
    EVIL,
    "\x00",
    "\r\nSet-Cookie: a=b",
    "\ud800",
    "9" * 5000,
    "0000000019999999",
    "-1",
    "٣",
    "{{7*7}}",
]
SIGNS += [
    "%",
    "a\u202eb",
    "😀" * 300,
    "../..",
    "//x",
    "а" * 2000,
    "kk",
    "ru",
    "мектеп",
    "a:1",
    "1905",
    "2",
    "printed",
]
PARAMETERS = (
    "q ui mode lang from to entity document sort through without cursor page window sample seed of span "
    "least measure p n title show lines names big text with at cite marks type add do format limit"
).split()
PATHS = (
    "/ /concordance /documents /documents/a /documents/nothing /passages/a:1 /passages/a:9 /names "
    "/names/nothing /passages/a@0/citation.bib /citations.txt /citations.json /sheet /corpus "
    "/help /nothing /static/nothing"
).split()


class Shown(HTMLParser):
    """A page, checked while it is read: no element and no attribute in it came from outside."""

    def __init__(self, reply: Any) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.fields: dict[str, list[str]] = {}
        self.language = ""
        self._open: list[str] = []
        assert reply.mimetype == "text/html"
        self.feed(reply.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"an attribute stands twice in <{tag}>"
        assert not [name for name in given if name.startswith("on") or name == "style"], tag
        assert tag not in {"img", "iframe", "object", "embed", "style", "base"}
        assert tag != "script" or given["src"].startswith("/static/izde.js")
        for name in ("href", "src", "action", "formaction"):
            address = given.get(name, "#")
            assert re.match(r"[/?#](?!/)", address), f"{name}={address!r} leads away"
        self.language = given["lang"] if tag == "html" else self.language
        if tag == "input":
            self.fields.setdefault(given.get("name", ""), []).append(given.get("value", ""))
        self._open.append(tag)
        if tag == "textarea":
            self.fields.setdefault(given["name"], []).append("")

    def handle_data(self, data: str) -> None:
        assert "script" not in self._open[-1:], "no script stands in a page"
        self.text += data
        if self._open[-1:] == ["textarea"]:
            list(self.fields.values())[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open.append("")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of texts, titles, authors, rights and file names that are out for harm."""
    texts, index = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("index")
    for name, paragraphs in PARAGRAPHS.items():
        (texts / name).write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    rows = [
        "path\tid\ttitle\tlanguage\tauthor\tdate\tsource\trights\ttranslation_of",
        f"a.txt\ta\t={EVIL}\tkk\t@{EVIL}\t-1905{EVIL}\tjavascript:alert(1){EVIL}\t+{EVIL}\t",
        f"b.txt\tb\t-{EVIL}\\}}{{%$&#_~^\tru\t{EVIL}\t1905\t{EVIL}\t{EVIL}\ta",
    ]
    (texts / "documents.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    report = build([texts], index)
    assert len(report.added) == 3 and report.paired and not report.failed
    return index


@pytest.fixture(scope="module")
def client(hostile: Path) -> FlaskClient:
    """What asks the application of that index."""
    return client_of(hostile)


@pytest.fixture(scope="module")
def name(client: FlaskClient) -> str:
    """The id of the name with a quotation mark in it."""
    listed = json.loads(client.get("/api/v1/entities").text)["entities"]
    return next(each["id"] for each in listed if "onclick=alert" in each["names"].values())


def rows() -> list[tuple[int, str, str]]:
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if not line[0].startswith("#")]
    assert kept[0] == ["status", "address", "shown", "why"]
    return [(int(status), address, shown) for status, address, shown, _ in kept[1:]]


def encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize(("status", "address", "where"), rows())
def test_what_was_typed_is_text(
    client: FlaskClient, name: str, status: int, address: str, where: str
) -> None:
    path = address.format(evil=encoded(EVIL), n=encoded(name), p="a@0")
    for language in ("kk", "ru", "en"):
        reply = client.get(path, headers={"Accept-Language": language})
        shown = Shown(reply)
        assert (reply.status_code, shown.language) == (status, language)
        wanted = NAME if "{n}" in address else "<script>alert(1)<"
        if where == "main":
            assert wanted in shown.text
        elif where != "-":
            assert any(EVIL in each for each in shown.fields[where])


@given(
    path=st.sampled_from(PATHS),
    asked=st.lists(
        st.tuples(st.sampled_from(PARAMETERS), st.sampled_from(SIGNS) | st.text(max_size=20)), max_size=5
    ),
)
@settings(deadline=None, max_examples=150)
@example(path="/documents/a", asked=[("page", "9" * 5000)])
@example(path="/documents/a", asked=[("at", "0" * 9 + "9" * 5000)])
def test_any_address_has_a_page_of_ours(client: FlaskClient, path: str, asked: list[tuple[str, str]]) -> None:
    """Also where parameters are repeated, contradict one another, or belong to other pages."""
    reply = client.get(path + "?" + "&".join(f"{name}={encoded(value)}" for name, value in asked))
    assert reply.status_code in {200, 303, 400, 404}
    assert "\n" not in str(reply.headers.get("Location", "")) and "Set-Cookie" not in reply.headers
    if reply.status_code == 303:
        assert re.match(r"/(?!/)", reply.headers["Location"])
    elif reply.status_code >= 400 or not path.startswith(("/citations", "/passages")):
        shown = Shown(reply)
        assert shown.language in {"kk", "ru", "en"} and "Ізде" in shown.text


@given(path=st.text(max_size=30) | st.sampled_from(SIGNS))
@settings(deadline=None, max_examples=60)
def test_any_path_has_a_page_of_ours(client: FlaskClient, path: str) -> None:
    for before in ("/", "/documents/", "/names/", "/passages/", "/static/"):
        reply = client.get(before + encoded(path))
        assert reply.status_code in {200, 303, 308, 404}, before
        if reply.status_code == 404:
            Shown(reply)


@pytest.mark.parametrize(("form", "comma"), [("csv", ","), ("tsv", "\t")])
@pytest.mark.parametrize("listed", ["search?q=мектеп", "kwic?q=мектеп", "documents?", "entities?"])
def test_no_cell_of_a_table_is_a_formula(client: FlaskClient, listed: str, form: str, comma: str) -> None:
    reply = client.get(f"/api/v1/{listed}&format={form}")
    text = reply.text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_a_guarded_cell_without_its_first_apostrophe_is_what_it_was(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/documents?format=csv").text[1:], newline="")))
    (row,) = (each for each in rows if each["id"] == "a")
    assert row["title"][1:] == f"={EVIL}" and row["rights"][1:] == f"+{EVIL}"


def test_lines_and_references_stay_well_formed(client: FlaskClient) -> None:
    lines = client.get("/api/v1/search?q=мектеп&format=jsonl").text.splitlines()
    assert any(EVIL in json.loads(line).get("text", "") for line in lines)
    cited = json.loads(client.get("/citations.json?q=школа").text)
    assert cited and all(EVIL in each["title"] for each in cited)
    for address in ("/citations.bib?q=школа", "/citations.bib?q=мектеп", "/passages/b@0/citation.bib"):
        text = client.get(address).text
        # BibTeX counts braces wherever they stand: an entry ends where they are even again.
        depths = [text[:at].count("{") - text[:at].count("}") for at in range(len(text) + 1)]
        assert min(depths) == 0 == depths[-1]
        assert text.count("@misc{") == sum(
            before == 0 and after == 1 for before, after in zip(depths, depths[1:], strict=False)
        )


def test_a_memory_of_translations_is_xml_with_the_text_in_it(hostile: Path) -> None:
    file = io.StringIO()
    with closing(Corpus.open(hostile)) as corpus:
        assert write(corpus, "tmx", file) == ""
    segments = [each.text or "" for each in ElementTree.fromstring(file.getvalue().encode()).iter("seg")]
    assert any(EVIL in each for each in segments)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/search?q=мектеп{}&format=csv",
        "/citations.bib?q=мектеп{}",
        "/sheet?add={}",
        "/passages/a@0?ui={}",
    ],
)
def test_no_header_is_split(client: FlaskClient, address: str) -> None:
    reply = client.get(address.format("%0D%0ASet-Cookie:%20a=b"))
    assert "Set-Cookie" not in reply.headers and reply.status_code < 500
    assert not [value for _, value in reply.headers if "\r" in value or "\n" in value]


@pytest.mark.parametrize("path", ["/", "/concordance", "/documents/a"])
def test_a_query_may_have_a_thousand_letters(client: FlaskClient, path: str) -> None:
    assert client.get(path, query_string={"q": "мектеп" + " " * 988 + "туралы"}).status_code == 200
    longer = client.get(path, query_string={"q": "мектеп" + " " * 991 + "туралы", "ui": "en"})
    # A text is there to read whatever was to be found in it.
    assert longer.status_code == (200 if "documents" in path else 400)
    assert "documents" in path or "1,000 are the most" in Shown(longer).text
