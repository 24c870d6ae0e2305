"""A hit and a language's words in, why it was found out."""

from __future__ import annotations

from search_service.answers import Hit
from search_service.interface import Words


def reasons(hit: Hit, words: Words) -> list[tuple[str, str]]:
    """What matched and how, in words; what is part of a longer match goes without saying."""
    found: dict[str, str] = {}
    for match in hit.matched:
        # The first reason is the closest: a word as it stands needs no other.
        found.setdefault(match.surface, words("how." + match.how))
    return [
        (surface, how)
        for surface, how in found.items()
        if not any(surface in other and surface != other for other in found)
    ]
