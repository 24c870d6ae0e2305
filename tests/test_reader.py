"""The reader on a real index: which part it shows, where the matches are, what was repaired, what to cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from pipeline.records import Repair
from search_service.addresses import results
from search_service.answers import NotFound
from search_service.build import build
from search_service.citations import PASSAGES_A_PAGE
from search_service.interface import words
from search_service.printed_marks import printed_spans
from search_service.reader_matches import SECTIONS_SHOWN
from search_service.reader_page import reader_view
from search_service.reader_rows import date_search
from search_service.repairs_shown import as_printed, changes, difference, folded
from search_service.search import Corpus

PARAGRAPHS = 3000
EVERY = 50
"""The word that is looked for stands in every fiftieth paragraph."""


@pytest.fixture(scope="module")
def seeded(index: Path) -> Iterator[Corpus]:
    with closing(Corpus.open(index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A document of 3,000 paragraphs."""
    folder = tmp_path_factory.mktemp("long")
    paragraphs = (
        f"Бұл мәтіннің {number} абзацы{' петиция туралы' if number % EVERY == 0 else ''} жазылған."
        for number in range(1, PARAGRAPHS + 1)
    )
    (folder / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    assert not build([folder], folder / "index").failed
    with closing(Corpus.open(folder / "index")) as opened:
        yield opened


def view(corpus: Corpus, document: str = "", **arguments: str) -> dict[str, Any]:
    given = MultiDict(arguments)
    id = document or corpus.documents()[1][0].id
    return reader_view(corpus, id, results(given), given, words("en"), host="http://izde.example")


def numbers(shown: dict[str, Any]) -> list[int]:
    return [each["number"] for para in shown["paragraphs"] for row in para.rows for each in row.passages]


def test_a_long_document_comes_in_parts_that_hold_it_all(long: Corpus) -> None:
    total = view(long)["document"].passages
    assert total >= PARAGRAPHS
    parts = [numbers(view(long, page=str(page))) for page in range(1, view(long)["pages"] + 1)]
    assert sum(parts, []) == list(range(1, total + 1))
    assert max(map(len, parts)) == PASSAGES_A_PAGE


def test_the_matches_of_a_long_document_lead_from_one_to_the_next_across_its_parts(long: Corpus) -> None:
    steps = view(long, q="петиция", at="first")
    assert steps["matches"]["total"] == PARAGRAPHS // EVERY and f"at={EVERY}#" in steps["leads_on"]
    shown = view(long, q="петиция", at=str(PASSAGES_A_PAGE))
    assert shown["matches"]["current"] == PASSAGES_A_PAGE // EVERY and shown["reading"].page == 1
    assert f"at={PASSAGES_A_PAGE + EVERY}#p{PASSAGES_A_PAGE + EVERY}" in shown["matches"]["following"]
    assert view(long, q="петиция", at=str(PASSAGES_A_PAGE + EVERY))["reading"].page == 2
    marked = [para for para in shown["paragraphs"] if "<mark>" in para.rows[0].passages[0]["text"]]
    assert len(marked) == PASSAGES_A_PAGE // EVERY, "those of this part and no others"


@pytest.mark.parametrize(
    ("at", "current", "before", "after", "why"),
    [
        ("", 0, "", "at=50", "at no match: on to the first"),
        ("50", 1, "", "at=100", "at the first there is none before"),
        ("60", 0, "at=50", "at=100", "between two"),
        ("3000", 60, "at=2950", "", "at the last there is none behind"),
    ],
)
def test_the_way_from_match_to_match(
    long: Corpus, at: str, current: int, before: str, after: str, why: str
) -> None:
    steps = view(long, q="петиция", at=at)["matches"]
    assert steps["current"] == current, why
    for address, wanted in ((steps["previous"], before), (steps["following"], after)):
        assert (f"{wanted}#" in address) if wanted else not address, why


def test_the_outline_counts_every_match_once(seeded: Corpus) -> None:
    shown = view(seeded, q="петиция")
    sections = shown["outline"]["sections"]
    assert 1 < len(sections) <= SECTIONS_SHOWN
    assert sum(each["matches"] for each in sections) == shown["matches"]["total"] > 10
    assert [each["current"] for each in sections].count(True) == 1


def test_what_cannot_be_understood_leaves_the_text_to_read(seeded: Corpus) -> None:
    shown = view(seeded, q="...")
    assert shown["refused"] and numbers(shown) and not shown["leads_on"]
    assert view(seeded, q="гипопотам", at="first")["leads_on"] == ""


@pytest.mark.parametrize(
    "arguments",
    [{"page": "0"}, {"page": "900"}, {"at": "0"}, {"at": "x"}, {"cite": "99999999999999"}, {"with": "none"}],
)
def test_what_is_not_there_is_not_found(seeded: Corpus, arguments: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        view(seeded, **arguments)


def test_each_repair_of_a_page_is_in_the_table_with_its_rule(seeded: Corpus) -> None:
    shown = view(seeded, text="difference")
    html = "".join(
        str(each["text"]) for para in shown["paragraphs"] for row in para.rows for each in row.passages
    )
    assert html.count('<span class="fx">') == shown["repairs"] > 50
    placed = {number for row in shown["repair_rows"] for number in row["passages"]}
    assert placed <= set(numbers(shown))
    assert all(row["printed"] != row["repaired"] and row["rules"] for row in shown["repair_rows"])
    assert all(f'href="#rule-{number}"' in html for number in range(1, len(shown["rules"]) + 1))


def test_repaired_text_bears_no_marks_of_repair_and_none_of_names_where_they_are_off(seeded: Corpus) -> None:
    def html(**arguments: str) -> str:
        paragraphs = view(seeded, **arguments)["paragraphs"]
        return "".join(str(each["text"]) for para in paragraphs for row in para.rows for each in row.passages)

    assert "<del>" not in html() and 'class="e e-person"' in html() and "from=1905" in html()
    assert "<a" not in html(marks="off") and "<time" not in html(marks="off")


@pytest.mark.parametrize("question", ["петиция", "Алаш", "қазақ халқы", "1905"])
def test_what_was_looked_for_is_marked_in_each_view_and_nothing_of_the_text_is_lost(
    seeded: Corpus, question: str
) -> None:
    def html(**arguments: str) -> list[str]:
        paragraphs = view(seeded, **arguments)["paragraphs"]
        return [str(each["text"]) for para in paragraphs for row in para.rows for each in row.passages]

    wanted = [each.count("<mark>") for each in html(q=question, marks="off")]
    assert sum(wanted) > 5
    for text in ("printed", "difference"):
        shown = html(q=question, text=text)
        assert [each.count("<mark>") for each in shown] == wanted
        assert [re.sub("</?mark>", "", each) for each in shown] == html(text=text)


@pytest.mark.parametrize(
    ("text", "highlight", "raw", "marked", "why"),
    [
        ("қазақ халқы", "халқы", "қазақ\n  халқы", "халқы", "white space is folded"),
        ("қазақ халқы", "халқы", "қазақ хал-\nқы", "хал-\nқы", "a hyphen at the end of a line is dropped"),
        ("Жаңа темір жол", "темір", "Жаңа темip жол", "темip", "a repaired word is marked whole"),
        ("бір сөз сөз", "сөз", "бір 12\fсөз сөз", "сөз", "a page's number is dropped; the first of two"),
        ("жоқ", "", "жоқ", "", "nothing is looked for"),
    ],
)
def test_a_match_is_found_again_in_the_source(
    text: str, highlight: str, raw: str, marked: str, why: str
) -> None:
    at = 40
    damaged = raw.find("ip")
    repairs = [Repair(at + damaged, at + damaged + 2, "ip", "ір", "homoglyph")] if damaged >= 0 else []
    start = text.index(highlight)
    spans = printed_spans(
        text, [(start, start + len(highlight))] if highlight else [], raw, at, list(changes(raw, at, repairs))
    )
    assert [raw[low - at : high - at] for low, high in spans] == ([marked] if marked else []), why


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=5))
def test_marks_take_nothing_from_what_is_printed(raw: str, spans: list[tuple[int, int]]) -> None:
    marks = [(start, start + length) for start, length in spans]
    plain = str(as_printed(raw, 0, [], marks)).replace("<mark>", "").replace("</mark>", "")
    assert re.sub(r"\s+", "", plain) == re.sub(r"\s+", "", str(as_printed(raw, 0, [])))


