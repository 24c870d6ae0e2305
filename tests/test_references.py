"""Passages as references: BibTeX that another reader reads back, CSL-JSON with what the metadata say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from search_service.answers import DocumentRecord, PassageRecord
from search_service.interface import words
from search_service.references import Reference, bibtex, csl, listed

TABLE = Path(__file__).resolve().parent / "tables" / "bibtex.tsv"
HOST = "https://izde.example/"
COMMANDS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
    "textasciicircum": "^", "textasciitilde": "~",
}  # fmt: skip


def reference(document: str = "alash", raw_start: int = 18, **metadata: Any) -> Reference:
    """A reference to a passage of a document that has only the `metadata`."""
    told = {"title": "Ауыл мектебі", "language": "kk"} | metadata
    return Reference(
        PassageRecord(
            f"{document}:2", document, 2, "1", 2, "text", "x", 0, 1, raw_start, raw_start + 1, "kk"
        ),
        DocumentRecord(document, source="a.txt", sha256="", **told),
    )


def read_back(text: str) -> str:
    """What LaTeX makes of the text of a field."""
    text = re.sub(r"\\(text\w+)\{\}", lambda found: f"\\{{{found[1]}}}", text)
    return re.sub(r"\\\{(text\w+)\}|\\(.)", lambda found: COMMANDS[found[1]] if found[1] else found[2], text)


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@pytest.mark.parametrize(("text", "escaped", "why"), rows())
def test_a_title_is_escaped(text: str, escaped: str, why: str) -> None:
    entry = bibtex(reference(title=text.replace(r"\n", "\n")), words("en"), host=HOST)
    assert f"  title = {{{{{escaped}}}}},\n" in entry, why


@given(title=st.text(min_size=1), author=st.text(), date=st.text(), document=st.text(min_size=1))
def test_whatever_the_metadata_hold_another_reader_finds_one_entry(
    title: str, author: str, date: str, document: str
) -> None:
    cited = reference(document, title=title, author=author, date=date)
    found = parse_string(bibtex(cited, words("kk"), host=HOST), "bibtex")
    (entry,) = found.entries.values()
    assert entry.type == "misc" and entry.key.isascii() and entry.key.endswith("-18")
    for name, told in (("title", title), ("date", date)):
        plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", told).split())
        shown = entry.fields.get(name, "")
        if name == "title" and plain:
            assert shown.startswith("{") and shown.endswith("}")
            shown = shown[1:-1]
        assert read_back(shown) == plain
    assert entry.fields["url"].startswith("https://izde.example/passages/") and entry.fields["url"].isascii()


def test_only_what_the_metadata_say_is_told() -> None:
    entry = parse_string(bibtex(reference(), words("en"), host=HOST), "bibtex").entries["alash-18"]
    assert set(entry.fields) == {"title", "howpublished", "note", "language", "url"} and not entry.persons
    assert entry.fields["note"] == "section 1, passage 2"
    assert csl(reference(), words("ru"), host=HOST) == {
        "id": "alash@18",
        "type": "document",
        "title": "Ауыл мектебі",
        "container-title": "Izde",
        "section": "раздел 1, фрагмент 2",
        "language": "kk",
        "URL": "https://izde.example/passages/alash@18",
    }


def test_an_author_stays_whole_and_an_original_is_named() -> None:
    cited = reference(author="Ә. Бөкейхан, А. Байтұрсынұлы", date="1913-02")
    cited = Reference(cited.passage, cited.document, reference(title="Қазақ {газеті}").document)
    entry = parse_string(bibtex(cited, words("en"), host=HOST), "bibtex").entries["alash-18"]
    assert [str(person) for person in entry.persons["author"]] == ["{Ә. Бөкейхан, А. Байтұрсынұлы}"]
    assert (entry.fields["year"], entry.fields["date"]) == ("1913", "1913-02")
    assert entry.fields["origtitle"] == r"{Қазақ \textbraceleft{}газеті\textbraceright{}}"
    item = csl(cited, words("en"), host=HOST)
    assert item["author"] == [{"literal": "Ә. Бөкейхан, А. Байтұрсынұлы"}]
    assert item["original-title"] == "Қазақ {газеті}"


@pytest.mark.parametrize(
    ("date", "year", "issued"),
    [
        ("1913", "1913", {"date-parts": [[1913]]}),
        ("1913-02-28", "1913", {"date-parts": [[1913, 2, 28]]}),
        ("1905/1907", "", {"date-parts": [[1905], [1907]]}),
        ("1913~", "", {"literal": "1913~"}),
        ("19XX", "", {"literal": "19XX"}),
        ("1913-13", "", {"literal": "1913-13"}),
        ("шамамен 1913", "", {"literal": "шамамен 1913"}),
        ("١٩١٣", "", {"literal": "١٩١٣"}),
    ],
)
def test_a_date_is_a_number_only_where_it_is_certain(date: str, year: str, issued: dict[str, Any]) -> None:
    entry = parse_string(bibtex(reference(date=date), words("en"), host=HOST), "bibtex").entries["alash-18"]
    assert entry.fields.get("year", "") == year
    assert csl(reference(date=date), words("en"), host=HOST)["issued"] == issued


def test_ids_that_look_alike_without_their_letters_keep_keys_of_their_own() -> None:
    entries = "".join(bibtex(reference(id), words("en"), host=HOST) for id in ("ә", "ө", "a/b", "a-b", "a b"))
    assert len(parse_string(entries, "bibtex").entries) == 5


@given(st.lists(st.text(min_size=1), max_size=4))
def test_a_list_is_one_file(titles: list[str]) -> None:
    cited = [reference(f"d{at}", at, title=title) for at, title in enumerate(titles)]
    found = json.loads("".join(listed("json", cited, words("en"), host=HOST)))
    assert [each["id"] for each in found] == [f"d{at}@{at}" for at in range(len(titles))]
    assert len("".join(listed("txt", cited, words("en"), host=HOST)).split("@")) > len(titles)
    entries = parse_string("".join(listed("bib", cited, words("en"), host=HOST)), "bibtex").entries
    assert list(entries) == [f"d{at}-{at}" for at in range(len(titles))]
