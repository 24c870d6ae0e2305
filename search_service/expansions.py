"""The beginnings of words or a name in, the forms and the entities of the corpus that they stand for out."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline import folding
from search_service.leaves import NO_FORMS, Forms
from search_service.store import Store

MOST_FORMS = 1000
"""Forms that a beginning stands for, the commonest."""
FEWEST_FORMS = 50
"""The same where there is no time left."""
MOST_NAMES = 50
"""Entities that a beginning of their names stands for, those named most."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The forms that begin as typed, those that do so in another script or habit, and how many there are."""

    same: Forms
    alike: Forms
    total: int


def forms_beginning(store: Store, typed: str, *, as_typed: bool, most: int) -> Beginning:
    """At most `most` forms that begin so, the commonest; with `as_typed`, none in another script."""
    surface, key = folding.surface(typed), folding.key(typed)
    first, last = (_first_from(store, start) for start in (surface, surface + chr(sys.maxunicode)))
    alike = _beginning_alike(store, surface, key, range(first, last)) if key and not as_typed else NO_FORMS
    found = np.concatenate([np.arange(first, last, dtype=np.uint32), alike])
    order = np.lexsort((found, -store.index.counts[found].astype(np.int64)))[:most]
    kept = np.sort(order)
    own = last - first
    return Beginning(found[kept[kept < own]], np.sort(found[kept[kept >= own]]), len(found))


def _first_from(store: Store, surface: str) -> int:
    """The first form, in the order of their letters, that is not before `surface`."""
    found = store.rows("SELECT form FROM words WHERE surface >= ? ORDER BY surface, form LIMIT 1", (surface,))
    return int(found[0][0]) if found else store.index.form_count


def _beginning_alike(store: Store, typed: str, key: str, but: range) -> Forms:
    """The forms that begin as typed, perhaps without the Kazakh letters, or in another script; `but` some."""
    rows = store.rows(
        "SELECT form, substr(surface, 1, ?) FROM words WHERE key >= ? AND key < ?",
        (len(typed), key, key + chr(sys.maxunicode)),
    )
    begins = {start: _begins_alike(typed, start) for start in {start for _, start in rows}}
    return np.array([form for form, start in rows if begins[start] and form not in but], dtype=np.uint32)


def _begins_alike(typed: str, start: str) -> bool:
    """Whether a form's `start`, whose key begins alike, is typed so, perhaps without the Kazakh letters."""
    latin = any("a" <= letter <= "ɏ" for letter in typed)
    return latin or folding.same_habit(typed, start)


def entities_beginning(
    store: Store, type: str, words: Iterable[Collection[str]]
) -> tuple[tuple[str, ...], int]:
    """At most MOST_NAMES entities of a type, those named most first, and how many there are.

    `words` are the keys of each word that was typed: for each, one of an entity's names has a word with one
    of the keys, so that a surname in another form, or an initial, finds the person; only where there is no
    such entity, a word that begins with one of them.
    """
    typed = [*words]
    found = _having(store, typed, " ") or _having(store, typed, "")
    kept = store.rows(
        """SELECT e.id FROM json_each(?) asked JOIN entities e ON e.id = asked.value
        WHERE e.type = ? ORDER BY e.passages DESC, e.id""",
        (json.dumps(sorted(found)), type),
    )
    return tuple(id for (id,) in kept[:MOST_NAMES]), len(kept)


def _having(store: Store, words: Iterable[Collection[str]], end: str) -> set[str]:
    """The entities with words in their names that have one of the keys of each word, and `end` behind it.

    Of a single letter, an initial, it is enough that the word in the name begins with it.
    """
    statement = "SELECT DISTINCT entity FROM names WHERE instr(' ' || key || ' ', ' ' || ?)"
    having = [
        {entity for key in keys for (entity,) in store.rows(statement, (key + end if len(key) > 1 else key,))}
        for keys in words
    ]
    return set.intersection(*having) if having else set()


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
