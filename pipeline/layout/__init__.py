"""A repaired text with its printed lines in, whole paragraphs and sections out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.alignment import AlignedText
from pipeline.languages import language
from pipeline.layout.headings import outline, run_in_headings
from pipeline.layout.hyphens import Hyphens, hyphens
from pipeline.layout.lines import SOFT_HYPHEN, Line, lines
from pipeline.layout.pages import page_furniture
from pipeline.layout.unwrapping import paragraph_ends
from pipeline.records import Edit, Paragraph, Repair, Section

PARAGRAPH_BREAK = "\n\n"
RULE = "soft_hyphen"
# A word longer than this is looked at by its end or beginning alone.
_LONGEST_WORD = 64
_SPACE_OR_SOFT_HYPHEN = re.compile(rf"[\s{SOFT_HYPHEN}]*\s[\s{SOFT_HYPHEN}]*|{SOFT_HYPHEN}+")
_BROKEN_IN_LINE = re.compile(r"(?<![\w-])([^\W\d_]{2,30})[-¬]\s([^\W\d_]{2,30})(?![\w-])")
_HYPHEN_AT_END = re.compile(rf"(?<=\w)[-\u2010\u2011¬{SOFT_HYPHEN}]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The text with one blank line between paragraphs, and what was found on the way.

    `repairs` holds the hyphens that went; paragraphs and sections are spans of `aligned.text`.
    """

    aligned: AlignedText
    repairs: tuple[Repair, ...]
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


def laid_out(aligned: AlignedText, *, keep_lines: bool = False) -> Layout:
    """`aligned` unwrapped: paragraphs parted by one blank line, white space folded, broken words whole.

    Page numbers and running heads are passed over like the white space of the page breaks around them, so
    that they part no words: they stay in the source only. Where none of them interrupts a paragraph they may
    be numbers and titles of parts, and stay. With `keep_lines` each line that is not blank is a paragraph of
    its own, joined to no other.
    """
    text = aligned.text
    printed = lines(text)
    ends = [True] * len(printed)
    if not keep_lines:
        printed, ends = _flow(text, printed)
    edits = [edit for edit in _edits(text, printed, ends) if text[edit.start : edit.end] != edit.replacement]
    repairs = tuple(_repair(aligned, edit) for edit in edits if edit.rule)
    unwrapped = aligned.edited(edits)
    if not keep_lines:
        # Headings after unwrapping, for their words may stand on two lines and end in the middle of one.
        unwrapped = unwrapped.edited(_partings(unwrapped.text))
    return Layout(unwrapped, repairs, *_paragraphs_and_sections(unwrapped.text))


def _flow(text: str, printed: Sequence[Line]) -> tuple[list[Line], list[bool]]:
    """The lines to be set, and whether a paragraph ends with each: decided as if pages had no edges."""
    furniture = page_furniture(text, printed)
    flow = [
        replace(line, gap="page") if index + 1 in furniture else line
        for index, line in enumerate(printed)
        if index not in furniture
    ]
    decided = paragraph_ends(text, flow)
    if _interrupts(furniture, decided):
        return flow, decided
    following = iter(decided)
    return list(printed), [index in furniture or next(following) for index in range(len(printed))]


def _interrupts(furniture: Collection[int], ends: Sequence[bool]) -> bool:
    """Whether a line of the page's stands inside a paragraph; `ends` are those of the other lines."""
    before = [index - passed - 1 for passed, index in enumerate(sorted(furniture))]
    return any(at >= 0 and not ends[at] for at in before)


def _edits(text: str, printed: Sequence[Line], ends: Sequence[bool]) -> Iterator[Edit]:
    """What turns the printed lines of `text` into paragraphs; `ends` says at which of them one ends."""
    known = cache(lambda: hyphens(text, language(text)))
    at, between = 0, ""
    for index, line in enumerate(printed):
        yield Edit(at, line.start, between)
        at, between = line.end, PARAGRAPH_BREAK
        if ends[index]:
            yield from _inner_edits(text, line.start, line.end, known)
            continue
        following = printed[index + 1]
        broken = _HYPHEN_AT_END.search(text, max(line.start, line.end - 2), line.end)
        if not broken or not text[following.start].isalnum():
            between = " "
            yield from _inner_edits(text, line.start, line.end, known)
            continue
        between = ""
        yield from _inner_edits(text, line.start, broken.start(), known)
        before = text[max(line.start, broken.start() - _LONGEST_WORD) : broken.start()]
        after = text[following.start : min(following.end, following.start + _LONGEST_WORD)]
        if known().soft(before, broken.group(), after) and _stays_composed(before[-1], after[0]):
            yield Edit(broken.start(), line.end, "", RULE)
    yield Edit(at, len(text), "")


def _inner_edits(text: str, start: int, end: int, known: Callable[[], Hyphens]) -> Iterator[Edit]:
    """White space folded within text[start:end], a piece of one line, and its broken words made whole."""
    broken = [m for m in _BROKEN_IN_LINE.finditer(text, start, end) if known().broken(m.group(1), m.group(2))]
    at = start
    for word in broken:
        yield from _folded(text, at, word.end(1))
        yield Edit(word.end(1), word.start(2), "", RULE)
        at = word.start(2)
    yield from _folded(text, at, end)


def _folded(text: str, start: int, end: int) -> Iterator[Edit]:
    """Runs of white space made one space and soft hyphens dropped: with a row where they parted a word."""
    for match in _SPACE_OR_SOFT_HYPHEN.finditer(text, start, end):
        if match.group() == " ":
            continue
        if match.group().strip(SOFT_HYPHEN):
            yield Edit(match.start(), match.end(), " ")
        elif match.end() == end:
            yield Edit(match.start(), match.end(), "")
        elif _stays_composed(text[match.start() - 1], text[match.end()]):
            yield Edit(match.start(), match.end(), "", RULE)


def _stays_composed(left: str, right: str) -> bool:
    """Whether the text stays in NFC when what stood between the two characters goes."""
    return unicodedata.is_normalized("NFC", left + right)


def _repair(aligned: AlignedText, edit: Edit) -> Repair:
    raw_start, raw_end = aligned.raw_span(edit.start, edit.end)
    return Repair(raw_start, raw_end, aligned.text[edit.start : edit.end], edit.replacement, RULE)


def _partings(text: str) -> Iterator[Edit]:
    """What makes each run-in heading of the unwrapped `text` a paragraph of its own."""
    blocks = text.split(PARAGRAPH_BREAK)
    headings = run_in_headings(blocks)
    at = 0
    for index, block in enumerate(blocks):
        if index in headings:
            end = at + headings[index]
            space = text[end] == " "
            yield Edit(end, end + space, PARAGRAPH_BREAK)
        at += len(block) + len(PARAGRAPH_BREAK)


def _paragraphs_and_sections(text: str) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    blocks = text.split(PARAGRAPH_BREAK) if text else []
    found = outline(blocks)
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block) + len(PARAGRAPH_BREAK)
    paragraphs = tuple(
        Paragraph(start, start + len(block), kind)
        for start, block, kind in zip(starts, blocks, found.kinds, strict=True)
    )
    edges = [starts[first] for first, _, _ in found.sections] + [len(text)]
    sections = tuple(
        Section(start, end, number, title)
        for start, end, (_, number, title) in zip(edges, edges[1:], found.sections, strict=False)
    )
    return paragraphs, sections
