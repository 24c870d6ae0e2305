"""Words of passages in, the passages and places of a term out, by every engine there is."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service import whoosh_index
from search_service.answers import IndexUnusable
from search_service.index import Index
from search_service.words import Word, word, words


def analysed(text: str, lemmas: dict[str, str] | None = None) -> list[Word]:
    """The words of `text`, cut at white space and marks, with their lemmas where `lemmas` has them."""
    tokens = [
        (found.start(), found.end(), (lemmas or {}).get(found[0], found[0]))
        for found in re.finditer(r"[\w-]+", text)
    ]
    return list(words(text, tokens))


PASSAGES = [
    "Петиция қабылданды",
    "петицияның мәтіні мен петиция",
    "генерал-губернатордың хаты",
    "",
    "ХХ ғасыр; XX ғасыр; 20 ғасыр",
]
LEMMAS = {"петицияның": "петиция", "генерал-губернатордың": "генерал-губернатор"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("words")
    whoosh_index.build([analysed(text, LEMMAS) for text in PASSAGES], folder)
    return whoosh_index.WhooshIndex(folder)


def test_a_term_has_its_passages_in_each_field(index: Index) -> None:
    assert index.size == len(PASSAGES)
    assert list(index.passages("surface", "петиция")) == [1, 2]
    assert list(index.passages("surface", "петицияның")) == [2]
    assert list(index.passages("lemma", "петиция")) == [1, 2]
    assert list(index.passages("key", "petisia")) == [1, 2]
    assert list(index.passages("lemma", "жоқ")) == []


def test_parts_of_a_compound_and_the_compound_are_found(index: Index) -> None:
    for lemma in ("генерал", "губернатор", "генерал-губернатор"):
        assert list(index.passages("lemma", lemma)) == [3], lemma


def test_positions_count_words(index: Index) -> None:
    assert list(index.positions("lemma", "петиция")) == [(1, [0]), (2, [0, 3])]
    assert list(index.positions("lemma", "генерал-губернатор")) == [(3, [0])]
    assert list(index.positions("lemma", "хаты")) == [(3, [2])]
    assert list(index.positions("lemma", "жоқ")) == []


def test_a_roman_numeral_is_its_number_in_every_spelling(index: Index) -> None:
    assert list(index.positions("key", "20")) == [(5, [0, 2, 4])]


def test_the_vocabulary_counts_passages(index: Index) -> None:
    vocabulary = dict(index.vocabulary("lemma"))
    assert vocabulary["петиция"] == 2 and vocabulary["ғасыр"] == 1
    assert list(vocabulary) == sorted(vocabulary, key=lambda term: term.encode())


def test_threads_may_share_it(index: Index) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: list(index.positions("lemma", "петиция")), range(200)))
    assert all(each == [(1, [0]), (2, [0, 3])] for each in found)


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="izde build --rebuild"):
        whoosh_index.WhooshIndex(tmp_path)


@pytest.mark.parametrize(
    ("text", "token", "expected", "why"),
    [
        ("жеке-дара", "жеке-дара", ["жеке", "дара", "жеке-дара"], "both parts and the whole"),
        ("1905ж", "1905ж", ["1905", "ж", "1905ж"], "a number and what is glued to it"),
        ("о’брайен", "о’брайен", ["о’брайен"], "an apostrophe is no border"),
        ("а\u0301лаш", "а\u0301лаш", ["а\u0301лаш"], "a stress mark is no border"),
        ("—", "—", [], "a mark is no word"),
    ],
)
def test_a_token_gives_its_words(text: str, token: str, expected: list[str], why: str) -> None:
    assert [each.surface for each in words(text, [(0, len(token), token)])] == expected, why


def test_a_compound_is_one_however_it_was_cut() -> None:
    whole = list(words("жеке-дара", [(0, 9, "жеке-дара")]))
    cut = list(words("жеке-дара", [(0, 4, "жеке"), (4, 5, "-"), (5, 9, "дара")]))
    assert whole == cut


def test_words_parted_by_a_space_are_no_compound() -> None:
    found = list(words("жеке - дара", [(0, 4, "жеке"), (5, 6, "-"), (7, 11, "дара")]))
    assert [each.surface for each in found] == ["жеке", "дара"]


@given(st.text(max_size=60))
def test_words_lie_in_their_text(text: str) -> None:
    for each in analysed(text):
        assert 0 <= each.start < each.end <= len(text)
        assert each.surface and all(each.keys)


def test_an_endless_word_gives_a_short_term() -> None:
    assert len(word(0, 0, 100_000, "а" * 100_000, "а" * 100_000).surface) < 1000
