"""The beginning of a word, a name or a title in, what the corpus has that begins so out."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from pipeline import folding
from search_service.store import Store
from search_service.store_writer import name_key

MOST = 20
"""Completions of one answer."""
_RANKED = 500
"""The commonest completions, among which those with the very letters come first."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a beginning may become; `id` is that of an entity or a document, empty for a lemma.

    `kind` is "lemma", counted by its occurrences, "name" or "title", counted by passages.
    """

    text: str
    kind: str
    id: str
    count: int


def completions(store: Store, beginning: str, limit: int) -> tuple[int, tuple[Completion, ...]]:
    """How many completions there are for a beginning in any script, and `limit` of them.

    The commonest come first, titles last; before all what begins with the very letters and not only with
    their key.
    A beginning of several words is completed to names and titles that have these words side by side.
    """
    key = _key(beginning)
    if not key:
        return 0, ()
    typed = folding.surface(beginning).strip()
    found = _beginning_with(store, key, typed, limit)
    if not found[0] and "a" <= beginning[-1].casefold() <= "ɏ":
        # A Latin letter may be the first half of one that is written with two, as the k of kh.
        shorter = _key(beginning[:-1])
        found = _beginning_with(store, shorter, typed, limit) if shorter else found
    return found


def _key(beginning: str) -> str:
    """What the keys of the completions begin with; a space at the end says that the last word is whole."""
    key = name_key(beginning)
    return f"{key} " if key and beginning[-1].isspace() else key


def _beginning_with(store: Store, key: str, typed: str, limit: int) -> tuple[int, tuple[Completion, ...]]:
    rows = store.rows(
        """SELECT text, kind, id, MAX(count) AS times, COUNT(*) OVER () FROM completions
        WHERE key >= ? AND key < ? GROUP BY kind, id, text
        ORDER BY kind = 'title', times DESC, text, kind, id LIMIT ?""",
        (key, key + chr(sys.maxunicode), _RANKED),
    )
    found = [Completion(*row[:-1]) for row in rows]
    found.sort(key=lambda each: not _begins(each.text, typed))
    return (rows[0][-1] if rows else 0), tuple(found[:limit])


def _begins(text: str, typed: str) -> bool:
    """Whether a word of `text` begins with the very letters that were typed, and not only with their key."""
    return re.search(rf"(?<!\w){re.escape(typed)}", folding.surface(text)) is not None
