"""An annotation in, its passages out: what a search returns, one sentence each, never across a paragraph."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.alignment import AlignedText
from pipeline.annotation import Annotation
from pipeline.records import Paragraph, ParagraphKind, Section

LONGEST = 1500
"""Characters of the source that a passage may take: the contract's limit."""

_CLAUSE_END = re.compile(r"[;:,.!?…)»”—–][»”\")]*\s+")
_MARKS_LOOKED_AT = 32


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text: `number` counts from 1, `paragraph` from 0; `section` is a number or "".

    `language` is that of its sentence: "kk", "ru", the ISO code of another or "und".
    """

    number: int
    start: int
    end: int
    paragraph: int
    kind: ParagraphKind
    section: str
    language: str

    def id(self, document: str) -> str:
        """The passage's id, "document:number"."""
        return f"{document}:{self.number}"


def passages(annotation: Annotation) -> tuple[Passage, ...]:
    """The passages in the order of the text.

    A sentence (a heading and a list item are sentences too) is one passage; one that takes more than LONGEST
    characters of the source is cut after a clause, else at a space, else anywhere.
    """
    starts = [section.start for section in annotation.sections]
    return tuple(
        Passage(number, start, end, index, kind, _section(annotation.sections, starts, start), language)
        for number, (start, end, index, kind, language) in enumerate(_stretches(annotation), start=1)
    )


def _stretches(annotation: Annotation) -> Iterator[tuple[int, int, int, ParagraphKind, str]]:
    text, aligned = annotation.text, annotation.aligned
    paragraph_starts = [paragraph.start for paragraph in annotation.paragraphs]
    for sentence in annotation.sentences:
        for low, high, index in _within_paragraphs(
            sentence.start, sentence.end, annotation.paragraphs, paragraph_starts
        ):
            kind = annotation.paragraphs[index].kind if annotation.paragraphs else "paragraph"
            for start, end in _cut(text, aligned, low, high):
                yield start, end, index, kind, sentence.language


def _within_paragraphs(
    start: int, end: int, paragraphs: Sequence[Paragraph], starts: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """The parts of the span, each in one paragraph, with that paragraph's index."""
    index = max(bisect_right(starts, start) - 1, 0)
    while start < end:
        following = starts[index + 1] if index + 1 < len(starts) else end
        yield start, min(end, following), index
        start = max(start, following)
        index += 1


def _cut(text: str, aligned: AlignedText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without outer white space, in parts that take at most LONGEST characters of the source."""
    start, end = _trimmed(text, start, end)
    while start < end:
        furthest = _furthest(aligned, start, end)
        at = end if furthest == end else _break(text, start, furthest)
        low, high = _trimmed(text, start, at)
        if low < high:
            yield low, high
        start, end = _trimmed(text, at, end)


def _furthest(aligned: AlignedText, start: int, end: int) -> int:
    """The last end at which text[start:end] still takes at most LONGEST characters of the source."""
    low, high = start + 1, min(end, start + LONGEST)
    while low < high:
        middle = (low + high + 1) // 2
        raw_start, raw_end = aligned.raw_span(start, middle)
        if raw_end - raw_start <= LONGEST:
            low = middle
        else:
            high = middle - 1
    return low


def _break(text: str, start: int, furthest: int) -> int:
    """Where to cut text[start:furthest]: the last clause end or space of its second half, else its end."""
    middle = start + (furthest - start) // 2
    clauses = [found.end() for found in _CLAUSE_END.finditer(text, middle, furthest)]
    if clauses:
        return clauses[-1]
    space = next((at for at in range(furthest - 1, start, -1) if text[at].isspace()), None)
    if space is not None:
        return space + 1
    # A letter and its marks stay together, unless the marks themselves are endless.
    for at in range(furthest, max(furthest - _MARKS_LOOKED_AT, start + 1), -1):
        if not unicodedata.combining(text[at]):
            return at
    return furthest


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _section(sections: Sequence[Section], starts: Sequence[int], at: int) -> str:
    index = bisect_right(starts, at) - 1
    if index < 0 or at >= sections[index].end:
        return ""
    return sections[index].number or ""
