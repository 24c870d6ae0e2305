"""What an aligner of translations is given and what it gives back: frozen records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of one document, with what does not depend on its language.

    `paragraph` is its paragraph's place in the document, `dates` are EDTF values, `entities` ids of names.
    """

    text: str
    paragraph: int
    kind: str
    dates: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that say the same, as indices into the two documents; an empty side has no partner.

    `confidence` is from 0 to 1: how sure it is that these and no others belong together.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
