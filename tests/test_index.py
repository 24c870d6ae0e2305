"""Tokens of passages in, the index of words that is made of them out: words, forms and where they stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.query import Term

from search_service import builds
from search_service.answers import IndexUnusable
from search_service.index import Index
from search_service.index_writer import FormRecord, IndexWriter
from search_service.words import PARTS, Token, Word, running, word, words

LEMMAS = {"петицияның": "петиция", "генерал-губернатордың": "генерал-губернатор"}
PASSAGES = [
    "Петиция қабылданды",
    "петицияның мәтіні мен петиция",
    "генерал-губернатордың хаты",
    "",
    "ХХ ғасыр; XX ғасыр; 20 ғасыр",
]


def tokens_of(text: str) -> list[Token]:
    """The tokens of `text`, cut at white space and marks, with their lemmas where `LEMMAS` has them."""
    return [
        (found.start(), found.end(), LEMMAS.get(found[0], found[0])) for found in re.finditer(r"[\w-]+", text)
    ]


def analysed(text: str) -> list[Word]:
    return list(words(text, tokens_of(text)))


def written(folder: Path, passages: Iterable[str], old: Index | None = None) -> list[FormRecord]:
    """Write the index of passages, behind those of an old index."""
    writer = IndexWriter(old)
    if old is not None:
        writer.copy(1, old.size)
    for text in passages:
        writer.add(text, tokens_of(text))
    return list(writer.write(folder))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("words")
    written(made, PASSAGES)
    return made


@pytest.fixture(scope="module")
def made(folder: Path) -> Index:
    return Index(folder)


def form(index: Index, surface: str, lemma: str) -> int:
    """The only form with this surface and lemma."""
    (found,) = (each for each in range(index.form_count) if index.parts(each)[:2] == (surface, lemma))
    return found


def passages(index: Index, form: int) -> list[int]:
    """The passages of a form, each once."""
    return np.unique(index.places(form)[0]).tolist()


def rows(index: Index, form: int) -> list[tuple[int, int]]:
    """The passages and positions of a form."""
    return list(zip(*(column.tolist() for column in index.places(form)), strict=True))


def test_a_form_has_its_passages_and_places(made: Index) -> None:
    assert made.size == len(PASSAGES)
    petition = form(made, "петиция", "петиция")
    assert passages(made, petition) == [1, 2] and rows(made, petition) == [(1, 0), (2, 3)]
    assert rows(made, form(made, "петицияның", "петиция")) == [(2, 0)]
    century = form(made, "ғасыр", "ғасыр")
    assert passages(made, century) == [5] and rows(made, century) == [(5, 1), (5, 3), (5, 5)]
    assert made.counts[century] == made.running[century] == 3


def test_parts_of_a_compound_and_the_compound_are_found(made: Index) -> None:
    for surface, lemma, position in (
        ("генерал", "генерал", 0),
        ("губернатордың", "губернатор", 1),
        ("генерал-губернатордың", "генерал-губернатор", 0),
    ):
        assert rows(made, form(made, surface, lemma)) == [(3, position)], lemma
    compound = form(made, "генерал-губернатордың", "генерал-губернатор")
    assert (made.counts[compound], made.running[compound]) == (1, 0)
    assert made.lengths.tolist() == [0, 2, 4, 3, 0, 6]


def test_a_roman_numeral_has_the_key_of_its_number(made: Index) -> None:
    with_key = [each for each in range(made.form_count) if "20" in made.parts(each)[2]]
    assert sorted(place for each in with_key for place in rows(made, each)) == [(5, 0), (5, 2), (5, 4)]


def test_forms_are_in_the_order_of_their_letters(made: Index) -> None:
    terms = [made.term(each) for each in range(made.form_count)]
    assert terms == sorted(terms) and len(set(terms)) == len(terms)


def test_threads_may_share_it(made: Index) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: made.words_of(range(1, 6)), range(100)))
    assert all(each == found[0] for each in found)


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="izde build --rebuild"):
        Index(tmp_path)


@pytest.mark.parametrize("name", ["words.form.npy", "forms.text.npy", "*.toc", "*.pst"])
def test_a_file_that_is_missing_or_empty_is_told(tmp_path: Path, name: str) -> None:
    written(tmp_path, PASSAGES)
    (file,) = tmp_path.glob(name)
    if file.suffix != ".toc":
        file.write_bytes(b"")
        with pytest.raises(IndexUnusable):
            Index(tmp_path)
    file.unlink()
    with pytest.raises(IndexUnusable):
        Index(tmp_path)


PRINTED = st.lists(
    st.one_of(
        st.sampled_from(["Алаш", "алаш", "ХХ", "хх", "20", "жеке-дара", "1905ж", "—", "а\x1fб", "É", "ß"]),
        st.text("абә-’1 ", max_size=5),
    ),
    max_size=12,
).map(" ".join)


@given(st.lists(PRINTED, max_size=6), st.lists(PRINTED, max_size=4))
def test_an_index_holds_what_was_put_in(first: list[str], added: list[str]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        written(Path(one), first)
        forms = written(Path(two), added, Index(Path(one)))
        index = Index(Path(two))
        texts = [*first, *added]
        assert index.size == len(texts)
        assert index.words_of(range(1, len(texts) + 1)) == dict(enumerate(map(analysed, texts), start=1))
        check_postings(index, texts)
        check_counts(index, forms, texts)


def check_postings(index: Index, texts: Sequence[str]) -> None:
    places: dict[tuple[str, str, tuple[str, ...]], list[tuple[int, int]]] = {}
    for number, text in enumerate(texts, start=1):
        for each in analysed(text):
            places.setdefault((each.surface, each.lemma, each.keys), []).append((number, each.position))
    assert {index.parts(each): rows(index, each) for each in range(index.form_count)} == places


def check_counts(index: Index, forms: Sequence[FormRecord], texts: Sequence[str]) -> None:
    alone = [running(analysed(text)) for text in texts]
    assert index.lengths.tolist() == [0, *map(len, alone)]
    held = index.rows(range(1, len(texts) + 1))
    assert (
        index.running.tolist() == np.bincount(held.forms[held.running], minlength=index.form_count).tolist()
    )
    assert sum(index.running.tolist()) == sum(map(len, alone))
    assert [(each.surface, each.lemma, each.keys) for each in forms] == [
        index.parts(each) for each in range(index.form_count)
    ]
    assert [(each.count, each.running) for each in forms] == list(
        zip(index.counts.tolist(), index.running.tolist(), strict=True)
    )


def test_passages_are_read_in_any_order(made: Index) -> None:
    asked = [5, 4, 2, 1]
    held = made.rows(asked)
    assert list(dict.fromkeys(held.passages.tolist())) == [5, 2, 1]
    for number in asked:
        mine = held.passages == number
        assert held.starts[mine].tolist() == [each.start for each in analysed(PASSAGES[number - 1])]
        assert held.ends[mine].tolist() == [each.end for each in analysed(PASSAGES[number - 1])]
    assert made.words_of(asked) == {number: analysed(PASSAGES[number - 1]) for number in asked}
    assert made.words_of([]) == {}


def test_whoosh_finds_the_same_passages(index: Path, folder: Path) -> None:
    for place in (folder, builds.words_folder(index, builds.newest(index))):
        ours = Index(place)
        with open_dir(place).searcher() as searcher:
            assert searcher.doc_count_all() == ours.size
            assert [text.decode() for _, text in searcher.reader().all_terms()] == [
                ours.term(each) for each in range(ours.form_count)
            ]
            for each in range(ours.form_count):
                found = searcher.search(Term("form", ours.term(each)), limit=None).docs()
                assert {number + 1 for number in found} == set(passages(ours, each)), ours.parts(each)
                postings = searcher.postings("form", ours.term(each)).items_as("positions")
                assert [
                    (number + 1, position) for number, positions in postings for position in positions
                ] == rows(ours, each)


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


def test_what_is_all_letters_or_all_digits_is_one_word() -> None:
    for letter in map(chr, range(sys.maxunicode + 1)):
        if letter.isalpha() or letter.isdecimal():
            found = PARTS.fullmatch(letter * 2)
            assert found and len(list(words(letter * 2, [(0, 2, letter)]))) == 1, ascii(letter)


def test_an_endless_word_gives_a_short_term() -> None:
    assert len(word(0, 0, 100_000, "а" * 100_000, "а" * 100_000).surface) < 1000
