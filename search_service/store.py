"""The SQLite file of a build in, its documents, passages, names and dates out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Repair
from search_service import builds
from search_service.answers import (
    DateMark,
    DocumentRecord,
    EntityMark,
    EntityRecord,
    IndexUnusable,
    PassageRecord,
)
from search_service.facets import Facets
from search_service.index import Index
from search_service.kept import Kept

_DOCUMENT = """
SELECT id, title, language, source, sha256, author, date, rights, translation_of, last - first + 1, sections,
       provenance
FROM documents"""
_PASSAGE = """
SELECT p.number, d.id, p.ordinal, p.section, p.paragraph, p.kind, p.text, p.start, p."end", p.raw_start,
       p.raw_end, p.language
FROM passages p JOIN documents d ON d.number = p.document"""
_ENTITY = "id, type, names, years, description, passages"
_DOCUMENTS_HELD = 4


class Store:
    """An open store. Safe to use from several threads: each call borrows a connection of its own.

    `number` of a passage here is its place in the whole corpus, from 1, as in the index.
    """

    def __init__(self, file: Path, hold: sqlite3.Connection | None = None) -> None:
        """Open the store in a file; `hold` is what keeps its build in place, let go with the store."""
        self._hold = hold
        self._address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []
        self._all: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._whole = Kept(_DOCUMENTS_HELD)
        self._file = file
        try:
            self.facts = dict(self.rows("SELECT name, value FROM facts"))
            if not builds.is_whole(file):
                raise self._damaged("it was cut short")
        except IndexUnusable:
            self.close()
            raise

    @property
    def words(self) -> Path:
        """The folder of the columns of words, and of what is found by them."""
        return self._file.parent / builds.WORDS

    @cached_property
    def index(self) -> Index:
        """The words of the passages. Raises IndexUnusable."""
        return Index(self.words)

    @cached_property
    def facets(self) -> Facets:
        """The names and dates of the passages, to be counted."""
        return Facets(self)

    @cached_property
    def paragraphs(self) -> NDArray[np.uint32]:
        """The number of the first passage of each passage's paragraph, at the passage's number; [0] is 0."""
        rows = self.rows("SELECT document, paragraph FROM passages ORDER BY number")
        own = np.array(rows, np.int64).reshape(-1, 2)
        first = np.ones(len(own), np.bool_)
        first[1:] = (own[1:] != own[:-1]).any(axis=1)
        starts = np.flatnonzero(first) + 1
        return np.concatenate(([0], starts[np.cumsum(first) - 1])).astype(np.uint32)

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """What a statement answers. Raises IndexUnusable for a file that is damaged."""
        try:
            with self._connection() as connection:
                return connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def _damaged(self, why: object) -> IndexUnusable:
        return IndexUnusable(f"{self._file.parent}: the index is damaged ({why}); {builds.REMEDY}")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._hold is not None:
                self._hold.close()
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._idle.clear()

    def documents(self, offset: int, limit: int) -> list[DocumentRecord]:
        """At most `limit` documents from the one at `offset`, by id."""
        return [
            _document(row) for row in self.rows(f"{_DOCUMENT} ORDER BY id LIMIT ? OFFSET ?", (limit, offset))
        ]

    def document(self, id: str) -> DocumentRecord | None:
        """The document, or None."""
        return next((_document(row) for row in self.rows(f"{_DOCUMENT} WHERE id = ?", (id,))), None)

    def span(self, document: str | None) -> tuple[int, int]:
        """The numbers of the first and the last passage of a document, or of all; (1, 0) without any."""
        if document is None:
            return 1, int(self.facts["passages"])
        found = self.rows("SELECT first, last FROM documents WHERE id = ?", (document,))
        return found[0] if found else (1, 0)

    def text(self, document: str) -> str:
        """The whole normalised text."""
        return self._of(document)[0]

    def raw(self, document: str) -> str:
        """The whole source."""
        return self._of(document)[1]

    def repairs(self, document: str) -> tuple[Repair, ...]:
        """All repairs, in order."""
        return self._of(document)[2]

    def repair_starts(self, document: str) -> tuple[int, ...]:
        """Where in the source each repair starts."""
        return self._of(document)[3]

    def passages(self, document: str, first: int, last: int) -> list[PassageRecord]:
        """The passages of a document whose numbers in it are `first` to `last`."""
        statement = f"""{_PASSAGE} WHERE d.id = ?
            AND p.number BETWEEN d.first + ? - 1 AND MIN(d.first + ? - 1, d.last) ORDER BY p.number"""
        return self._marked(self.rows(statement, (document, max(first, 1), last)))

    def passage_at(self, document: str, raw_start: int) -> PassageRecord | None:
        """The passage that starts at an offset of the source, or holds it; None outside all passages."""
        statement = f"""{_PASSAGE} WHERE d.id = ? AND p.raw_start <= ? AND p.raw_end > ?
            ORDER BY p.raw_start DESC LIMIT 1"""
        return next(iter(self._marked(self.rows(statement, (document, raw_start, raw_start)))), None)

    def passage_before(self, document: str, raw_start: int) -> PassageRecord | None:
        """The last passage that starts at an offset of the source or before it; None before the first."""
        statement = f"{_PASSAGE} WHERE d.id = ? AND p.raw_start <= ? ORDER BY p.raw_start DESC LIMIT 1"
        return next(iter(self._marked(self.rows(statement, (document, raw_start)))), None)

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The texts of passages by their number in the corpus."""
        statement = "SELECT number, text FROM passages WHERE number IN (SELECT value FROM json_each(?))"
        return dict(self.rows(statement, (json.dumps(sorted(set(numbers))),)))

    def numbered(self, numbers: Sequence[int]) -> dict[int, PassageRecord]:
        """Passages by their number in the corpus."""
        statement = f"{_PASSAGE} WHERE p.number IN (SELECT value FROM json_each(?))"
        found = self.rows(statement, (json.dumps(list(numbers)),))
        return dict(zip((row[0] for row in found), self._marked(found), strict=True))

    def entity(self, id: str) -> EntityRecord | None:
        """The entity with its forms as printed and its passages, or None."""
        found = next(iter(self.rows(f"SELECT {_ENTITY} FROM entities WHERE id = ?", (id,))), None)
        if found is None:
            return None
        forms = self.rows(
            """SELECT substr(p.text, m.start + 1, m."end" - m.start) AS form, COUNT(*) AS times
            FROM marks m JOIN passages p ON p.number = m.passage
            WHERE m.entity = ? GROUP BY form ORDER BY times DESC, form""",
            (id,),
        )
        passages = self.rows(
            """SELECT DISTINCT d.id || ':' || p.ordinal, p.number FROM marks m
            JOIN passages p ON p.number = m.passage JOIN documents d ON d.number = p.document
            WHERE m.entity = ? ORDER BY p.number""",
            (id,),
        )
        return _entity(found, tuple(forms), tuple(passage for passage, _ in passages))

    def has_entity(self, id: str) -> bool:
        """Whether the corpus names the entity."""
        return bool(self.rows("SELECT 1 FROM entities WHERE id = ?", (id,)))

    def of_types(self, entities: Iterable[str], types: Iterable[str]) -> tuple[str, ...]:
        """Those of the `entities` that the corpus names and that are of one of the `types`, in order."""
        found = self.rows(
            """SELECT e.id FROM json_each(?) asked JOIN entities e ON e.id = asked.value
            WHERE e.type IN (SELECT value FROM json_each(?)) ORDER BY asked.key""",
            (json.dumps(list(entities)), json.dumps(list(types))),
        )
        return tuple(id for (id,) in found)

    def entities(
        self, type: str | None, beginnings: Sequence[str], offset: int, limit: int
    ) -> tuple[int, list[EntityRecord]]:
        """How many entities of a type (or any) have a name with words whose keys begin with one of
        `beginnings` (or any name), and `limit` of them from the one at `offset`, those named most first.
        """
        where = """FROM entities e WHERE (? IS NULL OR type = ?) AND (? = '[]' OR EXISTS
            (SELECT 1 FROM names n, json_each(?) b
            WHERE n.entity = e.id AND instr(' ' || n.key, ' ' || b.value)))"""
        keys = json.dumps(beginnings)
        values = (type, type, keys, keys)
        ((total,),) = self.rows(f"SELECT COUNT(*) {where}", values)
        found = self.rows(
            f"SELECT {_ENTITY} {where} ORDER BY passages DESC, id LIMIT ? OFFSET ?", (*values, limit, offset)
        )
        return total, [_entity(row) for row in found]

    def named_entities(self, ids: Sequence[str]) -> dict[str, tuple[str, str, dict[str, str]]]:
        """The name, the type and all names of entities, by id."""
        found = self.rows(
            "SELECT id, names, type FROM entities WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        every = ((id, json.loads(names), type) for id, names, type in found)
        return {id: (next(iter(names.values()), id), type, names) for id, names, type in every}

    def named(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """The (key, entity) pairs whose key is one of `keys`."""
        return self.rows(
            """SELECT key, entity FROM names
            WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, entity""",
            (json.dumps(list(keys)),),
        )

    def names_of(self, entities: Iterable[str], types: Iterable[str]) -> list[str]:
        """Every key of the names of those `entities` that are of one of the `types`."""
        found = self.rows(
            """SELECT DISTINCT n.key FROM names n JOIN entities e ON e.id = n.entity
            WHERE n.entity IN (SELECT value FROM json_each(?)) AND e.type IN (SELECT value FROM json_each(?))
            ORDER BY n.key""",
            (json.dumps(list(entities)), json.dumps(list(types))),
        )
        return [key for (key,) in found]

    def mentions(self, entity: str) -> list[int]:
        """The numbers of the passages that name an entity."""
        statement = "SELECT DISTINCT passage FROM marks WHERE entity = ? ORDER BY passage"
        return [number for (number,) in self.rows(statement, (entity,))]

    def lemmas(self, surface: str) -> list[str]:
        """The lemmas that the corpus gives a form, the commonest first."""
        found = self.rows(
            "SELECT lemma FROM words WHERE surface = ? GROUP BY lemma ORDER BY SUM(count) DESC", (surface,)
        )
        return [lemma for (lemma,) in found]

    def lemmas_of_key(self, key: str) -> list[str]:
        """The lemmas of the corpus that have `key`."""
        found = self.rows("SELECT DISTINCT lemma FROM words WHERE lemma_key = ? ORDER BY lemma", (key,))
        return [lemma for (lemma,) in found]

    def _marked(self, rows: Sequence[Any]) -> list[PassageRecord]:
        """The passages of `rows` with their names and dates."""
        numbers = json.dumps([row[0] for row in rows])
        marks: dict[int, list[EntityMark]] = {}
        dates: dict[int, list[DateMark]] = {}
        for number, *mark in self.rows(
            """SELECT passage, start, "end", type, entity, canonical FROM marks
            WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY start, "end" DESC""",
            (numbers,),
        ):
            marks.setdefault(number, []).append(EntityMark(*mark))
        for number, *date in self.rows(
            """SELECT passage, start, "end", edtf, type FROM dates
            WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY start""",
            (numbers,),
        ):
            dates.setdefault(number, []).append(DateMark(*date))
        return [
            replace(
                PassageRecord(f"{document}:{ordinal}", document, ordinal, *placed),
                entities=tuple(marks.get(number, ())),
                dates=tuple(dates.get(number, ())),
            )
            for number, document, ordinal, *placed in rows
        ]

    def _of(self, document: str) -> tuple[str, str, tuple[Repair, ...], tuple[int, ...]]:
        return self._whole.result(document, lambda: self._read_whole(document))

    def _read_whole(self, document: str) -> tuple[str, str, tuple[Repair, ...], tuple[int, ...]]:
        rows = self.rows("SELECT text, raw, repairs FROM documents WHERE id = ?", (document,))
        text, raw, repairs = rows[0] if rows else ("", "", "[]")
        found = tuple(Repair(*repair) for repair in json.loads(repairs))
        return text, raw, found, tuple(repair.raw_start for repair in found)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread uses meanwhile."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = sqlite3.connect(self._address, uri=True, check_same_thread=False)
            with self._lock:
                self._all.append(connection)
        try:
            yield connection
        finally:
            with self._lock:
                self._idle.append(connection)


def _document(row: Sequence[Any]) -> DocumentRecord:
    *known, passages, sections, provenance = row
    outline = tuple((number, title, first) for number, title, first in json.loads(sections))
    return replace(DocumentRecord(*known), passages=passages, sections=outline, provenance=provenance)


def _entity(
    row: Sequence[Any], forms: tuple[tuple[str, int], ...] = (), passages: tuple[str, ...] = ()
) -> EntityRecord:
    id, type, names, years, description, count = row
    return EntityRecord(id, type, json.loads(names), years, description, count, forms, passages)
