"""Directories of gold in, their rows out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

Item = dict[str, Any]
"""A row of gold, or an object of an annotation or of a search answer, as JSON has it."""


class Gold:
    """The gold of directories; of each, the text from its first to its last sentence is judged."""

    def __init__(self, directories: Sequence[Path]) -> None:
        self.directories = directories
        self.areas = []
        for directory in directories:
            spans = [(int(row["start"]), int(row["end"])) for row in _table(directory / "sentences.tsv")]
            self.areas.append((min(start for start, _ in spans), max(end for _, end in spans)))

    def within(self, items: Iterable[Item]) -> list[Item]:
        """The items that begin where there is gold."""
        return [x for x in items if any(low <= x["raw_start"] < high for low, high in self.areas)]

    @cached_property
    def glyphs(self) -> list[Item]:
        rows = (row for directory in self.directories for row in _table(directory / "glyphs.tsv"))
        return [row | {"start": int(row["start"]), "end": int(row["end"])} for row in rows]

    @cached_property
    def sentences(self) -> list[Item]:
        rows = (row for directory in self.directories for row in _table(directory / "sentences.tsv"))
        return [row | {"start": int(row["start"]), "end": int(row["end"])} for row in rows]

    @cached_property
    def layouts(self) -> list[Item]:
        files = (directory / "layout.json" for directory in self.directories)
        return [json.loads(file.read_text(encoding="utf-8")) for file in files]

    @cached_property
    def dates(self) -> list[Item]:
        return self._lines("dates.jsonl")

    @cached_property
    def entities(self) -> list[Item]:
        return self._lines("entities.jsonl")

    @cached_property
    def queries(self) -> list[Item]:
        return self._lines("queries.jsonl")

    def _lines(self, name: str) -> list[Item]:
        texts = ((directory / name).read_text(encoding="utf-8") for directory in self.directories)
        return [json.loads(line) for text in texts for line in text.split("\n") if line]


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
