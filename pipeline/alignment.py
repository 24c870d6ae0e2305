"""A text that knows, for each of its characters, where in the source it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.records import Edit


@dataclass(frozen=True, slots=True)
class AlignedText:
    """`text` and the runs that tie it to the source.

    Each run (text_start, text_end, raw_start, raw_end) is copied or changed as a whole; where both sides
    are equally long, character answers to character. Runs stand in order and cover the whole text.
    """

    text: str
    runs: tuple[tuple[int, int, int, int], ...]
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
        return self._text_edge(raw_start, first=True), self._text_edge(raw_end, first=False)

    def edited(self, edits: Iterable[Edit]) -> AlignedText:
        """The text with `edits` (in order, not overlapping, in this text's offsets) applied.

        Raises ValueError when they overlap or are out of order.
        """
        parts: list[str] = []
        runs: list[tuple[int, int, int, int]] = []
        at = length = 0
        for edit in edits:
            if edit.start < at or edit.end < edit.start or edit.end > len(self.text):
                raise ValueError(f"edit {edit} overlaps the one before it or leaves the text")
            self._copy(at, edit.start, length, runs)
            parts.append(self.text[at : edit.start])
            length += edit.start - at
            parts.append(edit.replacement)
            raw_start = self._boundary(edit.start)
            raw_end = self._boundary(edit.end) if edit.end > edit.start else raw_start
            _append(runs, (length, length + len(edit.replacement), raw_start, raw_end))
            length += len(edit.replacement)
            at = edit.end
        self._copy(at, len(self.text), length, runs)
        parts.append(self.text[at:])
        return AlignedText("".join(parts), tuple(runs))

    def _raw_length(self) -> int:
        return self.runs[-1][3] if self.runs else 0

    def _run_at(self, position: int) -> tuple[int, int, int, int]:
        """The run that holds the character at `position`: the last run that starts there and is not empty."""
        return self.runs[bisect_right(self._text_starts, position) - 1]

    def _raw_edge(self, position: int, *, first: bool) -> int:
        text_start, text_end, raw_start, raw_end = self._run_at(position)
        if text_end - text_start == raw_end - raw_start:
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
        index = bisect_right(self._raw_starts, position if first else max(position - 1, 0)) - 1
        text_start, text_end, raw_start, raw_end = self.runs[index]
        if text_end - text_start == raw_end - raw_start:
            return min(text_start + position - raw_start, text_end)
        return text_start if first else text_end

    def _copy(self, start: int, end: int, at: int, runs: list[tuple[int, int, int, int]]) -> None:
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
                raw_low, raw_high = raw_start + low - text_start, raw_start + high - text_start
            else:
                raw_low, raw_high = raw_start, raw_end
            _append(runs, (at + low - start, at + high - start, raw_low, raw_high))


def _append(runs: list[tuple[int, int, int, int]], run: tuple[int, int, int, int]) -> None:
    if run[0] == run[1] and run[2] == run[3]:
        return
    if runs:
        last = runs[-1]
        alike = last[1] - last[0] == last[3] - last[2] and run[1] - run[0] == run[3] - run[2]
        if alike and last[1] == run[0] and last[3] == run[2]:
            runs[-1] = (last[0], run[1], last[2], run[3])
            return
    runs.append(run)
