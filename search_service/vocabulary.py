"""The words of a build in, the forms that have a surface, a lemma or a key out, and what is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from search_service.index import Field
from search_service.store import Store

_FORMS: dict[Field, str] = {
    "surface": "SELECT form FROM words WHERE surface = ? ORDER BY form",
    "lemma": "SELECT form FROM words WHERE lemma = ? ORDER BY form",
    "key": "SELECT form FROM form_keys WHERE key = ? ORDER BY form",
}
_SPELT = """
SELECT surface, 0, form FROM json_each(?) asked JOIN words ON surface = asked.value
UNION ALL SELECT lemma, 1, form FROM json_each(?) asked JOIN words ON lemma = asked.value"""
_TERMS_HELD = 4096
"""Terms whose forms are kept, those that were looked up last."""


class Vocabulary:
    """The forms of a corpus, by number as in the index. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # A word of a query is looked up for what it is, for what it is a part of, and for its neighbours.
        self._held = lru_cache(_TERMS_HELD)(self._read)

    def forms(self, field: Field, term: str) -> Sequence[int]:
        """The forms that have `term` as their surface, lemma or one of their keys, in ascending order."""
        return self._held(field, term)

    def _read(self, field: Field, term: str) -> tuple[int, ...]:
        return tuple(form for (form,) in self._store.rows(_FORMS[field], (term,)))

    def spelt(self, words: Sequence[str]) -> dict[str, tuple[list[int], list[int]]]:
        """For each word the forms with this surface, and those with this lemma; all looked up at once."""
        found: dict[str, tuple[list[int], list[int]]] = {word: ([], []) for word in words}
        for word, is_lemma, form in self._store.rows(_SPELT, (json.dumps(words), json.dumps(words))):
            found[word][is_lemma].append(form)
        return found

    def having(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that any form has."""
        asked = json.dumps(list(keys))
        statement = "SELECT value FROM json_each(?) WHERE value IN (SELECT key FROM form_keys)"
        return {key for (key,) in self._store.rows(statement, (asked,))}

    def inflected(self, stem: str) -> list[int]:
        """The forms that are one of `stem` by the grammar of nouns, itself left out, in ascending order.

        They were worked out when the corpus was built (`vocabulary_writer.stems`): nothing is analysed here.
        """
        return [form for (form,) in self._store.rows("SELECT form FROM stems WHERE stem = ?", (stem,))]

    def surface(self, form: int) -> str:
        """The letters of a form, apart from case."""
        return self._store.index.parts(form)[0]

    def lemma(self, form: int) -> str:
        """The lemma of a form."""
        return self._store.index.parts(form)[1]

    def known(self, forms: Iterable[int]) -> bool:
        """Whether one of the forms is a word that the lexicon knows."""
        asked = json.dumps(list(forms))
        statement = "SELECT 1 FROM words WHERE form IN (SELECT value FROM json_each(?)) AND known LIMIT 1"
        return bool(self._store.rows(statement, (asked,)))
