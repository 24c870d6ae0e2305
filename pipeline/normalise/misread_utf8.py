"""A text in, the edits that undo UTF-8 read as Windows-1251 or 1252, up to three times over, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.letters import KAZAKH_AND_RUSSIAN
from pipeline.normalise.codepages import WESTERN, pages, shown
from pipeline.normalise.evidence import known
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
        runs = [(match, _readings(match, page)) for match in page.run.finditer(text)]
        depths = Counter(depth for _, readings in runs if (depth := _sure_depth(readings)))
        if not depths:
            continue
        usual = depths.most_common(1)[0][0]
        for match, readings in runs:
            depth = _sure_depth(readings)
            # «Рё» is a word when read once and «и» when read twice: short runs go with the document.
            if usual <= len(readings) and _is_allowed(readings[usual - 1]) and not _is_other(text, match):
                depth = max(depth, usual)
            if depth:
                edits.extend(_edits(text, readings[depth - 1]))
    return sorted(edits, key=lambda edit: edit.start)


def _readings(match: re.Match[str], page: _Page) -> list[list[_Unit]]:
    """The characters that the run stands for after one round of decoding, after two, and so on."""
    units: list[_Unit] | None = [(char, at, at + 1) for at, char in enumerate(match[0], match.start())]
    readings: list[list[_Unit]] = []
    while units is not None and len(readings) < ROUNDS:
        units = _decoded(units, page)
        if units is not None:
            readings.append(units)
    return readings


def _sure_depth(readings: list[list[_Unit]]) -> int:
    """After how many rounds, at most, the run is Cyrillic beyond doubt; 0 if never."""
    for depth in range(len(readings), 0, -1):
        units = readings[depth - 1]
        letters = sum(char in KAZAKH_AND_RUSSIAN for char, _, _ in units)
        if letters >= _SURE_LETTERS and _is_allowed(units):
            return depth
    return 0


def _is_allowed(units: list[_Unit]) -> bool:
    return all(char in _ALLOWED or char.isascii() for char, _, _ in units)


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


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether a short run is likelier something else: part of a word, or a word of cp1251 («Å¸» for Её)."""
    sides = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    # Letters beside few signs say that these are a genuine capital and a quotation mark.
    within = any(side.isalpha() and not side.isascii() for side in sides)
    return within or known(pages(WESTERN)[0].read(match[0]))


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
