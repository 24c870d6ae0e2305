"""The id of a document and the question that led to it in, what the reader shows out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pipeline.records import Repair
from search_service.addresses import Results, address
from search_service.answers import DocumentRecord, NotFound, PassageRecord, QuestionError
from search_service.citations import PASSAGES_A_PAGE, reader_page, reader_path
from search_service.interface import Words
from search_service.marking import marked
from search_service.payloads import passage_number
from search_service.search import Corpus

UNSURE = 0.7
"""The confidence below which the reader is warned of a pair."""

MATCHES_LISTED = 100
"""Matches of the question that the bar above the text leads to."""

Highlights = Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand together, and beside them, where it was asked for, what they are paired with."""

    passages: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...] = ()

    @property
    def number(self) -> int:
        """The number of its first passage."""
        return int(self.passages[0]["number"])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that make a paragraph: one, or, beside another language, one for each pair."""

    kind: str
    rows: tuple[Row, ...]


def reader_view(
    corpus: Corpus, document_id: str, asked: Results, arguments: Mapping[str, str], words: Words
) -> dict[str, Any]:
    """What the reader shows of a document. Raises NotFound for a document or a page that is not there."""
    document = corpus.document(document_id)
    page, pages = _page(document, arguments.get("page", "1"))
    first = (page - 1) * PASSAGES_A_PAGE + 1
    shown = corpus.passages(document.id, first, first + PASSAGES_A_PAGE - 1)
    counterparts = corpus.counterparts(document.id)
    beside = _beside(document, counterparts, arguments.get("with", ""))
    highlights, marked_beside = _highlights(corpus, document, asked)
    printed = arguments.get("text") == "printed"
    repairs = corpus.repairs(document.id, shown[0].raw_start, shown[-1].raw_end) if shown else ()
    texts = {
        each.number: _as_printed(corpus, each, repairs)
        if printed
        else _as_repaired(each, highlights.get(each.number, ()), asked.ui)
        for each in shown
    }
    others = _others(corpus, shown, beside, marked_beside)

    def address_of(number: int) -> str:
        return asked.in_document(reader_path(document.id, number), beside=beside.id if beside else "")

    return {
        "document": document,
        "counterparts": counterparts,
        "beside": beside,
        "aligned": any(each["aligned"] for found in others.values() for each in found),
        "address_of_other": lambda other, number=1: asked.in_document(reader_path(other.id, number)),
        "paragraphs": list(_paragraphs(shown, texts, others)),
        "outline": _outline(document, address_of, highlights),
        "matches": [(number, address_of(number)) for number in sorted(highlights)],
        "page": page,
        "pages": pages,
        "repairs": len(repairs),
        "printed": printed,
        "here_but": partial(_here, document, asked, page=page, printed=printed, beside=beside),
    }


def _beside(
    document: DocumentRecord, counterparts: Sequence[DocumentRecord], wanted: str
) -> DocumentRecord | None:
    """The document to show beside, None where none is asked for. Raises NotFound."""
    found = next((each for each in counterparts if each.id == wanted), None)
    if wanted and not found:
        known = ", ".join(each.id for each in counterparts) or "none"
        raise NotFound(f"{document.id} is not paired with {wanted!r}; it is with {known}")
    return found


def _others(
    corpus: Corpus,
    passages: Sequence[PassageRecord],
    beside: DocumentRecord | None,
    highlights: Mapping[str, tuple[tuple[int, int], ...]],
) -> dict[str, tuple[dict[str, Any], ...]]:
    """What each of the passages is paired with in the document beside; all are known by their ids."""
    if not beside:
        return {}
    return {
        id: tuple(
            {
                "id": each.passage.id,
                "number": each.passage.number,
                "language": each.passage.language,
                "text": marked(each.passage.text, highlights.get(each.passage.id, ())),
                "aligned": each.made == "aligned",
                "unsure": each.confidence < UNSURE,
            }
            for each in found
            if each.document.id == beside.id
        )
        for id, found in corpus.translations(passages).items()
    }


def _page(document: DocumentRecord, given: str) -> tuple[int, int]:
    pages = reader_page(document.passages)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= pages):
        raise NotFound(f"{document.id} has no page {given}; its pages are 1 to {pages}")
    return int(given), pages


def _here(
    document: DocumentRecord, asked: Results, *, page: int, printed: bool, beside: DocumentRecord | None
) -> str:
    """The address of a page of this document."""
    path = f"/documents/{quote(document.id)}"
    pairs = {} if page == 1 else {"page": str(page)}
    path = address(path, pairs | ({"text": "printed"} if printed else {}))
    return asked.in_document(path, beside=beside.id if beside else "")


def _highlights(
    corpus: Corpus, document: DocumentRecord, asked: Results
) -> tuple[Highlights, dict[str, tuple[tuple[int, int], ...]]]:
    """The matches of the question: in this document by the number of their passage, beside it by its id."""
    if not asked.asks:
        return {}, {}
    try:
        question = replace(asked.question(), document=document.id, limit=MATCHES_LISTED, cursor=None)
        answer = corpus.search(question)
    except QuestionError:
        # The document is there to read all the same.
        return {}, {}
    return (
        {hit.passage.number: hit.highlights for hit in answer.hits},
        {other.passage.id: other.highlights for hit in answer.hits for other in hit.translations},
    )


def _paragraphs(
    passages: Sequence[PassageRecord],
    texts: Mapping[int, Markup],
    others: Mapping[str, tuple[dict[str, Any], ...]],
) -> Iterator[Paragraph]:
    """The paragraphs, in rows of passages that have the same `others`, which are known by a passage's id."""

    def ids(passage: PassageRecord) -> list[str]:
        return [other["id"] for other in others.get(passage.id, ())]

    for _, run in groupby(passages, key=lambda passage: passage.paragraph):
        together = list(run)
        rows = [list(row) for _, row in groupby(together, key=ids)]
        yield Paragraph(
            together[0].kind,
            tuple(Row(_views(row, texts), others.get(row[0].id, ())) for row in rows),
        )


