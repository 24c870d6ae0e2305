"""Sentences and quotations of a text in, the stretches of it that are in one language each out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.language_evidence import WORD
from pipeline.languages import of_part
from pipeline.records import Paragraph, Sentence

Span = tuple[int, int]

SHORTEST_QUOTATION = 4
"""Words. What is shorter is a title or a name, which the language around it takes up."""

_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"]+)\"|\(([^()]+)\)")
_NO_LINE_END = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end], all of it in one language, within one sentence."""

    start: int
    end: int
    language: str


def stretches(text: str, sentences: Iterable[Span], paragraphs: Sequence[Paragraph]) -> Iterator[Stretch]:
    """Yield what each sentence consists of, in order; most are one stretch.

    A sentence may be in another language than its paragraph, and so may a quotation of several words that
    it holds, or that holds it.
    """
    starts = [paragraph.start for paragraph in paragraphs]
    quotations: list[Stretch] = []
    first = 0
    looked_at = -1
    for start, end in sentences:
        index = bisect_right(starts, start) - 1
        if index != looked_at:
            quotations, looked_at, first = list(_quotations(text, paragraphs[index])), index, 0
        while first < len(quotations) and quotations[first].end <= start:
            first += 1
        last = first
        while last < len(quotations) and quotations[last].start < end:
            last += 1
        held = quotations[first:last]
        yield from _parts(text, start, end, paragraphs[index].language, held)


def _quotations(text: str, paragraph: Paragraph) -> Iterator[Stretch]:
    """Yield the quotations of some length that are in another language than their paragraph."""
    for match in _QUOTED.finditer(text, paragraph.start, paragraph.end):
        start, end = match.start() + 1, match.end() - 1
        if sum(1 for _ in WORD.finditer(text, start, end)) >= SHORTEST_QUOTATION:
            language = of_part(text, paragraph.language, start, end)
            if language != paragraph.language:
                yield Stretch(start, end, language)


def _parts(text: str, start: int, end: int, around: str, held: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the parts of text[start:end]: the quotations `held`, and what is between them."""
    if not held:
        yield Stretch(start, end, of_part(text, around, start, end))
        return
    outside = "".join(text[low:high] for low, high in _between(start, end, held))
    language = of_part(outside, around)
    at = start
    for each in held:
        if at < each.start:
            yield Stretch(at, each.start, language)
        yield Stretch(max(each.start, start), min(each.end, end), each.language)
        at = each.end
    if at < end:
        yield Stretch(at, end, language)


def _between(start: int, end: int, held: Sequence[Stretch]) -> Iterator[Span]:
    at = start
    for each in held:
        yield at, max(each.start, at)
        at = max(at, each.end)
    yield at, max(end, at)


def in_sentences(sentences: Iterable[Span], parts: Sequence[Stretch]) -> Iterator[Sentence]:
    """Yield the sentences, each with the language that most of its characters are in."""
    at = 0
    for start, end in sentences:
        lengths: Counter[str] = Counter()
        while at < len(parts) and parts[at].start < end:
            lengths[parts[at].language] += parts[at].end - parts[at].start
            at += 1
        yield Sentence(start, end, lengths.most_common(1)[0][0])


def alone(text: str, spans: Iterable[Span]) -> str:
    """`text`, as long as it is, with nothing but `spans`, which are in order, and the ends of lines."""
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept += [_blank(text[at:start]), text[start:end]]
        at = end
    return "".join([*kept, _blank(text[at:])])


def _blank(text: str) -> str:
    return _NO_LINE_END.sub(lambda match: " " * len(match[0]), text)
