"""Tables a linguist edits: a .tsv of the package in, its checked rows out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


class TableError(ValueError):
    """A table of the package is not as it should be; the message names the file, the row and the remedy."""


def rows(name: str, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, cells by column) of data/`name`, a UTF-8 table whose first row names its columns.

    Lines that are empty or start with "#" are comments; cells are stripped; a row may end early.
    Raises TableError when the header is not `columns` or a row has more cells than the header.
    """
    yield from parsed(name, (files("pipeline") / "data" / name).read_text(encoding="utf-8"), *columns)


def parsed(name: str, text: str, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield what `rows` does of a table `name` with the text `text`. Raises TableError as it does."""
    header: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if tuple(header) != columns:
                raise TableError(f"{name}:{number}: the columns are {header}; they should be {list(columns)}")
        elif len(cells) > len(header):
            raise TableError(f"{name}:{number}: {len(cells)} cells in a table of {len(header)} columns")
        else:
            yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def problem(name: str, number: int, what: str) -> TableError:
    """The error to raise for row `number` of data/`name`: `what` says what is wrong and what it should be."""
    return TableError(f"{name}:{number}: {what}")
