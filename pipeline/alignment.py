"""A text that knows, for each of its characters, where in the source it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.records import Edit

Run = tuple[int, int, int, int]
"""text_start, text_end, raw_start, raw_end."""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """`text` and the runs that tie it to the source.

    Each run (text_start, text_end, raw_start, raw_end) is copied or changed as a whole; where both sides
    are equally long, character answers to character. Runs stand in order and cover the whole text.
    """

    text: str
    runs: tuple[Run, ...]
    _text_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _raw_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_text_starts", tuple(run[0] for run in self.runs))
        object.__setattr__(self, "_raw_starts", tuple(run[2] for run in self.runs))

    @classmethod
    def of(cls, raw: str) -> AlignedText:
        """The source itself, unchanged."""
        return cls(raw, ((0, len(raw), 0, len(raw)),) if raw else ())

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the source that text[start:end] came from (0 <= start <= end <= len(text)).

        Raises IndexError outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} lies outside a text of {len(self.text)} characters")
        if start == end:
            at = self.raw_span(start, start + 1)[0] if start < len(self.text) else self._raw_length()
            return at, at
        return self._raw_edge(start, first=True), self._raw_edge(end - 1, first=False)

    def text_span(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The half-open span of the text that raw[raw_start:raw_end] became; empty where it was dropped."""
        start = self._text_edge(raw_start, first=True)
        return start, max(start, self._text_edge(raw_end, first=False))

    def edited(self, edits: Iterable[Edit]) -> AlignedText:
        """The text with `edits` (in order, not overlapping, in this text's offsets) applied.

        Raises ValueError when they overlap or are out of order.
        """
        parts: list[str] = []
        runs: list[Run] = []
        at = length = 0
        for edit in edits:
            if edit.start < at or edit.end < edit.start or edit.end > len(self.text):
                raise ValueError(f"edit {edit} overlaps the one before it or leaves the text")
            self._copy(at, edit.start, length, runs)
            parts.append(self.text[at : edit.start])
            length += edit.start - at
            parts.append(edit.replacement)
            _append_edit(runs, length, len(edit.replacement), *self._source_of(edit))
            length += len(edit.replacement)
            at = edit.end
        self._copy(at, len(self.text), length, runs)
        parts.append(self.text[at:])
        return AlignedText("".join(parts), tuple(runs))

    def _raw_length(self) -> int:
        return self.runs[-1][3] if self.runs else 0

    def _run_at(self, position: int) -> Run:
        """The run that holds the character at `position`: the last run that starts there and is not empty."""
        return self.runs[bisect_right(self._text_starts, position) - 1]

    def _source_of(self, edit: Edit) -> tuple[int, int, bool]:
        """Where in the source what `edit` replaces came from, and whether it cuts a run that is whole."""
        if edit.start < edit.end:
            first, last = self._run_at(edit.start), self._run_at(edit.end - 1)
            # Not up to where the next character comes from: what was dropped in between is no part of it.
            raw = self._raw_edge(edit.start, first=True), self._raw_edge(edit.end - 1, first=False)
            return *raw, _uneven(first) or _uneven(last)
        if edit.start < len(self.text):
            within = self._run_at(edit.start)
            if within[0] < edit.start and _uneven(within):
                return within[2], within[3], True
        at = self._boundary(edit.start)
        return at, at, False

    def _raw_edge(self, position: int, *, first: bool) -> int:
        text_start, text_end, raw_start, raw_end = self._run_at(position)
        if not _uneven((text_start, text_end, raw_start, raw_end)):
            return raw_start + position - text_start + (0 if first else 1)
        return raw_start if first else raw_end

    def _boundary(self, position: int) -> int:
        """Where in the source a cut before text[position] falls."""
        if position == len(self.text):
            return self._raw_length()
        return self._raw_edge(position, first=True)

    def _text_edge(self, position: int, *, first: bool) -> int:
        if not self.runs:
            return 0
        index = max(bisect_right(self._raw_starts, position if first else max(position - 1, 0)) - 1, 0)
        if first:
            # A later edit may have cut a run that answers as a whole: its pieces come from one place.
            earliest = bisect_left(self._raw_starts, self.runs[index][2])
            index = next((i for i in range(earliest, index) if self.runs[i][3] > position), index)
        text_start, text_end, raw_start, raw_end = self.runs[index]
        if text_end - text_start == raw_end - raw_start:
            return min(max(text_start + position - raw_start, text_start), text_end)
        return text_start if first else text_end

    def _copy(self, start: int, end: int, at: int, runs: list[Run]) -> None:
        """Append the runs of text[start:end], moved to `at`."""
        index = max(bisect_right(self._text_starts, start) - 1, 0)
        while index < len(self.runs) and self.runs[index][0] < end:
            text_start, text_end, raw_start, raw_end = self.runs[index]
            index += 1
            low, high = max(text_start, start), min(text_end, end)
            if low >= high and text_start < text_end:
                continue
            if text_start == text_end and not start < text_start < end:
                continue
            if text_end - text_start == raw_end - raw_start:
                shift = raw_start - text_start
                _append(runs, (at + low - start, at + high - start, low + shift, high + shift))
            else:
                _append_whole(runs, (at + low - start, at + high - start, raw_start, raw_end))


def _append(runs: list[Run], run: Run) -> None:
    if run[0] == run[1] and run[2] == run[3]:
        return
    if runs:
        last = runs[-1]
        if not _uneven(last) and not _uneven(run) and last[1] == run[0] and last[3] == run[2]:
            runs[-1] = (last[0], run[1], last[2], run[3])
            return
    runs.append(run)


def _append_edit(runs: list[Run], at: int, length: int, raw_start: int, raw_end: int, whole: bool) -> None:
    run = at, at + length, raw_start, raw_end
    if whole:
        _append_whole(runs, run)
    else:
        _append(runs, run)


def _append_whole(runs: list[Run], run: Run) -> None:
    """Append a run that answers as a whole, even where it is by chance as long as its source."""
    text_start, text_end, raw_start, raw_end = run
    if _uneven(run):
        runs.append(run)
        return
    for at in range(text_start, text_end):
        runs.append((at, at + 1, raw_start, raw_end))


def _uneven(run: Run) -> bool:
    """Whether `run` answers as a whole: its two sides differ in length."""
    text_start, text_end, raw_start, raw_end = run
    return text_end - text_start != raw_end - raw_start
