"""What counts as a letter, a word and a script: character classes that the glyph repairs share."""

from __future__ import annotations

import re

KAZAKH_AND_RUSSIAN = frozenset(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯәғқңөұүһіӘҒҚҢӨҰҮҺІ"
)
"""The 42 letters of Cyrillic Kazakh, which hold the 33 of Russian, in both cases."""

KAZAKH_ONLY = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")

LONGEST_WORD = 60
"""Letters. What is longer is no word of a text, and is left alone so that its length cannot cost time."""

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters: hyphens, digits and apostrophes part words, so that «IT-саласы» is two."""

CYRILLIC = re.compile(r"[\u0400-\u052f]")

_STOPS = ".!?…"
_ABBREVIATION = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}\.\Z")
"""One or two letters with a dot («ж.», «т.б.», an initial): the dot is no full stop."""


def opens_sentence(text: str, at: int) -> bool:
    """Whether text[at] begins the text or follows a stop, white space and quotation marks between aside.

    A new line alone tells nothing, since lines may be those of a page.
    """
    before = at - 1
    while before >= 0 and (text[before].isspace() or text[before] in '«“„"(—–-'):
        before -= 1
    if before < 0 or text[before] != ".":
        return before < 0 or text[before] in _STOPS
    return _ABBREVIATION.search(text, max(before - 3, 0), before + 1) is None
