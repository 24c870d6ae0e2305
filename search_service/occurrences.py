"""What a question found in, every match of its words out, as a concordance counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline import folding
from search_service.finding import Found
from search_service.store import Store
from search_service.stretches import HOWS, Flags, Integers, Stretches, StretchFinder, Words, at, best_of
from search_service.words import running

AT_ONCE = 500
"""Matches made into records at a time."""
COUNTED_AT_ONCE = 20_000
"""Passages counted in at a time, so that a frequent word needs little memory."""
_OTHER = -1
"""The form of what is no word by itself."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A match in the passage `number`, at [start, end) of its text.

    `first` and `last` are the ordinals of its running words in the passage; `form` and `lemma` are its own,
    apart from case, the words of several parted by spaces; `how` says in what way it answers the question, of
    several words the weakest: exact, lemma, script, name or near.
    """

    number: int
    start: int
    end: int
    first: int
    last: int
    form: str
    lemma: str
    how: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Matches by the same names as an Occurrence; `forms` are numbers, -1 of what is no word by itself."""

    numbers: Integers
    starts: Integers
    ends: Integers
    firsts: Integers
    lasts: Integers
    forms: Integers
    hows: Integers
    """Places in HOWS."""

    def taken(self, places: Integers | Flags) -> Columns:
        """Those at some places, or with a flag."""
        return Columns(*(column[places] for column in self.all))

    @property
    def all(self) -> tuple[Integers, ...]:
        """All columns, in the order of the fields."""
        return self.numbers, self.starts, self.ends, self.firsts, self.lasts, self.forms, self.hows


class Occurrences:
    """Matches as columns; records are made of those that are looked at."""

    def __init__(self, store: Store, columns: Columns) -> None:
        self.store = store
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns.numbers)

    def __iter__(self) -> Iterator[Occurrence]:
        for places in batches(np.arange(len(self))):
            some = self.taken(places)
            columns = (column.tolist() for column in some.columns.all)
            for (number, start, end, first, last, _, how), spelt in zip(
                zip(*columns, strict=True), some.spelt(), strict=True
            ):
                yield Occurrence(number, start, end, first, last, *spelt, HOWS[how])

    def taken(self, places: Integers | Flags) -> Occurrences:
        """The matches at some places, or with a flag, in that order."""
        return Occurrences(self.store, self.columns.taken(places))

    def counts(self, attribute: Literal["form", "lemma", "how"]) -> Counter[str]:
        """How many matches have each form or lemma, or answer in each way."""
        if attribute == "how":
            return Counter(HOWS[how] for how in self.columns.hows.tolist())
        words = self.columns.forms != _OTHER
        known = np.bincount(self.columns.forms[words], minlength=self.store.index.form_count)
        found = counted(self.store, known, attribute)
        place = 0 if attribute == "form" else 1
        for some in batches(np.flatnonzero(~words)):
            found.update(spelt[place] for spelt in self.taken(some).spelt())
        return found

    def spelt(self) -> Iterator[tuple[str, str]]:
        """The form and the lemma of each match; all are read at once."""
        columns = self.columns
        others = columns.numbers[columns.forms == _OTHER].tolist()
        texts = self.store.texts(others)
        printed = {number: running(words) for number, words in self.store.index.words_of(set(others)).items()}
        for number, start, end, first, last, form, _ in zip(
            *(column.tolist() for column in columns.all), strict=True
        ):
            if form == _OTHER:
                lemmas = (word.lemma for word in printed[number][first : last + 1])
                yield folding.surface(texts[number][start:end]), " ".join(lemmas)
            else:
                yield self.store.index.parts(form)[:2]


def occurrences(store: Store, found: Found) -> Occurrences:
    """Every match of the words of the question, in the order of the corpus; none without words.

    A match is a stretch that a hit highlights for the question's words, not for its filters; stretches that
    only white space parts, as of a phrase, are one match.
    """
    numbers = np.sort(found.numbers).astype(np.int64)
    if not (found.leaves and len(numbers)):
        return Occurrences(store, Columns(*np.zeros((len(fields(Columns)), 0), np.int64)))
    parts = [_of_passages(store, some, found) for some in large_batches(numbers)]
    return Occurrences(store, Columns(*map(np.concatenate, zip(*(part.all for part in parts), strict=True))))


