"""Forms and where they stand in, a Whoosh index out whose postings are flat runs of numbers.

Schema, table of contents, segment and terms are Whoosh's, and its searchers read the index. Only the postings
are kept in another way than Whoosh's own, through a codec: the run of a term is contiguous in the file, so
that it can be taken as a slice of a memory map, and is written at once. It holds a number a place: the
passages, from 1 (unsigned, 32 bits), and then the positions in them (16 bits), up to a multiple of 4 bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.codec.base import PostingsWriter
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.matching import ListMatcher

FIELD = "form"
PASSAGE, POSITION = np.dtype("<u4"), np.dtype("<u2")
_NAME = "MAIN"
_FURTHEST = np.iinfo(POSITION).max
"""Positions that are larger are kept as this one: a passage of 1,500 characters has none."""

Run = tuple[bytes, NDArray[np.integer], NDArray[np.integer]]
"""A term, the passages that it stands in and its position in each, a place a row, in ascending order."""


class FormField(FieldType):
    """Forms with their positions; nothing is analysed here (the pipeline did), stored or scored."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = False
        self.stored = False


class RunsWriter(PostingsWriter):
    """Writes the runs of terms to the file of postings."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._info = W3TermInfo()

    def start_postings(self, format: Any, terminfo: Any) -> None:
        """Begin with another term; what is noted of it is told by its run."""

    def add_posting(self, id: int, weight: float, vbytes: bytes, length: int | None = None) -> None:
        """Refused: a run is written whole. Raises NotImplementedError."""
        raise NotImplementedError("a run of postings is written whole")

    def add_run(self, passages: NDArray[np.integer], positions: NDArray[np.integer]) -> None:
        """Write the run of the term."""
        different = int(np.count_nonzero(passages[1:] != passages[:-1])) + 1
        self._info = W3TermInfo(
            weight=float(len(passages)),
            df=different,
            # The most that one passage can have; a bound is all that searchers ask for.
            maxweight=float(len(passages) - different + 1),
            minid=int(passages[0]) - 1,
            maxid=int(passages[-1]) - 1,
        )
        self._info.set_extent(self._file.tell(), len(passages))
        self._file.write(passages.astype(PASSAGE, copy=False).tobytes())
        self._file.write(np.minimum(positions, _FURTHEST).astype(POSITION).tobytes())
        self._file.write(bytes(len(passages) % 2 * POSITION.itemsize))

    def finish_postings(self) -> Any:
        """What the index notes of the term."""
        return self._info


class FormsWriter(W3FieldWriter):
    """Writes terms as Whoosh does, each with its run."""

    def add_run(self, run: Run) -> None:
        """Write a term; terms come in ascending order."""
        term, passages, positions = run
        self.start_term(term)
        self._postwriter.add_run(passages, positions)
        self.finish_term()

    @property
    def written(self) -> int:
        """The bytes of runs written so far."""
        return int(self._postfile.tell())


class RunsCodec(W3Codec):
    """Whoosh's codec with flat runs of postings."""

    def field_writer(self, storage: Any, segment: Any) -> FormsWriter:
        """The writer of a field's terms and their runs."""
        return FormsWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> RunsWriter:
        """The writer of runs."""
        return RunsWriter(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """The run of a term as Whoosh's searchers take postings."""
        # Whoosh gives the length of an extent back as it unpacks it, a tuple of one number.
        offset, (length,) = terminfo.extent()
        data = dbfile.get(offset, length * (PASSAGE.itemsize + POSITION.itemsize))
        passages = np.frombuffer(data, PASSAGE, length)
        positions = np.frombuffer(data, POSITION, length, length * PASSAGE.itemsize)
        numbers, first = np.unique(passages, return_index=True)
        places = [each.tolist() for each in np.split(positions, first[1:])]
        return ListMatcher(
            (numbers - 1).tolist(),
            [float(len(each)) for each in places],
            [format_.encode(each) for each in places],
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )


SCHEMA = Schema(**{FIELD: FormField()})


def write(folder: Path, size: int, runs: Iterable[Run]) -> list[int]:
    """Write the index of `size` passages, from their forms in ascending order, into the empty `folder`.

    What comes back are the places in the file at which runs begin or end, in units of 4 bytes.
    """
    storage = FileStorage(str(folder))
    codec = RunsCodec()
    segment = codec.new_segment(storage, _NAME)
    segment.set_doc_count(size)
    passages = codec.per_document_writer(storage, segment)
    for number in range(size):
        passages.start_doc(number)
        passages.finish_doc()
    passages.close()
    shutil.rmtree(folder / f"{_NAME}.tmp")
    places = [0]
    forms = codec.field_writer(storage, segment)
    try:
        forms.start_field(FIELD, SCHEMA[FIELD])
        for run in runs:
            forms.add_run(run)
            places.append(forms.written // PASSAGE.itemsize)
        forms.finish_field()
    finally:
        forms.close()
    TOC(SCHEMA, [segment], 1).write(storage, _NAME)
    return places


def opened(folder: Path) -> tuple[int, NDArray[np.uint32]]:
    """How many passages the index in `folder` has, and its file of runs, mapped into memory.

    Raises OSError, EOFError, ValueError or whoosh.index.IndexError for what is no index.
    """
    (segment,) = TOC.read(FileStorage(str(folder)), _NAME, schema=SCHEMA).segments
    file = folder / segment.make_filename(RunsCodec.POSTS_EXT)
    runs = np.memmap(file, PASSAGE, mode="r") if file.stat().st_size else np.zeros(0, PASSAGE)
    return int(segment.doc_count_all()), np.asarray(runs)
