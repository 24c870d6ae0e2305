"""The worked examples of the query language in, addresses that run them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search_service.addresses import Results
from search_service.help_examples import SECTIONS, Example
from search_service.interface import LANGUAGES, Words
from search_service.operators import spellings


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as the page shows it: what it is for, and each query with its language and address."""

    says: str
    queries: tuple[tuple[str, str, str], ...]


def help_view(words: Words, ui: str = "") -> dict[str, Any]:
    """What the page of help shows; `ui` is the language that the address names."""
    return {
        "parts": [
            {
                "id": section.id,
                "heading": words.gettext(section.heading),
                "intro": words.gettext(section.intro) if section.intro else "",
                "examples": [_shown(each, words, ui) for each in section.examples],
            }
            for section in SECTIONS
        ],
        "spellings": [
            (meaning, [(language, by_language.get(language, ())) for language in LANGUAGES])
            for meaning, by_language in spellings().items()
        ],
    }


def state(example: Example, query: str, ui: str = "") -> Results:
    """The page of results that an example leads to with one of its queries."""
    return Results(q=query, ui=ui, **dict(example.settings))


def _shown(example: Example, words: Words, ui: str) -> Shown:
    return Shown(
        words.gettext(example.says),
        tuple((query, language, state(example, query, ui).path) for query, language in example.queries),
    )
