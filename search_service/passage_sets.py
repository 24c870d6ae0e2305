"""An open store in, the passages of a language, a document, a date or an entity out, as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service import columns
from search_service.closeness import Numbers
from search_service.store import Store

_SETS_HELD = 64
"""Sets of passages of a language, and of an entity, that are kept."""


class PassageSets:
    """Sets of a store's passages; those asked for last are kept. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.size = store.span(None)[1]
        """How many passages there are, numbered from 1."""
        self._in_language = lru_cache(_SETS_HELD)(self._read_in_language)
        self._mentions = lru_cache(_SETS_HELD)(self._read_mentions)

    def within(self, *, language: str | None, document: str | None) -> Numbers:
        """The passages that are in `language` and of `document`, where given."""
        first, last = self._store.span(document)
        if language is None:
            return np.arange(first, last + 1, dtype=np.uint32)
        found = self._in_language(language)
        return found[np.searchsorted(found, first) : np.searchsorted(found, last, side="right")]

    def naming(self, entities: Iterable[str]) -> Numbers:
        """The passages that name one of the entities."""
        found = [self._mentions(entity) for entity in entities]
        return reduce(np.union1d, found) if found else np.empty(0, dtype=np.uint32)

    def dated(self, first: int, last: int) -> tuple[Numbers, NDArray[np.bool]]:
        """The passages with a date that overlaps the days `first` to `last`; True for one wholly inside."""
        numbers, begin, end, counted_begin, counted_end = self._dates
        overlaps = (begin <= last) & (end >= first)
        inside = overlaps & (counted_begin >= first) & (counted_end <= last)
        found = np.unique(numbers[overlaps])
        return found, np.isin(found, numbers[inside])

    def first_days(self, numbers: NDArray[np.uint32]) -> NDArray[np.int32]:
        """The earliest day that the dates of each passage count by; LAST_DAY for one without dates."""
        return self._store.facets.first_days[numbers]

    @cached_property
    def documents(self) -> NDArray[np.uint32]:
        """The number of each passage's document, by the passage's number; [0] is 0."""
        rows = self._store.rows("SELECT number, last - first + 1 FROM documents ORDER BY first")
        numbers, sizes = _columns(rows, 2)
        return np.concatenate(([0], np.repeat(numbers, sizes))).astype(np.uint32)

    @cached_property
    def headings(self) -> NDArray[np.uint32]:
        """The number of the heading that each passage stands under, by its number; 0 where there is none."""
        rows = self._store.rows("SELECT number FROM passages WHERE kind = 'heading' ORDER BY number")
        own = _columns(rows, 1)[0]
        under = np.zeros(self.size + 1, dtype=np.uint32)
        under[own] = own
        last = np.maximum.accumulate(under)
        last[own] = 0
        return np.where(self.documents[last] == self.documents, last, 0).astype(np.uint32)

    @cached_property
    def pairs(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Each passage with a partner, and that partner, by the number of the first."""
        one, other = _columns(
            self._store.rows(
                """SELECT DISTINCT one.passage, other.passage FROM paired one
                JOIN paired other ON other.pair = one.pair AND other.side <> one.side
                ORDER BY one.passage, other.passage"""
            ),
            2,
        )
        return one.astype(np.uint32), other.astype(np.uint32)

    @cached_property
    def _dates(self) -> list[NDArray[Any]]:
        """The passage of each date, and its first and last day, those of it and those that it counts by."""
        names = ("passage", "first", "last", "counted_first", "counted_last")
        return [columns.read(self._store.words, f"dates.{name}") for name in names]

    def _read_in_language(self, language: str) -> Numbers:
        rows = self._store.rows("SELECT number FROM passages WHERE language = ? ORDER BY number", (language,))
        return _columns(rows, 1)[0].astype(np.uint32)

    def _read_mentions(self, entity: str) -> Numbers:
        return np.array(self._store.mentions(entity), dtype=np.uint32)


def _columns(rows: list[Any], count: int) -> list[NDArray[np.int64]]:
    """The columns of rows, of which there may be none."""
    return list(np.array(rows, dtype=np.int64).reshape(-1, count).T)
