"""Words of every script and habit in, equal or different keys out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import folding
from tests.work import calls

_ROOT = Path(__file__).parent.parent
_VOWELS_OF_HAMZA, _SIGNS_WITHOUT = set("әөүі"), set("еэгк")
"""A word in Arabic letters takes a hamza if it has one of the first and none of the second."""


def _table(name: str) -> list[list[str]]:
    """The rows of a table of the tests, its header first."""
    lines = (Path(__file__).parent / "tables" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


_ROWS = _table("folding.tsv")[1:]
_ALPHABETS, *_LETTERS = _table("transliteration.tsv")


@cache
def _written(alphabet: str) -> dict[str, str]:
    """How each Cyrillic letter is written in an alphabet."""
    column = _ALPHABETS.index(alphabet)
    return {row[0]: row[column].replace("-", "") for row in _LETTERS}


def transliterated(word: str, alphabet: str) -> str:
    """A Cyrillic word in small letters as it is written in an alphabet of transliteration.tsv."""
    written = _written(alphabet)
    front = alphabet.startswith("arabic") and _VOWELS_OF_HAMZA & set(word) and not _SIGNS_WITHOUT & set(word)
    return ("\N{ARABIC LETTER HAMZA}" if front else "") + "".join(written[letter] for letter in word)


@pytest.fixture(scope="module")
def vocabulary() -> list[str]:
    """The words of the Kazakh texts of the checkout, each once."""
    paths = [*_ROOT.glob("seeds/*.txt"), *_ROOT.glob("corpus/gold/*-kk/*-kk.txt")]
    paths += _ROOT.glob("corpus/gold/history/*.txt")
    letters = {row[0] for row in _LETTERS}
    texts = "\n".join(path.read_text(encoding="utf-8") for path in paths).casefold()
    return sorted({word for word in re.findall(r"[^\W\d_]+", texts) if letters.issuperset(word)})


@pytest.mark.parametrize(("one", "other", "same", "why"), _ROWS)
def test_two_spellings_have_one_key_or_two(one: str, other: str, same: str, why: str) -> None:
    assert (folding.key(one) == folding.key(other)) is (same == "yes"), why


@pytest.mark.parametrize("alphabet", _ALPHABETS[1:])
def test_words_meet_their_transliterations(alphabet: str, vocabulary: list[str]) -> None:
    apart = [
        word for word in vocabulary if folding.key(word) not in folding.keys(transliterated(word, alphabet))
    ]
    assert len(vocabulary) > 5000
    # асхана is ashana in most alphabets, whose sh is ш.
    assert len(apart) <= 0.001 * len(vocabulary), apart


@pytest.mark.parametrize("alphabet", ["latin_2021", "latin_2018", "kazinform", "bgn", "arabic"])
def test_texts_in_other_alphabets_have_the_keys_of_cyrillic_ones(
    alphabet: str, vocabulary: list[str]
) -> None:
    apart = [word for word in vocabulary if folding.key(word) != folding.key(transliterated(word, alphabet))]
    assert len(apart) <= 0.001 * len(vocabulary), apart


@pytest.mark.parametrize("alphabet", ["latin_2021", "latin_2018", "arabic"])
def test_a_transliteration_is_closest_to_its_own_word(alphabet: str, vocabulary: list[str]) -> None:
    alike: dict[str, list[str]] = {}
    for word in vocabulary:
        alike.setdefault(folding.key(word), []).append(word)
    pairs = [(word, other) for words in alike.values() for word in words for other in words if word != other]
    typed = {word: transliterated(word, alphabet) for word, _ in pairs}
    mistaken = [
        (word, other)
        for word, other in pairs
        if folding.closeness(typed[word], word) < folding.closeness(typed[word], other)
    ]
    assert len(pairs) > 100
    # Letters that others leave out, or that two words share: al is аль, the nearer ал.
    assert len(mistaken) <= 0.02 * len(pairs), mistaken


_QUERIES = [row[:3] for row in _table("queries_in_writings.tsv")[1:] if row[1] != "съезд"]


@pytest.mark.parametrize(("typed", "words", "writing"), _QUERIES)
def test_a_query_in_another_writing_has_the_keys_of_the_word(typed: str, words: str, writing: str) -> None:
    for one, other in zip(typed.split(), words.split(), strict=True):
        assert folding.key(other) in folding.keys(one), writing


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


@given(st.text(max_size=40))
def test_the_first_of_the_keys_is_the_key(word: str) -> None:
    keys = folding.keys(word)
    assert keys[:1] == ((folding.key(word),) if folding.key(word) else ())
    assert len(set(keys)) == len(keys) <= folding.MOST_KEYS


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzьçäöü'وهيتش", max_size=12))
def test_other_readings_are_keys_like_any(word: str) -> None:
    assert all(key.isalnum() for key in folding.keys(word))


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", max_size=20))
def test_a_cyrillic_word_has_one_key(word: str) -> None:
    assert len(folding.keys(word)) <= 1


@given(st.text(max_size=20), st.text(max_size=20))
def test_closeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= folding.closeness(one, other) <= 1
    assert folding.closeness(one, one) == 1


@pytest.mark.parametrize("word", ["kh" * 50_000, "ا" * 100_000, "y'" * 50_000])
def test_an_endless_word_is_read_in_one_way(word: str) -> None:
    assert calls(lambda: folding.keys(word)) < 10 * len(word)
    assert calls(lambda: folding.closeness(word, word + "a")) < 10 * len(word)
