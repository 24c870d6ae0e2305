"""Years in, the year, decade or century that each lies in out, by its number and as EDTF."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.dates.values import year_value

Unit = Literal["year", "decade", "century"]
_LENGTHS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}


def bins_of(years: NDArray[np.int64], unit: Unit) -> NDArray[np.int64]:
    """The number of the bin that each year is in, by its first digits, as EDTF has it: -0208 is in -02XX."""
    length = _LENGTHS[unit]
    return np.where(years >= 0, years // length, -(-years // length) - 1)


def years(place: int, unit: Unit) -> tuple[int, int]:
    """The first and last year of a bin."""
    length = _LENGTHS[unit]
    if place >= 0:
        return place * length, place * length + length - 1
    near = (-place - 1) * length
    return -(near + length - 1), min(-near, -1)


def value(place: int, unit: Unit) -> str:
    """A bin as EDTF: 1905, 190X or 19XX."""
    first, last = years(place, unit)
    shown = year_value(first if place >= 0 else last)
    hidden = len(str(_LENGTHS[unit])) - 1
    sign = "-" if place < 0 else ""
    return sign + shown.lstrip("-")[: 4 - hidden] + "X" * hidden
