"""What holds of any text that is laid out."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.alignment import AlignedText
from pipeline.layout import PARAGRAPH_BREAK, laid_out

PIECES = st.sampled_from(
    [
        "қазақ",
        "Әліпби",
        "рево-",
        "люция",
        "1.",
        "1905",
        "-",
        "–",
        "т.б.",
        "«",
        "».",
        ".",
        "?",
        "I",
        "№3",
        "а)",
        "ғ\u0301",
    ]
    + [" ", "  ", "\n", "\n\n", "\r\n", "\t", "\f", "\u2028", "\x85", "\u00a0", "\u00ad", "\ufeff", "¬", "😀"]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=60).map("".join))


UNHURRIED = settings(deadline=None)
"""The first broken word loads the lexicon."""


def bare(text: str) -> str:
    """`text` without what layout may drop: white space, soft hyphens, byte order marks."""
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\ufeff")


@UNHURRIED
@given(TEXTS, st.booleans())
def test_nothing_is_lost_but_white_space_and_the_hyphens_in_the_repairs(raw: str, keep: bool) -> None:
    layout = laid_out(AlignedText.of(raw), keep_lines=keep)
    left = raw
    for repair in reversed(layout.repairs):
        assert raw[repair.raw_start : repair.raw_end] == repair.raw and repair.repaired == ""
        left = left[: repair.raw_start] + left[repair.raw_end :]
    assert bare(layout.aligned.text) == bare(left)


@UNHURRIED
@given(TEXTS, st.booleans())
def test_the_text_is_its_paragraphs_parted_by_one_blank_line(raw: str, keep: bool) -> None:
    layout = laid_out(AlignedText.of(raw), keep_lines=keep)
    text = layout.aligned.text
    paragraphs = [text[p.start : p.end] for p in layout.paragraphs]
    assert PARAGRAPH_BREAK.join(paragraphs) == text
    for paragraph in paragraphs:
        assert paragraph == " ".join(paragraph.split()) != ""


@UNHURRIED
@given(TEXTS)
def test_sections_follow_one_another_over_the_whole_text(raw: str) -> None:
    layout = laid_out(AlignedText.of(raw))
    edges = [(section.start, section.end) for section in layout.sections]
    assert [start for start, _ in edges[1:]] == [end for _, end in edges[:-1]]
    if layout.aligned.text:
        assert (edges[0][0], edges[-1][1]) == (0, len(layout.aligned.text))
        assert {start for start, _ in edges} <= {p.start for p in layout.paragraphs}


@UNHURRIED
@given(TEXTS.map(lambda text: unicodedata.normalize("NFC", text)))
def test_composed_text_stays_composed(raw: str) -> None:
    assert unicodedata.is_normalized("NFC", laid_out(AlignedText.of(raw)).aligned.text)


WORDS = st.sampled_from(
    ["қазақ", "газеті", "революция", "және", "1905", "жылы", "А.", "т.б.", "«Сөз»", "–", "үй"]
)
PARAGRAPHS = st.tuples(
    st.sampled_from(["Алаш", "1. Бірінші", "«Қазақ»", "№3 лекция", "- Екінші", "Кіріспе"]),
    st.lists(WORDS, max_size=12).map(" ".join),
    st.sampled_from([".", "?", "", ":", ";", ".»", "…"]),
).map(lambda parts: f"{parts[0]} {parts[1]}{parts[2]}")


@UNHURRIED
@given(
    st.lists(PARAGRAPHS, min_size=1, max_size=12),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n    ", " \n\n\n"]),
)
def test_what_is_laid_out_stays_as_it_is(paragraphs: list[str], between: str) -> None:
    once = laid_out(AlignedText.of(between.join(paragraphs)))
    again = laid_out(AlignedText.of(once.aligned.text))
    assert again.aligned.text == once.aligned.text
    assert (again.paragraphs, again.sections, again.repairs) == (once.paragraphs, once.sections, ())
