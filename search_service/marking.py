"""A passage's text and the spans in it in, HTML out: matches, names and dates, however they overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar

from markupsafe import Markup

from search_service.answers import DateMark, EntityMark

Span = TypeVar("Span", EntityMark, DateMark)

UNMARKED_TYPES = frozenset({"NORP"})
"""A people's name stands in nearly every sentence of a history: marking it would mark everything."""

# What HTML takes as a date: the year, and as much of month and day as there is.
_HTML_DATE = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    entity: EntityMark | None
    date: DateMark | None
    matched: bool


def marked(
    text: str,
    highlights: Sequence[tuple[int, int]] = (),
    entities: Sequence[EntityMark] = (),
    dates: Sequence[DateMark] = (),
    *,
    link: Callable[[str], str] = str,
    date_link: Callable[[str], str] | None = None,
) -> Markup:
    """`text` with <mark> on `highlights`, a link on each name and <time> on each date.

    `link` makes the address of an entity from its id, `date_link` that of a date from its EDTF. Of names that
    lie in one another the widest counts; a date within a name has no link of its own.
    """
    shown = _outermost(mark for mark in entities if mark.type not in UNMARKED_TYPES)
    pieces = _pieces(text, highlights, shown, _outermost(dates))
    html = Markup("")
    for entity, run in groupby(pieces, key=lambda piece: piece.entity):
        inside = _dated(run, None if entity else date_link)
        if entity:
            inside = Markup('<a class="e e-{}" href="{}">{}</a>').format(
                entity.type.lower(), link(entity.id), inside
            )
        html += inside
    return html


def _outermost(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < span.end and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


def _pieces(
    text: str,
    highlights: Sequence[tuple[int, int]],
    entities: Sequence[EntityMark],
    dates: Sequence[DateMark],
) -> Iterator[_Piece]:
    """The text cut wherever a span begins or ends."""
    spans = [
        *highlights,
        *((mark.start, mark.end) for mark in entities),
        *((mark.start, mark.end) for mark in dates),
    ]
    cuts = sorted({0, len(text), *(min(max(edge, 0), len(text)) for span in spans for edge in span)})
    for start, end in pairwise(cuts):
        yield _Piece(
            text[start:end],
            _around(entities, start),
            _around(dates, start),
            any(first <= start < last for first, last in highlights),
        )


def _around(spans: Sequence[Span], at: int) -> Span | None:
    return next((span for span in spans if span.start <= at < span.end), None)


def _dated(pieces: Iterable[_Piece], link: Callable[[str], str] | None) -> Markup:
    html = Markup("")
    for date, run in groupby(pieces, key=lambda piece: piece.date):
        inside = _highlighted(run)
        if date and (found := _HTML_DATE.match(date.edtf)):
            inside = Markup('<time class="e" datetime="{}">{}</time>').format(found[0], inside)
        if date and link and (address := link(date.edtf)):
            inside = Markup('<a class="d" href="{}">{}</a>').format(address, inside)
        html += inside
    return html


def _highlighted(pieces: Iterable[_Piece]) -> Markup:
    html = Markup("")
    for matched, run in groupby(pieces, key=lambda piece: piece.matched):
        inside = Markup.escape("".join(piece.text for piece in run))
        html += Markup("<mark>{}</mark>").format(inside) if matched else inside
    return html
