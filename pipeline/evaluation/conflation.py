"""The lemmas of forms, ours and those of gold, in; how well ours bring together what belongs together out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from pipeline.evaluation.figures import Figure, f1

MOST_LEMMAS = 4
"""A form's commonest lemmas that count; hardly any has more, and the work grows with 2 to their power."""


def conflation(words: Iterable[tuple[str, str, str]]) -> Figure:
    """F1 over pairs of distinct forms that share a lemma, from each word's form, gold lemma and our lemma.

    Case aside. A form's lemmas are all those that it has in the text: two forms are a pair of gold if any
    lemma is a gold lemma of both, a pair of ours if any is our lemma of both, and right if they are both.
    """
    gold: dict[str, Counter[str]] = {}
    ours: dict[str, Counter[str]] = {}
    for form, lemma, found in words:
        gold.setdefault(form.casefold(), Counter())[lemma.casefold()] += 1
        ours.setdefault(form.casefold(), Counter())[found.casefold()] += 1
    nothing = {form: Counter({"": 1}) for form in gold}
    return f1(_pairs(gold, ours), _pairs(ours, nothing), _pairs(gold, nothing))


def _pairs(one: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]]) -> int:
    """How many pairs of forms share a lemma of `one` and a lemma of `other`.

    By inclusion and exclusion over the sets of lemmas that forms share, lest every pair be looked at.
    """
    sharing = Counter(
        (first, second)
        for form in one
        for first, second in product(_subsets(one[form]), _subsets(other[form]))
    )
    return sum(
        (-1) ** (len(first) + len(second)) * number * (number - 1) // 2
        for (first, second), number in sharing.items()
    )


def _subsets(lemmas: Counter[str]) -> Iterator[frozenset[str]]:
    """The sets of one or more of a form's lemmas."""
    commonest = sorted(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))[:MOST_LEMMAS]
    for size in range(1, len(commonest) + 1):
        yield from map(frozenset, combinations(commonest, size))
