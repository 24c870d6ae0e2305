"""An annotation, or a running service, and gold directories in; figures from 0 to 1 out, higher is better.

repairs           damaged words that read as gold once the repairs are applied
repair precision  repairs inside a damaged word that its gold reading holds
kept              spelling errors and Roman numerals left as printed
paragraphs        F1 over paragraph starts; those that nothing in print shows are left out
line-end hyphens  words broken over lines that their sentence holds joined
sentences         F1 over sentence starts; breaks inside a quotation are left out
dates             F1; the span overlaps and the EDTF value is right, a part of a century by half its years
date spans        dates that any date overlaps
entities          F1; the type is right and the bare name is overlapped; strict: the very span
linking           B-cubed F1 of the ids over the mentions found
search            recall in the first max(50, 2n) passages, and average precision, of the n sentences sought
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.evaluation.figures import Figure, f1, share
from scripts.gold import Gold, Item
from scripts.score_search import search_figures, service


def bare(text: str) -> str:
    """`text` without its white space."""
    return "".join(text.split())


def read_with(raw: str, start: int, end: int, repairs: Iterable[Item]) -> str:
    """raw[start:end] with the repairs that lie wholly inside it applied, without white space."""
    parts, at = [], start
    for repair in repairs:
        if at <= repair["raw_start"] and repair["raw_end"] <= end:
            parts += [raw[at : repair["raw_start"]], repair["repaired"]]
            at = repair["raw_end"]
    return bare("".join(parts) + raw[at:end])


def repair_figures(raw: str, annotation: Item, gold: Gold) -> dict[str, Figure]:
    """repairs, repair precision and kept; words of the policy `either` count for none of them."""
    made = [r for r in gold.within(annotation["repairs"]) if bare(r["raw"]) != bare(r["repaired"])]
    made.sort(key=lambda repair: repair["raw_start"])
    damaged = [g for g in gold.glyphs if g["policy"] == "repair"]
    free = [g for g in gold.glyphs if g["policy"] == "either"]
    kept = [g for g in gold.glyphs if g["policy"] not in ("repair", "either")]
    right = sum(read_with(raw, g["start"], g["end"], made) == bare(g["repaired"]) for g in damaged)
    judged = [r for r in made if not any(_inside(r, g) for g in free)]
    needed = sum(
        any(_inside(r, g) and bare(r["repaired"]) in bare(g["repaired"]) for g in damaged) for r in judged
    )
    readings = {(g["start"], g["end"]): bare(g["repaired"]) for g in damaged}
    left = 0
    for g in kept:
        span = g["start"], g["end"]
        # A word may be both misspelt and damaged; its damage is repaired, its spelling stays.
        left += read_with(raw, *span, made) in (bare(raw[slice(*span)]), readings.get(span))
    precision = Figure(needed / len(judged) if judged else 1.0, needed, len(judged), len(damaged))
    return {
        "repairs": share(right, len(damaged)),
        "repair precision": precision,
        "kept": share(left, len(kept)),
    }


def _inside(repair: Item, glyph: Item) -> bool:
    return bool(glyph["start"] <= repair["raw_start"] and repair["raw_end"] <= glyph["end"])


def starts(raw: str, items: Iterable[Item], gold: Gold) -> set[int]:
    """Where the items begin in the source, white space passed over."""
    found = set()
    for item in items:
        at = item["raw_start"]
        while at < len(raw) and raw[at].isspace():
            at += 1
        found.add(at)
    return {at for at in found if gold.within([{"raw_start": at}])}


def layout_figures(raw: str, annotation: Item, gold: Gold) -> dict[str, Figure]:
    """paragraphs and line-end hyphens."""
    paragraphs = [p for layout in gold.layouts for p in layout["paragraphs"]]
    unseen = {p["start"] for p in paragraphs if "UNCERTAIN" in p.get("evidence", "")}
    sought = {p["start"] for p in paragraphs} - unseen
    found = starts(raw, annotation["paragraphs"], gold) - unseen
    hyphens = [h for layout in gold.layouts for h in layout["line_hyphens"]]
    joined = sum(_joined(hyphen, annotation) for hyphen in hyphens)
    return {
        "paragraphs": f1(len(found & sought), len(found), len(sought)),
        "line-end hyphens": share(joined, len(hyphens)),
    }


def _joined(hyphen: Item, annotation: Item) -> bool:
    """Whether the sentence round a broken word holds it whole; Latin i there has been repaired or has not."""
    words = {hyphen["joined"], hyphen["joined"].replace("i", "і")}
    for sentence in annotation["sentences"]:
        if sentence["raw_start"] <= hyphen["start"] and hyphen["end"] <= sentence["raw_end"]:
            text = annotation["text"][sentence["start"] : sentence["end"]]
            if any(word in text for word in words):
                return True
    return False


def sentence_figures(raw: str, annotation: Item, gold: Gold) -> dict[str, Figure]:
    """sentences."""
    free = {s["start"] for s in gold.sentences if s.get("note") == "quote-internal"}
    sought = {s["start"] for s in gold.sentences} - free
    found = starts(raw, annotation["sentences"], gold) - free
    return {"sentences": f1(len(found & sought), len(found), len(sought))}


def plain(edtf: str | None) -> str:
    """An EDTF value without qualifiers, an open end spelt as nothing."""
    return re.sub(r"[~?%]|\.\.", "", edtf or "")


def years(edtf: str | None) -> tuple[int, int] | None:
    """The first and last year of an EDTF value; None where one is missing."""
    ends = []
    for value in plain(edtf).split("/"):
        year = re.fullmatch(r"(-?\d[\dX]{3})(-[\dX]{2}){0,2}", value)
        if year is None:
            return None
        ends.append(year[1])
    return int(ends[0].replace("X", "0")), int(ends[-1].replace("X", "9"))


def same_date(found: str, gold: Item) -> bool:
    """Whether the EDTF value `found` is that of `gold`, the parts of a century or year more freely."""
    if plain(found) and plain(found) in (plain(gold.get("value")), plain(gold.get("corrected_value"))):
        return True
    if "part" not in gold:
        return False
    got, sought = years(found), years(gold["value"])
    if gold.get("century") and got and sought:
        both = min(got[1], sought[1]) - max(got[0], sought[0]) + 1
        return both * 2 > max(got[1], sought[1]) - min(got[0], sought[0])
    months, limits = _months(found), _months(gold["value"])
    return bool(months and limits) and min(limits) <= min(months) and max(months) <= max(limits)


def _months(edtf: str) -> list[str]:
    return re.findall(r"\d{4}-(?:0[1-9]|1[0-2])", plain(edtf))


def _overlap(found: Item, start: int, end: int) -> bool:
    return bool(found["raw_start"] < end and start < found["raw_end"])


def date_figures(annotation: Item, gold: Gold) -> dict[str, Figure]:
    """dates and date spans; vague ones (`core` false) are neither sought nor wrong."""
    sought = [g for g in gold.dates if g.get("core", True)]
    vague = [g for g in gold.dates if not g.get("core", True)]

    def judged(date: Item) -> bool:
        return any(_overlap(date, g["start"], g["end"]) for g in sought) or not any(
            _overlap(date, g["start"], g["end"]) for g in vague
        )

    found = [date for date in gold.within(annotation["dates"]) if judged(date)]
    used: set[int] = set()
    spans = 0
    for g in sought:
        near = [
            at for at, date in enumerate(found) if _overlap(date, g["start"], g["end"]) and at not in used
        ]
        spans += bool(near)
        used |= set([at for at in near if same_date(found[at]["edtf"], g)][:1])
    return {"dates": f1(len(used), len(found), len(sought)), "date spans": share(spans, len(sought))}


def entity_figures(annotation: Item, gold: Gold) -> dict[str, Figure]:
    """entities, strict, by type, and linking; nested names and names of languages count for none."""
    sought = [g for g in gold.entities if g.get("level", 1) == 1 and g.get("use") != "language"]
    free = [g for g in gold.entities if g not in sought]
    spans = {(g["start"], g["end"], g["type"]) for g in free}

    def judged(entity: Item) -> bool:
        if (entity["raw_start"], entity["raw_end"], entity["type"]) in spans:
            return False
        alike = [g["type"] == entity["type"] and _covers(g, entity) for g in sought]
        return any(alike) or not any(g["type"] == entity["type"] and _covers(g, entity) for g in free)

    found = [entity for entity in gold.within(annotation["entities"]) if judged(entity)]
    lenient = _pairs(sought, found, lambda g, e: _overlap(e, g["core_start"], g["core_end"]))
    strict = _pairs(sought, found, lambda g, e: (e["raw_start"], e["raw_end"]) == (g["start"], g["end"]))
    figures = {
        "entities": f1(len(lenient), len(found), len(sought)),
        "entities strict": f1(len(strict), len(found), len(sought)),
    }
    for kind in sorted({g["type"] for g in sought}):
        right = sum(g["type"] == kind for g, _ in lenient)
        of_kind = [sum(x["type"] == kind for x in items) for items in (found, sought)]
        figures[f"entities {kind}"] = f1(right, *of_kind)
    figures["linking"] = linking([(g["id"], e.get("id")) for g, e in lenient])
    return figures


def _covers(gold: Item, found: Item) -> bool:
    return _overlap(found, gold["start"], gold["end"])


def _pairs(
    sought: list[Item], found: list[Item], same: Callable[[Item, Item], bool]
) -> list[tuple[Item, Item]]:
    """Each gold mention with the first mention found that answers it, none used twice."""
    pairs, used = [], set()
    for g in sought:
        for at, entity in enumerate(found):
            if at not in used and entity["type"] == g["type"] and same(g, entity):
                used.add(at)
                pairs.append((g, entity))
                break
    return pairs


def linking(ids: Sequence[tuple[str, str | None]]) -> Figure:
    """B-cubed F1 of (gold id, given id): how pure the groups of one id are, both ways; no id is wrong."""
    both, sought, given = Counter(ids), Counter(g for g, _ in ids), Counter(e for _, e in ids)
    total = len(ids)
    precision = sum(n * n / given[e] for (_, e), n in both.items() if e) / total if total else 1.0
    recall = sum(n * n / sought[g] for (g, e), n in both.items() if e) / total if total else 1.0
    value = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figure(value, 0, total, total)


def annotation_figures(raw: str, annotation: Item, gold: Gold) -> dict[str, Figure]:
    """Every figure of an annotation (the contract's object) of `raw`, the decoded source."""
    return {
        **repair_figures(raw, annotation, gold),
        **layout_figures(raw, annotation, gold),
        **sentence_figures(raw, annotation, gold),
        **date_figures(annotation, gold),
        **entity_figures(annotation, gold),
    }


def main(arguments: list[str] | None = None) -> int:
    """Print a line a figure. Exit status 0."""
    parser = argparse.ArgumentParser(
        prog="score", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raw", type=Path, required=True, help="the source that was annotated")
    parser.add_argument("--annotation", type=Path, help="its annotation, as izde annotate writes it")
    parser.add_argument("--url", help="a running service that holds the source")
    parser.add_argument("gold", type=Path, nargs="+", help="a directory of gold")
    options = parser.parse_args(arguments)
    data, gold = options.raw.read_bytes(), Gold(options.gold)
    figures: dict[str, Figure] = {}
    if options.annotation:
        annotation = json.loads(options.annotation.read_text(encoding="utf-8").split("\n", 1)[0])
        figures |= annotation_figures(data.decode(), annotation, gold)
    if options.url:
        figures |= search_figures(gold, service(options.url.rstrip("/"), data))
    for name, figure in figures.items():
        print(f"{name:34} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
