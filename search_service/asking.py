"""Checked parameters of a request in, the question that they ask out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from search_service.answers import Folding, Question


def question(given: dict[str, Any]) -> Question:
    """The question that the parameters of every question ask: words, mode and filters."""
    return Question(
        q=given.get("q"),
        mode=given["mode"],
        lang=given.get("lang"),
        document=given.get("document"),
        entities=tuple(given["entity"]),
        date_from=given.get("date_from"),
        date_to=given.get("date_to"),
        without=switched_off(given["without"]),
    )


def switched_off(named: Collection[str]) -> tuple[Folding, ...]:
    """The foldings that are named, each once and in one order, so that the same question is the same."""
    return tuple(folding for folding in get_args(Folding) if folding in named)
