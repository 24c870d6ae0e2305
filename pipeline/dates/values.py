"""EDTF (ISO 8601-2) values: an expression in, the first and last day that it covers out.

Levels 0 and 1 without time of day: `1905`, `1905-07`, `1905-07-25`, seasons `1905-21` … `1905-24`,
unspecified digits at the right end (`193X`, `19XX`, `1905-07-XX`; a millennium `1XXX` besides), one
qualifier `~ ? %` at the
end of a date, intervals `1905/1907`, `1905/..`, `../1905`. Years are astronomical: `-0208` is 209 BC.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""The month in which each season begins; winter runs from December into the next year's February."""

LAST_YEAR = 9999
_DATE = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?[~?%]?", re.ASCII)
_YEAR = re.compile(r"-?[0-9]+X*", re.ASCII)
_DAYS_IN_400_YEARS = 146_097


class EdtfError(ValueError):
    """Not a date that is understood; the message says what is wrong and how to write it."""


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar; `year` is astronomical. Days compare in order of time."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{year_value(self.year)}-{self.month:02d}-{self.day:02d}"


def year_value(year: int) -> str:
    """The EDTF of a year: four digits, a minus before the year 0."""
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def days_in(year: int, month: int) -> int:
    """How many days `month` of `year` has, in any year before or after Christ."""
    return monthrange(2000 + year % 400, month)[1]


def interval(edtf: str) -> tuple[str | None, str | None]:
    """The earliest and the latest day that `edtf` covers, as `YYYY-MM-DD`; None for an open end.

    `interval("1905-07")` is `("1905-07-01", "1905-07-31")`, `interval("1902/..")` is `("1902-01-01", None)`.
    Years before Christ begin with a minus, and such strings do not sort in order of time: `day_number` does.
    Raises EdtfError.
    """
    first, last = span(edtf)
    return (str(first) if first else None, str(last) if last else None)


def day_number(day: str) -> int:
    """A number for a day `YYYY-MM-DD` that sorts and subtracts: 1 is 1 January of the year 1.

    Raises EdtfError when `day` is not one whole day.
    """
    first, last = span(day)
    if first is None or first != last:
        raise EdtfError(f"“{day}” is not one day: write YYYY-MM-DD, such as 1905-07-25")
    cycles, year = divmod(first.year - 1, 400)
    in_cycle = year * 365 + year // 4 - year // 100
    in_year = sum(days_in(first.year, month) for month in range(1, first.month)) + first.day
    return cycles * _DAYS_IN_400_YEARS + in_cycle + in_year


def span(edtf: str) -> tuple[Day | None, Day | None]:
    """The same as `interval`, as days that compare. Raises EdtfError."""
    if "/" not in edtf:
        return _covered(edtf, edtf)
    begin, _, end = edtf.partition("/")
    first = None if begin in ("", "..") else _covered(begin, edtf)[0]
    last = None if end in ("", "..") else _covered(end, edtf)[1]
    if begin in ("", "..") and end in ("", ".."):
        raise EdtfError(f"“{edtf}” is open at both ends: give a first or a last date, such as 1905/..")
    if first and last and first > last:
        raise EdtfError(f"“{edtf}” ends before it begins: write the earlier date first")
    return first, last


def is_valid(edtf: str) -> bool:
    """Whether `edtf` is a value that `interval` understands."""
    try:
        span(edtf)
    except EdtfError:
        return False
    return True


def _covered(date: str, whole: str) -> tuple[Day, Day]:
    """The first and last day of one EDTF date."""
    match = _DATE.fullmatch(date)
    if match is None or not _YEAR.fullmatch(match["year"]):
        raise EdtfError(f"“{whole}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD, such as 1905-07-25")
    low, high = _years(match["year"])
    if match["month"] is None:
        return Day(low, 1, 1), Day(high, 12, 31)
    if low != high or (match["month"] == "XX" and match["day"] not in (None, "XX")):
        raise EdtfError(f"“{whole}” is no date: unspecified digits (X) stand at the right end only")
    if match["month"] == "XX":
        return Day(low, 1, 1), Day(low, 12, 31)
    return _within_year(low, match, whole)


def _years(digits: str) -> tuple[int, int]:
    """The years that digits with unspecified ones cover, in order of time."""
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return min(ends), max(ends)


def _within_year(year: int, match: re.Match[str], whole: str) -> tuple[Day, Day]:
    if "X" in match["month"]:
        raise EdtfError(f"“{whole}” is no date: a month is two digits, or XX when it is not known")
    month = int(match["month"])
    if month in SEASONS and match["day"] is None:
        return _season(year, SEASONS[month])
    if not 1 <= month <= 12:
        raise EdtfError(f"“{whole}” has no such month: 01 to 12, or 21 to 24 for the seasons")
    length = days_in(year, month)
    if match["day"] in (None, "XX"):
        return Day(year, month, 1), Day(year, month, length)
    if "X" in match["day"]:
        raise EdtfError(f"“{whole}” is no date: a day is two digits, or XX when it is not known")
    day = int(match["day"])
    if not 1 <= day <= length:
        raise EdtfError(f"“{whole}” has no such day: {year_value(year)}-{month:02d} has days 01 to {length}")
    return Day(year, month, day), Day(year, month, day)


def _season(year: int, month: int) -> tuple[Day, Day]:
    if month < 12:
        return Day(year, month, 1), Day(year, month + 2, days_in(year, month + 2))
    if year == LAST_YEAR:
        return Day(year, 12, 1), Day(year, 12, 31)
    return Day(year, 12, 1), Day(year + 1, 2, days_in(year + 1, 2))
