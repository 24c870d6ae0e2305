"""Marked sentences in, the titles, treaties, schools and churches in them out; lists of literature."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import knowledge
from pipeline.entities import mentions
from pipeline.names import bibliography, quotations
from pipeline.names.index import index
from pipeline.names.named_text import NamedText
from pipeline.names.running_words import running_words

TABLE = Path(__file__).parent / "tables" / "names_of_titles.tsv"
MARKED = re.compile(r"\[([^\]|]+)\|(\w+)\]")
LANGUAGES = {language: spacy.blank(language) for language in ("kk", "ru")}


def examples() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["language", "sentence", "why"] and len(rows) > 60
    assert all(len(row) == 3 and row[2] for row in rows)
    return [(row[0], row[1]) for row in rows[1:]]


def names(text: str, language: str) -> list[tuple[str, str]]:
    found = mentions(LANGUAGES[language](text), knowledge.load())
    return [(text[each.start : each.end], each.type) for each in found if each.type != "NORP"]


@pytest.mark.parametrize(("language", "sentence"), examples())
def test_a_sentence_has_these_names_and_no_others(language: str, sentence: str) -> None:
    assert names(MARKED.sub(r"\1", sentence), language) == MARKED.findall(sentence)


def test_a_reference_over_two_lines_ends_where_the_next_begins() -> None:
    text = (
        "Литература\n\n1. Толыбеков С. Е. Кочевое общество\nказахов. – Алма-Ата, 1971.\n"
        "2. Крафт И. И. Из киргизской\nстарины. – Оренбург, 1900."
    )
    titles = [" ".join(name.split()) for name, type in names(text, "ru") if type == "WORK"]
    assert titles == ["Кочевое общество казахов", "Из киргизской старины"]


def test_a_work_of_the_table_keeps_its_id_in_a_list() -> None:
    text = "1. Бекмаханов Е. Б. Казахстан в 20–40 годы XIX века. – Алма-Ата, 1947."
    found = mentions(LANGUAGES["ru"](text), knowledge.load())
    assert [each.candidates[:1] for each in found if each.type == "WORK"] == [("kazakhstan-20-40",)]


@settings(max_examples=200)
@given(st.text(alphabet="1. \nАабМ,–/«»:е0(", max_size=80), st.sampled_from(("kk", "ru")))
def test_any_text_has_names_within_it_that_do_not_overlap(text: str, language: str) -> None:
    known = knowledge.load()
    named = NamedText(text, running_words(text), index(known, language), known, language)
    for finder in (bibliography.found(named, []), quotations.found(named, [], {})):
        end = 0
        for name in finder:
            assert end <= name.start <= name.core_start < name.core_end <= name.end <= len(text)
            end = name.end
