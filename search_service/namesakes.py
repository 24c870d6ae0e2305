"""What a question found in, the entities out that share a name of it, told apart."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from search_service.answers import Namesake
from search_service.closeness import Numbers
from search_service.leaves import Leaf
from search_service.passage_sets import PassageSets
from search_service.store import Store

MOST = 20
"""Namesakes of one name, those that most hits name."""


def namesakes(store: Store, sets: PassageSets, leaves: Sequence[Leaf], hits: Numbers) -> tuple[Namesake, ...]:
    """The entities that hits name for the same word of the question, where there are several.

    They come in the order of the words, for each word those first that most of `hits`, the numbers of the
    passages, name.
    """
    found: list[Namesake] = []
    is_hit = np.zeros(sets.size + 1, dtype=np.bool)
    is_hit[hits] = True
    for leaf in leaves:
        if len(leaf.entities) < 2:
            continue
        counts = {id: int(np.count_nonzero(is_hit[sets.naming((id,))])) for id in leaf.entities}
        named = sorted((id for id in counts if counts[id]), key=lambda id: (-counts[id], id))
        known = _known(store, named[:MOST]) if len(named) > 1 else {}
        found += [Namesake(" ".join(leaf.words), id, *known[id], counts[id]) for id in known]
    return tuple(found)


def _known(store: Store, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The name and the type of each entity, in the order of `ids`."""
    rows = store.rows(
        """SELECT e.id, e.names, e.type FROM json_each(?) asked JOIN entities e ON e.id = asked.value
        ORDER BY asked.key""",
        (json.dumps(ids),),
    )
    return {id: (next(iter(json.loads(names).values()), id), type) for id, names, type in rows}
