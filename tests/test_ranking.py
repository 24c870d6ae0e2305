"""Questions in, which of two passages stands above the other out: a table that says why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search_service.answers import Question
from search_service.build import build
from search_service.search import Corpus

TESTS = Path(__file__).parent


def rows() -> list[dict[str, str]]:
    with (TESTS / "tables" / "ranking.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("ranking")
    assert not build([TESTS / "texts" / "ranking"], folder).failed
    with closing(Corpus.open(folder)) as opened:
        yield opened


def place(shown: list[str], begin: str) -> int:
    """Where the passage that begins so stands; behind all others where it was not found."""
    return next((at for at, text in enumerate(shown) if text.startswith(begin)), len(shown))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['query']}: {row['why']}")
def test_this_stands_above_that(ranked: Corpus, row: dict[str, str]) -> None:
    answer = ranked.search(Question(q=row["query"], limit=100))
    shown = [hit.passage.text for hit in answer.hits]
    assert place(shown, row["above"]) < place(shown, row["below"]), [
        (round(hit.score, 4), hit.passage.text, [match.how for match in hit.matched]) for hit in answer.hits
    ]
