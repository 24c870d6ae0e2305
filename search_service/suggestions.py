"""The beginning of a word, a name or a title in, what the corpus has that begins so out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import folding
from search_service.beginnings import Beginning, beginnings, keys
from search_service.store import Store

MOST = 20
"""Completions of one answer."""
_RANKED = 100
"""The commonest completions, among which those with the very letters come first."""
_ALL = -1
"""No limit, as SQLite has it."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a beginning may become; `id` is that of an entity or a document, empty for what has none.

    `kind` is "lemma", counted by its occurrences, "name", "title" or "language", counted by passages. `query`
    is all that was typed, with the completion for its end.
    """

    text: str
    kind: str
    id: str
    count: int
    query: str


def completions(store: Store, typed: str, limit: int | None) -> tuple[tuple[Completion, ...], bool]:
    """At most `limit` completions of what a query ends with, in any script, and whether there are more.

    The commonest come first, titles last; before all what begins with the very letters and not only with
    their key. Several words are completed to names and titles that have them side by side, else the last of
    them is; behind a field stand only what it may have: names of its kind, documents, languages.
    """
    ranked = _ALL if limit is None else _RANKED
    for beginning in beginnings(typed):
        if rows := _rows(store, beginning, ranked):
            letters = folding.surface(beginning.text).strip()
            rows.sort(key=lambda row: not _begins(row[0], letters))
            found = tuple(
                Completion(text, kind, id, count, beginning.completed(_value(beginning, text, id)))
                for text, kind, id, count in rows
            )
            return found[:limit], limit is not None and len(found) > limit
    return (), False


def _value(beginning: Beginning, text: str, id: str) -> str:
    return id if beginning.field == "doc" else text


def _rows(store: Store, beginning: Beginning, most: int) -> list[Any]:
    """At most `most` completions of a beginning, the commonest first: text, kind, id and count."""
    if beginning.field == "lang":
        return _languages(store, beginning.text)
    if not beginning.text or beginning.field == "date":
        return []
    found = _beginning_with(store, keys(beginning.text), beginning.field, most)
    if not found and "a" <= beginning.text[-1].casefold() <= "ɏ":
        # A Latin letter may be the first half of one that is written with two, as the k of kh.
        found = _beginning_with(store, keys(beginning.text[:-1]), beginning.field, most)
    return found


def _languages(store: Store, beginning: str) -> list[Any]:
    """The languages of passages whose code begins so, the commonest first."""
    rows: Sequence[Any] = store.rows(
        """SELECT language, 'language', '', COUNT(*) AS times FROM passages
        GROUP BY language ORDER BY times DESC, language"""
    )
    return [row for row in rows if row[0].startswith(beginning.strip().casefold())]


def _beginning_with(store: Store, keys: Iterable[str], field: str, most: int) -> list[Any]:
    """The commonest completions of keys, each once: two words of a name may begin with the same letters."""
    wanted, values = "", tuple[str, ...]()
    if field == "doc":
        wanted = "AND kind = 'title'"
    elif field:
        wanted = "AND kind = 'name' AND EXISTS (SELECT 1 FROM entities e WHERE e.id = c.id AND e.type = ?)"
        values = (field.upper(),)
    statement = f"""SELECT text, kind, id, count FROM completions c WHERE key >= ? AND key < ? {wanted}
        ORDER BY kind = 'title', count DESC, text, kind, id LIMIT ?"""
    found = [
        tuple(row)
        for key in keys
        for row in store.rows(statement, (key, key + chr(sys.maxunicode), *values, most))
    ]
    found.sort(key=lambda row: (row[1] == "title", -row[3], row))
    return list(dict.fromkeys(found))


def _begins(text: str, typed: str) -> bool:
    """Whether a word of `text` begins with the very letters that were typed, and not only with their key."""
    return re.search(rf"(?<!\w){re.escape(typed)}", folding.surface(text)) is not None
