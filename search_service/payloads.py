"""Records of an answer in, the contract's JSON objects out: the same for the service and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from search_service.answers import (
    Answer,
    DocumentRecord,
    EntityRecord,
    Hit,
    PassageRecord,
    Question,
    Translated,
)
from search_service.citations import citation, reader_path, stable_id

Payload = dict[str, Any]


def answer(found: Answer) -> Payload:
    """A search's answer."""
    return {
        "query": query_of(found.question, found.understood),
        "total": found.total,
        **completeness(found.partial),
        "next": found.next,
        "namesakes": [
            {"word": each.word, "id": each.id, "name": each.name, "type": each.type, "count": each.count}
            for each in found.namesakes
        ],
        "suggestions": list(found.suggestions),
        "facets": {
            "entity": [
                {"id": facet.id, "name": facet.name, "type": facet.type, "count": facet.count}
                for facet in found.entity_facet
            ],
            "year": [{"value": value, "count": count} for value, count in found.year_facet],
            "cut": dict(zip(("entity", "year"), found.facets_cut, strict=True)),
        },
        "hits": [hit(each) for each in found.hits],
    }


def query_of(question: Question, understood: str) -> Payload:
    """The words of a question as they were asked and taken."""
    return {
        "q": question.q or "",
        "mode": question.mode,
        "without": list(question.without),
        "understood": understood,
    }


def completeness(left_out: Sequence[str]) -> Payload:
    """Whether an answer is whole, or what was left out for want of time."""
    return {"partial": bool(left_out), "left_out": list(left_out)}


def hit(found: Hit) -> Payload:
    """A hit; `highlights` are spans of its `text`, `reasons` say how each match answers the query."""
    passage_found = found.passage
    return {
        "passage": passage_found.id,
        "stable": stable_id(passage_found),
        "document": short_document(found.document),
        "language": passage_found.language,
        "section": passage_found.section,
        "text": passage_found.text,
        "start": passage_found.start,
        "end": passage_found.end,
        "raw_start": passage_found.raw_start,
        "raw_end": passage_found.raw_end,
        "highlights": [list(span) for span in found.highlights],
        "matched": list(dict.fromkeys(match.surface for match in found.matched)),
        "reasons": [
            {"surface": match.surface, "word": match.word, "how": match.how, "distance": match.distance}
            for match in found.matched
        ],
        "score": round(found.score, 4),
        "url": reader_path(passage_found.document, passage_found.number),
        "citation": citation(passage_found, found.document),
        "translation": [
            other_side(each) | {"highlights": [list(span) for span in each.highlights]}
            for each in found.translations
        ],
    }


def short_document(record: DocumentRecord) -> Payload:
    """A document as what belongs to it names it."""
    return {"id": record.id, "title": record.title, "language": record.language}


def other_side(found: Translated) -> Payload:
    """What a passage is paired with, as short as a hit needs it."""
    other = found.passage
    return {
        "passage": other.id,
        "document": short_document(found.document),
        "language": other.language,
        "text": other.text,
        "url": reader_path(other.document, other.number),
        "confidence": round(found.confidence, 4),
        "made": found.made,
    }


def _whole_other_side(found: Translated) -> Payload:
    """What a passage is paired with, and where it stands."""
    other = found.passage
    return other_side(found) | {
        "stable": stable_id(other),
        "start": other.start,
        "end": other.end,
        "raw_start": other.raw_start,
        "raw_end": other.raw_end,
        "citation": citation(other, found.document),
    }


def document(record: DocumentRecord) -> Payload:
    """A document as it stands in a list."""
    return {
        "id": record.id,
        "title": record.title,
        "language": record.language,
        "source": record.source,
        "sha256": record.sha256,
        "author": record.author,
        "date": record.date,
        "rights": record.rights,
        "provenance": record.provenance,
        "translation_of": record.translation_of,
        "passages": record.passages,
    }


def documents(total: int, page: Iterable[DocumentRecord], following: str | None) -> Payload:
    """A page of the list of documents."""
    return {"total": total, "next": following, "documents": [document(each) for each in page]}


def outlined_document(record: DocumentRecord, counterparts: Iterable[DocumentRecord]) -> Payload:
    """A document, those that it is paired with, and its outline: sections with their first passages."""
    outline = [
        {
            "number": number,
            "title": title,
            "passage": first,
            "url": reader_path(record.id, passage_number(first)),
        }
        for number, title, first in record.sections
    ]
    return document(record) | {
        "outline": outline,
        "paired_with": [short_document(each) for each in counterparts],
    }


def passage_number(passage_id: str) -> int:
    """The number in a passage's id "document:number"."""
    return int(passage_id.rpartition(":")[2])


def passage(record: PassageRecord, of: DocumentRecord) -> Payload:
    """A passage by itself, with the names and dates marked in it."""
    return {
        "passage": record.id,
        "stable": stable_id(record),
        "document": short_document(of),
        "language": record.language,
        "section": record.section,
        "paragraph": record.paragraph,
        "kind": record.kind,
        "text": record.text,
        "start": record.start,
        "end": record.end,
        "raw_start": record.raw_start,
        "raw_end": record.raw_end,
        "entities": [
            {"start": mark.start, "end": mark.end, "type": mark.type, "id": mark.id, "name": mark.name}
            for mark in record.entities
        ],
        "dates": [
            {"start": mark.start, "end": mark.end, "edtf": mark.edtf, "type": mark.type}
            for mark in record.dates
        ],
        "url": reader_path(record.document, record.number),
        "citation": citation(record, of),
    }


def translated_passage(
    record: PassageRecord, of: DocumentRecord, translations: Iterable[Translated]
) -> Payload:
    """A passage by itself with what it is paired with, on the other side of a translation."""
    return passage(record, of) | {"translation": [_whole_other_side(each) for each in translations]}


def entity(record: EntityRecord) -> Payload:
    """An entity as it stands in a list."""
    return {
        "id": record.id,
        "type": record.type,
        "names": dict(record.names),
        "years": record.years,
        "description": record.description,
        "count": record.count,
    }


def entities(total: int, page: Iterable[EntityRecord], following: str | None) -> Payload:
    """A page of the list of entities."""
    return {"total": total, "next": following, "entities": [entity(each) for each in page]}


def whole_entity(record: EntityRecord) -> Payload:
    """An entity with its forms as printed and the ids of its passages."""
    return entity(record) | {
        "forms": [{"form": form, "count": count} for form, count in record.forms],
        "passages": list(record.passages),
    }
