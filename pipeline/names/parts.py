"""The table of what tells where a name begins and ends in, the words of one role out."""

from __future__ import annotations

from functools import cache

from pipeline.tables import problem, rows

TABLE = "name_parts.tsv"


def words(role: str) -> tuple[str, ...]:
    """The words or endings of `role`, in the order of the table. Raises KeyError for an unknown role."""
    return _table()[role]


def is_particle(word: str) -> bool:
    """Whether the printed word may part a surname from the given names before it: фон, де."""
    return word in words("particle")


def is_place_adjective(word: str) -> bool:
    """Whether the Russian word, in lower case, has the form of an adjective of a place: лепсинском."""
    stems = (word.removesuffix(ending) for ending in words("adjective ending") if word.endswith(ending))
    return any(stem.endswith(words("place adjective")) for stem in stems)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for number, row in rows(TABLE, "role", "words", "why"):
        if row["role"] in found or not row["words"]:
            raise problem(TABLE, number, "a role needs one row, with its words")
        found[row["role"]] = tuple(row["words"].split())
    return found
