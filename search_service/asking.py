"""Checked parameters of a request in, the question that they ask out."""

from __future__ import annotations

from typing import Any

from search_service.answers import Question


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
    )
