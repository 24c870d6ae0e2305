"""A problem and where it arose in, what its page says out: what happened and what to do."""

from __future__ import annotations

from typing import Any

from search_service.interface import Words
from search_service.labels import N_
from search_service.problems import Problem

_LOST = {
    "pages.reader": N_("There is no such document, or no such place in it"),
    "pages.name": N_("There is no such name"),
    "pages.passage": N_("There is no such passage"),
    "pages.passage_citation": N_("There is no such passage"),
}
"""What is missing, by the view that was asked for it."""

_LOST_WHY = {
    "pages.name": N_(
        "The id of a name that only the texts know may change with the texts. Look for the name in the list "
        "of names, or search for it."
    ),
}
"""What to do about it, where more can be said than that the address may have a misprint."""

# What happened and why where a reader of pages needs other words than a developer, by the problem's type.
_SAID = {
    "invalid-parameters": (N_("The query cannot be answered as it stands"), ""),
    "unknown-id": (N_("There is no such page"), N_("The address may have a misprint.")),
    "no-such-address": (N_("There is no such page"), N_("The address may have a misprint.")),
    "internal-error": (
        N_("Something went wrong in the service"),
        N_(
            "Your query is kept in the address of the page. Try again; if that does not help, tell whoever "
            "runs the service."
        ),
    ),
    "no-index": (
        N_("The corpus cannot be opened yet"),
        N_("The index is missing, of another version or being renewed. Try again a little later."),
    ),
}


def problem_view(problem: Problem, view: str, words: Words) -> dict[str, Any]:
    """The heading, the reason and what a developer needs; `view` is the name of what was asked for."""
    said = problem.type.said[words.language]
    heading, why = said.title, f"{said.meaning} {said.remedy}"
    if own := _SAID.get(problem.type.name):
        heading, why = (words.gettext(each) if each else "" for each in own)
    if problem.status == 404 and view in _LOST:
        heading = words.gettext(_LOST[view])
        why = words.gettext(_LOST_WHY[view]) if view in _LOST_WHY else why
    return {
        "heading": heading,
        "why": why,
        "detail": f"{problem.status} · {problem.detail}",
        "open": problem.status == 503,
    }
