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
    "годы весь накануне род. пол. нач. числах 20-х полгода 1917-го ? "
    "мизам айында апта неделю күннен дней ай месяц после не позднее или немесе ерте от "
    "( ) , . - – / « » \n\n тоқсан он мың жүз бесінші пятый 25.07.1905 ғ қ ұ é 🙂"
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


@pytest.mark.parametrize(
    "text",
    [
        "1905 " * 50,
        "1" * 100_000,
        "1905" * 25_000 + " жылы",
        "жыл" * 33_000,
        "1905-" * 20_000,
        "١٩٠٥ жылы ٢٥ шілдеде",
        "۱۹۰۵ жылғы ۹ қаңтар",
        "１９０５ жылы",
        "19\u030105 жы\u0301лы 25 ши\u0306лдеде",
        "1905\u200b жылы 25\u200d шілде\ufeffде",
        "1905\u00ad жылы",
        "1905 jyly 25 şıldede, 1905 il iyulunda, 1905年7月25日",
        "1905 жылы\x00 25\x07 шілдеде",
        "1905 \ud800жылы \udfff",
        "M" * 1_000 + "CMV ғасырда",
        "9999 жылы, 0000 жылы, 10000 жылы, 99999999999999999999 жылы",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_dates_of_odd_text(text: str) -> None:
    check(text, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("١٩٠٥ жылы ٢٥ шілдеде", ["1905-07-25"]),
        ("1905\u00a0жылы 25\u202fшілдеде", ["1905-07-25"]),
        ("1905 жылы 25 şıldede", ["1905"]),
        ("19051 жылы", []),
    ],
)
def test_odd_text_keeps_its_dates(text: str, found: list[str]) -> None:
    assert [date.edtf for date in dates(doc(text), [], years_of)] == found


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
        "екі күннен кейін ",
        "1906 — ",
        "Қазанда. ",
        "мизам айында ",
    ],
)
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    def work(times: int) -> int:
        found = Doc(Kazakh().vocab, words=[piece.strip()] * times, spaces=[piece.endswith(" ")] * times)
        return calls(lambda: dates(found, [], years_of))

    work(100)
    assert work(6_400) < 10 * work(800)
