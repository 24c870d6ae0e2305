"""What answers a word, a phrase or a name of a query: forms of the corpus and entities, each weighted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search_service.words import PARTS

How = Literal["exact", "lemma", "script", "name", "near"]
Forms: TypeAlias = NDArray[np.uint32]
"""Numbers of forms, ascending, each once."""

EXACT = 1.0
UNNAMED = 0.9
"""The most that words of a name weigh where nobody was found to be named: Семей may be a town or families."""
LEMMA = 0.85
"""For forms of the word as it was typed."""
OTHER_FORM = 0.8
"""For forms of what the typed word may be a form of."""
SCRIPT = 0.77
"""For the word in another script or habit, where its letters are just those; the less, the farther."""
LOOSELY = 0.67
"""For what has no more than a key in common with it."""
APART = 0.95
"""What the words of a name or a compound weigh, of their own weight, where they do not stand side by side."""
NEAR = 0.65
"""In the mode "fuzzy", near spellings weigh as much as their likeness; else they come below all others."""

_IDS_SHOWN = 5
NO_FORMS: Forms = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Any of some forms, perhaps with others right behind it, or the mention of an entity, and its weight.

    `behind` are the forms of each word that must follow; `distance` is that of a near spelling, in slips, and
    `spelling` its number among those of its word, from 1: other forms of it have the same.
    """

    how: How
    weight: float
    forms: Forms = field(default_factory=lambda: NO_FORMS)
    behind: tuple[Forms, ...] = ()
    entities: tuple[str, ...] = ()
    distance: float | None = None
    spelling: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """What answers one word or phrase or name of the query.

    `words` are those it stands for, `readings` what answers it, those of most weight first, and `entities`
    those that it names; `parts` are the leaves of its words, which answer it together: side by side if
    `adjacent`, or with at most `between` other words among them. `shown` is how it was typed, where that is
    more than its words.
    """

    words: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    entities: tuple[str, ...] = ()
    parts: tuple[Leaf, ...] = ()
    adjacent: bool = False
    between: int | None = None
    shown: str = ""

    @property
    def length(self) -> int:
        """How many positions its words take."""
        return sum(len(PARTS.findall(word)) for word in self.words)

    def __str__(self) -> str:
        words = " ".join(self.words)
        shown = self.shown or (f"«{words}»" if self.adjacent and not self.entities else words)
        if not self.entities:
            return shown
        ids = ", ".join(self.entities[:_IDS_SHOWN])
        more = len(self.entities) - _IDS_SHOWN
        return f"{shown} [{ids} and {more} more]" if more > 0 else f"{shown} [{ids}]"


_Way: TypeAlias = tuple[float, How, float | None, int]
"""The weight, how, distance and spelling of readings."""


class Answers:
    """What answers a word, gathered way by way: each form is kept with the best of its ways."""

    def __init__(self) -> None:
        self._best: dict[int, _Way] = {}
        self._named: dict[str, Reading] = {}
        self._runs: list[Reading] = []

    def add(
        self,
        how: How,
        weight: float,
        forms: Iterable[int],
        *,
        distance: float | None = None,
        spelling: int = 0,
    ) -> None:
        """Forms that answer it."""
        for form in forms:
            known = self._best.get(form)
            if known is None or known[0] < weight:
                self._best[form] = (weight, how, distance, spelling)

    def add_run(self, how: How, weight: float, run: Sequence[Sequence[int]]) -> None:
        """Forms that answer it side by side; a run of one, or one with a word that has no form, is none."""
        if len(run) == 1:
            self.add(how, weight, run[0])
        elif all(run):
            first, *behind = map(numbers, run)
            self._runs.append(Reading(how, weight, first, tuple(behind)))

    def add_named(self, how: How, weight: float, entity: str, *, distance: float | None = None) -> None:
        """An entity whose mentions answer it."""
        known = self._named.get(entity)
        if known is None or known.weight < weight:
            self._named[entity] = Reading(how, weight, entities=(entity,), distance=distance)

    def __len__(self) -> int:
        return len(self._best)

    def __iter__(self) -> Iterator[int]:
        return iter(self._best)

    def readings(self) -> tuple[Reading, ...]:
        """The readings, those that weigh most first."""
        alike: dict[_Way, list[int]] = {}
        for form, way in self._best.items():
            alike.setdefault(way, []).append(form)
        found = [
            Reading(how, weight, numbers(forms), distance=distance, spelling=spelling)
            for (weight, how, distance, spelling), forms in alike.items()
        ]
        return tuple(sorted((*found, *self._named.values(), *self._runs), key=lambda each: -each.weight))


def numbers(forms: Iterable[int]) -> Forms:
    """The numbers of forms as an array, ascending, each once."""
    return np.array(sorted(set(forms)), dtype=np.uint32)
