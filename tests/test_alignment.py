"""An aligned text under arbitrary edits: it reads as plain string editing reads, and its offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import AlignedText
from pipeline.records import Edit

LETTERS = st.text(alphabet="абғқ і-\n\u0301\U0001f600", max_size=12)


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits of a text of `length` characters, in order and apart."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    return [Edit(a, b, draw(LETTERS)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


def replaced(text: str, changes: list[Edit]) -> str:
    """What `changes` make of `text`, done from the end with plain slices."""
    for edit in reversed(changes):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, AlignedText]:
    """A source and what two rounds of edits made of it."""
    raw = draw(st.text(alphabet="абвгғқ і-\n", max_size=30))
    once = AlignedText.of(raw).edited(draw(edits(len(raw))))
    return raw, once.edited(draw(edits(len(once.text))))


@given(st.data())
def test_two_rounds_of_edits_read_as_string_edits(data: st.DataObject) -> None:
    raw = data.draw(LETTERS)
    first = data.draw(edits(len(raw)))
    once = AlignedText.of(raw).edited(first)
    assert once.text == replaced(raw, first)
    second = data.draw(edits(len(once.text)))
    assert once.edited(second).text == replaced(once.text, second)


@given(st.text(), st.data())
def test_an_unchanged_text_has_the_offsets_of_its_source(raw: str, data: st.DataObject) -> None:
    aligned = AlignedText.of(raw)
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    assert aligned.raw_span(start, end) == (start, end) == aligned.text_span(start, end)
    assert aligned.edited([]) == aligned


@given(edited_twice())
def test_runs_stand_in_order_and_cover_the_text(pair: tuple[str, AlignedText]) -> None:
    raw, aligned = pair
    at = 0
    for text_start, text_end, raw_start, raw_end in aligned.runs:
        assert text_start == at <= text_end
        assert 0 <= raw_start <= raw_end <= len(raw)
        at = text_end
    assert at == len(aligned.text)


@given(edited_twice())
def test_spans_never_run_backwards(pair: tuple[str, AlignedText]) -> None:
    raw, aligned = pair
    spans = [aligned.raw_span(at, at + 1) for at in range(len(aligned.text))]
    assert all(0 <= start <= end <= len(raw) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    backs = [aligned.text_span(at, at + 1) for at in range(len(raw))]
    assert all(0 <= start <= end <= len(aligned.text) for start, end in backs)
    assert [start for start, _ in backs] == sorted(start for start, _ in backs)
    assert [end for _, end in backs] == sorted(end for _, end in backs)


@given(edited_twice(), st.data())
def test_the_source_of_a_span_leads_back_to_it(pair: tuple[str, AlignedText], data: st.DataObject) -> None:
    _, aligned = pair
    start = data.draw(st.integers(0, len(aligned.text)))
    end = data.draw(st.integers(start, len(aligned.text)))
    back_start, back_end = aligned.text_span(*aligned.raw_span(start, end))
    # Inserted characters come from nowhere.
    came = [at for at in range(start, end) if len(set(aligned.raw_span(at, at + 1))) == 2]
    assert all(back_start <= at < back_end for at in came)


@given(st.text(alphabet="абвгғ", min_size=1, max_size=20), st.data())
def test_what_no_edit_touched_is_what_stands_in_the_source(raw: str, data: st.DataObject) -> None:
    changes = data.draw(edits(len(raw)))
    aligned = AlignedText.of(raw).edited(changes)
    touched = {at for edit in changes for at in range(edit.start, edit.end)}
    for at in set(range(len(raw))) - touched:
        start, end = aligned.text_span(at, at + 1)
        assert aligned.text[start:end] == raw[at]
        assert aligned.raw_span(start, end) == (at, at + 1)


def test_a_letter_repaired_for_two_answers_as_a_whole() -> None:
    aligned = AlignedText.of("аÐ°б").edited([Edit(1, 3, "а", "misread")])
    assert aligned.text == "ааб"
    assert aligned.raw_span(1, 2) == (1, 3)
    assert aligned.text_span(1, 3) == (1, 2) == aligned.text_span(2, 3)


def test_a_run_that_a_later_edit_cut_still_answers_as_a_whole() -> None:
    once = AlignedText.of("(12345)").edited([Edit(1, 6, "а б", "misread")])
    twice = once.edited([Edit(2, 3, "\n\n")])
    assert twice.text == "(а\n\nб)"
    assert [twice.raw_span(at, at + 1) for at in (1, 2, 4)] == [(1, 6)] * 3
    assert twice.text_span(1, 6) == (1, 5)


def test_what_was_dropped_beside_an_edit_is_no_part_of_it() -> None:
    once = AlignedText.of("аб--вг").edited([Edit(2, 4, "")])
    twice = once.edited([Edit(1, 2, "Б")])
    assert twice.text == "аБвг"
    assert twice.raw_span(1, 2) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([Edit(2, 3, ""), Edit(1, 2, "")], "out of order"),
        ([Edit(0, 2, ""), Edit(1, 3, "")], "overlapping"),
        ([Edit(2, 1, "")], "backwards"),
        ([Edit(0, 5, "")], "beyond the text"),
    ],
)
def test_edits_that_make_no_sense_are_refused(changes: list[Edit], why: str) -> None:
    with pytest.raises(ValueError, match="overlaps|leaves"):
        AlignedText.of("абв").edited(changes)


@pytest.mark.parametrize("span", [(-1, 0), (0, 4), (2, 1)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="outside a text of 3"):
        AlignedText.of("абв").raw_span(*span)
