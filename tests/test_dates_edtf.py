"""Every value that dates can have, read by a library of EDTF too: valid, and the same first and last day."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from time import struct_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import dates, interval
from tests.analysed import analysed
from tests.dates_reading import TABLES, marked_sentences
from tests.test_dates_properties import PIECES, doc

with warnings.catch_warnings():
    # edtf 5.0.2 calls its parser by names that pyparsing is about to drop.
    warnings.simplefilter("ignore")
    import edtf

WINTER = re.compile(r"(?:^|/)(?P<year>-?\d{4})-24$")
NOT_READ_WHOLE = re.compile(r"-\d+X+/-?\d+X+")
"""edtf 5.0.2 reads unspecified digits in an interval (level 2) for years of Christ only."""


def values_of(text: str, language: str) -> set[str]:
    return {date.edtf for date in dates(analysed(text, language), [], lambda _: None)}


def values_of_tables() -> Iterator[str]:
    for name, language in [("kazakh", "kk"), ("russian", "ru")]:
        for sentence in marked_sentences(f"dates_unseen_{name}.tsv", language):
            yield from values_of(sentence.text, language)
        lines = (TABLES / f"dates_{name}.tsv").read_text(encoding="utf-8")
        yield from values_of(re.sub(r"\{([^{}|]*)\|[^{}]*\}", r"\1", lines), language)


def bounds(value: str) -> tuple[str | None, str | None]:
    """The first and the last day by the library. Raises its EDTFParseException."""
    if NOT_READ_WHOLE.fullmatch(value):
        first, last = value.split("/")
        return bounds(first)[0], bounds(last)[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = edtf.parse_edtf(value)
        return written(read.lower_strict()), written(read.upper_strict())


def written(day: struct_time | float) -> str | None:
    if isinstance(day, float):
        return None
    return f"{'-' if day.tm_year < 0 else ''}{abs(day.tm_year):04d}-{day.tm_mon:02d}-{day.tm_mday:02d}"


def check(value: str) -> None:
    first, last = interval(value)
    if winter := WINTER.search(value):
        # Our winter ends with February; the library ends it with the year.
        last = f"{winter['year']}-12-31"
    assert bounds(value) == (first, last)


def test_values_of_all_tables() -> None:
    values = set(values_of_tables())
    assert len(values) > 250
    for value in sorted(values):
        check(value)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=10, max_size=30), st.sampled_from(["", " "]))
def test_values_of_pieces_of_dates(pieces: list[str], between: str) -> None:
    for date in dates(doc(between.join(pieces)), [], lambda _: None):
        check(date.edtf)


@pytest.mark.parametrize(
    "value",
    ["1901/1910~", "1891~/1900", "18XX/19XX", "1902/..", "../1902", "1916-22", "-0208", "-02XX", "193X"],
)
def test_values_that_the_guidelines_ask_for(value: str) -> None:
    check(value)


@pytest.mark.parametrize("value", ["19XX/..", "../193X", "1918XX", "1902~X"])
def test_the_library_refuses_what_is_no_edtf(value: str) -> None:
    with pytest.raises((edtf.EDTFParseException, TypeError)):
        bounds(value)
