"""Matches in, the words beside each in its paragraph out: for all at once, as numbers of forms."""

from __future__ import annotations

import numpy as np

from search_service.occurrences import Columns, large_batches
from search_service.store import Store
from search_service.stretches import Integers

NONE = -1
"""Where the paragraph has no more words."""


def context(store: Store, found: Columns, window: int, *, after: bool) -> Integers:
    """The forms of `window` words behind each match, or before it, the nearest first: a row a match."""
    every = np.arange(len(found.numbers))
    parts = [_context(store, found.taken(some), window, after) for some in large_batches(every)]
    return np.concatenate(parts) if parts else np.empty((0, window), np.int64)


def _context(store: Store, found: Columns, window: int, after: bool) -> Integers:
    paragraphs = store.paragraphs
    wanted = np.zeros(len(paragraphs), np.bool_)
    wanted[paragraphs[found.numbers]] = True
    numbers = np.flatnonzero(wanted[paragraphs][1:]) + 1
    rows = store.index.rows(numbers)
    passages, forms = rows.passages[rows.running], rows.forms[rows.running].astype(np.int64)
    begin = np.searchsorted(passages, found.numbers)
    paragraph = paragraphs[passages]
    if after:
        nearest, step = begin + found.lasts + 1, 1
        edge = np.searchsorted(paragraph, paragraphs[found.numbers], side="right") - 1
    else:
        nearest, step = begin + found.firsts - 1, -1
        edge = np.searchsorted(paragraph, paragraphs[found.numbers])
    places = nearest[:, None] + step * np.arange(window)
    inside = places <= edge[:, None] if after else places >= edge[:, None]
    return np.where(inside, forms[np.where(inside, places, 0)], NONE)
