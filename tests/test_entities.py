"""Names in running text: a table of marked sentences, Kazakh and Russian, and what holds for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import knowledge, linking
from pipeline.entities import mentions
from pipeline.records import DateMention, Entity, Mention
from tests.work import calls

TABLE = Path(__file__).parent / "tables" / "entities_sentences.tsv"
MARKED = re.compile(r"\[([^\]|]+)\|(\w+) ([\w-]+)\]")
LANGUAGES = {language: spacy.blank(language) for language in ("kk", "ru")}


def marked(sentence: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The sentence without its marks, and (text, type, id) of each name."""
    return MARKED.sub(r"\1", sentence), [(m[1], m[2], m[3]) for m in MARKED.finditer(sentence)]


def found(text: str, language: str) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    doc = LANGUAGES[language](text)
    years = tuple(
        DateMention(match.start(), match.end(), match[0], "year", None)
        for match in re.finditer(r"\b1[5-9]\d\d\b", text)
    )
    names = mentions(doc, knowledge.load())
    return names, linking.linked(doc, names, years, knowledge.load())


def examples() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["language", "sentence", "why"] and len(rows) > 80
    return [(row[0], row[1]) for row in rows[1:]]


@pytest.mark.parametrize(("language", "sentence"), examples())
def test_a_sentence_has_these_names_and_no_others(language: str, sentence: str) -> None:
    text, expected = marked(sentence)
    _, entities = found(text, language)
    got = [(text[e.start : e.end], e.type, "-" if e.id.startswith("local:") else e.id) for e in entities]
    assert got == expected


def check(text: str, language: str) -> None:
    names, entities = found(text, language)
    assert [(n.start, n.end, n.type) for n in names] == [(e.start, e.end, e.type) for e in entities]
    end = 0
    for name in names:
        assert end <= name.start <= name.core_start < name.core_end <= name.end <= len(text)
        assert name.canonical
        end = name.end


WORDS = st.sampled_from(
    "Алаш Семей Орынбор қаласы облысы және , . «Қазақ» газеті Ә. Бөкейханов қазақ съезі 1917 жылғы ІІ ( ) "
    "уезі облыстарының газеты «Вакыт» область Оренбургская г. реформа Дума-ға кадет : бюросы".split()
)


@given(st.lists(WORDS, max_size=20).map(" ".join), st.sampled_from(["kk", "ru"]))
@settings(deadline=None)
def test_names_do_not_overlap_and_hold_their_cores(text: str, language: str) -> None:
    check(text, language)


@given(st.text(max_size=80), st.sampled_from(["kk", "ru"]))
@settings(deadline=None)
def test_any_text_will_do(text: str, language: str) -> None:
    check(text, language)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "Ә" * 10_000, "А." * 500, "«" * 300, "Алаш\n\nпартиясы", "😀 Семей 😀", "Ә\u0301лихан"],
)
def test_odd_text_will_do(text: str) -> None:
    check(text, "kk")


def test_a_name_does_not_cross_a_paragraph() -> None:
    text = "Семей\n\nоблысы"
    assert [text[n.start : n.end] for n in found(text, "kk")[0]] == ["Семей"]


def test_the_work_grows_with_the_text_alone() -> None:
    text = (
        "Ә.Бөкейхан мен Садық Аманжолов Семей және Ақмола облыстарының қырғыздары туралы жазды. Аманжолов. "
    )

    def work(times: int) -> int:
        doc = LANGUAGES["kk"].make_doc(text * times)
        return calls(lambda: linking.linked(doc, mentions(doc, knowledge.load()), (), knowledge.load()))

    work(10)
    assert work(400) < 10 * work(50)
