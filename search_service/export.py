"""A corpus in, a file of all its passages out: JSON Lines, or a table for a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import TextIO

from search_service import payloads
from search_service.answers import DocumentRecord, PassageRecord
from search_service.search import Corpus

AT_ONCE = 100
"""Passages and documents read at a time, so that a large corpus needs little memory."""

COLUMNS = (
    "passage", "stable", "document", "title", "language", "section", "text", "raw_start", "raw_end",
    "entities", "dates", "citation",
)  # fmt: skip


def write(corpus: Corpus, form: str, file: TextIO) -> None:
    """Write every passage of `corpus` to `file`, as "jsonl" or "csv"."""
    if form == "jsonl":
        for passage, document in passages(corpus):
            line = payloads.passage(passage, document)
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        return
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    for passage, document in passages(corpus):
        row = payloads.passage(passage, document)
        named = {
            "document": document.id,
            "title": document.title,
            "language": document.language,
            "entities": " ".join(dict.fromkeys(mark.id for mark in passage.entities)),
            "dates": " ".join(dict.fromkeys(mark.edtf for mark in passage.dates)),
        }
        table.writerow({column: (row | named)[column] for column in COLUMNS})


def passages(corpus: Corpus) -> Iterator[tuple[PassageRecord, DocumentRecord]]:
    """Every passage with its document, in order."""
    cursor: str | None = None
    while True:
        _, documents, cursor = corpus.documents(limit=AT_ONCE, cursor=cursor)
        for document in documents:
            for first in range(1, document.passages + 1, AT_ONCE):
                for passage in corpus.passages(document.id, first, first + AT_ONCE - 1):
                    yield passage, document
        if cursor is None:
            return
