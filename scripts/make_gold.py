"""A text marked up by hand in, the damaged print of it and its gold annotation out.

A line of the marked text is a paragraph, its kind before the colon (h heading, l list item, q question,
s section heading, s+ the same with the body on its last line, p paragraph, m paragraph in a wrong code page).
` | ` parts sentences, `|^ ` with no space left in print. `[[P id|Name]]` is an entity, with `<...>` round the
bare name; `{{edtf type|...}}` a date, with `:part` or `since` after the type; `((printed=intended kind))`
a word that is printed wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.damage import (
    CODE_PAGE,
    KAZAKH_LOOK_ALIKES,
    LOOK_ALIKES,
    Change,
    Damaged,
    Page,
    damaged,
    replaced,
    times_width,
)

TYPES = {"P": "PERSON", "L": "PLACE", "O": "ORG", "E": "EVENT", "W": "WORK", "N": "NORP", "A": "LAW"}
KINDS = {"h": "heading", "s": "heading", "s+": "heading", "l": "list_item", "q": "question"}
USES = {"": "attributive", "n": "noun", "l": "language"}
MARK = re.compile(
    r"\[\[(?P<type>\w) (?P<id>[\w-]+)(?: (?P<use>\w))?\||\{\{(?P<edtf>\S+) (?P<date>\w+)(?::(?P<part>\w+))?"
    r"(?: (?P<mod>since))?\||\(\((?P<printed>[^=]+)=(?P<intended>\w+) (?P<damage>\w+)\)\)"
    r"|(?P<close>\]\]|\}\})|(?P<core>[<>])|(?P<sentence> ?\|\^? )"
)
ROMAN = re.compile(r"\b[IVX]+\b")


@dataclass
class Marked:
    """The clean text of a marked one and what the marks say, in offsets of the clean text."""

    text: str = ""
    paragraphs: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    printed: list[dict[str, Any]] = field(default_factory=list)
    unspaced: list[int] = field(default_factory=list)
    code_page: list[tuple[int, int]] = field(default_factory=list)


def marked(source: str) -> Marked:
    """What `source` says. Raises ValueError, naming the line, where a mark is not closed."""
    gold = Marked()
    run_in = False
    for number, line in enumerate(filter(None, source.split("\n")), start=1):
        kind, _, body = line.partition(": ")
        if gold.text:
            gold.text += " " if run_in else "\n\n"
        start = len(gold.text)
        _read(body, gold, number)
        gold.paragraphs.append(
            {"start": start, "end": len(gold.text), "kind": KINDS.get(kind, "paragraph"), "run_in": run_in}
        )
        if kind.startswith("s"):
            title = gold.text[start:].partition(" ")
            gold.sections.append(
                {"number": title[0].rstrip("."), "title": title[2].rstrip("."), "start": start}
            )
        if kind == "m":
            gold.code_page.append((start, len(gold.text)))
        run_in = kind == "s+"
    return gold


def _read(body: str, gold: Marked, number: int) -> None:
    """Append a line's text to `gold`, with its marks."""
    sentence = len(gold.text)
    open_marks: list[dict[str, Any]] = []
    at = 0
    for mark in MARK.finditer(body):
        gold.text += body[at : mark.start()]
        at = mark.end()
        here = len(gold.text)
        if mark["type"]:
            open_marks.append({"start": here, "type": TYPES[mark["type"]], "id": mark["id"]})
            if mark["type"] == "N":
                open_marks[-1]["use"] = USES[mark["use"] or ""]
        elif mark["edtf"]:
            open_marks.append(_date(mark) | {"start": here})
        elif mark["printed"]:
            gold.text += mark["printed"]
            gold.printed.append({"start": here, "end": len(gold.text)} | mark.groupdict())
        elif mark["core"]:
            open_marks[-1]["core_start" if mark["core"] == "<" else "core_end"] = here
        elif mark["sentence"]:
            gold.sentences.append((sentence, here))
            if "^" in mark["sentence"]:
                gold.unspaced.append(here)
            else:
                gold.text += " "
            sentence = len(gold.text)
        else:
            _close(open_marks, gold, number)
    if open_marks:
        raise ValueError(f"line {number}: a mark is not closed; every [[ and {{{{ needs its end")
    gold.text += body[at:]
    gold.sentences.append((sentence, len(gold.text)))


