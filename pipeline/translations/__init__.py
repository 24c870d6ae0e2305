"""Two documents that are translations of each other in, the sentences that belong together out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.translations.records import Pair, Unit

if TYPE_CHECKING:
    from pipeline.translations.likeness import Likeness, Shape

__all__ = ["Pair", "Unit", "aligned"]

PASSES = 3
"""The first goes by the rates of the tables, each other by those that the pairs before it show."""


def aligned(source: Sequence[Unit], target: Sequence[Unit]) -> tuple[Pair, ...]:
    """The pairs in order; every unit of both sides stands in exactly one, alone where it has no partner.

    The method is that of W. A. Gale and K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora"
    (Computational Linguistics 19, 1993), with more evidence than lengths: dates, names, numbers, cognates,
    paragraphs, and words that translate each other elsewhere in the two documents. A pair's confidence is
    its probability among all ways of aligning the documents, times that of being a translation at all.
    Documents of more than a few hundred sentences take some 6 ms a sentence.
    """
    # numpy and the tables are for builds that align; this module is imported by all that read pairs.
    from pipeline.translations import evidence, lexicon, likeness, rates

    one, other = evidence.Side(source), evidence.Side(target)
    kept = evidence.table_rates()
    found = tuple(_pairs(likeness.Likeness(one, other, kept), likeness.SHAPES))
    for _ in range(PASSES - 1):
        kept = rates.rates_seen(one, other, found, kept)
        known = likeness.Likeness(one, other, kept, lexicon.learnt(one, other, found))
        found = tuple(_pairs(known, rates.shares_seen(found)))
    return found


def _pairs(known: Likeness, shares: Mapping[Shape, float]) -> Iterator[Pair]:
    """The pairs of each stretch between two sure ones."""
    from pipeline.translations import anchors, beads

    for rows, columns in anchors.blocks(known):
        for bead in beads.best(known.scores(rows, columns), len(rows), len(columns), shares):
            partners = bead.height and bead.width
            yield Pair(
                tuple(rows[bead.row : bead.row + bead.height]),
                tuple(columns[bead.column : bead.column + bead.width]),
                round(bead.probability * (bead.truth if partners else 1.0), 4),
            )
