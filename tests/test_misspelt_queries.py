"""Misspelt and oddly cut queries in, the passages that were meant out, and how they answer: a table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search_service.answers import Question
from search_service.search import Corpus
from tests.small_corpora import corpus_of

KAZAKH = """Съездер туралы

Екінші жалпықазақ съезі қыста ашылды.

Ол Петербургтегі институтта оқыды. Бірінші дүниежүзілік соғыс басталды.
"""
RUSSIAN = """О съездах

Совещание избрало Уфимскую директорию. В Семипалатинске вышла газета.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("misspelt"), kazakh=KAZAKH, russian=RUSSIAN) as opened:
        yield opened


@pytest.mark.parametrize(
    ("q", "begins", "how"),
    [
        pytest.param('"жалпықазақ съезі"', "Екінші", "exact", id="a word that was printed as one of two"),
        pytest.param('"екінші жалпықазақ"', "Екінші", "exact", id="the same at the end of a phrase"),
        pytest.param('"қазақ съезі"', "Екінші", "exact", id="its second half begins a phrase, too"),
        pytest.param("жалпықазақ сьезі", "Екінші", "script", id="the soft sign for the hard one"),
        pytest.param("дериктория", "Совещание", "near", id="near to a lemma that has no form of its own"),
        pytest.param("Питербург", "Ол", "near", id="near to the name of a place, in a form far off"),
        pytest.param("Семиполатинск", "В Семипалатинске", "near", id="near to one of the names of a place"),
        pytest.param("World War I", "Бірінші", "name", id="another English name"),
    ],
)
def test_what_was_meant_comes_first(corpus: Corpus, q: str, begins: str, how: str) -> None:
    hits = corpus.search(Question(q=q)).hits
    assert hits and hits[0].passage.text.startswith(begins)
    assert how in {match.how for match in hits[0].matched}


@pytest.mark.parametrize("q", ['"жалпықазақ ашылды"', '"екінші съезі"', '"жалпы съезі"'])
def test_words_of_a_phrase_still_stand_side_by_side(corpus: Corpus, q: str) -> None:
    assert not corpus.search(Question(q=q)).hits
