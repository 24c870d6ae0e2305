"""Found patterns of decades, centuries and millennia in, drafts of dates out."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates.days import Builder, joined
from pipeline.dates.drafts import FIRST_YEAR, LAST_YEAR, Draft, Found
from pipeline.dates.values import year_value
from pipeline.dates.years import before_christ, shares

LAST_CENTURY = 21
_MILLENNIA = 10
_YEARS_OF_PART = {
    "begin": (1, 10),
    "middle": (41, 60),
    "end": (91, 100),
    "first_years": (1, 5),
    "last_years": (96, 100),
    "first_decade": (1, 10),
    "last_decade": (91, 100),
}
_YEARS_OF_DECADE = {
    "begin": (0, 3),
    "middle": (4, 6),
    "end": (7, 9),
    "first_years": (0, 3),
    "last_years": (7, 9),
}
_ROUGH = {
    "begin": ("", "~"),
    "middle": ("", "~"),
    "end": ("~", ""),
    "first_years": ("", "~"),
    "last_years": ("~", ""),
}
"""Which end of a part is not sharp: «бас кезінде» 1901/1910~, «соңында» 1891~/1900."""


def interval(begin: int, end: int, part: str = "") -> str:
    """The EDTF of some years, the end that `part` leaves open to doubt marked `~`."""
    first, last = _ROUGH.get(part, ("", ""))
    return f"{year_value(begin)}{first}/{year_value(end)}{last}"


def century_value(century: int, *, before: bool) -> str:
    """`19XX` for the twentieth century, `-02XX` for the third before Christ."""
    return f"{'-' if before else ''}{century - 1:02d}XX"


def first_year(century: int, *, before: bool) -> int:
    """The first year, as EDTF counts: 1901 for the twentieth century, -299 for the third before Christ."""
    return 1 - century * 100 if before else (century - 1) * 100 + 1


def century(found: Found) -> list[Draft]:
    """A century or a part of it; without a number that of the years told of («ғасырдың соңында»)."""
    unit = found.atom("unit")
    assert unit is not None
    before = before_christ(found)
    part = found.label("part")
    within = _YEARS_OF_PART.get(part) if part else shares(found, 100)
    if (part or found.index("share") >= 0) and within is None:
        return []
    if found.index("century") < 0:
        return _century_told_of(found, part, within)
    number = found.value("century")
    if number is None or not _is_century(found, "century"):
        return []
    if within is None:
        return [found.draft("part_of_century", lambda _: century_value(number, before=before), year=0)]
    start = first_year(number, before=before) - 1
    value = interval(start + within[0], start + within[1], part)
    return [found.draft("part_of_century", lambda _: value, year=0)]


def _century_told_of(found: Found, part: str, within: tuple[int, int] | None) -> list[Draft]:
    unit = found.atom("unit")
    assert unit is not None
    reading = unit.reading
    if reading.abbreviated or reading.possessive or reading.plural or within is None:
        return []

    def value(year: int) -> str:
        start = (year - 1) // 100 * 100
        return interval(start + within[0], start + within[1], part)

    return [found.draft("relative", value, need="century")]


def _is_century(found: Found, name: str) -> bool:
    """A Roman or an ordinal number with a unit, or 5 to 21 in digits unless a length of time («2 ғасыр бойы»)."""
    number = found.atom(name)
    assert number is not None
    if not 1 <= number.number <= LAST_CENTURY:
        return False
    unit = found.atom("unit")
    if (
        unit is not None
        and found.code(found.index("unit")) == "Y"
        and (unit.reading.label != "g" or number.digits)
    ):
        return False
    if number.reading.kind == "roman" or number.reading.ordinal:
        return True
    marked = found.code(found.index(name) + 1) == "-"
    return number.digits > 0 and (
        marked or (number.number >= 5 and found.code(found.match.end()) not in "uLl")
    )


def centuries(found: Found) -> list[Draft]:
    """Some centuries in a row, or the turn of two."""
    first, last = found.value("century"), found.value("century2")
    assert first is not None and last is not None
    before = before_christ(found)
    if not (_is_listed(found, "century") and _is_listed(found, "century2")) or (last <= first) != before:
        return []
    begin, end = first_year(first, before=before), first_year(last, before=before)
    if found.index("turn") >= 0 or found.label("part") == "" and found.index("part") >= 0:
        return [
            found.draft(
                "part_of_century", lambda _: f"{year_value(begin + 90)}~/{year_value(end + 9)}~", year=0
            )
        ]
    within = _YEARS_OF_PART.get(found.label("part"))
    if within:
        if found.index("part") < found.index("century"):
            return [
                found.draft("part_of_century", lambda _: interval(begin - 1 + within[0], end + 99), year=0)
            ]
        return [found.draft("part_of_century", lambda _: interval(begin, end - 1 + within[1]), year=0)]
    value = joined(century_value(first, before=before), century_value(last, before=before))
    return [found.draft("part_of_century", lambda _: value, year=0)]


def _is_listed(found: Found, name: str) -> bool:
    number = found.atom(name)
    assert number is not None
    return 1 <= number.number <= LAST_CENTURY and number.digits in (0, 1, 2)


def two_parts(found: Found) -> list[Draft]:
    """«конец XIX – начало XX века»: a date each."""
    if not (_is_listed(found, "century") and _is_listed(found, "century2")):
        return []
    middle = max(found.index("century"), found.index("unit"))
    drafts = []
    for name, part, over in (
        ("century", "part", (found.first, middle)),
        ("century2", "part2", (found.index("part2"), found.last)),
    ):
        number, within = found.value(name), _YEARS_OF_PART.get(found.label(part))
        assert number is not None
        if within is None:
            return []
        start = first_year(number, before=False) - 1
        value = interval(start + within[0], start + within[1], found.label(part))
        drafts.append(found.draft("part_of_century", lambda _, value=value: value, over=over, year=0))
    return drafts


def millennium(found: Found) -> list[Draft]:
    """`-1XXX` for the second millennium before Christ."""
    before = before_christ(found)
    number, number2 = found.atom("millennium"), found.atom("millennium2")
    assert number is not None
    told = (
        number.reading.kind == "roman"
        or number.reading.ordinal
        or found.code(found.index("millennium") + 1) == "-"
    )
    values = [atom.number for atom in (number, number2) if atom]
    if not (told or before) or not all(1 <= value <= _MILLENNIA for value in values):
        return []
    if len(values) == 2 and (values[1] <= values[0]) != before:
        return []
    value = "/".join(f"{'-' if before else ''}{value - 1}XXX" for value in values)
    return [found.draft("part_of_century", lambda _: value, year=0)]


def decade(found: Found) -> list[Draft]:
    """Decades in two digits, of the century that is named or told of."""
    tens, tens2 = found.value("tens"), found.value("tens2")
    if (
        tens is None
        or tens % 10
        or not 0 < tens < 100
        or (tens2 is not None and (tens2 % 10 or tens2 <= tens))
    ):
        return []
    unit = found.atoms.items[found.match.start() + found.match.group().index("S")].reading
    number = found.atom("tens2") or found.atom("tens")
    assert number is not None
    hyphened = "-S" in found.match.group()
    if not (hyphened or number.reading.ordinal or unit.possessive or unit.abbreviated or unit.case):
        return []
    years = _years_of_decades(found, tens, tens2)
    if years is None:
        return []
    number = found.value("century")
    if number is not None:
        if not 1 <= number <= LAST_CENTURY:
            return []
        return [found.draft("year_range", years, year=(number - 1) * 100)]
    return [found.draft("relative", years, need="century")]


def decade_of_year(found: Found) -> list[Draft]:
    """«1930 жылдардың ортасында», «в 1920-х»; a number that ends no decade is a year («1902 жылдардан»)."""
    first, last = found.atom("year"), found.atom("year2")
    assert first is not None
    number = last or first
    if not FIRST_YEAR <= first.number <= LAST_YEAR or not first.digits:
        return []
    if "S" not in found.match.group() and not (number.reading.ordinal and number.reading.plural):
        return []
    if last is None and first.number % 10:
        named = (
            "S" in found.match.group()
            and not found.match.groupdict().get("part")
            and found.index("share") < 0
        )
        return [found.draft("year", year_value, year=first.number)] if named else []
    tens2 = (
        last.number % 100 + first.number // 100 * 100 if last and last.number < 100 else last and last.number
    )
    if first.number % 10 or (
        tens2 is not None and (tens2 % 10 or tens2 <= first.number or tens2 > LAST_YEAR)
    ):
        return []
    if tens2 is not None and not (number.reading.ordinal or "-S" in found.match.group()):
        return []
    years = _years_of_decades(found, first.number % 100, tens2 and tens2 - first.number // 100 * 100)
    return [found.draft("year_range", years, year=first.number)] if years else []


def _years_of_decades(found: Found, tens: int, tens2: int | None) -> Callable[[int], str] | None:
    """What makes the EDTF from any year of the century; None where the part is none of a decade."""
    last = tens if tens2 is None else tens2
    if found.index("turn") >= 0 or (found.index("part") >= 0 and not found.label("part")):
        if tens2 is None:
            return None
        return lambda year: interval(year // 100 * 100 + tens + 7, year // 100 * 100 + last + 3)
    part = found.label("part")
    within = _YEARS_OF_DECADE.get(part) if part else shares(found, 10)
    if within and not part:
        within = within[0] - 1, within[1] - 1
    if (part or found.index("share") >= 0) and within is None:
        return None
    if within is None and tens2 is None:
        return lambda year: f"{year_value(year // 100 * 100 + tens)[:-1]}X"
    low, high = within or (0, 9)
    if tens2 is not None and part == "end":
        tens = last
    if tens2 is not None and part == "begin":
        last = tens
    return lambda year: interval(year // 100 * 100 + tens + low, year // 100 * 100 + last + high, part)


BUILDERS: dict[str, Builder] = {
    "century": century,
    "centuries": centuries,
    "two_parts": two_parts,
    "millennium": millennium,
    "decade": decade,
    "decade_of_year": decade_of_year,
}
