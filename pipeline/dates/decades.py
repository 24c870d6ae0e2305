"""Found patterns of decades in, drafts of dates out."""

from __future__ import annotations

from pipeline.dates.centuries import LAST_CENTURY, interval
from pipeline.dates.days import Builder
from pipeline.dates.drafts import FIRST_YEAR, LAST_YEAR, Draft, Found, Value
from pipeline.dates.values import year_value
from pipeline.dates.years import shares

_YEARS_OF_PART = {
    "begin": (0, 3),
    "first_years": (0, 3),
    "middle": (4, 6),
    "end": (7, 9),
    "last_years": (7, 9),
}
_PREPOSITIONS = "vftpg"
_MARKS = ",s)a!-&"
_TURN = (7, 3)
"""«рубеж 20–30-х годов»: from the end of the first decade to the beginning of the second."""


def decade(found: Found) -> list[Draft]:
    """Decades in two digits, of the century that is named or told of («60-жылдардың соңында»)."""
    first, last = found.value("tens"), found.value("tens2")
    if first is None or not _are_tens(first, last) or not _is_told(found):
        return []
    years = _years(found, first, first if last is None else last)
    if years is None:
        return []
    century = found.value("century")
    if century is None:
        return [found.draft("relative", years, need="century", ranged=False)]
    if not 1 <= century <= LAST_CENTURY:
        return []
    return [found.draft("year_range", years, year=(century - 1) * 100, ranged=False)]


def _are_tens(first: int, last: int | None) -> bool:
    if first % 10 or not 0 < first < 100:
        return False
    return last is None or (last % 10 == 0 and first < last)


def _is_told(found: Found) -> bool:
    """«60-жылдары», «60-шы жылдар», not «60 жыл»: the unit is hyphened or declined, or the number ordinal."""
    if "S" not in found.codes:
        return _is_told_without_unit(found)
    unit = found.atoms.items[found.match.start() + found.codes.index("S")].reading
    number = found.atom("tens2") or found.atom("tens")
    assert number is not None
    declined = unit.possessive or unit.abbreviated or unit.case is not None or found.index("century") >= 0
    return declined or number.reading.ordinal or "-S" in found.codes


def _is_told_without_unit(found: Found) -> bool:
    """«в 60-х», «реформы 60-х.», not «20-х числах» or «10-х классов»."""
    number = found.atom("tens2") or found.atom("tens")
    assert number is not None
    if number.digits != 2 or not (number.reading.ordinal and number.reading.plural):
        return False
    before, after = found.code(found.match.start() - 1), found.code(found.match.end())
    return after not in "KnNR" and (before in _PREPOSITIONS or after in _MARKS or found.index("part") >= 0)


def two_decades(found: Found) -> list[Draft]:
    """«конец 50-х – начало 60-х годов XIX века»: a date each, of the century that is named once."""
    first, last, century = found.value("tens"), found.value("tens2"), found.value("century")
    number = found.atom("tens")
    assert first is not None and last is not None and century is not None and number is not None
    if not _are_tens(first, last) or not number.reading.plural or not 1 <= century <= LAST_CENTURY:
        return []
    if found.index("part") < 0 and found.index("part2") < 0 and "&" not in found.codes:
        return []
    second = found.index("part2") if found.index("part2") >= 0 else found.index("tens2")
    drafts = []
    for tens, part, over in (
        (first, found.label("part"), (found.first, found.index("tens"))),
        (last, found.label("part2"), (second, found.last)),
    ):
        if part and part not in _YEARS_OF_PART:
            return []
        begin, end = _YEARS_OF_PART.get(part, (0, 9))
        value = _from_to(tens + begin, tens + end, part) if part else _decade_of(tens)
        drafts.append(found.draft("year_range", value, over=over, year=(century - 1) * 100, ranged=False))
    return drafts


def short_year(found: Found) -> list[Draft]:
    """«16-жылғы», «в 16-м году»: a year of the century told of."""
    number = found.atom("year")
    unit = found.atoms.items[found.last].reading
    assert number is not None
    hyphened = "-" in found.codes and (unit.possessive or unit.attributive)
    russian = unit.label == "ru" and number.reading.ordinal
    if number.digits != 2 or not (hyphened or russian):
        return []
    return [
        found.draft("relative", lambda year: year_value(year // 100 * 100 + number.number), need="century")
    ]


def decade_of_year(found: Found) -> list[Draft]:
    """«1930 жылдардың ортасында», «в 1920-х»; a number that ends no decade is a year («1902 жылдардан»)."""
    first, last = found.atom("year"), found.atom("year2")
    assert first is not None
    number = last or first
    if found.code(found.match.start() - 1) == "B":
        return []
    in_decades = number.reading.ordinal and number.reading.plural
    if not FIRST_YEAR <= first.number <= LAST_YEAR or not (in_decades or "S" in found.codes):
        return []
    if last is None and first.number % 10:
        whole = found.index("part") < 0 and found.index("share") < 0 and not in_decades
        return [found.draft("year", year_value, year=first.number)] if whole else []
    if last is not None and not (number.reading.ordinal or "-S" in found.codes):
        return []
    century = first.number // 100 * 100
    end = number.number if number.number >= 100 else century + number.number
    if first.number % 10 or end % 10 or end > LAST_YEAR or (last is not None and end <= first.number):
        return []
    years = _years(found, first.number - century, end - century)
    return [found.draft("year_range", years, year=first.number, ranged=False)] if years else []


def _years(found: Found, first: int, last: int) -> Value | None:
    """What makes the EDTF from any year of the century; None where a decade has no such part."""
    if found.kind("part") == "turn":
        return None if first == last else _from_to(first + _TURN[0], last + _TURN[1], "")
    part = found.label("part")
    if part:
        within = _YEARS_OF_PART.get(part)
    elif found.index("share") >= 0:
        share = shares(found, 10)
        within = (share[0] - 1, share[1] - 1) if share else None
    elif first == last:
        return _decade_of(first)
    else:
        return _from_to(first, last + 9, "")
    if within is None:
        return None
    # «20–30-жылдардың соңында» is the end of the last, «басында» the beginning of the first.
    first, last = (last, last) if part == "end" else (first, first) if part == "begin" else (first, last)
    return _from_to(first + within[0], last + within[1], part)


def _decade_of(tens: int) -> Value:
    return lambda year: f"{year_value(year // 100 * 100 + tens)[:-1]}X"


def _from_to(first: int, last: int, part: str) -> Value:
    return lambda year: interval(year // 100 * 100 + first, year // 100 * 100 + last, part)


BUILDERS: dict[str, Builder] = {
    "decade": decade,
    "decade_of_year": decade_of_year,
    "two_decades": two_decades,
    "short_year": short_year,
}
