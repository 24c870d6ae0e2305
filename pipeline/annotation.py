"""Everything known of one document, and its form as JSON (see the contract, izde/annotation/1)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.alignment import AlignedText
from pipeline.records import DateMention, Entity, Paragraph, Repair, Section, Sentence, Source, Token

SCHEMA = "izde/annotation/1"


@dataclass(frozen=True, slots=True)
class Annotation:
    id: str
    title: str
    language: str
    source: Source
    aligned: AlignedText
    repairs: tuple[Repair, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    dates: tuple[DateMention, ...]

    @property
    def text(self) -> str:
        """The normalised text that all offsets of the annotation index into."""
        return self.aligned.text

    def as_json(self) -> dict[str, Any]:
        """The annotation as the contract's object."""
        return {
            "schema": SCHEMA,
            "document": {
                "id": self.id,
                "title": self.title,
                "language": self.language,
                "source": self.source.name,
                "sha256": self.source.sha256,
            },
            "text": self.text,
            "repairs": [self._repair(repair) for repair in self.repairs],
            "sections": [asdict(section) for section in self.sections],
            "paragraphs": [
                self._placed(p.start, p.end) | {"kind": p.kind, "language": p.language}
                for p in self.paragraphs
            ],
            "sentences": [self._placed(s.start, s.end) | {"language": s.language} for s in self.sentences],
            "tokens": [asdict(token) for token in self.tokens],
            "entities": [
                self._named(e.start, e.end) | {"type": e.type, "canonical": e.canonical, "id": e.id}
                for e in self.entities
            ],
            "dates": [
                self._named(d.start, d.end) | {"edtf": d.edtf, "type": d.type, "calendar": d.calendar}
                for d in self.dates
            ],
        }

    def _repair(self, repair: Repair) -> dict[str, Any]:
        start, end = self.aligned.text_span(repair.raw_start, repair.raw_end)
        return {"start": start, "end": end} | asdict(repair)

    def _placed(self, start: int, end: int) -> dict[str, Any]:
        raw_start, raw_end = self.aligned.raw_span(start, end)
        return {"start": start, "end": end, "raw_start": raw_start, "raw_end": raw_end}

    def _named(self, start: int, end: int) -> dict[str, Any]:
        return self._placed(start, end) | {"text": self.text[start:end]}
