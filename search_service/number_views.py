"""Requests for concordances, counts and whole lists in, JSON or streamed files out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Response, request

from search_service import asking, caching, collocations, number_payloads, payloads, whole
from search_service.answers import Question
from search_service.library import library
from search_service.number_payloads import Concordance, Listed
from search_service.payloads import Payload
from search_service.search import Corpus

RESULT = "Izde-Result"
"""The header of a whole list: what was asked, the build and the total, as JSON in ASCII."""
LONGEST_RESULT = 4_000
"""Bytes of that header: many a proxy takes no more than 8,000 of all headers together."""

_HIT_COLUMNS = {
    "passage": "passage", "stable": "stable", "document": "document.id", "title": "document.title",
    "language": "language", "section": "section", "text": "text", "raw_start": "raw_start",
    "raw_end": "raw_end", "matched": "matched", "score": "score", "url": "url", "citation": "citation",
}  # fmt: skip
_LINE_COLUMNS = {
    "left": "left", "match": "match", "right": "right", "how": "how",
    "passage": "passage.id", "stable": "passage.stable",
    "document": "passage.document.id", "title": "passage.document.title", "language": "passage.language",
    "section": "passage.section", "dates": "passage.dates", "start": "start", "end": "end",
    "raw_start": "passage.raw_start", "raw_end": "passage.raw_end", "url": "passage.url",
    "citation": "passage.citation",
}  # fmt: skip
_ENTITY_COLUMNS = {
    "id": "id", "type": "type", "kk": "names.kk", "ru": "names.ru", "en": "names.en", "years": "years",
    "description": "description", "count": "count",
}  # fmt: skip
_DOCUMENT_COLUMNS = (
    "id", "title", "language", "source", "sha256", "author", "date", "rights", "provenance",
    "translation_of", "passages",
)  # fmt: skip
_FREQUENCY_COLUMNS = ("value", "label", "count", "words", "per_million")
_COLLOCATION_COLUMNS = ("collocate", "count", "frequency", "expected", "log_likelihood", "log_dice")
_COMPLETION_COLUMNS = ("text", "query", "kind", "id", "count")
_TIMELINE_COLUMNS = ("value", "first", "last", "count", "uncertain", "passages")


def search(given: dict[str, Any]) -> Payload | Response:
    """Passages that answer the question."""
    corpus = library().searchable()
    question = replace(asking.question(given), sort=given["sort"], through=given["through"])
    if given["format"] == "json":
        return payloads.answer(corpus.search(_paged(question, given)))
    total = len(corpus.found(question))
    head = number_payloads.asked_of(corpus, question) | {"total": total}
    return _file(corpus, given, Listed(head, map(payloads.hit, corpus.hits(question))), _HIT_COLUMNS)


def concordance(given: dict[str, Any]) -> Payload | Response:
    """Lines of a concordance: every match of the words, in context."""
    corpus = library().searchable()
    question = asking.question(given)
    narrowed = {name: given[name] for name in ("form", "lemma", "beside")}
    asked = Concordance(given["window"], given["sort"], given.get("sample"), given.get("seed", 1), **narrowed)
    if given["format"] == "json":
        return number_payloads.concordance(corpus, _paged(question, given), asked)
    return _file(corpus, given, number_payloads.whole_concordance(corpus, question, asked), _LINE_COLUMNS)


def frequency_list(given: dict[str, Any]) -> Payload | Response:
    """How often each form, lemma, entity, document, year or decade occurs."""
    corpus = library().searchable()
    listed = number_payloads.whole_frequencies(corpus, asking.question(given), given["of"])
    if given["format"] == "json":
        return number_payloads.first_rows(listed, "frequencies", given["limit"])
    return _file(corpus, given, listed, _same(_FREQUENCY_COLUMNS))


def collocates(given: dict[str, Any]) -> Payload | Response:
    """The words that stand near the matches more often than by chance."""
    corpus = library().searchable()
    asked = collocations.Asked(given["of"], given["left"], given["right"], given["min_count"], given["sort"])
    listed = number_payloads.whole_collocations(corpus, asking.question(given), asked)
    if given["format"] == "json":
        return number_payloads.first_rows(listed, "collocations", given["limit"])
    return _file(corpus, given, listed, _same(_COLLOCATION_COLUMNS))


def dates(given: dict[str, Any]) -> Payload | Response:
    """How many of the passages have a date in each year, decade or century."""
    corpus = library().searchable()
    listed = number_payloads.whole_timeline(corpus, asking.question(given), given["by"])
    if given["format"] == "json":
        return listed.head | {"bins": list(listed.rows)}
    return _file(corpus, given, listed, _same(_TIMELINE_COLUMNS))


def suggest(given: dict[str, Any]) -> Payload | Response:
    """What the beginning of a word, a name or a title may be completed to."""
    corpus = library().corpus()
    if given["format"] == "json":
        return number_payloads.suggested(corpus, given["q"], given["limit"])
    listed = number_payloads.whole_suggested(corpus, given["q"])
    return _file(corpus, given, listed, _same(_COMPLETION_COLUMNS))


def entities(given: dict[str, Any]) -> Payload | Response:
    """The entities, those that are named most first."""
    corpus = library().corpus()
    q, type = given.get("q"), given.get("type")
    pages = partial(corpus.entities, q=q, type=type)
    if given["format"] == "json":
        return payloads.entities(*pages(limit=given["limit"], cursor=given.get("cursor")))
    query = {"q": q or "", "filters": {"type": type} if type else {}}
    head = {"query": query, "total": pages()[0]}
    return _file(corpus, given, Listed(head, map(payloads.entity, _whole(pages))), _ENTITY_COLUMNS)


def documents(given: dict[str, Any]) -> Payload | Response:
    """The documents, by id."""
    corpus = library().corpus()
    if given["format"] == "json":
        return payloads.documents(*corpus.documents(limit=given["limit"], cursor=given.get("cursor")))
    head = {"query": {"q": "", "filters": {}}, "total": corpus.documents()[0]}
    rows = map(payloads.document, _whole(corpus.documents))
    return _file(corpus, given, Listed(head, rows), _same(_DOCUMENT_COLUMNS))


def _whole(pages: Callable[..., tuple[int, tuple[Any, ...], str | None]]) -> Iterator[Any]:
    """All that a list has, page after page."""
    cursor: str | None = None
    while True:
        _, page, cursor = pages(cursor=cursor)
        yield from page
        if cursor is None:
            return


def _as_header(head: Payload) -> str:
    """What is known of a list, in at most LONGEST_RESULT bytes; `cut` names what is left out for that."""
    whole = _compact(head)
    if len(whole) <= LONGEST_RESULT:
        return whole
    kept = {name: value for name, value in head.items() if name != "query"}
    return _compact(kept | {"cut": ["query"]})


def _compact(value: Payload) -> str:
    return json.dumps(value, separators=(",", ":"))


def _paged(question: Question, given: dict[str, Any]) -> Question:
    return replace(question, limit=given["limit"], cursor=given.get("cursor"))


def _same(columns: tuple[str, ...]) -> whole.Columns:
    return {column: column for column in columns}


def _file(corpus: Corpus, given: dict[str, Any], listed: Listed, columns: whole.Columns) -> Response:
    """A whole list as a file, streamed."""
    form = given["format"]
    head = {"list": request.path.rpartition("/")[2], "build": corpus.build} | listed.head
    name = f"izde-{head['list']}-{corpus.build}.{form}"
    return Response(
        (text.encode("utf-8") for text in whole.lines(form, head, listed.rows, columns)),
        mimetype=whole.MEDIA_TYPES[form],
        headers={
            RESULT: _as_header(head),
            "Content-Disposition": f'attachment; filename="{name}"',
            # What lacks something for want of time is none that stays.
            **(caching.headers(None) if head.get("partial") else {}),
        },
    )