def _date(mark: re.Match[str]) -> dict[str, Any]:
    date: dict[str, Any] = {"type": mark["date"], "value": mark["edtf"]}
    if mark["mod"]:
        date["mod"] = mark["mod"]
    if mark["part"]:
        date["part"] = mark["part"]
    if mark["date"] == "part_of_century":
        date["century"] = "17XX" if "17" == mark["edtf"][:2] else "19XX" if mark["edtf"] > "1900/" else "18XX"
    days = re.findall(r"\d{4}-(?!2[1-4]\b)\d\d", mark["edtf"])
    # Russia kept the Julian calendar until February 1918.
    if days and max(days) < "1918-02":
        date["calendar"] = "julian"
    return date


def _close(open_marks: list[dict[str, Any]], gold: Marked, number: int) -> None:
    if not open_marks:
        raise ValueError(f"line {number}: a mark ends that did not begin")
    mark = open_marks.pop()
    mark["end"] = len(gold.text)
    if "id" not in mark:
        gold.dates.append(mark | {"core": True})
        return
    mark.setdefault("core_start", mark["start"])
    mark.setdefault("core_end", mark["end"])
    outer = [other for other in open_marks if "id" in other]
    gold.entities.append(mark | {"level": 2 if outer else 1})


@dataclass(frozen=True)
class Print:
    """How a marked text is damaged and set: the changes of its letters and the page."""

    page: Page
    changes: Callable[[Marked], list[Change]]


def kazakh_changes(gold: Marked) -> list[Change]:
    """Latin letters in the first section, code-page letters in the second, `ə` and `h` throughout."""
    half, third = len(gold.text) // 2, len(gold.text) * 3 // 4
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрхНКі"}
    letters = {letter: CODE_PAGE[letter] for letter in "юяшцэюЮ"}
    found = replaced(gold.text, KAZAKH_LOOK_ALIKES, 0.4, "look-alike", seed=1)
    found += [c for c in replaced(gold.text, latin, 0.06, "look-alike", seed=2) if c.at < half]
    found += [c for c in replaced(gold.text, letters, 0.3, "code page", seed=3) if half <= c.at < third]
    return found


def russian_changes(gold: Marked) -> list[Change]:
    """Whole paragraphs in a wrong code page, and single letters of it in the last third."""
    third = len(gold.text) * 2 // 3
    runs = replaced(gold.text, CODE_PAGE, 1, "code page", seed=1)
    found = [c for c in runs if any(start <= c.at < end for start, end in gold.code_page)]
    letters = {letter: CODE_PAGE[letter] for letter in "юяьпж"}
    found += [c for c in replaced(gold.text, letters, 0.05, "code page", seed=2) if c.at >= third]
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрх"}
    return found + [c for c in replaced(gold.text, latin, 0.02, "look-alike", seed=3) if c.at < third // 2]


PRINTS = {
    "period-kk": Print(Page(width=40_000, measure=times_width, lines_a_page=36), kazakh_changes),
    "period-ru": Print(
        Page(
            width=76, line_end="\n", paragraph_end="\n", indent="    ", lines_a_page=45, page_end="\n\n\n\n"
        ),
        russian_changes,
    ),
}


def roman_changes(gold: Marked, *, seed: int) -> list[Change]:
    """Every Roman numeral spelt in Cyrillic, mixed or Latin letters; V has no Cyrillic twin."""
    chance = random.Random(seed)
    twins = {"I": "І", "X": "Х"}
    changes = []
    for numeral in ROMAN.finditer(gold.text):
        spelling = chance.choice(("cyrillic", "mixed", "latin"))
        for at in range(*numeral.span()):
            if gold.text[at] in twins and spelling != "latin" and (spelling == "cyrillic" or at % 2):
                changes.append(Change(at, twins[gold.text[at]], "roman"))
    return changes


def changes_of(gold: Marked, print_: Print) -> list[Change]:
    """All changes, at most one a letter; numerals and words printed wrong take no other."""
    taken = {at for numeral in ROMAN.finditer(gold.text) for at in range(*numeral.span())}
    taken |= {at for word in gold.printed for at in range(word["start"], word["end"])}
    changes = {change.at: change for change in print_.changes(gold) if change.at not in taken}
    changes |= {change.at: change for change in roman_changes(gold, seed=4)}
    return [changes[at] for at in sorted(changes)]


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
    return print_.positions[start], print_.positions[end - 1] + 1


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


def outputs(folder: Path) -> dict[str, str]:
    """The text of every file that `folder` should hold, by name: the print and its gold."""
    gold = marked((folder / "marked.txt").read_text(encoding="utf-8"))
    settings = PRINTS[folder.name]
    print_ = damaged(gold.text, changes_of(gold, settings), settings.page, seed=7)
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
