"""Gold, treebank and clean texts in; figures of the pipeline, and a table of them with floors, out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline import package_data
from scripts import figure_table
from scripts.figure_table import ROOT, Row
from scripts.measures import MEASURES, Measure


def measured(name: str, measures: Iterable[Measure], data: Path) -> list[Row]:
    """The rows of what is measured under one name, each with the floor of a new figure.

    Raises ValueError where nothing was counted: an empty check would never fail.
    """
    weights = package_data.digest()
    found = []
    for measure in measures:
        digest = figure_table.digest(measure.files(data))
        found += [
            Row(
                f"{name}: {figure}",
                counted.value,
                figure_table.floor(counted.value),
                measure.known,
                measure.command,
                digest,
                weights,
            )
            for figure, counted in measure.figures(data).items()
            if counted.gold or counted.predicted
        ]
    if not found:
        raise ValueError(f"{name}: nothing was counted; its files are empty or hold nothing to measure")
    return found


def kept(found: list[Row], table: Path = figure_table.TABLE, *, new_floors: bool = False) -> list[str]:
    """Write the table with its old floors; what fell below them is named, and then nothing is written."""
    if not new_floors:
        old = {row.figure: row.floor for row in figure_table.rows(table)}
        found = [replace(row, floor=old.get(row.figure, row.floor)) for row in found]
    low = [
        f"{row.figure}: {row.value:.4f} is below {row.floor:.2f}" for row in found if row.value < row.floor
    ]
    if not low:
        figure_table.write(found, table)
    return low


def main(arguments: list[str] | None = None) -> int:
    """Print or write figures. Exit status 1 when one is below its floor, 2 without the data."""
    parser = argparse.ArgumentParser(prog="scripts/evaluate", description=__doc__)
    parser.add_argument(
        "measure",
        nargs="?",
        choices=(*MEASURES, "table"),
        default="table",
        help="what to measure and print; table: everything, written to corpus/figures.tsv (default)",
    )
    default = os.environ.get("IZDE_DATA") or ROOT.parent / "shared" / "data"
    parser.add_argument(
        "--data", type=Path, default=default, help="the folder of measuring data (default: %(default)s)"
    )
    parser.add_argument("--floors", action="store_true", help="table: set every floor anew from its value")
    options = parser.parse_args(arguments)
    names = list(MEASURES) if options.measure == "table" else [options.measure]
    for name in names:
        files = [file for measure in MEASURES[name] for file in measure.files(options.data)]
        if not files or not all(file.is_file() for file in files):
            parser.error(
                f"{options.data}: lacks the data of {name}; name its folder with --data or IZDE_DATA"
            )
    if options.measure != "table":
        for measure in MEASURES[options.measure]:
            print(f"{measure.command}")
            for name, figure in measure.figures(options.data).items():
                print(f"  {name:62} {figure}")
        return 0
    try:
        found = [row for name in names for row in measured(name, MEASURES[name], options.data)]
        low = kept(found, new_floors=options.floors)
    except ValueError as error:
        low = [str(error)]
    print(*low, sep="\n", file=sys.stderr, end="\n" if low else "")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
