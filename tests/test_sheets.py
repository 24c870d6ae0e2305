"""The address of a sheet and what it shows of a real index: order, notes, both languages, what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search_service.interface import words
from search_service.search import Corpus
from search_service.sheet_page import sheet_view
from search_service.sheets import MOST_PASSAGES, Change, Item, Sheet, asked_change, passage_address, sheet_of
from tests.running import Service

HOST = "https://izde.example/"


@pytest.fixture(scope="module")
def paired(bilingual: Path) -> Iterator[Corpus]:
    """The corpus of a text and its translation."""
    with closing(Corpus.open(bilingual)) as opened:
        yield opened


def read(address: str) -> Sheet:
    return sheet_of(MultiDict(parse_qsl(urlsplit(address).query, keep_blank_values=True)))


def sheet(*passages: str, **more: object) -> Sheet:
    return Sheet(tuple(Item(each) for each in passages)).but(**more)


line = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])).map(str.strip)


@given(
    items=st.dictionaries(line.filter(lambda each: each and "/passages/" not in each), line, max_size=5),
    title=line,
    q=line,
    options=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_the_address_is_the_sheet(
    items: dict[str, str], title: str, q: str, options: tuple[bool, bool, bool]
) -> None:
    held = tuple(Item(passage, note) for passage, note in items.items())
    lines, names, big = options
    asked = Sheet(held, title=title, q=q, show="ru", lines=lines, names=names, big=big)
    assert read(asked.path) == asked


@pytest.mark.parametrize(
    ("change", "number", "order"),
    [
        ("up", 2, "bac"), ("down", 2, "acb"), ("off", 2, "ac"), ("up", 1, "abc"), ("down", 3, "abc"),
        ("off", 4, "abc"),
    ],
)  # fmt: skip
def test_a_passage_moves_with_its_note(change: str, number: int, order: str) -> None:
    asked = Sheet(tuple(Item(each, each * 2) for each in "abc"))
    wanted = asked_change(MultiDict({"do": f"{change}-{number}"}))
    assert wanted
    assert asked.changed(*wanted).items == tuple(Item(each, each * 2) for each in order)


@pytest.mark.parametrize(
    ("change", "number", "place"),
    [("up", 1, 1), ("up", 3, 2), ("down", 1, 2), ("down", 3, 3), ("off", 1, 1), ("off", 3, 2)],
)
def test_a_change_leads_to_where_the_passage_stands_or_what_took_its_place(
    change: Change, number: int, place: int
) -> None:
    assert Sheet(tuple(map(Item, "abc"))).place_after(change, number) == place


def test_a_sheet_that_has_become_empty_has_no_place() -> None:
    assert Sheet((Item("a"),)).place_after("off", 1) == 0


@pytest.mark.parametrize("do", ["", "up", "up-0", "left-1", "up-1x", "up-１"])
def test_a_button_that_is_none_changes_nothing(do: str) -> None:
    assert asked_change(MultiDict({"do": do})) is None


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("school@18", "school@18"),
        (" school@18 ", "school@18"),
        ("https://izde.example/passages/school@18", "school@18"),
        ("/passages/school%4018?ui=ru", "school@18"),
        ("https://izde.example/passages/school@18/citation.bib", "school@18"),
        ("https://izde.example/documents/school", "https://izde.example/documents/school"),
        ("http://[/passages/school@18", "http://[/passages/school@18"),
    ],
)
def test_a_link_to_a_passage_can_be_pasted(pasted: str, address: str) -> None:
    assert passage_address(pasted) == address


def test_a_passage_stands_once_and_those_over_are_kept() -> None:
    many = [f"a@{number}" for number in range(MOST_PASSAGES + 2)]
    asked = sheet_of(MultiDict([("p", each) for each in (*many, "a@0")]))
    assert [item.passage for item in asked.items] == many[:MOST_PASSAGES]
    assert [item.passage for item in asked.over] == many[MOST_PASSAGES:]
    assert read(asked.path) == asked
    # When one goes there is room for the next.
    assert asked.changed("off", 1).items[-1].passage == f"a@{MOST_PASSAGES}"
    assert asked.with_passage("a@3") == asked


def test_both_languages_stand_in_one_order_from_whichever_side(paired: Corpus) -> None:
    view = sheet_view(paired, sheet("school-ru@18", "school@21"), words("en"), host=HOST)
    for item in view["items"]:
        kazakh, russian = item["sides"]
        assert (kazakh["language"], kazakh["translation"]) == ("kk", False)
        assert (russian["language"], russian["translation"]) == ("ru", True)
        assert "1911" in kazakh["text"] and "1911" in russian["text"]
    assert "passages/school-ru@18" in view["items"][0]["citation"]


@pytest.mark.parametrize(("show", "start"), [("kk", "Мектеп"), ("ru", "Школа")])
def test_one_language_alone(paired: Corpus, show: str, start: str) -> None:
    view = sheet_view(paired, sheet("school-ru@18", show=show), words("en"), host=HOST)
    (side,) = view["items"][0]["sides"]
    assert side["text"].startswith(start) and not view["items"][0]["missing"]


def test_a_passage_without_the_language_is_shown_and_says_so(corpus: Corpus) -> None:
    first = corpus.passages(corpus.documents()[1][0].id, 1, 1)[0]
    other = "ru" if first.language == "kk" else "kk"
    asked = sheet(f"{first.document}@{first.raw_start}", show=other)
    item = sheet_view(corpus, asked, words("ru"), host=HOST)["items"][0]
    assert item["missing"] == other and [side["text"] for side in item["sides"]] == [first.text]


def test_what_is_gone_is_told_and_stays(paired: Corpus) -> None:
    asked = Sheet((Item("gone@1", "Why?"), Item("school@999999"), Item("school@25"), Item("<script>")))
    view = sheet_view(paired, asked, words("en"), host=HOST)
    gone, beyond, moved, hostile = view["items"]
    assert gone["passage"] is None and gone["note"] == "Why?" and gone["document"] is None
    assert beyond["passage"] is None and beyond["document"].id == "school"
    assert moved["moved"] and moved["address"] == "school@25"
    assert hostile["address"] == "<script>"
    assert view["lost"] == 3 and view["whole"].startswith("https://izde.example/sheet?p=gone%401&n=Why%3F")


def test_words_are_marked_in_both_languages_only_when_asked(paired: Corpus) -> None:
    asked = sheet("school-ru@18")
    texts = [
        str(side["text"])
        for q in ("", "школа", '"')
        for side in sheet_view(paired, asked.but(q=q), words("en"), host=HOST)["items"][0]["sides"]
    ]
    assert ["<mark>" in text for text in texts] == [False, False, False, True, False, False]


def test_the_glossary_names_what_the_passages_name(paired: Corpus) -> None:
    asked = sheet("school-ru@18")
    assert not sheet_view(paired, asked, words("en"), host=HOST)["glossary"]
    view = sheet_view(paired, asked.but(names=True), words("kk"), host=HOST)
    assert view["dates"] == ["1911\u202fж."]
    assert [each["name"] for each in view["glossary"]] == ["Алматы"]


def test_references_of_a_sheet_and_of_a_question_are_files(bilingual_service: Service) -> None:
    sheet = bilingual_service.get("/citations.json?p=school@21&p=gone@1&ui=en")
    assert [each["id"] for each in sheet.json] == ["school@21"]
    assert sheet.headers["Content-Type"].startswith("application/vnd.citationstyles.csl+json")
    found = bilingual_service.get("/citations.bib", q="школа", ui="en")
    total = bilingual_service.get("/api/v1/search", q="школа").json["total"]
    assert found.text.count("@misc{") == total > 1
    assert "attachment" in found.headers["Content-Disposition"]
    one = bilingual_service.get("/passages/school@21/citation.txt?ui=en").text
    assert one == f"Ауыл мектебі туралы. passage 2. Izde corpus. {bilingual_service.url}/passages/school@21\n"
    for path, status in (
        ("/passages/gone@1/citation.bib", 404),
        ("/passages/school@18/citation.xml", 404),
        ("/citations.bib?q=...", 400),
        ("/citations.bib", 400),
    ):
        assert bilingual_service.get(path).status == status, path
