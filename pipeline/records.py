"""What the stages hand to one another: frozen records; offsets are code points of the normalised text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UNDECIDED = "und"
"""The language of what nobody has told the language of (ISO 639-2)."""

ParagraphKind = Literal["heading", "paragraph", "list_item", "question"]
EntityType = Literal["PERSON", "PLACE", "ORG", "EVENT", "WORK", "NORP", "LAW"]
Recogniser = Literal["none", "fast", "accurate"]
"""Which learnt models look for names beside tables and patterns: none, one that is fast, or all there are."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: name, decoded text (no newline translation, a BOM kept), sha256 of its bytes."""

    name: str
    raw: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `replacement`; `rule` names the repair, None for mere white space."""

    start: int
    end: int
    replacement: str
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """One changed run of the source: raw[raw_start:raw_end] == `raw` reads `repaired` in the text."""

    raw_start: int
    raw_end: int
    raw: str
    repaired: str
    rule: str


@dataclass(frozen=True, slots=True)
class Section:
    start: int
    end: int
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    end: int
    kind: ParagraphKind
    language: str = UNDECIDED


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    language: str = UNDECIDED


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    lemma: str
    pos: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in the text, not yet linked.

    `core_start`/`core_end` hold the bare name without its head; `candidates` are ids of the knowledge
    table that the name may stand for, likeliest first, and empty for a name found by pattern alone;
    `canonical` is the repaired name in the nominative.
    """

    start: int
    end: int
    type: EntityType
    core_start: int
    core_end: int
    candidates: tuple[str, ...]
    canonical: str


@dataclass(frozen=True, slots=True)
class Entity:
    start: int
    end: int
    type: EntityType
    canonical: str
    id: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date: `edtf` is ISO 8601-2; `calendar` is "julian" or None (not said)."""

    start: int
    end: int
    edtf: str
    type: str
    calendar: str | None
