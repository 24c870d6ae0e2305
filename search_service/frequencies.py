"""Matches, or all words of a part of the corpus, in; how often each form, lemma, name or year occurs out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search_service import columns
from search_service.answers import QuestionError
from search_service.facets import Numbers, of
from search_service.occurrences import Occurrences, counted
from search_service.store import Store
from search_service.stretches import at

Attribute = Literal["form", "lemma", "how", "entity", "document", "year", "decade"]
"""What is told apart: the words themselves, apart from case; their lemmas; in what way they answer the
question; the names that they stand in; their documents; the years or decades of their passages' dates."""

PER = 1_000_000
"""Words that a relative frequency counts by."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a value of an attribute occurs, and in how many words.

    `label` is the name of an entity or the title of a document, else the value itself.
    """

    value: str
    label: str
    count: int
    words: int

    @property
    def per_million(self) -> float:
        """The relative frequency: occurrences in a million words."""
        return self.count * PER / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The frequencies of the values of an attribute, the commonest first.

    `count` is how much was counted: matches, or running words, or mentions. `without` is how many of those
    have no value: stand in no name, or in a passage without a year. A passage with two years counts in both.
    """

    words: int
    count: int
    without: int
    values: tuple[Frequency, ...]


def of_matches(store: Store, found: Occurrences, within: Numbers, attribute: Attribute) -> Frequencies:
    """The frequencies of matches in the passages `within`.

    For a form, a lemma and an entity they are relative to all words of these passages; for a document, a year
    and a decade to the words of that part of them.
    """
    size = size_of(store, within)
    if attribute == "form" or attribute == "lemma" or attribute == "how":
        return _frequencies(found.counts(attribute), len(found), 0, size)
    if attribute == "entity":
        return _of_named(store, found, size)
    matches = np.bincount(found.columns.numbers, minlength=store.index.size + 1)
    counts, without = store.facets.sums(within, attribute, matches)
    words, _ = store.facets.sums(within, attribute, store.index.lengths)
    labels = _titles(store, counts) if attribute == "document" else {}
    return _frequencies(counts, len(found), without, size, labels, words)


def of_words(store: Store, within: Numbers, attribute: Attribute) -> Frequencies:
    """The frequencies of all running words of the passages `within`, or of the mentions of entities there.

    Raises QuestionError for what only matches have.
    """
    if attribute == "how":
        raise QuestionError("of", "how is told of the matches of q; give q, too")
    size = size_of(store, within)
    if attribute == "form" or attribute == "lemma":
        return _frequencies(counted(store, word_counts(store, within), attribute), size, 0, size)
    if attribute == "entity":
        mentions = store.facets.mentions(within)
        return _frequencies(mentions, sum(mentions.values()), 0, size, _names(store, mentions))
    counts, without = store.facets.sums(within, attribute, store.index.lengths)
    labels = _titles(store, counts) if attribute == "document" else {}
    return _frequencies(counts, size, without, size, labels)


def word_counts(store: Store, within: Numbers) -> NDArray[np.integer]:
    """How often each form, at its number, is a running word of the passages `within`."""
    if len(within) == store.index.size:
        return store.index.running
    rows = store.index.rows(within)
    return np.bincount(rows.forms[rows.running], minlength=store.index.form_count)


def size_of(store: Store, numbers: Numbers) -> int:
    """How many running words the passages `numbers` have together."""
    return int(of(store.index.lengths, numbers).sum())


def _of_named(store: Store, found: Occurrences, size: int) -> Frequencies:
    """The frequencies of the entities in whose mentions the matches stand."""
    rows = store.rows(
        """SELECT m.passage, m.start, m."end", e.number FROM marks m JOIN entities e ON e.id = m.entity
        WHERE m.passage IN (SELECT value FROM json_each(?))""",
        (json.dumps(np.unique(found.columns.numbers).tolist()),),
    )
    passages, starts, ends, entities = np.array(rows, np.int64).reshape(-1, 4).T
    held = found.columns
    # The matches that a mention holds a part of: they are in order and apart from one another.
    first = np.searchsorted(at(held.numbers, held.ends), at(passages, starts), side="right")
    counts = np.maximum(np.searchsorted(at(held.numbers, held.starts), at(passages, ends)) - first, 0)
    matches = columns.runs(first, counts)
    pairs = np.unique(np.stack((matches, np.repeat(entities, counts))), axis=1)
    named = store.facets.by_id(np.bincount(pairs[1]))
    without = len(found) - len(np.unique(matches))
    return _frequencies(named, len(found), without, size, _names(store, named))


def _titles(store: Store, ids: Iterable[str]) -> dict[str, str]:
    statement = "SELECT id, title FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.rows(statement, (json.dumps(list(ids)),)))


def _names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    statement = "SELECT id, names FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    found = store.rows(statement, (json.dumps(list(ids)),))
    return {id: next(iter(json.loads(names).values()), id) for id, names in found}


def _frequencies(
    counts: Mapping[str, int],
    count: int,
    without: int,
    size: int,
    labels: Mapping[str, str] | None = None,
    parts: Mapping[str, int] | None = None,
) -> Frequencies:
    """The counts, the highest first; `parts` are the words of each value, where it has its own."""
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return Frequencies(
        size,
        count,
        without,
        tuple(
            Frequency(value, (labels or {}).get(value, value), times, parts[value] if parts else size)
            for value, times in rows
        ),
    )
