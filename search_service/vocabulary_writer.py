"""The forms of a corpus in, the tables of its vocabulary out: their lemmas, keys, stems and counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from pipeline import folding, suffixes
from search_service.index_writer import FormRecord


def write(connection: sqlite3.Connection, forms: Iterable[FormRecord], knows: Callable[[str], bool]) -> None:
    """Write the forms, which come in the order of their numbers.

    `knows` says of a surface whether it is a word at all, and not a misprint of one.
    """
    stems_of: dict[str, frozenset[str]] = {}
    for form, each in enumerate(forms):
        surface = each.surface
        # Forms of one surface follow one another.
        if surface not in stems_of:
            stems_of = {surface: frozenset(stems(surface))}
            is_known = knows(surface)
        row = (form, surface, each.lemma, folding.key(surface), folding.key(each.lemma), is_known)
        connection.execute(
            "INSERT INTO words VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, each.count, each.running)
        )
        connection.executemany("INSERT INTO form_keys VALUES (?, ?)", [(key, form) for key in each.keys])
        connection.executemany(
            "INSERT INTO stems VALUES (?, ?)", [(stem, form) for stem in stems_of[surface]]
        )


def stems(surface: str) -> Iterator[str]:
    """What a surface is a form of by the grammar of nouns, itself left out; some stems several times."""
    return (
        analysis.stem
        for analysis in suffixes.analyses(surface)
        if analysis.endings and analysis.kind != "verb" and analysis.inflected_only
    )
