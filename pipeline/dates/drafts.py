"""What a rule hands on: a found pattern and its atoms in, a draft of a date mention out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.dates.atoms import Atom, Atoms

RANGES = frozenset({"year_range", "date_range"})
FIRST_YEAR, LAST_YEAR = 100, 2100
"""Years outside are taken for other numbers, unless an era is named."""

Need = Literal["", "year", "century", "day", "month", "span"]
Value = Callable[[int], str | None]
"""What makes an EDTF from a year."""


def always(edtf: str | None) -> Value:
    """A value that no year changes."""
    return lambda _: edtf


@dataclass(frozen=True, slots=True)
class Draft:
    """A date whose year may still have to be found.

    `value` makes the EDTF from the year (from a year of the century, where `need` is "century"; not
    called for "day", "month" and "span"), None where no such day exists. `need` says what the context
    has to give and is empty where `year` is there. `shift` years (days or months, if such are needed)
    are added to it. `new_style` is a day given in brackets by the new calendar; `aside` a year in
    brackets, from which nothing later is counted; `bare` a month by itself; `pointed` has a pointing
    word (осы жылы); `counted` counts years, months or days from another date; `ranged` says both where
    it begins and where it ends; `detail` is the day or the part of the month that is needed. `first` and
    `last` are atoms of the span.
    """

    start: int
    end: int
    first: int
    last: int
    type: str
    value: Value
    year: int | None = None
    need: Need = ""
    shift: int = 0
    month: int | None = None
    detail: str = ""
    new_style: bool = False
    aside: bool = False
    bare: bool = False
    pointed: bool = False
    counted: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match over the code of `atoms`; atoms are asked for by the names that the rule gives them."""

    match: re.Match[str]
    atoms: Atoms

    def index(self, name: str) -> int:
        """The index of the atom called `name`, -1 where the pattern matched without it."""
        return self.match.start(name) if self.match.groupdict().get(name) else -1

    def atom(self, name: str) -> Atom | None:
        index = self.index(name)
        return self.atoms.items[index] if index >= 0 else None

    def value(self, name: str) -> int | None:
        """The number of the atom called `name`, or the value of its word."""
        atom = self.atom(name)
        return None if atom is None else atom.number or atom.reading.value

    def word(self, index: int) -> str:
        """The text of the atom at `index`, empty outside the text."""
        items = self.atoms.items
        return self.atoms.text[items[index].start : items[index].end] if 0 <= index < len(items) else ""

    def label(self, name: str) -> str:
        atom = self.atom(name)
        return "" if atom is None else atom.reading.label

    def kind(self, name: str) -> str:
        atom = self.atom(name)
        return "" if atom is None else atom.reading.kind

    def case(self, name: str) -> str | None:
        atom = self.atom(name)
        return None if atom is None else atom.reading.case

    @property
    def codes(self) -> str:
        """The code of the matched atoms."""
        return self.match.group()

    @property
    def first(self) -> int:
        """The first atom of the span: context before it is left out."""
        return self.match.start() + (self.index("before") == self.match.start())

    @property
    def last(self) -> int:
        return self.match.end() - 1 - (self.index("after") == self.match.end() - 1)

    def code(self, index: int) -> str:
        """The code of the atom at `index`, a break outside the text."""
        return self.atoms.code[index] if 0 <= index < len(self.atoms.code) else "!"

    def draft(
        self,
        type: str,
        value: Value,
        *,
        over: tuple[int, int] | None = None,
        **more: object,
    ) -> Draft:
        """A draft over the whole span, or over the atoms from `over[0]` to `over[1]`."""
        first, last = over or (self.first, self.last)
        items = self.atoms.items
        more.setdefault("ranged", type in RANGES)
        return Draft(items[first].start, items[last].end, first, last, type, value, **more)  # type: ignore[arg-type]

    def dated(
        self,
        type: str,
        value: Value,
        *,
        over: tuple[int, int] | None = None,
        **more: object,
    ) -> list[Draft]:
        """One draft, whose year is the pattern's own, what a pointer points to, or to be found.

        None where the number that stands for the year can be none.
        """
        year = self.value("year")
        if year is not None:
            if not self.is_year("year", "unit") or self._another_year_follows():
                return []
            return [self.draft(type, value, over=over, year=year, **more)]
        pointer = self.atom("pointer")
        shift = pointer.reading.value if pointer else 0
        pointed = pointer is not None
        more = {"need": "year", "shift": shift, "pointed": pointed, "ranged": type in RANGES, **more}
        return [self.draft("relative", value, over=over, **more)]

    def _another_year_follows(self) -> bool:
        """«1915 год, весной 1916-го»: what stands after the comma has a year of its own."""
        if "," not in self.codes or self.index("year") != self.first:
            return False
        after = self.match.end()
        if self.code(after) == "N":
            return self.code(after + 1) in "Y-" or self.atoms.items[after].reading.ordinal
        return self.code(after) + self.code(after + 1) == "DY"

    def is_year(self, name: str, unit: str = "unit") -> bool:
        """Whether the number called `name` can be a year, not a length of time or a count."""
        number = self.atom(name)
        assert number is not None
        if not FIRST_YEAR <= number.number <= LAST_YEAR:
            return False
        word = self.atom(unit)
        if word is None:
            return self._is_bare_year(number)
        if number.digits == 0 and not number.reading.ordinal:
            return False
        return number.number >= 1000 or self._is_dated(number, word)

    def _is_bare_year(self, number: Atom) -> bool:
        """Without a unit 1500 and 1600 are counts rather than years where a word follows."""
        if number.number < 1000 or (number.digits == 0 and not number.reading.ordinal):
            return False
        counted = self.code(self.match.end()) in "xumj?"
        return number.reading.ordinal or not counted or (number.number >= 1700 and number.number % 100 > 0)

    def _is_dated(self, number: Atom, word: Atom) -> bool:
        """«552 жылы» is a year, «300 жыл» a length, «200 г.» a weight, «в 751 г.» a year again."""
        reading = word.reading
        if reading.possessive or reading.attributive or reading.plural or number.reading.ordinal:
            return True
        return self.code(self.match.start() - 1) in "vftpgK~" or self.match.start() != self.index("year")
