"""Tokens of a file, with or without the text that they come from, in; sentences with exact spans out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.rows_of_file import fault

Span = tuple[int, int]
GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A form, its lemma and its universal part of speech; "_" stands for what is not known."""

    form: str
    lemma: str
    pos: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text, the spans of its tokens there, its words; `new_text`: a paragraph begins here."""

    text: str
    tokens: tuple[Span, ...]
    words: tuple[Word, ...]
    new_text: bool


def placed(
    path: Path, surface: Sequence[tuple[int, str, bool]], text: str | None, text_row: int
) -> tuple[str, list[Span]]:
    """The text of a sentence and where its tokens stand in it, each given as row, form and space after it.

    Without `text`, which row `text_row` gave, it is the forms with the spaces. Raises FileFault where the
    forms are not those of the text.
    """
    if text is None:
        text = "".join(form + " " * spaced for _, form, spaced in surface).rstrip()
    spans, at = [], 0
    for number, form, _ in surface:
        if not text.startswith(form, at):
            gap = GAP.match(text, at)
            at = gap.end() if gap else at
        if not text.startswith(form, at):
            raise fault(
                path, number, f"has the form {form[:40]!r}, but the text (row {text_row}) goes on otherwise"
            )
        spans.append((at, at + len(form)))
        at += len(form)
    if text[at:].strip():
        raise fault(path, text_row, f"goes on with {text[at:].strip()[:40]!r}, for which no row stands")
    return text, spans


def running_text(sentences: Sequence[Sentence]) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Yield each paragraph's text, the spans of its sentences and those of its tokens.

    Its sentences are parted by one space; a paragraph begins where the file says so.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    tokens: list[Span] = []
    at = 0
    for sentence in sentences:
        if sentence.new_text and pieces:
            yield " ".join(pieces), spans, tokens
            pieces, spans, tokens, at = [], [], [], 0
        pieces.append(sentence.text)
        spans.append((at, at + len(sentence.text)))
        tokens += [(at + start, at + end) for start, end in sentence.tokens]
        at += len(sentence.text) + 1
    if pieces:
        yield " ".join(pieces), spans, tokens
