"""A word and others in, how far each is from it out: slips that are often made cost less than others.

A slip costs the less, the likelier it is to have led to just this spelling: a word of seven letters can lose
a letter in seven ways, and have one of them exchanged in some three hundred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, DamerauLevenshtein, Levenshtein

from pipeline import tables

_TABLE = "misspelt.tsv"

LETTER = 1.0
"""What a letter too many costs, or one for another."""
DROPPED = 0.7
"""What a letter costs that was left out."""
DOUBLED = 0.7
"""What a letter costs that was typed twice."""
SWAPPED = 0.7
"""What two neighbours cost that changed places."""
CONFUSED = 0.5
"""What a letter costs for another that it is often confused with."""

_RUN = re.compile(r"([^\n])\1+")
_WHOLE = 10
"""Costs are compared in tenths: weights are whole numbers to RapidFuzz."""

Scorer = Callable[..., int]


def folded(text: str) -> str:
    """The text with letters that are confused made one; as many letters as before."""
    return text.translate(_classes())


def within(word: str, others: Sequence[str], most: int) -> NDArray[np.bool_]:
    """Which of the others are at most so many slips, one or two, off the word."""
    # A distance that takes swapped letters for neighbours is never more than one longer, and much quicker.
    kept = _each(OSA.distance, word, others) <= most + 1
    kept[kept] = _slips(word, [other for other, near in zip(others, kept, strict=True) if near]) <= most
    return kept


def measured(typed: str, meant: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """How many slips lead from each of the words `meant` to the one that was typed, and what they cost."""
    text = folded("\n".join(meant))
    word, words = folded(typed), text.split("\n")
    slips, apart = _slips(typed, meant), _slips(word, words)
    weights = tuple(round(_WHOLE * cost) for cost in (DROPPED, LETTER, LETTER))
    cost = _each(Levenshtein.distance, word, words, weights=weights) / _WHOLE
    # To swap letters is there to leave one out and put it in elsewhere.
    cost -= (LETTER + DROPPED - SWAPPED) * (_each(Levenshtein.distance, word, words) - apart)
    runs = apart - _slips(_RUN.sub(r"\1", word), _RUN.sub(r"\1", text).split("\n"))
    longer = np.array([len(typed) - len(each) for each in meant])
    cost -= (LETTER - DOUBLED) * np.clip(runs, 0, np.maximum(longer, 0))
    # Rounded, since what costs the same is told apart by other means.
    return slips, (cost + CONFUSED * (slips - apart)).round(2)


def _slips(word: str, others: Sequence[str]) -> NDArray[np.int32]:
    """How many letters of each of `others` were left out, put in, exchanged or swapped.

    This is the Damerau-Levenshtein distance without bounds: between letters that were swapped there may be
    others, as two slips may fall on one place.
    """
    return _each(DamerauLevenshtein.distance, word, others)


def _each(scorer: Scorer, word: str, others: Sequence[str], **options: object) -> NDArray[np.int32]:
    return process.cdist((word,), others, scorer=scorer, scorer_kwargs=options, dtype=np.int32)[0]


@cache
def _classes() -> dict[int, str]:
    """For each letter that is confused with others, the first of its row."""
    classes: dict[int, str] = {}
    for number, row in tables.rows(_TABLE, "letters", "why"):
        letters = row["letters"].split()
        if len(letters) < 2 or any(len(letter) != 1 for letter in letters):
            raise tables.problem(_TABLE, number, f"{row['letters']!r} should be letters with spaces between")
        for letter in letters:
            if ord(letter) in classes:
                raise tables.problem(_TABLE, number, f"{letter} stands in the table already")
            classes[ord(letter)] = letters[0]
    return classes
