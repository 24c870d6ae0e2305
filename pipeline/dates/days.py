"""Found patterns of days, months and seasons in, drafts of dates out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as gregorian
from datetime import timedelta
from functools import partial

from pipeline.dates.drafts import Draft, Found, always
from pipeline.dates.values import days_in, year_value
from pipeline.dates.words import load

Builder = Callable[[Found], list[Draft]]

_STYLES_APART = range(10, 15)
"""Days between the Julian and the Gregorian calendar, 1582 to 2100, give or take a slip."""
_AFTER_DAY_BEFORE = ",s!avfgpt"
"""A mark or a preposition: no noun of which it is the eve."""
_BEFORE_DAY = "!s,"
_BEFORE_ENTRY = "!s*iv"
_DAYS_OF_PART = {
    "begin": (1, 10),
    "middle": (11, 20),
    "end": (21, 31),
    "first_days": (1, 10),
    "last_days": (21, 31),
    "10-": (10, 19),
    "20-": (20, 31),
    "first_half": (1, 15),
    "second_half": (16, 31),
}


def day_value(year: int, month: int, day: int) -> str | None:
    """The EDTF of a day, None where there is no such day."""
    if not 1 <= day <= days_in(year, month):
        return None
    return f"{year_value(year)}-{month:02d}-{day:02d}"


def month_value(year: int, month: int) -> str:
    return f"{year_value(year)}-{month:02d}"


def joined(first: str | None, last: str | None) -> str | None:
    """An interval of two values, None where one of them is missing."""
    return f"{first}/{last}" if first and last else None


def date(found: Found) -> list[Draft]:
    """A day, or some days of one month."""
    month, day, day2 = found.value("month"), found.value("day"), found.value("day2")
    assert month is not None and day is not None
    if not _is_day(found, "day") or (day2 is not None and not (_is_day(found, "day2") and day < day2)):
        return []
    if "K" in found.codes:
        number = found.atom("day")
        return [] if number and number.reading.plural else _days(found, month, day, day2)
    if found.index("month") < found.index("day"):
        return _of_month(found, month, day, day2)
    if day2 is not None and found.match.end("day") == found.index("day2") and found.case("day") != "ablative":
        return []
    if "," in found.codes and found.index("unit") < 0 and found.index("year") == found.first:
        # An entry of a chronicle begins so; elsewhere the number may be that of a paper.
        if found.code(found.first - 1) not in _BEFORE_ENTRY and found.index("pointer") < 0:
            return []
    last = found.atom("day2") or found.atom("day")
    assert last is not None
    if last.reading.possessive or (last.reading.case and not last.reading.ordinal):
        return []
    return _days(found, month, day, day2)


def _of_month(found: Found, month: int, day: int, day2: int | None) -> list[Draft]:
    """«шілденің 25-інде»: the month owns the day, and the day says so."""
    owner = found.atoms.items[found.index("day") - 1]
    last = found.atom("day2") or found.atom("day")
    assert last is not None
    owned = last.reading.possessive or found.code(found.match.end()) == "K"
    if owner.reading.case != "genitive" or not owned or last.reading.plural:
        return []
    return _days(found, month, day, day2)


def _days(found: Found, month: int, day: int, day2: int | None) -> list[Draft]:
    if day2 is None:
        return found.dated("date", lambda year: day_value(year, month, day), month=month)
    return found.dated(
        "date_range",
        lambda year: joined(day_value(year, month, day), day_value(year, month, day2)),
        month=month,
    )


def _is_day(found: Found, name: str) -> bool:
    atom = found.atom(name)
    assert atom is not None
    if not 1 <= atom.number <= 31 or atom.digits > 2:
        return False
    if atom.digits or atom.reading.ordinal or atom.reading.possessive:
        return True
    # «екі қазан» is two cauldrons unless a year stands by.
    return found.value("year") is not None or found.label("month") != "?"


def pair_of_days(found: Found) -> list[Draft]:
    """«5 және 6 шілдеде»: two dates of one month."""
    month, day, day2 = found.value("month"), found.value("day"), found.value("day2")
    assert month is not None and day is not None and day2 is not None
    if not (_is_day(found, "day") and _is_day(found, "day2") and day < day2):
        return []
    start = found.first if found.index("day") > found.index("year") >= 0 else found.index("day")
    spans = (start, found.index("day")), (found.index("day2"), found.last)
    made = [
        found.dated("date", partial(_nth, month, number), over=over, month=month)
        for number, over in zip((day, day2), spans, strict=True)
    ]
    return [draft for drafts in made for draft in drafts]


def list_of_days(found: Found) -> list[Draft]:
    """«1, 5 и 12 мая»: dates of one month."""
    month = found.value("month")
    assert month is not None
    spans = spans_of_list(found, "n")
    days = [found.atoms.items[index] for index, _ in spans]
    numbers = [day.number for day in days]
    if numbers != sorted(set(numbers)) or not all(1 <= day.number <= 31 and day.digits for day in days):
        return []
    drafts: list[Draft] = []
    for number, (_, over) in zip(numbers, spans, strict=True):
        drafts += found.dated("date", partial(_nth, month, number), over=over, month=month)
    return drafts


def spans_of_list(found: Found, code: str) -> list[tuple[int, tuple[int, int]]]:
    """The atoms of a list that have this code, each with the first and the last atom of its date."""
    at = [found.match.start() + offset for offset, letter in enumerate(found.codes) if letter == code]
    year_first = 0 <= max(found.index("year"), found.index("pointer")) < at[0]
    starts = [found.first if year_first else at[0], *at[1:]]
    ends = [*at[:-1], found.last]
    return list(zip(at, zip(starts, ends, strict=True), strict=True))


def _nth(month: int, day: int, year: int) -> str | None:
    return day_value(year, month, day)


def span(found: Found) -> list[Draft]:
    """From a day of one month to a day of another."""
    month, day, month2, day2 = (found.value(name) for name in ("month", "day", "month2", "day2"))
    assert month is not None and month2 is not None and day is not None and day2 is not None
    if not (_is_day(found, "day") and _is_day(found, "day2")):
        return []
    apart = found.match.end("month") != found.index("day2") or found.case("month") == "ablative"
    if not apart and found.index("year") < found.index("month"):
        return []
    year2 = found.value("year2")
    if year2 is None and (month, day) == (month2, day2):
        return []
    # The year is that of the month it stands beside; the other may lie over the turn of the year.
    year_last = found.index("year") > found.index("month2") or found.index("pointer") > found.index("month2")
    over = (month, day) > (month2, day2)

    def value(year: int) -> str | None:
        first = year - 1 if over and year_last and year2 is None else year
        second = year2 if year2 is not None else first + over
        return joined(day_value(first, month, day), day_value(second, month2, day2))

    return found.dated("date_range", value, month=month)


def styles(found: Found) -> list[Draft]:
    """One day by the old calendar and, in brackets or after a slash, by the new."""
    month, day, month2, day2 = (found.value(name) for name in ("month", "day", "month2", "day2"))
    assert month is not None and month2 is not None and day is not None and day2 is not None
    if not (_is_day(found, "day") and _is_day(found, "day2")) or month2 not in (month, month % 12 + 1):
        return []
    return _both_styles(found, (month, day), (month2, day2))


def styles_of_day(found: Found) -> list[Draft]:
    """«6 (19) қыркүйек»: both days fall in one month."""
    month, day, day2 = found.value("month"), found.value("day"), found.value("day2")
    assert month is not None and day is not None and day2 is not None
    if not (_is_day(found, "day") and _is_day(found, "day2")):
        return []
    return _both_styles(found, (month, day), (month, day2))


def _both_styles(found: Found, old: tuple[int, int], new: tuple[int, int]) -> list[Draft]:
    over = int(new[0] < old[0])
    try:
        # The distance is the same in any year but for 29 February.
        apart = (gregorian(1905 + over, *new) - gregorian(1905, *old)).days
    except ValueError:
        return []
    if apart not in _STYLES_APART:
        return []
    begin = found.index("year") if 0 <= found.index("year") < found.index("day") else found.index("day")
    if 0 <= found.index("pointer") < found.index("day"):
        begin = found.index("pointer")
    before = ("day", "month", "year", "unit", "pointed")
    first_end = max(index for name in before if (index := found.index(name)) < found.index("day2"))
    second_end = max(found.index(name) for name in ("month2", "year2", "unit2"))
    first = found.dated("date", lambda year: day_value(year, *old), over=(begin, first_end), month=old[0])
    second = found.dated(
        "date",
        lambda year: day_value(year + over, *new),
        over=(found.index("day2"), second_end if second_end >= 0 else found.last),
        month=new[0],
        new_style=True,
    )
    return [*first, *second]


def numeric(found: Found) -> list[Draft]:
    """25.07.1905, 28.ХII.05 ж.; a year of two digits needs its unit and a century to be found."""
    atoms = [found.atom("date"), found.atom("date2")]
    written = [atom.numeric for atom in atoms if atom and atom.numeric]
    if len({atom.digits for atom in atoms if atom}) != 1:
        return []
    short = atoms[0] is not None and atoms[0].digits <= 2
    # «1.12.05» may be a section; a unit says that it is none.
    if short and found.last == found.index("date"):
        return []

    def value(near: int) -> str | None:
        days = [day_value(_full(year, near) if short else year, month, day) for year, month, day in written]
        return days[0] if len(days) == 1 else joined(days[0], days[1])

    type = "date" if len(written) == 1 else "date_range"
    month = written[0][1]
    if short:
        return [found.draft(type, value, need="year", month=month)]
    return [found.draft(type, value, year=written[0][0], month=month)]


def _full(short: int, near: int) -> int:
    """The year with the two last digits `short` that lies nearest to the year `near`."""
    years = (near // 100 * 100 + century + short for century in (-100, 0, 100))
    return min(years, key=lambda year: abs(year - near))


def day_pointed(found: Found) -> list[Draft]:
    """«сол күні», «сол айдың 25-інде», «ертеңіне»: a day counted from the last one named."""
    if found.value("day") is not None:
        day = found.atom("day")
        assert day is not None
        owned = day.reading.possessive or found.index("pointer") > found.index("day")
        if not owned or not 1 <= day.number <= 31:
            return []
        detail = f"{day.number:02d}"
        return [found.draft("relative", always(None), need="month", detail=detail, pointed=True)]
    if found.index("next") < 0 and not _points_to_day(found):
        return []
    if (found.value("next") or 0) < 0:
        return _day_before(found)
    shift = found.value("next") or found.value("pointer") or 0
    return [found.draft("relative", always(None), need="day", shift=shift, pointed=True)]


def day_alone(found: Found) -> list[Draft]:
    """«18-го площадь оцепили», «18-го числа», «18-інде»: a day of the month told of right before."""
    number = found.atom("day")
    assert number is not None
    before, after = found.code(found.match.start() - 1), found.match.end()
    russian = found.word(found.match.start()).endswith("го") and before in _BEFORE_DAY + "x"
    alone = found.code(after) in "xj" and not load().may_be_genitive(found.word(after))
    russian = russian and (alone or "K" in found.codes)
    kazakh = number.reading.possessive and number.reading.case == "locative" and before in _BEFORE_DAY
    if number.digits not in (1, 2) or not 1 <= number.number <= 31 or not (russian or kazakh):
        return []
    detail = f"{number.number:02d}"
    return [found.draft("relative", always(None), need="month", detail=detail, counted=True)]


def _day_before(found: Found) -> list[Draft]:
    """«накануне» of the day told of; not of what follows («накануне войны»)."""
    after = found.match.end()
    verb = found.code(after) == "x" and load().is_past(found.word(after))
    if not verb and found.code(after) not in _AFTER_DAY_BEFORE:
        return []
    return [found.draft("relative", always(None), need="day", shift=-1, counted=True)]


def _points_to_day(found: Found) -> bool:
    """«сол күні», «в тот же день», not «осы күнге дейін» (until today)."""
    day = found.atoms.items[found.last].reading
    declined = day.case or day.plural or day.attributive
    return day.label == "ru" or (day.possessive and not declined)


def day_after(value: str, days: int) -> str:
    """The day `days` after the day `value` of the years 1 to 9999."""
    return (gregorian.fromisoformat(value) + timedelta(days)).isoformat()


def part_of_month(year: int, month: int, part: str) -> str | None:
    """The ten days (eight to eleven at the end) or the half that a part of a month covers."""
    if part not in _DAYS_OF_PART:
        return None
    first, last = _DAYS_OF_PART[part]
    return joined(day_value(year, month, first), day_value(year, month, min(last, days_in(year, month))))


BUILDERS: dict[str, Builder] = {
    "date": date,
    "pair_of_days": pair_of_days,
    "list_of_days": list_of_days,
    "span": span,
    "styles": styles,
    "styles_of_day": styles_of_day,
    "numeric": numeric,
    "day_pointed": day_pointed,
    "day_alone": day_alone,
}
