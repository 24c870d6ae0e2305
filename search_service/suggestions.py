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
_RANKED = 100
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


def completions(store: Store, beginning: str, limit: int) -> tuple[tuple[Completion, ...], bool]:
    """At most `limit` completions of a beginning in any script, and whether there are more.

    The commonest come first, titles last; before all what begins with the very letters and not only with
    their key. A beginning of several words is completed to names and titles that have them side by side.
    """
    key = _key(beginning)
    if not key:
        return (), False
    found = _beginning_with(store, key)
    if not found and "a" <= beginning[-1].casefold() <= "ɏ":
        # A Latin letter may be the first half of one that is written with two, as the k of kh.
        found = _beginning_with(store, shorter) if (shorter := _key(beginning[:-1])) else found
    typed = folding.surface(beginning).strip()
    found.sort(key=lambda each: not _begins(each.text, typed))
    return tuple(found[:limit]), len(found) > limit


def _key(beginning: str) -> str:
    """What the keys of the completions begin with; a space at the end says that the last word is whole."""
    key = name_key(beginning)
    return f"{key} " if key and beginning[-1].isspace() else key


def _beginning_with(store: Store, key: str) -> list[Completion]:
    """The commonest completions of a key, each once: two words of a name may begin with the same letters."""
    rows = store.rows(
        """SELECT text, kind, id, count FROM completions WHERE key >= ? AND key < ?
        ORDER BY kind = 'title', count DESC, text, kind, id LIMIT ?""",
        (key, key + chr(sys.maxunicode), _RANKED),
    )
    return [Completion(*row) for row in dict.fromkeys(map(tuple, rows))]


def _begins(text: str, typed: str) -> bool:
    """Whether a word of `text` begins with the very letters that were typed, and not only with their key."""
    return re.search(rf"(?<!\w){re.escape(typed)}", folding.surface(text)) is not None
