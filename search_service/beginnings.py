"""A query that is still being typed in, the beginning that stands last in it and how it is completed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from pipeline import folding
from search_service import operators
from search_service.query_tree import Named
from search_service.words import PARTS

LONGEST_RUN = 8
"""Words of a name or a title that is completed by its words side by side."""

_FIELD = re.compile(
    r"(?<!\w)(?P<field>[^\W\d_]+):"
    r"(?:\((?P<group>[^()]*)|[\"«“„](?P<quoted>[^\"«»“”„]*)|(?P<bare>[^\s()\"«»“”„]*))\Z"
)
"""A field that the query ends with: over parentheses, in quotation marks or bare."""
_SIGN = re.compile(r"[()\"«»“”„=~/*]|(?<!\S)-")
"""What no name or title goes across."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word or of several, `text`, behind `before`; of a `field`, if it has a name.

    With `bare`, the field stands before, over parentheses.
    """

    before: str
    text: str
    field: str = ""
    bare: bool = False

    def completed(self, value: str) -> str:
        """The query with `value` for the beginning, as it can be typed."""
        if not self.field:
            return self.before + value
        name, colon, shown = str(Named(self.field, value)).partition(":")
        return self.before + (shown if self.bare else name + colon + shown)


def beginnings(typed: str) -> Iterator[Beginning]:
    """What may be completed at the end of a query: the value of a field, or the last words, most first."""
    found = _FIELD.search(typed)
    field = operators.field(found["field"]) if found else None
    if not (found and field):
        starts = list(_starts(typed, 0))[-LONGEST_RUN:]
        yield from (Beginning(typed[:start], typed[start:]) for start in starts)
    elif found["group"] is None:
        yield Beginning(typed[: found.start()], found["quoted"] or found["bare"] or "", field[0])
    else:
        starts = list(_starts(typed, found.start("group")))
        if field[0] not in operators.NAMES:
            starts = starts[-1:]
        yield from (Beginning(typed[:start], typed[start:], field[0], bare=True) for start in starts[:1])


def keys(beginning: str) -> list[str]:
    """What the keys of names that begin so may begin with; a space at the end says that the word is whole."""
    words = (folding.keys(part) for part in PARTS.findall(beginning))
    space = " " if beginning[-1:].isspace() else ""
    every = (" ".join(found) + space for found in product(*filter(None, words)))
    return [key for key in islice(every, folding.MOST_KEYS) if key.strip()]


def _starts(typed: str, first: int) -> Iterator[int]:
    """Where the words begin that stand last in a query, from `first` on, with no sign or operator between."""
    first = max((sign.end() for sign in _SIGN.finditer(typed, first)), default=first)
    words = list(_WORD.finditer(typed, first))
    after = max((at for at, word in enumerate(words, start=1) if operators.operator(word[0])), default=0)
    yield from (word.start() for word in words[after:])
