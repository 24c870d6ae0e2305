"""What is asked of a corpus and what it answers: frozen records, the same for every engine and every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["smart", "exact", "fuzzy"]
Sort = Literal["relevance", "position", "date"]
Through = Literal["text", "translation"]
"""What must answer the words of a question: a passage itself, or else the one that it is paired with."""
Folding = Literal["lemma", "script", "name", "near"]
"""What a word of a question stands for beside itself: its other forms, its spellings in another script or
habit, the other names of what it names, and near spellings of it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A search as it was asked; `date_from`/`date_to` are EDTF years to days, inclusive.

    `without` are the foldings that are switched off; the mode "exact" switches off all of them.
    """

    q: str | None = None
    mode: Mode = "smart"
    lang: str | None = None
    document: str | None = None
    entities: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    sort: Sort = "relevance"
    through: Through = "text"
    limit: int = 20
    cursor: str | None = None
    without: tuple[Folding, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of the corpus; `sections` are (number or None, title, id of its first passage).

    `source` is the name of its file, `provenance` says in words where the text is from.
    """

    id: str
    title: str
    language: str
    source: str
    sha256: str
    author: str = ""
    date: str = ""
    rights: str = ""
    translation_of: str = ""
    passages: int = 0
    sections: tuple[tuple[str | None, str, str], ...] = ()
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class EntityMark:
    """A name in a passage, in offsets of the passage's text."""

    start: int
    end: int
    type: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date in a passage, in offsets of the passage's text."""

    start: int
    end: int
    edtf: str
    type: str


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage; `id` is "document:number", `start`/`end` are offsets of the document's normalised text."""

    id: str
    document: str
    number: int
    section: str
    paragraph: int
    kind: str
    text: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    language: str
    entities: tuple[EntityMark, ...] = ()
    dates: tuple[DateMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Why a passage was found: `surface` as it stands in the text, `how` it answers `word` of the query.

    `how` is one of exact, lemma, script, name, near, entity, date, and translation: then `surface` stands in
    the passage that this one is paired with. `distance` is that of a near spelling, in slips; else None.
    """

    surface: str
    word: str
    how: str
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Translated:
    """A passage that another one is paired with, in a translation or in its original.

    `made` says who paired them: "hand", with a `confidence` of 1, or "aligned", with one from 0 to 1.
    """

    passage: PassageRecord
    document: DocumentRecord
    confidence: float
    made: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PairSide:
    """One side of a pair: the document, and each sentence's place in the source and text."""

    document: str
    language: str
    sentences: tuple[tuple[int, str], ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The sentences as "document@raw_start"."""
        return tuple(f"{self.document}@{raw_start}" for raw_start, _ in self.sentences)

    @property
    def text(self) -> str:
        """The sentences, parted by spaces."""
        return " ".join(text for _, text in self.sentences)


@dataclass(frozen=True, slots=True)
class PairRecord:
    """Sentences of an original (`source`) and of its translation (`target`) that say the same."""

    source: PairSide
    target: PairSide
    confidence: float
    made: str
    note: str

    @property
    def id(self) -> str:
        """The address of the translation's first sentence, which stays the same across builds."""
        return self.target.addresses[0]


@dataclass(frozen=True, slots=True)
class Hit:
    passage: PassageRecord
    document: DocumentRecord
    highlights: tuple[tuple[int, int], ...]
    matched: tuple[Match, ...]
    score: float
    translations: tuple[Translated, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityFacet:
    """How many hits name an entity; `names` are those by language, `name` the first of them."""

    id: str
    name: str
    type: str
    count: int
    names: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several entities that have the name `word` of a question, and how many hits name it.

    The question with this `id` for an entity finds these hits and no others.
    """

    word: str
    id: str
    name: str
    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page of results; `total` and the facets count all hits, `next` is the next cursor.

    `first` is the place of the first of `hits` among all, from 1; `named` are the ids of the entities that
    the words of the question were taken for, `namesakes` those of them that share a name; `partial` says what
    was left out for want of time, `facets_cut` how many entities and years the facets leave out.
    """

    question: Question
    understood: str
    total: int
    hits: tuple[Hit, ...]
    next: str | None = None
    suggestions: tuple[str, ...] = ()
    entity_facet: tuple[EntityFacet, ...] = ()
    year_facet: tuple[tuple[str, int], ...] = ()
    first: int = 1
    named: tuple[str, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    partial: tuple[str, ...] = ()
    facets_cut: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity of the corpus: names by language ("kk", "ru", "en"), forms as printed with their counts."""

    id: str
    type: str
    names: dict[str, str] = field(hash=False)
    years: str = ""
    description: str = ""
    count: int = 0
    forms: tuple[tuple[str, int], ...] = ()
    passages: tuple[str, ...] = ()


class QuestionError(ValueError):
    """The question cannot be answered as asked; `parameter` names the culprit, the message the remedy.

    `column` is the place in the parameter's value, from 1; None where the whole value is to blame.
    """

    def __init__(self, parameter: str, detail: str, *, column: int | None = None) -> None:
        super().__init__(detail)
        self.parameter = parameter
        self.column = column


class NotFound(LookupError):
    """No such document, passage or entity; the message says which id was asked for."""


class IndexUnusable(RuntimeError):
    """The index is missing, of another version or broken; the message says what to type."""
