"""A form of a name or a word in, its nominative out if our tables or the text have it."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from pipeline.lexicon import CYRILLIC
from pipeline.names import declension
from pipeline.tables import rows

WORDS = "russian_words.tsv"
ENDS = ("", "й", "ь", "а", "я", "о", "е", "ы", "и")
"""What a nominative may end in where a form has its ending."""

_LONGEST_ENDING = 3
_SHORTEST = 2
_SHORTEST_NAME = 3


def nominative(form: str, known: Set[str]) -> str | None:
    """The one of the `known` nominatives that `form`, in lower case, is another form of; None if none is."""
    for length in range(1, min(_LONGEST_ENDING, len(form) - _SHORTEST) + 1):
        stem = form[:-length]
        for end in ENDS:
            if (found := stem + end) in known and found != form and form in declension.forms(found):
                return found
    return None


@cache
def names() -> frozenset[str]:
    """The words of people's names, names of one word, and words, in lower case."""
    from pipeline import knowledge

    found = {
        word
        for entry in knowledge.load()
        for name in (entry.ru, *entry.aliases)
        if entry.type == "PERSON" or " " not in name
        for word in name.split()
        if word[:1].isupper() and len(word) >= _SHORTEST_NAME and CYRILLIC.fullmatch(word)
    }
    given = {row["name"] for _, row in rows("given_names.tsv", "name")}
    return frozenset(word.lower() for word in found) | given | words()


@cache
def words() -> frozenset[str]:
    """The words of the table."""
    return frozenset(row["lemma"] for _, row in rows(WORDS, "lemma", "why"))


def womans_surname(mans: str) -> str | None:
    """The nominative of a woman's surname by that of a man's; None where it is the same."""
    table = _womans_endings()
    for length in range(min(len(mans), max(map(len, table))), 0, -1):
        if (ending := table.get(mans[-length:])) is not None:
            return mans[:-length] + ending
    return None


@cache
def _womans_endings() -> dict[str, str]:
    return {row["man"]: row["woman"] for _, row in rows("womans_surnames.tsv", "man", "woman")}
