"""The normaliser against tables that a linguist can read, and its properties on arbitrary text."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import roman
from pipeline.normalise import repaired
from pipeline.records import Repair

TABLES = Path(__file__).parent / "tables"
LETTERS = (
    "036ABCHXaceiopxyhIəαþÿàëàøùÀТртqқұүөғңіәЌќў¹³²«»—\u0301\u0306\u00ad\u200b\ufeff\u0085Рђ°С€Ð°Ñ -.\n«"
)


def rows(name: str) -> list[dict[str, str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(
        (line for line in lines if line and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return list(table)


def applied(raw: str, repairs: tuple[Repair, ...]) -> str:
    """The source with the rows applied, as a reader of the annotation would."""
    parts, at = [], 0
    for repair in repairs:
        parts += [raw[at : repair.raw_start], repair.repaired]
        at = repair.raw_end
    return "".join(parts) + raw[at:]


@pytest.mark.parametrize("row", rows("normalise.tsv"), ids=lambda row: row["why"])
def test_table(row: dict[str, str]) -> None:
    aligned, repairs = repaired(row["raw"])
    assert aligned.text == row["repaired"]
    assert applied(row["raw"], repairs) == row["repaired"]


def test_the_dots_of_cp1251_as_latin_1_shows_them() -> None:
    """A control that many readers take for a line end, so that no table of lines can hold it."""
    clean = "Он ушёл… И не вернулся."
    raw = clean.encode("cp1251").decode("latin-1")
    assert "\u0085" in raw
    assert repaired(raw)[0].text == clean


@pytest.mark.parametrize("row", rows("roman.tsv"), ids=lambda row: row["token"])
def test_roman(row: dict[str, str]) -> None:
    assert roman.value(row["token"]) == (None if row["value"] == "-" else int(row["value"]))


@pytest.mark.parametrize("letter", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя")
def test_every_letter_of_the_code_page(letter: str) -> None:
    word = f"{letter}қалық" if letter.isupper() else f"қал{letter}қ"
    raw = word.replace(letter, letter.encode("cp1251").decode("latin-1"))
    assert repaired(raw)[0].text == word


SENTENCE = "Қазақстан Республикасының тарихы мен мәдениеті туралы ғылыми еңбек, өңірдің үні – ұлы һәм әділ."


@pytest.mark.parametrize("shown", ["latin-1", "cp1252", "cp1251"])
@pytest.mark.parametrize("written", ["kz1048", "ptcp154"])
def test_whole_text_in_a_kazakh_code_page(written: str, shown: str) -> None:
    raw = "".join(bytes([byte]).decode(shown, "ignore") or chr(byte) for byte in SENTENCE.encode(written))
    assert repaired(raw)[0].text == SENTENCE


@pytest.mark.parametrize("shown", ["latin-1", "cp1252", "cp1251"])
@pytest.mark.parametrize("rounds", [1, 2])
def test_whole_text_in_misread_utf8(shown: str, rounds: int) -> None:
    raw = SENTENCE
    for _ in range(rounds):
        raw = "".join(bytes([byte]).decode(shown, "ignore") or chr(byte) for byte in raw.encode())
    aligned, repairs = repaired(raw)
    assert aligned.text == SENTENCE
    assert all(" " not in repair.raw for repair in repairs)


def test_one_row_a_run_of_changed_letters() -> None:
    raw = "Бұл «Àëàø» қоþды түciнді"
    found = [(repair.raw, repair.repaired, repair.rule) for repair in repaired(raw)[1]]
    assert found == [
        ("Àëàø", "Алаш", "cp1251"),
        ("þ", "ю", "cp1251"),
        ("ci", "сі", "homoglyph"),
    ]


def test_two_steps_make_one_row() -> None:
    _, repairs = repaired("əуе ұi\u00adаi, e\u0308лка всe\u0308")
    rules = {repair.raw: (repair.repaired, repair.rule) for repair in repairs}
    assert rules["e\u0308"] == ("ё", "nfc+homoglyph")


def test_a_soft_hyphen_inside_a_word_goes_with_a_row() -> None:
    aligned, repairs = repaired("жұм\u00adсалу \u00ad соңы\u00ad\n")
    assert aligned.text == "жұмсалу \u00ad соңы\u00ad\n"
    assert repairs == (Repair(3, 4, "\u00ad", "", "invisible"),)


def test_a_byte_order_mark_goes_without_a_row() -> None:
    aligned, repairs = repaired("\ufeffӘлем")
    assert (aligned.text, repairs) == ("Әлем", ())
    assert aligned.raw_span(0, 4) == (1, 5)


def test_joiners_of_emoji_and_of_other_scripts_stay() -> None:
    raw = "👨\u200d👩\u200d👧 می\u200cخواهم"
    assert repaired(raw)[0].text == raw


def test_a_word_broken_at_a_line_end_is_judged_whole() -> None:
    assert repaired("Бұл ұасыр-\nдың басында болды.")[0].text == "Бұл ғасыр-\nдың басында болды."


@pytest.mark.parametrize(
    "piece",
    ["қ", "i", "іi", "à", "a@", "A. ", "б3", "www.", "Рђ", "e\u0301", "a\u200b", "а-\n", "ќ", "«", "³"],
)
def test_long_odd_input_is_quick_enough_to_finish(piece: str) -> None:
    raw = piece * 20_000
    aligned, repairs = repaired(raw)
    assert unicodedata.is_normalized("NFC", aligned.text)
    assert len(repairs) <= len(raw)


@given(st.text() | st.text(st.sampled_from(LETTERS), max_size=60))
@example("e\u00ad\u0301")
@example("Ð\u00ad°Ñ\u0301")
def test_properties(raw: str) -> None:
    aligned, repairs = repaired(raw)
    text = aligned.text
    assert unicodedata.is_normalized("NFC", text)
    assert applied(raw, repairs).lstrip("\ufeff") == text or raw.startswith("\ufeff")
    last = 0
    for repair in repairs:
        assert last <= repair.raw_start < repair.raw_end
        assert raw[repair.raw_start : repair.raw_end] == repair.raw != repair.repaired
        last = repair.raw_end
    assert not repaired(text)[1]
    kept = [char for char in raw if char in " \n\t"]
    assert kept == [char for char in text if char in " \n\t"]


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_spans_lead_back_to_the_source(raw: str, one: int, other: int) -> None:
    aligned, _ = repaired(raw)
    start, end = sorted(min(at, len(aligned.text)) for at in (one, other))
    raw_start, raw_end = aligned.raw_span(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    assert aligned.text_span(raw_start, raw_end)[0] <= start
