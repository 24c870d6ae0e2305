"""The name of a table of tests in, its rows out."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "tables"


def table(name: str, *columns: str) -> list[dict[str, str]]:
    """The rows of tests/tables/`name`, whose columns are `columns`; a row may end early."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert tuple(rows[0]) == columns and len(rows) > 1
    return [dict(zip(columns, row + [""] * (len(columns) - len(row)), strict=True)) for row in rows[1:]]
