"""A key in, the keys that are spelt almost so out."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from pipeline import folding
from search_service.near import MOST, NearKeys, allowed
from tests.work import calls

WORDS = {
    "мүжбүр": False, "деңгейінде": True, "денгеи": False, "байналысты": False, "мусдумин": False,
    "қаарқаралы": False, "қоянды": True, "жылы": True, "жолы": True, "тыл": True, "1905": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def near_keys() -> NearKeys:
    return NearKeys((folding.key(word), known) for word, known in WORDS.items())


@pytest.mark.parametrize(
    ("typed", "found", "why"),
    [
        ("мәжбүр", ["мүжбүр"], "one letter for another"),
        ("байланысты", ["байналысты"], "letters exchanged"),
        ("муслимин", ["мусдумин"], "two slips in a long word"),
        ("қарқаралы", ["қаарқаралы"], "a letter doubled"),
        ("куянды", ["қоянды"], "a Russian spelling"),
        ("тіл", [], "three letters: any other is another word"),
        ("1906", [], "another number is another number"),
        ("қоянды", [], "the word itself is not near to itself"),
        ("жүжбүл", [], "two slips are too many in a short word"),
    ],
)
def test_misprints_are_reached(near_keys: NearKeys, typed: str, found: list[str], why: str) -> None:
    near = [each.key for each in near_keys.near(folding.key(typed))]
    assert near == [folding.key(word) for word in found], why


def test_another_word_is_no_misprint(near_keys: NearKeys) -> None:
    assert [each.key for each in near_keys.near(folding.key("жалы"))] == ["jili", "joli"]
    assert near_keys.near(folding.key("жалы"), misprints_only=True) == []


def test_the_nearest_come_first_and_not_too_many() -> None:
    keys = ["abcdefgh", "abcdefgx", "abcdefxx", *("abcdef" + a + b for a in "qrstuvz" for b in "qrstuvz")]
    near = NearKeys((key, False) for key in keys).near("abcdefgh")
    assert near[0].key == "abcdefgx" and near[0].slips == 1
    assert len(near) == MOST
    assert [each.likeness for each in near] == sorted((each.likeness for each in near), reverse=True)


@given(
    st.lists(st.text(alphabet="abcd", min_size=1, max_size=10), max_size=40),
    st.text(alphabet="abcd", max_size=10),
)
def test_buckets_find_what_comparing_with_every_key_finds(keys: list[str], key: str) -> None:
    slips = allowed(key)
    found = NearKeys((each, False) for each in set(keys)).near(key)
    expected = {
        each
        for each in keys
        if each != key and OSA.distance(each, key) <= slips and (len(key) >= 6 or each[0] == key[:1])
    }
    assert {each.key for each in found} <= expected
    assert len(found) == min(len(expected), MOST)


def test_a_large_vocabulary_is_not_walked_through() -> None:
    letters = random.Random(1)
    keys = {
        "".join(letters.choices(string.ascii_lowercase, k=letters.randint(3, 14))) for _ in range(100_000)
    }
    near_keys = NearKeys((key, False) for key in keys)
    assert calls(lambda: near_keys.near("bokeihanov")) < len(keys) / 10
