"""A hit and a language's words in, why it was found out."""

from __future__ import annotations

from dataclasses import dataclass

from search_service.answers import Hit, Match
from search_service.interface import Words
from search_service.labels import label

_WITHOUT_WORD = frozenset({"exact", "entity", "date"})
"""Reasons that need no word of the question: it is the surface itself, or a filter."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What matched, as it stands in a text in `language`, and how, in words.

    `word` is what it answers, where the question has several words.
    """

    surface: str
    language: str
    how: str
    word: str = ""


def reasons(hit: Hit, words: Words, *, several: bool = False) -> list[Reason]:
    """What matched and how; what is part of a longer match goes without saying.

    With `several` words in the question, each says which it answers.
    """
    found: dict[str, Reason] = {}
    for match in hit.matched:
        translated = match.how == "translation"
        language = (hit.translations[0] if translated else hit).passage.language
        word = match.word if several and match.how not in _WITHOUT_WORD else ""
        # The first reason is the closest: a word as it stands needs no other.
        found.setdefault(match.surface, Reason(match.surface, language, _how(match, words), word))
    return [
        reason
        for surface, reason in found.items()
        if not any(surface in other and surface != other for other in found)
    ]


def _how(match: Match, words: Words) -> str:
    """How it answers, of a near spelling with its distance rounded to whole letters."""
    if match.distance is None:
        return label(words, "reason", match.how)
    return words.ngettext(
        "a near spelling, about %(number)s letter apart",
        "a near spelling, about %(number)s letters apart",
        max(1, round(match.distance)),
    )
