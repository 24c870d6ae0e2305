"""An EDTF value and a language's words in, the date as a reader writes it out."""

from __future__ import annotations

import re

from search_service.interface import Words

_CALENDAR_DATE = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def date_in_words(edtf: str, words: Words) -> str:
    """`edtf` (ISO 8601-2) in words; a value of a kind not spelt out here comes back as it is."""
    value = re.sub(r"[~?%]", "", edtf)
    first, slash, last = value.partition("/")
    if not slash:
        said = _single(value, words)
    elif last in ("..", ""):
        said = words("date.since", date=_single(first, words))
    elif first in ("..", ""):
        said = words("date.until", date=_single(last, words))
    elif re.fullmatch(r"\d{4}/\d{4}", value):
        said = words("date.years", first=first, last=last)
    else:
        said = words("date.span", first=_single(first, words), last=_single(last, words))
    return words("date.about", date=said) if "~" in edtf else said


def _single(value: str, words: Words) -> str:
    if re.fullmatch(r"\d{2}XX", value):
        century = int(value[:2]) + 1
        return words("date.century", number=_ordinal(century) if words.language == "en" else _roman(century))
    if re.fullmatch(r"\d{3}X", value):
        return words("date.decade", year=value[:3] + "0")
    found = _CALENDAR_DATE.fullmatch(value)
    if not found or found[1].startswith("-"):
        return value
    year, month, day = found.groups()
    if month is None:
        return words("date.year", year=int(year))
    if f"month.{int(month)}" not in words.table:
        return value
    if day is None:
        return words("date.month", year=int(year), month=words(f"month.{int(month)}"))
    return words("date.day", year=int(year), month=words(f"of-month.{int(month)}"), day=int(day))


def _roman(number: int) -> str:
    letters = ""
    for size, letter in _ROMAN:
        while number >= size:
            letters += letter
            number -= size
    return letters


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{ending}"
