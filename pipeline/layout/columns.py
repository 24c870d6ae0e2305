"""Printed lines in, the widths of the columns that they were set in out, or None where there was none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipeline.layout.lines import Line, book_width, characters

# A column must explain most of the line ends that were surely forced, or it is an accident of a few lines;
# and most lines must be no longer than it is wide.
_LEAST_AGREEMENT = 0.5
_MOST_OVERLONG = 0.25
# Where sentences run on over more line ends than this, lines were wrapped, at whatever width.
_WRAPPED = 0.2
# A document is cut into parts of other widths only where this share of its forced line ends asks for it.
_WORTH_CUTTING = 0.1
_SHORTEST_ZONE = 40
_FEW = 20
_MOST_CUTS = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to tell how wide a line is; `exact`: a column of it is kept to the unit."""

    of: Callable[[str], int]
    exact: bool


MEASURES = (Measure(characters, True), Measure(book_width, False))
"""Pitch first: a book face agrees with lines of equal pitch no better than pitch itself."""


@dataclass(frozen=True, slots=True)
class Extents:
    """Widths under one measure: of each line, and of what the next line's first word adds to it."""

    measure: Measure
    lines: tuple[int, ...]
    next_words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column `width` wide; `tolerance` is what a line may seem to exceed or miss it by chance."""

    extents: Extents
    width: int
    tolerance: float

    @property
    def exact_unit(self) -> int:
        """1 where a word that just fits is known to have fitted, else 0."""
        return int(self.extents.measure.exact)


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines printed[start:end], whether they were wrapped, and their column where one was found.

    `gain` counts the forced line ends that the column explains, less the lines that it is too narrow for.
    """

    start: int
    end: int
    wrapped: bool
    column: Column | None
    gain: int


def zones(text: str, printed: Sequence[Line], joiners: Sequence[str], forced: Sequence[int]) -> list[Zone]:
    """The parts of `printed`, in order, each set in one column or none; nearly always there is one part.

    `joiners` are what each line but the last would have been continued with: a space, if one was due, and
    the next word. `forced` are the lines that surely ended for want of room, in order: each says that the
    column is at least as wide as the line and less wide than the line continued. The column is the width
    that most of them agree on, under the measure that makes more of them agree.
    """
    extents = [_extents(text, printed, [*joiners, ""], measure) for measure in MEASURES]
    found = _zones(extents, forced, 0, len(printed), _MOST_CUTS)
    inner = accumulate((_edge(extents, forced, *pair) for pair in pairwise(found)), max)
    spans = pairwise([0, *inner, len(printed)])
    return [_zone(extents, _between(forced, *span), *span) for span in spans if span[0] < span[1]]


def _zones(extents: Sequence[Extents], forced: Sequence[int], start: int, end: int, cuts: int) -> list[Zone]:
    within = _between(forced, start, end)
    whole = _zone(extents, within, start, end)
    worth = max(_WORTH_CUTTING * len(within), 2.0)
    if not cuts or end - start < 2 * _SHORTEST_ZONE or whole.gain + 2 * worth > len(within):
        return [whole]
    middle = (start + end) // 2
    halves = [
        zone for half in ((start, middle), (middle, end)) for zone in _zones(extents, within, *half, cuts - 1)
    ]
    return halves if sum(zone.gain for zone in halves) > whole.gain + worth else [whole]


def _zone(extents: Sequence[Extents], forced: Sequence[int], start: int, end: int) -> Zone:
    """The zone of lines start:end, told by its `forced` lines."""
    forced = [i - start for i in forced]
    wrapped = len(forced) > max(_WRAPPED * (end - start - 1), 1)
    best = Zone(start, end, wrapped, None, 0)
    for every in extents if wrapped else ():
        here = Extents(every.measure, every.lines[start:end], every.next_words[start:end])
        width, agreed, overlong = _most_agreed(here, forced)
        if agreed < _LEAST_AGREEMENT * len(forced) or overlong > _MOST_OVERLONG * (end - start):
            continue
        # Bold, italics, another face: lines differ by some thousandths, and few lines vouch less for a face.
        tolerance = 0.3 if every.measure.exact else 0.004 * width * (1 + _FEW / len(forced))
        if agreed - overlong > best.gain:
            best = Zone(start, end, wrapped, Column(here, width, tolerance), agreed - overlong)
    return best


def _edge(extents: Sequence[Extents], forced: Sequence[int], one: Zone, two: Zone) -> int:
    """Where the column of zone `one` gives way to that of `two`: cutting in halves met it only by chance."""
    sure = set(_between(forced, one.start, two.end))
    balance, best, edge = 0, 0, one.start
    for i in range(one.start, two.end):
        balance += _fit(extents, one.column, i, i in sure) - _fit(extents, two.column, i, i in sure)
        if balance > best:
            best, edge = balance, i + 1
    return edge


def _fit(extents: Sequence[Extents], column: Column | None, i: int, sure: bool) -> int:
    """1 where line `i` of the document speaks for `column`, -1 where it speaks against it, else 0."""
    if column is None:
        return 0
    here = next(every for every in extents if every.measure is column.extents.measure)
    if here.lines[i] > column.width:
        return -1
    return (1 if column.width < here.lines[i] + here.next_words[i] else -1) if sure else 0


def _between(forced: Sequence[int], start: int, end: int) -> Sequence[int]:
    return forced[bisect_left(forced, start) : bisect_left(forced, end)]


def _extents(text: str, printed: Sequence[Line], joiners: Sequence[str], measure: Measure) -> Extents:
    of = measure.of
    return Extents(
        measure,
        tuple(of(text[line.start - line.indent : line.end]) for line in printed),
        tuple(of(joiner) for joiner in joiners),
    )


def _most_agreed(extents: Extents, forced: Sequence[int]) -> tuple[int, int, int]:
    """The width that most `forced` lines agree on, lines that exceed it counted against it.

    Gives the width, how many agree, and how many of all lines exceed it. A line that ends too early may be
    a first line, set in; one that is longer than the column cannot be.
    """
    # Going from narrow to wide, a width gains a line where it holds it, and loses it where it holds more.
    gains = [(wide, 1) for wide in extents.lines]
    gains += [(extents.lines[i], 1) for i in forced]
    gains += [(extents.lines[i] + extents.next_words[i], -1) for i in forced]
    here = best = width = 0
    for at, step in sorted(gains):
        here += step
        if here > best:
            best, width = here, at
    overlong = sum(wide > 1.01 * width for wide in extents.lines)
    agreed = sum(extents.lines[i] <= width < extents.lines[i] + extents.next_words[i] for i in forced)
    return width, agreed, overlong
