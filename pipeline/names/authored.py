"""Persons found in, works of theirs in quotation marks out: статья Дулатова «Наша цель»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.names.named_text import Found, NamedText
from pipeline.names.running_words import OPENING

_LONGEST_TITLE = 10
RANK = 2


def found(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the quotations behind persons of `known` that a Russian noun for a work stands before."""
    if named.language != "ru":
        return
    starts = [word.start for word in named.words]
    for person in known:
        first, last = bisect_left(starts, person.start), bisect_left(starts, person.end)
        if person.type != "PERSON" or not _is_work(named, first) or last >= len(named.words):
            continue
        if not named.words[last].gap.endswith(tuple(OPENING)):
            continue
        for end in range(last + 1, min(last + _LONGEST_TITLE, len(named.words)) + 1):
            if named.quoted(last, end):
                span = named.span(last, end)
                yield Found(*span, *span, "WORK", (), named.text[slice(*span)], RANK)
                break


def _is_work(named: NamedText, at: int) -> bool:
    """Whether a noun for a work stands right before words[at]."""
    return at > 0 and named.next_to(at) and any(h.head.type == "WORK" for h in named.heads(at - 1))
