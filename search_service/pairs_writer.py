"""A store that is being written in, its sentences out, and pairs of them in: the tables of translations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from search_service.alignments import Pair
from search_service.folders import Metadata

if TYPE_CHECKING:
    from pipeline.translations import Unit

Made = Literal["hand", "aligned"]
"""Who paired two sentences: a person, or the aligner."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its passages hold it: its place in the source, its first and last passage."""

    raw_start: int
    raw_end: int
    first: int
    last: int


def held(connection: sqlite3.Connection, schema: str = "main") -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Of each translation of a store the original, the digest of its table, and what was wrong with it."""
    found = connection.execute(
        f"""SELECT d.id, o.id, t.digest, t.faults FROM {schema}.translations t
        JOIN {schema}.documents d ON d.number = t.document
        JOIN {schema}.documents o ON o.number = t.original"""
    )
    return {id: (original, digest, tuple(json.loads(faults))) for id, original, digest, faults in found}


def sentences(connection: sqlite3.Connection, document: str) -> list[Sentence]:
    found = connection.execute(
        """SELECT MIN(p.raw_start), MAX(p.raw_end), MIN(p.number), MAX(p.number)
        FROM documents d JOIN passages p ON p.number BETWEEN d.first AND d.last
        WHERE d.id = ? GROUP BY p.sentence ORDER BY p.sentence""",
        (document,),
    )
    return [Sentence(*row) for row in found]


def units(connection: sqlite3.Connection, document: str) -> list[Unit]:
    """The sentences of a document as the aligner takes them."""
    from pipeline.translations import Unit

    passages = connection.execute(
        """SELECT p.number, p.sentence, p.text, p.paragraph, p.kind
        FROM documents d JOIN passages p ON p.number BETWEEN d.first AND d.last
        WHERE d.id = ? ORDER BY p.number""",
        (document,),
    ).fetchall()
    span = (passages[0][0], passages[-1][0]) if passages else (0, -1)
    dates = _marks(connection, "SELECT passage, edtf FROM dates WHERE passage BETWEEN ? AND ?", span)
    entities = _marks(connection, "SELECT passage, entity FROM marks WHERE passage BETWEEN ? AND ?", span)
    runs = (list(run) for _, run in groupby(passages, key=lambda passage: passage[1]))
    return [
        Unit(
            text=" ".join(text for _, _, text, *_ in run),
            paragraph=run[0][3],
            kind=run[0][4],
            dates=frozenset(date for number, *_ in run for date in dates.get(number, ())),
            entities=frozenset(id for number, *_ in run for id in entities.get(number, ())),
        )
        for run in runs
    ]


def _marks(connection: sqlite3.Connection, statement: str, span: tuple[int, int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, mark in connection.execute(statement, span):
        found.setdefault(number, []).append(mark)
    return found


def write(
    connection: sqlite3.Connection,
    metadata: Metadata,
    digest: str,
    made: Made,
    pairs: Sequence[Pair],
    sentences: tuple[Sequence[Sentence], Sequence[Sentence]],
    faults: Sequence[str],
) -> None:
    translation, original = _number(connection, metadata.id), _number(connection, metadata.translation_of)
    connection.execute(
        "INSERT INTO translations VALUES (?, ?, ?, ?)",
        (translation, original, digest, json.dumps(faults, ensure_ascii=False)),
    )
    number = _last(connection)
    for pair in pairs:
        number += 1
        connection.execute(
            "INSERT INTO pairs VALUES (?, ?, ?, ?, ?)",
            (number, translation, pair.confidence, made, pair.note),
        )
        connection.executemany("INSERT INTO paired VALUES (?, ?, ?)", _paired(number, pair, sentences))


def _paired(
    number: int, pair: Pair, sentences: tuple[Sequence[Sentence], Sequence[Sentence]]
) -> Iterator[tuple[int, str, int]]:
    for side, places, found in zip(("source", "target"), (pair.source, pair.target), sentences, strict=True):
        for place in places:
            for passage in range(found[place].first, found[place].last + 1):
                yield number, side, passage


def copy(connection: sqlite3.Connection, translation: str, original: str) -> None:
    """Write the pairs of two documents as the old store has them."""
    new, new_first = _placed(connection, "main", translation)
    old, old_first = _placed(connection, "old", translation)
    new_original, new_original_first = _placed(connection, "main", original)
    _, old_original_first = _placed(connection, "old", original)
    connection.execute(
        "INSERT INTO translations SELECT ?, ?, digest, faults FROM old.translations WHERE document = ?",
        (new, new_original, old),
    )
    first, last = connection.execute(
        "SELECT MIN(number), MAX(number) FROM old.pairs WHERE translation = ?", (old,)
    ).fetchone()
    if first is None:
        return
    shift = _last(connection) + 1 - first
    connection.execute(
        """INSERT INTO pairs SELECT number + ?, ?, confidence, made, note FROM old.pairs
        WHERE translation = ?""",
        (shift, new, old),
    )
    connection.execute(
        """INSERT INTO paired SELECT pair + ?, side, passage + CASE side WHEN 'target' THEN ? ELSE ? END
        FROM old.paired WHERE pair BETWEEN ? AND ?""",
        (shift, new_first - old_first, new_original_first - old_original_first, first, last),
    )


def _number(connection: sqlite3.Connection, document: str) -> int:
    return _placed(connection, "main", document)[0]


def _placed(connection: sqlite3.Connection, schema: str, document: str) -> tuple[int, int]:
    """The number of a document, and that of its first passage."""
    number, first = connection.execute(
        f"SELECT number, first FROM {schema}.documents WHERE id = ?", (document,)
    ).fetchone()
    return number, first


def _last(connection: sqlite3.Connection) -> int:
    """The number of the last pair so far."""
    (number,) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM pairs").fetchone()
    return int(number)
