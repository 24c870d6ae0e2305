"""The parts of a query in, the tree that they make and the query as it can be typed again out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from search_service import operators

Part = TypeVar("Part")

_PLAIN_VALUE = re.compile(r"\w(?:[\w.:-]*\w)?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in whatever form and script it was typed."""

    text: str

    def __str__(self) -> str:
        # In quotation marks, a word that would be an operator is that word.
        return f'"{self.text}"' if operators.operator(self.text) else self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in this order, each in any form."""

    words: tuple[Word, ...]

    def __str__(self) -> str:
        return f"«{_run(self.words)}»"


@dataclass(frozen=True, slots=True)
class Exact:
    """Words that stand side by side in this order, each in the form that was typed."""

    words: tuple[Word, ...]

    def __str__(self) -> str:
        return f'="{_run(self.words)}"'


@dataclass(frozen=True, slots=True)
class Within:
    """Words in any order, with at most `between` other words among them."""

    words: tuple[Word, ...]
    between: int

    def __str__(self) -> str:
        return f'"{_run(self.words)}"~{self.between}'


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Named:
    """A name or an id of one kind, a language or a document: `person:Абай`, `lang:kk`.

    `column` is where it was typed, from 1.
    """

    kind: str
    value: str
    column: int = field(default=1, compare=False)

    def __str__(self) -> str:
        value = self.value if _PLAIN_VALUE.fullmatch(self.value) else f'"{self.value}"'
        return f"{self.kind}:{value}"


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates from `first` to `last`: EDTF years to days, with ~ for about; an empty one is an open end."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"date:{self.first}" if self.first == self.last else f"date:{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class Not(Generic[Part]):
    """What the part finds is taken away. `column` is where it was typed, from 1."""

    part: Part
    column: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"NOT {_bracketed(self.part)}"


@dataclass(frozen=True, slots=True)
class All(Generic[Part]):
    """Every part must be there, and nothing of a part under Not."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        first, *others = self.parts
        signs = (" " if isinstance(part, Not) else " AND " for part in others)
        rest = (sign + _bracketed(part) for sign, part in zip(signs, others, strict=True))
        return "".join((_bracketed(first), *rest))


@dataclass(frozen=True, slots=True)
class Either(Generic[Part]):
    """One of the parts must be there."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return " OR ".join(map(_bracketed, self.parts))


@dataclass(frozen=True, slots=True)
class Most(Generic[Part]):
    """The passages that hold most of the parts, the rare ones weighing more."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return " / ".join(map(str, self.parts)) if len(self.parts) > 1 else f"{self.parts[0]}?"


Single: TypeAlias = Word | Phrase | Exact | Within | Prefix | Named | Dates
Tree: TypeAlias = Single | Not["Tree"] | All["Tree"] | Either["Tree"] | Most["Tree"]


def _run(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _bracketed(part: object) -> str:
    return f"({part})" if isinstance(part, All | Either) else str(part)
