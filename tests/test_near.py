"""A word in, the words of a dictionary that are spelt almost so out."""

from __future__ import annotations

import csv
import random
import string
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from pipeline import folding, tables
from search_service import near_writer, slips
from search_service.near import MOST, NearForms, allowed_slips, in_cyrillic, likeness
from search_service.near_writer import LONGEST, SHORTEST, Spelt
from search_service.slips import folded
from tests.work import calls

TABLE = Path(__file__).parent / "tables" / "near.tsv"
LETTERS = "қкғаәеіыр-"


def opened(words: Iterable[Spelt]) -> NearForms:
    """A dictionary of the words; what it has read stays there when its folder is gone."""
    with TemporaryDirectory() as folder:
        near_writer.write(Path(folder), "forms", words)
        return NearForms(Path(folder), "forms")


def spelt(*words: str, known: bool = True, count: int = 1) -> list[Spelt]:
    return [Spelt(word, known, count) for word in words]


@cache
def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


@cache
def words_of_the_table() -> NearForms:
    cells = {cell for row in rows() for cell in (row["typed"], *row["near"].split(), *row["far"].split())}
    return opened(spelt(*sorted(cells)))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["typed"])
def test_near_words_come_in_order_and_far_ones_below_or_not(row: dict[str, str]) -> None:
    found = [each.form for each in words_of_the_table().near(row["typed"])]
    near, far = row["near"].split(), row["far"].split()
    assert [form for form in found if form in near] == near, row["why"]
    below = found.index(near[-1]) if near else 0
    assert not set(far) & set(found[:below]) and row["typed"] not in found, row["why"]


def test_every_row_of_far_words_says_something() -> None:
    assert sum(bool(row["far"]) for row in rows()) >= 8


def test_another_word_is_no_misprint() -> None:
    words = opened([*spelt("жылы", "жолы", "қоянды"), *spelt("жалы", "қиянды", "куяннды", known=False)])
    assert [each.form for each in words.near("жилы", misprints_only=True)] == ["жалы"]
    assert {each.form for each in words.near("жилы")} == {"жылы", "жолы", "жалы"}
    # Two slips are too many for a misprint of so short a word.
    assert [each.form for each in words.near("қоянды", misprints_only=True)] == ["қиянды"]


def test_what_comes_closely_is_no_more_than_the_slips_off_with_confused_letters_counted() -> None:
    words = opened(spelt("мұжбүр", "мәжбүр", "можбур", "мәжбүрлеп", "межбур"))
    assert [each.form for each in words.near("мәжбүр", closely=True)] == ["мұжбүр", "межбур"]
    assert [each.form for each in words.near("мәжбүр")] == ["мұжбүр", "межбур", "можбур"]


def test_of_words_alike_the_commoner_comes_first_and_then_the_alphabet_decides() -> None:
    words = opened([*spelt("бала", "дала", "жала"), *spelt("сала", count=7)])
    assert [each.form for each in words.near("пала")] == ["сала", "бала", "дала", "жала"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("qazaqstn", "қазақстан"), ("Kazakstann", "қазақстан"), ("shoqn", "шоқан"), ("intrnet", "internet")],
)
def test_a_word_in_another_script_is_looked_for_in_cyrillic_too(typed: str, meant: str) -> None:
    words = opened(spelt("қазақстан", "шоқан", "internet", "қазан"))
    assert [each.form for each in words.near(folding.surface(typed))] == [meant]


@pytest.mark.parametrize(
    ("word", "cyrillic"),
    [("qazaq", "казак"), ("şeşen", "шешен"), ("қазақ", "қазақ"), ("", ""), ("1916", "1916")],
)
def test_a_word_is_told_in_cyrillic_letters(word: str, cyrillic: str) -> None:
    assert in_cyrillic(word) == cyrillic


def test_what_the_caller_has_leaves_its_place_to_others() -> None:
    forms = [f"{first}{second}рма" for first in "бвгджз" for second in "бвгджз"]
    words = opened(spelt(*forms))
    found = [each.form for each in words.near("бжрма")]
    assert len(found) == MOST
    others = [each.form for each in words.near("бжрма", but=found[:5])]
    assert len(others) == MOST and others[: MOST - 5] == found[5:]


def test_a_near_word_says_how_near_it_is() -> None:
    (near,) = opened(spelt("қарқаралы")).near("карқарлы")
    assert near.slips == 2 and near.distance == pytest.approx(1.2)
    assert near.likeness == likeness("карқарлы", 1.2) == pytest.approx(8 / 9.2)


@given(
    st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=12), max_size=60, unique=True),
    st.text(alphabet=LETTERS, max_size=12),
    st.booleans(),
)
def test_the_dictionary_finds_what_comparing_with_every_word_finds(
    words: list[str], typed: str, closely: bool
) -> None:
    most = allowed_slips(typed, closely=closely)
    expected = {
        word
        for word in words
        if len(word) >= SHORTEST
        and word != typed
        and 0 < most >= DamerauLevenshtein.distance(folded(word), folded(typed))
        and (not closely or slips.measured(typed, [word])[1][0] <= most)
    }
    found = opened(spelt(*words)).near(typed, closely=closely)
    assert {each.form for each in found} <= expected
    assert len(found) == min(len(expected), MOST)
    assert [each.distance for each in found] == sorted(each.distance for each in found)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=8), st.text(alphabet=LETTERS, min_size=1, max_size=8))
def test_only_the_word_itself_is_no_distance_off(one: str, other: str) -> None:
    _, (distance,) = slips.measured(one, [other])
    assert 0 <= distance <= 2 * max(len(one), len(other))
    assert (distance == 0) == (one == other)


ODD = (
    "",
    "а",
    "1916",
    "20-жыл",
    "қ" * 10_000,
    "😀😀😀😀",
    "ә\u0301ұ\u0301л",
    "\ud800абв",
    "а\n\x00б",
    "ш\u200dшш",
)


@pytest.mark.parametrize("word", ODD, ids=ascii)
def test_odd_words_have_near_words_or_none(word: str) -> None:
    odd = ["😀😀😀", "ә\u0301ұл", "\ud801абв", "қ" * LONGEST, "қ" * (LONGEST + 1), "ششش", "1917", "20-жыл"]
    found = opened(spelt(*odd)).near(word)
    assert all(each.form in odd and not any(map(str.isdigit, each.form)) for each in found)
    assert opened([]).near(word) == ()


@pytest.mark.parametrize(
    ("letters", "complaint"),
    [
        ("к", "'к' should be letters"),
        ("к қк", "'к қк' should be letters"),
        ("к қ к", "к stands in the table"),
    ],
)
def test_a_wrong_table_is_refused(letters: str, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "rows", lambda *_: iter([(4, {"letters": letters, "why": ""})]))
    with pytest.raises(tables.TableError) as refused:
        slips._classes.__wrapped__()
    assert str(refused.value).startswith(f"misspelt.tsv:4: {complaint}")


def test_a_large_dictionary_is_not_walked_through() -> None:
    letters = random.Random(1)
    words = {"".join(letters.choices(string.ascii_lowercase, k=k)) for k in range(3, 13) for _ in range(2000)}
    near_words = opened(spelt(*sorted(words)))
    near_words.near("bokeihanov")
    assert calls(lambda: near_words.near("bokeihanov")) < len(words) / 50
