"""Tables of words out, that both languages' tokenisers and sentence rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.tables import problem, rows

NEXT = ("name", "number", "part", "common", "measure", "capital")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`glued`: a figure may stand right before it; `next`: before what a sentence may end after it."""

    form: str
    glued: bool
    next: str


@cache
def abbreviations(language: str) -> dict[str, Abbreviation]:
    """The abbreviations of "kk" or "ru" by their form in lower case. Raises TableError."""
    name = "abbreviations.tsv"
    found = {}
    for number, row in rows(name, "language", "abbreviation", "glued", "next", "why"):
        if row["language"] not in ("kk", "ru", "both") or row["next"] not in NEXT:
            raise problem(name, number, f"the language is kk, ru or both, and `next` one of {NEXT}")
        if row["language"] in (language, "both"):
            form = row["abbreviation"].lower()
            found[form] = Abbreviation(form, row["glued"] == "yes", row["next"])
    return found


@cache
def parted_abbreviations(language: str) -> re.Pattern[str]:
    """Finds at the end of a text in lower case an abbreviation of several parts, with spaces or without."""
    parts = [form.split(".")[:-1] for form in abbreviations(language) if form.count(".") > 1]
    forms = "|".join(r"\.\s?".join(map(re.escape, words)) for words in sorted(parts, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})\.\Z")


@cache
def initials() -> frozenset[str]:
    """Initials of more than one letter."""
    return frozenset(row["initial"] for _, row in rows("initials.tsv", "initial", "why"))


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words of "kk" or "ru"."""
    table = rows("function_words.tsv", "language", "words")
    return frozenset(word for _, row in table if row["language"] == language for word in row["words"].split())


@cache
def numerals() -> frozenset[str]:
    """Kazakh numerals, without endings."""
    return frozenset(word for _, row in rows("numerals.tsv", "words", "why") for word in row["words"].split())


@cache
def numeral_endings() -> dict[str, str]:
    """What makes another numeral of a figure, with the kind of it: ordinal, collective or approximate."""
    table = rows("numeral_endings.tsv", "ending", "kind", "why")
    return {ending: row["kind"] for _, row in table for ending in row["ending"].split()}


@cache
def particles() -> frozenset[str]:
    """Kazakh particles that a hyphen joins to a word."""
    return frozenset(row["particle"] for _, row in rows("particles.tsv", "particle", "why"))


@cache
def numeral_beginnings() -> tuple[str, ...]:
    """How the forms of numerals begin: what begins otherwise is none, without a further look.

    Endings change the last two letters of a longer word at most (қырық, қырқы).
    """
    return tuple({word if len(word) < 4 else word[: max(3, len(word) - 2)] for word in numerals()})
