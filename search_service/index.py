"""The index of words of a build in, the words of a passage and the places of a form out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from whoosh.index import IndexError as WhooshIndexError

from search_service import columns, whoosh_index
from search_service.answers import IndexUnusable
from search_service.word_rows import Rows
from search_service.words import SEPARATOR, Word

Field = Literal["surface", "lemma", "key"]
"""What of a form is looked for: its letters apart from case, its lemma, or one of its keys."""


class Index:
    """The words of an open build. Passages are numbered from 1, forms from 0 in the order of their letters.

    A form is a surface with a lemma and keys (see `words.Word`). `size` is how many passages there are,
    `form_count` how many forms; `lengths` has the running words of each passage at its number,
    `mean_length` is their mean, at least 1; `counts` and `running` how often each form stands in the
    corpus, and how often as a running word. Safe to use from several threads: all arrays are mapped into
    memory for reading alone.
    """

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder. Raises IndexUnusable when it is not one."""
        try:
            self.size, self._runs = whoosh_index.opened(folder)
            self._run_starts = columns.read(folder, "forms.run")
            self.counts = columns.read(folder, "forms.count")
            self.running = columns.read(folder, "forms.running")
            self.lengths = columns.read(folder, "passages.length")
            self._texts = columns.read(folder, "forms.text").data
            self._text_starts = columns.read(folder, "forms.start")
            self._first = columns.read(folder, "passages.first")
            self._forms, self._positions, self._starts, self._ends = (
                columns.read(folder, f"words.{name}") for name in ("form", "position", "start", "end")
            )
            self.form_count = len(self.counts)
            self.mean_length = max(float(self.lengths.sum()) / max(self.size, 1), 1.0)
            if len(self._runs) != int(self._run_starts[-1]):
                raise ValueError("the runs of postings are not as long as they should be")
        except (OSError, EOFError, TypeError, ValueError, WhooshIndexError) as error:
            raise IndexUnusable(f"{folder}: the index cannot be read; type: izde build --rebuild") from error

    def places(self, form: int) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
        """Where a form stands, a row a place: passages, in ascending order, and positions in them."""
        start, count = int(self._run_starts[form]), int(self.counts[form])
        positions = self._runs[start + count : start + count + (count + 1) // 2]
        return self._runs[start : start + count], positions.view(whoosh_index.POSITION)[:count]

    def term(self, form: int) -> str:
        """The form as a term of the index: surface, lemma and keys, parted by `words.SEPARATOR`."""
        start, end = self._text_starts[form : form + 2].tolist()
        return str(self._texts[start:end], "utf-8")

    def parts(self, form: int) -> tuple[str, str, tuple[str, ...]]:
        """The surface, the lemma and the keys of a form."""
        return _parts(self.term(form))

    def parts_of(self, forms: NDArray[np.integer]) -> list[tuple[str, str, tuple[str, ...]]]:
        """The surface, the lemma and the keys of each of the forms: cheaper than asking one by one."""
        starts, ends = self._text_starts[forms].tolist(), self._text_starts[forms + 1].tolist()
        terms = (str(self._texts[start:end], "utf-8") for start, end in zip(starts, ends, strict=True))
        return list(map(_parts, terms))

    def words_of(self, numbers: Iterable[int]) -> dict[int, list[Word]]:
        """The words of each passage, by its number, as `words.words` gave them."""
        asked = list(numbers)
        rows = self.rows(asked)
        forms, places = np.unique(rows.forms, return_inverse=True)
        parts = self.parts_of(forms)
        found: dict[int, list[Word]] = {number: [] for number in asked}
        for passage, place, position, start, end in zip(
            rows.passages.tolist(),
            places.tolist(),
            rows.positions.tolist(),
            rows.starts.tolist(),
            rows.ends.tolist(),
            strict=True,
        ):
            surface, lemma, keys = parts[place]
            found[passage].append(Word(position, start, end, surface, lemma, keys))
        return found

    def rows(self, numbers: Sequence[int] | NDArray[np.integer]) -> Rows:
        """The words of passages as columns, for those who count them; a range is read without copying."""
        asked = np.asarray(numbers, np.int64)
        first = self._first[asked - 1].astype(np.int64)
        counts = self._first[asked].astype(np.int64) - first
        taken: slice | NDArray[np.int64]
        if isinstance(numbers, range) and numbers and numbers.step == 1:
            taken = slice(int(first[0]), int(first[-1] + counts[-1]))
        else:
            taken = columns.runs(first, counts)
        return Rows(
            np.repeat(asked, counts),
            self._forms[taken],
            self._positions[taken],
            self._starts[taken],
            self._ends[taken],
        )


def _parts(term: str) -> tuple[str, str, tuple[str, ...]]:
    surface, lemma, *keys = term.split(SEPARATOR)
    return surface, lemma, tuple(keys)
