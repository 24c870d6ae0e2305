"""EDTF values: which days they cover, what is refused, and that they agree with the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates.values import EdtfError, day_number, interval, is_valid, year_value


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1905", "1905-01-01", "1905-12-31"),
        ("1905-07", "1905-07-01", "1905-07-31"),
        ("1905-07-25", "1905-07-25", "1905-07-25"),
        ("1904-02", "1904-02-01", "1904-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("1905-21", "1905-03-01", "1905-05-31"),
        ("1905-24", "1905-12-01", "1906-02-28"),
        ("193X", "1930-01-01", "1939-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1905-XX", "1905-01-01", "1905-12-31"),
        ("1905-07-XX", "1905-07-01", "1905-07-31"),
        ("1901/1910~", "1901-01-01", "1910-12-31"),
        ("1891~/1900", "1891-01-01", "1900-12-31"),
        ("1902/..", "1902-01-01", None),
        ("1902/", "1902-01-01", None),
        ("../1905-07", None, "1905-07-31"),
        ("18XX/19XX", "1800-01-01", "1999-12-31"),
        ("-0208", "-0208-01-01", "-0208-12-31"),
        ("-02XX", "-0299-01-01", "-0200-12-31"),
        ("-1XXX", "-1999-01-01", "-1000-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
    ],
)
def test_interval(edtf: str, first: str | None, last: str | None) -> None:
    assert interval(edtf) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "says"),
    [
        ("1905-13", "no such month"),
        ("1905-00", "no such month"),
        ("1905-02-30", "days 01 to 28"),
        ("1905-25", "no such month"),
        ("1907/1905", "ends before it begins"),
        ("/", "open at both ends"),
        ("../..", "open at both ends"),
        ("", "write YYYY"),
        ("905", "write YYYY"),
        ("1905-7-5", "write YYYY"),
        ("жыл", "write YYYY"),
        ("19X5", "write YYYY"),
        ("1905/1906/1907", "write YYYY"),
        ("193X-07", "right end"),
        ("1905-XX-05", "right end"),
        ("1905-1X", "two digits"),
        ("1905-07-2X", "two digits"),
        ("١٩٠٥", "write YYYY"),
    ],
)
def test_a_malformed_value_is_refused_with_the_remedy(edtf: str, says: str) -> None:
    with pytest.raises(EdtfError, match=says):
        interval(edtf)
    assert not is_valid(edtf)


@given(st.dates())
def test_a_day_has_the_number_that_the_calendar_gives(day: date) -> None:
    assert day_number(day.isoformat()) == day.toordinal()


@given(st.integers(-9998, 9998))
def test_years_follow_one_another(year: int) -> None:
    last, first = interval(year_value(year))[1], interval(year_value(year + 1))[0]
    assert last is not None and first is not None
    assert day_number(first) - day_number(last) == 1


@pytest.mark.parametrize("edtf", ["1905", "1905/1907", "1905/.."])
def test_only_a_day_has_a_number(edtf: str) -> None:
    with pytest.raises(EdtfError, match="not one day"):
        day_number(edtf)


@given(st.text())
def test_arbitrary_text_is_refused_or_understood(text: str) -> None:
    if is_valid(text):
        assert interval(text) != (None, None)
    else:
        with pytest.raises(EdtfError):
            interval(text)
