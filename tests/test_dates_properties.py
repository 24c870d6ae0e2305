"""Dates of arbitrary text: valid values, right slices, no crash, time that grows with the length alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.dates import dates, is_valid
from pipeline.dates.words import folded
from pipeline.kazakh import Kazakh
from pipeline.records import Mention
from tests.work import calls

PIECES = (
    "1905 1906 1917 25 31 45 2 60 0 05 ж. жылы жылдың жылдан жылдары жж. г. гг. года году ғ. "
    "ғасырдың века в. ХІХ XX II шілде шілдеде шілдесінде июля июль қазан мамыр май айында жазында "
    "летом күз басында соңында начале конце бірінші первой жартысында половине бастап дейін с по до "
    "и және мен осы сол келесі того же б.з.д. до н. э. хижра шамамен около революциясы төңкерісі "
    "годы ( ) , . - – / « » \n\n тоқсан он мың жүз бесінші пятый 25.07.1905 ғ қ ұ é 🙂"
).split(" ")


def doc(text: str) -> Doc:
    return Kazakh()(text)


def years_of(id: str) -> tuple[int, int] | None:
    return {"a": (1905, 1907), "b": (1917, 1917), "c": (1907, 1905)}.get(id)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["", " "]), st.data())
def test_dates_of_pieces_of_dates(pieces: list[str], between: str, data: st.DataObject) -> None:
    text = between.join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    events = [
        Mention(start, end, "EVENT", start, end, (id,), "")
        for start, end, id in zip(cuts, cuts[1:], "abc", strict=False)
        if start < end
    ]
    check(text, events)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_dates_of_any_text(text: str) -> None:
    check(text, [])


def check(text: str, events: list[Mention]) -> None:
    found = doc(text)
    end = 0
    for date in dates(found, events, years_of):
        assert end <= date.start < date.end <= len(found.text)
        assert found.text[date.start : date.end].strip() == found.text[date.start : date.end]
        assert is_valid(date.edtf)
        assert date.calendar in (None, "julian")
        end = date.end


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1905 жылы ",
        "шілдеде ",
        "М, ",
        "ХХ ",
        "10 ",
        "а",
        "бес ",
        "25 шілде, ",
        "қазан, ",
        "1905-",
        "1905, ",
        "б. з. ",
        "революция жылдарында ",
    ],
)
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    def work(times: int) -> int:
        found = Doc(Kazakh().vocab, words=[piece.strip()] * times, spaces=[piece.endswith(" ")] * times)
        return calls(lambda: dates(found, [], years_of))

    work(100)
    assert work(6_400) < 10 * work(800)
