"""Gold, treebank and clean texts in; figures of the pipeline, and a table of them with floors, out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts import figure_table, measure_damage, measure_gold, measure_prints, measure_treebank
from scripts.figure_table import ROOT, Row
from scripts.gold import Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """Figures by name, prefixed in the table by the measure's own, and the files that they come from."""

    figures: Callable[[Path], dict[str, Figure]]
    files: Callable[[Path], list[Path]]


def gold_files() -> list[Path]:
    """The texts in the checkout that have gold, and their gold."""
    folders = {folder for _, folder in measure_gold.TEXTS.values()}
    gold = [
        file for folder in folders for file in folder.iterdir() if file.suffix in (".tsv", ".jsonl", ".json")
    ]
    return gold + [text for text, _ in measure_gold.TEXTS.values()]


def marked_files() -> list[Path]:
    """The texts marked up by hand."""
    return [measure_gold.CORPUS_GOLD / name / "marked.txt" for name in measure_prints.CHANGES]


def _texts(data: Path) -> list[Path]:
    return sorted((data / "text").glob("*.txt"))


def _treebank(data: Path) -> Path:
    return data / "ud" / "kk_ktb-ud-dev.conllu"


def _damage_figures(data: Path) -> dict[str, Figure]:
    clean = measure_damage.paragraphs(_texts(data))
    return measure_damage.repair_figures(clean) | measure_damage.layout_figures(clean)


def _treebank_figures(data: Path) -> dict[str, Figure]:
    sentences = list(measure_treebank.sentences(_treebank(data)))
    return measure_treebank.segmentation_figures(sentences, "kk") | measure_treebank.lemma_figures(
        sentences, "kk"
    )


MEASURES = {
    "gold": Measure(lambda data: measure_gold.figures(), lambda data: gold_files()),
    "prints": Measure(lambda data: measure_prints.figures(), lambda data: marked_files()),
    "damage": Measure(_damage_figures, _texts),
    "treebank": Measure(_treebank_figures, lambda data: [_treebank(data)]),
}


def measured(name: str, data: Path) -> list[Row]:
    """The rows of one measure, each with the floor of a new figure. Raises OSError without the data."""
    measure = MEASURES[name]
    digests = figure_table.digest(measure.files(data)), figure_table.weights()
    return [
        Row(
            f"{name}: {figure}",
            counted.value,
            figure_table.floor(counted.value),
            figure_table.COMMAND,
            *digests,
        )
        for figure, counted in measure.figures(data).items()
        if counted.gold or counted.predicted
    ]


def table(data: Path, *, new_floors: bool) -> list[str]:
    """Write the table; what fell below its floor is named, and then nothing is written."""
    found = [row for name in MEASURES for row in measured(name, data)]
    if not new_floors:
        old = {row.figure: row.floor for row in figure_table.rows()}
        found = [
            Row(r.figure, r.value, old.get(r.figure, r.floor), r.command, r.data, r.weights) for r in found
        ]
    low = [
        f"{row.figure}: {row.value:.4f} is below {row.floor:.2f}" for row in found if row.value < row.floor
    ]
    if not low:
        figure_table.write(found)
    return low


def main(arguments: list[str] | None = None) -> int:
    """Print or write figures. Exit status 1 when one is below its floor, 2 without the data."""
    parser = argparse.ArgumentParser(prog="python -m scripts.evaluate", description=__doc__)
    parser.add_argument("measure", choices=(*MEASURES, "table"), help="what to measure; table: all, written")
    default = os.environ.get("IZDE_DATA") or ROOT.parent / "shared" / "data"
    parser.add_argument(
        "--data", type=Path, default=default, help="the measuring data (default: %(default)s)"
    )
    parser.add_argument("--floors", action="store_true", help="table: set every floor anew from its value")
    options = parser.parse_args(arguments)
    names = MEASURES if options.measure == "table" else (options.measure,)
    for name in names:
        files = MEASURES[name].files(options.data)
        if not files or not all(file.is_file() for file in files):
            parser.error(
                f"{options.data}: lacks the data of {name}; name its folder with --data or IZDE_DATA"
            )
    if options.measure != "table":
        for name, figure in MEASURES[options.measure].figures(options.data).items():
            print(f"{name:64} {figure}")
        return 0
    low = table(options.data, new_floors=options.floors)
    print(*low, sep="\n", file=sys.stderr, end="\n" if low else "")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
