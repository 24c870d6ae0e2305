"""Drafts of dates in, the drafts out with those joined that say where one stretch of time begins and ends.

«с апреля 1917-го до весны 1918-го», «1890-жылдардан 1917 жылға дейін»: any two kinds of date may be joined,
which no list of patterns could hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.dates.atoms import CODES, Atoms
from pipeline.dates.drafts import Draft
from pipeline.dates.limits import whole_end
from pipeline.dates.values import is_valid

_TO = frozenset({CODES["to"], CODES["till"]})
_AND = CODES["and"]
_FROM = frozenset({CODES["from"], CODES["dated"]})
_WITHIN_A_YEAR = re.compile(r"-?\d{4}-\d\d")


def stretches(drafts: Iterable[Draft], atoms: Atoms) -> Iterator[Draft]:
    """The drafts, two that are the ends of one stretch made one; those that do not join stay as they are."""
    waiting: Draft | None = None
    for draft in drafts:
        if waiting is None:
            waiting = draft
        elif (joined := _joined(waiting, draft, atoms)) is not None:
            yield joined
            waiting = None
        else:
            yield waiting
            waiting = draft
    if waiting is not None:
        yield waiting


def _joined(first: Draft, last: Draft, atoms: Atoms) -> Draft | None:
    """One draft from the beginning of the one to the end of the other, None where they are two dates."""
    if not (_may_end(first) and _may_end(last)) or first.pointed or first.shift:
        return None
    if not (_by_prepositions(first, last, atoms) or _by_cases(first, last, atoms)):
        return None
    year = first.year if first.year is not None else last.year

    def value(told: int) -> str | None:
        return _value(first, last, told)

    if year is not None:
        made = value(year)
        if made is None:
            return None
        type = _type(first, last, made)
    else:
        type = "relative"
    return Draft(
        first.start,
        last.end,
        first.first,
        last.last,
        type,
        value,
        year=year,
        need="" if year is not None else "year",
        month=first.month or last.month,
        ranged=True,
    )


def _may_end(draft: Draft) -> bool:
    """Whether a stretch may begin or end with the date: no stretch itself, nor counted from another date."""
    return draft.need in ("", "year", "century") and not (
        draft.ranged or draft.counted or draft.aside or draft.new_style
    )


def _by_prepositions(first: Draft, last: Draft, atoms: Atoms) -> bool:
    """«с … по …», «с … и до …»."""
    between = atoms.code[first.last + 1 : last.first]
    if first.first == 0 or len(between) > len(_AND) + 1:
        return False
    return atoms.code[first.first - 1] in _FROM and between.removeprefix(_AND) in _TO


def _by_cases(first: Draft, last: Draft, atoms: Atoms) -> bool:
    """«…дан …ға дейін»."""
    if last.first != first.last + 1 or atoms.code[last.last + 1 : last.last + 2] != CODES["until"]:
        return False
    begin = atoms.items[first.last].reading
    return begin.case == "ablative" or begin.kind == "season"


def _value(first: Draft, last: Draft, year: int) -> str | None:
    """The EDTF of the stretch; where one end has no year of its own, it has that of the other."""
    own = last.year if last.year is not None else year + last.shift
    for begin_year, end_year in ((year, own), _over_the_turn(first, last, year, own)):
        begin, end = first.value(begin_year), last.value(end_year)
        if begin is None or end is None:
            return None
        made = f"{whole_end(begin, 'first')}/{whole_end(end, 'last')}"
        if begin.endswith("XX") and end.endswith("XX"):
            made = f"{begin}/{end}"
        if is_valid(made) and begin != end:
            return made
    return None


def _over_the_turn(first: Draft, last: Draft, year: int, own: int) -> tuple[int, int]:
    """The years where the stretch lies over the turn of a year: «с октября по март 1918 года»."""
    if first.year is None and first.need == "year":
        return own - 1, own
    return year, own + (last.year is None and last.need == "year")


def _type(first: Draft, last: Draft, value: str) -> str:
    if any(_WITHIN_A_YEAR.match(end) for end in value.split("/")):
        return "date_range"
    return "part_of_century" if "part_of_century" in (first.type, last.type) else "year_range"
