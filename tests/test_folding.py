"""Words of every script and habit in, equal or different keys out."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import folding
from tests.work import calls

_TABLE = Path(__file__).parent / "tables" / "folding.tsv"
_ROWS = [
    line.split("\t")
    for line in _TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith(("#", "one\t"))
]


@pytest.mark.parametrize(("one", "other", "same", "why"), _ROWS)
def test_two_spellings_have_one_key_or_two(one: str, other: str, same: str, why: str) -> None:
    assert (folding.key(one) == folding.key(other)) is (same == "yes"), why


@pytest.mark.parametrize("word", ["", "-", "«»", "🙂", "\u0301", "…"])
def test_what_has_no_letter_has_no_key(word: str) -> None:
    assert folding.key(word) == ""


@pytest.mark.parametrize(
    "letters", ["АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЫІЭЮЯ", "ABCDEFGHIJKLMNOPQRSTUVWXYZÄĞIİÑÖŞŪÜ"]
)
def test_every_letter_of_the_alphabets_has_a_key(letters: str) -> None:
    assert [letter for letter in letters if not folding.key(letter)] == []


def test_a_letter_of_no_table_is_kept_without_its_marks() -> None:
    assert folding.key("Ȩ中文") == "e中文"


@given(st.text(max_size=40))
def test_case_and_composition_never_matter(word: str) -> None:
    assert folding.key(unicodedata.normalize("NFD", word)) == folding.key(word)
    assert folding.surface(unicodedata.normalize("NFD", word)) == folding.surface(word)
    assert folding.surface(folding.surface(word)) == folding.surface(word)


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", max_size=40))
def test_capitals_have_the_key_of_small_letters(word: str) -> None:
    assert folding.key(word.upper()) == folding.key(word)


@given(st.text(max_size=40))
def test_a_key_has_letters_and_digits_alone(word: str) -> None:
    assert all(character.isalnum() for character in folding.key(word))


@pytest.mark.parametrize(
    "word", ["ng" * 200_000, "n" + "g" * 400_000, "и" * 400_000, "z" + "\u0301" * 400_000]
)
def test_an_endless_word_is_folded_in_one_pass(word: str) -> None:
    assert calls(lambda: folding.key(word)) < 10 * len(word)
