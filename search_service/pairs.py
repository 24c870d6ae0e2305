"""An open store in, the pairs of its translations out: what stands on the other side of a passage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from search_service.answers import DocumentRecord, PairRecord, PairSide
from search_service.store import Store

Partner = tuple[int, float, str]
"""A passage's number in the corpus, the confidence of the pair, and by whom it was made."""


def partners(store: Store, numbers: Iterable[int]) -> dict[int, list[Partner]]:
    """The passages that each of `numbers` is paired with, in order; those without any are left out."""
    found = store.rows(
        """SELECT one.passage, other.passage, p.confidence, p.made FROM json_each(?) asked
        JOIN paired one ON one.passage = asked.value
        JOIN paired other ON other.pair = one.pair AND other.side <> one.side
        JOIN pairs p ON p.number = one.pair ORDER BY one.passage, other.passage""",
        (json.dumps(list(numbers)),),
    )
    by_passage: dict[int, list[Partner]] = {}
    for number, *partner in found:
        by_passage.setdefault(number, []).append((partner[0], partner[1], partner[2]))
    return by_passage


def counterparts(store: Store, document: str) -> list[DocumentRecord]:
    """The documents that are paired with one: its original and its translations, by id."""
    found = store.rows(
        """SELECT DISTINCT other.id FROM documents d
        JOIN translations t ON d.number IN (t.document, t.original)
        JOIN documents other ON other.number IN (t.document, t.original) AND other.number <> d.number
        WHERE d.id = ? AND EXISTS (SELECT 1 FROM pairs p WHERE p.translation = t.document)
        ORDER BY other.id""",
        (document,),
    )
    return [record for (id,) in found if (record := store.document(id))]


def all_pairs(store: Store) -> Iterator[PairRecord]:
    """Every pair, by translation, in the order of its original."""
    translations = store.rows(
        """SELECT t.document, o.id, o.language, d.id, d.language FROM translations t
        JOIN documents o ON o.number = t.original JOIN documents d ON d.number = t.document ORDER BY d.id"""
    )
    for number, original, language, translation, other in translations:
        yield from _pairs(store, number, {"source": (original, language), "target": (translation, other)})


def _pairs(store: Store, translation: int, documents: dict[str, tuple[str, str]]) -> Iterator[PairRecord]:
    """The pairs of one translation; `documents` are the ids and languages of both sides."""
    rows = store.rows(
        """SELECT s.pair, s.side, MIN(p.raw_start), MIN(p.start), MAX(p."end")
        FROM pairs JOIN paired s ON s.pair = pairs.number JOIN passages p ON p.number = s.passage
        WHERE pairs.translation = ? GROUP BY s.pair, s.side, p.sentence
        ORDER BY s.pair, s.side, p.sentence""",
        (translation,),
    )
    made = dict(
        (number, known)
        for number, *known in store.rows(
            "SELECT number, confidence, made, note FROM pairs WHERE translation = ?", (translation,)
        )
    )
    for pair, group in groupby(rows, key=lambda row: row[0]):
        sides = {
            side: _side(store, *documents[side], list(sentences))
            for side, sentences in groupby(group, key=lambda row: row[1])
        }
        yield PairRecord(sides["source"], sides["target"], *made[pair])


def _side(store: Store, document: str, language: str, sentences: Sequence[tuple[int, ...]]) -> PairSide:
    text = store.text(document)
    return PairSide(
        document,
        language,
        tuple((raw_start, text[start:end]) for _, _, raw_start, start, end in sentences),
    )
