"""A teacher's sheet in, what its page shows out: passages in order, in both languages, and their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from werkzeug.urls import uri_to_iri

from search_service.answers import (
    DocumentRecord,
    NotFound,
    PassageRecord,
    Question,
    QuestionError,
    Translated,
)
from search_service.citations import citation, permanent_path, place, reader_path, stable_id
from search_service.date_words import date_in_words
from search_service.interface import Words
from search_service.marking import UNMARKED_TYPES, marked
from search_service.name_page import shown_name
from search_service.references import Reference
from search_service.search import Corpus
from search_service.sheets import MOST_PASSAGES, Item, Sheet

Highlights = dict[str, tuple[tuple[int, int], ...]]
"""What to mark in passages, by their ids."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An item of a sheet and its passage; None where the corpus has none at that address."""

    item: Item
    passage: PassageRecord | None
    document: DocumentRecord | None

    @property
    def moved(self) -> bool:
        """Whether the address leads into a passage that begins elsewhere, as when its file has changed."""
        number = self.item.passage.rpartition("@")[2]
        if not self.passage or "@" not in self.item.passage:
            return False
        return number != str(self.passage.raw_start)


def sheet_view(corpus: Corpus, asked: Sheet, words: Words, *, host: str) -> dict[str, Any]:
    """What the page shows of the sheet, with `host` before its permanent addresses.

    `whole` is the address of the sheet, `written` the same with its letters as a person writes them.
    """
    whole = host.rstrip("/") + asked.but(ui="").path
    taken = [_taken(corpus, item) for item in asked.items]
    passages = [each.passage for each in taken if each.passage]
    translations = corpus.translations(passages) if passages else {}
    highlights = _highlights(corpus, asked, passages, translations)
    items = [
        _item(each, translations, highlights, asked, words, host) if each.passage else _lost(each)
        for each in taken
    ]
    return {
        "items": items,
        "lost": sum(not each.passage for each in taken),
        "most": MOST_PASSAGES,
        "glossary": list(_names(corpus, passages, words)) if asked.names else [],
        "dates": _dates(passages, words) if asked.names else [],
        "whole": whole,
        "written": uri_to_iri(whole),
    }


def references(corpus: Corpus, asked: Sheet) -> Iterator[Reference]:
    """The passages of the sheet as what a list of references is made of; those that are gone are left out."""
    for item in asked.items:
        taken = _taken(corpus, item)
        if taken.passage and taken.document:
            yield reference(corpus, taken.passage, taken.document)


def reference(corpus: Corpus, passage: PassageRecord, document: DocumentRecord) -> Reference:
    """The passage with its document and the original of that, where the corpus has it."""
    original = _document(corpus, document.translation_of) if document.translation_of else None
    return Reference(passage, document, original)


def _taken(corpus: Corpus, item: Item) -> Taken:
    try:
        passage = corpus.passage(item.passage)
    except NotFound:
        return Taken(item, None, _document(corpus, item.passage.rpartition("@")[0]))
    return Taken(item, passage, corpus.document(passage.document))


def _document(corpus: Corpus, id: str) -> DocumentRecord | None:
    try:
        return corpus.document(id)
    except NotFound:
        return None


def _lost(taken: Taken) -> dict[str, Any]:
    document = taken.document
    return {
        "address": taken.item.passage,
        "note": taken.item.note,
        "passage": None,
        "document": document,
        "reader": reader_path(document.id, 1).partition("#")[0] if document else "",
    }


def _item(
    taken: Taken,
    translations: dict[str, tuple[Translated, ...]],
    highlights: Highlights,
    asked: Sheet,
    words: Words,
    host: str,
) -> dict[str, Any]:
    passage, document = taken.passage, taken.document
    assert passage and document
    sides = _sides(passage, document, translations.get(passage.id, ()), highlights)
    wanted = [side for side in sides if side["language"] == asked.show]
    return {
        "address": taken.item.passage if taken.moved else stable_id(passage),
        "note": taken.item.note,
        "passage": passage,
        "document": document,
        "moved": taken.moved,
        "place": place(passage, words),
        "date": date_in_words(passage.dates[0].edtf, words) if passage.dates else "",
        "sides": sides if asked.show == "both" else wanted or sides[:1],
        "missing": "" if asked.show == "both" or wanted else asked.show,
        "alone": asked.show == "both" and len(sides) == 1,
        "reader": reader_path(passage.document, passage.number),
        "permanent": permanent_path(passage),
        "citation": citation(passage, document, words.language, host=host),
    }


def _sides(
    passage: PassageRecord,
    document: DocumentRecord,
    others: Sequence[Translated],
    highlights: Highlights,
) -> list[dict[str, Any]]:
    """The passage itself and, document by document, what it is paired with: Kazakh first, then Russian."""
    sides = [_side([(passage, document)], "hand", highlights)]
    for id in dict.fromkeys(other.document.id for other in others):
        together = [other for other in others if other.document.id == id]
        made = "aligned" if any(each.made == "aligned" for each in together) else "hand"
        sides.append(_side([(each.passage, each.document) for each in together], made, highlights))
    # The columns of a sheet keep their languages whichever of the two a passage was taken from.
    return sorted(sides, key=lambda side: ("kk", "ru", side["language"]).index(side["language"]))


def _side(
    together: Sequence[tuple[PassageRecord, DocumentRecord]], made: str, highlights: Highlights
) -> dict[str, Any]:
    """Passages of one document that stand together, as one text."""
    texts = [marked(passage.text, highlights.get(passage.id, ())) for passage, _ in together]
    passage, document = together[0]
    return {
        "language": passage.language,
        "text": Markup(" ").join(texts),
        "translation": bool(document.translation_of),
        "aligned": made == "aligned",
    }


def _highlights(
    corpus: Corpus,
    asked: Sheet,
    passages: Sequence[PassageRecord],
    translations: dict[str, tuple[Translated, ...]],
) -> Highlights:
    """Where the words to mark stand in the passages of the sheet and in what they are paired with."""
    if not asked.q:
        return {}
    shown = [*passages, *(other.passage for each in translations.values() for other in each)]
    question = Question(q=asked.q, sort="position", limit=1)
    found: Highlights = {}
    try:
        numbers = corpus.found(question).in_text()
        for passage in shown:
            number = corpus.store.span(passage.document)[0] + passage.number - 1
            place = bisect_left(numbers, number)
            if place < len(numbers) and numbers[place] == number:
                found |= {hit.passage.id: hit.highlights for hit in corpus.hits(question, place, place + 1)}
    except QuestionError:
        # The sheet is there to print all the same.
        return {}
    return found


def _names(corpus: Corpus, passages: Sequence[PassageRecord], words: Words) -> Iterator[dict[str, Any]]:
    """The names in the passages, each once, in the order in which they come."""
    named = (mark for passage in passages for mark in passage.entities if mark.type not in UNMARKED_TYPES)
    for id in dict.fromkeys(mark.id for mark in named):
        try:
            entity = corpus.entity(id)
        except NotFound:
            continue
        language, name = shown_name(entity, words.language)
        other = {"kk": "ru", "ru": "kk"}.get(language or words.language, "kk")
        second = entity.names.get(other, "")
        yield {
            "name": name,
            "language": language,
            "other": second if second != name else "",
            "other_language": other,
            "years": entity.years,
            "description": entity.description,
            "type": entity.type,
        }


def _dates(passages: Sequence[PassageRecord], words: Words) -> list[str]:
    """The dates in the passages in words, each once, in the order in which they come."""
    return list(dict.fromkeys(date_in_words(mark.edtf, words) for each in passages for mark in each.dates))
