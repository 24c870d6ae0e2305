"""The table of figures (corpus/figures.tsv): its rows in, and rows with their floors and digests out."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "corpus" / "figures.tsv"
COMMAND = "scripts/evaluate --data DATA"
"""The command that writes the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as measured, the floor it keeps, the command, and digests of what it was measured with.

    `known` says what the tables and weights know of the data, in the words of scripts.measures; `data` is the
    digest of the texts and gold, `weights` that of the tables and models of the pipeline.
    """

    figure: str
    value: float
    floor: float
    known: str
    command: str
    data: str
    weights: str


def rows(table: Path = TABLE) -> list[Row]:
    """The rows of the table; none where there is no table yet."""
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as lines:
        found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(value=float(r.pop("value")), floor=float(r.pop("floor")), **r) for r in found]


def write(measured: Iterable[Row], table: Path = TABLE) -> None:
    """Write the table, values to four places and floors to two."""
    lines = ["\t".join(field.name for field in fields(Row))]
    for row in measured:
        figure, value, floor, *rest = astuple(row)
        lines.append("\t".join((figure, f"{value:.4f}", f"{floor:.2f}", *rest)))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def floor(value: float) -> float:
    """The floor of a figure that has none yet: the value, half a point and what is beyond two places off."""
    return max(math.floor(round((value - 0.005) * 100, 6)) / 100, 0.0)


def digest(files: Sequence[Path]) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over the names and bytes of `files`. Raises OSError."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: (file.name, file.parent.name)):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]
