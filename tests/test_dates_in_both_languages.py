"""A table of constructions worded in Kazakh and in Russian in, one value for the two wordings of each out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.dates import dates
from pipeline.records import DateMention
from tests.analysed import analysed

TABLE = Path(__file__).parent / "tables" / "dates_both.tsv"
LANGUAGES = ("kk", "ru")


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(marked: str, language: str) -> tuple[str, tuple[DateMention, ...]]:
    """The text without its braces, and the dates in it."""
    text = marked.replace("{", "").replace("}", "")
    return text, dates(analysed(text, language), [], lambda _: None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", [row for row in rows() if row["edtf"]], ids=lambda row: row["why"])
def test_a_construction_has_one_value_in_both_languages(language: str, row: dict[str, str]) -> None:
    marked = row[language]
    start, end = marked.index("{"), marked.index("}") - 1
    _, found = read(marked, language)
    asked = [date for date in found if date.start < end and start < date.end]
    assert [date.edtf.replace("~", "") for date in asked] == row["edtf"].split()
    assert (asked[0].start, asked[-1].end) == (start, end)
    assert {date.type for date in asked} == {row["type"]}
    assert {date.calendar or "" for date in asked} == {row["calendar"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", [row for row in rows() if not row["edtf"]], ids=lambda row: row["why"])
def test_no_date_in_either_language(language: str, row: dict[str, str]) -> None:
    assert read(row[language], language)[1] == ()


def test_the_table_says_what_a_row_is_about() -> None:
    for row in rows():
        marks = [row[language].count("{") for language in LANGUAGES]
        assert marks == [bool(row["edtf"])] * 2, row["why"]
        assert bool(row["edtf"]) == bool(row["type"])
