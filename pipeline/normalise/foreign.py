"""A text and edits of it in, those of them that are not in a line of another language than ours out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.languages import MAIN, OURS, of_part
from pipeline.records import Edit

LONGEST_LINE = 2000
"""Characters of a line, on either side of an edit, that are looked at."""


def outside_foreign(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits that stand in Kazakh or Russian: the letters of other languages are right as they are.

    Only what stands around an edit is asked for its language, since most lines have none to make.
    """
    seen: dict[tuple[int, int], bool] = {}
    for edit in edits:
        start = text.rfind("\n", max(edit.start - LONGEST_LINE, 0), edit.start) + 1
        start = max(start, edit.start - LONGEST_LINE)
        end = text.find("\n", edit.end, edit.end + LONGEST_LINE)
        line = start, end if end >= 0 else min(edit.end + LONGEST_LINE, len(text))
        if line not in seen:
            seen[line] = of_part(text, MAIN, *line) in OURS
        if seen[line]:
            yield edit
