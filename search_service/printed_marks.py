"""A passage's text with what is marked in it, and its source, in; where the same stands in the source out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from search_service.repairs_shown import Change, Spans


def printed_spans(
    text: str, highlights: Spans, raw: str, at: int, repairs: Iterable[Change]
) -> list[tuple[int, int]]:
    """`highlights`, which are offsets in `text`, as offsets of the source in order, a repaired word whole.

    `raw` is what `text` was made of and starts at `at` of its source. The layout drops white space, hyphens
    at the ends of lines and what stands between pages, so the rest of both is compared.
    """
    if not highlights:
        return []
    printed = list(_characters(raw, at, repairs))
    kept = [place for place, character in enumerate(text) if not character.isspace()]
    places: dict[int, tuple[int, int]] = {}
    for low, other, length in _same([text[place] for place in kept], [each for each, _ in printed]):
        for step in range(length):
            places[kept[low + step]] = printed[other + step][1]
    spans = []
    for start, end in sorted(highlights):
        inside = [places[place] for place in range(start, end) if place in places]
        if inside:
            spans.append((inside[0][0], inside[-1][1]))
    return spans


def _characters(raw: str, at: int, repairs: Iterable[Change]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The characters of the repaired source but for white space, each with where it comes from."""
    done = at
    for change in repairs:
        yield from _plain(raw, at, done, change.start)
        for _, repaired in change.parts:
            for character in repaired:
                if not character.isspace():
                    yield character, (change.start, change.end)
        done = change.end
    yield from _plain(raw, at, done, at + len(raw))


def _plain(raw: str, at: int, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for place in range(start, end):
        if not raw[place - at].isspace():
            yield raw[place - at], (place, place + 1)


def _same(text: list[str], printed: list[str]) -> Iterable[tuple[int, int, int]]:
    """The stretches that are the same in both: where in the one, where in the other, how long."""
    if text == printed:
        return [(0, 0, len(text))]
    return SequenceMatcher(None, text, printed, autojunk=False).get_matching_blocks()