def test_a_passage_is_cited_by_its_stable_address(seeded: Corpus) -> None:
    assert view(seeded)["tools"] is None
    tools = view(seeded, cite="31")["tools"]
    assert tools["permanent"].endswith("@" + tools["stable"].partition("@")[2])
    assert tools["citation"].endswith("http://izde.example" + tools["permanent"])
    assert tools["quotation"].endswith(tools["citation"])
    assert seeded.passage(tools["stable"]).number == 31
    assert 31 in [each["number"] for each in tools["paragraph"]]


def test_the_other_language_stands_beside_and_alone(bilingual: Path) -> None:
    with closing(Corpus.open(bilingual)) as corpus:
        shown = view(corpus, "school", **{"with": "school-ru", "at": "5"})
        (other,) = shown["counterparts"]
        assert other["document"].id == "school-ru" and "/documents/school-ru" in other["alone"]
        assert any(row.others for para in shown["paragraphs"] for row in para.rows)
        assert "with=school-ru" in shown["reading"].but(text="difference")


@pytest.mark.parametrize(
    ("edtf", "address"),
    [
        ("1905", "/?from=1905&to=1905"),
        ("1905/1906", "/?from=1905&to=1906"),
        ("1905-07", "/?from=1905-07-01&to=1905-07-31"),
        ("18XX", "/?from=1800&to=1899"),
        ("1902/..", "/?from=1902"),
        ("-0044", ""),
        ("no date", ""),
    ],
)
def test_a_date_leads_to_a_search_by_its_days(edtf: str, address: str) -> None:
    assert date_search(edtf, {}) == address


