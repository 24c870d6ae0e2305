"""Marked Russian sentences in, the bodies, festivals and laws in them out; which bodies are one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import knowledge, linking
from pipeline.entities import mentions
from pipeline.names import bodies, contractions
from pipeline.names.index import index
from pipeline.names.named_text import NamedText
from pipeline.names.running_words import running_words

TABLE = Path(__file__).parent / "tables" / "names_of_bodies.tsv"
MARKED = re.compile(r"\[([^\]|]+)\|(\w+)\]")
RUSSIAN = spacy.blank("ru")


def examples() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["sentence", "why"] and len(rows) > 60
    assert all(len(row) == 2 and row[1] for row in rows)
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize("sentence", examples())
def test_a_sentence_has_these_names_and_no_others(sentence: str) -> None:
    text = MARKED.sub(r"\1", sentence)
    found = mentions(RUSSIAN(text), knowledge.load())
    names = [(text[each.start : each.end], each.type) for each in found if each.type != "NORP"]
    assert names == MARKED.findall(sentence)


def test_the_table_has_sentences_without_a_name() -> None:
    assert sum(not MARKED.search(sentence) for sentence in examples()) > len(examples()) // 4


def ids(text: str) -> list[str]:
    doc = RUSSIAN(text)
    known = knowledge.load()
    return [each.id for each in linking.linked(doc, mentions(doc, known), (), known)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Писали в СНК РСФСР. Ответа из Совнаркома РСФСР ждали.", True),
        ("Писали в СНК РСФСР. Ответа из СНК СССР ждали.", False),
        ("Писали в ЦК ВКП(б). Ответил Центральный Комитет.", True),
        ("Писали в ЦК КПСС. Ответил ЦК.", True),
        ("Открыли Русское общество помощи сиротам (РОПС). Деньги собрало РОПС.", True),
        ("Бои шли за Алтай. Потом взяли Рудный Алтай.", False),
        ("Служил в Госторге. Уволен из Госторга.", True),
        ("Писали в Верховный Совет Казахской ССР. Ответил ЦК.", False),
    ],
)
def test_names_of_one_body_have_one_id_and_those_of_others_do_not(text: str, same: bool) -> None:
    found = ids(text)
    assert len(found) > 1
    assert (len(set(found)) == 1) is same


def test_a_body_with_two_that_it_may_be_is_one_of_its_own() -> None:
    assert ids("ЦК КПСС и ЦК Компартии Казахстана спорили. Потом ЦК решил.")[-1].startswith("local:")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("наркомзема", "наркомзем"),
        ("центропечатью", "центропечать"),
        ("казкрайкоме", "казкрайком"),
        ("комитет", None),
        ("наркотик", None),
        ("горлица", None),
        ("", None),
    ],
)
def test_a_contraction_is_made_of_parts_of_the_table_alone(word: str, name: str | None) -> None:
    assert contractions.nominative(word) == name


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from("Комитет Совет по делам печати и труда ( ) « » ЦК СНК СССР Казахский театр .".split())
    )
)
def test_any_text_has_names_within_it(words: list[str]) -> None:
    text = " ".join(words)
    known = knowledge.load()
    named = NamedText(text, running_words(text), index(known, "ru"), known, "ru")
    for name in (*bodies.found(named, []), *contractions.found(named)):
        assert 0 <= name.start <= name.core_start < name.core_end <= name.end <= len(text)
