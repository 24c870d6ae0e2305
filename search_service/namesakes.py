"""What a question found in, the entities out that share a name of it, told apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search_service.answers import Namesake
from search_service.closeness import Numbers
from search_service.expansions import MOST_NAMES
from search_service.leaves import Leaf
from search_service.passage_sets import PassageSets
from search_service.store import Store

MOST = MOST_NAMES
"""Namesakes of one name, those that most hits name: as many as a field stands for."""


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
        if len(named) > 1:
            known = store.named_entities(named[:MOST])
            found += [Namesake(" ".join(leaf.words), id, *known[id][:2], counts[id]) for id in named[:MOST]]
    return tuple(found)
