"""Clean texts in; out, how much of the damage done to them the pipeline mends, by kind of damage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.alignment import AlignedText
from pipeline.evaluation.figures import Figure, f1, share
from pipeline.layout import laid_out
from pipeline.normalise import repaired
from scripts.damage import (
    CODE_PAGE,
    EXCHANGED,
    KAZAKH_LOOK_ALIKES,
    LOOK_ALIKES,
    MARKED,
    WORD,
    WRITERS_SLIPS,
    Change,
    Damaged,
    Page,
    damaged,
    exchanged,
    letter_exchange,
    replaced,
    times_width,
)
from scripts.score import Item, bare, read_with

Damage = Callable[[str], list[Change]]

PAGES = {
    "76 letters, blank lines": Page(width=76),
    "Times, blank lines": Page(width=39_000, measure=times_width),
    "60 letters, indented": Page(width=60, line_end="\n", paragraph_end="\n", indent="    "),
    "90 letters, paragraphs parted": Page(width=90, line_end="\n"),
}


def paragraphs(texts: Iterable[Path]) -> list[str]:
    """The paragraphs of plain texts in which no word mixes scripts: what is clean before it is damaged."""
    lines = (
        " ".join(line.split()) for text in texts for line in text.read_text(encoding="utf-8").split("\n")
    )
    return [line for line in lines if WORD.search(line) and not any(map(_mixed, WORD.findall(line)))]


def _mixed(word: str) -> bool:
    return bool(re.search("[A-Za-zÀ-ɏə]", word) and re.search("[Ѐ-ӿ]", word))


def letters_of_code_page(clean: str) -> list[Change]:
    """Each paragraph with three letters of cp1251 printed as Latin-1 shows them, other letters each time."""
    changes, letters = [], list(CODE_PAGE)
    for number, block in enumerate(re.finditer(r"[^\n]+", clean)):
        chosen = {letters[(3 * number + further) % len(letters)] for further in range(3)}
        changes += [
            Change(at, CODE_PAGE[clean[at]], "code page")
            for at in range(*block.span())
            if clean[at] in chosen
        ]
    return changes


def runs_of_code_page(clean: str) -> list[Change]:
    """Every fourth paragraph with all its letters of cp1251 so printed."""
    blocks = list(re.finditer(r"[^\n]+", clean))[::4]
    return [
        Change(at, CODE_PAGE[clean[at]], "code page run")
        for block in blocks
        for at in range(*block.span())
        if clean[at] in CODE_PAGE
    ]


DAMAGES: dict[str, Damage] = {
    "look-alikes": lambda clean: replaced(clean, LOOK_ALIKES, 0.03, "look-alike", seed=1),
    "Latin i throughout": lambda clean: replaced(clean, {"і": "i", "І": "I"}, 1, "look-alike", seed=1),
    "ə and h": lambda clean: replaced(clean, KAZAKH_LOOK_ALIKES, 0.5, "look-alike", seed=1),
    "code page, single letters": letters_of_code_page,
    "code page, runs": runs_of_code_page,
    "exchanged letters": lambda clean: exchanged(
        clean, letter_exchange(EXCHANGED, WRITERS_SLIPS), 0.05, "font", seed=1
    ),
    "wrong marks": lambda clean: exchanged(clean, MARKED, 0.05, "mark", seed=1),
    "none": lambda clean: [],
}


def repair_figures(clean: Sequence[str]) -> dict[str, Figure]:
    """Recall and precision of repairs for each kind of damage; for none, the share of words left alone."""
    text = "\n\n".join(clean)
    figures = {}
    for name, damage in DAMAGES.items():
        changes = damage(text)
        print_ = damaged(text, changes)
        _, repairs = repaired(print_.raw)
        made = [asdict(repair) for repair in repairs if bare(repair.raw) != bare(repair.repaired)]
        if not changes:
            words = len(WORD.findall(text))
            figures["undamaged words left alone"] = share(words - len(made), words)
            continue
        figures[f"repairs: {name}"] = recall(print_, made)
        figures[f"repair precision: {name}"] = precision(print_, made)
    return figures


def recall(print_: Damaged, made: Sequence[Item]) -> Figure:
    """Damaged words that read as they should with the repairs applied."""
    right = sum(_reads_right(print_, word.start, word.end, word.repaired, made) for word in print_.words)
    return share(right, len(print_.words))


def _reads_right(print_: Damaged, start: int, end: int, sought: str, made: Sequence[Item]) -> bool:
    inside = [repair for repair in made if start <= repair["raw_start"] and repair["raw_end"] <= end]
    return read_with(print_.raw, start, end, inside) == sought


def precision(print_: Damaged, made: Sequence[Item]) -> Figure:
    """Repairs inside a damaged word that its right reading holds."""
    words = {at: word for word in print_.words for at in range(word.start, word.end)}
    needed = 0
    for repair in made:
        word = words.get(repair["raw_start"])
        needed += bool(word and repair["raw_end"] <= word.end and repair["repaired"] in word.repaired)
    return Figure(needed / len(made) if made else 1.0, needed, len(made), len(print_.words))


def layout_figures(clean: Sequence[str]) -> dict[str, Figure]:
    """Paragraph starts (F1) and words broken at line ends, on several pages."""
    text = "\n\n".join(clean)
    figures = {}
    for name, page in PAGES.items():
        print_ = damaged(text, [], page, seed=1)
        aligned, _ = repaired(print_.raw)
        layout = laid_out(aligned)
        found = {_raw_start(layout.aligned, p.start) for p in layout.paragraphs} - print_.uncertain
        sought = set(print_.paragraphs) - print_.uncertain
        figures[f"paragraphs: {name}"] = f1(len(found & sought), len(found), len(sought))
        for kind, hard in (("soft", False), ("hard", True)):
            hyphens = [hyphen for hyphen in print_.hyphens if hyphen.hard is hard]
            joined = sum(_text(layout.aligned, h.start, h.end) == h.joined for h in hyphens)
            figures[f"{kind} line-end hyphens: {name}"] = share(joined, len(hyphens))
    return figures


def _raw_start(aligned: AlignedText, at: int) -> int:
    return aligned.raw_span(at, at + 1)[0]


def _text(aligned: AlignedText, raw_start: int, raw_end: int) -> str:
    start, end = aligned.text_span(raw_start, raw_end)
    return aligned.text[start:end]
