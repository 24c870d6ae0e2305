"""Names that were sought and that were found in; figures of each type and of all, exact and lenient, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.evaluation.entity_labels import TYPES
from pipeline.evaluation.figures import Figure, f1
from pipeline.evaluation.iob2_file import Name


def entity_figures(sentences: Iterable[tuple[Sequence[Name], Sequence[Name]]]) -> dict[str, Figure]:
    """F1 from each sentence's gold and found names; types that neither has are left out.

    exact: the first token, the last and the type are the same. lenient: the type is the same and the spans
    overlap; each name counts once: from the left, a gold name is paired with the first found one still free.
    """
    sought: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: dict[str, Counter[str]] = {"exact": Counter(), "lenient": Counter()}
    for gold, ours in sentences:
        sought.update(name.type for name in gold)
        found.update(name.type for name in ours)
        right["exact"].update(name.type for name in set(gold) & set(ours))
        for type_ in TYPES:
            right["lenient"][type_] += _overlapping(
                [name for name in gold if name.type == type_], [name for name in ours if name.type == type_]
            )
    figures = {name: f1(counts.total(), found.total(), sought.total()) for name, counts in right.items()}
    for name, counts in right.items():
        figures |= {
            f"{name} {type_}": f1(counts[type_], found[type_], sought[type_])
            for type_ in TYPES
            if sought[type_] or found[type_]
        }
    return figures


def _overlapping(gold: Sequence[Name], ours: Sequence[Name]) -> int:
    """How many pairs of overlapping names there are, each name in one pair at most."""
    pairs = at = 0
    free = sorted(ours, key=lambda name: name.start)
    for name in sorted(gold, key=lambda name: name.start):
        while at < len(free) and free[at].end <= name.start:
            at += 1
        if at < len(free) and free[at].start < name.end:
            pairs += 1
            at += 1
    return pairs
