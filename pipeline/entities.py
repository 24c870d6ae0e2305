"""A spaCy Doc in, the names in it out: those of the knowledge table, of patterns and of the learnt model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.names import (
    agreement,
    authored,
    bibliography,
    bodies,
    congresses,
    contractions,
    coordination,
    dated_names,
    headed_names,
    institutions,
    lone_names,
    named_after,
    other_names,
    people,
    place_forms,
    quotations,
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
        *place_forms.namesakes(named, from_table),
        *place_forms.qualified(named, from_table),
        *headed_names.found(named, coordinated),
        *congresses.found(named),
        *institutions.found(named),
        *bodies.found(named, from_table),
        *contractions.found(named),
        *people.found(named),
        *lone_names.found(named),
        *place_forms.found(named),
        *other_names.assumed(named),
    ]
    found += [*named_after.found(named, found), *authored.found(named, found)]
    found = [dated_names.with_dates(named, each) for each in found]
    found += dated_names.found(named)
    # What its place makes an author or a title has no other names in it, whoever sees them.
    settled = list(bibliography.found(named, found))
    settled += _beside(quotations.found(named, found, coordinated), settled)
    found = [*settled, *_beside(found, settled)]
    outermost = list(_outermost(found))
    if model != "none":
        seen = agreement.learnt(named, doc, accurate=model == "accurate")
        kept = {id(each) for each in _beside([name for name, _ in seen], settled)}
        outermost = agreement.agreed(named, outermost, [each for each in seen if id(each[0]) in kept])
    outermost = other_names.apart(named, outermost)
    found = [*outermost, *other_names.in_brackets(named, outermost)]
    found += headed_names.repeated(named, outermost)
    found += headed_names.repeated_quotations(named, outermost)
    found += people.repeated(named, outermost)
    found += headed_names.parts_of_parties(named, outermost)
    found = [other_names.with_hyphened_title(named, each) for each in found]
    return tuple(_mention(each) for each in _outermost(found))


def _beside(found: Iterable[Found], settled: Sequence[Found]) -> Iterator[Found]:
    """Yield those of `found` that touch none of `settled`, or that hold it whole: роман «Абай»."""
    places = sorted((each.start, each.end) for each in settled)
    starts = [start for start, _ in places]
    for each in found:
        first = bisect_left(starts, each.start)
        first -= first > 0 and places[first - 1][1] > each.start
        touched = places[first : bisect_left(starts, each.end)]
        if all(each.start <= start and end <= each.end for start, end in touched):
            yield each


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
