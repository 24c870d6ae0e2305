"""A Kazakh and a Russian text in, an open corpus of them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from search_service.build import build
from search_service.search import Corpus


@contextmanager
def corpus_of(folder: Path, *, kazakh: str, russian: str) -> Iterator[Corpus]:
    """The corpus of two texts, which are written to the folder."""
    (folder / "kazakh.txt").write_text(kazakh, encoding="utf-8")
    (folder / "russian.txt").write_text(russian, encoding="utf-8")
    build([folder], folder / "index")
    with closing(Corpus.open(folder / "index")) as opened:
        yield opened
