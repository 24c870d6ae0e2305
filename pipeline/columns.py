"""Printed lines in, the width of the column that they were set in out, or None where there was none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.lines import Line, book_width, characters

# A column must explain most of the line ends that were surely forced, or it is an accident of a few lines;
# and few lines may be longer than it is wide.
_LEAST_AGREEMENT = 0.5
_MOST_OVERLONG = 0.1


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


def column(
    text: str, printed: Sequence[Line], joiners: Sequence[str], forced: Sequence[int]
) -> Column | None:
    """The column of `printed`, told by the lines in `forced`, which surely ended for want of room.

    `joiners` are what each line but the last would have been continued with: a space, if one was due, and
    the next word. A line that ended for want of room says that the column is at least as wide as the line
    and less wide than the line continued; the column is the width that most of them agree on, under the
    measure that makes more of them agree.
    """
    best: tuple[int, Column] | None = None
    for measure in MEASURES:
        extents = _extents(text, printed, joiners, measure)
        width, agreed, overlong = _most_agreed(extents, forced)
        if agreed < _LEAST_AGREEMENT * len(forced) or overlong > _MOST_OVERLONG * len(printed):
            continue
        # A face that we do not have makes single lines differ by some thousandths (bold, italics, kerning).
        tolerance = 0.3 if measure.exact else 0.004 * width
        if best is None or agreed - overlong > best[0]:
            best = agreed - overlong, Column(extents, width, tolerance)
    return best[1] if best else None


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
