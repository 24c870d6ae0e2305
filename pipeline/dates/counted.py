"""Found patterns of «so long after» and «before» in, drafts of dates counted from another date out."""

from __future__ import annotations

from pipeline.dates.days import Builder
from pipeline.dates.drafts import Draft, Found, always
from pipeline.dates.values import year_value

_MONTHS_OF_UNIT = {"moon": 1, "half_year": 6}
_YEARS_OF_UNIT = {"half_century": 50, "century": 100}
_DAYS_OF_UNIT = {"week": 7, "day": 1, "days": 1}
_UNITS = "YSGAK@8CcEM#I"
"""What a number before belongs to: «в конце года через два месяца»."""


def later(found: Found) -> list[Draft]:
    """«бір жылдан кейін», «через два дня»: so many years, months or days from the date named last."""
    count = found.atom("count")
    way = found.atom("after") or found.atom("way")
    unit = found.atom("unit")
    earlier = way is not None and way.reading.kind == "earlier"
    if unit is not None and unit.reading.kind != "age":
        reading = unit.reading
        # Russian puts the word before («спустя год»), Kazakh after it.
        if found.index("way") >= 0 and found.label("way") != "ru":
            return []
        if reading.possessive or reading.plural or reading.attributive or reading.abbreviated:
            return []
        if reading.case not in (None, "ablative") or (reading.case and earlier):
            return []
        # «год спустя» is one year, but Kazakh «жыл бұрын» follows a number that is none of ours (млн).
        shared = found.value("share")
        if count is None and ((reading.label != "ru" and not shared) or _is_numbered(found)):
            return []
    # «через два года после смерти» is counted from the death, whenever that was.
    if found.code(found.match.end()) == "4":
        return []
    if _is_inverted(found) and (_is_numbered(found) or found.code(found.match.end()) in _UNITS):
        return []
    many = count.number if count else 1
    if not 1 <= many <= 100 or (count is not None and count.reading.ordinal):
        return []
    return [_counted(found, unit.reading.kind if unit else "age", -many if earlier else many)]


def _is_numbered(found: Found) -> bool:
    """Whether a number or a rank stands before: «первая четверть века» is no length of time."""
    return found.code(found.match.start() - 1) in "nNoR"


def _is_inverted(found: Found) -> bool:
    """«лет через десять»: the unit before its number says «about»."""
    return 0 <= found.index("unit") < found.index("count")


def _counted(found: Found, unit: str, many: int) -> Draft:
    """The draft of a date that lies `many` of its units after another, or before it."""
    about = "~" * _is_inverted(found)
    if unit in _MONTHS_OF_UNIT:
        many *= _MONTHS_OF_UNIT[unit]
        return found.draft("relative", always(None), need="month", shift=many, counted=True)
    if unit in _DAYS_OF_UNIT:
        shift = many * _DAYS_OF_UNIT[unit]
        return found.draft("relative", always(None), need="day", shift=shift, counted=True)
    many *= _YEARS_OF_UNIT.get(unit, 1) // (found.value("share") or 1)
    return found.draft(
        "relative", lambda year: year_value(year) + about, need="year", shift=many, counted=True
    )


BUILDERS: dict[str, Builder] = {"later": later}
