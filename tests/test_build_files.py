"""A build in, its files out: the same however it came about, and refused where one of them is damaged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from search_service import builds
from search_service.answers import IndexUnusable
from search_service.build import build
from search_service.search import Corpus

FIRST = "Алғашқы мәтін\n\nБірінші съезд Орынбор қаласында өтті. Съезге делегаттар келді.\n"
SECOND = "Екінші мәтін\n\nГазет 1913 жылы шықты.\n"
THIRD = "Абай 1913 жылы Орынборда болды. Съездің газеті, газет-журнал.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in (("first", FIRST), ("second", SECOND)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_an_index_that_grew_is_the_one_that_is_made_at_once(texts: Path, index: Path, tmp_path: Path) -> None:
    build([texts / "second.txt"], index)
    build([texts], index)
    (texts / "third.txt").write_text(
        "Абай 1913 жылы Орынборда. Съездің газеті, газет-журнал.", encoding="utf-8"
    )
    grown = build([texts], index)
    assert (grown.added, grown.unchanged) == (("third",), ("first", "second"))
    build([texts], tmp_path / "other")
    assert contents(index) == contents(tmp_path / "other")


def contents(index: Path) -> dict[str, object]:
    """All that is in the newest build, its name aside: the rows of its tables and the bytes of its files."""
    name = builds.newest(index)
    found: dict[str, object] = {}
    with closing(sqlite3.connect(builds.store_file(index, name))) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table != "facts":
                found[table] = sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
    for file in builds.words_folder(index, name).iterdir():
        # Whoosh draws the names of its files, and notes them in its table of contents.
        if file.suffix != ".toc":
            found[file.name.split(".", 1)[1] if file.name.startswith("MAIN") else file.name] = (
                file.read_bytes()
            )
    return found


@pytest.mark.parametrize(
    "pattern", ["*.toc", "*.trm", "*.pst", "words.form.npy", "mentions.*", "dates.first.npy", "near_forms_*"]
)
def test_an_index_with_a_file_cut_short_or_missing_is_refused(texts: Path, index: Path, pattern: str) -> None:
    build([texts], index)
    (texts / "third.txt").write_text(THIRD, encoding="utf-8")
    file = next((index / "builds" / builds.newest(index) / "words").glob(pattern))
    os.truncate(file, file.stat().st_size - 1)
    for _ in range(2):
        for use in (lambda: Corpus.open(index), lambda: build([texts], index)):
            with pytest.raises(IndexUnusable, match="damaged.*izde build --rebuild"):
                use()
        file.unlink(missing_ok=True)
    assert build([texts], index, rebuild=True).added == ("first", "second", "third")
