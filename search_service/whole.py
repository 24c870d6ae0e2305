"""A whole list in, a file of it out, line by line: JSON Lines, CSV or TSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Literal

Format = Literal["json", "jsonl", "csv", "tsv"]
Columns = Mapping[str, str]
"""The columns of a table, each with the path of its value in a row: names parted by dots."""

MEDIA_TYPES: Mapping[str, str] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GUARD = "'"
"""What stands before a cell that a spreadsheet would take for a formula."""
_GUARDED = tuple("=+-@\t\r\n＝＋－＠" + GUARD)
"""What a formula may begin with (OWASP, "CSV Injection"), and the guard, so that taking one off is safe."""
_AT_ONCE = 100
"""Lines written at a time."""


def lines(
    form: str, head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], columns: Columns
) -> Iterator[str]:
    """The file of a list in the form "jsonl", "csv" or "tsv", some lines at a time.

    JSON Lines has `head` for its first line. A table has the names of its columns there, and nothing else
    beside its rows, so that every program reads it; CSV is as in RFC 4180, with a byte order mark, without
    which Excel does not take it for UTF-8.
    """
    found = _json_lines(head, rows) if form == "jsonl" else _table(form, rows, columns)
    waiting: list[str] = []
    for line in found:
        waiting.append(line)
        if len(waiting) == _AT_ONCE:
            yield "".join(waiting)
            waiting = []
    yield "".join(waiting)


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe.

    So does text that begins with an apostrophe: whoever takes the first one off any cell has what it was.
    """
    return GUARD + cell if isinstance(cell, str) and cell.startswith(_GUARDED) else cell


def _json_lines(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in chain((head,), rows):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def _table(form: str, rows: Iterable[Mapping[str, Any]], columns: Columns) -> Iterator[str]:
    comma = form == "csv"
    table = csv.writer(_Echo(), delimiter="," if comma else "\t", lineterminator="\r\n" if comma else "\n")
    yield ("\ufeff" if comma else "") + str(table.writerow(columns))
    for row in rows:
        cells = (_cell(row, path) for path in columns.values())
        # White space inside a cell would make two of it, or two lines, for programs that know no quotes.
        yield str(table.writerow(harmless(cell if comma else _on_one_line(cell)) for cell in cells))


def _cell(row: Mapping[str, Any], path: str) -> Any:
    value: Any = row
    for name in path.split("."):
        value = value.get(name, "") if isinstance(value, Mapping) else ""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _on_one_line(cell: Any) -> Any:
    return " ".join(cell.split()) if isinstance(cell, str) else cell
