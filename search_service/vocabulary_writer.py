"""The forms of a corpus in, the tables of its vocabulary out: their lemmas, keys, stems and counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pipeline import folding, suffixes
from search_service.index_writer import FormRecord


def write(connection: sqlite3.Connection, forms: Iterable[FormRecord], knows: Callable[[str], bool]) -> None:
    """Write the forms, which come in the order of their numbers.

    `knows` says of a surface whether it is a word at all, and not a misprint of one.
    """
    for surface, numbered in groupby(enumerate(forms), key=lambda each: each[1].surface):
        known, stems_of, key = knows(surface), frozenset(stems(surface)), folding.key(surface)
        for form, each in numbered:
            row = (form, surface, each.lemma, key, folding.key(each.lemma), known, each.count, each.running)
            connection.execute("INSERT INTO words VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.executemany("INSERT INTO form_keys VALUES (?, ?)", [(own, form) for own in each.keys])
            connection.executemany("INSERT INTO stems VALUES (?, ?)", [(stem, form) for stem in stems_of])


def stems(surface: str) -> Iterator[str]:
    """What a surface is a form of by the grammar of nouns, itself left out; some stems several times."""
    return (
        analysis.stem
        for analysis in suffixes.analyses(surface)
        if analysis.endings and analysis.kind != "verb" and analysis.inflected_only
    )
