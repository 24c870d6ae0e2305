"""A hit and a language's words in, why it was found out."""

from __future__ import annotations

from dataclasses import dataclass

from search_service.answers import Hit
from search_service.interface import Words
from search_service.labels import label


@dataclass(frozen=True, slots=True)
class Reason:
    """What matched, as it stands in a text in `language`, and how, in words."""

    surface: str
    language: str
    how: str


def reasons(hit: Hit, words: Words) -> list[Reason]:
    """What matched and how; what is part of a longer match goes without saying."""
    found: dict[str, Reason] = {}
    for match in hit.matched:
        translated = match.how == "translation"
        language = (hit.translations[0] if translated else hit).passage.language
        # The first reason is the closest: a word as it stands needs no other.
        found.setdefault(match.surface, Reason(match.surface, language, label(words, "reason", match.how)))
    return [
        reason
        for surface, reason in found.items()
        if not any(surface in other and surface != other for other in found)
    ]
