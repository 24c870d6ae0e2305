"""The texts of the checkout that have gold in; figures of their annotation and of searching for them out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.annotate import annotate
from pipeline.evaluation.figures import Figure
from pipeline.readers import read
from scripts.gold import Gold, Item
from scripts.gold_prints import PRINTS
from scripts.score import annotation_figures
from scripts.score_search import Search, search_figures
from search_service.answers import Question
from search_service.build import build
from search_service.search import Corpus

ROOT = Path(__file__).resolve().parent.parent
CORPUS_GOLD = ROOT / "corpus" / "gold"
TEXTS = {"lecture": (ROOT / "seeds" / "000_81de71cbc9ff0b78.txt", CORPUS_GOLD)} | {
    name: (CORPUS_GOLD / name / f"{name}.txt", CORPUS_GOLD / name) for name in PRINTS
}
"""Each text with the directory of its gold."""


def figures() -> dict[str, Figure]:
    """Every figure of every text, as "text: figure"; the searches are of an index that holds all of them."""
    found: dict[str, Figure] = {}
    with searches() as search_of:
        for name, (text, folder) in TEXTS.items():
            gold = Gold([folder])
            of_text = annotation_figures(text.read_bytes().decode(), annotation(text), gold)
            of_text |= search_figures(gold, search_of(text))
            found |= {f"{name}: {figure}": value for figure, value in of_text.items()}
    return found


def annotation(text: Path) -> Item:
    """The annotation of a file, as the contract's object."""
    return annotate(read(text)).as_json()


@contextmanager
def searches() -> Iterator[_Searches]:
    """How to search each of the texts, in an index built of them all."""
    with tempfile.TemporaryDirectory() as folder:
        build([text for text, _ in TEXTS.values()], Path(folder))
        corpus = Corpus.open(Path(folder))
        try:
            yield _Searches(corpus)
        finally:
            corpus.close()


class _Searches:
    """A corpus; called with a file, how to search the document that it became."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def __call__(self, text: Path) -> Search:
        digest = read(text).sha256

        def search(parameters: dict[str, str]) -> list[Item]:
            cursor = None
            hits: list[Item] = []
            for _ in range(3):
                answer = self.corpus.search(
                    Question(
                        q=parameters.get("q"),
                        date_from=parameters.get("from"),
                        date_to=parameters.get("to"),
                        limit=100,
                        cursor=cursor,
                    )
                )
                hits += [
                    {"raw_start": hit.passage.raw_start, "raw_end": hit.passage.raw_end}
                    for hit in answer.hits
                    if hit.document.sha256 == digest
                ]
                cursor = answer.next
                if cursor is None:
                    break
            return hits

        return search
