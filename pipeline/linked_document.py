"""A spaCy Doc with its names and dates: what linking looks at, and what it has told so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from pipeline import folding
from pipeline.knowledge import Entry, Knowledge
from pipeline.names import bearers, person_cases
from pipeline.names.given_names import given_name
from pipeline.names.nominatives import dictionary_forms
from pipeline.records import DateMention, Mention

YEAR = re.compile(r"-?\d{4}")


@dataclass(slots=True)
class Told:
    """What has been linked so far: the ids in order, when each came last, who bears a surname."""

    ids: list[str] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    bearers: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, id: str) -> None:
        self.last[id] = len(self.ids)
        self.ids.append(id)

    def latest(self, candidates: Sequence[str]) -> str | None:
        """The one of `candidates` that came last; None where none came yet."""
        spoken_of = [id for id in candidates if id in self.last]
        return max(spoken_of, key=self.last.__getitem__) if spoken_of else None


@dataclass(frozen=True)
class Document:
    doc: Doc
    mentions: Sequence[Mention]
    dates: Sequence[DateMention]
    knowledge: Knowledge

    @cached_property
    def text(self) -> str:
        return self.doc.text

    @cached_property
    def sentence_ends(self) -> list[int]:
        if not self.doc.has_annotation("SENT_START"):
            return [match.end() for match in re.finditer(r"\n\n", self.text)] + [len(self.text)]
        return [sentence.end_char for sentence in self.doc.sents] or [0]

    @cached_property
    def certain_people(self) -> frozenset[str]:
        """The persons that some mention names and nobody else."""
        return frozenset(
            m.candidates[0] for m in self.mentions if m.type == "PERSON" and len(m.candidates) == 1
        )

    @cached_property
    def years(self) -> list[int]:
        return sorted(int(year) for date in self.dates for year in YEAR.findall(date.edtf))

    @cached_property
    def names_kazakhs(self) -> bool:
        """Whether the text calls the Kazakhs by their own name."""
        return any(mention.candidates[:1] == ("kazakhs",) for mention in self.mentions)

    @cached_property
    def names_kyrgyz(self) -> bool:
        """Whether the text names the land of the Kyrgyz."""
        return any(mention.candidates[:1] == ("kirghiz-ssr",) for mention in self.mentions)

    @cached_property
    def date_starts(self) -> list[int]:
        return [date.start for date in self.dates]

    @cached_property
    def longer_names(self) -> dict[tuple[str, ...], list[Mention]]:
        """The bodies of a Russian text, each once, by every end of their names of two words and more."""
        found: dict[tuple[str, ...], list[Mention]] = {}
        for name, mention in self._bodies.items():
            for at in range(1, len(name) - 1):
                found.setdefault(name[at:], []).append(mention)
        return found

    @cached_property
    def begun_names(self) -> dict[tuple[str, ...], list[Mention]]:
        """The bodies of a Russian text by every beginning of their names, and by its letters."""
        found: dict[tuple[str, ...], list[Mention]] = {}
        for name, mention in self._bodies.items():
            for at in range(1, len(name)):
                found.setdefault(name[:at], []).append(mention)
            for at in range(2, len(name)):
                letters = "".join(word[0] for word in name[:at])
                found.setdefault((letters,), []).append(mention)
        return found

    @cached_property
    def _bodies(self) -> dict[tuple[str, ...], Mention]:
        """The bodies of a Russian text by their names, each with its first mention."""
        found: dict[tuple[str, ...], Mention] = {}
        for mention in self.mentions if self.doc.lang_ == "ru" else ():
            if mention.type == "ORG":
                found.setdefault(self.body(mention), mention)
        return found

    @cached_property
    def doubled(self) -> dict[str, dict[str, str]]:
        """By the key of the first part of a surname of two parts: the ids of its bearers, or it, and it."""
        found: dict[str, dict[str, str]] = {}
        for mention in self.mentions:
            if mention.type == "PERSON":
                id = mention.candidates[0] if mention.candidates else ""
                names = self.knowledge.entry(id).names if id else (self.surname(mention),)
                for surname in (name.split()[-1].casefold() for name in names):
                    first, hyphen, _ = surname.partition("-")
                    if hyphen:
                        found.setdefault(folding.key(first), {})[id or surname] = surname
        return found

    def body(self, mention: Mention) -> tuple[str, ...]:
        """The words of a body's name in their dictionary forms."""
        return dictionary_forms(self.text[mention.start : mention.end])

    def sentence(self, mention: Mention) -> int:
        """The number of the sentence that `mention` begins in."""
        return bisect_left(self.sentence_ends, mention.start + 1)

    def canonical(self, mention: Mention, id: str) -> str:
        """The name to show for `mention`, that of the entry `id` or the printed one in the nominative."""
        if id in self.knowledge:
            entry: Entry = self.knowledge.entry(id)
            return entry.ru if self.doc.lang_ == "ru" and entry.ru else entry.canonical
        return mention.canonical

    def surname(self, mention: Mention) -> str:
        """The surname of a person, or the only name, in lower case and in the nominative."""
        if self.doc.lang_ != "ru":
            return bearers.name_parts(mention.canonical)[1].casefold()
        given, printed = bearers.name_parts(self.text[mention.start : mention.end])
        folded = printed.casefold()
        return (not given and given_name(folded)) or self._nominatives.get(folded, folded)

    @cached_property
    def _nominatives(self) -> dict[str, str]:
        """The nominative of every Russian surname, printed in lower case, of persons that the table lacks."""
        persons = (m for m in self.mentions if m.type == "PERSON" and not m.candidates)
        printed = (bearers.name_parts(self.text[m.start : m.end])[1].casefold() for m in persons)
        return person_cases.chosen(name for name in printed if name)
