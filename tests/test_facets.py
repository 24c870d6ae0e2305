"""Small arrays in, what counting in columns makes of them out, beside the same counted one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service import columns
from search_service.facets import ByPassage, most, of
from search_service.stretches import Spans, best_of, merged

SIZE = 6
rows = st.lists(st.tuples(st.integers(1, SIZE), st.integers(0, 4)), max_size=20).map(sorted)
asked = st.sets(st.integers(1, SIZE)).flatmap(lambda found: st.permutations(sorted(found)))
ranges = st.tuples(st.integers(1, SIZE), st.integers(0, SIZE)).map(lambda ends: range(ends[0], ends[1] + 1))


@given(rows, asked | ranges)
def test_values_of_passages_are_taken_in_their_order(
    found: list[tuple[int, int]], numbers: list[int] | range
) -> None:
    passages, values = np.array(found, np.int64).reshape(-1, 2).T
    held = ByPassage(passages, values, SIZE)
    expected = [value for number in numbers for passage, value in found if passage == number]
    assert held.values[held.rows(numbers)].tolist() == expected


@given(asked | ranges)
def test_a_column_is_read_at_the_numbers_of_passages(numbers: list[int] | range) -> None:
    column = np.arange(SIZE + 1) * 10
    assert of(column, numbers).tolist() == [number * 10 for number in numbers]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4))))
def test_runs_of_places_follow_one_another(found: list[tuple[int, int]]) -> None:
    first, counts = np.array(found, np.int64).reshape(-1, 2).T
    expected = [place for start, count in found for place in range(start, start + count)]
    assert columns.runs(first, counts).tolist() == expected


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(1, 6))
def test_most_are_the_highest_counts_of_equals_the_first(counts: list[int], limit: int) -> None:
    expected = [place for place, count in Counter(dict(enumerate(counts))).most_common() if count][:limit]
    assert most(np.array(counts, np.int64), limit).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1)), min_size=1))
def test_the_best_of_a_group_is_the_first_of_the_least(found: list[tuple[int, float]]) -> None:
    groups = np.unique([group for group, _ in found], return_inverse=True)[1]
    values = [value for _, value in found]
    expected = [
        min((place for place in range(len(found)) if groups[place] == group), key=values.__getitem__)
        for group in sorted(set(groups.tolist()))
    ]
    assert best_of(groups, np.array(values)).tolist() == expected


spans = st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 4), st.sampled_from((0.5, 0.7, 1.0)))


@given(st.lists(spans, max_size=12))
def test_stretches_that_overlap_or_touch_are_one(found: list[tuple[int, int, int, float]]) -> None:
    covered: dict[int, set[int]] = {}
    for passage, start, length, _ in found:
        # Between two letters that are both covered there is no end, so edges are covered, too.
        covered.setdefault(passage, set()).update(range(2 * start, 2 * (start + length) + 1))
    expected = []
    for passage, letters in sorted(covered.items()):
        for start in sorted(letters):
            if start - 1 not in letters:
                end = next(end for end in range(start, 100) if end + 1 not in letters)
                inside = [
                    weight
                    for other, begin, length, weight in found
                    if other == passage and start <= 2 * begin <= end
                ]
                expected.append((passage, start // 2, end // 2, max(inside)))
    passages, starts, lengths = np.array([each[:3] for each in found], np.int64).reshape(-1, 3).T
    weights = np.array([each[3] for each in found], float)
    nothing = np.zeros(len(found), np.int64)
    made = merged(Spans(passages, starts, starts + lengths, nothing, weights, nothing))
    columns_made = (made.passages, made.starts, made.ends, made.weights)
    assert list(zip(*(column.tolist() for column in columns_made), strict=True)) == expected


@pytest.mark.parametrize("numbers", [[], range(1, 1), np.empty(0, np.uint32)])
def test_no_passages_have_nothing(numbers: list[int]) -> None:
    held = ByPassage(np.array([1, 2]), np.array([0, 1]), SIZE)
    assert held.values[held.rows(numbers)].tolist() == [] and of(np.arange(3), numbers).tolist() == []
