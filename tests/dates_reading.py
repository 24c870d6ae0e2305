"""A table of marked sentences in, sentences with the dates that they should have out."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
_MARK = re.compile(r"\{(?P<text>[^{}|]*)\|(?P<edtf>\S+) (?P<type>\w+)(?: (?P<calendar>\w+))?\}")


@dataclass(frozen=True)
class Expected:
    """text[start:end] is a date of this value, without `~`; the calendar is None where it is not told."""

    start: int
    end: int
    edtf: str
    type: str
    calendar: str | None


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, what they say, and why it stands in the table."""

    language: str
    text: str
    dates: tuple[Expected, ...]
    why: str


def marked_sentences(name: str, language: str = "") -> list[Marked]:
    """The rows of a table; `language` is for tables that have no such column."""
    lines = (TABLES / name).read_text(encoding="utf-8").split("\n")
    table = [line for line in lines if line and not line.startswith("#")]
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [_marked(row["text"], row.get("language") or language, row["why"]) for row in rows]
    assert found
    return found


def _marked(marked: str, language: str, why: str) -> Marked:
    text, at, dates = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        span = len(text), len(text) + len(match["text"])
        edtf = match["edtf"].replace("~", "")
        dates.append(Expected(*span, edtf, match["type"], match["calendar"]))
        text += match["text"]
        at = match.end()
    text += marked[at:]
    assert "{" not in text and "|" not in text, f"a mark that says too little: {marked}"
    return Marked(language, text, tuple(dates), why)
