"""A question from the address in, what the page of results shows out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from search_service.addresses import Results
from search_service.answers import Answer, EntityFacet, Hit, NotFound, QuestionError
from search_service.charts import span, year_chart, years_found
from search_service.citations import citation, passages_in_words, permanent_path, place, reader_path
from search_service.date_words import date_in_words
from search_service.interface import Words
from search_service.labels import N_, label
from search_service.marking import marked
from search_service.name_page import ENTITY_TYPES, shown_name
from search_service.reasons import reasons
from search_service.search import Corpus
from search_service.timeline import Bin

NAMES_SHOWN = 3
"""Names that a question was taken for, told above the results."""
_CULPRIT = 40
"""Characters of a question that are shown from where a mistake begins."""
SHOWN_VALUES = 6
"""Values of a facet before "more"."""
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


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is set: its words and the address without it."""

    said: str
    without: Results


def results_view(corpus: Corpus, asked: Results, words: Words, *, host: str) -> dict[str, Any]:
    """What the page shows, with `host` before its permanent addresses.

    `status` is the answer's: 200, or 400 for a question that cannot be answered.
    """
    try:
        answer = corpus.search(asked.question())
    except QuestionError as error:
        return refusal(asked, error, words)
    return {
        "status": 200,
        "title": _title(asked, answer.total, words),
        "answer": answer,
        "first": answer.first,
        "understood": understood_as(answer),
        "named": [_named(corpus, each, words) for each in answer.named[:NAMES_SHOWN]],
        "hits": [_hit_view(hit, asked, words, host) for hit in answer.hits],
        "filters": filters_set(corpus, asked, words),
        "facets": _facets(answer, asked, words),
        "years": _years_of(corpus, asked),
        "following": replace(asked, cursor=answer.next or "").path,
        "without_filters": _without_filters(corpus, asked, answer),
    }


def _years_of(corpus: Corpus, asked: Results) -> dict[str, Any]:
    """The years of what was found: a chart whose bars narrow the results, and how many have no year."""
    found = years_found(corpus, asked.question())

    def address_of(each: Bin) -> str:
        first, last = span(each)
        return asked.but(date_from=first, date_to=last).path

    return {"chart": year_chart(found.bins, address_of), "dated": found.dated, "total": found.total}


def _title(asked: Results, total: int, words: Words) -> str:
    count = passages_in_words(total, words)
    if asked.q and total:
        return words.gettext("“%(query)s”: %(count)s", query=asked.q, count=count)
    if asked.q:
        return words.gettext("“%(query)s” was not found", query=asked.q)
    if not total and (asked.date_from or asked.date_to):
        return words.gettext("Nothing was found for these years")
    return words.gettext("By the filters: %(count)s", count=count)


def understood_as(answer: Answer) -> str:
    """How the question was taken, where that says more than its words and the names told of anyway."""
    words = answer.question.q or ""
    said_anyway = (words, f"{words} [{', '.join(answer.named)}]")
    # That all words are wanted goes without saying.
    return "" if answer.understood.replace(" AND ", " ") in said_anyway else answer.understood


def _named(corpus: Corpus, entity_id: str, words: Words) -> dict[str, Any]:
    """A name that the question was taken for."""
    entity = corpus.entity(entity_id)
    language, name = shown_name(entity, words.language)
    return {"entity": entity, "language": language, "name": name}


def refusal(asked: Results, error: QuestionError, words: Words) -> dict[str, Any]:
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
        "reasons": reasons(hit, words),
        "reader": asked.in_document(reader_path(passage.document, passage.number)),
        "citation": citation(passage, hit.document, words.language, host=host),
        "permanent": permanent_path(passage),
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


def filters_set(corpus: Corpus, asked: Results, words: Words) -> list[Filter]:
    """The filters that are set, each with the results without it."""
    found = [
        Filter(
            _entity_name(corpus, each, words),
            asked.but(entities=tuple(other for other in asked.entities if other != each)),
        )
        for each in asked.entities
    ]
    if asked.lang:
        found.append(Filter(label(words, "language", asked.lang), asked.but(lang="")))
    if asked.document:
        found.append(Filter(_document_title(corpus, asked.document), asked.but(document="")))
    if asked.date_from or asked.date_to:
        found.append(Filter(_years(asked, words), asked.but(date_from="", date_to="")))
    return found


def _years(asked: Results, words: Words) -> str:
    first, last = asked.date_from, asked.date_to
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return words.gettext("from %(year)s", year=first)
    return words.gettext("to %(year)s", year=last)


def _entity_name(corpus: Corpus, entity_id: str, words: Words) -> str:
    try:
        return shown_name(corpus.entity(entity_id), words.language)[1]
    except NotFound:
        return entity_id


def _document_title(corpus: Corpus, document_id: str) -> str:
    try:
        return corpus.document(document_id).title
    except NotFound:
        return document_id


def _facets(answer: Answer, asked: Results, words: Words) -> list[dict[str, Any]]:
    """The values to narrow by: names by type, then years; each with its count and its address."""
    facets: list[dict[str, Any]] = []
    for kind in ENTITY_TYPES:
        values = [_entity_value(each, asked, words) for each in answer.entity_facet if each.type == kind]
        facets.append(
            {
                "key": kind,
                "title": label(words, "types", kind),
                "values": values,
                "open": kind in ("PERSON", "PLACE", "ORG"),
            }
        )
    years = [
        {
            "name": value,
            "count": count,
            "chosen": asked.date_from == value == asked.date_to,
            "results": asked.but(date_from=value, date_to=value),
        }
        for value, count in answer.year_facet
    ]
    facets.append({"key": "years", "title": words.gettext("Years"), "values": years, "open": True})
    return [
        facet | {"shown": facet["values"][:SHOWN_VALUES], "more": facet["values"][SHOWN_VALUES:]}
        for facet in facets
        if facet["values"] or facet["key"] == "years"
    ]


def _entity_value(facet: EntityFacet, asked: Results, words: Words) -> dict[str, Any]:
    chosen = facet.id in asked.entities
    entities = (
        tuple(each for each in asked.entities if each != facet.id) if chosen else (*asked.entities, facet.id)
    )
    return {
        "name": facet.names.get(words.language, facet.name),
        "count": facet.count,
        "chosen": chosen,
        "results": asked.but(entities=entities),
    }


def _without_filters(corpus: Corpus, asked: Results, answer: Answer) -> dict[str, Any] | None:
    """Where the filters leave nothing: how much there is without them."""
    if answer.total or not (asked.q and asked.filters):
        return None
    bare = asked.but(lang="", document="", entities=(), date_from="", date_to="")
    total = corpus.search(replace(bare.question(), limit=1)).total
    return {"total": total, "results": bare} if total else None
