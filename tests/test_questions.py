"""Whole questions in, the passage that comes first out: over a build of short texts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import tables
from search_service import questions, units_writer
from search_service.answers import Question
from search_service.build import build
from search_service.relatives import relatives
from search_service.search import Corpus
from search_service.units import Units

TESTS = Path(__file__).parent


def rows() -> list[dict[str, str]]:
    with (TESTS / "tables" / "questions.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("questions")
    assert not build([TESTS / "texts" / "questions"], folder).failed
    with closing(Corpus.open(folder)) as opened:
        yield opened


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["query"])
def test_what_answers_comes_first(asked: Corpus, row: dict[str, str]) -> None:
    answer = asked.search(Question(q=row["query"]))
    shown = [(hit.passage.text, round(hit.score, 3)) for hit in answer.hits]
    assert shown and shown[0][0].startswith(row["first"]), (row["why"], answer.understood, shown)


@pytest.mark.parametrize(
    ("query", "understood", "why"),
    [
        ("Фотосинтез дегеніміз не?", "Фотосинтез?", "what asks is left out, one word stays a question"),
        ("Балқаш қай жерде", "Балқаш [balkhash] / жерде", "a name is told"),
        ("Алаш партиясы құрылды", "Алаш партиясы [alash-party] AND құрылды", "a few words that ask nothing"),
        ("Алаш партиясы құрылған жыл:", "Алаш партиясы [alash-party] / құрылған / жыл", "to be completed"),
        ("Кім? Қашан? Қайда?", "Кім / Қашан / Қайда", "nothing but words that ask: they are looked for"),
    ],
)
def test_what_is_looked_for_is_told(asked: Corpus, query: str, understood: str, why: str) -> None:
    assert asked.found(Question(q=query)).understood == understood, why


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["query"])
def test_every_hit_shows_what_matched(asked: Corpus, row: dict[str, str]) -> None:
    answer = asked.search(Question(q=row["query"], limit=100))
    assert answer.total == len(answer.hits)
    assert all(hit.matched and hit.highlights for hit in answer.hits)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True) and min(scores) > 0


def test_what_has_little_of_the_question_is_not_found(asked: Corpus) -> None:
    answer = asked.search(Question(q="Балқаш көлінің қай бөлігі тұщы?", limit=100))
    assert {hit.document.id for hit in answer.hits} == {"balqash"}


def test_words_of_one_stem_are_marked_as_near(asked: Corpus) -> None:
    answer = asked.search(Question(q="Ағартушылық еткен ақынның аты кім?"))
    matched = {match.surface: match.how for match in answer.hits[0].matched}
    assert matched["ағартушы"] == "near"
    # Without near spellings a question has none of them.
    without = asked.search(Question(q="Ағартушылық еткен ақынның аты кім?", without=("near",)))
    assert all(match.how != "near" for hit in without.hits for match in hit.matched)


@pytest.mark.parametrize(
    ("word", "form", "alike", "why"),
    [
        ("ағартушылық", "ағартушы", True, "a word and what is derived from it"),
        ("жапырақ", "жапырақтарда", True, "one of its forms"),
        ("бөл", "бөлігі", False, "fewer letters than relatives share"),
        ("қаламгер", "қалада", False, "a small part of both words"),
        ("1917", "1917", False, "a number has no relatives"),
    ],
)
def test_relatives_share_their_beginning(asked: Corpus, word: str, form: str, alike: bool, why: str) -> None:
    index = asked.store.index
    found = relatives(word, index)
    surfaces = {index.parts(each)[0]: part for part, forms in found.items() for each in forms}
    assert (form in surfaces) == alike, why
    assert all(0 < part <= 1 for part in surfaces.values())


def test_units_are_whole_documents_that_are_short(asked: Corpus) -> None:
    units = Units(asked.store)
    assert units.size == 9 == len(set(units.documents.tolist()))
    assert units.passages(np.arange(units.size)).tolist() == list(range(1, asked.store.index.size + 1))


def test_a_long_document_has_units_of_one_length(tmp_path: Path) -> None:
    text = "\n\n".join(f"Бұл {number}-сөйлем туралы айтылды." for number in range(1, 101))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    assert not build([tmp_path / "long.txt"], tmp_path / "index").failed
    with closing(Corpus.open(tmp_path / "index")) as opened:
        units = Units(opened.store)
        sizes = np.diff(units.first)
        assert sizes.max() <= units_writer.MOST_PASSAGES and sizes.max() - sizes.min() <= 1
        assert units.begins.tolist() == [True] + [False] * (units.size - 1)
        # A question finds the piece that answers it, not the whole of the document.
        found = opened.search(Question(q="Қай жерде 57-сөйлем туралы айтылды?", limit=100))
        assert "57" in found.hits[0].passage.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("Абай көл туды қай кім 1845 Алаш « » ? : … өзен / - Ж".split()), max_size=12))
def test_no_question_is_too_odd(asked: Corpus, words: list[str]) -> None:
    typed = " ".join(("Абай", *words, "?"))
    found = asked.found(Question(q=typed))
    assert len(set(found.numbers.tolist())) == len(found)
    assert all(score > 0 for score in found.scores.tolist())


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("weighed\t-1\t1\t", "a weight below 0"),
        ("weighed\tmuch\t1\t", "no number"),
        ("other\t1\t1\t", "a feature that there is not, and one that is missing"),
    ],
)
def test_the_table_of_weights_is_checked(monkeypatch: pytest.MonkeyPatch, row: str, why: str) -> None:
    header = ["feature", *questions.FEATURES, "what"]
    cells = dict(zip(header, row.split("\t"), strict=True))
    monkeypatch.setattr(tables, "rows", lambda *_: [(7, cells)])
    questions.weights.cache_clear()
    with pytest.raises(tables.TableError, match=questions.WEIGHTS):
        questions.weights("closer")
    questions.weights.cache_clear()
