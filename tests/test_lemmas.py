"""Lemmas: a table of forms that must meet in one lemma, words that must not, and properties."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lemma_explanation import explained
from pipeline.lemmas import lemma, lemmas
from tests.analysed import analysed

TABLES = Path(__file__).parent / "tables"
TABLE = TABLES / "lemmas.tsv"
IN_CONTEXT = [
    line.split("\t")[:3]
    for line in (TABLES / "lemmas_in_context.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
ROWS = [line.split("\t")[:3] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
LANGUAGES = st.sampled_from(["kk", "ru"])


@pytest.mark.parametrize(
    ("language", "expected", "form"),
    [(language, expected, form) for language, expected, forms in ROWS for form in forms.split()],
)
def test_lemma(language: str, expected: str, form: str) -> None:
    assert lemma(form, language) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("қала", "қалған"),
        ("ат", "атты"),
        ("жер", "жеңіс"),
        ("Алаш", "алаңда"),
        ("бас", "басқарма"),
        ("ел", "елу"),
    ],
)
def test_words_that_are_not_one(one: str, other: str) -> None:
    assert lemma(one, "kk") != lemma(other, "kk")


@pytest.mark.parametrize(("expected", "word", "sentence"), IN_CONTEXT)
def test_lemma_in_context(expected: str, word: str, sentence: str) -> None:
    before, _, after = f" {sentence} ".partition(f" {word} ")
    words = [*before.split(), word, *after.split()]
    assert lemmas(words, "kk")[len(before.split())] == expected


# The first call reads the models.
@settings(deadline=None)
@given(words=st.lists(st.text(max_size=12), max_size=12), language=LANGUAGES)
def test_each_word_has_one_lemma(words: list[str], language: str) -> None:
    found = lemmas(words, language)
    assert [bool(word) for word in words] == [bool(each) for each in found]


@given(words=st.lists(st.text(alphabet="аәбгғеқлнрстуыі -", max_size=9), max_size=9))
def test_an_explanation_says_what_was_decided(words: list[str]) -> None:
    for shown, found in zip(explained(words), lemmas(words, "kk"), strict=True):
        assert shown.lemma == found
        decided = [candidate.lemma.casefold() for candidate in shown.candidates]
        assert not decided or found.casefold() in decided


@given(word=st.text(min_size=1, max_size=20), language=LANGUAGES)
def test_no_lemma_is_empty(word: str, language: str) -> None:
    assert lemma(word, language)


@given(word=st.text(alphabet="аәбгғеқлнрстуыі", min_size=1, max_size=14))
def test_a_capital_changes_no_analysis(word: str) -> None:
    assert lemma(word.capitalize(), "kk").casefold() == lemma(word, "kk").casefold()


# The first call reads the models.
@settings(deadline=None)
@given(text=st.text(max_size=60), language=LANGUAGES)
def test_every_token_has_a_lemma(text: str, language: str) -> None:
    doc = analysed(text, language)
    assert all(token.lemma_ for token in doc)
    assert "".join(token.text_with_ws for token in doc) == text


def test_names_and_sentence_starts() -> None:
    doc = analysed("Петиция жазылды. Жымпи мен Қарқаралы. Кейін Жымпиға хат келді.", "kk")
    lemmas = {token.text: token.lemma_ for token in doc}
    assert lemmas["Петиция"] == "петиция"
    assert lemmas["Жымпи"] == "Жымпи"
    assert lemmas["Қарқаралы"] == "Қарқаралы"


def test_parts_of_speech() -> None:
    doc = analysed("Олар 1905 жылы Қарқаралыда петиция жазды.", "kk")
    parts = [token.pos_ for token in doc]
    assert parts == ["PRON", "NUM", "NOUN", "PROPN", "NOUN", "VERB", "PUNCT"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="kk or ru"):
        analysed("text", "en")


@pytest.mark.parametrize(
    "text",
    [
        "а" * 100_000,
        "жазу " * 2_000,
        "а" * 10_000,
        "А." * 5_000,
        ")" * 10_000,
        "қ-" * 5_000,
        "дада" * 15 + " " + "лар" * 20,
    ],
)
def test_odd_text_takes_no_time_to_speak_of(text: str) -> None:
    assert "".join(token.text_with_ws for token in analysed(text, "kk")) == text
