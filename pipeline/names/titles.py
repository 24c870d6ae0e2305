"""The table of titles in; whether a word is one, and where a name stands beside one, out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline import suffixes
from pipeline.names import declension
from pipeline.tables import problem, rows

TABLE = "titles.tsv"
PLACES = ("before", "after")


def titles(place: str) -> frozenset[str]:
    """The titles that stand "before" or "after" a name; Russian ones in every case. Raises TableError."""
    return _table()[place]


@lru_cache(maxsize=65536)
def is_title_behind(word: str) -> bool:
    """Whether `word`, in lower case, is a title that follows a name, with or without a Kazakh ending."""
    return _is_form_of_one(word, titles("after"))


@lru_cache(maxsize=65536)
def is_title(word: str) -> bool:
    """Whether `word`, in lower case, is any title, with or without a Kazakh ending."""
    return _is_form_of_one(word, titles("after") | titles("before"))


def _is_form_of_one(word: str, of: frozenset[str]) -> bool:
    stems = (word[:length] for length in range(len(word), 1, -1))
    return any(stem in of and is_form_of(stem, word) for stem in stems)


def is_form_of(title: str, word: str) -> bool:
    """Whether `word`, in lower case, is `title`, with a Kazakh ending, or in a Russian case."""
    ending = word[len(title) :]
    return word == title or (
        word.startswith(title) and (suffixes.follows(title, ending) or word in declension.forms(title))
    )


def without_title(words: Sequence[str]) -> tuple[int, int]:
    """Where the name stands in `words`, in lower case, that a title begins or ends."""
    if len(words) > 1 and words[-1] in titles("after"):
        return 0, len(words) - 1
    if len(words) > 1 and words[0] in titles("before"):
        return 1, len(words)
    return 0, len(words)


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {place: set() for place in PLACES}
    for number, row in rows(TABLE, "language", "title", "place"):
        if row["place"] not in PLACES or row["language"] not in ("kk", "ru") or not row["title"]:
            raise problem(
                TABLE, number, f"a title needs a language (kk or ru), its word and a place of {PLACES}"
            )
        found[row["place"]] |= declension.forms(row["title"]) if row["language"] == "ru" else {row["title"]}
    return {place: frozenset(words) for place, words in found.items()}
