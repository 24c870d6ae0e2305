"""The geometry of the chart of years: bars within it, as high as their counts, named where there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_service.charts import FLOOR, TOP, Chart, year_chart
from search_service.timeline import Bin


def bins(counts: dict[int, tuple[int, int]], length: int = 1) -> list[Bin]:
    """Bins of `length` years from the first year of each; (certain, uncertain) passages."""
    return [
        Bin(f"{first:04d}", first, first + length - 1, sure, uncertain, sure + uncertain)
        for first, (sure, uncertain) in sorted(counts.items())
    ]


def chart(counts: dict[int, tuple[int, int]], length: int = 1) -> Chart:
    found = year_chart(bins(counts, length), lambda each: f"/?from={each.first}")
    assert found
    return found


def test_nothing_makes_no_chart() -> None:
    assert year_chart([], lambda each: "") is None


def test_bars_stand_in_their_years_and_the_axis_names_whole_steps() -> None:
    found = chart({1897: (1, 0), 1905: (4, 0), 1917: (0, 2)})
    assert [tick.year for tick in found.ticks] == [1895, 1900, 1905, 1910, 1915, 1920]
    assert [bar.address for bar in found.bars] == ["/?from=1897", "/?from=1905", "/?from=1917"]
    assert [bar.x for bar in found.bars] == [8.0, 40.0, 88.0]
    assert found.ticks[0].anchor == "start" and found.ticks[-1].anchor == "end"


def test_the_highest_bar_fills_the_chart_and_the_others_keep_their_share() -> None:
    low, high = chart({1905: (1, 0), 1906: (2, 2)}).bars
    assert high.top == TOP and high.sure_height == high.uncertain_height
    assert low.top == FLOOR - (FLOOR - TOP) / 4


def test_the_key_stands_only_where_a_year_is_uncertain() -> None:
    assert chart({1905: (1, 1)}).uncertain and not chart({1905: (1, 0)}).uncertain


def test_many_bars_name_only_the_highest() -> None:
    found = chart({year: (9 if year == 1905 else 1, 0) for year in range(1850, 1950)})
    assert [bar.name for bar in found.bars if bar.numbered] == ["1905"]


@given(
    st.dictionaries(
        st.integers(-300, 2100).map(lambda decade: decade // 10 * 10),
        st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)).filter(any),
        min_size=1,
    )
)
def test_any_chart_keeps_within_its_frame(counts: dict[int, tuple[int, int]]) -> None:
    found = chart(counts, length=10)
    assert len(found.bars) == len(counts) and len(found.ticks) <= 8
    for bar in found.bars:
        assert bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= 100.001
        assert 0 < bar.top < FLOOR and (bar.sure_height > 0) == (bar.sure > 0)
    assert all(0 <= tick.x <= 100 for tick in found.ticks)


@given(st.integers(1700, 2000), st.integers(0, 120), st.integers(1700, 2000))
def test_a_band_has_its_years_and_the_chart_makes_room_for_it(born: int, years: int, named: int) -> None:
    found = year_chart(bins({named: (1, 0)}), lambda each: "", (born, born + years))
    assert found and found.band
    band, (bar,) = found.band, found.bars
    assert 0 <= band.x < band.end <= 100.001
    assert (bar.x >= band.x - 0.001) == (named >= born)
    assert (bar.x < band.end - 0.001) == (named <= born + years)
    assert chart({named: (1, 0)}).band is None
