"""Sentences written before the rules were run on them in, shares of right values, spans and types out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.dates import dates
from pipeline.records import DateMention
from tests.analysed import analysed
from tests.dates_reading import Expected, Marked, marked_sentences

SENTENCES = [
    *marked_sentences("dates_unseen_kazakh.tsv", "kk"),
    *marked_sentences("dates_unseen_russian.tsv", "ru"),
    *(
        sentence
        for sight in ("second", "third", "fourth", "fifth", "sixth", "seventh")
        for sentence in marked_sentences(f"dates_{sight}_sight.tsv")
    ),
]
FLOOR = 0.98

Agrees = Callable[[DateMention, Expected], bool]


def found(sentence: Marked) -> tuple[DateMention, ...]:
    return dates(analysed(sentence.text, sentence.language), [], lambda _: None)


def overlap(date: DateMention, expected: Expected) -> bool:
    return date.start < expected.end and expected.start < date.end


def same_value(date: DateMention, expected: Expected) -> bool:
    value, calendar = date.edtf.replace("~", ""), date.calendar
    return overlap(date, expected) and (value, calendar) == (expected.edtf, expected.calendar)


def same_span(date: DateMention, expected: Expected) -> bool:
    return (date.start, date.end) == (expected.start, expected.end)


def same_type(date: DateMention, expected: Expected) -> bool:
    return overlap(date, expected) and date.type == expected.type


@pytest.mark.parametrize("agrees", [same_value, same_span, same_type])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_f1_over_sentences_written_before_the_rules(language: str, agrees: Agrees) -> None:
    right = given = wanted = 0
    for sentence in SENTENCES:
        if sentence.language == language:
            got = found(sentence)
            given, wanted = given + len(got), wanted + len(sentence.dates)
            right += sum(any(agrees(date, expected) for date in got) for expected in sentence.dates)
    assert 2 * right / (given + wanted) >= FLOOR


@pytest.mark.parametrize(
    "sentence", [one for one in SENTENCES if not one.dates], ids=lambda sentence: sentence.why
)
def test_no_date_where_there_is_none(sentence: Marked) -> None:
    assert not found(sentence)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_three_rows_in_ten_hold_no_date(language: str) -> None:
    rows = [sentence for sentence in SENTENCES if sentence.language == language]
    assert sum(not sentence.dates for sentence in rows) >= 0.3 * len(rows)
