"""Dates of sentences: tables of marked sentences in, the spans and values that the rules find out."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.dates import dates
from pipeline.dates.atoms import atoms
from pipeline.dates.drafts import Found
from pipeline.dates.grammar import Rule, rules
from pipeline.dates.reading import BUILDERS
from pipeline.records import DateMention, Mention
from tests.analysed import analysed

TABLES = Path(__file__).parent / "tables"
MARK = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
BLIND_FLOOR = 0.97

Expected = tuple[int, int, str, str | None]


def rows(name: str) -> list[dict[str, str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").split("\n")
    table = [line for line in lines if line and not line.startswith("#")]
    found = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert found
    return found


def unmarked(marked: str) -> tuple[str, list[Expected]]:
    """The sentence without its braces, and what they say: start, end, EDTF, calendar."""
    text, at, expected = "", 0, []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        edtf, _, calendar = match[2].partition(" ")
        expected.append((len(text), len(text) + len(match[1]), edtf, calendar or None))
        text += match[1]
        at = match.end()
    return (text + marked[at:]).replace(" ¶ ", "\n\n"), [moved(marked, one) for one in expected]


def moved(marked: str, expected: Expected) -> Expected:
    """A paragraph mark takes three characters in the table and two in the text."""
    start, end, edtf, calendar = expected
    plain = MARK.sub(r"\1", marked)
    less = plain.count(" ¶ ", 0, start)
    return start - less, end - less, edtf, calendar


def unqualified(edtf: str) -> str:
    return edtf.replace("~", "")


def found(text: str, language: str, events: list[Mention] | None = None) -> tuple[DateMention, ...]:
    years = {
        "revolution-1905-1907": (1905, 1907),
        "congress-1917": (1917, 1917),
        "war-1914-1918": (1914, 1918),
    }
    return dates(analysed(text, language), events or [], years.get)


@pytest.mark.parametrize(
    ("language", "row"),
    [("kk", row) for row in rows("dates_kazakh.tsv")] + [("ru", row) for row in rows("dates_russian.tsv")],
    ids=lambda value: value if isinstance(value, str) else value["why"],
)
def test_dates_of_a_sentence(language: str, row: dict[str, str]) -> None:
    text, expected = unmarked(row["text"])
    got = [(date.start, date.end, unqualified(date.edtf), date.calendar) for date in found(text, language)]
    assert got == expected


def test_sentences_written_before_the_rules() -> None:
    right = given = wanted = 0
    for row in rows("dates_blind.tsv"):
        text, expected = unmarked(row["text"])
        got = found(text, row["language"])
        given, wanted = given + len(got), wanted + len(expected)
        right += sum(
            any(
                (unqualified(date.edtf), date.calendar) == (edtf, calendar)
                and date.start < end
                and start < date.end
                for date in got
            )
            for start, end, edtf, calendar in expected
        )
    assert 2 * right / (given + wanted) >= BLIND_FLOOR


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.reading}: {rule.example}")
def test_a_rule_reads_its_example(rule: Rule) -> None:
    example = atoms(rule.example.replace("¶ ", "\n\n"))
    made = [
        draft
        for at in range(len(example.code))
        if (match := rule.pattern.match(example.code, at))
        for draft in BUILDERS[rule.reading](Found(match, example))
    ]
    assert made


def event(text: str, name: str, id: str) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), "EVENT", start, start + len(name), (id,), name)


@pytest.mark.parametrize(
    ("language", "marked", "name", "id"),
    [
        (
            "kk",
            "{Бірінші орыс революциясы жылдарында|1905/1907} петициялар жазылды.",
            "Бірінші орыс революциясы",
            "revolution-1905-1907",
        ),
        (
            "kk",
            "Бірінші орыс революциясы жеңілді. Алайда {революция жылдарында|1905/1907} газеттер шықты.",
            "Бірінші орыс революциясы",
            "revolution-1905-1907",
        ),
        (
            "ru",
            "В {годы Первой мировой войны|1914/1918} хозяйство пришло в упадок.",
            "Первой мировой войны",
            "war-1914-1918",
        ),
        (
            "kk",
            "3. {Шілдедегі|1917-07 julian} жалпықазақ съезі және партия құру.",
            "жалпықазақ съезі",
            "congress-1917",
        ),
        ("kk", "Мамыр дүмпуі халықты оятты.", "Мамыр дүмпуі", "unknown"),
        ("kk", "{1905 жылғы|1905} революция өлкеге жетті.", "1905 жылғы революция", "revolution-1905-1907"),
        ("kk", "Соғыс жылдарында ел жүдеді.", "ел", "unknown"),
    ],
)
def test_events_tell_years(language: str, marked: str, name: str, id: str) -> None:
    text, expected = unmarked(marked)
    got = found(text, language, [event(text, name, id)])
    assert [(date.start, date.end, date.edtf, date.calendar) for date in got] == expected


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("1905 жылы 25 июльде", "date"),
        ("1916 жылы 4-9 мамырда", "date_range"),
        ("1906 ж. қаңтарында", "month"),
        ("1905 жылы", "year"),
        ("1905 жылдың соңында", "year"),
        ("1905-1907 жж.", "year_range"),
        ("1905 жылдың жазында", "season"),
        ("ХХ ғасырдың бас кезінде", "part_of_century"),
    ],
)
def test_the_type_says_what_the_expression_is(text: str, type: str) -> None:
    assert [date.type for date in found(text, "kk")] == [type]


def test_a_date_without_its_year_is_relative() -> None:
    got = found("Съезд 1905 жылы ашылды. 9-желтоқсанда ол жабылды.", "kk")
    assert [(date.type, date.edtf) for date in got] == [("year", "1905"), ("relative", "1905-12-09")]


def test_about_is_marked() -> None:
    assert [date.edtf for date in found("Шамамен 1465 жылы хандық құрылды.", "kk")] == ["1465~"]


def test_lost_marks_of_letters_lose_no_date() -> None:
    got = found("1905 жылгы 25 шилдеде жане 1906 жылдын кыркуйегинде", "kk")
    assert [date.edtf for date in got] == ["1905-07-25", "1906-09"]
