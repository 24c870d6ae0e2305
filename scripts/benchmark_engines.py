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
from search_service.finding import Finder
from search_service.folders import Metadata
from search_service.store import Store
from search_service.store_writer import StoreWriter
from search_service.whoosh_index import open_index

SHOWN = 20
"""Hits that are read and shown; the others are only counted."""

Words = Sequence[str]
Asking = Mapping[str, Callable[[Words], object]]
"""How to ask an index, by the kind of question; a kind that the engine cannot do is left out."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How to build an index in an empty folder, and how to ask it in the ways of `asking`.

    `given` is what the engine takes of a document: making that is no part of building. `found` are the
    numbers, from 1, of all passages that answer a question as it is typed, best first; with the peers, those
    with all its words. `counting` are questions about what is found.
    """

    given: Callable[[Annotation], Any]
    build: Callable[[Iterator[Any], Path], None]
    asking: Callable[[Path], Asking]
    found: Callable[[Path], Callable[[str], Iterable[int]]]
    counting: Callable[[Path], Asking] = lambda _: {}


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
    # It loads the web service, which building and the peers do without.
    from search_service.library import Library

    corpus = Library(folder).searchable()

    def answer(q: str, **options: Any) -> object:
        return corpus.search(Question(q=q, limit=SHOWN, **options))

    return {
        "term": lambda asked: answer(asked[0], mode="exact"),
        "two words": lambda asked: answer(" ".join(asked), mode="exact"),
        "phrase": lambda asked: answer(f'"{" ".join(asked)}"', mode="exact"),
        "fuzzy": lambda asked: answer(asked[0], mode="fuzzy"),
        "smart": lambda asked: answer(" ".join(asked)),
    }


def _opened(folder: Path) -> tuple[Store, Finder]:
    name = builds.newest(folder)
    store = Store(builds.store_file(folder, name))
    return store, Finder(store, open_index(builds.words_folder(folder, name)))


def _counting(folder: Path) -> Asking:
    store, finder = _opened(folder)

    def counted(asked: Words) -> object:
        numbers = finder.found(Question(q=" ".join(asked))).numbers
        return store.entity_counts(numbers, SHOWN), store.years(numbers, SHOWN)

    return {
        "found": lambda asked: finder.found(Question(q=" ".join(asked))),
        "found, facets": counted,
    }


def _found(folder: Path) -> Callable[[str], Iterable[int]]:
    _, finder = _opened(folder)
    return lambda typed: finder.found(Question(q=typed)).numbers