def _of_passages(store: Store, numbers: Integers, found: Found) -> Columns:
    words = Words.of(store, numbers)
    places = _RunningWords(words)
    stretches = StretchFinder(store, words, found.leaves).stretches()
    starts, ends = (at(stretches.passages, each) for each in (stretches.starts, stretches.ends))
    first, last = places.inside(starts, ends)
    # Only where no word stands between two of them, they may be one match.
    tied = np.zeros(len(starts), np.bool_)
    tied[1:] = (stretches.passages[1:] == stretches.passages[:-1]) & (first[1:] <= last[:-1] + 1)
    tied[tied] = _spaces(store, words, stretches, np.flatnonzero(tied))
    begin = np.flatnonzero(~tied)
    end = np.append(begin[1:], len(tied)) - 1 if len(begin) else begin
    weakest = best_of(np.cumsum(~tied) - 1, stretches.weights)
    passages = stretches.passages[begin]
    return Columns(
        numbers[passages],
        stretches.starts[begin],
        stretches.ends[end],
        first[begin] - places.before[passages],
        last[end] - places.before[passages],
        places.forms(starts[begin], ends[end], first[begin], last[end]),
        stretches.hows[weakest],
    )


class _RunningWords:
    """The running words of passages, numbered through all of them; `before` are those before each passage."""

    def __init__(self, words: Words) -> None:
        self._words = words
        rows = words.running
        self._starts = at(words.passages[rows], words.starts[rows])
        # The halves of a word that was written without its space lie within the word.
        self._ends = np.maximum.accumulate(at(words.passages[rows], words.ends[rows]))
        self._forms = words.forms[rows]
        passages = np.arange(len(words.numbers))
        self.before = np.searchsorted(self._starts, at(passages, np.zeros_like(passages)))

    def inside(self, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
        """The first and the last word that each stretch holds a part of; without any, the last is before."""
        first = np.searchsorted(self._ends, starts, side="right")
        return first, np.searchsorted(self._starts, ends) - 1

    def forms(self, starts: Integers, ends: Integers, first: Integers, last: Integers) -> Integers:
        """The form of each stretch that is a word or a compound, -1 of others."""
        words = self._words
        found = np.full(len(starts), _OTHER)
        lone = np.flatnonzero(first == last)
        lone = lone[(self._starts[first[lone]] == starts[lone]) & (self._ends[first[lone]] == ends[lone])]
        found[lone] = self._forms[first[lone]]
        compounds = np.flatnonzero(~words.running)
        compound_starts = at(words.passages[compounds], words.starts[compounds])
        compound_ends = at(words.passages[compounds], words.ends[compounds])
        order = np.argsort(compound_starts, kind="stable")
        place = np.searchsorted(compound_starts[order], starts)
        known = np.flatnonzero((found == _OTHER) & (place < len(order)))
        rows = order[place[known]]
        same = (compound_starts[rows] == starts[known]) & (compound_ends[rows] == ends[known])
        found[known[same]] = words.forms[compounds[rows[same]]]
        return found


def _spaces(store: Store, words: Words, stretches: Stretches, tied: Integers) -> Flags:
    """Whether nothing but white space stands between each of some stretches and the one before it."""
    numbers = words.numbers[stretches.passages[tied]].tolist()
    texts = store.texts(numbers)
    gaps = zip(numbers, stretches.ends[tied - 1].tolist(), stretches.starts[tied].tolist(), strict=True)
    return np.array([texts[number][end:start].isspace() for number, end, start in gaps], np.bool_)


def counted(store: Store, counts: NDArray[np.integer], attribute: Literal["form", "lemma"]) -> Counter[str]:
    """Counts of forms, at their numbers, summed up by their surfaces or lemmas; no zeros."""
    forms = np.flatnonzero(counts)
    found: Counter[str] = Counter()
    for (surface, lemma, _), count in zip(store.index.parts_of(forms), counts[forms].tolist(), strict=True):
        found[surface if attribute == "form" else lemma] += count
    return found


def batches(numbers: Integers) -> Iterator[Integers]:
    """`numbers`, AT_ONCE at a time."""
    return _batches(numbers, AT_ONCE)


def large_batches(numbers: Integers) -> Iterator[Integers]:
    """`numbers`, COUNTED_AT_ONCE at a time."""
    return _batches(numbers, COUNTED_AT_ONCE)


def _batches(numbers: Integers, size: int) -> Iterator[Integers]:
    for first in range(0, len(numbers), size):
        yield numbers[first : first + size]
