"""A person's printed name in, its given names and its surname out, and whether an entry's can be the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import folding
from pipeline.names.given_names import given_name
from pipeline.names.titles import is_title_behind
from pipeline.names.written_forms import is_surname

if TYPE_CHECKING:
    from pipeline.knowledge import Entry

_LONGEST_CASE = 2
"""Letters that a Russian case may change at the end of a given name: Ахметом, Алие."""

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*|\w+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_INITIAL = 2


def name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """The given names or initials of `name`, without dots, and its surname, whichever stands first.

    One word alone is taken for the surname; what stands in brackets is left out. The surname is empty where
    the name has no letter.
    """
    words = _WORD.findall(_IN_BRACKETS.sub(" ", name)) or [""]
    first, last = words[0], words[-1]
    if len(words) > 1 and not _is_initial(first):
        behind = _is_initial(last) or (given_name(last.casefold()) is not None and _is_only_surname(first))
        if behind:
            return tuple(words[1:]), first
    return tuple(words[:-1]), _untitled(last)


def may_be_called(entry: Entry, given: Sequence[str]) -> bool:
    """Whether `given`, names or initials, may be the first names of `entry`; so may none."""
    if not given:
        return True
    names = [name.split() for name in entry.names if " " in name]
    fitting = [words for words in names if _agree(given[0], words[0])]
    fathers = [words[1] for words in fitting if len(words) > 2]
    # What the table does not say of a father may be anything.
    return bool(fitting) and (
        len(given) < 2 or not fathers or any(_agree(given[1], each) for each in fathers)
    )


def _agree(printed: str, known: str) -> bool:
    """Whether `printed`, an initial or a name in any case, can be `known`, as far as it goes."""
    first = folding.key(printed)
    return folding.key(known).startswith(first[: max(1, len(first) - _LONGEST_CASE)])


def _untitled(word: str) -> str:
    """The word without the title that a hyphen joins to it: Нургали-хазрета."""
    bare, _, title = word.rpartition("-")
    return bare if bare and is_title_behind(title) else word


def _is_initial(word: str) -> bool:
    return len(word) <= _LONGEST_INITIAL and word[:1].isupper()


def _is_only_surname(word: str) -> bool:
    folded = word.casefold()
    return is_surname(folded) and given_name(folded) is None
