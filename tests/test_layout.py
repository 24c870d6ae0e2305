"""Printed lines become paragraphs: small cases one by one, and whole texts set in many ways."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.alignment import AlignedText
from pipeline.layout import Layout, laid_out
from pipeline.layout.lines import beginning, book_width, ending, lines
from pipeline.layout.unwrapping import _shares

TEXTS = {
    name: [
        line
        for line in (Path(__file__).parent / "texts" / name).read_text(encoding="utf-8").split("\n")
        if line
    ]
    for name in ("layout_kk.txt", "layout_ru.txt")
}

CASES = [
    ("", [], "nothing"),
    (" \n\n\t\n", [], "white space alone"),
    ("\ufeffСөз.", ["Сөз."], "a byte order mark"),
    ("Бір  сөйлем.\u00a0 Екінші\tсөйлем. ", ["Бір сөйлем. Екінші сөйлем."], "white space folded"),
    (
        "Мектеп ашылды және балалар\nоқуға барды.",
        ["Мектеп ашылды және балалар оқуға барды."],
        "a sentence runs on",
    ),
    ("Абай Құнанбайұлы\nҚара сөздер\n", ["Абай Құнанбайұлы", "Қара сөздер"], "two titles"),
    ("Бірінші абзац.\nЕкінші абзац.\n", ["Бірінші абзац.", "Екінші абзац."], "a line a paragraph"),
    ("Бірінші.\r\n\r\nЕкінші.", ["Бірінші.", "Екінші."], "Windows line ends"),
    ("Бірінші.\rЕкінші.", ["Бірінші.", "Екінші."], "old Macintosh line ends"),
    ("Бірінші.\u2029Екінші.", ["Бірінші.", "Екінші."], "U+2029"),
    ("Бірінші сөйлем\u2028жалғасы.\x85", ["Бірінші сөйлем жалғасы."], "U+2028 and NEL"),
    (
        "Міндеттер:\n1. Оқу;\n2. жазу;\n3. санау.",
        ["Міндеттер:", "1. Оқу;", "2. жазу;", "3. санау."],
        "a numbered list",
    ),
    ("Міндеттер:\n• оқу;\n• жазу.", ["Міндеттер:", "• оқу;", "• жазу."], "a list of bullets"),
    ("Міндеттер:\nа) оқу;\nб) жазу.", ["Міндеттер:", "а) оқу;", "б) жазу."], "a lettered list"),
    ("Ол 1905\nжылы келді.", ["Ол 1905 жылы келді."], "a year is no item"),
    ("Жиналысқа А.\nБайтұрсынұлы келді.", ["Жиналысқа А. Байтұрсынұлы келді."], "an initial ends nothing"),
    ("Бірінші бет басы\n\fжәне соңы.", ["Бірінші бет басы және соңы."], "a page ends in a sentence"),
]


@pytest.mark.parametrize(("raw", "paragraphs", "why"), CASES)
def test_small_texts(raw: str, paragraphs: list[str], why: str) -> None:
    layout = laid_out(AlignedText.of(raw))
    assert [layout.aligned.text[p.start : p.end] for p in layout.paragraphs] == paragraphs, why
    assert layout.aligned.text == "\n\n".join(paragraphs)
    assert layout.repairs == ()


def wrapped(paragraph: str, width: int, indent: int, measure: Callable[[str], int]) -> list[str]:
    """The lines of a paragraph filled greedily, the first line shorter by `indent`."""
    set_lines, line = [], ""
    for word in paragraph.split(" "):
        room = width - (0 if set_lines else indent)
        if line and measure(f"{line} {word}") > room:
            set_lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*set_lines, line]


def starts(layout: Layout) -> set[int]:
    return {layout.aligned.raw_span(p.start, p.end)[0] for p in layout.paragraphs}


def f1(found: set[int], wanted: set[int]) -> float:
    return 2 * len(found & wanted) / (len(found) + len(wanted))


def printed(paragraphs: list[list[str]], gap: str, between: str, before: str = "") -> tuple[str, set[int]]:
    """The lines, `gap` after each but a paragraph's last, `before` each first; and where paragraphs start."""
    raw, wanted = "", set()
    for set_lines in paragraphs:
        raw += before
        wanted.add(len(raw))
        raw += gap.join(set_lines) + between
    return raw, wanted


