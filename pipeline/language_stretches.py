"""Sentences and quotations of a text in, the stretches of it that are in one language each out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.language_evidence import OURS, WORD
from pipeline.languages import of_part
from pipeline.records import Paragraph, Sentence

Span = tuple[int, int]

SHORTEST_QUOTATION = 4
"""Words. What is shorter is a title or a name, which the language around it takes up."""

_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"]+)\"|\(([^()]+)\)")
_STOPS = ".!?… "
_FIRST = re.compile(r"\S+")
_NO_LINE_END = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end], all of it in one language, within one sentence."""

    start: int
    end: int
    language: str


def quotations(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[Stretch]:
    """Yield the quotations of some length that are in another language than their paragraph.

    A stop at the end of one is left to what is around it: it may end that sentence, too.
    """
    for paragraph in paragraphs:
        for match in _QUOTED.finditer(text, paragraph.start, paragraph.end):
            start, end = match.start() + 1, match.end() - 1
            if sum(1 for _ in WORD.finditer(text, start, end)) >= SHORTEST_QUOTATION:
                language = of_part(text, paragraph.language, start, end)
                if language != paragraph.language:
                    yield Stretch(start, start + len(text[start:end].rstrip(_STOPS)), language)


def ruled(text: str, paragraphs: Iterable[Paragraph], quoted: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield what is cut into sentences by the rules of which of our languages, in order of the text.

    What is `quoted` in the other is left to that; its first word goes with both, for it may begin a sentence.
    """
    at = 0
    for paragraph in paragraphs:
        start = paragraph.start
        while at < len(quoted) and quoted[at].start < paragraph.end:
            each = quoted[at]
            if each.language in OURS and each.language != paragraph.language:
                word = _FIRST.search(text, each.start, each.end)
                yield Stretch(start, word.end() if word else each.start, paragraph.language)
                yield each
                start = each.end
            at += 1
        yield Stretch(start, paragraph.end, paragraph.language)


def stretches(
    text: str, sentences: Iterable[Span], paragraphs: Sequence[Paragraph], quoted: Sequence[Stretch]
) -> Iterator[Stretch]:
    """Yield what each sentence consists of, in order; most are one stretch.

    A sentence may be in another language than its paragraph; what is `quoted` in it, or what quotes it, is.
    """
    starts = [paragraph.start for paragraph in paragraphs]
    first = 0
    for start, end in sentences:
        around = paragraphs[bisect_right(starts, start) - 1].language
        while first < len(quoted) and quoted[first].end <= start:
            first += 1
        last = first
        while last < len(quoted) and quoted[last].start < end:
            last += 1
        yield from _parts(text, start, end, around, quoted[first:last])


def _parts(text: str, start: int, end: int, around: str, held: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the parts of text[start:end]: the quotations `held`, and what is between them."""
    if not held:
        yield Stretch(start, end, of_part(text, around, start, end))
        return
    language = of_part("".join(text[low:high] for low, high in _between(start, end, held)), around)
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
