"""Where words stand, where they stand close together: against every choice of places."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from search_service.closeness import close, side_by_side

_places = st.sets(st.integers(0, 12), min_size=1, max_size=5)


@given(st.lists(_places, min_size=1, max_size=4), st.data())
def test_side_by_side_is_one_behind_the_other(places: list[set[int]], data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(1, 3), min_size=len(places), max_size=len(places)))
    wanted = {
        start
        for start in range(13)
        if all(start + sum(lengths[:index]) in each for index, each in enumerate(places))
    }
    assert side_by_side(places, lengths) == wanted


@given(_places, _places, st.integers(1, 13))
def test_two_words_are_close_where_some_choice_of_their_places_is(
    one: set[int], other: set[int], width: int
) -> None:
    wanted = any(first != second and abs(first - second) < width for first, second in product(one, other))
    found = list(close([one, other], width))
    assert bool(found) == wanted
    for first, last in found:
        assert last - first < width
        assert any(first <= place <= last for place in one)
        assert any(first <= place <= last for place in other)


@given(st.lists(_places, min_size=1, max_size=4), st.integers(1, 13))
def test_any_choice_of_places_of_their_own_within_the_width_is_found(
    places: list[set[int]], width: int
) -> None:
    stretches = list(close(places, width))
    for chosen in product(*places):
        if len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) < width:
            assert any(first <= place <= last for first, last in stretches for place in chosen)
            assert any(last == max(chosen) for _, last in stretches)
