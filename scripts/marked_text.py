"""A text marked up by hand in, its clean text and what the marks say out.

A line of the marked text is a paragraph, its kind before the colon (h heading, l list item, q question,
s section heading, s+ the same with the body on its last line, p paragraph, m paragraph in a wrong code page,
u one in UTF-8 read as a code page); `{~...~}` is a run in a wrong code page within a paragraph.
` | ` parts sentences, `|^ ` with no space left in print. `[[P id|Name]]` is an entity, with `<...>` round the
bare name; `{{edtf type|...}}` a date, with `:part` or `since` after the type; `((printed=intended kind))`
a word that is printed wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

TYPES = {"P": "PERSON", "L": "PLACE", "O": "ORG", "E": "EVENT", "W": "WORK", "N": "NORP", "A": "LAW"}
KINDS = {"h": "heading", "s": "heading", "s+": "heading", "l": "list_item", "q": "question"}
USES = {"": "attributive", "n": "noun", "l": "language"}
MARK = re.compile(
    r"\[\[(?P<type>\w) (?P<id>[\w-]+)(?: (?P<use>\w))?\||\{\{(?P<edtf>\S+) (?P<date>\w+)(?::(?P<part>\w+))?"
    r"(?: (?P<mod>since))?\||\(\((?P<printed>[^=]+)=(?P<intended>\w+) (?P<damage>\w+)\)\)"
    r"|(?P<close>\]\]|\}\})|(?P<run>\{~|~\})|(?P<core>[<>])|(?P<sentence> ?\|\^? )"
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
    run_ends: list[int] = field(default_factory=list)
    utf8: list[tuple[int, int]] = field(default_factory=list)


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
        if kind == "u":
            gold.utf8.append((start, len(gold.text)))
        run_in = kind == "s+"
    gold.code_page += zip(gold.run_ends[::2], gold.run_ends[1::2], strict=True)
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
        elif mark["run"]:
            gold.run_ends.append(here)
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
        date["century"] = f"{(int(mark['edtf'][:4]) - 1) // 100}XX"
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
