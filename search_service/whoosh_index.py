"""The index as Whoosh keeps it: words of passages in, passages and positions of a term out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh import formats
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import TermNotFound

from search_service.answers import IndexUnusable
from search_service.index import FIELDS, Field
from search_service.words import Word

_POOL_MIB = 64


class TermsField(FieldType):
    """Terms with their positions; nothing is analysed here (the pipeline did), stored or scored."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = False
        self.stored = False

    def index(self, value: Iterable[tuple[str, int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each term of the (term, position) pairs as Whoosh takes it: bytes, frequency, weight, positions."""
        positions: dict[str, list[int]] = {}
        for term, position in value:
            positions.setdefault(term, []).append(position)
        for term, places in positions.items():
            yield term.encode("utf-8"), len(places), float(len(places)), self.format.encode(sorted(places))


SCHEMA = Schema(**{field: TermsField() for field in FIELDS})


def build(passages: Iterable[Sequence[Word]], folder: Path) -> None:
    """Write the index of `passages`, the words of each, into the empty `folder`."""
    writer = FileStorage(str(folder)).create_index(SCHEMA).writer(limitmb=_POOL_MIB)
    try:
        for words in passages:
            writer.add_document(
                surface=[(word.surface, word.position) for word in words],
                lemma=[(word.lemma, word.position) for word in words],
                key=[pair for word in words for pair in ((key, word.position) for key in word.keys)],
            )
        # One segment, so that a passage's number is its place in the order of adding.
        writer.commit(optimize=True)
    except BaseException:
        _abandon(writer)
        raise


def open_index(folder: Path) -> WhooshIndex:
    """The index in `folder`. Raises IndexUnusable when it is not one."""
    return WhooshIndex(folder)


def _abandon(writer: Any) -> None:
    """Release the writer's lock and files after a failure, which may have closed some of them already."""
    try:
        writer.cancel()
    except Exception:
        writer.writelock.release()


class WhooshIndex:
    """An open index; see `index.Index`."""

    def __init__(self, folder: Path) -> None:
        try:
            self._storage = FileStorage(str(folder))
            self._reader = self._storage.open_index(schema=SCHEMA).reader()
        except (OSError, EOFError, ValueError, WhooshIndexError) as error:
            raise IndexUnusable(f"{folder}: the index cannot be read; type: izde build --rebuild") from error
        # A reader has one place in its file of postings.
        self._lock = Lock()

    @property
    def size(self) -> int:
        return int(self._reader.doc_count_all())

    def passages(self, field: Field, term: str) -> list[int]:
        with self._lock:
            matcher = self._matcher(field, term)
            return [document + 1 for document in matcher.all_ids()] if matcher else []

    def positions(self, field: Field, term: str) -> Iterator[tuple[int, list[int]]]:
        found: list[tuple[int, list[int]]] = []
        with self._lock:
            matcher = self._matcher(field, term)
            while matcher and matcher.is_active():
                found.append((matcher.id() + 1, matcher.value_as("positions")))
                matcher.next()
        return iter(found)

    def vocabulary(self, field: Field) -> Iterator[tuple[str, int]]:
        with self._lock:
            terms = [
                (term.decode("utf-8"), info.doc_frequency()) for term, info in self._reader.iter_field(field)
            ]
        return iter(terms)

    def close(self) -> None:
        self._reader.close()
        self._storage.close()

    def _matcher(self, field: Field, term: str) -> Any:
        try:
            return self._reader.postings(field, term)
        except TermNotFound:
            return None
