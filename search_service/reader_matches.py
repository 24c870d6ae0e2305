"""A question and a document in; where in the document it is answered, and what is marked there, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from search_service.addresses import Results
from search_service.answers import DocumentRecord, QuestionError
from search_service.payloads import passage_number
from search_service.reader_addresses import Reading
from search_service.search import Corpus

Spans = tuple[tuple[int, int], ...]

SECTIONS_SHOWN = 100
"""Sections in the outline: of more, those around the page."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The numbers of the passages that answer, in order; on the page also what of them to mark.

    `here` is by the number of the passage, `beside` by the id of the one that it is paired with. `refused`
    says that the question could not be understood.
    """

    numbers: Sequence[int] = ()
    here: Mapping[int, Spans] = field(default_factory=dict)
    beside: Mapping[str, Spans] = field(default_factory=dict)
    refused: bool = False

    def within(self, first: int, last: int) -> int:
        """How many of the passages from `first` to `last` answer."""
        return bisect_right(self.numbers, last) - bisect_left(self.numbers, first)


def matches(corpus: Corpus, document: DocumentRecord, asked: Results, first: int, last: int) -> Matches:
    """Where the document answers what is asked, with the marks of the passages from `first` to `last`."""
    if not asked.asks:
        return Matches()
    try:
        question = replace(asked.question(), document=document.id, sort="position", limit=1, cursor=None)
        before = corpus.store.span(document.id)[0] - 1
        numbers = [number - before for number in corpus.found(question).in_text()]
        hits = list(
            corpus.hits(question, start=bisect_left(numbers, first), stop=bisect_right(numbers, last))
        )
    except QuestionError:
        # The document is there to read all the same.
        return Matches(refused=True)
    return Matches(
        numbers,
        {hit.passage.number: hit.highlights for hit in hits},
        {other.passage.id: other.highlights for hit in hits for other in hit.translations},
    )


def match_steps(found: Matches, reading: Reading, first: int) -> dict[str, Any]:
    """Which match the reader is at, of how many, and the addresses of the one before and the one after.

    A reader who is at none goes on to the first one from passage `first`, that of the page, on.
    """
    numbers, at = found.numbers, reading.at or reading.cite
    low = bisect_left(numbers, at or first)
    current = at > 0 and low < len(numbers) and numbers[low] == at
    following = low + 1 if current else low
    if not at and following == len(numbers):
        following = 0
    return {
        "total": len(numbers),
        "current": low + 1 if current else 0,
        "previous": reading.passage(numbers[low - 1]) if low else "",
        "following": reading.passage(numbers[following]) if following < len(numbers) else "",
    }


def outline(document: DocumentRecord, reading: Reading, found: Matches, first: int) -> dict[str, Any]:
    """The sections with their addresses and how many passages of each match.

    Of very many only those around passage `first` are listed, with how many there are before and after.
    """
    firsts = [passage_number(start) for _, _, start in document.sections]
    ends = [*(start - 1 for start in firsts[1:]), document.passages]
    current = bisect_right(firsts, reading.at or reading.cite or first) - 1
    low = max(0, min(current - SECTIONS_SHOWN // 2, len(firsts) - SECTIONS_SHOWN))
    high = min(low + SECTIONS_SHOWN, len(firsts))
    return {
        "before": low,
        "after": len(firsts) - high,
        "sections": [
            {
                "number": document.sections[index][0],
                "title": document.sections[index][1],
                "first": firsts[index],
                "last": ends[index],
                "current": index == current,
                "address": reading.passage(firsts[index]),
                "matches": found.within(firsts[index], ends[index]),
            }
            for index in range(low, high)
        ],
    }
