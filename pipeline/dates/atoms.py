"""A text in, its atoms out: the numbers, words and marks that dates are made of, one letter of a code each.

The grammar is written over that code, so that a rule speaks of «a year number, a unit, a day, a month» and
none has to know how they are spelt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline import roman
from pipeline.dates.words import Reading, Vocabulary, folded, key, load

CODES = {
    "year_number": "N", "number": "n", "roman": "R", "numeric_date": "d",
    "month": "M", "moon": "A", "day": "K", "year": "Y", "years": "S", "century": "C", "centuries": "c",
    "age": "G", "millennium": "k", "season": "E", "part": "P", "russian_part": "r", "turn": "U",
    "share": "H", "rank": "o",
    "since": "F", "until": "T", "later": "L", "earlier": "l", "through": "z", "between": "w", "about": "~",
    "and": "&", "from": "f", "to": "p", "till": "t", "in": "v", "toward": "g", "by": "y",
    "before_christ": "B", "of_christ": "b", "russian_before_christ": "W",
    "russian_of_christ": "V", "hijri": "h", "pointer": "D", "next_day": "X",
    "old_style": "0", "new_style": "1", "event_head": "e", "name_head": "j", "duration": "u",
    "abroad": "2", "home": "3",
    "dash": "-", "slash": "/", "comma": ",", "stop": "s", "open": "i", "close": "a", "quote": "q",
    "break": "!", "other": "x",
    "after": "4", "dated": "5", "or": "|", "week": "8", "days": "@", "folk_month": "6", "tempo": "7",
    "bullet": "*", "unknown": "?", "born": "9", "half_year": "#", "whole": "%",
    "half_century": "I", "month_adjective": "J", "meeting": "m",
}  # fmt: skip
"""The letter that stands for each kind of atom."""

MARKS = {
    **dict.fromkeys("-–—−‐‑‒―", "dash"), "/": "slash", ",": "comma", ".": "stop", "?": "unknown",
    **dict.fromkeys("*•▪●", "bullet"), **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"), **dict.fromkeys("«»„“”\"'’‘‹›", "quote"),
}  # fmt: skip

# No possessive quantifier over the group: Python 3.11.2, which is Debian's, reads one wrongly.
_SCAN = re.compile(
    r"(?:[^\S\n]|\n(?!\n))*(?:"
    r"(?P<numeric>(?<![\w.,/])(?:"
    r"\d{1,2}\.[^\S\n]?(?:\d{1,2}|[IVXІХӀ]{1,4})\.[^\S\n]?\d{2,4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d"
    r"|\d{4}\.\d\d\.\d\d|\d{1,2}/[IVXІХӀ]{1,4}(?:[^\S\n]|[-–—]){1,3}\d{4}"
    r")(?!\d|[.,/:]\d|-\d(?!\d?\.)))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<break>\n\n\s*)"
    r"|(?P<mark>\S))",
    re.DOTALL,
)
_PARTS = re.compile(r"\w+")
_SUFFIX_DASH = re.compile(r"[-‐‑–]|")
_DECIMAL = re.compile(r"[.,:]\d")


class Atom(NamedTuple):
    """text[start:end] and what it is; `number` is the value of a number, `digits` how many digits it has.

    `digits` is 0 for a number in words or in Roman numerals. `numeric` is (year, month, day) as written.
    """

    start: int
    end: int
    reading: Reading
    number: int = 0
    digits: int = 0
    numeric: tuple[int, int, int] | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Atoms:
    """The atoms of `text` in order, and their code: one letter an atom."""

    items: tuple[Atom, ...]
    code: str
    text: str


_OTHER = Reading("other")
_BREAK = Reading("break")
_MARKS = {mark: Reading(kind) for mark, kind in MARKS.items()}


def atoms(text: str) -> Atoms:
    """The atoms of `text`; white space is none, an empty line is a break that no date crosses."""
    scanner = _Scanner(text, load())
    scanner.scan()
    return Atoms(tuple(scanner.items), "".join(scanner.codes), text)


class _Scanner:
    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.folded = folded(text)
        self.vocabulary = vocabulary
        self.items: list[Atom] = []
        self.codes: list[str] = []
        # A text repeats its words: each is looked up once.
        self.reading = cache(vocabulary.reading)
        self.numeral = cache(vocabulary.numeral)

    def scan(self) -> None:
        at = 0
        while match := _SCAN.match(self.text, at):
            kind = match.lastgroup
            assert kind is not None
            start, at = match.span(kind)
            if kind == "word":
                at = self._word(start, at)
            elif kind == "number":
                at = self._number(start, at)
            elif kind == "numeric":
                self._numeric(start, at)
            elif kind == "break":
                self._add(start, at, _BREAK)
            else:
                self._add(start, at, _MARKS.get(self.text[start], _OTHER))

    def _add(self, start: int, end: int, reading: Reading, **values: object) -> None:
        code = CODES[reading.kind] if reading.kind in CODES else self._number_code(values)
        if reading.kind == "year" and reading.plural:
            code = CODES["years"]
        elif reading.kind == "century" and reading.plural:
            code = CODES["centuries"]
        self.items.append(Atom(start, end, reading, **values))  # type: ignore[arg-type]
        self.codes.append(code)

    @staticmethod
    def _number_code(values: dict[str, object]) -> str:
        number = values["number"]
        assert isinstance(number, int)
        return CODES["year_number"] if number >= 100 else CODES["number"]

    def _numeric(self, start: int, end: int) -> None:
        parts = _PARTS.findall(self.text, start, end)
        first, second, third = (int(part) if part.isdigit() else roman.value(part) or 0 for part in parts)
        written = (first, second, third) if len(parts[0]) == 4 else (third, second, first)
        if not 1 <= written[1] <= 12 or not 1 <= written[2] <= 31 or len(parts[2]) == 3:
            self._add(start, end, _OTHER)
        else:
            # A year of two digits needs a context, and is told from the number of a section by what follows.
            digits = max(len(parts[0]), len(parts[2]))
            self._add(start, end, Reading("numeric_date"), numeric=written, digits=digits)

    def _number(self, start: int, end: int) -> int:
        digits = end - start
        fraction = _DECIMAL.match(self.text, end)
        if digits > 4 or (fraction and start > 0 and self.text[start - 1] in ".,:"):
            self._add(start, end, _OTHER)
            return end
        reading = Reading("numeral")
        dash = _SUFFIX_DASH.match(self.text, end)
        assert dash is not None
        suffix = self.vocabulary.number_suffix.match(self.folded, dash.end())
        if suffix and suffix.group() and (dash.group() or suffix.groupdict()["ordinal"]):
            reading = self.vocabulary.inflected(reading, suffix)
            end = suffix.end()
        self._add(start, end, reading, number=int(self.text[start : start + digits]), digits=digits)
        return end

    def _word(self, start: int, end: int) -> int:
        word = self.text[start:end]
        capital = word[0].isupper()
        if capital:
            length = roman.numeral_length(word)
            if length and (length == len(word) or length > 1):
                return self._roman(start, start + length)
        if not self.vocabulary.may_know(self.folded, start, end):
            self._add(start, end, _OTHER, capital=capital)
            return end
        form = word.lower()
        for pattern, reading in self.vocabulary.phrases.get(key(word), ()):
            match = pattern.match(self.folded, end)
            if match:
                inflected = self.vocabulary.inflected(reading, match) if match.groupdict() else reading
                self._add(start, match.end(), inflected, capital=capital)
                return match.end()
        found = self.reading(form)
        if self.numeral(form):
            numeral_end = self._numeral(start)
            if numeral_end > end or found is None:
                return numeral_end
            self._drop()
        return self._plain(start, end, found, capital)

    def _roman(self, start: int, end: int) -> int:
        """Add a Roman numeral with its ordinal ending («II-й», «XIX-шы»); where it ends."""
        reading, number = Reading("roman"), roman.value(self.text[start:end]) or 0
        dash = _SUFFIX_DASH.match(self.text, end)
        assert dash is not None
        suffix = self.vocabulary.number_suffix.match(self.folded, dash.end()) if dash.group() else None
        if suffix and suffix.group() and (inflected := self.vocabulary.inflected(reading, suffix)).ordinal:
            reading, end = inflected, suffix.end()
        self._add(start, end, reading, number=number)
        return end

    def _drop(self) -> None:
        self.items.pop()
        self.codes.pop()

    def _plain(self, start: int, end: int, found: Reading | None, capital: bool) -> int:
        initial = capital and end - start == 1 and self.text.startswith(".", end)
        if initial:
            # «1905 Г. Потанин», «В. Радлов»
            found = None
        elif found and found.abbreviated:
            stopped = self.text.startswith(".", end)
            if found.kind == "month" and not stopped:
                found = None
            end += stopped
            # «20 ғ-дың»
            if found and not stopped and (suffix := self.vocabulary.hyphened.match(self.folded, end)):
                found, end = self.vocabulary.inflected(found, suffix), suffix.end()
        elif found and found.kind == "in" and self.text.startswith(".", end):
            found, end = Reading("century", abbreviated=True), end + 1
        self._add(start, end, found or _OTHER, capital=capital)
        return end

    def _numeral(self, start: int) -> int:
        """Add the number in words that begins at `start`; where it ends."""
        total = current = 0
        lowest = 10_000
        end = at = start
        reading: Reading | None = None
        while match := _WORD.match(self.text, at):
            found = self.numeral(match.group("word").lower())
            if found is None or (reading and (reading.ordinal or reading.possessive)):
                break
            scale = _scale(found.value)
            if found.value in (100, 1000) and 0 < current < found.value and lowest < found.value:
                current *= found.value
            elif scale < lowest and not (10 < found.value < 20 and lowest < 100):
                current += found.value
            else:
                break
            if found.value == 1000:
                total, current = total + current, 0
            lowest = scale if found.value < 100 else found.value if found.value == 1000 else 100
            reading, end = found, match.end()
            at = end
        assert reading is not None
        self._add(start, end, reading, number=total + current)
        return end


_WORD = re.compile(r"[^\S\n]*(?P<word>[^\W\d_]+)")


def _scale(value: int) -> int:
    """The power of ten that a numeral adds to; eleven to nineteen stand where units stand."""
    if value < 20 and value != 10:
        return 1
    return 10 if value < 100 else 100 if value < 1000 else 1000
