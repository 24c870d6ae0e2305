"""An EDTF value and a language's words in, the date as a reader writes it out."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date, format_skeleton

from search_service.interface import Words
from search_service.labels import N_

_CALENDAR_DATE = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_SEASONS = {
    "21": N_("spring %(year)s"),
    "22": N_("summer %(year)s"),
    "23": N_("autumn %(year)s"),
    "24": N_("winter %(year)s"),
}


def date_in_words(edtf: str, words: Words) -> str:
    """`edtf` (ISO 8601-2) in words; a value of a kind not spelt out here comes back as it is."""
    value = re.sub(r"[~?%]", "", edtf)
    first, slash, last = value.partition("/")
    if not slash:
        said = _single(value, words)
    elif last in ("..", ""):
        said = words.gettext("from %(date)s on", date=_single(first, words))
    elif first in ("..", ""):
        said = words.gettext("until %(date)s", date=_single(last, words))
    elif re.fullmatch(r"\d{4}/\d{4}", value):
        said = words.pgettext("years", "%(first)s–%(last)s", first=first, last=last)
    else:
        said = f"{_single(first, words)} – {_single(last, words)}"
    return words.gettext("about %(date)s", date=said) if "~" in edtf else said


def _single(value: str, words: Words) -> str:
    if re.fullmatch(r"\d{2}XX", value):
        century = int(value[:2]) + 1
        number = _ordinal(century) if words.language == "en" else _roman(century)
        return words.gettext("%(number)s century", number=number)
    if re.fullmatch(r"\d{3}X", value):
        return words.gettext("the %(year)ss", year=value[:3] + "0")
    found = _CALENDAR_DATE.fullmatch(value)
    if not found or found[1].startswith("-"):
        return value
    year, month, day = found.groups()
    if month is None:
        return words.pgettext("year", "%(year)s", year=int(year))
    if month in _SEASONS and day is None:
        return words.gettext(_SEASONS[month], year=int(year))
    try:
        at = date(int(year), int(month), int(day or 1))
    except ValueError:
        return value
    if day is None:
        return format_skeleton("yMMMM", at, locale=words.locale)
    return format_date(at, "long", locale=words.locale)


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
