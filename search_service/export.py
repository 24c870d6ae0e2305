"""A corpus in, a file of all its passages out: JSON Lines, a table for a spreadsheet, or pairs as TMX."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import TextIO

from search_service import payloads, tmx
from search_service.answers import DocumentRecord, PassageRecord
from search_service.search import Corpus
from search_service.whole import harmless

AT_ONCE = 100
"""Passages and documents read at a time, so that a large corpus needs little memory."""

COLUMNS = (
    "passage", "stable", "document", "title", "language", "section", "text", "raw_start", "raw_end",
    "entities", "dates", "citation",
)  # fmt: skip


def write(corpus: Corpus, form: str, file: TextIO) -> str:
    """Write every passage of `corpus` to `file`, as "jsonl" or "csv", or every pair as "tmx".

    What the user should be told of it comes back, or nothing.
    """
    if form == "tmx":
        return "" if tmx.write(corpus.pairs(), version("izde"), file) else tmx.NO_PAIRS
    if form == "jsonl":
        _write_lines(corpus, file)
    else:
        _write_table(corpus, file)
    return ""


def _write_lines(corpus: Corpus, file: TextIO) -> None:
    for passages, document in runs(corpus):
        translations = corpus.translations(passages)
        for passage in passages:
            line = payloads.translated_passage(passage, document, translations.get(passage.id, ()))
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write_table(corpus: Corpus, file: TextIO) -> None:
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    for passages, document in runs(corpus):
        for passage in passages:
            row = payloads.passage(passage, document)
            named = {
                "document": document.id,
                "title": document.title,
                "language": document.language,
                "entities": " ".join(dict.fromkeys(mark.id for mark in passage.entities)),
                "dates": " ".join(dict.fromkeys(mark.edtf for mark in passage.dates)),
            }
            table.writerow({column: harmless((row | named)[column]) for column in COLUMNS})


def runs(corpus: Corpus) -> Iterator[tuple[tuple[PassageRecord, ...], DocumentRecord]]:
    """Every passage in order, as many at a time as AT_ONCE, with their document."""
    cursor: str | None = None
    while True:
        _, documents, cursor = corpus.documents(limit=AT_ONCE, cursor=cursor)
        for document in documents:
            for first in range(1, document.passages + 1, AT_ONCE):
                yield corpus.passages(document.id, first, first + AT_ONCE - 1), document
        if cursor is None:
            return
