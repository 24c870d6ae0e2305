"""The names and dates of a store in, columns of them out: for counting over many passages at once.

Their rows are in the order of passages, and none stands there twice:

mentions.passage, mentions.entity, mentions.count
    the number of a passage and that of an entity that it names, and how often it does
dates.passage, dates.first, dates.last, dates.counted_first, dates.counted_last, dates.doubtful
    the number of a passage and a date of it: its days, those that it counts by (see `store_writer.days`), and
    whether it is approximate or uncertain
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np

from search_service import columns

DOUBT = frozenset("~?%")
"""What marks a date of EDTF as approximate, uncertain, or both."""

_MENTIONS = """
SELECT m.passage, e.number, COUNT(*) FROM marks m JOIN entities e ON e.id = m.entity
GROUP BY m.passage, e.number ORDER BY m.passage, e.number"""
_DATES = "SELECT passage, first, last, counted_first, counted_last, edtf FROM dates"


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the columns into `folder`. Raises OSError."""
    mentions = np.array(connection.execute(_MENTIONS).fetchall(), np.int64).reshape(-1, 3)
    for name, column in zip(("passage", "entity", "count"), mentions.T, strict=True):
        columns.write(folder, f"mentions.{name}", columns.smallest(column))
    dates = sorted({(*row, not DOUBT.isdisjoint(edtf)) for *row, edtf in connection.execute(_DATES)})
    found = np.array(dates, np.int32).reshape(-1, 6)
    columns.write(folder, "dates.passage", columns.smallest(found[:, 0]))
    for name, column in zip(("first", "last", "counted_first", "counted_last"), found.T[1:], strict=False):
        columns.write(folder, f"dates.{name}", column)
    columns.write(folder, "dates.doubtful", found[:, 5].astype(np.bool_))
