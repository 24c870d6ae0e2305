"""Words broken over lines: the hyphens that go and those that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.alignment import AlignedText
from pipeline.layout import laid_out

BEFORE = {
    "kk": "Бұл жолда жазылған сөз келесі жолға да өтеді және осында",
    "ru": "Слово, которое стоит в конце этой строки, переходит на следующую, и здесь",
}
AFTER = {
    "kk": "деген сөз тұр, одан кейін тағы бірнеше сөз бар.",
    "ru": "стоит слово, а за ним ещё несколько слов.",
}


def rows() -> list[tuple[str, ...]]:
    table = (Path(__file__).parent / "tables" / "layout_hyphens.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.split("\n") if line.strip() and not line.startswith("#")]
    return [tuple(line.split("\t")) for line in lines[1:]]


@pytest.mark.parametrize("gap", ["\n", "\r\n", " \n", "\n    "])
@pytest.mark.parametrize(("language", "left", "right", "joined", "why"), rows())
def test_a_hyphen_at_a_line_end(
    language: str, left: str, right: str, joined: str, why: str, gap: str
) -> None:
    raw = f"{BEFORE[language]} {left}{gap}{right} {AFTER[language]}"
    layout = laid_out(AlignedText.of(raw))
    assert layout.aligned.text == f"{BEFORE[language]} {joined} {AFTER[language]}", why
    dropped = joined == (left[:-1] + right)
    assert [(raw[r.raw_start : r.raw_end], r.raw, r.repaired, r.rule) for r in layout.repairs] == (
        [(left[-1], left[-1], "", "soft_hyphen")] if dropped else []
    )


def test_the_document_s_own_spelling_decides_first() -> None:
    whole = "Бірінші сөйлемде зырқалам деген сөз бар, ал мұнда зырқа-\nлам болып бөлінген."
    halves = "Бірінші сөйлемде зырқа-лам деген сөз бар, ал мұнда зырқа-\nлам болып бөлінген."
    assert laid_out(AlignedText.of(whole)).aligned.text.endswith("мұнда зырқалам болып бөлінген.")
    assert laid_out(AlignedText.of(halves)).aligned.text.endswith("мұнда зырқа-лам болып бөлінген.")


@pytest.mark.parametrize(
    ("raw", "text", "why"),
    [
        (
            "Мектеп салу рево- люция кезінде басталды.",
            "Мектеп салу революция кезінде басталды.",
            "once broken",
        ),
        ("Орта- және бастауыш мектеп ашылды.", "Орта- және бастауыш мектеп ашылды.", "a suspended hyphen"),
        ("рево\u00adлюция", "революция", "a soft hyphen within a line"),
        ("Сөз - сөз", "Сөз - сөз", "a dash"),
        ("екі\u00ad", "екі", "a soft hyphen that parts nothing"),
    ],
)
def test_a_hyphen_within_a_line(raw: str, text: str, why: str) -> None:
    assert laid_out(AlignedText.of(raw)).aligned.text == text, why


def test_lines_that_are_kept_join_no_word() -> None:
    layout = laid_out(AlignedText.of("рево-\nлюция"), keep_lines=True)
    assert layout.aligned.text == "рево-\n\nлюция"
    assert layout.repairs == ()
