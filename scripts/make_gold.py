"""A text marked up by hand in, the damaged print of it and its gold annotation out."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.damage import Damaged, damaged
from scripts.gold_prints import PRINTS, changes_of
from scripts.marked_text import ROMAN, Marked, marked


def glyphs(gold: Marked, print_: Damaged) -> Iterator[dict[str, Any]]:
    """Rows of glyphs.tsv: what must be repaired and what must be kept."""
    numerals = {print_.positions[m.start()] for m in ROMAN.finditer(gold.text)}
    wrong = {print_.positions[word["start"]]: word for word in gold.printed}
    rows = {
        word.start: _glyph(word.start, word.end, word.repaired, "glyph", "+".join(word.kinds), "repair")
        for word in print_.words
        if word.start not in numerals
    }
    for numeral in ROMAN.finditer(gold.text):
        start, end = _raw(print_, *numeral.span())
        rows[start] = _glyph(start, end, numeral[0], "glyph", "roman", "value-only")
    for start, word in wrong.items():
        end = _raw(print_, word["start"], word["end"])[1]
        if word["damage"] == "typo":
            # A typo may be broken over lines: its hyphen goes, its spelling stays.
            yield _glyph(start, end, word["intended"], "typo", "spelling", "keep-surface")
        else:
            rows[start] = _glyph(start, end, word["intended"], "glyph", word["damage"], "repair")
    yield from rows.values()


def _glyph(start: int, end: int, repaired: str, kind: str, subkind: str, policy: str) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "repaired": repaired,
        "kind": kind,
        "subkind": subkind,
        "policy": policy,
    }


def _raw(print_: Damaged, start: int, end: int) -> tuple[int, int]:
    return print_.span(start, end)


def folded(raw: str) -> str:
    """White space folded, and none left after a hyphen at a line end."""
    return " ".join(re.sub(r"(?<=\w)-\s*\n\s*", "-", raw).split())


def placed(items: Iterable[dict[str, Any]], print_: Damaged) -> list[dict[str, Any]]:
    """`items` moved to offsets of the print, each with its `text`, in order."""
    found = []
    for item in items:
        start, end = _raw(print_, item["start"], item["end"])
        moved = item | {"start": start, "end": end, "text": folded(print_.raw[start:end])}
        if "core_start" in item:
            moved["core_start"], moved["core_end"] = _raw(print_, item["core_start"], item["core_end"])
        found.append(moved)
    return sorted(found, key=lambda item: (item["start"], -item["end"]))


def layout(gold: Marked, print_: Damaged) -> dict[str, Any]:
    """layout.json: paragraphs, sections, words broken over lines, page breaks, spaces left out."""
    paragraphs = placed(gold.paragraphs, print_)
    for paragraph in paragraphs:
        unseen = paragraph["start"] in print_.uncertain and paragraph["kind"] == "paragraph"
        paragraph["evidence"] = "UNCERTAIN" if unseen else "run-in" if paragraph.pop("run_in") else "shown"
        paragraph.pop("run_in", None)
        paragraph["first_words"] = " ".join(paragraph.pop("text").split()[:4])
    ends = [section["start"] for section in gold.sections[1:]] + [len(gold.text)]
    sections = [s | {"end": end} for s, end in zip(gold.sections, ends, strict=True)]
    hyphens = [
        {"start": h.start, "end": h.end, "joined": h.joined, "kind": "hard" if h.hard else "soft"}
        for h in print_.hyphens
    ]
    breaks = [{"start": start, "end": end} for start, end in print_.page_breaks]
    return {
        "paragraphs": paragraphs,
        "sections": [{k: v for k, v in s.items() if k != "text"} for s in placed(sections, print_)],
        "line_hyphens": hyphens,
        "page_breaks": breaks,
        "missing_space": [{"at": print_.positions[at], "sentence_boundary": True} for at in gold.unspaced],
    }


def queries(table: Path, gold: Marked, print_: Damaged) -> Iterator[dict[str, Any]]:
    """Rows of queries.jsonl: `must` and `may` of the table are patterns of the clean text, or @entity ids."""
    for row in _rows(table):
        if row["kind"] == "date":
            must, may = _dated(row["query"], gold)
        else:
            must, may = _matching(row["must"], gold), _matching(row["may"] or "", gold)
        starts = {print_.positions[gold.sentences[index][0]] for index in must}
        others = {print_.positions[gold.sentences[index][0]] for index in may} - starts
        if not starts:
            raise ValueError(f"{table}: nothing answers the query {row['query']!r}")
        yield {
            "query": row["query"],
            "kind": row["kind"],
            "must": sorted(starts),
            "may": sorted(others),
            "why": row["why"],
        }


def _matching(pattern: str, gold: Marked) -> set[int]:
    if not pattern:
        return set()
    if pattern.startswith("@"):
        ids = set(pattern[1:].split(","))
        places = [entity["start"] for entity in gold.entities if entity["id"] in ids]
    else:
        places = [match.start() for match in re.finditer(pattern, gold.text, re.IGNORECASE)]
    return {index for index, (start, end) in enumerate(gold.sentences) for at in places if start <= at < end}


def _dated(query: str, gold: Marked) -> tuple[set[int], set[int]]:
    low, _, high = query.partition("/")
    asked = days(low)[0], days(high or low)[1]
    must, may = set(), set()
    for date in gold.dates:
        at = next(i for i, (start, end) in enumerate(gold.sentences) if start <= date["start"] < end)
        first, last = days(date["value"].replace("/..", ""))
        if asked[0] <= first and last <= asked[1]:
            must.add(at)
        elif (first <= asked[1] and last >= asked[0]) or (date.get("mod") and first <= asked[1]):
            may.add(at)
    return must, may


def days(edtf: str) -> tuple[str, str]:
    """The first and the last day of an EDTF value without era, as strings that sort by time."""
    values = [value.strip("~?%") for value in edtf.split("/")]
    first, last = values[0].replace("X", "0"), values[-1].replace("X", "9")
    seasons = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}
    if first[5:] in seasons:
        first, last = first[:5] + seasons[first[5:]][0], last[:5] + seasons[last[5:]][1]
    return (first + "-01-01")[:10], (last + "-12-31")[:10] if len(last) == 4 else (last + "-31")[:10]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def printed(folder: Path) -> tuple[Marked, Damaged]:
    """The marked text of a folder, and the print that is made of it."""
    gold = marked((folder / "marked.txt").read_text(encoding="utf-8"))
    settings = PRINTS[folder.name]
    return gold, damaged(gold.text, changes_of(gold, settings), settings.page, seed=7)


def outputs(folder: Path) -> dict[str, str]:
    """The text of every file that `folder` should hold, by name: the print and its gold."""
    gold, print_ = printed(folder)
    rows = sorted(glyphs(gold, print_), key=lambda row: (row["start"], row["kind"]))
    for row in rows:
        row["raw"] = folded(print_.raw[row["start"] : row["end"]])
    sentences = placed(({"start": start, "end": end, "note": ""} for start, end in gold.sentences), print_)
    return {
        f"{folder.name}.txt": print_.raw,
        "glyphs.tsv": _table(rows, "start", "end", "raw", "repaired", "kind", "subkind", "policy"),
        "sentences.tsv": _table(sentences, "start", "end", "text", "note"),
        "layout.json": json.dumps(layout(gold, print_), ensure_ascii=False, indent=1) + "\n",
        "dates.jsonl": _lines(placed(gold.dates, print_)),
        "entities.jsonl": _lines(placed(gold.entities, print_)),
        "queries.jsonl": _lines(queries(folder / "queries.tsv", gold, print_)),
    }


def _table(rows: Iterable[dict[str, Any]], *columns: str) -> str:
    lines = ["\t".join(columns)]
    lines += ["\t".join(str(row[column]) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _lines(items: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def main(arguments: list[str] | None = None) -> int:
    """Write the print and the gold of each folder. Exit status 0."""
    parser = argparse.ArgumentParser(description="Write the damaged print of a marked text and its gold.")
    parser.add_argument("folder", type=Path, nargs="+", help="a folder with marked.txt and queries.tsv")
    for folder in parser.parse_args(arguments).folder:
        for name, text in outputs(folder.resolve()).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
