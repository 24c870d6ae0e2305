"""Found patterns of years, before and after Christ and of the hijra, in, drafts of dates out."""

from __future__ import annotations

from datetime import date

from pipeline.dates.atoms import Atom
from pipeline.dates.days import Builder, joined, month_value
from pipeline.dates.drafts import FIRST_YEAR, LAST_YEAR, Draft, Found, always
from pipeline.dates.values import year_value

_IN_BRACKETS = range(1000, 2031)
_BARE = range(1700, 2031)
"""Where two numbers without a unit may be years."""
_MARKS = frozenset({"open", "comma", "break", "bullet", "about"})
_LONGEST_BARE = 150
_LONGEST_SHORT = 30
_MONTHS_OF_PART = {
    "begin": (1, 3),
    "middle": (6, 7),
    "end": (10, 12),
    "first_months": (1, 3),
    "last_months": (10, 12),
}
_MUHARRAM_OF_1 = 1_948_440
"""The Julian day number of the first day of the hijra by the tabular calendar, 16 July 622 (Julian)."""
_JULIAN_DAY_OF_ORDINAL_0 = 1_721_425


def before_christ(found: Found) -> bool:
    """Whether an era stands by and is the one before Christ; «б.з.» (of Christ) changes no value."""
    names = ("christ", "christ2", "era", "era2")
    kinds = {atom.reading.kind for atom in map(found.atom, names) if atom}
    return bool(kinds & {"before_christ", "russian_before_christ"})


def _has_era(found: Found) -> bool:
    return any(found.index(name) >= 0 for name in ("christ", "christ2", "era", "era2"))


def astronomical(year: int, *, before: bool) -> int:
    """The year as EDTF counts: 1 BC is 0, 209 BC is -208."""
    return 1 - year if before else year


def year(found: Found) -> list[Draft]:
    """One year."""
    number = found.atom("year")
    if number is None:
        pointed = found.atom("pointed")
        return found.dated("year", year_value) if pointed and not _has_era(found) else []
    if _has_era(found):
        if not number.number or not (found.atom("unit") or _stands_alone(found, number)):
            return []
        return [
            found.draft("year", year_value, year=astronomical(number.number, before=before_christ(found)))
        ]
    if found.atom("unit") is None and not _is_year_alone(found, number):
        return []
    if found.atom("unit") is not None and not _is_date(found):
        return []
    return [found.draft("year", year_value, year=number.number, aside=found.kind("before") in _MARKS)]


def _stands_alone(found: Found, number: Atom) -> bool:
    """«б.з.д. 209», not «б.з.б. 2 млн жыл» or «б.з.б. 300 мың»."""
    return number.number >= FIRST_YEAR and found.code(found.match.end()) in "!sxai&;q?"


def _is_year_alone(found: Found, number: Atom) -> bool:
    """Without a unit: «к 1916-му», «(1911)», and «1465 – хандық құрылды» as a line of a chronology."""
    if number.digits != 4 or number.reading.plural:
        return False
    if found.index("before") >= 0:
        before = found.kind("before")
        ranged = before in ("break", "bullet") and found.code(found.match.end()) in "Nn"
        may_be = _may_be_in_brackets(number.number) if before in _MARKS else number.number in _BARE
        unplaced = before == "comma" and found.kind("after") == "stop" and not _is_place_of_print(found)
        return not number.reading.ordinal and may_be and not ranged and not unplaced
    return number.reading.ordinal and FIRST_YEAR <= number.number <= LAST_YEAR


def _is_place_of_print(found: Found, comma: int | None = None) -> bool:
    """Whether a name or an abbreviation stands before the comma: «Алма-Ата, 1947.», «СПб., 1832.»."""
    place = (found.match.start() if comma is None else comma) - 1
    return found.code(place) == "s" or (place >= 0 and found.atoms.items[place].capital)


def _may_be_in_brackets(number: int) -> bool:
    """«(1072)», «(1911)», but «(1500)» is rather a count."""
    return number in _IN_BRACKETS and (number >= _BARE.start or number % 100 > 0)


def _is_date(found: Found) -> bool:
    """«1905 жыл» but not «1500 жыл бойы»; the unit's ending or what follows tells."""
    unit = found.atom("unit")
    assert unit is not None
    reading = unit.reading
    if not found.is_year("year"):
        return False
    declined = reading.possessive or reading.attributive or reading.abbreviated
    following = found.code(found.match.end())
    if following == "u" and not declined:
        return False
    return declined or reading.case is not None or following not in "Ll"


