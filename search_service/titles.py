"""Forms of the corpus in, the passages of documents whose titles have one of them out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search_service import columns
from search_service.closeness import Numbers
from search_service.leaves import Forms
from search_service.passage_sets import PassageSets
from search_service.store import Store


class Titles:
    """The words of the titles of a build's documents, as `units_writer` wrote them."""

    def __init__(self, store: Store, sets: PassageSets) -> None:
        """Read the columns. Raises OSError and ValueError."""
        self._forms = columns.read(store.words, "titles.form")
        self._documents = columns.read(store.words, "titles.document")
        self._sets = sets

    def holding(self, forms: Forms, numbers: Numbers) -> NDArray[np.bool]:
        """Of each passage whether the title of its document has a word with one of the forms."""
        having = np.zeros(int(self._sets.documents.max(initial=0)) + 1, dtype=np.bool)
        # The columns count documents from 0, the store from 1; both in the order of their passages.
        having[self._documents[np.isin(self._forms, forms)].astype(np.int64) + 1] = True
        return having[self._sets.documents[numbers]]