PITCHES = [(60, len, 3), (72, len, 4), (80, len, 0), (100, len, 0)]
FACES = [(30000, book_width, 1500), (38970, book_width, 1900), (46000, book_width, 2400)]
SETTINGS = [
    # gap, between, before, least F1, why: a last line that is full by chance hides a break that nothing marks
    ("\n", "\n\n", "", 1.0, "blank lines between paragraphs"),
    ("\r\n", "\r\n\r\n", "", 1.0, "the same from Windows"),
    ("\n", "\n", "    ", 1.0, "first lines set in by spaces"),
    ("\r", "\r", "\t", 1.0, "first lines set in by a tab"),
    ("\n", "\n", "", 0.88, "nothing but lines"),
    ("\n\n", "\n\n", "", 0.88, "every line followed by a blank one"),
    (" \n\n", "  \n\n", "", 0.94, "the same, with spaces typed after paragraphs"),
    (" \n\n", "   \n", "", 0.95, "a blank line after every line but a paragraph's last"),
]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("width", "measure", "indent"), PITCHES + FACES)
@pytest.mark.parametrize(("gap", "between", "before", "least", "why"), SETTINGS)
def test_a_text_set_in_lines_is_found_again(
    name: str,
    width: int,
    measure: Callable[[str], int],
    indent: int,
    gap: str,
    between: str,
    before: str,
    least: float,
    why: str,
) -> None:
    indent = measure(before) or indent
    set_in = [wrapped(paragraph, width, indent, measure) for paragraph in TEXTS[name]]
    raw, wanted = printed(set_in, gap, between, before)
    layout = laid_out(AlignedText.of(raw))
    assert f1(starts(layout), wanted) >= least, why
    if least == 1.0:
        assert layout.aligned.text == "\n\n".join(TEXTS[name])
    assert laid_out(AlignedText.of(layout.aligned.text)).paragraphs == layout.paragraphs


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\u2029"])
def test_a_text_without_wrapped_lines_keeps_its_paragraphs(name: str, between: str) -> None:
    layout = laid_out(AlignedText.of(between.join(TEXTS[name])))
    assert layout.aligned.text == "\n\n".join(TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_parts_set_in_different_columns(name: str) -> None:
    narrow, one = printed([wrapped(p, 60, 0, len) for p in TEXTS[name] * 2], "\n", "\n\n")
    wide, two = printed([wrapped(p, 100, 0, len) for p in TEXTS[name] * 2], "\n\n", "\n\n")
    found = starts(laid_out(AlignedText.of(narrow + wide)))
    assert f1(found, one | {len(narrow) + at for at in two}) >= 0.95


def test_a_page_number_interrupts_no_sentence() -> None:
    set_in = [line for p in TEXTS["layout_kk.txt"] * 3 for line in [*wrapped(p, 72, 0, len), ""]]
    pages = [set_in[at : at + 20] for at in range(0, len(set_in), 20)]
    raw = "".join("\n".join([*page, "", f"- {number} -", "\f"]) for number, page in enumerate(pages, start=1))
    layout = laid_out(AlignedText.of(raw))
    found = [layout.aligned.text[p.start : p.end] for p in layout.paragraphs]
    assert not [paragraph for paragraph in found if paragraph[0].islower()]
    # Every word is there, and no number, not even one that stood between paragraphs.
    assert " ".join(found).split() == " ".join(TEXTS["layout_kk.txt"] * 3).split()


def test_numbers_that_count_parts_and_interrupt_no_paragraph_stay() -> None:
    part = "Бұл бөлімде жұрттың тұрмысы туралы айтылады.\n\n" * 12
    raw = "".join(f"{number}\n\n{part}" for number in range(1, 5))
    assert re.findall(r"(?m)^\d$", laid_out(AlignedText.of(raw)).aligned.text) == ["1", "2", "3", "4"]


def test_figures_that_stand_alone_but_do_not_count_pages_stay() -> None:
    raw = "Халық саны.\n\n12\n\n13\n\n14\n\nМың адам есебімен."
    assert laid_out(AlignedText.of(raw)).aligned.text == raw


def test_a_paragraph_may_begin_inside_a_quotation() -> None:
    raw = "Ол былай деп жазды: «Біз мектеп аштық.\n\nЕнді кітап керек», - деді."
    assert len(laid_out(AlignedText.of(raw)).paragraphs) == 2


def test_lines_can_be_kept() -> None:
    layout = laid_out(AlignedText.of(" Бір  сөз\nекінші  жол \n\n\nүшінші"), keep_lines=True)
    assert layout.aligned.text == "Бір сөз\n\nекінші жол\n\nүшінші"


def test_every_way_to_end_and_begin_a_line_has_its_row() -> None:
    begins = {beginning(text) for text in ("1. а", "- а", "а", "А", "«а", "12")} | {"successor", "heading"}
    ends = {ending(text) for text in ("а-", "сөз.", "т.б.", "А.", "а:", "а", "а;")}
    assert set(_shares()["sentence"]) == {f"{end} {begin}" for end in ends for begin in begins}
    gaps = {line.gap for line in lines("а\nа\n\nа\n\n\nа\n\n\n\nа\n \n\nа\fа\u2029а")} - {"end"}
    assert set(_shares()["gap"]) == gaps
