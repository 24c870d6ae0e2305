"""A text in, the edits that undo runs of KOI8-R and cp866 read as Windows-1251 or Windows-1252 out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.letters import KAZAKH_AND_RUSSIAN, LONGEST_WORD
from pipeline.normalise.codepages import WESTERN, Page, pages, pages_of_runs
from pipeline.normalise.evidence import known
from pipeline.records import Edit

SURE_WORDS = 3
"""Different words of the document that one page alone explains, so that it is no accident."""


DASHES = "–—"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A code page; `word` finds what it may read as a word in small letters, `piece` any word at all."""

    page: Page
    word: re.Pattern[str]
    piece: re.Pattern[str]


def repairs(text: str) -> list[Edit]:
    """The edits by the page that explains most words that make no sense as printed; none if none does."""
    best: tuple[_Reading, frozenset[str]] | None = None
    for reading in _readings():
        words = {match[0] for match in reading.word.finditer(text)}
        sure = frozenset(word for word in words if _is_sure(word, reading.page))
        if len(sure) >= SURE_WORDS and (best is None or len(sure) > len(best[1])):
            best = reading, sure
    return list(_edits(text, *best)) if best else []


def _is_sure(word: str, page: Page) -> bool:
    """Whether the page makes a word of what is none as it is printed, nor by cp1251."""
    if len(word) > LONGEST_WORD or (word[1:].islower() and KAZAKH_AND_RUSSIAN.issuperset(word)):
        return False
    return known(page.read(word)) and not known(word) and not known(pages(WESTERN)[0].read(word))


def _edits(text: str, reading: _Reading, sure: frozenset[str]) -> Iterator[Edit]:
    """One edit for each word of a run: from a word that is sure to the next that makes sense as printed."""
    pieces = list(reading.piece.finditer(text))
    kinds = [_kind(match[0], reading.page, sure) for match in pieces]
    ways = [_reached(kinds), _reached(kinds[::-1])[::-1]]
    for piece, kind, *reached in zip(pieces, kinds, *ways, strict=True):
        if kind != "mark" and (all if kind == "weak" else any)(reached):
            yield Edit(piece.start(), piece.end(), reading.page.read(piece[0]), reading.page.name)


def _reached(kinds: Sequence[str]) -> list[bool]:
    """For each word whether a sure one stands before it with none that is sound between."""
    within, reached = False, []
    for kind in kinds:
        within = kind == "sure" or (within and kind != "sound")
        reached.append(within)
    return reached


def _kind(word: str, page: Page, sure: frozenset[str]) -> str:
    """What the printed word is: sure, sound as it stands, or open to what stands beside it.

    Weak is what may well be sound, a letter or a name that no lexicon has: both sides must speak for it.
    A dash is a letter of these pages, too, but stands between words.
    """
    if word in sure:
        return "sure"
    if word in DASHES:
        return "mark"
    meant = page.read(word)
    unread = any(sign not in page.letters for sign in word)
    if unread or len(word) > LONGEST_WORD or not (_is_natural(meant) or len(word) == 1):
        return "sound"
    if KAZAKH_AND_RUSSIAN.issuperset(word) and (_is_natural(word) or len(word) == 1):
        return "weak" if len(word) == 1 or (known(meant) and not known(word)) else "sound"
    return "sound" if known(word) else "open"


def _is_natural(word: str) -> bool:
    return word.islower() or word.istitle()


@cache
def _readings() -> tuple[_Reading, ...]:
    return tuple(map(_reading, pages_of_runs()))


def _reading(page: Page) -> _Reading:
    letters = {sign: meant for sign, meant in page.letters.items() if meant in KAZAKH_AND_RUSSIAN}
    small, capital = (
        "[" + "".join(re.escape(sign) for sign, meant in letters.items() if meant.islower() is lower) + "]"
        for lower in (True, False)
    )
    every = f"(?:{small}|{capital})"
    apart = f"(?<!{every})", f"(?!{every}|[^\\W\\d_])"
    return _Reading(
        Page(page.name, letters),
        re.compile(f"{apart[0]}{capital}?{small}{{3,}}{apart[1]}"),
        re.compile(f"(?:{every}|[^\\W\\d_])+"),
    )
