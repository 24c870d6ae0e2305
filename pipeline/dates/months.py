"""Found patterns of months and seasons in, drafts of dates out."""

from __future__ import annotations

import re
from functools import partial

from pipeline.dates.atoms import Atom
from pipeline.dates.days import Builder, day_value, joined, month_value, part_of_month, spans_of_list
from pipeline.dates.drafts import LAST_YEAR, Draft, Found, Value, always
from pipeline.dates.values import SEASONS, year_value

_WINTER = 24
_ALONE_CASES = frozenset({"locative", "ablative", "dative"})
_SERIES = 24
"""Atoms within which a month shows that an ambiguous word after it, in one sentence, is one as well."""

_FRAME = 4
"""Atoms after a word in which what is said of a town shows that it names one."""

_HABIT = 12
"""Atoms in which a second season or month shows a habit: «жазда жайлауда, қыста қыстауда»."""


def month(found: Found) -> list[Draft]:
    """A month with its year, with «айы», or by itself where it can be nothing else."""
    number = found.value("month")
    assert number is not None
    if not (
        _is_dated(found) if found.index("year") >= 0 or found.index("pointer") >= 0 else _is_alone(found)
    ):
        return []
    # «с июля», «шілдеден бастап» tell of one year: a habit has no beginning.
    since = found.code(found.match.start() - 1) == "f" or found.code(found.match.end()) == "F"
    bare = len(found.codes) == 1 and not since
    doubt = "~" if found.kind("month") == "folk_month" else ""
    return found.dated("month", lambda year: month_value(year, number) + doubt, month=number, bare=bare)


def month_of_meeting(found: Found) -> list[Draft]:
    """«Июльский съезд»: the month of a meeting; a year after it is a date of its own."""
    number, at = found.value("month"), found.index("month")
    assert number is not None
    value = partial(_nth, number)
    made = found.dated("month", value, over=(at, at), month=number, bare=True)
    told = max(found.index("year"), found.index("pointer"))
    return made + (found.dated("year", year_value, over=(told, found.last)) if made and told >= 0 else [])


def _is_dated(found: Found) -> bool:
    """Beside a year, a month that is another word too needs an ending, «айы» or an attributive year."""
    atom = found.atoms.items[found.index("month")]
    reading = atom.reading
    comma = "," in found.codes and found.index("month") > found.codes.index(",") + found.match.start()
    if found.index("year") > found.index("month"):
        # «Майдан 1917 жылғы» is the front, not «from May».
        if reading.label == "?" and reading.case == "ablative":
            return False
        alone = found.code(found.match.start() - 1) + found.code(found.match.end()) == "ia"
        return reading.label != "?" or alone or found.index("unit") >= 0 or reading.case is not None
    if "A" in found.codes:
        return True
    # «1913 жылы Қазанда басылған» was printed in Kazan.
    if reading.label == "?" and atom.capital:
        return False
    if reading.case or reading.attributive or reading.possessive:
        return True
    unit = found.atom("unit") or found.atom("pointed")
    if comma:
        # A chronicle: «1925 ж., сәуір — …»; after a written-out «жылы,» another clause begins.
        return unit is not None and unit.reading.abbreviated and reading.label != "?"
    tied = unit is not None and (
        unit.reading.attributive or unit.reading.abbreviated or unit.reading.case == "genitive"
    )
    return reading.label != "?" or tied


def _is_alone(found: Found) -> bool:
    """A month by itself: «ақпан айында», «шілдеде», «в июле»; not «маусымда» (in the season) or «Казанда»."""
    atom = found.atom("month")
    assert atom is not None
    reading = atom.reading
    if "A" in found.codes:
        moon = found.atoms.items[found.match.end() - 1].reading
        return moon.possessive or not moon.case
    before = found.code(found.match.start() - 1)
    if (atom.capital and before not in "!sq") or reading.possessive or reading.plural or before == "n":
        return False
    if reading.label == "?":
        return reading.case == "locative" and _is_among_months(found, atom)
    if _is_habit(found, "M", "month"):
        return False
    return reading.case in _ALONE_CASES or reading.attributive or before in "vfgpt%"


