"""A text file in, blocks of its numbered rows out, or what is wrong with it and in which row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

Row = tuple[int, str]
"""The number of a row in its file, from 1, and the row without its line end."""


class FileFault(ValueError):
    """A file is not as it should be; the message names it, the row, and what to mend."""


def fault(path: Path, row: int, what: str) -> FileFault:
    """The error to raise for a row of a file."""
    return FileFault(f"{path}:{row}: {what}")


def rows(path: Path) -> list[Row]:
    """The rows of a file in UTF-8, a BOM at its start left out. Raises FileFault."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileFault(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise FileFault(f"{path}: is a folder; name a file") from error
    except (OSError, ValueError) as error:
        raise FileFault(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise fault(
            path, row, f"is not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8 text"
        ) from error
    # Not splitlines: a form may hold another line separator of Unicode.
    return [(number, line.removesuffix("\r")) for number, line in enumerate(text.split("\n"), start=1)]


def blocks(path: Path) -> Iterator[list[Row]]:
    """Yield the rows between blank ones. Raises FileFault, also for a file that holds nothing else."""
    empty = True
    for is_blank, block in groupby(rows(path), key=lambda row: not row[1].strip()):
        if not is_blank:
            empty = False
            yield list(block)
    if empty:
        raise FileFault(f"{path}: is empty; there is nothing to measure on")
