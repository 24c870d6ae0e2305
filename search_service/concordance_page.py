"""A question from the address in, what the page of a concordance shows out: its lines and its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from search_service import frequencies, kwic
from search_service.addresses import Results
from search_service.answers import PassageRecord, QuestionError
from search_service.charts import span, year_chart, years_found
from search_service.citations import place, reader_path
from search_service.concordance_addresses import Lines
from search_service.concordance_numbers import collocates_view, frequencies_view
from search_service.interface import Words
from search_service.kwic import Line
from search_service.narrowing import Filter, facets, filters_set
from search_service.near_misses import near_misses
from search_service.number_payloads import ordered_matches
from search_service.occurrences import Occurrences
from search_service.results_page import refusal
from search_service.search import Corpus
from search_service.timeline import Bin
from search_service.words import PARTS

LINES_A_PAGE = 50
_FORMATS = (("csv", "CSV"), ("tsv", "TSV"), ("jsonl", "JSON Lines"))
"""The files that hold a whole concordance, and what they are called."""


def concordance_view(corpus: Corpus, asked: Lines, words: Words) -> dict[str, Any]:
    """What the page shows. `status` is the answer's: 200, or 400 for a question that cannot be answered."""
    if not asked.q:
        # Filters alone have no words to line up; they stay for the words that are typed next.
        return {"status": 200, "title": words.gettext("Concordance"), "filters": []}
    try:
        question = asked.question()
        head, found = ordered_matches(corpus, question, asked.concordance)
    except QuestionError as error:
        return refusal(asked, error, words)
    total = head["total"]
    shared = {
        "status": 200,
        "title": _title(asked, total, words),
        "filters": [*filters_set(corpus, asked, words), *_narrowings(asked, words)],
        "partial": bool(corpus.found(question).partial),
        "total": total,
    }
    if not total:
        return shared | _empty(corpus, asked)
    every = corpus.occurrences(question)
    tables = frequencies_view(corpus, asked, every, words)
    return {
        **shared,
        **_page(corpus, asked, found, words),
        "listed": len(found),
        "facets": facets(corpus, asked, corpus.search(question), words),
        "frequencies": tables,
        "matches": len(every),
        "passages": len(np.unique(every.columns.numbers)),
        "frequency": len(every) * frequencies.PER / tables[0].words,
        "collocates": collocates_view(corpus, asked, every),
        "years": _years(corpus, asked),
        "files": [(said, asked.api("kwic", **asked.lines_asked, format=form)) for form, said in _FORMATS],
        "request_address": asked.api("kwic", **asked.lines_asked),
    }


def _title(asked: Lines, total: int, words: Words) -> str:
    if not total and _narrowings(asked, words):
        return words.gettext("No line of “%(query)s” has what was chosen", query=asked.q)
    if not total:
        return words.gettext("“%(query)s” was not found", query=asked.q)
    lines = words.ngettext("%(number)s line", "%(number)s lines", total)
    return words.gettext("Concordance of “%(query)s”: %(lines)s", query=asked.q, lines=lines)


def _narrowings(asked: Lines, words: Words) -> list[Filter]:
    """What leaves only some of the matches."""
    found = (
        (words.gettext("Form"), "form", asked.form),
        (words.gettext("Lemma"), "lemma", asked.lemma),
        (words.gettext("Word beside"), "beside", asked.beside),
    )
    return [Filter(kind, value, "", asked.but(**{name: ""})) for kind, name, value in found if value]


def _empty(corpus: Corpus, asked: Lines) -> dict[str, Any]:
    """Where there is no line: what is nearly asked, and how much there is without the filters."""
    answer = corpus.search(asked.question())
    bare = asked.of_all_matches.but(lang="", document="", entities=(), date_from="", date_to="")
    others = [asked.but(q=each) for each in answer.suggestions]
    return {
        "suggestions": [{"results": each, "total": len(corpus.found(each.question()))} for each in others],
        "near_misses": near_misses(corpus, bare),
        "passages": answer.total,
        "without_filters": bare if bare != asked and len(corpus.occurrences(bare.question())) else None,
    }


def _page(corpus: Corpus, asked: Lines, found: Occurrences, words: Words) -> dict[str, Any]:
    """The lines of the page, the last one where the address names a later one, and the way around it."""
    last = max(-(-len(found) // LINES_A_PAGE), 1)
    page = min(asked.page, last)
    first = (page - 1) * LINES_A_PAGE
    shown = found.taken(np.arange(first, min(first + LINES_A_PAGE, len(found))))
    return {
        "first": first + 1,
        "lines": list(_line_views(corpus, asked, shown, words)),
        "previous": asked.but(page=page - 1).path if page > 1 else "",
        "following": asked.but(page=page + 1).path if page < last else "",
    }


def _line_views(corpus: Corpus, asked: Lines, shown: Occurrences, words: Words) -> Iterator[dict[str, Any]]:
    passages = corpus.store.numbered(np.unique(shown.columns.numbers).tolist())
    documents = {id: corpus.document(id) for id in {each.document for each in passages.values()}}
    for line in kwic.lines(corpus.store, shown, asked.window):
        passage = passages[line.occurrence.number]
        yield {
            "left": _before(line, asked.order),
            "match": line.match,
            "right": _behind(line, asked.order),
            "language": passage.language,
            "document": documents[passage.document],
            "number": passage.number,
            "place": place(passage, words),
            "date": passage.dates[0].edtf if passage.dates else "",
            "reader": _reader(asked.passages, passage),
        }


def _reader(asked: Results, passage: PassageRecord) -> str:
    return asked.in_document(reader_path(passage.document, passage.number))


def _before(line: Line, order: kwic.Order) -> tuple[str, str, str]:
    """The words before a match in three parts: the second is the word sorted by, if any."""
    found = list(PARTS.finditer(line.left)) if order == "left" else []
    return _parted(line.left, found[-1] if found else None)


def _behind(line: Line, order: kwic.Order) -> tuple[str, str, str]:
    """The words behind a match in three parts: the second is the word sorted by, if any."""
    return _parted(line.right, PARTS.search(line.right) if order == "right" else None)


def _parted(text: str, word: re.Match[str] | None) -> tuple[str, str, str]:
    return (text[: word.start()], word[0], text[word.end() :]) if word else (text, "", "")


def _years(corpus: Corpus, asked: Lines) -> dict[str, Any]:
    """The years of the passages: a chart whose bars narrow the lines, and how many have no year."""
    found = years_found(corpus, asked.question())

    def address_of(each: Bin) -> str:
        first, last = span(each)
        return asked.but(date_from=first, date_to=last).path

    # A lone bar says no more than its row in the table.
    chart = year_chart(found.bins, address_of) if len(found.bins) > 1 else None
    return {"chart": chart, "dated": found.dated, "longer": found.longer, "total": found.total}
