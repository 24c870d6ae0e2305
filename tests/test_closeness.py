"""Where words stand, where they stand close together: against every choice of places."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_service import closeness
from search_service.closeness import Places, close, common, gaps, passages_of, side_by_side

Stand = tuple[int, int]
"""A passage and a position in it."""

_stands = st.sets(st.tuples(st.integers(1, 3), st.integers(0, 12)), min_size=1, max_size=6)


def placed(stands: set[Stand]) -> Places:
    passages = np.array([passage for passage, _ in stands], dtype=np.uint32)
    return closeness.places(passages, np.array([position for _, position in stands], dtype=np.uint16))


STANDS = {int(placed({stand})[0]): stand for stand in product(range(4), range(13))}


def shown(found: Places) -> list[Stand]:
    return [STANDS[place] for place in found.tolist()]


@given(_stands)
def test_places_ascend_and_tell_where_they_are(stands: set[Stand]) -> None:
    assert shown(placed(stands)) == sorted(stands)
    assert passages_of(placed(stands)).tolist() == [passage for passage, _ in sorted(stands)]


@given(_stands, _stands)
def test_what_is_common_is_in_both(one: set[Stand], other: set[Stand]) -> None:
    first, second = placed(one), placed(other)
    assert shown(first[common(first, second)]) == sorted(one & other)
    assert not common(first, second[:0]).any()


@given(st.lists(_stands, min_size=1, max_size=4), st.data())
def test_side_by_side_is_one_behind_the_other(stands: list[set[Stand]], data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(1, 3), min_size=len(stands), max_size=len(stands)))
    wanted = [
        (passage, start)
        for passage in range(4)
        for start in range(13)
        if all((passage, start + sum(lengths[:index])) in each for index, each in enumerate(stands))
    ]
    assert shown(side_by_side([placed(each) for each in stands], lengths)) == wanted


@given(_stands, _stands, st.integers(1, 13))
def test_two_words_are_close_where_some_choice_of_their_places_is(
    one: set[Stand], other: set[Stand], width: int
) -> None:
    wanted = {
        passage
        for (passage, first), (beside, second) in product(one, other)
        if passage == beside and first != second and abs(first - second) < width
    }
    firsts, lasts = map(shown, close([placed(one), placed(other)], width))
    assert {passage for passage, _ in firsts} == wanted
    for (passage, first), (beside, last) in zip(firsts, lasts, strict=True):
        assert passage == beside and last - first < width
        assert any((passage, place) in one for place in range(first, last + 1))
        assert any((passage, place) in other for place in range(first, last + 1))


@given(st.lists(_stands, min_size=1, max_size=4), st.integers(1, 13))
def test_any_choice_of_places_of_their_own_within_the_width_is_found(
    stands: list[set[Stand]], width: int
) -> None:
    firsts, lasts = map(shown, close([placed(each) for each in stands], width))
    stretches = list(zip(firsts, lasts, strict=True))
    for chosen in product(*stands):
        passages = {passage for passage, _ in chosen}
        if len(passages) == 1 and len(set(chosen)) == len(chosen):
            places = sorted(chosen)
            if places[-1][1] - places[0][1] < width:
                assert any(first <= places[0] and last == places[-1] for first, last in stretches)


@given(_stands, _stands)
def test_gaps_reach_to_the_nearest_other_place_of_the_passage(one: set[Stand], other: set[Stand]) -> None:
    behind, before = gaps(placed(one), placed(other))
    for (passage, place), after, ahead in zip(sorted(one), behind.tolist(), before.tolist(), strict=True):
        beside = [at for number, at in other if number == passage]
        later, earlier = [at for at in beside if at > place], [at for at in beside if at < place]
        assert after == min(later) - place if later else after > 1000
        assert ahead == place - max(earlier) if earlier else ahead > 1000
