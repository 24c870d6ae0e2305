"""What was measured of several engines in; the table of it, as text and for the README, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN = "<!-- the benchmark's last result: written by scripts/benchmark corpus --readme -->"
END = "<!-- end of the benchmark's last result -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of each engine, ours first; None where an engine cannot do it.

    `brief` rows stand in the README. A `share` is compared by no ratio.
    """

    name: str
    values: tuple[float | None, ...]
    digits: int = 2
    brief: bool = True
    share: bool = False

    def cells(self) -> list[str]:
        """The values; ours also as a multiple of each peer's."""
        own = self.values[0]
        shown = []
        for index, value in enumerate(self.values):
            cell = "–" if value is None else f"{value:,.{self.digits}f}"
            if index and own is not None and value and not self.share:
                times = own / value
                cell += f" ({times:.0f}×)" if times >= 10 else f" ({times:.2g}×)"
            shown.append(cell)
        return shown


def as_text(engines: Sequence[str], rows: Iterable[Row]) -> Iterable[str]:
    """A heading and a line a row, for a terminal."""
    yield _line("", engines)
    for row in rows:
        yield _line(row.name, row.cells())


def as_markdown(engines: Sequence[str], rows: Iterable[Row]) -> Iterable[str]:
    """The lines of a Markdown table of the brief rows."""
    yield _markdown(("", *engines))
    yield _markdown(("---", *("---:" for _ in engines)))
    for row in rows:
        if row.brief:
            yield _markdown((row.name.strip(), *row.cells()))


def write(readme: Path, lines: Iterable[str]) -> None:
    """Put the lines between the two marks of a file. Raises ValueError where a mark is missing."""
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{readme}: has no place for the result: put in {BEGIN} and {END}")
    readme.write_text("\n".join((before + BEGIN, *lines, END + after)), encoding="utf-8", newline="\n")


def _line(name: str, cells: Iterable[str]) -> str:
    return f"{name:36}" + "".join(f"{cell:>20}" for cell in cells)


def _markdown(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
