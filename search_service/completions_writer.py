"""A store with its words, names and documents in, the table of what a beginning may be completed to out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Literal

from search_service.store_writer import name_key

Kind = Literal["lemma", "name", "title"]
_Row = tuple[str, Kind, str, str, int]
"""The key that a beginning is compared with, and the completion: kind, text, id and count."""


def write(connection: sqlite3.Connection) -> None:
    """Fill the table `completions`; names and titles are found by the beginning of each of their words."""
    rows = {row for rows in (_lemmas(connection), _names(connection), _titles(connection)) for row in rows}
    connection.executemany("INSERT INTO completions VALUES (?, ?, ?, ?, ?)", sorted(rows))


def _lemmas(connection: sqlite3.Connection) -> Iterator[_Row]:
    """Each lemma that has a letter, counted by its occurrences."""
    for key, lemma, count in connection.execute(
        "SELECT lemma_key, lemma, SUM(count) FROM words GROUP BY lemma_key, lemma"
    ):
        if key and any(map(str.isalpha, lemma)):
            yield key, "lemma", lemma, "", count


def _names(connection: sqlite3.Connection) -> Iterator[_Row]:
    """Each entity by its names in every language, counted by the passages that name it.

    A name that is not shown, such as a spelling of old, leads to the first that is.
    """
    keys: dict[str, list[str]] = {}
    for key, entity in connection.execute("SELECT key, entity FROM names"):
        keys.setdefault(entity, []).append(key)
    for id, names, count in connection.execute("SELECT id, names, passages FROM entities"):
        shown: dict[str, str] = json.loads(names)
        found: set[str] = set()
        for name in shown.values():
            for key in _beginnings(name_key(name)):
                found.add(key)
                yield key, "name", name, id, count
        for key in {beginning for name in keys.get(id, ()) for beginning in _beginnings(name)} - found:
            yield key, "name", next(iter(shown.values()), id), id, count


def _titles(connection: sqlite3.Connection) -> Iterator[_Row]:
    """Each document by its title, counted by its passages."""
    for id, title, count in connection.execute("SELECT id, title, last - first + 1 FROM documents"):
        for key in _beginnings(name_key(title)):
            yield key, "title", title, id, count


def _beginnings(key: str) -> Iterator[str]:
    """The key from each of its words on."""
    words = key.split(" ")
    for first in range(len(words)):
        if rest := " ".join(words[first:]):
            yield rest
