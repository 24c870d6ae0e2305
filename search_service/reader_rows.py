"""The passages of a page and what is shown of them in; the paragraphs of the reader, row by row, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pipeline.dates import values
from search_service.addresses import address
from search_service.answers import DocumentRecord, PassageRecord
from search_service.marking import marked
from search_service.printed_marks import printed_spans
from search_service.reader_addresses import Reading
from search_service.reader_matches import Matches
from search_service.repairs_shown import Change, as_printed, difference
from search_service.search import Corpus

UNSURE = 0.7
"""The confidence below which the reader is warned of a pair."""

Others = Mapping[str, tuple[dict[str, Any], ...]]
"""What each passage is paired with in the document beside, by the passage's id."""


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand together, and beside them, where it was asked for, what they are paired with."""

    passages: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...] = ()

    @property
    def number(self) -> int:
        """The number of its first passage."""
        return int(self.passages[0]["number"])

    def holds(self, number: int) -> bool:
        """Whether passage `number` is one of its passages."""
        return any(each["number"] == number for each in self.passages)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that make a paragraph: one, or, beside another language, one for each pair."""

    kind: str
    rows: tuple[Row, ...]


def texts(
    corpus: Corpus,
    passages: Sequence[PassageRecord],
    reading: Reading,
    found: Matches,
    repaired: Mapping[int, Sequence[Change]],
    rules: Mapping[str, int],
) -> dict[int, Markup]:
    """The text of each passage, by its number, as the reader is to show it.

    `repaired` are the repaired words of each, `rules` the numbers of the rules in the list above the text.
    """
    shown = {}
    for each in passages:
        if reading.text == "repaired":
            shown[each.number] = _as_repaired(each, reading, found)
            continue
        raw = corpus.raw(each.document, each.raw_start, each.raw_end)
        at, words = each.raw_start, repaired[each.number]
        marks = printed_spans(each.text, found.here.get(each.number, ()), raw, at, words)
        if reading.text == "printed":
            shown[each.number] = as_printed(raw, at, words, marks)
        else:
            shown[each.number] = difference(raw, at, words, rules, marks)
    return shown


def _as_repaired(passage: PassageRecord, reading: Reading, found: Matches) -> Markup:
    highlights = found.here.get(passage.number, ())
    if not reading.marks:
        return marked(passage.text, highlights)
    own = {"ui": reading.asked.ui} if reading.asked.ui else {}
    return marked(
        passage.text,
        highlights,
        passage.entities,
        passage.dates,
        link=lambda entity: address(f"/names/{quote(entity)}", own),
        date_link=lambda edtf: date_search(edtf, own),
    )


def date_search(edtf: str, carried: Mapping[str, str]) -> str:
    """The address of a search by the days that a date covers; "" where a search cannot be given them."""
    try:
        first, last = values.interval(edtf)
    except values.EdtfError:
        return ""
    if (first or "").startswith("-") or (last or "").startswith("-"):
        return ""
    if (first or "-01-01").endswith("-01-01") and (last or "-12-31").endswith("-12-31"):
        first, last = first and first[:4], last and last[:4]
    pairs = {"from": first or "", "to": last or "", **carried}
    return address("/", {name: value for name, value in pairs.items() if value})


def others(
    corpus: Corpus, passages: Sequence[PassageRecord], beside: DocumentRecord | None, found: Matches
) -> Others:
    """What each of the passages is paired with in the document beside."""
    if not beside:
        return {}
    return {
        id: tuple(
            {
                "id": each.passage.id,
                "number": each.passage.number,
                "language": each.passage.language,
                "text": marked(each.passage.text, found.beside.get(each.passage.id, ())),
                "aligned": each.made == "aligned",
                "unsure": each.confidence < UNSURE,
            }
            for each in translated
            if each.document.id == beside.id
        )
        for id, translated in corpus.translations(passages).items()
    }


def paragraphs(
    passages: Sequence[PassageRecord], shown: Mapping[int, Markup], beside: Others
) -> Iterator[Paragraph]:
    """The paragraphs, in rows of passages that are paired with the same."""

    def ids(passage: PassageRecord) -> list[str]:
        return [other["id"] for other in beside.get(passage.id, ())]

    for _, run in groupby(passages, key=lambda passage: passage.paragraph):
        together = list(run)
        rows = [list(row) for _, row in groupby(together, key=ids)]
        yield Paragraph(
            together[0].kind,
            tuple(
                Row(
                    tuple(
                        {"number": each.number, "text": shown[each.number], "language": each.language}
                        for each in row
                    ),
                    beside.get(row[0].id, ()),
                )
                for row in rows
            ),
        )
