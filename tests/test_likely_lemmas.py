"""A word of a Kazakh query in, the lemmas that may be meant by it out: a verb's stem and its verbal noun."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lemmas import lemma, likely_lemmas

_LINES = (Path(__file__).parent / "tables" / "verbal_nouns.tsv").read_text(encoding="utf-8").splitlines()
_ROWS = [(line + "\t").split("\t")[:4] for line in _LINES if not line.startswith(("#", "one\t"))]


@pytest.mark.parametrize(("one", "other", "reaches", "why"), _ROWS)
def test_forms_of_one_verb_share_a_lemma(one: str, other: str, reaches: str, why: str) -> None:
    shared = set(likely_lemmas(one, "kk")).intersection(likely_lemmas(other, "kk"))
    assert bool(shared) is (reaches == "yes"), (why, shared)


@pytest.mark.parametrize("word", ["су", "тау", "газет", "қалада", "Алаш", "он", "XX", "1905", "…"])
def test_what_is_no_verb_has_no_verbal_noun(word: str) -> None:
    assert likely_lemmas(word, "kk") == [lemma(word, "kk")]


@given(st.text(alphabet="абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", min_size=1, max_size=20))
def test_the_likeliest_comes_first_and_each_once(word: str) -> None:
    found = likely_lemmas(word, "kk")
    assert found[0] == lemma(word, "kk")
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("word", ["", " ", "\u0301", "🙂", "у" * 100_000, "\ud800", "қол\x00дау"])
def test_odd_words_have_lemmas(word: str) -> None:
    assert likely_lemmas(word, "kk")
