"""Sentences of both languages: a table (a bar is a sentence's end, two are a paragraph's), and properties."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline import russian
from pipeline.kazakh import Kazakh
from pipeline.sentences import mark_sentences

TABLE = Path(__file__).parent / "tables" / "sentences.tsv"
ROWS = [line.split("\t")[:2] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
PIPELINES = {"kk": Kazakh(), "ru": russian.blank()}
PIECES = [
    "Ол",
    "келді",
    ".",
    "!",
    "?",
    "…",
    "»",
    "«",
    "(",
    ")",
    " ",
    "\n\n",
    "т.б.",
    "1905 ж.",
    "А.",
    "1.",
    "-",
    '"',
    "ғ",
]


def marked(language: str, text: str) -> Doc:
    return mark_sentences(PIPELINES[language](text))


@pytest.mark.parametrize(("language", "cut"), ROWS)
def test_sentences(language: str, cut: str) -> None:
    text = cut.replace("||", "\n\n").replace("|", "")
    assert [sentence.text.strip() for sentence in marked(language, text).sents] == [
        part.strip() for part in re.split(r"\|+", cut)
    ]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
@pytest.mark.parametrize("language", sorted(PIPELINES))
def test_sentences_cover_the_text_and_keep_to_paragraphs(language: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    sentences = list(marked(language, text).sents)
    assert "".join(sentence.text_with_ws for sentence in sentences) == text
    assert all("\n\n" not in sentence.text.strip() for sentence in sentences)
    # The first may be the white space before the text.
    assert all(sentence.text.strip() for sentence in sentences[1:])


@given(text=st.text(max_size=60))
def test_any_text_has_sentences(text: str) -> None:
    assert "".join(sentence.text_with_ws for sentence in marked("kk", text).sents) == text


def test_marking_twice_changes_nothing() -> None:
    doc = marked("kk", "Ә.Бөкейхан келді. «Алға!» - деді ол. 1905 ж. қайтты, т.б. Олар қалды.")
    starts = [token.is_sent_start for token in doc]
    assert [token.is_sent_start for token in mark_sentences(doc)] == starts
