"""The value of `date:` in, the dates that it names and the days that they cover out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.dates import values
from search_service.query_tree import Dates
from search_service.store_writer import FIRST_DAY, LAST_DAY, day

Span = tuple[int, int]
"""First and last day, as numbers YYYYMMDD."""

_YEARS = re.compile(r"(\d{4})[-–—](\d{4})", re.ASCII)
_TYPED = str.maketrans({"x": "X", "х": "X", "Х": "X", "…": ".."})
"""What keyboards make of an X, for a digit that is not known, and of two dots or three."""
_WRITE = "write a year, month or day, as 1905, 1905-07 or 1905-07-25, or two of them: 1905..1907"


def dates(value: str) -> Dates:
    """The dates of a value such as 1905, 1905-07, 1916~, 1905..1907, 1905.. or ..1907.

    Two years may be tied by a dash, two dates by a stroke (EDTF). Raises EdtfError.
    """
    value = value.translate(_TYPED)
    years = _YEARS.fullmatch(value)
    if years:
        first, last = years.groups()
    elif ".." in value and "/" not in value:
        first, _, last = value.partition("..")
    elif "/" in value:
        first, last = (end.replace("..", "") for end in value.split("/", 1))
    else:
        first = last = value
    found = Dates(_checked(first), _checked(last))
    if not (found.first or found.last):
        raise values.EdtfError(f"“{value}” is no date: {_WRITE}")
    begin, end = span(found)
    if begin > end:
        raise values.EdtfError(f"{found.last} is before {found.first}; exchange the two")
    return found


def span(asked: Dates) -> Span:
    """The days that dates cover: about a date is it and, on either side, as much again."""
    first = _covered(asked.first)[0] if asked.first else None
    last = _covered(asked.last)[1] if asked.last else None
    return day(first, FIRST_DAY), day(last, LAST_DAY)


def _checked(edtf: str) -> str:
    """A date without the marks that say no more than itself. Raises EdtfError."""
    bare = edtf.rstrip("?").replace("%", "~")
    if bare:
        try:
            _covered(bare)
        except values.EdtfError as error:
            raise values.EdtfError(f"“{edtf}” is no date: {_WRITE}") from error
    return bare


def _covered(edtf: str) -> tuple[values.Day, values.Day]:
    first, last = values.span(edtf)
    if first is None or last is None or "/" in edtf:
        raise values.EdtfError(f"“{edtf}” is more than one date")
    return _widened(first, last) if edtf.endswith("~") else (first, last)


def _widened(first: values.Day, last: values.Day) -> tuple[values.Day, values.Day]:
    """The days from `first` to `last` with as many years, months or days before them and behind."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = last.year - first.year + 1
        return first._replace(year=first.year - years), last._replace(year=last.year + years)
    if first.day == 1 and last.day == values.days_in(last.year, last.month):
        months = 12 * (last.year - first.year) + last.month - first.month + 1
        begin = _months_on(first, -months)
        end = _months_on(last, months)
        return begin, end._replace(day=values.days_in(end.year, end.month))
    if not 1 < first.year <= last.year < values.LAST_YEAR:
        return first, last
    begin_day, end_day = date(*first), date(*last)
    length = end_day - begin_day + timedelta(days=1)
    before, behind = begin_day - length, end_day + length
    return (
        values.Day(before.year, before.month, before.day),
        values.Day(behind.year, behind.month, behind.day),
    )


def _months_on(start: values.Day, months: int) -> values.Day:
    """The first of the month that is so many months on."""
    years, month = divmod(start.month - 1 + months, 12)
    return values.Day(start.year + years, month + 1, 1)
