"""Passages and their documents in, references to them out: as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zlib import crc32

from search_service.answers import DocumentRecord, PassageRecord
from search_service.citations import citation, permanent_path, place, stable_id
from search_service.interface import Words

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {"txt": "text/plain", "bib": "application/x-bibtex", "json": "application/vnd.citationstyles.csl+json"}
)
"""The forms of a list of references, by the ending of its file."""

CORPUS = "Izde"
"""What a reference calls the corpus, in every language."""

# BibTeX counts braces even behind a backslash, so none may stay.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{each: f"\\{each}" for each in "&%$#_"},
    }
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DAYS = re.compile(rf"{_DAY}(?:/{_DAY})?", re.ASCII)
"""A day, month or year, or an interval of them, of which nothing is uncertain."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: a passage, its document, and the document that it is a translation of, if it is one."""

    passage: PassageRecord
    document: DocumentRecord
    original: DocumentRecord | None = None


def listed(form: str, references: Iterable[Reference], words: Words, *, host: str) -> Iterator[str]:
    """A file of the references in the `form`, one of MEDIA_TYPES, piece by piece.

    `words` says where in its document a passage stands; `host` is that of the permanent addresses.
    """
    if form == "json":
        before = "["
        for each in references:
            yield before + "\n" + json.dumps(csl(each, words, host=host), ensure_ascii=False, indent=1)
            before = ","
        yield "[]\n" if before == "[" else "\n]\n"
        return
    for each in references:
        if form == "bib":
            yield bibtex(each, words, host=host)
        else:
            yield citation(each.passage, each.document, words.language, host=host) + "\n"


def bibtex(reference: Reference, words: Words, *, host: str) -> str:
    """An entry of a .bib file with the fields that BibTeX and biblatex know.

    Names and titles stand in braces of their own: nothing of them is taken for a surname or put in small
    letters. A date with anything uncertain is given in `date` alone, which biblatex reads as EDTF.
    """
    passage, document = reference.passage, reference.document
    date = _on_one_line(document.date)
    fields = {
        "author": _own(document.author),
        "title": _own(document.title),
        "origtitle": _own(reference.original.title if reference.original else ""),
        "year": date[:4] if _DAYS.fullmatch(date) and "/" not in date else "",
        "date": _escaped(date),
        "howpublished": CORPUS,
        "note": _escaped(place(passage, words)),
        "language": _escaped(document.language),
        "url": _address(passage, host),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{_key(passage)},\n{lines}}}\n\n"


def csl(reference: Reference, words: Words, *, host: str) -> dict[str, Any]:
    """An item of CSL-JSON: data of the Citation Style Language, as reference managers read them."""
    passage, document = reference.passage, reference.document
    author, date = _on_one_line(document.author), _on_one_line(document.date)
    item = {
        "id": stable_id(passage),
        "type": "document",
        "author": [{"literal": author}] if author else [],
        "title": _on_one_line(document.title),
        "original-title": _on_one_line(reference.original.title) if reference.original else "",
        "issued": _csl_date(date) if date else {},
        "container-title": CORPUS,
        "section": place(passage, words),
        "language": document.language,
        "URL": _address(passage, host),
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(date: str) -> dict[str, Any]:
    if not _DAYS.fullmatch(date):
        return {"literal": date}
    return {"date-parts": [[int(part) for part in day.split("-")] for day in date.split("/")]}


def _key(passage: PassageRecord) -> str:
    """A key that stays the same across builds, of letters that every BibTeX takes."""
    document = re.sub(r"[^A-Za-z0-9.-]+", "-", passage.document)
    if document != passage.document:
        # Two ids that look alike without their other letters stay two.
        document += f"-{crc32(passage.document.encode('utf-8', 'surrogatepass')):08x}"
    return f"{document}-{passage.raw_start}"


def _address(passage: PassageRecord, host: str) -> str:
    return host.rstrip("/") + permanent_path(passage)


def _own(text: str) -> str:
    """The text in braces of its own, empty where there is none."""
    escaped = _escaped(text)
    return f"{{{escaped}}}" if escaped else ""


def _escaped(text: str) -> str:
    return _on_one_line(text).translate(_LATEX)


def _on_one_line(text: str) -> str:
    return _CONTROLS.sub(" ", text).strip()
