"""Dates of a text: a spaCy Doc and the events named in it in, date mentions with EDTF values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.dates.atoms import atoms
from pipeline.dates.calendars import calendar
from pipeline.dates.drafts import Draft
from pipeline.dates.events import event_years
from pipeline.dates.guards import without_names
from pipeline.dates.limits import limited
from pipeline.dates.reading import drafts
from pipeline.dates.resolve import Resolver, YearsOf
from pipeline.dates.stretches import stretches
from pipeline.dates.values import EdtfError, day_number, interval, is_valid
from pipeline.records import DateMention, Mention

if TYPE_CHECKING:
    # A search reads dates, too, and must not wait for spaCy.
    from spacy.tokens import Doc

__all__ = ["EdtfError", "dates", "day_number", "interval", "is_valid"]

_BREAK = re.compile(r"\n\s*")


def dates(doc: Doc, events: Sequence[Mention], years_of: YearsOf) -> tuple[DateMention, ...]:
    """The dates of `doc` in the order of its text, none over another; offsets index doc.text.

    `events` are mentions of type EVENT, with ids of which `years_of` gives the first and last year, or None.
    A date whose year nothing tells is left out. Kazakh and Russian words are read alike in either language.
    """
    text = doc.text
    ordered = sorted(events, key=lambda event: event.start)
    found = without_names(atoms(text), ordered)
    drafted = sorted(
        [*drafts(found), *event_years(found, ordered, years_of)],
        key=lambda draft: (draft.start, -draft.end),
    )
    drafted = list(stretches(_apart(drafted), found))
    paragraphs = [0, *(match.end() for match in _BREAK.finditer(text))]
    resolver = Resolver(drafted, _sentence_starts(doc) or paragraphs, paragraphs, ordered, years_of)
    return tuple(
        DateMention(draft.start, draft.end, edtf, draft.type, calendar(draft, edtf, found))
        for previous, draft, following, value in zip(
            [None, *drafted], drafted, [*drafted[1:], None], resolver.values(), strict=False
        )
        if value is not None and is_valid(edtf := limited(draft, value, found, previous, following))
    )


def _apart(drafted: list[Draft]) -> Iterator[Draft]:
    """The drafts that do not reach over the one before them."""
    end = 0
    for draft in drafted:
        if draft.start >= end:
            end = draft.end
            yield draft


def _sentence_starts(doc: Doc) -> list[int]:
    """Where sentences start; empty for a document whose sentences are not marked."""
    if not doc.has_annotation("SENT_START"):
        return []
    return [sentence.start_char for sentence in doc.sents]
