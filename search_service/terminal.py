"""Answers and progress in, lines for a terminal or a file out."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from search_service.answers import Answer, Hit
from search_service.citations import passages_in_words, place
from search_service.interface import words
from search_service.reasons import reasons

if TYPE_CHECKING:
    from search_service.build import Report

_MATCH, _PLAIN = "\x1b[1;33m", "\x1b[0m"
_INDENT = "    "


class Progress:
    """A bar on the standard error of a terminal that can redraw a line, and nothing anywhere else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` are done and `name` is in hand."""
        if not self._shown:
            return
        width = shutil.get_terminal_size().columns
        filled = 20 * done // max(total, 1)
        line = f"[{'#' * filled}{'.' * (20 - filled)}] {done}/{total} {name}"[: width - 1]
        self._stream.write(f"\r\x1b[K{line}")
        self._stream.flush()

    def clear(self) -> None:
        """Leave the line of the bar empty, for what is printed next."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def report_lines(report: Report, index: Path) -> Iterator[str]:
    """What a build did: a line a document that changed, then the sum."""
    for said, ids in (
        ("added", report.added),
        ("refreshed", report.refreshed),
        ("removed", report.removed),
    ):
        for each in ids:
            yield f"{said}: {each}"
    for translation, original, pairs in report.paired:
        yield f"paired: {translation} with {original}, {pairs} pairs"
    counts = (
        f"{len(report.added)} added",
        f"{len(report.refreshed)} refreshed",
        f"{len(report.removed)} removed",
        f"{len(report.unchanged)} unchanged",
        f"{len(report.failed)} failed",
    )
    yield f"{index}: {', '.join(counts)}"


def answer_lines(answer: Answer, *, colour: bool) -> Iterator[str]:
    """The answer as a person reads it; with `colour` matches are marked by a terminal's escapes."""
    if answer.suggestions:
        yield f"did you mean: {', '.join(answer.suggestions)}"
    for word, several in groupby(answer.namesakes, key=lambda each: each.word):
        said = (f"{each.name} (--entity {each.id}, {each.count})" for each in several)
        yield f"{word} may be: {'; '.join(said)}"
    yield from _left_out(answer.partial)
    for number, hit in enumerate(answer.hits, start=1):
        yield from _hit_lines(number, hit, colour=colour)
    shown = f", {len(answer.hits)} shown" if len(answer.hits) < answer.total else ""
    following = f"; the next: --cursor {answer.next}" if answer.next else ""
    yield passages_in_words(answer.total, words("en")) + shown + following


def concordance_lines(answer: dict[str, Any]) -> Iterator[str]:
    """The lines of a concordance below one another, the matches in one column; as many as there are, last."""
    yield from _left_out(answer["left_out"])
    width = max((len(line["left"]) for line in answer["lines"]), default=0)
    for line in answer["lines"]:
        yield f"{line['left']:>{width}}[{line['match']}]{line['right']}  · {line['passage']['id']}"
    shown = f", {len(answer['lines'])} shown" if len(answer["lines"]) < answer["total"] else ""
    following = f"; the next: --cursor {answer['next']}" if answer["next"] else ""
    yield f"{answer['total']} lines{shown}{following}"


def frequency_lines(answer: dict[str, Any]) -> Iterator[str]:
    """Counts, occurrences in a million words, and what they are of; what is left out, last."""
    yield from _left_out(answer["left_out"])
    for row in answer["frequencies"]:
        yield f"{row['count']:>9} {row['per_million']:>12.1f}  {row['label']}"
    cut = f"; {answer['cut']} of {answer['total']} rows left out" if answer["cut"] else ""
    yield f"{answer['count']} counted in {answer['words']} words{cut}"


def _left_out(left_out: Sequence[str]) -> Iterator[str]:
    """That an answer is but a part of one, if it is."""
    if left_out:
        yield f"the time ran out before all was looked for; left out: {', '.join(left_out)}"


def _hit_lines(number: int, hit: Hit, *, colour: bool) -> Iterator[str]:
    english = words("en")
    yield f"{number:>3} {hit.document.title} · {place(hit.passage, english)} · {hit.passage.id}"
    text = _marked(hit) if colour else hit.passage.text
    # Escapes count as letters here: a marked line ends a little early, never late.
    yield textwrap.fill(
        text, min(shutil.get_terminal_size().columns, 100), initial_indent=_INDENT, subsequent_indent=_INDENT
    )
    for other in hit.translations:
        yield textwrap.fill(
            f"{other.passage.language}: {other.passage.text}",
            min(shutil.get_terminal_size().columns, 100),
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
        )
    if hit.matched:
        said = "; ".join(f"{reason.surface}: {reason.how}" for reason in reasons(hit, english))
        yield f"{_INDENT}({said})"
    yield ""


def _marked(hit: Hit) -> str:
    pieces, at = [], 0
    for start, end in hit.highlights:
        pieces += [hit.passage.text[at:start], _MATCH, hit.passage.text[start:end], _PLAIN]
        at = end
    return "".join(pieces) + hit.passage.text[at:]


def coloured(stream: TextIO) -> bool:
    """Whether matches are marked by colour on `stream` (see no-color.org for NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