def _is_among_months(found: Found, atom: Atom) -> bool:
    """Whether months stand beside a word that is one only sometimes.

    «шілдеде Орынборда, қарашада Қоқанда» in one sentence; a word that opens a sentence needs an earlier month
    in the sentence before or another month right after it, and nothing beside it that is said of a town.
    """
    at = found.match.start()
    code, items = found.atoms.code, found.atoms.items
    before = code[max(at - _SERIES, 0) : at]
    after = re.split("[!s]", code[at + 1 : at + 1 + _SERIES])[0]
    if not atom.capital:
        return "M" in re.split("[!s]", before)[-1]
    if any(item.reading.label == "in_town" for item in items[at + 1 : at + 1 + min(len(after), _FRAME)]):
        return False
    following = after.find("M")
    if following >= 0:
        return items[at + 1 + following].reading.case == "locative"
    told = re.split("[!s]", before)[-2:-1] if before.endswith("s") else []
    earlier = at - 2 - told[0][::-1].find("M") if told and "M" in told[0] else -1
    return earlier >= 0 and items[earlier].reading.value < atom.reading.value


def month_part(found: Found) -> list[Draft]:
    """The beginning, the middle or the end of a month: ten days; a half of it: fifteen."""
    number = found.value("month")
    assert number is not None
    label = found.label("part")
    share, which = found.value("share"), found.value("which")
    part = label or (_part_of_month(share, which) if share and which else "")
    if found.index("tens") >= 0:
        part = _part_by_tens(found)
    if not part:
        return []
    reading = found.atoms.items[found.index("month")].reading
    if (
        reading.label == "?"
        and found.index("part") == found.index("month") + 1
        and reading.case != "genitive"
    ):
        return []

    def value(year: int) -> str | None:
        return part_of_month(year, number, part)

    return found.dated("month", value, month=number)


def _part_by_tens(found: Found) -> str:
    """«в 20-х числах октября», «қазанның 20-ларында»: the days from the twentieth on."""
    tens = found.atom("tens")
    assert tens is not None
    return f"{tens.number}-" if tens.reading.plural and tens.number in (10, 20) else ""


def _part_of_month(share: int, which: int) -> str:
    """The name of a half of a month or of its ten days, empty where there is no such share."""
    which = share if which == -1 else which
    names = {2: ("first_half", "second_half"), 3: ("begin", "middle", "end")}.get(share, ())
    return names[which - 1] if 1 <= which <= len(names) else ""


def year_to_month(found: Found) -> list[Draft]:
    """«1906 — июнь 1907»: from a year to a month or a day of another, or from a month to a year."""
    year, year2 = found.value("year"), found.value("year2")
    month, month2, day2 = found.value("month"), found.value("month2"), found.value("day2")
    assert year is not None and year2 is not None
    if not (1000 <= year < year2 <= LAST_YEAR):
        return []
    begin = year_value(year) if month is None else month_value(year, month)
    end: str | None = year_value(year2)
    if month2 is not None:
        end = month_value(year2, month2) if day2 is None else day_value(year2, month2, day2)
    value = joined(begin, end)
    return [found.draft("date_range", always(value), year=year, month=month or month2)]


def months(found: Found) -> list[Draft]:
    """From one month to another; the months without a joining mark need «from» (ақпаннан сәуірге)."""
    first, last = found.value("month"), found.value("month2")
    assert first is not None and last is not None
    touching = "-" not in found.codes and not set("pt&") & set(found.codes[1:])
    if touching and found.case("month") != "ablative":
        return []
    if not touching and len(found.codes) == 3 and found.case("month2") is None:
        return []
    year2 = found.value("year2")
    year_last = max(found.index("year"), found.index("pointer")) > found.index("month2")
    over = first >= last
    if first == last and year2 is None:
        return []

    def value(year: int) -> str | None:
        begin = year - 1 if over and year_last and year2 is None else year
        end = year2 if year2 is not None else begin + over
        return joined(month_value(begin, first), month_value(end, last)) if begin <= end else None

    return found.dated("date_range", value, month=first)


def pair_of_months(found: Found) -> list[Draft]:
    """«ақпан мен наурызда»: two dates of one year."""
    drafts: list[Draft] = []
    year_first = 0 <= max(found.index("year"), found.index("pointer")) < found.index("month")
    spans = (
        (found.first if year_first else found.index("month"), found.index("month")),
        (found.index("month2"), found.last),
    )
    for name, over in zip(("month", "month2"), spans, strict=True):
        number = found.value(name)
        assert number is not None
        drafts += found.dated("month", partial(_nth, number), over=over, month=number)
    return drafts


