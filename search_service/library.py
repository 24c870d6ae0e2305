"""The folder of an index in, its corpus out: the newest build, open until another takes over."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import cast

from flask import current_app, g

from search_service.answers import IndexUnusable
from search_service.builds import Pointer, pointer
from search_service.search import Corpus


class Library:
    """Hands out the corpus of the newest build; whoever holds an older one may go on using it."""

    def __init__(self, folder: Path, *, budget: float | None = None) -> None:
        """A question has `budget` seconds, or as many as it takes."""
        self.folder = folder
        self._budget = budget
        self._lock = Lock()
        self._corpus: Corpus | None = None
        self._opened: Pointer | None = None
        self._analysing = Lock()
        self._analyses = False

    def corpus(self) -> Corpus:
        """The corpus as last built. Raises IndexUnusable."""
        with self._lock:
            while self._corpus is None or pointer(self.folder) != self._opened:
                self._open()
            return self._corpus

    @property
    def build(self) -> str | None:
        """The build that is open, whether a newer one is there or not; None before there was one."""
        corpus = self._corpus
        return corpus.build if corpus else None

    def _open(self) -> None:
        """Open the newest build, and let the one before go once nobody holds it."""
        newest = pointer(self.folder)
        try:
            self._corpus = Corpus.open(self.folder, budget=self._budget)
        except IndexUnusable:
            # A build that took over meanwhile may have removed the one that was being opened.
            if pointer(self.folder) == newest:
                raise
        else:
            self._opened = newest

    def load_analyser(self) -> None:
        """Load what takes the words of a question apart; whoever comes meanwhile waits for it.

        Two threads that import the analyser at once would each see half of it.
        """
        with self._analysing:
            if self._analyses:
                return
            from pipeline.lemmas import lemma

            for word, language in (("тарих", "kk"), ("история", "ru")):
                lemma(word, language)
            self._analyses = True


class Reading:
    """What one request reads: it has the same build to its end, whatever takes over meanwhile."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._corpus: Corpus | None = None

    def corpus(self) -> Corpus:
        """The corpus that was the newest when this was first asked. Raises IndexUnusable."""
        if self._corpus is None:
            self._corpus = self._library.corpus()
        return self._corpus

    def searchable(self) -> Corpus:
        """The corpus, once the analyser of questions is there. Raises IndexUnusable."""
        corpus = self.corpus()
        self._library.load_analyser()
        return corpus


def library() -> Reading:
    """The library as the current request reads it."""
    if "reading" not in g:
        g.reading = Reading(cast(Library, current_app.extensions["izde"]))
    return cast(Reading, g.reading)
