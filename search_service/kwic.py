"""Matches in, the lines of a concordance out: key words in context, sorted, sampled, with their contexts."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Literal

import numpy as np

from pipeline import folding
from search_service.contexts import context
from search_service.occurrences import Occurrence, Occurrences, batches
from search_service.store import Store
from search_service.stretches import Integers
from search_service.words import PARTS

Order = Literal["position", "left", "node", "right", "date"]
"""What lines are sorted by: their place in the corpus, the words before the node, the node itself, the words
after it, or the first date of their passage."""

WIDEST = 30
"""Words of context on either side."""

_ROOM = 64
"""Characters for each word of context: what is longer is no word that a line could show."""
_PARAGRAPHS = "\n\n"
_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The order of the Kazakh Cyrillic letters, all Russian ones among them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a concordance: `left + match + right` is a slice of the document's normalised text.

    The match is at [start, end) of that text.
    """

    occurrence: Occurrence
    left: str
    match: str
    right: str
    start: int
    end: int


def lines(store: Store, found: Occurrences, window: int) -> Iterator[Line]:
    """The lines of matches in their order, with `window` words of the same paragraph on either side."""
    for places in batches(np.arange(len(found))):
        page = list(found.taken(places))
        by_place = sorted(range(len(page)), key=lambda place: page[place].number)
        made = dict(zip(by_place, _lines(store, [page[place] for place in by_place], window), strict=True))
        yield from (made[place] for place in range(len(page)))


def sample(found: Occurrences, size: int, seed: int) -> Occurrences:
    """`size` of the matches, drawn at random, in their order: the same ones for the same seed."""
    # Of the generator's methods only random() promises the same numbers in every version of Python.
    numbers = random.Random(seed)
    drawn = sorted(range(len(found)), key=[numbers.random() for _ in range(len(found))].__getitem__)
    return found.taken(np.array(sorted(drawn[:size]), np.int64))


def narrowed(
    store: Store, found: Occurrences, window: int, *, form: str = "", lemma: str = "", beside: str = ""
) -> Occurrences:
    """The matches of a form or a lemma, as counts tell them apart, or that have a word within their window.

    `beside` is that word: its form or its lemma.
    """
    if form or lemma:
        spelt = [form in ("", surface) and lemma in ("", own) for surface, own in found.spelt()]
        found = found.taken(np.array(spelt, np.bool_))
    if beside:
        rows = store.rows("SELECT form FROM words WHERE surface = ? OR lemma = ?", (beside, beside))
        forms = [form for (form,) in rows]
        near = [
            np.isin(context(store, found.columns, window, after=after), forms).any(axis=1)
            for after in (False, True)
        ]
        found = found.taken(np.flatnonzero(near[0] | near[1]))
    return found


def ordered(store: Store, found: Occurrences, order: Order, window: int) -> Occurrences:
    """The matches in an order; what is equal stays in the order of the corpus."""
    if order == "position":
        return found
    if order == "date":
        return found.taken(np.argsort(store.facets.first_days[found.columns.numbers], kind="stable"))
    if order == "node":
        nodes = [tuple(map(collated, PARTS.findall(form))) for form, _ in found.spelt()]
        return found.taken(np.array(sorted(range(len(found)), key=nodes.__getitem__), np.int64))
    ranks = _ranks(store, context(store, found.columns, window, after=order == "right"))
    # Of the keys, the last is the first to sort by.
    return found.taken(np.lexsort(ranks.T[::-1]))


def _ranks(store: Store, forms: Integers) -> Integers:
    """The place of each form in a dictionary, from 1 on; 0 where there is none."""
    every, places = np.unique(forms, return_inverse=True)
    keys = [collated(surface) for surface, _, _ in store.index.parts_of(every[every >= 0])]
    rank = {key: place for place, key in enumerate(sorted(set(keys)), start=1)}
    ranks = np.array([0] * int((every < 0).sum()) + [rank[key] for key in keys], np.int64)
    return ranks[places].reshape(forms.shape)


def _lines(store: Store, found: Sequence[Occurrence], window: int) -> Iterator[Line]:
    """The lines of matches that are in the order of the corpus: each document is read once."""
    places = _places(store, {each.number for each in found})
    for document, run in groupby(found, key=lambda each: places[each.number][0]):
        ((text,),) = store.rows("SELECT text FROM documents WHERE number = ?", (document,))
        for each in run:
            start, end = (places[each.number][1] + offset for offset in (each.start, each.end))
            first, last = _context(text, start, end, window)
            yield Line(each, text[first:start], text[start:end], text[end:last], start, end)


def _places(store: Store, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The document of each passage, by number, and where in its text the passage starts."""
    rows: list[Any] = store.rows(
        "SELECT number, document, start FROM passages WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    return {number: (document, start) for number, document, start in rows}


def _context(text: str, start: int, end: int, window: int) -> tuple[int, int]:
    """Where the context of a match begins and ends: `window` words away, or at the paragraph's edge."""
    room = window * _ROOM
    near = max(start - room, 0)
    edge = text.rfind(_PARAGRAPHS, near, start)
    first = near if edge < 0 else edge + len(_PARAGRAPHS)
    before = list(PARTS.finditer(text, first, start))
    edge = text.find(_PARAGRAPHS, end, end + room)
    last = min(end + room, len(text)) if edge < 0 else edge
    after = list(PARTS.finditer(text, end, last))
    first = before[-window].start() if len(before) >= window else first
    last = after[window - 1].end() if len(after) >= window else last
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def collated(word: str) -> str:
    """A key that sorts words as a Kazakh dictionary does, Cyrillic before all other letters."""
    return "".join(map(_rank, folding.surface(word)))


@cache
def _rank(letter: str) -> str:
    place = _ALPHABET.find(letter)
    return chr(place if place >= 0 else min(len(_ALPHABET) + ord(letter), sys.maxunicode))
