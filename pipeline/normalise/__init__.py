"""The text of a source in, the same text with damaged glyphs mended and each repair with its place out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from pipeline.alignment import AlignedText
from pipeline.normalise import (
    characters,
    exchanged,
    figures,
    homoglyphs,
    misread_kazakh,
    misread_runs,
    misread_utf8,
    misread_western,
)
from pipeline.records import Edit, Repair

BYTE_ORDER_MARK = "\ufeff"

MOST_ROUNDS = 10

STEPS: tuple[Callable[[str], Sequence[Edit]], ...] = (
    # UTF-8 first: while its bytes stand as letters nothing else in the text is what it seems.
    misread_utf8.repairs,
    # Before the other code pages: some of these words look like words of theirs, and are not.
    misread_runs.repairs,
    # A soft hyphen may be a byte of the steps before; once gone, it no longer parts a letter from its mark.
    characters.invisible_repairs,
    # Composed letters are what every later table is written in.
    characters.composed,
    # Code pages, in whole runs and single letters, so that what is Latin below is Latin by look only.
    misread_western.repairs,
    misread_kazakh.repairs,
    # A word must be all Cyrillic before the lexicon is asked whether its Kazakh letters are right.
    homoglyphs.repairs,
    figures.repairs,
    exchanged.repairs,
)


def repaired(raw: str) -> tuple[AlignedText, tuple[Repair, ...]]:
    """The text without glyph damage, tied to `raw`, and its repairs in order of the source.

    White space, line breaks and Roman numerals stay as printed; so does every spelling that is the author's.
    A byte order mark at the start is dropped like white space, without a row.
    """
    aligned = AlignedText.of(raw)
    start = len(raw) - len(raw.lstrip(BYTE_ORDER_MARK))
    if start:
        aligned = aligned.edited([Edit(0, start, "")])
    changes: list[tuple[int, int, str]] = []
    # What one round mends bears witness in the next; a text that a round leaves alone stays so for ever.
    for _ in range(MOST_ROUNDS):
        before = aligned
        for step in STEPS:
            edits = [edit for edit in step(aligned.text) if _stays_composed(aligned.text, edit)]
            if edits:
                changes.extend(_changes(aligned, edits))
                aligned = aligned.edited(edits)
        if aligned is before:
            break
    return aligned, tuple(_rows(raw, aligned, changes))


def _stays_composed(text: str, edit: Edit) -> bool:
    """Whether the mark that may follow the edit would not compose with its new letter."""
    if edit.end == len(text) or not unicodedata.combining(text[edit.end]) or not edit.replacement:
        return True
    return unicodedata.is_normalized("NFC", edit.replacement[-1] + text[edit.end])


def _changes(aligned: AlignedText, edits: Sequence[Edit]) -> Iterator[tuple[int, int, str]]:
    """The span of the source that each edit changes, with its rule."""
    for edit in edits:
        yield *aligned.raw_span(edit.start, edit.end), edit.rule or ""


def _rows(raw: str, aligned: AlignedText, changes: list[tuple[int, int, str]]) -> Iterator[Repair]:
    """One repair a run of changed characters of a word; a place that several steps changed is one change."""
    changes.sort(key=lambda change: change[:2])
    merged: list[tuple[int, int, tuple[str, ...]]] = []
    in_word = False
    for start, end, rule in changes:
        letters = aligned.text[slice(*aligned.text_span(start, end))].isalpha()
        if merged and (start < merged[-1][1] or (start == merged[-1][1] and in_word and letters)):
            before, until, rules = merged[-1]
            merged[-1] = (before, max(until, end), rules if rule in rules else (*rules, rule))
        else:
            merged.append((start, end, (rule,)))
        in_word = letters
    for start, end, rules in merged:
        text = aligned.text[slice(*aligned.text_span(start, end))]
        if text != raw[start:end]:
            yield Repair(start, end, raw[start:end], text, "+".join(rules))