def _views(passages: Sequence[PassageRecord], texts: Mapping[int, Markup]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"number": each.number, "text": texts[each.number], "language": each.language} for each in passages
    )


def _as_repaired(passage: PassageRecord, highlights: Sequence[tuple[int, int]], ui: str) -> Markup:
    def link(entity: str) -> str:
        return address(f"/names/{quote(entity)}", {"ui": ui} if ui else {})

    return marked(passage.text, highlights, passage.entities, passage.dates, link=link)


def _as_printed(corpus: Corpus, passage: PassageRecord, repairs: Sequence[Repair]) -> Markup:
    """The passage's stretch of the source, white space folded; what was repaired says what it became."""
    raw = corpus.raw(passage.document, passage.raw_start, passage.raw_end)
    html, at = Markup(""), 0
    for repair in repairs:
        start, end = repair.raw_start - passage.raw_start, repair.raw_end - passage.raw_start
        if at <= start and end <= len(raw):
            html += _folded(raw[at:start]) + Markup('<ins title="{}">{}</ins>').format(
                f"{_folded(repair.raw)} → {repair.repaired}", _folded(repair.raw)
            )
            at = end
    return html + _folded(raw[at:])


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _outline(
    document: DocumentRecord, address_of: Callable[[int], str], highlights: Highlights
) -> list[dict[str, Any]]:
    """The sections with their addresses and how many passages of each match."""
    firsts = [passage_number(first) for _, _, first in document.sections]
    outline = []
    for (number, title, _), first, following in zip(
        document.sections, firsts, [*firsts[1:], document.passages + 1], strict=True
    ):
        outline.append(
            {
                "number": number,
                "title": title,
                "first": first,
                "last": following - 1,
                "address": address_of(first),
                "matches": sum(first <= each < following for each in highlights),
            }
        )
    return outline
