"""A table of pairs made by hand and the sentences of two documents in, the pairs and what is wrong out."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = ("source", "target", "note")
MOST_TOLD = 100
"""Faulty rows of one file that are told one by one."""

_ADDRESS = re.compile(r"(?P<document>.+)@(?P<raw_start>[0-9]{1,9})", re.ASCII)


class AlignmentError(ValueError):
    """A table of pairs cannot be used at all; the message names it and says what to mend."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that say the same, by their places in each document; `note` says why they differ, if so."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents: its id, and where in its source each of its sentences starts and ends."""

    document: str
    spans: Sequence[tuple[int, int]]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(start for start, _ in self.spans))

    def sentence(self, address: str) -> int | None:
        """The place of the sentence that starts at "document@raw_start", or holds it; None if none does."""
        found = _ADDRESS.fullmatch(address)
        if not found or found["document"] != self.document:
            return None
        at = int(found["raw_start"])
        place = bisect_right(self._starts, at) - 1
        return place if place >= 0 and at < self.spans[place][1] else None


def digest(file: Path) -> str:
    """The SHA-256 of a table of pairs; "" where there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def pairs(file: Path, source: Side, target: Side) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The pairs of a table in its order, and a line for each row that is wrong; that row is left out.

    Raises AlignmentError for a file that is no such table at all.
    """
    found: list[Pair] = []
    faults: list[str] = []
    rows: dict[tuple[str, int], int] = {}
    for number, cells in _rows(file):
        try:
            pair = _pair(cells, source, target)
            for side, places in ((source, pair.source), (target, pair.target)):
                for place in places:
                    if (side.document, place) in rows:
                        raise AlignmentError(
                            f"{side.document}@{side.spans[place][0]} stands in row "
                            f"{rows[side.document, place]} already; a sentence belongs to one pair"
                        )
        except AlignmentError as error:
            faults.append(f"{file}:{number}: {error}; the row is not used")
            continue
        rows |= {(source.document, place): number for place in pair.source}
        rows |= {(target.document, place): number for place in pair.target}
        found.append(pair)
    if len(faults) > MOST_TOLD:
        faults[MOST_TOLD:] = [f"{file}: {len(faults) - MOST_TOLD} more rows are wrong and not used"]
    return tuple(found), tuple(faults)


def unpaired(found: Sequence[Pair], source: Side, target: Side) -> Iterator[str]:
    """A line for each side that has sentences in no pair: how many, and the first."""
    for side, held in (
        (source, {place for pair in found for place in pair.source}),
        (target, {place for pair in found for place in pair.target}),
    ):
        alone = [place for place in range(len(side.spans)) if place not in held]
        if alone:
            yield (
                f"sentences of {side.document} without a partner: {len(alone)} of {len(side.spans)}, "
                f"the first is {side.document}@{side.spans[alone[0]][0]}"
            )


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table below its first, with their numbers. Raises AlignmentError."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = f"byte 0x{error.object[error.start]:02X} at offset {error.start}"
        raise AlignmentError(f"{file}: is not UTF-8 ({wrong}); save it as UTF-8 text") from error
    except OSError as error:
        raise AlignmentError(f"{file}: cannot be read: {error.strerror}") from error
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")]
    if tuple(rows[0]) != COLUMNS:
        raise AlignmentError(f"{file}:1: the first row should be: {', '.join(COLUMNS)}, parted by tabs")
    for number, cells in enumerate(rows[1:], start=2):
        if any(cells):
            yield number, cells


def _pair(cells: Sequence[str], source: Side, target: Side) -> Pair:
    if len(cells) > len(COLUMNS):
        raise AlignmentError(f"has {len(cells)} cells; there should be {', '.join(COLUMNS)}")
    padded = [*cells, "", ""]
    return Pair(_places("source", padded[0], source), _places("target", padded[1], target), note=padded[2])


def _places(column: str, cell: str, side: Side) -> tuple[int, ...]:
    """The sentences that a cell names, each once, in the order of the text."""
    if not cell:
        raise AlignmentError(f"{column} is empty; name a sentence of {side.document}")
    places = []
    for address in cell.split():
        place = side.sentence(address)
        if place is None:
            raise AlignmentError(
                f"{column}: no sentence is at {address!r}; write {side.document}@ and where in its file "
                "the sentence starts"
            )
        places.append(place)
    return tuple(sorted(set(places)))
