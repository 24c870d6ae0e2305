"""Found patterns of centuries and millennia in, drafts of dates out."""

from __future__ import annotations

from pipeline.dates.days import Builder, joined
from pipeline.dates.drafts import Draft, Found, always
from pipeline.dates.values import year_value
from pipeline.dates.years import before_christ, shares

LAST_CENTURY = 21
_LAST_MILLENNIUM = 10
_FEWEST = 5
"""Fewer centuries in digits are a length of time («2 ғасыр бойы»)."""
_YEARS_OF_PART = {
    "begin": (1, 10),
    "middle": (41, 60),
    "end": (91, 100),
    "first_years": (1, 5),
    "last_years": (96, 100),
    "first_decade": (1, 10),
    "last_decade": (91, 100),
    "first_decades": (1, 30),
    "last_decades": (71, 100),
}
_YEARS_OF_PART_OF_MILLENNIUM = {"begin": (1, 100), "middle": (401, 600), "end": (901, 1000)}
_FROM_ROUGH = frozenset({"end", "last_years"})
_TO_ROUGH = frozenset({"begin", "middle", "first_years"})
"""Which end of a part is not sharp: «бас кезінде» 1901/1910~, «соңында» 1891~/1900."""


def interval(begin: int, end: int, part: str = "") -> str:
    """The EDTF of some years, the end that `part` leaves open to doubt marked `~`."""
    first, last = "~" * (part in _FROM_ROUGH), "~" * (part in _TO_ROUGH)
    return f"{year_value(begin)}{first}/{year_value(end)}{last}"


def century_value(century: int, *, before: bool) -> str:
    """`19XX` for the twentieth century, `-02XX` for the third before Christ."""
    return f"{'-' if before else ''}{century - 1:02d}XX"


def first_year(century: int, *, before: bool) -> int:
    """The first year, as EDTF counts: 1901 for the twentieth century, -299 for the third before Christ."""
    return 1 - century * 100 if before else (century - 1) * 100 + 1


def century(found: Found) -> list[Draft]:
    """A century or a part of it; without a number that of the years told of («ғасырдың соңында»)."""
    before = before_christ(found)
    part = found.label("part")
    within = _YEARS_OF_PART.get(part) if part else shares(found, 100)
    if within is None and (part or found.index("share") >= 0):
        return []
    number = found.value("century")
    if number is None:
        return _century_told_of(found, part, within) if within else []
    if not _is_century(found):
        return []
    if within is None:
        return [_draft(found, century_value(number, before=before))]
    start = first_year(number, before=before) - 1
    return [_draft(found, interval(start + within[0], start + within[1], part))]


def _draft(found: Found, value: str | None, over: tuple[int, int] | None = None) -> Draft:
    return found.draft("part_of_century", always(value), over=over, year=0)