def list_of_months(found: Found) -> list[Draft]:
    """«январе, марте и мае 1918 года»: dates of one year."""
    drafts: list[Draft] = []
    for index, over in spans_of_list(found, "M"):
        number = found.atoms.items[index].reading.value
        drafts += found.dated("month", partial(_nth, number), over=over, month=number)
    return drafts


def _nth(month: int, year: int) -> str:
    return month_value(year, month)


def season(found: Found) -> list[Draft]:
    """A season of a year; its beginning and end are not told apart."""
    number = found.value("season")
    assert number is not None
    if found.index("year") < 0 and found.index("pointer") < 0 and not _season_is_alone(found):
        return []
    if found.index("pointer") >= 0 and found.index("pointed") < 0:
        pointer = found.value("pointer") or 0
        value = _season_value(number)
        return [found.draft("relative", value, need="year", shift=pointer, pointed=True)]
    return found.dated("season", _season_value(number))


def _season_value(number: int) -> Value:
    return lambda year: f"{year_value(year)}-{number}"


def _season_is_alone(found: Found) -> bool:
    at = found.index("season")
    if found.label("season") == "?" and not (found.code(at - 1) in "gtf%" or found.code(at + 1) == "g"):
        return False
    return not _is_habit(found, "E", "season")


def _is_habit(found: Found, code: str, name: str) -> bool:
    """Two of them without a year tell what is done every year."""
    at = found.index(name)
    near = re.split("!", found.atoms.code[max(at - _HABIT, 0) : at])[-1]
    near += re.split("!", found.atoms.code[at : at + _HABIT])[0]
    return near.count(code) > 1 and "N" not in near


def seasons(found: Found) -> list[Draft]:
    """«1916 жылғы көктем-жаз», «весной и летом 1916 года»."""
    first, last = found.value("season"), found.value("season2")
    assert first is not None and last is not None
    if SEASONS[first] >= SEASONS[last]:
        return []
    return found.dated("season", lambda year: f"{year_value(year)}-{first}/{year_value(year)}-{last}")


def seasons_of_years(found: Found) -> list[Draft]:
    """«с осени 1916 по весну 1917 года»: from a season of one year to a season of another."""
    first, last, year2 = found.value("season"), found.value("season2"), found.value("year2")
    assert first is not None and last is not None and year2 is not None
    return found.dated(
        "date_range",
        lambda year: f"{year_value(year)}-{first}/{year_value(year2)}-{last}" if year < year2 else None,
    )


def year_to_season(found: Found) -> list[Draft]:
    """«с 1917 по лето 1918 года»: from a year to a season of another."""
    year, last, year2 = found.value("year"), found.value("season"), found.value("year2")
    assert year is not None and last is not None
    if year2 is None or not 1000 <= year < year2 <= LAST_YEAR:
        return []
    return [found.draft("date_range", always(f"{year_value(year)}/{year_value(year2)}-{last}"), year=year)]


def winter(found: Found) -> list[Draft]:
    """«1929–1930 жж. қысында»: the winter that lies over the turn of the year."""
    year, second = found.value("year"), found.value("year2")
    assert year is not None and second is not None
    if found.value("season") != _WINTER or (year + 1) % 100 != second % 100:
        return []
    return [found.draft("season", lambda begin: f"{year_value(begin)}-{_WINTER}", year=year)]


def month_pointed(found: Found) -> list[Draft]:
    """«сол айда», «в конце того же месяца»: the month named last, or the one after it."""
    moon = found.atoms.items[max(found.match.start(), found.index("pointer")) + 1].reading
    if moon.plural:
        return []
    shift = found.value("pointer") or 0
    return [
        found.draft(
            "relative", always(None), need="month", shift=shift, detail=found.label("part"), pointed=True
        )
    ]


BUILDERS: dict[str, Builder] = {
    "month": month,
    "month_of_meeting": month_of_meeting,
    "month_part": month_part,
    "months": months,
    "year_to_month": year_to_month,
    "list_of_months": list_of_months,
    "pair_of_months": pair_of_months,
    "season": season,
    "seasons": seasons,
    "seasons_of_years": seasons_of_years,
    "year_to_season": year_to_season,
    "winter": winter,
    "month_pointed": month_pointed,
}
