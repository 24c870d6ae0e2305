"""The folder of an index in, its builds out: which is the newest, a place for the next, the swap to it.

index/newest            the name of the newest build, and of the one before it
index/builds/NAME/      a build: store.sqlite, and words/ with the index of words and all other columns
index/builds/NAME/held  locked by whoever reads the build
index/lock              held while a build is made
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NoReturn

from search_service.answers import IndexUnusable

FORMAT = "4"
"""Version of the files of a build; another one is never opened."""

REMEDY = "type: izde build --rebuild (with the same --index, if you named one)"
STORE = "store.sqlite"
_POINTER = "newest"
WORDS = "words"
HELD = "held"
NEAR_FORMS, NEAR_NAMES = "near_forms", "near_names"
"""Deletes dictionaries in the folder of words: of forms and lemmas, and of names of one word."""

_SHAPES_A_BUILD = (
    "words.py", "glued.py", "build.py", "store_writer.py", "index_writer.py", "word_rows.py",
    "whoosh_index.py", "columns.py", "vocabulary_writer.py", "facets_writer.py", "near_writer.py", "slips.py",
    "units_writer.py", "completions_writer.py", "alignments.py", "pairing.py", "pairs_writer.py",
)  # fmt: skip
_SHAPES_NO_BUILD = frozenset({"__pycache__", "evaluation"})
"""Folders of the pipeline: what measures it leaves its results as they are."""


class BuildRunning(RuntimeError):
    """Another build of the same index is at work."""


def newest(index: Path) -> str:
    """The name of the newest build. Raises IndexUnusable when there is none."""
    return _names(index)[0]


Pointer = tuple[int, int, int]
"""What tells one pointer to the newest build from another without reading it."""


def pointer(index: Path) -> Pointer:
    """What is other whenever another build has taken over. Raises IndexUnusable when there is none."""
    try:
        found = os.stat(index / _POINTER)
    except OSError:
        return _no_pointer(index)
    return found.st_ino, found.st_mtime_ns, found.st_size


def _no_pointer(index: Path) -> NoReturn:
    _names(index)
    raise IndexUnusable(f"{index}: the index is damaged; {REMEDY}")


def hold(index: Path, name: str) -> sqlite3.Connection | None:
    """What keeps the files of a build in place until it is closed, or nobody has it any more.

    SQLite's shared lock serves, as for `locked`. None where a build cannot be held: then it is read as it is.
    """
    file = index / "builds" / name / HELD
    try:
        held = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
        held.execute("BEGIN")
        held.execute("SELECT * FROM sqlite_master").fetchall()
    except sqlite3.Error:
        return None
    return held


def _is_held(build: Path) -> bool:
    """Whether anybody reads a build."""
    if not (build / HELD).is_file():
        return False
    with closing(sqlite3.connect(build / HELD, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            return "locked" in str(error)
        return False


def store_file(index: Path, name: str) -> Path:
    """The store of a build."""
    return index / "builds" / name / STORE


def is_whole(store: Path) -> bool:
    """Whether the file of a store is as long as its header says (SQLite file format, section 1.3)."""
    with store.open("rb") as file:
        header = file.read(100)
    page_size, pages = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
    return store.stat().st_size == pages * (page_size if page_size > 1 else 65536)


def words_folder(index: Path, name: str) -> Path:
    """The folder of a build that its index of words is kept in."""
    return index / "builds" / name / WORDS


def has_words(index: Path, name: str, facts: Mapping[str, str]) -> bool:
    """Whether the index of words of a build is there, whole, as the `facts` of its store have it."""
    folder = words_folder(index, name)
    return folder.is_dir() and sizes(folder) == facts.get("words")


def sizes(folder: Path) -> str:
    """The names and sizes of a folder's files, as one line that tells a whole folder from a damaged one."""
    return " ".join(sorted(f"{file.name}:{file.stat().st_size}" for file in folder.iterdir()))


@cache
def version() -> str:
    """A digest of the code and the data that shape a build: another one makes every document anew."""
    digest = hashlib.sha256(FORMAT.encode())
    ours = files("search_service")
    for file in (*_sources(files("pipeline")), *(ours / name for name in _SHAPES_A_BUILD)):
        data = file.read_bytes()
        digest.update(f"{file.name} {len(data)} ".encode() + data)
    return digest.hexdigest()


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Hold the index for one build. Raises BuildRunning, or OSError when the folder cannot be made.

    SQLite's lock serves: every platform has it, and the system drops it when the process ends, however.
    """
    index.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(index / "lock", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise OSError(str(error)) from error
            raise BuildRunning(f"{index}: another build is at work; wait until it has ended") from error
        yield


@contextmanager
def next_build(index: Path) -> Iterator[tuple[str, Path]]:
    """The name and the empty folder of a new build, which takes over when the block ends well.

    When it does not, nothing is left of it and the old build stays. Call it while `locked`.
    """
    _tidy(index)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    folder = index / "builds" / name
    try:
        folder.mkdir(parents=True)
        (folder / WORDS).mkdir()
        (folder / HELD).touch()
        yield name, folder
        _point(index, name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _tidy(index)


def _names(index: Path) -> list[str]:
    try:
        names = (index / _POINTER).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        raise IndexUnusable(f"{index}: there is no index yet; {REMEDY}") from None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise IndexUnusable(f"{index}: the index cannot be read ({why}); {REMEDY}") from error
    if not names or any(Path(name).name != name for name in names):
        raise IndexUnusable(f"{index}: the index is damaged; {REMEDY}")
    return names


def _point(index: Path, name: str) -> None:
    """Let `name` be the newest build, in one step that either happens or does not."""
    try:
        before = newest(index)
    except IndexUnusable:
        before = ""
    following = index / f"{_POINTER}.new"
    try:
        with following.open("w", encoding="utf-8") as file:
            file.write(f"{name}\n{before}\n")
            file.flush()
            os.fsync(file.fileno())
        following.replace(index / _POINTER)
    except BaseException:
        following.unlink(missing_ok=True)
        raise


def _tidy(index: Path) -> None:
    """Remove all builds but the newest, the one before it, which a reader may be opening, and those held."""
    try:
        kept = set(_names(index))
    except IndexUnusable:
        kept = set()
    builds = index / "builds"
    for folder in builds.iterdir() if builds.is_dir() else ():
        if folder.name not in kept and not _is_held(folder):
            # What another process holds open on Windows goes with a later build.
            shutil.rmtree(folder, ignore_errors=True)


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """The modules and data of a package, in order of name."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            if entry.name not in _SHAPES_NO_BUILD:
                yield from _sources(entry)
        elif not entry.name.startswith("."):
            yield entry
