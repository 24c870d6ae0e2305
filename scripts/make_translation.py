"""Two texts and the table of their pairs in; the table with the addresses that their sentences have now, out.

usage: python -m scripts.make_translation [corpus/alignments/alash-qozgalysy-ru.tsv]

An address counts characters: when a word of the translation is mended, the addresses behind it move. Rows
stand in the order of both texts, so the sentences that the texts have now are dealt out to them in order. A
sentence parted in two, or two joined, is put right in the table by hand first. What differs between the sides
of a row is printed; its note says why.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from pipeline import roman
from pipeline.annotate import annotate
from pipeline.annotation import Annotation
from pipeline.readers import read
from search_service.folders import documents

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "corpus" / "alignments" / "alash-qozgalysy-ru.tsv"
COLUMNS = ("source", "target", "note")

_WORD = re.compile(r"\d+|[^\W\d]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A pair: addresses of sentences of the source and of the target, in order of the texts, and the note."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says that both languages say alike."""

    entities: frozenset[str]
    dates: frozenset[str]
    numbers: tuple[str, ...]


def pairs(table: Path) -> list[Row]:
    """The rows of a table of pairs. Raises ValueError when its first row does not name the columns."""
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(reader, ())) != COLUMNS:
            raise ValueError(f"{table}: the first row should be: {', '.join(COLUMNS)}")
        return [Row(tuple(source.split()), tuple(target.split()), note) for source, target, note in reader]


def described(translation: str) -> tuple[str, Path, Path]:
    """Id and file of what `translation` translates, and its own file. Raises KeyError without a row."""
    known = {document.id: document for document in documents([ROOT / "seeds", ROOT / "corpus"])}
    original = known[translation].translation_of
    return original, Path(known[original].path), Path(known[translation].path)


@cache
def sentences(id: str, file: Path) -> Mapping[str, Told]:
    """What each sentence of the document `id` tells, by its address, in order of the text."""
    annotation = annotate(read(file), id=id)
    return dict(_told(annotation))


def _told(annotation: Annotation) -> Iterator[tuple[str, Told]]:
    for sentence in annotation.sentences:
        start, end = sentence.start, sentence.end
        raw_start, _ = annotation.aligned.raw_span(start, end)
        words = _WORD.findall(annotation.text[start:end])
        numbers = (word if word.isdecimal() else roman.value(word) for word in words)
        yield (
            f"{annotation.id}@{raw_start}",
            Told(
                frozenset(entity.id for entity in annotation.entities if start <= entity.start < end),
                frozenset(date.edtf for date in annotation.dates if start <= date.start < end),
                tuple(str(number) for number in numbers if number),
            ),
        )


def differences(source: Sequence[Told], target: Sequence[Told]) -> set[str]:
    """Entity ids and dates of one side of a pair alone, and numbers that do not stand as often on both."""
    entities = _union(told.entities for told in source) ^ _union(told.entities for told in target)
    dates = _union(told.dates for told in source) ^ _union(told.dates for told in target)
    one, other = (Counter(number for told in side for number in told.numbers) for side in (source, target))
    return entities | dates | set(one - other) | set(other - one)


def _union(sets: Iterable[frozenset[str]]) -> set[str]:
    return set().union(*sets)


def renewed(rows: Sequence[Row], source: Sequence[str], target: Sequence[str]) -> list[Row]:
    """The rows with the addresses `source` and `target`, dealt out in order.

    Raises ValueError when a side of the table has more or fewer addresses than its text has sentences.
    """
    for side, addresses in (("source", source), ("target", target)):
        held = sum(len(getattr(row, side)) for row in rows)
        if held != len(addresses):
            raise ValueError(f"the column {side} holds {held} sentences, its text {len(addresses)}")
    left, right = iter(source), iter(target)
    return [
        Row(tuple(islice(left, len(row.source))), tuple(islice(right, len(row.target))), row.note)
        for row in rows
    ]


def main(arguments: list[str] | None = None) -> int:
    """Write the table anew and print what its notes must name. Exit status 0, or 1 when it cannot be done."""
    parser = argparse.ArgumentParser(description="Renew the addresses in the table of a translation's pairs.")
    parser.add_argument("table", type=Path, nargs="?", default=TABLE, help="the table of pairs")
    table = parser.parse_args(arguments).table
    original, source_file, target_file = described(table.stem)
    source, target = sentences(original, source_file), sentences(table.stem, target_file)
    try:
        rows = renewed(pairs(table), list(source), list(target))
    except ValueError as error:
        print(f"{table}: {error}", file=sys.stderr)
        return 1
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join((" ".join(row.source), " ".join(row.target), row.note)) for row in rows]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    for row in rows:
        found = differences([source[id] for id in row.source], [target[id] for id in row.target])
        if found:
            print(" ".join(row.target), *sorted(found), row.note or "(no note)", sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
