"""A text in, its printed lines out, each with the white space around it and how it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.tables import problem, rows

_SPACE = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_LINE = re.compile(rf"[^{_BREAKS}]+")
SOFT_HYPHEN = "\u00ad"
_BLANK = re.compile(rf"[\s{SOFT_HYPHEN}\ufeff]*")

_CLOSERS = r"\"'»”’)\]}›*"
_TERMINAL = re.compile(rf"[.!?…][{_CLOSERS}]*$")
_SHORT_WORD = re.compile(r"(?:^|\W)([^\W\d_]{1,2})\.$")
_HYPHEN_END = re.compile(rf"\w[-\u2010\u2011¬{SOFT_HYPHEN}]$")
# A number of more than three digits, or one that a day, a month or a decimal follows, numbers no item.
ENUMERATOR = re.compile(
    r"(?:[№#]\s*\d{1,3}\b[.)]?|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_])|\d{1,3}[.)]\s*(?=[^\W\d_]|[«“\"(])|\d{1,2}[.)]\s+(?=\d{4}\b)"
    r"|[IVXІХ]{2,6}[.)]\s+(?=\w)|\(?[^\W\d_]\)\s*(?=\w)|§\s*\d{1,3}|[•●▪■◦*·→]\s*(?=\S))"
)
_ITEM_NUMBER = re.compile(r"\(?(?:[№#]\s*)?([0-9]{1,3})(?![0-9]|\.[0-9])")
_DASH = re.compile(r"[-–—]\s+\S")
_LETTER = re.compile(r"[^\W\d_]")
_OPENERS = re.compile(r"[«“„\"'(\[‘]*")


@dataclass(frozen=True, slots=True)
class Line:
    """text[start:end] without the white space before (`indent` characters) and after it (`trailing`).

    `gap` is the white space between this line and the next that is not blank, as a name: "1", "2", "3", "4"
    (and more) line ends; "spaced", where spaces stand between three or more; "page" with a form feed in it;
    "separator" with U+2029; "end" after the last line.
    """

    start: int
    end: int
    indent: int
    trailing: int
    gap: str


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything visible, in order."""
    found: list[tuple[int, int, int, int]] = []
    for match in _LINE.finditer(text):
        at, stop = match.span()
        blank = _BLANK.match(text, at, stop)
        start = blank.end() if blank else at
        if start < stop:
            found.append((at, start, _visible_end(text, start, stop), stop))
    gaps = [_gap(text[one[3] : two[0]]) for one, two in pairwise(found)]
    return [
        Line(start, end, start - at, stop - end, gap)
        for (at, start, end, stop), gap in zip(found, [*gaps, "end"], strict=False)
    ]


def _visible_end(text: str, start: int, stop: int) -> int:
    """Where the line ends without white space; a soft hyphen directly after its last word belongs to it."""
    body = text[start:stop]
    end = len(body.rstrip(_SPACE + SOFT_HYPHEN))
    return start + end + (1 if body[end : end + 1] == SOFT_HYPHEN and body[end - 1].isalnum() else 0)


def _gap(between: str) -> str:
    if "\f" in between:
        return "page"
    if "\u2029" in between:
        return "separator"
    breaks = _BREAK.findall(between)
    if len(breaks) > 2 and sum(map(len, breaks)) < len(between):
        return "spaced"
    return str(min(len(breaks), 4))


def ending(line: str) -> str:
    """How a printed line ends: hyphen, terminal (a sentence), abbreviation, initial, colon (or ;), open."""
    if _HYPHEN_END.search(line[-2:]):
        return "hyphen"
    tail = line[-8:]
    if _TERMINAL.search(tail):
        short = _SHORT_WORD.search(tail)
        if not short:
            return "terminal"
        return "initial" if short[1].isupper() and len(short[1]) == 1 else "abbreviation"
    return "colon" if tail[-1:] in ":;" else "open"


def beginning(line: str) -> str:
    """How a printed line begins: enumerator, dash, lower, upper (letter, or a quotation of one), other."""
    head = line[:24]
    if ENUMERATOR.match(head):
        return "enumerator"
    if _DASH.match(head):
        return "dash"
    opener = _OPENERS.match(head)
    first = head[opener.end() if opener else 0 :][:1]
    if not _LETTER.match(first):
        return "other"
    return "lower" if first.islower() else "upper"


def item_number(text: str, line: Line) -> int | None:
    """The number of an item that `line` begins with, None where it is none in digits of one part."""
    match = _ITEM_NUMBER.match(text, line.start, line.end)
    return int(match.group(1)) if match else None


class _Widths(dict[str, int]):
    """Advance widths by character; one that the table does not list is as wide as a usual letter."""

    usual = 500

    def __missing__(self, character: str) -> int:
        return self.usual


@cache
def _widths() -> _Widths:
    name = "advance_widths.tsv"
    widths = _Widths()
    for number, row in rows(name, "character", "width"):
        character = row["character"]
        if character.startswith("U+"):
            character = chr(int(character[2:], 16))
        if len(character) != 1 or not row["width"].isdecimal():
            raise problem(name, number, "a row is one character (or U+ and its number) and a whole number")
        widths[character] = int(row["width"])
    return widths


def characters(text: str) -> int:
    """How many characters `text` takes on a page of fixed pitch."""
    return len(text)


def book_width(text: str) -> int:
    """How far `text` reaches in 1/1000 em of a Times-like face."""
    return sum(map(_widths().__getitem__, text))


def next_words(text: str, printed: Sequence[Line]) -> list[str]:
    """The first word of each line but the first: what had no room on the line before."""
    words = re.compile(r"\S+")
    found = (words.match(text, line.start, line.end) for line in printed[1:])
    return [match.group() if match else "" for match in found]
