"""The tokens of passages in, the index of words of a build out: columns of words and postings of forms."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search_service import columns, whoosh_index
from search_service.index import Index
from search_service.word_rows import Rows
from search_service.words import SEPARATOR, Token, placed, terms

_NUMBER = np.dtype(np.uintc)
"""What array("I") holds."""


@dataclass(frozen=True, slots=True)
class FormRecord:
    """A form of the corpus: how often it stands there, and how often as a running word."""

    surface: str
    lemma: str
    keys: tuple[str, ...]
    count: int
    running: int


class IndexWriter:
    """Collects the words of passages, in order, and writes them all at once.

    `old` is the index of an earlier build, to copy passages from.
    """

    def __init__(self, old: Index | None = None) -> None:
        self._old = old
        self._copied: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._by_token: dict[tuple[str, str], int] = {}
        self._forms, self._positions, self._starts, self._ends = (array("I") for _ in range(4))
        self._first = array("I", [0])

    def add(self, text: str, tokens: Iterable[Token]) -> None:
        """Add a passage with its tokens (start, end, lemma)."""
        by_token = self._by_token
        for position, start, end, printed, lemma in placed(text, tokens):
            form = by_token.get((printed, lemma))
            if form is None:
                surface, base, keys = terms(printed, lemma)
                form = by_token[printed, lemma] = self._number(SEPARATOR.join((surface, base, *keys)))
            self._forms.append(form)
            self._positions.append(position)
            self._starts.append(start)
            self._ends.append(end)
        self._first.append(len(self._forms))

    def copy(self, first: int, last: int) -> None:
        """Add the passages `first` to `last` of the old index."""
        if self._old is None:
            raise ValueError("there is no old index to copy from")
        rows = self._old.rows(range(first, last + 1))
        forms, places = np.unique(rows.forms, return_inverse=True)
        for form in forms.tolist():
            if form not in self._copied:
                self._copied[form] = self._number(self._old.term(form))
        numbers = np.array([self._copied[form] for form in forms.tolist()], _NUMBER)
        before = len(self._forms)
        for kept, values in (
            (self._forms, numbers[places]),
            (self._positions, rows.positions),
            (self._starts, rows.starts),
            (self._ends, rows.ends),
        ):
            kept.frombytes(values.astype(_NUMBER).tobytes())
        ends = np.searchsorted(rows.passages, np.arange(first, last + 1), side="right")
        self._first.frombytes((ends + before).astype(_NUMBER).tobytes())

    def write(self, folder: Path) -> Iterator[FormRecord]:
        """Write the index into the empty `folder`; what comes back are its forms, in order of number.

        Raises OSError when it cannot be written.
        """
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), _NUMBER)
        ranks[np.fromiter(map(self._numbers.__getitem__, terms), _NUMBER, len(terms))] = np.arange(len(terms))
        first = _values(self._first)
        size = len(first) - 1
        rows = Rows(
            np.repeat(np.arange(1, size + 1, dtype=_NUMBER), np.diff(first)),
            ranks[_values(self._forms)],
            _values(self._positions),
            _values(self._starts),
            _values(self._ends),
        )
        counts = np.bincount(rows.forms, minlength=len(terms))
        running = np.bincount(rows.forms[rows.running], minlength=len(terms))
        encoded = [term.encode() for term in terms]
        written: dict[str, NDArray[np.integer]] = {
            "forms.run": np.array(whoosh_index.write(folder, size, _runs(encoded, rows, counts))),
            "forms.count": counts,
            "forms.running": running,
            "forms.text": np.frombuffer(b"".join(encoded), np.uint8),
            "forms.start": np.cumsum([0, *map(len, encoded)]),
            "passages.first": first,
            "passages.length": np.bincount(rows.passages[rows.running], minlength=size + 1),
            "words.form": rows.forms,
            "words.position": rows.positions,
            "words.start": rows.starts,
            "words.end": rows.ends,
        }
        for name, column in written.items():
            columns.write(folder, name, columns.smallest(column))
        for term, count, alone in zip(terms, counts.tolist(), running.tolist(), strict=True):
            surface, lemma, *keys = term.split(SEPARATOR)
            yield FormRecord(surface, lemma, tuple(keys), count, alone)

    def _number(self, term: str) -> int:
        return self._numbers.setdefault(term, len(self._numbers))


def _runs(terms: Iterable[bytes], rows: Rows, counts: NDArray[np.integer]) -> Iterator[whoosh_index.Run]:
    """Where each form stands, in the order of the forms, of which `counts` says how often it does."""
    order = np.argsort(rows.forms, kind="stable")
    passages, positions = rows.passages[order], rows.positions[order]
    ends = np.cumsum(counts).tolist()
    for term, start, end in zip(terms, [0, *ends], ends, strict=False):
        yield term, passages[start:end], positions[start:end]


def _values(numbers: array[int]) -> NDArray[np.uintc]:
    return np.frombuffer(numbers, _NUMBER)
