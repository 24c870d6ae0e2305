"""The folder of an index in, its corpus out: the newest build, open until another takes over."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import cast

from flask import current_app

from search_service.builds import newest
from search_service.search import Corpus


class Library:
    """Hands out the corpus of the newest build; whoever holds an older one may go on using it."""

    def __init__(self, folder: Path, *, budget: float | None = None) -> None:
        """A question has `budget` seconds, or as many as it takes."""
        self.folder = folder
        self._budget = budget
        self._lock = Lock()
        self._corpus: Corpus | None = None
        self._analysing = Lock()
        self._analyses = False

    def corpus(self) -> Corpus:
        """The corpus as last built. Raises IndexUnusable."""
        with self._lock:
            if self._corpus is None or self._corpus.build != newest(self.folder):
                self._corpus = Corpus.open(self.folder, budget=self._budget)
            return self._corpus

    def searchable(self) -> Corpus:
        """The corpus, once the analyser of questions is there. Raises IndexUnusable."""
        corpus = self.corpus()
        self.load_analyser()
        return corpus

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


def library() -> Library:
    """The library of the application that answers the current request."""
    return cast(Library, current_app.extensions["izde"])
