"""Annotations in, the SQLite file of a build out: documents, passages, names, dates, words."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import folding
from pipeline.annotation import Annotation
from pipeline.dates import values
from pipeline.passages import Passage, passages
from search_service import builds, vocabulary_writer
from search_service.folders import Metadata
from search_service.glued import with_halves
from search_service.index import Index
from search_service.index_writer import IndexWriter
from search_service.words import PARTS

FIRST_DAY, LAST_DAY = -99_999_999, 99_999_999
"""What stands for an open end: days are numbers YYYYMMDD, negative before the year 0."""

_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL,
    author TEXT NOT NULL, date TEXT NOT NULL, provenance TEXT NOT NULL, rights TEXT NOT NULL,
    translation_of TEXT NOT NULL, path TEXT NOT NULL, metadata TEXT NOT NULL, sections TEXT NOT NULL,
    repairs TEXT NOT NULL, text TEXT NOT NULL, raw TEXT NOT NULL);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, raw_start INTEGER NOT NULL, raw_end INTEGER NOT NULL,
    section TEXT NOT NULL, paragraph INTEGER NOT NULL, sentence INTEGER NOT NULL, kind TEXT NOT NULL,
    language TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE marks (
    passage INTEGER NOT NULL REFERENCES passages, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    type TEXT NOT NULL, entity TEXT NOT NULL, canonical TEXT NOT NULL);
CREATE TABLE dates (
    passage INTEGER NOT NULL REFERENCES passages, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    edtf TEXT NOT NULL, type TEXT NOT NULL, calendar TEXT,
    first INTEGER NOT NULL, last INTEGER NOT NULL,
    counted_first INTEGER NOT NULL, counted_last INTEGER NOT NULL);
CREATE TABLE entities (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, names TEXT NOT NULL,
    years TEXT NOT NULL, description TEXT NOT NULL, passages INTEGER NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE TABLE words (
    form INTEGER PRIMARY KEY, surface TEXT NOT NULL, lemma TEXT NOT NULL, key TEXT NOT NULL,
    lemma_key TEXT NOT NULL, known INTEGER NOT NULL, count INTEGER NOT NULL, running INTEGER NOT NULL);
CREATE TABLE form_keys (
    key TEXT NOT NULL, form INTEGER NOT NULL REFERENCES words, PRIMARY KEY (key, form)) WITHOUT ROWID;
CREATE TABLE stems (
    stem TEXT NOT NULL, form INTEGER NOT NULL REFERENCES words, PRIMARY KEY (stem, form)) WITHOUT ROWID;
CREATE TABLE completions (
    key TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, id TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (key, kind, id, text)) WITHOUT ROWID;
CREATE TABLE translations (
    document INTEGER PRIMARY KEY REFERENCES documents, original INTEGER NOT NULL REFERENCES documents,
    digest TEXT NOT NULL, faults TEXT NOT NULL);
CREATE TABLE pairs (
    number INTEGER PRIMARY KEY, translation INTEGER NOT NULL REFERENCES translations,
    confidence REAL NOT NULL, made TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE paired (
    pair INTEGER NOT NULL REFERENCES pairs, side TEXT NOT NULL, passage INTEGER NOT NULL REFERENCES passages,
    PRIMARY KEY (pair, side, passage)) WITHOUT ROWID;
"""

_INDEXES = """
CREATE INDEX passages_by_place ON passages (document, raw_start);
CREATE INDEX passages_by_language ON passages (language);
CREATE INDEX marks_by_passage ON marks (passage);
CREATE INDEX marks_by_entity ON marks (entity, passage);
CREATE INDEX dates_by_passage ON dates (passage);
CREATE INDEX dates_by_first ON dates (first, last, passage, counted_first, counted_last);
CREATE INDEX names_by_entity ON names (entity, key);
CREATE INDEX words_by_surface ON words (surface);
CREATE INDEX words_by_lemma ON words (lemma);
CREATE INDEX words_by_key ON words (key, surface);
CREATE INDEX words_by_lemma_key ON words (lemma_key, lemma);
CREATE INDEX pairs_by_translation ON pairs (translation);
CREATE INDEX paired_by_passage ON paired (passage, pair, side);
"""

_DOCUMENT_COLUMNS = (
    "id", "title", "language", "source", "sha256", "author", "date", "provenance", "rights",
    "translation_of", "path", "metadata", "sections", "repairs", "text", "raw",
)  # fmt: skip
_PASSAGE_COLUMNS = (
    "ordinal", "start", '"end"', "raw_start", "raw_end", "section", "paragraph", "sentence", "kind",
    "language", "text",
)  # fmt: skip
_MARK_COLUMNS = ("start", '"end"', "type", "entity", "canonical")
_DATE_COLUMNS = (
    "start", '"end"', "edtf", "type", "calendar", "first", "last", "counted_first", "counted_last",
)  # fmt: skip

