"""Annotated documents in, an index of ours out, and what it answers to a few words, by kind of question.

It is built and asked through the functions that `izde build` and the service call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.annotation import Annotation
from search_service import build, builds
from search_service.answers import Question
from search_service.folders import Metadata
from search_service.search import Corpus
from search_service.store_writer import StoreWriter
from search_service.suggestions import completions
from search_service.timeline import timeline

SHOWN = 20
"""Hits that are read and shown; the others are only counted."""

Words = Sequence[str]
Asking = Mapping[str, Callable[[Words], object]]
"""How to ask an index, by the kind of question; a kind that the engine cannot do is left out."""
Counting = Mapping[str, Callable[[Words], Callable[[], object]]]
"""How to count in what words find, by the kind of counting; finding it is no part of that."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How to build an index in an empty folder, and how to ask it in the ways of `asking`.

    `given` is what the engine takes of a document: making that is no part of building. `found` are the
    numbers, from 1, of all passages that answer a question as it is typed, best first; with the peers, those
    with all its words. `counting` counts in what is found.
    """

    given: Callable[[Annotation], Any]
    build: Callable[[Iterator[Any], Path], None]
    asking: Callable[[Path], Asking]
    found: Callable[[Path], Callable[[str], Iterable[int]]]
    counting: Callable[[Path], Counting] = lambda _: {}


def ours() -> Engine:
    """The store and the index of the service."""
    return Engine(lambda annotation: annotation, _build, _asking, _found, _counting)


def _build(annotations: Iterator[Annotation], folder: Path) -> None:
    with builds.locked(folder), builds.next_build(folder) as (name, inside):
        store = StoreWriter(inside / builds.STORE)
        for annotation in annotations:
            store.add(Metadata(annotation.source.name, annotation.id), annotation)
        build._finish(store, inside, name)


def _asking(folder: Path) -> Asking:
    corpus = _opened(folder)

    def answer(q: str, **options: Any) -> object:
        return corpus.search(Question(q=q, limit=SHOWN, **options))

    return {
        "term": lambda asked: answer(asked[0], mode="exact"),
        "two words": lambda asked: answer(" ".join(asked), mode="exact"),
        "phrase": lambda asked: answer(f'"{" ".join(asked)}"', mode="exact"),
        "prefix": lambda asked: answer(f"{asked[0]}*"),
        "fuzzy": lambda asked: answer(asked[0], mode="fuzzy"),
        "smart": lambda asked: answer(" ".join(asked)),
        "smart, nothing shown": lambda asked: corpus.found(Question(q=" ".join(asked))),
        "suggest": lambda asked: completions(corpus.store, asked[0], SHOWN),
    }


def _opened(folder: Path) -> Corpus:
    # It loads the web service, which building and the peers do without.
    from search_service.library import Library, Reading

    return Reading(Library(folder)).searchable()


def _counting(folder: Path) -> Counting:
    corpus = _opened(folder)
    store = corpus.store

    def facets(asked: Words) -> Callable[[], object]:
        numbers = corpus.found(Question(q=" ".join(asked))).numbers
        return lambda: (store.facets.entities(numbers, SHOWN), store.facets.years(numbers, SHOWN))

    def dated(asked: Words) -> Callable[[], object]:
        question = Question(q=" ".join(asked))
        numbers = corpus.found(question).numbers
        return lambda: timeline(store, numbers, corpus.filtered(question), "year")

    return {"facets of smart": facets, "timeline of smart": dated}


def _found(folder: Path) -> Callable[[str], Iterable[int]]:
    corpus = Corpus.open(folder)
    return lambda typed: corpus.found(Question(q=typed)).numbers
