"""The beginnings of words or a name in, the forms and the entities of the corpus that they stand for out."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Sequence

from pipeline import folding
from search_service.store import Store

MOST_FORMS = 1000
"""Forms that a beginning stands for, the commonest."""
MOST_NAMES = 50
"""Entities that a beginning of their names stands for, those named most."""


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


def entities_beginning(
    store: Store, type: str, words: Iterable[Collection[str]]
) -> tuple[tuple[str, ...], int]:
    """At most MOST_NAMES entities of a type, those named most first, and how many there are.

    `words` are the keys of each word that was typed: for each, one of an entity's names has a word that
    begins with one of the keys. So an initial or a surname in another form finds the person, too.
    """
    found: set[str] | None = None
    for keys in words:
        having = {
            entity
            for key in keys
            for (entity,) in store.rows(
                "SELECT DISTINCT entity FROM names WHERE instr(' ' || key, ' ' || ?)", (key,)
            )
        }
        found = having if found is None else found & having
    kept = store.rows(
        """SELECT e.id FROM json_each(?) asked JOIN entities e ON e.id = asked.value
        WHERE e.type = ? ORDER BY e.passages DESC, e.id""",
        (json.dumps(sorted(found or ())), type),
    )
    return tuple(id for (id,) in kept[:MOST_NAMES]), len(kept)


def as_spelt(store: Store, entities: Sequence[str], typed: str) -> tuple[str, ...]:
    """Those of the entities whose names have `typed` letter by letter, else all: казак is not қазақ."""
    rows = store.rows(
        "SELECT id, names FROM entities WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entities)),),
    )
    spelt = f" {folding.surface(typed)}"
    names = {id: [f" {folding.surface(name)}" for name in json.loads(each).values()] for id, each in rows}
    alike = tuple(id for id in entities if any(spelt in name for name in names[id]))
    return alike or tuple(entities)
