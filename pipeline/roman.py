"""A token in, the number that it says as a Roman numeral out, however its letters were typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline import tables

LONGEST = 15
"""Letters of the longest numeral below 4000, MMMDCCCLXXXVIII."""

_SHAPE = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LONG = 4


@dataclass(frozen=True, slots=True)
class _Letters:
    latin: dict[str, str]
    sure: frozenset[str]
    long: frozenset[str]


def value(token: str) -> int | None:
    """The number that a Roman numeral in capitals says, Latin, Cyrillic (ХІХ) or mixed (ХIХ); else None.

    Words are refused: C, D and M count only in long Latin numerals, and a numeral needs one letter that is
    surely one. A lone I, V or X is read; whether it is an initial, the caller sees from what follows.
    """
    if not 0 < len(token) <= LONGEST:
        return None
    letters = _letters()
    if not letters.latin.keys() >= set(token):
        return None
    if letters.long.isdisjoint(token):
        if letters.sure.isdisjoint(token):
            return None
    elif len(token) < _LONG or not token.isascii():
        return None
    latin = "".join(letters.latin[letter] for letter in token)
    if not _SHAPE.fullmatch(latin):
        return None
    numbers = [_VALUES[letter] for letter in latin]
    return sum(
        -number if number < following else number
        for number, following in zip(numbers, [*numbers[1:], 0], strict=True)
    )


def numeral_length(word: str) -> int:
    """How many letters at the start of `word` are a Roman numeral to be left as printed; 0 for a word.

    The whole word, or a numeral with what may be glued to it («ХІХғасыр»: 3; «Iле»: 0).
    """
    if value(word) is not None:
        return len(word)
    for end in range(min(len(word) - 1, LONGEST), 0, -1):
        if word[end:] in _endings() and value(word[:end]) is not None:
            return end
    return 0


@cache
def _letters() -> _Letters:
    latin: dict[str, str] = {}
    by_sureness: dict[str, set[str]] = {"yes": set(), "long": set(), "inside": set()}
    for number, row in tables.rows("roman.tsv", "letter", "latin", "sure", "why"):
        if len(row["letter"]) != 1 or row["latin"] not in _VALUES or row["sure"] not in by_sureness:
            raise tables.problem(
                "roman.tsv", number, "give one letter, its Latin one, and yes, long or inside"
            )
        latin[row["letter"]] = row["latin"]
        by_sureness[row["sure"]].add(row["letter"])
    return _Letters(latin, frozenset(by_sureness["yes"]), frozenset(by_sureness["long"]))


@cache
def _endings() -> frozenset[str]:
    return frozenset(row["ending"] for _, row in tables.rows("roman_endings.tsv", "ending", "language"))
