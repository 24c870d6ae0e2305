"""The documents and the index of a build in, columns of what whole questions are answered from out.

Their rows are in the order of passages or of forms (see `search_service.units`):

units.first, units.document
    the first passage of each unit, then one more than the last passage; and the number of its document
titles.form, titles.document, titles.length
    a form that stands in a title and the number of the document, by form; the words of each title
forms.lemma
    the number of the lemma of each form
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline import folding
from search_service import columns
from search_service.words import PARTS

MOST_PASSAGES = 16
"""Passages of a unit: so much of a text tells of one thing."""
LONGEST_TITLE = 20
"""Words of a title; where nobody gave one, a whole paragraph stands in its place."""


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the columns into `folder`, which has the index of words by now. Raises OSError."""
    documents = connection.execute("SELECT first, last, title FROM documents ORDER BY first").fetchall()
    starts = [
        (start, number) for number, (first, last, _) in enumerate(documents) for start in _starts(first, last)
    ]
    end = max((last for _, last, _ in documents), default=0) + 1
    firsts = np.array([*(start for start, _ in starts), end], np.int64)
    lemmas, forms = _lemmas_and_forms(connection)
    titles = [_words(title) for _, _, title in documents]
    placed = np.array(sorted(_placed(titles, forms)), np.uint32).reshape(-1, 2)
    found: dict[str, NDArray[np.integer]] = {
        "units.first": firsts,
        "units.document": np.array([number for _, number in starts], np.int64),
        "titles.length": np.array([len(words) for words in titles], np.int64),
        "titles.form": placed[:, 0],
        "titles.document": placed[:, 1],
        "forms.lemma": lemmas,
    }
    for name, column in found.items():
        columns.write(folder, name, columns.smallest(column))


def _lemmas_and_forms(connection: sqlite3.Connection) -> tuple[NDArray[np.int64], dict[str, list[int]]]:
    """The number of each form's lemma, and the forms of each surface."""
    lemmas: dict[str, int] = {}
    forms: dict[str, list[int]] = {}
    numbers: list[int] = []
    for form, surface, lemma in connection.execute("SELECT form, surface, lemma FROM words ORDER BY form"):
        numbers.append(lemmas.setdefault(lemma, len(lemmas)))
        forms.setdefault(surface, []).append(form)
    return np.array(numbers, np.int64), forms


def _starts(begin: int, end: int) -> Iterator[int]:
    """The first passages of the units of a document, which are nearly of one length."""
    count = end - begin + 1
    units = -(-count // MOST_PASSAGES)
    return (begin + count * unit // units for unit in range(units))


def _words(title: str) -> list[str]:
    """The words of a title; none of what is too long to be one."""
    words = [folding.surface(part[0]) for part in PARTS.finditer(title)]
    return words if len(words) <= LONGEST_TITLE else []


def _placed(titles: Iterable[list[str]], forms: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """A row for each form that may stand in a title, and the number of the document."""
    for document, words in enumerate(titles):
        for word in dict.fromkeys(words):
            yield from ((form, document) for form in forms.get(word, ()))
