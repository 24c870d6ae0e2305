"""Annotations in, passages out: one sentence each, within a paragraph, never too long."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import AlignedText
from pipeline.annotation import Annotation
from pipeline.passages import LONGEST, Passage, passages
from pipeline.records import Paragraph, Section, Sentence, Source


def annotation(
    text: str,
    sentences: list[tuple[int, int]],
    paragraphs: list[Paragraph] | None = None,
    sections: list[Section] | None = None,
    aligned: AlignedText | None = None,
) -> Annotation:
    source = Source("text.txt", text, hashlib.sha256(text.encode()).hexdigest())
    return Annotation(
        "text", "", "kk", source, aligned or AlignedText.of(text), (), tuple(sections or ()),
        tuple(paragraphs if paragraphs is not None else [Paragraph(0, len(text), "paragraph")]),
        tuple(Sentence(*span) for span in sentences), (), (), (),
    )  # fmt: skip


def texts(text: str, found: tuple[Passage, ...]) -> list[str]:
    return [text[passage.start : passage.end] for passage in found]


def test_a_sentence_a_heading_and_a_list_item_are_a_passage_each() -> None:
    text = "1. Алаш\n\nБірінші сөйлем. Екінші сөйлем.\n\n– тармақ"
    kinds = [Paragraph(0, 7, "heading"), Paragraph(9, 39, "paragraph"), Paragraph(41, 49, "list_item")]
    spans = [(0, 7), (9, 24), (25, 39), (41, 49)]
    found = passages(annotation(text, spans, kinds, [Section(0, 49, "1", "Алаш")]))
    assert texts(text, found) == ["1. Алаш", "Бірінші сөйлем.", "Екінші сөйлем.", "– тармақ"]
    assert [passage.kind for passage in found] == ["heading", "paragraph", "paragraph", "list_item"]
    assert [passage.paragraph for passage in found] == [0, 1, 1, 2]
    assert [passage.number for passage in found] == [1, 2, 3, 4]
    assert {passage.section for passage in found} == {"1"}
    assert found[1].id("alash") == "alash:2"


def test_what_stands_before_the_first_section_has_none() -> None:
    text = "Тақырып. Бөлім."
    found = passages(annotation(text, [(0, 8), (9, 15)], None, [Section(9, 15, "1", "Бөлім")]))
    assert [passage.section for passage in found] == ["", "1"]


def test_a_sentence_is_cut_where_a_paragraph_ends() -> None:
    text = "бірінші\n\nекінші"
    found = passages(
        annotation(text, [(0, 15)], [Paragraph(0, 7, "paragraph"), Paragraph(9, 15, "paragraph")])
    )
    assert texts(text, found) == ["бірінші", "екінші"]


@pytest.mark.parametrize(
    ("text", "end_of_first", "why"),
    [
        ("сөз " * 300 + "сөз; " + "сөз " * 300, "сөз;", "after the last clause of what fits"),
        ("сөз " * 1000, "сөз", "at a space where no clause ends"),
        ("а" * 4000, "а", "anywhere in an endless word"),
    ],
)
def test_a_long_sentence_is_cut(text: str, end_of_first: str, why: str) -> None:
    text = text.strip()
    found = passages(annotation(text, [(0, len(text))]))
    assert len(found) > 1
    assert texts(text, found)[0].endswith(end_of_first), why
    assert all(passage.end - passage.start <= LONGEST for passage in found)
    assert "".join("".join(texts(text, found)).split()) == "".join(text.split())


def test_the_limit_counts_characters_of_the_source() -> None:
    raw = "сөз" + "\n" * 20 + "сөз"
    pieces = [raw] * 100
    source = " ".join(pieces)
    runs, text, at = [], "", 0
    for word in source.split():
        place = source.index(word, at)
        if text:
            runs.append((len(text), len(text) + 1, at, place))
            text += " "
        runs.append((len(text), len(text) + 3, place, place + 3))
        text += word
        at = place + 3
    found = passages(annotation(text, [(0, len(text))], aligned=AlignedText(text, tuple(runs))))
    aligned = AlignedText(text, tuple(runs))
    lengths = [b - a for a, b in (aligned.raw_span(passage.start, passage.end) for passage in found)]
    assert max(lengths) <= LONGEST and sum(lengths) > LONGEST


@given(st.text(alphabet="абв ,;\n\u0301🙂", max_size=200), st.integers(1, 40), st.integers(1, 8))
def test_nothing_is_lost_and_nothing_is_told_twice(piece: str, times: int, cuts: int) -> None:
    text = piece * times
    ends = sorted({len(text) * n // cuts for n in range(cuts + 1)})
    found = passages(annotation(text, list(zip(ends, ends[1:], strict=False))))
    assert "".join("".join(texts(text, found)).split()) == "".join(text.split())
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))
    assert all(passage.start < passage.end <= passage.start + LONGEST for passage in found)
    assert [passage.number for passage in found] == list(range(1, len(found) + 1))


def test_a_text_without_sentences_has_no_passages() -> None:
    assert passages(annotation("", [], [])) == ()
