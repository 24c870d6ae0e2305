"""A spaCy Doc in, the names in it out: those of the knowledge table, of patterns and of the learnt model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.names import (
    agreement,
    authored,
    congresses,
    coordination,
    dated_names,
    headed_names,
    institutions,
    lone_names,
    named_after,
    people,
    place_forms,
    table_names,
)
from pipeline.names.index import index
from pipeline.names.named_text import FIRST, Found, NamedText
from pipeline.names.running_words import running_words
from pipeline.records import Mention, Recogniser


def mentions(doc: Doc, knowledge: Knowledge, *, model: Recogniser = "fast") -> tuple[Mention, ...]:
    """The names of `doc` in order, outermost ones only; offsets are those of doc.text.

    "fast" and "accurate" are one `model` in Russian; with "none" tables and patterns find names alone.
    """
    text = doc.text
    starts = [sentence.start_char for sentence in doc.sents] if doc.has_annotation("SENT_START") else []
    named = NamedText(text, running_words(text, starts), index(knowledge, doc.lang_), knowledge, doc.lang_)
    # Heads first: a coordination (Семей және Ақмола облыстары) says what the bare names in it are.
    coordinated = coordination.coordinated(named)
    from_table = list(table_names.found(named, coordinated))
    found = [
        *from_table,
        *headed_names.found(named, coordinated),
        *congresses.found(named),
        *institutions.found(named),
        *people.found(named),
        *lone_names.found(named),
        *place_forms.found(named),
    ]
    found += [*named_after.found(named, found), *authored.found(named, found)]
    found = [dated_names.with_dates(named, each) for each in found]
    found += dated_names.found(named)
    outermost = list(_outermost(found))
    if model != "none":
        seen = agreement.learnt(named, doc, accurate=model == "accurate")
        outermost = agreement.agreed(named, outermost, seen)
        found = outermost
    found += headed_names.repeated(named, outermost)
    found += headed_names.repeated_quotations(named, outermost)
    found += people.repeated(named, outermost)
    found += headed_names.parts_of_parties(named, outermost)
    return tuple(_mention(each) for each in _outermost(found))


def _outermost(found: Iterable[Found]) -> Iterator[Found]:
    """Yield the longest of those that overlap, leftmost first; of equal ones a table's before a pattern's."""
    end = 0
    for each in sorted(found, key=lambda f: (f.start, -f.end, f.rank != FIRST and not f.candidates, f.rank)):
        if each.start >= end:
            yield each
            end = each.end


def _mention(found: Found) -> Mention:
    return Mention(
        found.start,
        found.end,
        found.type,
        found.core_start,
        found.core_end,
        found.candidates,
        found.canonical,
    )
