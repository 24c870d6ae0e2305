"""The beginning of a word in, the forms of the corpus that begin so out."""

from __future__ import annotations

import sys

from pipeline import folding
from search_service.store import Store

MOST_FORMS = 1000
"""Forms that a beginning stands for, the commonest."""


def forms_beginning(store: Store, typed: str, *, as_typed: bool) -> tuple[list[tuple[str, bool]], int]:
    """At most MOST_FORMS forms, the commonest first, with whether each begins as typed; and how many in all.

    Those that do not, begin so in another script or habit; with `as_typed` they are left out.
    """
    surface, key = folding.surface(typed), folding.key(typed)
    ranges = [("surface", surface)] if as_typed or not key else [("surface", surface), ("key", key)]
    counts: dict[str, int] = {}
    for column, start in ranges:
        rows = store.rows(
            f"SELECT surface, SUM(count) FROM words WHERE {column} >= ? AND {column} < ? GROUP BY surface",
            (start, start + chr(sys.maxunicode)),
        )
        counts |= dict(rows)
    found = {form: form.startswith(surface) for form in counts}
    kept = [form for form, same in found.items() if same or _begins_alike(surface, form)]
    kept.sort(key=lambda form: (-counts[form], form))
    return [(form, found[form]) for form in kept[:MOST_FORMS]], len(kept)


def _begins_alike(typed: str, form: str) -> bool:
    """Whether `form`, whose key begins alike, begins as typed, perhaps without the Kazakh letters."""
    latin = any("a" <= letter <= "ɏ" for letter in typed)
    return latin or folding.same_habit(typed, form[: len(typed)])