def _century_told_of(found: Found, part: str, within: tuple[int, int]) -> list[Draft]:
    unit = found.atom("unit")
    assert unit is not None
    if unit.reading.abbreviated or unit.reading.possessive or unit.reading.plural:
        return []
    # «өткен ғасырдың» is counted from the author, and «2 ғасырдың» has a number of its own.
    shift = found.value("pointer") or 0
    if shift < 0:
        return []
    before = found.code(found.match.start() - 1)
    if before in "nNR-" or (before == "D" and found.atoms.items[found.match.start() - 1].reading.value):
        return []

    def value(year: int) -> str:
        start = ((year - 1) // 100 + shift) * 100
        return interval(start + within[0], start + within[1], part)

    return [found.draft("relative", value, need="century")]


def _is_century(found: Found) -> bool:
    """A Roman or an ordinal number, or digits that are no length of time."""
    number, unit = found.atom("century"), found.atom("unit")
    assert number is not None and unit is not None
    if not 1 <= number.number <= LAST_CENTURY:
        return False
    if unit.reading.kind == "year":
        # «ХІХ г.» is a century whose ғ lost its mark.
        return unit.reading.label == "g" and number.reading.kind == "roman"
    if number.reading.kind == "roman" or number.reading.ordinal:
        return True
    if unit.reading.kind == "centuries" or unit.reading.plural:
        return False
    part = found.index("part") >= 0 or found.index("share") >= 0
    if part or found.index("christ") >= 0 or found.code(found.index("century") + 1) == "-":
        return number.digits > 0
    return number.digits > 0 and number.number >= _FEWEST and found.code(found.match.end()) not in "uLl"


def centuries(found: Found) -> list[Draft]:
    """Some centuries in a row, or the turn of two."""
    first, last = found.value("century"), found.value("century2")
    assert first is not None and last is not None
    # Only before Christ do centuries run backwards, said or not: «V–IV ғасырларда».
    before = before_christ(found) or last < first
    if not _are_centuries(first, last) or first == last:
        return []
    if before and first < last:
        first, last = last, first
    # «19 ғасыр – 20 ғасырдың басы»: the part belongs to the last alone.
    if found.index("unit2") >= 0 and found.code(found.match.end()) in "PnoR":
        return []
    begin, end = first_year(first, before=before), first_year(last, before=before)
    if found.kind("part") == "turn":
        return [_draft(found, f"{year_value(begin + 90)}~/{year_value(end + 9)}~")]
    within = _YEARS_OF_PART.get(found.label("part"))
    if within is None:
        return [
            _draft(found, joined(century_value(first, before=before), century_value(last, before=before)))
        ]
    # «в конце XVII–XVIII вв.» speaks of the first, «XVII–XVIII ғасырлардың басында» of the last.
    if found.index("part") < found.index("century"):
        return [_draft(found, interval(begin - 1 + within[0], end + 99))]
    return [_draft(found, interval(begin, end - 1 + within[1]))]


def _are_centuries(*numbers: int) -> bool:
    return all(1 <= number <= LAST_CENTURY for number in numbers)


def two_parts(found: Found) -> list[Draft]:
    """«конец XIX – начало XX века», «XVII – первая половина XIX в.»: a date each."""
    middle = max(found.index("century"), found.index("unit"))
    before = before_christ(found)
    drafts = []
    second = max(found.index("part2"), found.index("which2"))
    for which, over in (("", (found.first, middle)), ("2", (second, found.last))):
        number, part = found.value(f"century{which}"), found.label(f"part{which}")
        assert number is not None
        within = _YEARS_OF_PART.get(part) or shares(found, 100, which)
        told = part or found.index(f"share{which}") >= 0
        if not _are_centuries(number) or (told and within is None):
            return []
        if within is None:
            drafts.append(_draft(found, century_value(number, before=before), over))
            continue
        start = first_year(number, before=before) - 1
        drafts.append(_draft(found, interval(start + within[0], start + within[1], part), over))
    return drafts


def century_pointed(found: Found) -> list[Draft]:
    """«сол ғасырда»: the century told of, or the next; «өткен ғасырда» is counted from the author."""
    shift = found.value("pointer") or 0
    unit = found.atom("unit")
    assert unit is not None
    if (
        shift not in (0, 1)
        or unit.reading.abbreviated
        or not (unit.reading.case or unit.reading.attributive or unit.reading.label == "ru")
    ):
        return []
    return [found.draft("relative", lambda year: f"{(year - 1) // 100 + shift:02d}XX", need="century")]


def parts_by_cases(found: Found) -> list[Draft]:
    """«с конца XIX до начала XX века»: one stretch from the first part to the end of the second."""
    first, last = found.value("century"), found.value("century2")
    begin, end = _YEARS_OF_PART.get(found.label("part")), _YEARS_OF_PART.get(found.label("part2"))
    assert first is not None and last is not None
    if not _are_centuries(first, last) or begin is None or end is None or first > last:
        return []
    years = (first - 1) * 100 + begin[0], (last - 1) * 100 + end[1]
    return (
        [found.draft("part_of_century", always(interval(*years)), year=0, ranged=True)]
        if years[0] < years[1]
        else []
    )


def centuries_over_eras(found: Found) -> list[Draft]:
    """«II в. до н. э. – II в. н. э.»: from a century before Christ to one of Christ."""
    first, last = found.value("century"), found.value("century2")
    assert first is not None and last is not None
    if not _are_centuries(first, last):
        return []
    return [_draft(found, joined(century_value(first, before=True), century_value(last, before=False)))]


def millennium(found: Found) -> list[Draft]:
    """`-1XXX` for the second millennium before Christ."""
    before = before_christ(found)
    number, number2 = found.atom("millennium"), found.atom("millennium2")
    assert number is not None
    hyphened = "-k" in found.codes
    told = before or hyphened or number.reading.ordinal or number.reading.kind == "roman"
    values = [atom.number for atom in (number, number2) if atom]
    if not told or not all(1 <= value <= _LAST_MILLENNIUM for value in values):
        return []
    if len(values) == 2 and (values[1] <= values[0]) != before:
        return []
    part = found.label("part")
    if part or found.index("share") >= 0:
        within = _YEARS_OF_PART_OF_MILLENNIUM.get(part) if part else shares(found, 1000)
        if within is None:
            return []
        start = -1000 * values[0] if before else 1000 * (values[0] - 1)
        return [_draft(found, interval(start + within[0], start + within[1], part))]
    return [_draft(found, "/".join(f"{'-' if before else ''}{value - 1}XXX" for value in values))]


BUILDERS: dict[str, Builder] = {
    "century": century,
    "centuries": centuries,
    "century_pointed": century_pointed,
    "parts_by_cases": parts_by_cases,
    "centuries_over_eras": centuries_over_eras,
    "two_parts": two_parts,
    "millennium": millennium,
}
