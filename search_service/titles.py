"""Forms of the corpus in, the passages of documents whose titles have one of them out."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline import folding
from search_service.closeness import Numbers
from search_service.leaves import Forms
from search_service.passage_sets import PassageSets
from search_service.store import Store
from search_service.vocabulary import Vocabulary
from search_service.words import PARTS


class Titles:
    """The words of the titles of a store's documents, read when they are first asked for."""

    def __init__(self, store: Store, vocabulary: Vocabulary, sets: PassageSets) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._sets = sets

    def holding(self, forms: Forms, numbers: Numbers) -> NDArray[np.bool]:
        """Of each passage whether the title of its document has a word with one of the forms."""
        titled, documents = self._words
        having = np.zeros(int(self._sets.documents.max(initial=0)) + 1, dtype=np.bool)
        having[documents[np.isin(titled, forms)]] = True
        return having[self._sets.documents[numbers]]

    @cached_property
    def _words(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Each form of each word of a title, and the number of the document."""
        known: dict[str, tuple[int, ...]] = {}
        forms: list[int] = []
        documents: list[int] = []
        for number, title in self._store.rows("SELECT number, title FROM documents"):
            for word in {folding.surface(part) for part in PARTS.findall(title)}:
                if word not in known:
                    known[word] = tuple(self._vocabulary.forms("surface", word))
                forms += known[word]
                documents += [number] * len(known[word])
        return np.array(forms, dtype=np.uint32), np.array(documents, dtype=np.uint32)
