"""Text in, whether it is a reference to what was printed or filed out: its stops end no sentence."""

from __future__ import annotations

import re
from functools import cache

from pipeline import vocabulary

LONGEST_ENTRY = 120
"""Tokens of a paragraph that are looked at."""

_LONGEST = 1500
"""Characters that are looked at, for a token may be of any length."""

_CAPITAL = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\w-])"
_PLACE_AND_YEAR = rf"[–—-]\s?{_CAPITAL}[^\d?!«»]{{0,80}},\s{_YEAR}(?!\s\w{{3}})"
_TOWNS = rf"{_CAPITAL}[\w.-]*(?:[\s;–]{{1,3}}{_CAPITAL}[\w.-]*){{0,2}}"
_PUBLISHED = rf"{_TOWNS}(?::\s[^\d?!]{{1,40}})?,\s{_YEAR}"
_NUMBER = r"(?:\d{1,3}[.)]\s*)"
_INITIALS = rf"{_CAPITAL}\.(?:\s?{_CAPITAL}\.)?"
_SURNAME = rf"{_CAPITAL}[\w'’-]+"
_AUTHOR = rf"(?:{_SURNAME},?\s{_INITIALS}|{_INITIALS}\s?{_SURNAME}\.)"
_ENTRY = re.compile(
    # 1. Левшин А. И. Описание … степей. СПб., 1832.
    rf"{_NUMBER}?{_AUTHOR}.*(?:{_PLACE_AND_YEAR}|[.:»]\s{_PUBLISHED}[^?!]{{0,40}}\Z)"
    # 2. История Казахстана. Сборник документов. – Алматы, 1997.
    rf"|{_NUMBER}.*\.\s{_PLACE_AND_YEAR}",
    re.DOTALL,
)


def is_entry(paragraph: str) -> bool:
    """Whether the paragraph is an entry of a list of literature: an author or a number, a place, a year."""
    return _ENTRY.match(paragraph[:_LONGEST]) is not None


def goes_on(text: str) -> bool:
    """Whether `text` cannot begin a sentence, since it goes on with a reference.

    That is a place and year («– М., 1948», «Алматы, 2010.»), or a part and its number («Оп. 1», «– С. 7»).
    """
    return _further().match(text[:_LONGEST]) is not None


@cache
def _further() -> re.Pattern[str]:
    parts = {
        form[0].upper() + form[1:]
        for language in ("kk", "ru")
        for form, found in vocabulary.abbreviations(language).items()
        if found.next == "part"
    }
    part = "|".join(re.escape(form) for form in sorted(parts))
    numbered = rf"(?:(?:{part})\s?|№\s?)(?:\d|[IVXІХ]+\b)"
    pages = r"\d+\s?(?:с|стр|л|б|бет)\b"
    return re.compile(
        rf"{_PLACE_AND_YEAR}|{_PUBLISHED}(?=\s*(?:[.;]|\Z))|(?:[–—-]\s?)?{numbered}|[–—-]\s?{pages}"
    )
