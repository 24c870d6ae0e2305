"""The words of passages in, indexes of other engines out, and what they find for words as they stand.

The words are those that ours finds in each passage, in small letters; the passages are stored, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.annotation import Annotation
from pipeline.passages import passages
from scripts.benchmark_engines import SHOWN, Asking, Engine, Words
from search_service.words import PARTS, words

SLIPS = 2
"""Letters put in, left out or exchanged that a near spelling may have."""
_POOL_MIB = 64
"""As ours: what Whoosh may hold before it writes."""


def lines(annotation: Annotation) -> list[str]:
    """The words of each passage, parted by spaces; parts of compounds, and not the compounds."""
    tokens = [(token.start, token.end, token.lemma) for token in annotation.tokens]
    spans = passages(annotation)
    found: list[list[str]] = [[] for _ in spans]
    seen: set[int] = set()
    at = 0
    for word in words(annotation.text, tokens):
        if word.position in seen or not spans:
            continue
        seen.add(word.position)
        while at < len(spans) - 1 and spans[at].end <= word.start:
            at += 1
        found[at].append(annotation.text[word.start : word.end].lower())
    return [" ".join(each) for each in found]


def _words(typed: str) -> list[str]:
    return [part[0].lower() for part in PARTS.finditer(typed)]


def whoosh() -> Engine:
    """Whoosh with one field of words and their positions, ranked by BM25F."""
    return Engine(lines, _build_whoosh, _whoosh, _found_whoosh)


def _build_whoosh(documents: Iterator[list[str]], folder: Path) -> None:
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage

    schema = Schema(words=TEXT(analyzer=SpaceSeparatedTokenizer()), text=STORED)
    writer = FileStorage(str(folder)).create_index(schema).writer(limitmb=_POOL_MIB)
    for line in chain.from_iterable(documents):
        writer.add_document(words=line, text=line)
    writer.commit(optimize=True)


def _searcher(folder: Path) -> Any:
    from whoosh.filedb.filestore import FileStorage

    return FileStorage(str(folder)).open_index().searcher()


def _whoosh(folder: Path) -> Asking:
    from whoosh import query

    searcher = _searcher(folder)

    def shown(asked: Any) -> object:
        return [hit["text"] for hit in searcher.search(asked, limit=SHOWN)]

    return {
        "term": lambda asked: shown(query.Term("words", asked[0])),
        "two words": lambda asked: shown(query.And([query.Term("words", word) for word in asked])),
        "phrase": lambda asked: shown(query.Phrase("words", list(asked))),
        "prefix": lambda asked: shown(query.Prefix("words", asked[0])),
        "fuzzy": lambda asked: shown(query.FuzzyTerm("words", asked[0], maxdist=SLIPS)),
    }


def _found_whoosh(folder: Path) -> Callable[[str], Iterable[int]]:
    from whoosh import query

    searcher = _searcher(folder)

    def found(typed: str) -> list[int]:
        every = query.And([query.Term("words", word) for word in _words(typed)])
        return [hit.docnum + 1 for hit in searcher.search(every, limit=None)]

    return found


def full_text() -> Engine:
    """SQLite's FTS5, with its own tokeniser told to keep the marks of letters, ranked by BM25."""
    return Engine(lines, _build_full_text, _full_text, _found_full_text)


def _build_full_text(documents: Iterator[list[str]], folder: Path) -> None:
    connection = sqlite3.connect(folder / "words.sqlite", isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    connection.execute(
        "CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')"
    )
    connection.execute("BEGIN")
    rows = ((line,) for line in chain.from_iterable(documents))
    connection.executemany("INSERT INTO passages VALUES (?)", rows)
    connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")
    connection.execute("COMMIT")
    connection.close()


def _full_text(folder: Path) -> Asking:
    connection = sqlite3.connect(folder / "words.sqlite")

    def shown(asked: str) -> object:
        statement = "SELECT text FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?"
        return connection.execute(statement, (asked, SHOWN)).fetchall()

    return {
        "term": lambda asked: shown(_quoted(asked[:1])),
        "two words": lambda asked: shown(_quoted(asked)),
        "phrase": lambda asked: shown(_quoted([" ".join(asked)])),
        "prefix": lambda asked: shown(_quoted(asked[:1]) + "*"),
    }


def _quoted(asked: Words) -> str:
    return " ".join('"' + word.replace('"', '""') + '"' for word in asked)


def _found_full_text(folder: Path) -> Callable[[str], Iterable[int]]:
    connection = sqlite3.connect(folder / "words.sqlite")

    def found(typed: str) -> list[int]:
        statement = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages)"
        return [number for (number,) in connection.execute(statement, (_quoted(_words(typed)),))]

    return found


def tantivy() -> Engine:
    """tantivy, a library of full-text search in Rust, with its own tokeniser, ranked by BM25."""
    return Engine(lines, _build_tantivy, _tantivy, _found_tantivy)


def _build_tantivy(documents: Iterator[list[str]], folder: Path) -> None:
    from tantivy import Document, Index, SchemaBuilder  # type: ignore[import-not-found,unused-ignore]

    fields = SchemaBuilder()
    fields.add_text_field("text", stored=True)
    fields.add_unsigned_field("number", stored=True)
    writer = Index(fields.build(), path=str(folder)).writer(num_threads=1)
    for number, line in enumerate(chain.from_iterable(documents), start=1):
        writer.add_document(Document(text=line, number=number))
    writer.commit()
    writer.wait_merging_threads()


def _tantivy(folder: Path) -> Asking:
    from tantivy import Index, Query

    index = Index.open(str(folder))
    schema, searcher = index.schema, index.searcher()

    def shown(asked: Any) -> object:
        return [searcher.doc(at)["text"] for _, at in searcher.search(asked, SHOWN).hits]

    return {
        "term": lambda asked: shown(Query.term_query(schema, "text", asked[0])),
        "two words": lambda asked: shown(_every(schema, asked)),
        "phrase": lambda asked: shown(Query.phrase_query(schema, "text", list(asked))),
        "prefix": lambda asked: shown(Query.regex_query(schema, "text", f"{asked[0]}.*")),
        "fuzzy": lambda asked: shown(Query.fuzzy_term_query(schema, "text", asked[0], distance=SLIPS)),
    }


def _every(schema: Any, asked: Words) -> Any:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Must, Query.term_query(schema, "text", word)) for word in asked])


def _found_tantivy(folder: Path) -> Callable[[str], Iterable[int]]:
    from tantivy import Index

    index = Index.open(str(folder))
    schema, searcher = index.schema, index.searcher()

    def found(typed: str) -> list[int]:
        hits = searcher.search(_every(schema, _words(typed)), max(searcher.num_docs, 1)).hits
        return [searcher.doc(at)["number"][0] for _, at in hits]

    return found