def years(found: Found) -> list[Draft]:
    """From one year to another."""
    first, last = found.atom("year"), found.atom("year2")
    assert first is not None and last is not None
    if found.match.end("year") < found.index("year2") - 1 and not _parted(found):
        return []
    begin, end = first.number, last.number
    before = before_christ(found)
    if _has_era(found):
        begin, end = astronomical(begin, before=before), astronomical(end, before=before)
    elif not (first.digits and last.digits) or last.number < 100 > last.digits > 2:
        return []
    elif last.number < 100:
        end += begin // 100 * 100
    if _has_era(found) and found.code(found.last) not in "YSVW" and not _stands_alone(found, first):
        return []
    if begin >= end or _are_decades(found, first, last):
        return []
    if not (_has_era(found) or _are_years(found, begin, end)):
        return []
    return [found.draft("year_range", always(joined(year_value(begin), year_value(end))), year=begin)]


def _parted(found: Found) -> bool:
    """A mark, «to» or «and» stands between the years, or the first unit says «from»."""
    between = found.atoms.code[found.match.end("year") : found.index("year2")]
    return bool(set(between) & set("-/&pt")) or found.case("unit") == "ablative"


def _are_decades(found: Found, first: Atom, last: Atom) -> bool:
    """«1920–1930-жылдары» are two decades; «1920–1930 жылдары» are eleven years."""
    if first.number % 10 or last.number % 10:
        return False
    unit = found.index("unit2")
    hyphened = unit >= 0 and found.code(unit) == "S" and found.code(unit - 1) == "-"
    return hyphened or last.reading.plural or last.reading.ordinal


def _are_years(found: Found, begin: int, end: int) -> bool:
    codes = found.atoms.code[found.first : found.last + 1]
    if not FIRST_YEAR <= begin <= end <= LAST_YEAR:
        return False
    unit = found.atoms.items[found.last].reading
    if codes[-1] in "YS":
        declined = unit.possessive or unit.attributive or unit.abbreviated
        length = begin < 1000 or (unit.case is None and found.code(found.match.end()) in "uLl")
        return codes[-1] == "S" or declined or not length
    before, after = found.code(found.first - 1), found.code(found.last + 1)
    bracketed = (before == "i" and after in "a,x?") or before == "*" or (before == "," and after == "a")
    printed = before == "," and after == "s" and _is_place_of_print(found, found.first - 1)
    bracketed = bracketed or (printed and begin in _BARE)
    if bracketed and begin >= 1000 and end - begin <= _LONGEST_BARE:
        return True
    if before in "-/s," and found.first or after in "-/uj":
        return False
    short = found.atoms.items[found.last].digits == 2
    if begin not in _BARE or end not in _BARE or (begin % 50 == 0 and end % 50 == 0):
        return False
    return end - begin <= (_LONGEST_SHORT if short else _LONGEST_BARE)


def year_and_on(found: Found) -> list[Draft]:
    """«(1866—?)»: the year of a death that is not known."""
    return _half_known(found, "{}/..")


def until_year(found: Found) -> list[Draft]:
    """«(?—1937)»: the year of a birth that is not known."""
    return _half_known(found, "../{}")


def _half_known(found: Found, form: str) -> list[Draft]:
    number = found.value("year")
    assert number is not None
    if not found.is_year("year") or not _may_be_in_brackets(number):
        return []
    value = form.format(year_value(number))
    return [found.draft("year_range", always(value), year=number, aside=True)]


def doubtful_years(found: Found) -> list[Draft]:
    """«(1811 (?) – 1865)», «(1835/36–1865)»: a life of which one end is not sure, or lies in two years."""
    year, year2 = found.value("year"), found.value("year2")
    assert year is not None and year2 is not None
    between = found.atoms.code[found.index("year") + 1 : found.index("year2")]
    slash = found.index("year") + 1 + between.find("/")
    if "/" in between and found.atoms.items[slash + 1].number != (year + 1) % 100:
        return []
    if year not in _IN_BRACKETS or not year < year2 <= year + _LONGEST_BARE:
        return []
    first = "?" if "?" in between else "~" if "/" in between else ""
    last = "?" if "?" in found.atoms.code[found.index("year2") : found.last + 1] else ""
    value = f"{year_value(year)}{first}/{year_value(year2)}{last}"
    return [found.draft("year_range", always(value), year=year)]


def list_of_years(found: Found) -> list[Draft]:
    """«1905, 1906 және 1907 жылдары»: each a date of its own, the last with the unit."""
    codes = found.codes
    at = [found.match.start() + offset for offset, code in enumerate(codes) if code == "N"]
    items = [found.atoms.items[index] for index in at]
    numbers = [item.number for item in items]
    if any(item.reading.plural for item in items):
        return []
    if numbers != sorted(set(numbers)) or not (1000 <= numbers[0] and numbers[-1] <= LAST_YEAR):
        return []
    if found.index("before") >= 0 and not all(map(_may_be_in_brackets, numbers)):
        return []
    if found.kind("before") == "in" and numbers[0] not in _BARE:
        return []
    ends = [index + (found.code(index + 1) == "Y") for index in at[:-1]] + [found.last]
    return [
        found.draft("year", year_value, over=(start, end), year=number)
        for start, end, number in zip(at, ends, numbers, strict=True)
    ]


