"""The table of look-alikes in, what each foreign letter may stand for in Cyrillic out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from pipeline import tables
from pipeline.letters import CYRILLIC

TABLE = "homoglyphs.tsv"


@dataclass(frozen=True, slots=True)
class Twins:
    """What each foreign letter may stand for, the likelier first, and which need the lexicon's word."""

    meant: dict[str, tuple[str, ...]]
    doubtful: frozenset[tuple[str, str]]
    shared: frozenset[str]
    """Cyrillic letters that a Latin one looks like: alone they do not prove a word Cyrillic."""


@cache
def twins() -> Twins:
    meant: dict[str, tuple[str, ...]] = {}
    doubtful = set()
    for number, row in tables.rows(TABLE, "printed", "meant", "when", "why"):
        if row["when"] not in ("always", "known") or len(row["printed"]) != 1 or len(row["meant"]) != 1:
            raise tables.problem(TABLE, number, "give one letter, one letter, and always or known")
        meant[row["printed"]] = (*meant.get(row["printed"], ()), row["meant"])
        if row["when"] == "known":
            doubtful.add((row["printed"], row["meant"]))
    return Twins(meant, frozenset(doubtful), frozenset(twin for twins in meant.values() for twin in twins))


def cyrillic_by_look(word: str, *, bare: bool = False) -> str | None:
    """The word with twins for its foreign letters, None if one has none; `bare` leaves accents out."""
    meant = twins().meant
    letters = []
    for letter in word:
        if bare and letter not in meant and ord(letter) < 0x250:
            letter = unicodedata.normalize("NFD", letter)[0]
        if CYRILLIC.match(letter) and letter not in meant:
            letters.append(letter)
        elif letter in meant:
            letters.append(meant[letter][0])
        else:
            return None
    return "".join(letters)