Span = tuple[Any, ...]
"""Start, end and what is known of the stretch between."""


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity with the names that find it; `shown` are those by language."""

    id: str
    type: str
    shown: Mapping[str, str]
    names: Sequence[str]
    years: str = ""
    description: str = ""


class StoreWriter:
    """Writes the store of one build, document after document; it is whole after `finish`.

    `old` is the store of an earlier build, to copy documents from. Raises sqlite3.Error when the file cannot
    be written.
    """

    def __init__(self, file: Path, *, old: Path | None = None) -> None:
        self._words = IndexWriter(Index(old.parent / builds.WORDS) if old else None)
        self._connection = sqlite3.connect(file, isolation_level=None)
        # A build is thrown away when it fails: it needs no journal.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        if old is not None:
            self._connection.execute("ATTACH ? AS old", (str(old),))
        self._connection.execute("BEGIN")
        self._documents = self._passages = 0
        self._short_names: set[str] = set()

    @property
    def connection(self) -> sqlite3.Connection:
        """The file as far as it is written, for those who write its other tables; the old store is `old`."""
        return self._connection

    def add(self, metadata: Metadata, annotation: Annotation) -> None:
        """Write a document and all that hangs on it."""
        found = passages(annotation)
        self._documents += 1
        first = self._passages + 1
        self._passages += len(found)
        self._insert("documents", [self._document(metadata, annotation, found, first)])
        self._insert("passages", self._passage_rows(annotation, found, first))
        whole = ((token.start, token.end, token.lemma) for token in annotation.tokens)
        tokens = _by_passage(found, with_halves(annotation.text, whole, annotation.language))
        for passage, inside in zip(found, tokens, strict=True):
            self._words.add(annotation.text[passage.start : passage.end], inside)
        entities = [(e.start, e.end, e.type, e.id, e.canonical) for e in annotation.entities]
        for index, spans in enumerate(_by_passage(found, entities)):
            self._insert("marks", [(first + index, *span) for span in spans])
        dates = [(d.start, d.end, d.edtf, d.type, d.calendar, *days(d.edtf)) for d in annotation.dates]
        for index, spans in enumerate(_by_passage(found, dates)):
            self._insert("dates", [(first + index, *span) for span in spans])

    def copy(self, document: str) -> None:
        """Write a document as the old store has it."""
        number, first, last = self._connection.execute(
            "SELECT number, first, last FROM old.documents WHERE id = ?", (document,)
        ).fetchone()
        self._documents += 1
        shift = self._passages + 1 - first
        self._connection.execute(
            f"INSERT INTO documents SELECT ?, first + ?, last + ?, {', '.join(_DOCUMENT_COLUMNS)}"
            " FROM old.documents WHERE number = ?",
            (self._documents, shift, shift, number),
        )
        self._connection.execute(
            f"INSERT INTO passages SELECT number + ?, ?, {', '.join(_PASSAGE_COLUMNS)}"
            " FROM old.passages WHERE number BETWEEN ? AND ?",
            (shift, self._documents, first, last),
        )
        for table, columns in (("marks", _MARK_COLUMNS), ("dates", _DATE_COLUMNS)):
            self._connection.execute(
                f"INSERT INTO {table} SELECT passage + ?, {', '.join(columns)} FROM old.{table}"
                " WHERE passage BETWEEN ? AND ?",
                (shift, first, last),
            )
        self._words.copy(first, last)
        self._passages += last - first + 1

    def write_words(self, folder: Path, knows: Callable[[str], bool]) -> None:
        """Write the index of words into the empty `folder`, and the vocabulary into the store.

        `knows` says of a surface whether it is a word at all, and not a misprint of one.
        """
        vocabulary_writer.write(self._connection, self._words.write(folder), knows)

    def forms(self) -> list[tuple[str, bool, int]]:
        """Forms apart from case, and lemmas, in order; whether each is a known word; how often it occurs.

        A lemma that is no form itself is as well known, and as frequent, as its forms are together.
        """
        return self._connection.execute(
            """SELECT surface AS word, MAX(known), SUM(count) FROM words GROUP BY surface
            UNION ALL SELECT lemma, MAX(known), SUM(count) FROM words
            WHERE lemma NOT IN (SELECT surface FROM words) GROUP BY lemma ORDER BY word"""
        ).fetchall()

    def short_names(self) -> list[tuple[str, bool, int]]:
        """The names of persons and places of one word, apart from case, in order: known, each once."""
        return [(name, True, 1) for name in sorted(self._short_names)]

    def mentioned(self) -> list[tuple[str, str, dict[str, str]]]:
        """The id and type of every entity that the documents mention, and its name by their language."""
        found: dict[str, tuple[str, dict[str, str]]] = {}
        for id, type, language, canonical in self._connection.execute(
            """SELECT m.entity, MIN(m.type), p.language, MIN(m.canonical)
            FROM marks m JOIN passages p ON p.number = m.passage
            GROUP BY m.entity, p.language ORDER BY m.entity, p.language"""
        ):
            found.setdefault(id, (type, {}))[1][language] = canonical
        return [(id, type, names) for id, (type, names) in found.items()]

    def add_entities(self, entities: Iterable[NamedEntity]) -> None:
        """Write the entities, numbered from 0, and the keys of their names."""
        # All at once: asked for each, the count would read all marks again and again.
        counts = dict(
            self._connection.execute("SELECT entity, COUNT(DISTINCT passage) FROM marks GROUP BY entity")
        )
        for number, entity in enumerate(entities):
            shown = json.dumps(dict(entity.shown), ensure_ascii=False)
            known = (entity.id, entity.type, shown, entity.years, entity.description)
            self._insert("entities", [(number, *known, counts.get(entity.id, 0))])
            if entity.type in ("PERSON", "PLACE"):
                self._short_names |= {folding.surface(name) for name in entity.names if name.isalpha()}
            self._insert(
                "names", sorted({(key, entity.id) for name in entity.names if (key := name_key(name))})
            )

    def finish(self, facts: Mapping[str, str]) -> None:
        """Index the tables, note `facts` and close the file."""
        (pairs,) = self._connection.execute("SELECT COUNT(*) FROM pairs").fetchone()
        counts = {"documents": self._documents, "passages": self._passages, "pairs": pairs}
        shown = {name: str(count) for name, count in counts.items()}
        self._insert("facts", sorted((shown | dict(facts)).items()))
        for statement in _INDEXES.strip().split("\n"):
            self._connection.execute(statement)
        self._connection.execute("COMMIT")
        self.close()

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._connection.close()

    def _insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        for index, row in enumerate(rows):
            if index == 0:
                statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"
            self._connection.execute(statement, row)

    def _document(
        self, metadata: Metadata, annotation: Annotation, found: Sequence[Passage], first: int
    ) -> tuple[object, ...]:
        repairs = [[r.raw_start, r.raw_end, r.raw, r.repaired, r.rule] for r in annotation.repairs]
        return (
            self._documents,
            first,
            first + len(found) - 1,
            annotation.id,
            annotation.title,
            annotation.language,
            annotation.source.name,
            annotation.source.sha256,
            metadata.author,
            metadata.date,
            metadata.source,
            metadata.rights,
            metadata.translation_of,
            metadata.path,
            metadata.as_json(),
            json.dumps(_outline(annotation, found), ensure_ascii=False),
            json.dumps(repairs, ensure_ascii=False),
            # What is long comes last: SQLite reads a row up to the last column that is asked for.
            annotation.text,
            annotation.source.raw,
        )

    def _passage_rows(
        self, annotation: Annotation, found: Sequence[Passage], first: int
    ) -> Iterator[tuple[object, ...]]:
        starts = [sentence.start for sentence in annotation.sentences]
        for index, passage in enumerate(found):
            yield (
                first + index,
                self._documents,
                passage.number,
                passage.start,
                passage.end,
                *annotation.aligned.raw_span(passage.start, passage.end),
                passage.section,
                passage.paragraph,
                bisect_right(starts, passage.start) - 1,
                passage.kind,
                passage.language,
                annotation.text[passage.start : passage.end],
            )


def days(edtf: str) -> tuple[int, int, int, int]:
    """First and last day of a date, and the days it counts by when a search asks for dates within a span.

    Days are numbers YYYYMMDD. An open date counts by the year that it names.
    """
    first, last = values.span(edtf)
    begin = day(first, FIRST_DAY)
    end = day(last, LAST_DAY)
    if first is not None and last is None:
        return begin, end, begin, first.year * 10_000 + 1231
    if last is not None and first is None:
        return begin, end, last.year * 10_000 + 101, end
    return begin, end, begin, end


def name_key(name: str) -> str:
    """The keys of a name's words, parted by spaces: what a question's words are compared with."""
    return " ".join(key for part in PARTS.findall(name) if (key := folding.key(part)))


def day(at: values.Day | None, otherwise: int) -> int:
    """The number YYYYMMDD of a day; `otherwise` where there is none."""
    return otherwise if at is None else at.year * 10_000 + at.month * 100 + at.day


def _outline(annotation: Annotation, found: Sequence[Passage]) -> list[tuple[str | None, str, str]]:
    """Each section with the id of its first passage; one without a passage is left out."""
    starts = [passage.start for passage in found]
    outline = []
    for section in annotation.sections:
        index = bisect_left(starts, section.start)
        if index < len(found) and found[index].start < section.end:
            outline.append((section.number, section.title, found[index].id(annotation.id)))
    return outline


def _by_passage(found: Sequence[Passage], spans: Iterable[Span]) -> list[list[Span]]:
    """Each passage's spans in offsets of the passage; a span that crosses into another is in both, cut."""
    ends = [passage.end for passage in found]
    result: list[list[Span]] = [[] for _ in found]
    for start, end, *rest in spans:
        index = bisect_right(ends, start)
        while index < len(found) and found[index].start < end:
            passage = found[index]
            low, high = max(start, passage.start), min(end, passage.end)
            result[index].append((low - passage.start, high - passage.start, *rest))
            index += 1
    return result
