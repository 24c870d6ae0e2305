"""Matches, or all words of a part of the corpus, in; how often each form, lemma, name or year occurs out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search_service.answers import QuestionError
from search_service.occurrences import Occurrence, batches
from search_service.store import Store
from search_service.words import Word, running

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


def of_matches(
    store: Store, found: Sequence[Occurrence], within: Sequence[int], attribute: Attribute
) -> Frequencies:
    """The frequencies of matches in the passages `within`.

    For a form, a lemma and an entity they are relative to all words of these passages; for a document, a year
    and a decade to the words of that part of them.
    """
    size = size_of(store, within)
    if attribute == "form" or attribute == "lemma" or attribute == "how":
        own = Counter(getattr(each, attribute) for each in found)
        return _frequencies(own, len(found), 0, size)
    if attribute == "entity":
        return _of_named(store, found, size)
    matches = np.bincount([each.number for each in found], minlength=store.index.size + 1)
    counts, without = store.facets.sums(within, attribute, matches)
    words, _ = store.facets.sums(within, attribute, store.index.lengths)
    labels = _titles(store, counts) if attribute == "document" else {}
    return _frequencies(counts, len(found), without, size, labels, words)


def of_words(store: Store, within: Sequence[int], attribute: Attribute) -> Frequencies:
    """The frequencies of all running words of the passages `within`, or of the mentions of entities there.

    Raises QuestionError for what only matches have.
    """
    if attribute == "how":
        raise QuestionError("of", "how is told of the matches of q; give q, too")
    size = size_of(store, within)
    if attribute == "form" or attribute == "lemma":
        return _frequencies(word_counts(store, within, attribute), size, 0, size)
    if attribute == "entity":
        mentions = store.facets.mentions(within)
        return _frequencies(mentions, sum(mentions.values()), 0, size, _names(store, mentions))
    counts, without = store.facets.sums(within, attribute, store.index.lengths)
    labels = _titles(store, counts) if attribute == "document" else {}
    return _frequencies(counts, size, without, size, labels)


def word_counts(store: Store, within: Sequence[int], attribute: Literal["form", "lemma"]) -> Counter[str]:
    """How often each form or lemma is a running word of the passages `within`."""
    index = store.index
    if len(within) == index.size:
        counts = index.running
    else:
        rows = index.rows(within)
        counts = np.bincount(rows.forms[rows.running], minlength=index.form_count)
    return by_value(store, counts, attribute)


def by_value(store: Store, counts: NDArray[np.integer], attribute: Literal["form", "lemma"]) -> Counter[str]:
    """Counts of forms, at their numbers, summed up by their surfaces or lemmas; no zeros."""
    forms = np.flatnonzero(counts)
    found: Counter[str] = Counter()
    for form, count in zip(forms.tolist(), counts[forms].tolist(), strict=True):
        surface, lemma, _ = store.index.parts(form)
        found[surface if attribute == "form" else lemma] += count
    return found


def running_words(store: Store, numbers: Sequence[int]) -> Iterator[tuple[int, list[Word]]]:
    """The running words of each passage of `numbers`, some passages read at a time."""
    for some in batches(numbers):
        for number, found in store.index.words_of(some).items():
            yield number, running(found)


def size_of(store: Store, numbers: Sequence[int]) -> int:
    """How many running words the passages `numbers` have together."""
    return int(store.index.lengths[np.asarray(numbers, np.int64)].sum())


def _of_named(store: Store, found: Sequence[Occurrence], size: int) -> Frequencies:
    """The frequencies of the entities in whose mentions the matches stand."""
    counts: Counter[str] = Counter()
    without = 0
    for places in batches(range(len(found))):
        some = [found[place] for place in places]
        marks: dict[int, list[tuple[int, int, str]]] = {}
        for number, *mark in store.rows(
            """SELECT passage, start, "end", entity FROM marks
            WHERE passage IN (SELECT value FROM json_each(?))""",
            (json.dumps(sorted({each.number for each in some})),),
        ):
            marks.setdefault(number, []).append((mark[0], mark[1], mark[2]))
        for each in some:
            named = {
                entity
                for start, end, entity in marks.get(each.number, ())
                if start < each.end and each.start < end
            }
            counts.update(named)
            without += not named
    return _frequencies(counts, len(found), without, size, _names(store, counts))


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
