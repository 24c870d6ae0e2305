"""The marked texts set on other pages with other damage in; figures of what the pipeline mends out.

Nothing that the pipeline was made with says these words, unlike the texts that measure_damage takes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from pipeline.evaluation.figures import Figure, f1, share
from pipeline.layout import laid_out
from pipeline.normalise import repaired
from scripts.damage import (
    CODE_PAGE,
    KAZAKH_LOOK_ALIKES,
    LOOK_ALIKES,
    MARKED,
    Change,
    Page,
    damaged,
    exchanged,
    letter_exchange,
    replaced,
)
from scripts.gold import Item
from scripts.gold_prints import Print, changes_of
from scripts.make_gold import glyphs, layout
from scripts.marked_text import Marked, marked
from scripts.measure_damage import PAGES
from scripts.measure_gold import CORPUS_GOLD
from scripts.score import bare, read_with


def kazakh_changes(gold: Marked, seed: int) -> list[Change]:
    """A little of every damage, anywhere."""
    return [
        *replaced(gold.text, LOOK_ALIKES, 0.05, "look-alike", seed=seed),
        *replaced(gold.text, KAZAKH_LOOK_ALIKES, 0.7, "look-alike", seed=seed),
        *replaced(gold.text, CODE_PAGE, 0.02, "code page", seed=seed),
        *exchanged(gold.text, letter_exchange(), 0.02, "font", seed=seed),
        *exchanged(gold.text, MARKED, 0.02, "mark", seed=seed),
    ]


def russian_changes(gold: Marked, seed: int) -> list[Change]:
    """Every fourth paragraph in a wrong code page, single letters of it and look-alikes anywhere."""
    runs = replaced(gold.text, CODE_PAGE, 1, "code page", seed=seed)
    return [
        *(change for change in runs if (gold.text.count("\n\n", 0, change.at) + seed) % 4 == 0),
        *replaced(gold.text, CODE_PAGE, 0.02, "code page", seed=seed),
        *replaced(gold.text, LOOK_ALIKES, 0.04, "look-alike", seed=seed),
    ]


CHANGES = {
    "period-kk": kazakh_changes,
    "alash-kk": kazakh_changes,
    "period-ru": russian_changes,
    "alash-ru": russian_changes,
}


def figures() -> dict[str, Figure]:
    """Figures of each text over all pages, defined as in scripts.score."""
    found: dict[str, Figure] = {}
    for name, changes in CHANGES.items():
        gold = marked((CORPUS_GOLD / name / "marked.txt").read_text(encoding="utf-8"))
        counts: Counter[str] = Counter()
        for seed, page in enumerate(PAGES.values()):
            counts += counted(gold, page, changes(gold, seed), seed=seed)
        found |= {f"{name}: {figure}": value for figure, value in summed(counts).items()}
    return found


def counted(gold: Marked, page: Page, changes: list[Change], *, seed: int) -> Counter[str]:
    """How many of what was sought in one print were found."""
    print_ = damaged(gold.text, changes_of(gold, Print(page, lambda _: changes)), page, seed=seed)
    aligned, mended = repaired(print_.raw)
    laid = laid_out(aligned)
    made = sorted(map(asdict, (*mended, *laid.repairs)), key=lambda repair: repair["raw_start"])
    made = [repair for repair in made if bare(repair["raw"]) != bare(repair["repaired"])]
    rows = list(glyphs(gold, print_))
    damage = [row for row in rows if row["policy"] == "repair"]
    kept = [row for row in rows if row["policy"] != "repair"]
    text, whole = laid.aligned.text, laid.aligned.text_span
    starts = {laid.aligned.raw_span(p.start, p.start + 1)[0] for p in laid.paragraphs} - print_.uncertain
    paragraphs = [p for p in layout(gold, print_)["paragraphs"] if p["evidence"] != "UNCERTAIN"]
    return Counter(
        {
            "mended": sum(_read(print_.raw, row, made) == bare(row["repaired"]) for row in damage),
            "damaged": len(damage),
            "needed": sum(any(_needed(repair, row) for row in damage) for repair in made),
            "made": len(made),
            "left": sum(_read(print_.raw, row, made) == bare(print_.raw[_span(row)]) for row in kept),
            "to keep": len(kept),
            "joined": sum(text[slice(*whole(h.start, h.end))] == h.joined for h in print_.hyphens),
            "hyphens": len(print_.hyphens),
            "right paragraphs": len(starts & {p["start"] for p in paragraphs}),
            "found paragraphs": len(starts),
            "paragraphs": len(paragraphs),
        }
    )


def _span(row: Item) -> slice:
    return slice(row["start"], row["end"])


def _read(raw: str, row: Item, made: list[Item]) -> str:
    inside = [r for r in made if row["start"] <= r["raw_start"] and r["raw_end"] <= row["end"]]
    return read_with(raw, row["start"], row["end"], inside)


def _needed(repair: Item, row: Item) -> bool:
    inside = row["start"] <= repair["raw_start"] and repair["raw_end"] <= row["end"]
    return inside and bare(repair["repaired"]) in bare(row["repaired"])


def summed(n: Counter[str]) -> dict[str, Figure]:
    """The figures that the counts make."""
    precision = n["needed"] / n["made"] if n["made"] else 1.0
    return {
        "repairs": share(n["mended"], n["damaged"]),
        "repair precision": Figure(precision, n["needed"], n["made"], n["damaged"]),
        "kept": share(n["left"], n["to keep"]),
        "paragraphs": f1(n["right paragraphs"], n["found paragraphs"], n["paragraphs"]),
        "line-end hyphens": share(n["joined"], n["hyphens"]),
    }
