"""The lecture and its translation in, how well their sentences are paired without the hand alignment out.

usage: python -m scripts.measure_alignment

A pair is right when it holds the very sentences of a row of the hand alignment. Beside the documents as they
are, parts are left out or joined at random, seeded: whole paragraphs of each side, or the ends of sentences.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.evaluation.figures import Figure, f1
from pipeline.translations import Unit, aligned
from scripts.figure_table import ROOT
from search_service import alignments, builds, pairs_writer
from search_service.alignments import Side
from search_service.build import build

SOURCE = ROOT / "seeds" / "000_81de71cbc9ff0b78.txt"
TARGET = ROOT / "corpus" / "alash-qozgalysy-ru.txt"
HAND = ROOT / "corpus" / "alignments" / "alash-qozgalysy-ru.tsv"
TRIALS = 10

Row = tuple[tuple[int, ...], tuple[int, ...]]
Texts = tuple[Sequence[Unit], Sequence[Unit]]


def files() -> list[Path]:
    """Both documents and the hand alignment."""
    return [SOURCE, TARGET, HAND]


def hand_aligned() -> tuple[Texts, list[Row]]:
    """The sentences of both documents, and the rows of the hand alignment as places among them.

    Raises ValueError where the table of pairs is not as it should be.
    """
    (source, source_side), (target, target_side) = in_store([SOURCE, TARGET])
    found, faults = alignments.pairs(HAND, source_side, target_side)
    if faults:
        raise ValueError("; ".join(faults))
    return (source, target), [(pair.source, pair.target) for pair in found]


def in_store(files: Sequence[Path]) -> list[tuple[list[Unit], Side]]:
    """The sentences of each document as a build hands them to the aligner, and their places in its source."""
    with TemporaryDirectory() as folder:
        index = Path(folder)
        store = builds.store_file(index, build(files, index).build)
        with closing(sqlite3.connect(store)) as connection:
            ids = dict(connection.execute("SELECT path, id FROM documents"))
            return [
                (
                    pairs_writer.units(connection, id),
                    Side(id, [(s.raw_start, s.raw_end) for s in pairs_writer.sentences(connection, id)]),
                )
                for id in (ids[str(file.resolve())] for file in files)
            ]


def figures() -> dict[str, Figure]:
    """F1 of the pairs of the lecture and its translation."""
    return figures_of(*hand_aligned())


def figures_of(texts: Texts, rows: Sequence[Row], trials: int = TRIALS) -> dict[str, Figure]:
    """F1 of the pairs: as the documents are, and over `trials` together of each way of spoiling them."""
    found = {"pairs": _scored(texts, rows)}
    for name, spoilt in SPOILT.items():
        scored = [_scored(*spoilt(texts, rows, random.Random(seed))) for seed in range(trials)]
        found[f"pairs, {name}"] = f1(
            sum(each.right for each in scored),
            sum(each.predicted for each in scored),
            sum(each.gold for each in scored),
        )
    return found


def _scored(texts: Texts, rows: Sequence[Row]) -> Figure:
    gold = {row for row in rows if row[0] and row[1]}
    pairs = {(pair.source, pair.target) for pair in aligned(*texts) if pair.source and pair.target}
    return f1(len(gold & pairs), len(pairs), len(gold))


def missing(share: float) -> Callable[[Texts, Sequence[Row], random.Random], tuple[Texts, list[Row]]]:
    """What leaves out `share` of the paragraphs of each side, not the same ones."""

    def spoilt(texts: Texts, rows: Sequence[Row], chance: random.Random) -> tuple[Texts, list[Row]]:
        sides, moved = [], []
        for side in texts:
            gone = {each for each in sorted({unit.paragraph for unit in side}) if chance.random() < share}
            kept = [at for at, unit in enumerate(side) if unit.paragraph not in gone]
            moved.append({at: to for to, at in enumerate(kept)})
            sides.append([side[at] for at in kept])
        left = [(_moved(source, moved[0]), _moved(target, moved[1])) for source, target in rows]
        return (sides[0], sides[1]), left

    return spoilt


def _moved(places: Sequence[int], moved: dict[int, int]) -> tuple[int, ...]:
    return tuple(moved[at] for at in places if at in moved)


def joined(texts: Texts, rows: Sequence[Row], chance: random.Random) -> tuple[Texts, list[Row]]:
    """A tenth of the sentences of the target made one with the next of their paragraph."""
    side: list[Unit] = []
    moved: dict[int, int] = {}
    for at, unit in enumerate(texts[1]):
        last = side[-1] if side else None
        if last and last.paragraph == unit.paragraph and moved[at - 1] != moved.get(at - 2):
            if chance.random() < 0.1:
                side[-1] = replace(
                    last,
                    text=f"{last.text} {unit.text}",
                    dates=last.dates | unit.dates,
                    entities=last.entities | unit.entities,
                )
                moved[at] = len(side) - 1
                continue
        side.append(unit)
        moved[at] = len(side) - 1
    together: dict[tuple[int, ...], tuple[int, ...]] = {}
    for source, target in rows:
        to = tuple(sorted({moved[at] for at in target}))
        together[to] = together.get(to, ()) + source
    return (texts[0], side), [(source, target) for target, source in together.items()]


SPOILT = {
    "a tenth of the paragraphs missing": missing(0.1),
    "a quarter of the paragraphs missing": missing(0.25),
    "a tenth of the sentences joined": joined,
}


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    for name, figure in figures().items():
        print(f"{name:48s} {figure}")


if __name__ == "__main__":
    main()
