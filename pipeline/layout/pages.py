"""Printed lines in, out: those that belong to the page and not to the text, its number and running head."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.layout.lines import Line

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:с|стр|бет|p|page)\.?\s*)?([0-9]{1,4})(?:\s*-?\s*бет)?[-–—.\s]*", re.I
)
_LONGEST_HEAD = 120
# Numbers and heads that stand closer than this are rows of a list or a table.
_SHORTEST_PAGE = 10
# A title is printed twice at times; a running head stands on every page.
_LEAST_HEADS = 3


def page_furniture(text: str, printed: Sequence[Line]) -> frozenset[int]:
    """The indices of the lines that are page numbers, counting up page by page, and running heads."""
    numbers = _page_numbers(text, printed)
    return frozenset(numbers | _running_heads(text, printed, numbers))


def _page_numbers(text: str, printed: Sequence[Line]) -> set[int]:
    alone = [
        (index, int(match.group(1)))
        for index, line in enumerate(printed)
        if line.end - line.start < 16 and (match := _PAGE_NUMBER.fullmatch(text, line.start, line.end))
    ]
    found: set[int] = set()
    last: dict[int, int] = {}
    for index, number in alone:
        before = last.get(number - 1)
        # The last page may be short.
        last_of_all = before in found and index == alone[-1][0]
        if before is not None and (index - before >= _SHORTEST_PAGE or last_of_all):
            found |= {before, index}
        last[number] = index
    return found


def _running_heads(text: str, printed: Sequence[Line], numbers: set[int]) -> set[int]:
    """Lines met again and again at the edges of pages, told by a page number or a form feed beside them."""
    edges = [i for i in range(len(printed)) if i not in numbers and _at_edge(printed, numbers, i)]
    places: defaultdict[str, list[int]] = defaultdict(list, {"": []})
    for i in edges:
        places[_head(text, printed[i])].append(i)
    del places[""]
    return {
        i
        for found in places.values()
        if len(found) >= _LEAST_HEADS and all(b - a >= _SHORTEST_PAGE for a, b in pairwise(found))
        for i in found
    }


def _at_edge(printed: Sequence[Line], numbers: set[int], index: int) -> bool:
    beside = index - 1 in numbers or index + 1 in numbers
    return beside or printed[index].gap == "page" or (index > 0 and printed[index - 1].gap == "page")


def _head(text: str, line: Line) -> str:
    """What stays the same of a running head from page to page; empty for a line too long to be one."""
    if line.end - line.start > _LONGEST_HEAD:
        return ""
    return re.sub(r"[\W\d_]+", " ", text[line.start : line.end]).strip().casefold()
