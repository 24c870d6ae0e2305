"""Atoms and mentions of events in, drafts of «революция жылдарында» with the event's years out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.dates.atoms import Atoms
from pipeline.dates.drafts import Draft
from pipeline.dates.resolve import YearsOf
from pipeline.dates.values import year_value
from pipeline.records import Mention


def event_years(atoms: Atoms, events: Sequence[Mention], years_of: YearsOf) -> Iterator[Draft]:
    """«… революциясы жылдарында», «в годы … войны»; a bare «соғыс жылдарында» means the war named last."""
    starts = [atom.start for atom in atoms.items]
    named: list[tuple[int, str, tuple[int, int]]] = []
    for event in events:
        years = years_of(event.candidates[0]) if event.candidates else None
        if years is None or years[0] > years[1]:
            continue
        first, after = bisect_left(starts, event.start), bisect_left(starts, event.end)
        heads = [
            atoms.items[index].reading.label for index in range(first, after) if atoms.code[index] == "e"
        ]
        named += [(first, head, years) for head in heads[-1:]]
        yield from _beside(atoms, first, after, years)
    yield from _bare(atoms, named)


def _beside(atoms: Atoms, first: int, after: int, years: tuple[int, int]) -> Iterator[Draft]:
    if _is_years(atoms, after, kazakh=True):
        yield _draft(atoms, first, after, years)
    elif _is_years(atoms, first - 1, kazakh=False) and not _is_number(atoms, first - 2):
        yield _draft(atoms, first - 1, after - 1, years)


def _bare(atoms: Atoms, named: list[tuple[int, str, tuple[int, int]]]) -> Iterator[Draft]:
    """The head of an event with «жылдарында» or «в годы», where an event of that kind was named before."""
    latest: dict[str, tuple[int, int]] = {}
    at = 0
    for index, code in enumerate(atoms.code):
        if code != "e":
            continue
        head = atoms.items[index].reading.label
        while at < len(named) and named[at][0] < index:
            latest[named[at][1]] = named[at][2]
            at += 1
        if head not in latest:
            continue
        if _is_years(atoms, index + 1, kazakh=True):
            yield _draft(atoms, index, index + 1, latest[head])
        elif _is_years(atoms, index - 1, kazakh=False) and not _is_number(atoms, index - 2):
            yield _draft(atoms, index - 1, index, latest[head])


def _is_years(atoms: Atoms, index: int, *, kazakh: bool) -> bool:
    """Whether the atom is «жылдары…», or «годы», which stands before the event."""
    if not 0 <= index < len(atoms.code) or atoms.code[index] != "S":
        return False
    reading = atoms.items[index].reading
    return reading.possessive if kazakh else reading.kind == "years" and not reading.abbreviated


def _is_number(atoms: Atoms, index: int) -> bool:
    return index >= 0 and atoms.code[index] in "Nn"


def _draft(atoms: Atoms, first: int, last: int, years: tuple[int, int]) -> Draft:
    begin, end = years
    value = year_value(begin) if begin == end else f"{year_value(begin)}/{year_value(end)}"
    items = atoms.items
    return Draft(items[first].start, items[last].end, first, last, "relative", lambda _: value, year=begin)
