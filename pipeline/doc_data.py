"""A spaCy Doc in, the names, ids and dates that the stages left with it out, as records.

They are kept as plain lists in `doc.user_data`, which is saved and sent between processes with the document:
a token cannot say where a mention begins that cuts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from spacy.tokens import Doc

from pipeline.records import DateMention, Entity, Mention

MENTIONS = "izde.mentions"
ENTITIES = "izde.entities"
DATES = "izde.dates"


def keep(doc: Doc, key: str, records: Iterable[Any]) -> None:
    """Leave `records`, frozen dataclasses of plain values, with `doc` under `key`."""
    # Lists throughout: what is read back after saving has no tuples.
    doc.user_data[key] = [
        [list(cell) if isinstance(cell, tuple) else cell for cell in _cells(record)] for record in records
    ]


def _cells(record: Any) -> Iterator[Any]:
    return (getattr(record, field.name) for field in fields(record))


def mentions(doc: Doc) -> tuple[Mention, ...] | None:
    """The names found in `doc`, in order; None where no stage looked for them."""
    if MENTIONS not in doc.user_data:
        return None
    return tuple(
        Mention(start, end, type, core_start, core_end, tuple(candidates), canonical)
        for start, end, type, core_start, core_end, candidates, canonical in doc.user_data[MENTIONS]
    )


def entities(doc: Doc) -> tuple[Entity, ...]:
    """The names of `doc` with their ids, in order, with exact places in doc.text; empty before links."""
    return tuple(Entity(*cells) for cells in doc.user_data.get(ENTITIES, ()))


def dates(doc: Doc) -> tuple[DateMention, ...]:
    """The dates of `doc`, in order, with exact places in doc.text; empty where none were looked for."""
    return tuple(DateMention(*cells) for cells in doc.user_data.get(DATES, ()))