def year_part(found: Found) -> list[Draft]:
    """The beginning (first quarter), middle, end, half or quarter of a year."""
    months = months_of_part(found)
    unit = found.atom("unit") or found.atom("pointed")
    number = found.atom("year")
    if unit is None and (number is None or number.reading.plural):
        return []
    if months is None or (unit and unit.reading.plural):
        return []
    pointed = found.index("year") >= 0 or found.index("pointer") >= 0
    if (
        unit
        and not pointed
        and (unit.reading.possessive or unit.reading.abbreviated or unit.reading.attributive)
    ):
        return []
    first, last = months

    def value(year: int) -> str | None:
        return joined(month_value(year, first), month_value(year, last))

    return found.dated("year", value)


def two_year_parts(found: Found) -> list[Draft]:
    """«конец 1872 – начало 1873 года», «1917 – начало 1918 года»: a date each."""
    middle = max(found.index("year"), found.index("unit"))
    drafts = []
    for name, part, over in (
        ("year", "part", (found.first, middle)),
        ("year2", "part2", (found.index("part2"), found.last)),
    ):
        number, months = found.value(name), _MONTHS_OF_PART.get(found.label(part))
        assert number is not None
        if (months is None and found.label(part)) or not 1000 <= number <= LAST_YEAR:
            return []
        value = year_value(number)
        if months:
            value = f"{month_value(number, months[0])}/{month_value(number, months[1])}"
        drafts.append(found.draft("year", always(value), over=over, year=number))
    return drafts


def parts_of_years(found: Found) -> list[Draft]:
    """«с конца 1931 до начала 1932 года»: from the first month of the one to the last of the other."""
    first, last = _MONTHS_OF_PART.get(found.label("part")), _MONTHS_OF_PART.get(found.label("part2"))
    year2 = found.value("year2")
    numbers = (found.atom("year"), found.atom("year2"))
    if first is None or last is None or year2 is None or any(one and one.reading.plural for one in numbers):
        return []
    end = month_value(year2, last[1])
    return found.dated(
        "date_range", lambda year: joined(month_value(year, first[0]), end) if year < year2 else None
    )


def months_of_part(found: Found) -> tuple[int, int] | None:
    """The first and last month of a part or share of a year, None where there is no such part."""
    if found.label("part"):
        return _MONTHS_OF_PART.get(found.label("part"))
    share = shares(found, 12)
    return share and (share[0], share[1])


def shares(found: Found, whole: int, which_one: str = "") -> tuple[int, int] | None:
    """The first and last of `whole` units that «the second half», «the last quarter» cover, from 1.

    `which_one` is "2" for the second share of a pattern.
    """
    parts, which = found.value(f"share{which_one}"), found.value(f"which{which_one}")
    if not parts or which is None:
        return None
    which = parts if which == -1 else which
    if not 1 <= which <= parts:
        return None
    return (which - 1) * whole // parts + 1, which * whole // parts


def years_pointed(found: Found) -> list[Draft]:
    """«осы жылдары», «в те годы»: the years named last."""
    if found.value("pointer"):
        return []
    return [found.draft("relative", always(None), need="span", pointed=True)]


def years_over_eras(found: Found) -> list[Draft]:
    """«б.з.б. 206 ж. – б.з. 220 ж.»: from a year before Christ to one of Christ."""
    year, year2 = found.value("year"), found.value("year2")
    if not year or not year2:
        return []
    begin = astronomical(year, before=True)
    return [found.draft("year_range", always(joined(year_value(begin), year_value(year2))), year=begin)]


def hijri(found: Found) -> list[Draft]:
    """A year of the hijra: the one or two years that it covers, by the tabular calendar."""
    number = found.atom("year")
    assert number is not None
    if not 1 <= number.number <= 1500:
        return []
    first, last = _first_day_of_hijri(number.number), _first_day_of_hijri(number.number + 1) - 1
    begin, end = (_year_of_ordinal(day - _JULIAN_DAY_OF_ORDINAL_0) for day in (first, last))
    if begin == end:
        return [found.draft("year", year_value, year=begin)]
    return [found.draft("year_range", always(joined(year_value(begin), year_value(end))), year=begin)]


def _first_day_of_hijri(year: int) -> int:
    """The Julian day number of 1 Muharram: 354 days a year and eleven leap days in thirty years."""
    return _MUHARRAM_OF_1 + 354 * (year - 1) + (3 + 11 * year) // 30


def _year_of_ordinal(ordinal: int) -> int:
    return date.fromordinal(ordinal).year


BUILDERS: dict[str, Builder] = {
    "year": year,
    "years": years,
    "year_and_on": year_and_on,
    "until_year": until_year,
    "doubtful_years": doubtful_years,
    "list_of_years": list_of_years,
    "year_part": year_part,
    "two_year_parts": two_year_parts,
    "parts_of_years": parts_of_years,
    "years_pointed": years_pointed,
    "years_over_eras": years_over_eras,
    "hijri": hijri,
}
