"""Paths as a user names them in, the documents that lie there with what is known of them out."""

from __future__ import annotations

import csv
import json
import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.readers import TEXT_SUFFIXES, slug

TABLE = "documents.tsv"
ALIGNMENTS = "alignments"
"""The folder beside a table with a file of pairs for each translation, named after its id."""

COLUMNS = ("path", "id", "title", "language", "author", "date", "source", "rights", "translation_of")
LANGUAGES = ("", "kk", "ru")

_NOT_DOCUMENTS = re.compile(r"\.|readme|licen[cs]e", re.IGNORECASE)
_NOT_FOLDERS = frozenset({"gold"})
_log = logging.getLogger(__name__)
_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class FolderError(ValueError):
    """A path or a table of documents is not as it should be; the message says which and what to mend."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a table of documents, or nobody, says of a file; `path` is absolute, empty cells are not known.

    `alignment` is the file that may hold the pairs of a translation, `row` the place of the row in its table.
    """

    path: str
    id: str
    title: str = ""
    language: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    rights: str = ""
    translation_of: str = ""
    alignment: str = ""
    row: str = ""

    @property
    def place(self) -> str:
        """Where to mend what is known of the document: its row, else the file itself."""
        return self.row or self.path

    def as_json(self) -> str:
        """The metadata as one line that changes when any of it does."""
        # A row that moves within its table says the same as before.
        return json.dumps(asdict(replace(self, row="")), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_json(cls, line: str) -> Metadata:
        """The metadata that `as_json` wrote."""
        return cls(**json.loads(line))


def documents(paths: Sequence[Path]) -> list[Metadata]:
    """What is known of each document under `paths`, in order of id, each file once.

    Raises FolderError for a missing path, no documents at all, a faulty table, or two files of one id.
    """
    found: dict[str, Metadata] = {}
    for path in paths:
        # Unlike Path.resolve, this takes a link that leads to itself.
        root = Path(os.path.realpath(path))
        files = list(_files(root, path))
        described = _described(root if root.is_dir() else root.parent)
        for file in files:
            found[str(file)] = described.get(file) or Metadata(str(file), slug(file.name))
    if not found:
        shown = ", ".join(map(str, paths))
        raise FolderError(
            f"{shown}: no documents there; put text files ({', '.join(sorted(TEXT_SUFFIXES))}) in it"
        )
    by_id: dict[str, Metadata] = {}
    for metadata in found.values():
        other = by_id.setdefault(metadata.id, metadata)
        if other is not metadata:
            raise twice(metadata.id, other.path, metadata.path)
    return [by_id[id] for id in sorted(by_id)]


def holds_documents(folder: Path) -> bool:
    """Whether any document lies below a folder; False for one that is not there."""
    return folder.is_dir() and any(True for _ in _files(folder.resolve(), folder))


def twice(id: str, one: str, other: str) -> FolderError:
    """The error for two files of one id."""
    return FolderError(
        f"two documents have the id {id}: {one} and {other}; rename one, or give it an id in {TABLE}"
    )


def _files(root: Path, shown: Path) -> Iterator[Path]:
    """The documents at or below `root`, in order of name. Raises FolderError."""
    try:
        if root.is_file():
            yield root
        elif not root.is_dir():
            raise FolderError(f"{shown}: no such file or folder")
        else:
            yield from _below(root)
    except OSError as error:
        raise _unreadable(error) from error


def _below(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if _NOT_DOCUMENTS.match(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink() and entry.name not in _NOT_FOLDERS:
            yield from _below(entry)
        elif entry.suffix.casefold() in TEXT_SUFFIXES and entry.is_file():
            yield entry.resolve()


def _described(folder: Path) -> dict[Path, Metadata]:
    """The rows of the tables that speak of the documents of `folder`, by absolute path."""
    rows: dict[Path, Metadata] = {}
    # The table of the corpus speaks of the seeds beside it, too.
    for table in dict.fromkeys((folder.parent / "corpus" / TABLE, folder / TABLE)):
        try:
            rows |= _rows(table) if table.is_file() else {}
        except OSError as error:
            raise _unreadable(error) from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise FolderError(f"{table}: is no table in UTF-8; save it as UTF-8 text: {error}") from error
    return rows


def _unreadable(error: OSError) -> FolderError:
    return FolderError(f"{error.filename}: cannot be read: {error.strerror}")


def _rows(table: Path) -> dict[Path, Metadata]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise FolderError(f"{table}: the first row should be: {', '.join(COLUMNS)}")
        rows = [_row(table, number, row) for number, row in enumerate(reader, start=2)]
    # A row whose file is gone speaks of nothing.
    found = {Path(row.path): row for row in rows if row is not None}
    translations = {row.id for row in found.values() if row.translation_of}
    for pairs in sorted((table.parent / ALIGNMENTS).glob("*.tsv")):
        if pairs.stem not in translations:
            _log.warning(
                "%s: %s has no translation %s; name its original under translation_of, or the file after it",
                pairs, table, pairs.stem,
            )  # fmt: skip
    return found


def _row(table: Path, number: int, row: dict[Any, Any]) -> Metadata | None:
    if None in row:
        raise FolderError(f"{table}:{number}: has more cells than the first row")
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    # A path counts from the folder of the table, or from the one above, as corpus/documents.tsv writes it.
    places = (root / cells["path"] for root in (table.parent, table.parent.parent) if cells["path"])
    file = next((place.resolve() for place in places if place.is_file()), None)
    if file is None:
        _log.warning("%s:%d: there is no file %s; the row is not used", table, number, cells["path"])
        return None
    if cells["id"] and not _ID.fullmatch(cells["id"]):
        raise FolderError(
            f"{table}:{number}: the id {cells['id']!r} should be letters and digits and hyphens"
        )
    if cells["language"] not in LANGUAGES:
        raise FolderError(f"{table}:{number}: the language {cells['language']!r} should be kk, ru or empty")
    id = cells["id"] or slug(file.name)
    alignment = table.parent / ALIGNMENTS / f"{id}.tsv" if cells["translation_of"] else ""
    placed = {"path": str(file), "id": id, "alignment": str(alignment), "row": f"{table}:{number}"}
    return Metadata(**(cells | placed))
