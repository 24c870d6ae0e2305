"""The id of a document and the question that led to it in, what the reader shows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Any

from search_service.addresses import Results, address
from search_service.answers import DocumentRecord, NotFound, PassageRecord
from search_service.citations import (
    PASSAGES_A_PAGE,
    citation,
    permanent_path,
    place,
    reader_page,
    stable_id,
)
from search_service.exports import of_passage
from search_service.interface import Words
from search_service.reader_addresses import Reading, text_of
from search_service.reader_matches import Matches, match_steps, matches, outline
from search_service.reader_rows import others, paragraphs, texts
from search_service.repairs_shown import Change, changes, rule_in_words
from search_service.search import Corpus

BEGINNING = 40
"""How many characters of a sentence tell it from the others of its paragraph."""

FIRST_MATCH = "first"
"""The value of `at` that asks for the first match, wherever it is: what the field of the reader sends."""


def reader_view(
    corpus: Corpus,
    document_id: str,
    asked: Results,
    arguments: Mapping[str, str],
    words: Words,
    *,
    host: str = "",
) -> dict[str, Any]:
    """What the reader shows of a document. Raises NotFound for a document, page or passage that is not there.

    `leads_on` is the address to go to instead, where the first match was asked for and there is one.
    """
    document = corpus.document(document_id)
    counterparts = corpus.counterparts(document.id)
    beside = _beside(document, counterparts, arguments.get("with", ""))
    reading = _reading(document, asked, arguments, beside)
    first = (reading.page - 1) * PASSAGES_A_PAGE + 1
    last = min(first + PASSAGES_A_PAGE - 1, document.passages)
    shown = corpus.passages(document.id, first, last)
    found = matches(corpus, document, asked, first, last)
    repaired = {each.number: _changes(corpus, each) for each in shown}
    rules = _rules(repaired)
    paired = others(corpus, shown, beside, found)
    return {
        "document": document,
        "reading": reading,
        "leads_on": _first_match(reading, found, arguments),
        "counterparts": _counterparts(corpus, reading, counterparts, shown),
        "beside": beside,
        "aligned": any(each["aligned"] for pairs in paired.values() for each in pairs),
        "address_beside": lambda number: _elsewhere(beside, reading, number),
        "paragraphs": list(paragraphs(shown, texts(corpus, shown, reading, found, repaired, rules), paired)),
        "outline": outline(document, reading, found, first),
        "matches": match_steps(found, reading, first),
        "refused": found.refused,
        "moved": reading.at if arguments.get("moved") else 0,
        "whole_corpus": address("/", asked.pairs("document", "cursor")),
        "kept": asked.pairs("q", "entity", "from", "to", "lang", "document", "sort", "cursor", "ui")
        + reading.kept,
        "pages": reader_page(document.passages),
        "first": first,
        "last": last,
        "printed_from": _printed_from(document, shown, words, host),
        "tools": _tools(document, reading, shown, words, host),
    } | _repairs(repaired, rules, words)


def _reading(
    document: DocumentRecord, asked: Results, arguments: Mapping[str, str], beside: DocumentRecord | None
) -> Reading:
    """What the address asks to show. Raises NotFound."""
    at, cite = (_passage(document, arguments.get(name, "")) for name in ("at", "cite"))
    given = arguments.get("page", "") or str(reader_page(cite or at or 1))
    pages = reader_page(document.passages)
    page = _number(given)
    if not 1 <= page <= pages:
        raise NotFound(f"{document.id} has no page {given}; its pages are 1 to {pages}")
    return Reading(
        document.id,
        asked,
        page,
        text_of(arguments.get("text", "")),
        beside.id if beside else "",
        arguments.get("marks") != "off",
        at,
        cite,
    )


def _passage(document: DocumentRecord, given: str) -> int:
    """The number of a passage that an address gives, 0 for none. Raises NotFound."""
    if given in ("", FIRST_MATCH):
        return 0
    number = _number(given)
    if not 1 <= number <= document.passages:
        raise NotFound(f"{document.id} has no passage {given}; it has 1 to {document.passages}")
    return number


def _number(given: str) -> int:
    """The whole number that is written in plain digits, 0 for what is none."""
    # int() reads 4,300 digits at most, and no document has so many passages.
    return int(given) if len(given) <= 9 and given.isascii() and given.isdecimal() else 0


def _beside(
    document: DocumentRecord, counterparts: Sequence[DocumentRecord], wanted: str
) -> DocumentRecord | None:
    """The document to show beside, None where none is asked for. Raises NotFound."""
    found = next((each for each in counterparts if each.id == wanted), None)
    if wanted and not found:
        known = ", ".join(each.id for each in counterparts) or "none"
        raise NotFound(f"{document.id} is not paired with {wanted!r}; it is with {known}")
    return found


def _first_match(reading: Reading, found: Matches, arguments: Mapping[str, str]) -> str:
    if arguments.get("at") == FIRST_MATCH and found.numbers:
        return reading.passage(found.numbers[0])
    return ""


def _counterparts(
    corpus: Corpus, reading: Reading, counterparts: Sequence[DocumentRecord], shown: Sequence[PassageRecord]
) -> list[dict[str, Any]]:
    """The documents that this one is paired with: beside it, and alone, opened at what is read here."""
    opened = reading.at or reading.cite
    here = [each for each in shown if each.number >= opened] if counterparts else []
    partners = [each for pairs in corpus.translations(here).values() for each in pairs]
    at = {each.document.id: each.passage.number for each in reversed(partners)}
    return [
        {
            "document": each,
            "beside": reading.but(beside=each.id),
            "alone": _elsewhere(each, reading, at.get(each.id, 1)),
        }
        for each in counterparts
    ]


def _elsewhere(document: DocumentRecord | None, reading: Reading, number: int) -> str:
    """The address of another document at its passage `number`, shown as this one is."""
    return replace(reading, document=document.id, beside="").passage(number) if document else ""


def _changes(corpus: Corpus, passage: PassageRecord) -> tuple[Change, ...]:
    repairs = corpus.repairs(passage.document, passage.raw_start, passage.raw_end)
    raw = corpus.raw(passage.document, passage.raw_start, passage.raw_end) if repairs else ""
    return tuple(changes(raw, passage.raw_start, repairs))


def _rules(repaired: Mapping[int, Sequence[Change]]) -> dict[str, int]:
    """The rules by which words of the page were repaired, numbered from 1 as they come."""
    found = dict.fromkeys(rule for words in repaired.values() for each in words for rule in each.rules)
    return {rule: number for number, rule in enumerate(found, 1)}


def _repairs(
    repaired: Mapping[int, Sequence[Change]], rules: Mapping[str, int], words: Words
) -> dict[str, Any]:
    """The repairs of the page: how many words, the rules in words, and each repaired word with its places."""
    rows: dict[tuple[str, str, tuple[str, ...]], dict[int, None]] = {}
    for number, found in repaired.items():
        for each in found:
            rows.setdefault((each.printed, each.repaired, each.rules), {})[number] = None
    said = {rule: rule_in_words(rule, words) for rule in rules}
    return {
        "repairs": sum(map(len, repaired.values())),
        "rules": list(said.values()),
        "repair_rows": [
            {
                "printed": printed,
                "repaired": after,
                "rules": "; ".join(said[rule] for rule in by),
                "passages": list(numbers),
            }
            for (printed, after, by), numbers in rows.items()
        ],
    }


def _tools(
    document: DocumentRecord, reading: Reading, shown: Sequence[PassageRecord], words: Words, host: str
) -> dict[str, Any] | None:
    """The citation and the links of the passage whose number was followed, and those of its paragraph."""
    chosen = next((each for each in shown if each.number == reading.cite), None)
    if not chosen:
        return None
    cited = citation(chosen, document, words.language, host=host)
    return {
        "number": chosen.number,
        "place": place(chosen, words),
        "citation": cited,
        "quotation": f"«{chosen.text}»\n{cited}",
        "permanent": permanent_path(chosen),
        "stable": stable_id(chosen),
        "references": of_passage(permanent_path(chosen), reading.asked.ui),
        "close": reading.passage(chosen.number),
        "paragraph": [
            {
                "number": each.number,
                "permanent": permanent_path(each),
                "tools": reading.tools(each.number),
                "begins": shorten(each.text, BEGINNING, placeholder="…"),
                "language": each.language,
            }
            for each in shown
            if each.paragraph == chosen.paragraph
        ],
    }


def _printed_from(document: DocumentRecord, shown: Sequence[PassageRecord], words: Words, host: str) -> str:
    """The source line of the page on paper: the document, which passages, and where they are to be found."""
    if not shown:
        return document.title
    return words.gettext(
        "Source: %(title)s. Passages %(first)s–%(last)s. Izde corpus. %(address)s",
        title=document.title.rstrip("."),
        first=words.number(shown[0].number),
        last=words.number(shown[-1].number),
        address=host.rstrip("/") + permanent_path(shown[0]),
    )