def test_a_repaired_word_stands_whole_with_its_letters_marked() -> None:
    raw = "және тем\u0069р жол"
    (change,) = changes(raw, 10, [Repair(18, 19, "i", "і", "homoglyph")])
    assert (change.start, change.end, change.rules) == (15, 20, ("homoglyph",))
    html = difference(raw, 10, [change], {"homoglyph": 1})
    assert "<del>тем<u>i</u>р</del> <ins>тем<u>і</u>р</ins>" in html and 'href="#rule-1"' in html


def test_what_cannot_be_seen_stands_by_its_number() -> None:
    (change,) = changes("қа\u00adзақ", 0, [Repair(2, 3, "\u00ad", "", "invisible")])
    assert change.printed == "қа<u>‹U+00AD›</u>зақ" and change.repaired == "қазақ"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 4)), max_size=8))
def test_of_a_text_as_printed_nothing_is_lost(raw: str, spans: list[tuple[int, int]]) -> None:
    repairs, done = [], 0
    for start, length in sorted(spans):
        end = min(start + length, len(raw))
        if done <= start < end:
            repairs.append(Repair(start, end, raw[start:end], "ж", "homoglyph"))
            done = end
    found = list(changes(raw, 0, repairs))
    assert sum(len(change.parts) > 0 for change in found) <= len(repairs)
    assert "".join(raw[change.start : change.end] for change in found) == "".join(
        "".join(before for before, _ in change.parts) for change in found
    )
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
    assert as_printed(raw, 0, []).unescape() == as_printed(folded(raw), 0, []).unescape()
