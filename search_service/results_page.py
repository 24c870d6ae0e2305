"""A question from the address in, what the page of results shows out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from search_service.addresses import Results
from search_service.answers import Answer, Hit, Namesake, QuestionError
from search_service.charts import span, year_chart, years_found
from search_service.citations import (
    citation,
    passages_in_words,
    permanent_path,
    place,
    reader_path,
    stable_id,
)
from search_service.date_words import date_in_words
from search_service.exports import of_passage, of_question
from search_service.interface import Words
from search_service.labels import N_
from search_service.marking import marked
from search_service.name_page import shown_name
from search_service.narrowing import Filter, called, counted, facets, filters_set, year_facet
from search_service.near_misses import near_misses
from search_service.reasons import reasons
from search_service.search import Corpus
from search_service.timeline import Bin
from search_service.understood import left_out, understood

NAMES_SHOWN = 3
"""Names that a question was taken for, told above the results."""
_CULPRIT = 40
"""Characters of a question that are shown from where a mistake begins."""
_REMEDIES = {
    "q": N_(
        "Look at the search field: a query needs at least one word, must not be too long, and signs such as "
        "OR, NOT, parentheses and quotation marks must be in their places."
    ),
    "from": N_(
        "Look at the first year: it is written 1905, 1905-07 or 1905-07-25 and cannot be after the last one."
    ),
    "to": N_(
        "Look at the last year: it is written 1917, 1917-12 or 1917-12-13 and cannot be before the first one."
    ),
    "cursor": N_(
        "This page is gone: the corpus has changed or the address is damaged. Start from the first page."
    ),
}
_REMEDY_FOR_AN_ADDRESS = N_("The address has a mistake in it; start the search anew.")


def results_view(corpus: Corpus, asked: Results, words: Words, *, host: str) -> dict[str, Any]:
    """What the page shows, with `host` before its permanent addresses.

    `status` is the answer's: 200, or 400 for a question that cannot be answered.
    """
    try:
        answer = corpus.search(asked.question())
    except QuestionError as error:
        return refusal(asked, error, words)
    set_now = filters_set(corpus, asked, words)
    return {
        "status": 200,
        "title": _title(asked, answer.total, words),
        "answer": answer,
        "first": answer.first,
        "understood": understood(answer, words),
        "left_out": left_out(answer, words),
        "named": [_named(corpus, each, words) for each in _taken_for(answer)[:NAMES_SHOWN]],
        "namesakes": _namesakes(corpus, answer, asked, words),
        "suggestions": _suggestions(corpus, answer, asked),
        "hits": [_hit_view(hit, asked, words, host) for hit in answer.hits],
        "filters": set_now,
        "exports": of_question(asked),
        "following": replace(asked, cursor=answer.next or "").path,
    } | (_found(corpus, asked, answer, words) if answer.total else _nothing(corpus, asked, set_now))


def _found(corpus: Corpus, asked: Results, answer: Answer, words: Words) -> dict[str, Any]:
    """What stands beside the hits: the values to narrow by, and the years as a list and as a chart."""
    return {
        "facets": facets(corpus, asked, answer, words),
        "year_facet": year_facet(asked, answer, words),
        "years": _years_of(corpus, asked),
    }


def _nothing(corpus: Corpus, asked: Results, set_now: Sequence[Filter]) -> dict[str, Any]:
    """What stands instead of hits: how much there is without the filters, or what nearly matches."""
    bare = asked.but(lang="", document="", entities=(), date_from="", date_to="")
    total = len(corpus.found(bare.question())) if asked.q and asked.filters else 0
    if total:
        return {
            "without_filters": {"total": total, "results": bare},
            "filters": counted(corpus, set_now),
        }
    return {"near_misses": near_misses(corpus, bare)}


def _years_of(corpus: Corpus, asked: Results) -> dict[str, Any]:
    """The years of what was found: a chart whose bars narrow the results, and how many have no year."""
    found = years_found(corpus, asked.question())

    def address_of(each: Bin) -> str:
        first, last = span(each)
        return asked.but(date_from=first, date_to=last).path

    return {
        "chart": year_chart(found.bins, address_of),
        "dated": found.dated,
        "longer": found.longer,
        "total": found.total,
    }


def _title(asked: Results, total: int, words: Words) -> str:
    count = passages_in_words(total, words)
    if asked.q and total:
        return words.gettext("“%(query)s”: %(count)s", query=asked.q, count=count)
    if asked.q:
        return words.gettext("“%(query)s” was not found", query=asked.q)
    if not total and (asked.date_from or asked.date_to):
        return words.gettext("Nothing was found for these years")
    return words.gettext("By the filters: %(count)s", count=count)


def _taken_for(answer: Answer) -> list[str]:
    """The names that the question was taken for, but those among which the reader is to choose."""
    shared = {each.id for each in answer.namesakes}
    return [each for each in answer.named if each not in shared]


def _named(corpus: Corpus, entity_id: str, words: Words) -> dict[str, Any]:
    """A name that the question was taken for."""
    entity = corpus.entity(entity_id)
    language, name = shown_name(entity, words.language)
    return {"entity": entity, "language": language, "name": name}


def _namesakes(
    corpus: Corpus, answer: Answer, asked: Results, words: Words
) -> list[tuple[str, list[dict[str, Any]]]]:
    """For each word that several share as a name, who they are, each with the results that name them."""
    known = corpus.store.named_entities([each.id for each in answer.namesakes])

    def view(each: Namesake) -> dict[str, Any]:
        name, language = called(known[each.id][2], words)
        return {
            "name": name or each.id,
            "language": language,
            "type": each.type,
            "count": each.count,
            "results": asked.but(entities=tuple(dict.fromkeys((*asked.entities, each.id)))),
        }

    shared = groupby(answer.namesakes, key=lambda each: each.word)
    return [(word, [view(each) for each in several]) for word, several in shared]


def _suggestions(corpus: Corpus, answer: Answer, asked: Results) -> list[dict[str, Any]]:
    """Better spellings of the question, each with how much it finds."""
    better = [asked.but(q=each) for each in answer.suggestions]
    return [{"results": each, "total": len(corpus.found(each.question()))} for each in better]


def refusal(asked: Results, error: QuestionError, words: Words) -> dict[str, Any]:
    """What is wrong with a question, what to do about it, and what it may have been meant to be."""
    swapped = asked.date_from and asked.date_to and asked.date_from > asked.date_to
    return {
        "status": 400,
        "title": words.gettext("The query cannot be answered as it stands"),
        "refusal": words.gettext(_REMEDIES.get(error.parameter, _REMEDY_FOR_AN_ADDRESS)),
        "detail": f"{error.parameter}: {error}",
        "culprit": asked.q[error.column - 1 :][:_CULPRIT] if error.column else "",
        "swapped": asked.but(date_from=asked.date_to, date_to=asked.date_from) if swapped else None,
    }


def _hit_view(hit: Hit, asked: Results, words: Words, host: str) -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage": passage,
        "document": hit.document,
        "text": marked(passage.text, hit.highlights),
        "date": date_in_words(passage.dates[0].edtf, words) if passage.dates else "",
        "place": place(passage, words),
        "others": list(_others(hit, asked)),
        "reasons": reasons(hit, words, several=len(asked.q.split()) > 1),
        "reader": asked.in_document(reader_path(passage.document, passage.number)),
        "citation": citation(passage, hit.document, words.language, host=host),
        "permanent": permanent_path(passage),
        "stable": stable_id(passage),
        "files": of_passage(permanent_path(passage), asked.ui),
    }


def _others(hit: Hit, asked: Results) -> Iterator[dict[str, Any]]:
    """What the hit is paired with, document by document."""
    here = reader_path(hit.passage.document, hit.passage.number)
    for document, run in groupby(hit.translations, key=lambda other: other.document.id):
        together = list(run)
        yield {
            "language": together[0].passage.language,
            "text": Markup(" ").join(marked(each.passage.text, each.highlights) for each in together),
            "aligned": any(each.made == "aligned" for each in together),
            "beside": asked.in_document(here, beside=document),
        }
