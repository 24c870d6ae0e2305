"""The table of given names in; whether a word is one, bare or in a case, out."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.names import declension
from pipeline.names.written_forms import ONLY_KAZAKH, is_surname, takes_ending
from pipeline.tables import rows

_LONGEST_ENDING = 8
_SHORTEST = 3


def is_given_name(word: str) -> bool:
    """Whether `word`, in lower case, is a given name, bare or in a Russian case."""
    return word in _forms()


@lru_cache(maxsize=65536)
def given_name(word: str) -> str | None:
    """The given name that `word`, in lower case, is a form of: мағжанның → мағжан; None for other words."""
    if word in _names():
        return word
    for length in range(len(word) - 1, max(_SHORTEST, len(word) - _LONGEST_ENDING) - 1, -1):
        if word[:length] in _names() and takes_ending(word[:length], word[length:]):
            return word[:length]
    return _forms().get(word)


@cache
def _names() -> frozenset[str]:
    return frozenset(row["name"] for _, row in rows("given_names.tsv", "name"))


@cache
def _forms() -> dict[str, str]:
    """Each form with its name; a surname (Иванов) is also a plural of the given name, and is left out."""
    # In one order always: a form of two names belongs to the first.
    names = sorted(_names())
    forms = {name: name for name in names}
    for name in names:
        if ONLY_KAZAKH.isdisjoint(name):
            for form in declension.forms(name):
                if not is_surname(form):
                    forms.setdefault(form, name)
    return forms
