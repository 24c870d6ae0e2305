"""A text in, the edits that undo UTF-8 read as Windows-1251 or 1252, up to three times over, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.codepages import WESTERN, shown
from pipeline.letters import KAZAKH_AND_RUSSIAN
from pipeline.records import Edit

ROUNDS = 3
RULE = "utf-8"
_SURE_LETTERS = 2
_LATIN_AND_SIGNS = {
    chr(code) for code in (*range(0xA0, 0x250), *range(0x2010, 0x2040), 0x20AC, 0x2116, 0x2122)
}
_ALLOWED = KAZAKH_AND_RUSSIAN | _LATIN_AND_SIGNS | set("ЄєЇїҐґЎў")
"""What a mended text may hold besides ASCII: anything else says that the letters were genuine."""

_Unit = tuple[str, int, int]
"""A character with the span of the text that it stands for."""


@dataclass(frozen=True, slots=True)
class _Page:
    """How the bytes of UTF-8 look when read as one code page."""

    bytes_of: dict[str, int]
    sequence: re.Pattern[str]
    run: re.Pattern[str]


def repairs(text: str) -> list[Edit]:
    """The edits, one for each word or run of signs. Single letters need a whole word as witness elsewhere."""
    edits: list[Edit] = []
    for page in _pages():
        matches = [(match, _mended(match, page)) for match in page.run.finditer(text)]
        if any(units and _sure(units) for _, units in matches):
            for match, units in matches:
                if units and (_sure(units) or not _within_word(text, match)):
                    edits.extend(_edits(text, units))
    return sorted(edits, key=lambda edit: edit.start)


def _mended(match: re.Match[str], page: _Page) -> list[_Unit] | None:
    """The characters that the run stands for, after as many rounds as lead to Cyrillic; None if none does."""
    units = [(char, at, at + 1) for at, char in enumerate(match[0], match.start())]
    best = None
    for _ in range(ROUNDS):
        decoded = _decoded(units, page)
        if decoded is None:
            break
        units = decoded
        if all(char in _ALLOWED or char.isascii() for char, _, _ in units):
            best = units
    return best


def _decoded(units: list[_Unit], page: _Page) -> list[_Unit] | None:
    text = "".join(char for char, _, _ in units)
    decoded: list[_Unit] = []
    at = 0
    for match in page.sequence.finditer(text):
        if match.start() != at:
            return None
        at = match.end()
        try:
            char = bytes(page.bytes_of[sign] for sign in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return None
        decoded.append((char, units[match.start()][1], units[at - 1][2]))
    return decoded if at == len(text) else None


def _sure(units: list[_Unit]) -> bool:
    return sum(char in KAZAKH_AND_RUSSIAN for char, _, _ in units) >= _SURE_LETTERS


def _within_word(text: str, match: re.Match[str]) -> bool:
    """Whether letters touch the run: its few signs are likelier a genuine capital and a quotation mark."""
    sides = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return any(side.isalpha() and not side.isascii() for side in sides)


def _edits(text: str, units: list[_Unit]) -> Iterator[Edit]:
    """One edit for each run of letters and each run of other signs."""
    start = 0
    for end in range(1, len(units) + 1):
        if end == len(units) or units[end][0].isalpha() != units[start][0].isalpha():
            replacement = "".join(char for char, _, _ in units[start:end])
            first, last = units[start][1], units[end - 1][2]
            if replacement != text[first:last]:
                yield Edit(first, last, replacement, RULE)
            start = end


@cache
def _pages() -> tuple[_Page, ...]:
    return tuple(_page(read_as) for read_as in ("cp1251", WESTERN))


def _page(read_as: str) -> _Page:
    bytes_of = {sign: byte for byte in range(0x80, 0x100) for sign in shown(byte, read_as)}
    rest = _signs(bytes_of, 0x80, 0xBF)
    sequence = f"(?:{_signs(bytes_of, 0xC2, 0xDF)}{rest}|{_signs(bytes_of, 0xE0, 0xEF)}{rest}{{2}})"
    return _Page(bytes_of, re.compile(sequence), re.compile(f"{sequence}+"))


def _signs(bytes_of: dict[str, int], low: int, high: int) -> str:
    """A character class: what the bytes from `low` to `high` look like."""
    return "[" + "".join(re.escape(sign) for sign, byte in bytes_of.items() if low <= byte <= high) + "]"
