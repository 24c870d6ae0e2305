"""Dates of a text: a spaCy Doc and the events named in it in, date mentions with EDTF values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.dates.atoms import CODES, Atoms, atoms
from pipeline.dates.calendars import calendar
from pipeline.dates.drafts import Draft
from pipeline.dates.events import event_years
from pipeline.dates.guards import without_names
from pipeline.dates.reading import drafts
from pipeline.dates.resolve import Resolver, YearsOf
from pipeline.dates.values import EdtfError, day_number, interval, is_valid
from pipeline.records import DateMention, Mention

if TYPE_CHECKING:
    # A search reads dates, too, and must not wait for spaCy.
    from spacy.tokens import Doc

__all__ = ["EdtfError", "dates", "day_number", "interval", "is_valid"]

_BREAK = re.compile(r"\n\s*")
_RANGES = frozenset({"year_range", "date_range"})
_TO = (CODES["to"], CODES["till"])


def dates(doc: Doc, events: Sequence[Mention], years_of: YearsOf) -> tuple[DateMention, ...]:
    """The dates of `doc` in the order of its text, none over another; offsets index doc.text.

    `events` are mentions of type EVENT, with ids of which `years_of` gives the first and last year, or None.
    A date whose year nothing tells is left out. Kazakh and Russian words are read alike in either language.
    """
    text = doc.text
    ordered = sorted(events, key=lambda event: event.start)
    found = without_names(atoms(text), ordered)
    drafted = sorted(
        [*drafts(found, text), *event_years(found, ordered, years_of)],
        key=lambda draft: (draft.start, -draft.end),
    )
    drafted = list(_apart(drafted))
    paragraphs = [0, *(match.end() for match in _BREAK.finditer(text))]
    resolver = Resolver(drafted, _sentence_starts(doc) or paragraphs, paragraphs, ordered, years_of)
    return tuple(
        DateMention(draft.start, draft.end, edtf, draft.type, calendar(draft, edtf, found))
        for draft, value in zip(drafted, resolver.values(), strict=True)
        if value is not None and is_valid(edtf := _qualified(draft, value, found))
    )


def _apart(drafted: list[Draft]) -> Iterator[Draft]:
    """The drafts that do not reach over the one before them."""
    end = 0
    for draft in drafted:
        if draft.start >= end:
            end = draft.end
            yield draft


def _qualified(draft: Draft, edtf: str, found: Atoms) -> str:
    """`edtf` with an open end after «бастап», «с», with `~` beside «шамамен», «около»."""
    before = found.code[draft.first - 1] if draft.first else ""
    after = found.code[draft.last + 1 : draft.last + 2]
    last = found.items[draft.last].reading
    since = before == "f" and draft.type not in _RANGES and after not in _TO
    if since or (after == "F" and last.case == "ablative"):
        return f"{_first(edtf)}/.."
    if "~" in (before, after) and "/" not in edtf and "X" not in edtf:
        return f"{edtf}~"
    return edtf


def _first(edtf: str) -> str:
    """The first date of a value; of a decade its first year («1910 жылдардан бастап»)."""
    first = edtf.split("/")[0].rstrip("~")
    return first.replace("X", "0") if first.count("X") == 1 else first


def _sentence_starts(doc: Doc) -> list[int]:
    """Where sentences start; empty for a document whose sentences are not marked."""
    if not doc.has_annotation("SENT_START"):
        return []
    return [sentence.start_char for sentence in doc.sents]
