"""Requests under /api/v1 and those for the service's health in, JSON out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from apiflask import APIBlueprint, HTTPError
from flask import Response, current_app, jsonify, request

from search_service import (
    caching,
    faults,
    finished,
    heavy,
    links,
    metrics,
    negotiation,
    number_schemas,
    number_views,
    payloads,
    schemas,
    whole,
)
from search_service.answers import QuestionError
from search_service.cursors import StaleCursor
from search_service.library import library
from search_service.problems import Fault, Problem, fault_of, faulty

PREFIX = "/api/v1"
_ANSWERS = "izde.answers"


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the service: what it takes, what it gives, and what answers it."""

    path: str
    view: Callable[..., Any]
    parameters: type[schemas.Parameters]
    answer: type[schemas.Schema]
    summary: str


def api() -> APIBlueprint:
    """The blueprint of the JSON addresses."""
    blueprint = APIBlueprint("api", __name__, url_prefix=PREFIX, tag="Corpus")
    blueprint.record_once(lambda state: state.app.extensions.setdefault(_ANSWERS, finished.Answers()))
    blueprint.after_request(_with_what_it_varies_by)
    for each in CORPUS_ADDRESSES:
        _add(blueprint, each, _told(each))
    return blueprint


def health() -> APIBlueprint:
    """The blueprint that tells those who run the service how it is."""
    blueprint = APIBlueprint("health", __name__, tag="Health")
    for each in HEALTH_ADDRESSES:
        _add(blueprint, each, each.view)
    return blueprint


def _add(blueprint: APIBlueprint, each: Address, view: Any) -> None:
    failures = [status for status in _SAID if _fails(each, status)]
    responses = {status: _described(status) for status in failures}
    if issubclass(each.parameters, schemas.WholeParameters):
        responses[200] = _WHOLE
    view = blueprint.doc(summary=each.summary, responses=responses)(view)
    view = blueprint.output(each.answer)(view)
    view = blueprint.input(each.parameters, location="query", arg_name="given", unknown="raise")(view)
    blueprint.get(each.path)(view)


_SAID = {
    400: "Parameters are wrong; `errors` lists all that is",
    404: "There is no such id",
    406: "None of the forms that Accept names is here; `available` lists those that are",
    410: "The cursor is of a build of the corpus that is gone",
    503: "No index can be opened, or too many heavy requests are in hand; Retry-After says when to ask again",
}


def _fails(each: Address, status: int) -> bool:
    """Whether an address may answer with the status."""
    match status:
        case 404:
            return "<" in each.path
        case 406:
            return each in CORPUS_ADDRESSES
        case 410:
            return issubclass(each.parameters, schemas.Page)
        case _:
            return True


def _told(each: Address) -> Callable[..., Any]:
    """The view of an address, with an answer that says how long it may be kept and what it leads to.

    It is in the form that is accepted, and not made at all where the request has it already or asks for what
    cannot be together.
    """

    @wraps(each.view)
    def told(*, given: dict[str, Any], **ids: str) -> Any:
        form = negotiation.chosen(given)
        if found := faults.between(form):
            raise _refused(each, found)
        if "format" in given:
            given = given | {"format": form}
        build = library().corpus().build
        tag = caching.tag(build, form, given)
        if unchanged := caching.unchanged(tag):
            return unchanged
        kept: finished.Answers = current_app.extensions[_ANSWERS]
        if known := kept.get(tag):
            return _sent(known, tag)
        try:
            answer = heavy.bounded(partial(each.view, given=given, **ids), whole=form != "json")
        except StaleCursor:
            raise
        except QuestionError as error:
            raise _refused(each, [fault_of(error)]) from error
        if isinstance(answer, Response):
            cut = answer.cache_control.no_store
        else:
            cut = answer.get("partial")
        if cut:
            metrics.of(current_app).count_partial()
        # A tag is of one build; an answer that lacks something for want of time is none that stays.
        stays = None if cut or library().corpus().build != build else tag
        if isinstance(answer, Response):
            answer.headers.update(caching.headers(stays) | {"Link": links.DESCRIBED})
            return answer
        # It is as its schema has it, which tests hold: to write it by that took a third of what HTTP costs.
        made = finished.Finished(jsonify(answer).get_data(), links.links(answer))
        if stays:
            kept.keep(tag, made)
        return _sent(made, stays)

    return told


def _sent(answer: finished.Finished, tag: str | None) -> Response:
    headers = caching.headers(tag) | {"Link": answer.link}
    return Response(answer.body, headers=headers, mimetype="application/json")


def _with_what_it_varies_by(response: Response) -> Response:
    if "format" not in request.args:
        response.vary.add("Accept")
    return response


def _refused(each: Address, found: list[Fault]) -> Problem:
    """The problem for faults of a request to an address, and whatever else is wrong with it."""
    asks = issubclass(each.parameters, schemas.QuestionParameters)
    return faulty(faults.gathered(found, of_a_question=asks))


def _described(status: int) -> Any:
    return {
        "description": _SAID[status],
        "content": {"application/problem+json": {"schema": schemas.ProblemDetail}},
    }


_WHOLE = {
    "content": {type: {"schema": {"type": "string"}} for type in whole.MEDIA_TYPES.values()},
    "headers": {
        number_views.RESULT: {
            "description": "of a file: what was asked, the build and the total, as JSON in ASCII",
            "schema": {"type": "string"},
        },
        "Content-Disposition": {"description": "of a file: its name", "schema": {"type": "string"}},
    },
}


def refused_parameters(error: HTTPError) -> Problem:
    """The problem for parameters that the schema of the current address refused."""
    view = (request.endpoint or "").rpartition(".")[2]
    each = next(each for each in CORPUS_ADDRESSES + HEALTH_ADDRESSES if each.view.__name__ == view)
    known = [field.data_key or name for name, field in each.parameters().fields.items()]
    return _refused(each, faults.of_schema(error.detail["query"], known))


def document(document_id: str, given: dict[str, Any]) -> payloads.Payload:
    """One document."""
    corpus = library().corpus()
    found = corpus.document(document_id)
    return payloads.outlined_document(found, corpus.counterparts(found.id))


def passage(passage_id: str, given: dict[str, Any]) -> payloads.Payload:
    """One passage and those beside it."""
    corpus = library().corpus()
    found = corpus.passage(passage_id)
    of = corpus.document(found.document)
    around = {p.number: p for p in corpus.passages(of.id, found.number - 1, found.number + 1)}

    def beside(number: int) -> payloads.Payload | None:
        return payloads.passage(around[number], of) if number in around else None

    neighbours = {"previous": beside(found.number - 1), "next": beside(found.number + 1)}
    translations = corpus.translations([found]).get(found.id, ())
    return payloads.translated_passage(found, of, translations) | {"neighbours": neighbours}


def entity(entity_id: str, given: dict[str, Any]) -> payloads.Payload:
    """One entity."""
    return payloads.whole_entity(library().corpus().entity(entity_id))


def alive(given: dict[str, Any]) -> dict[str, str]:
    """That the service answers at all."""
    return {"status": "alive"}


def ready(given: dict[str, Any]) -> dict[str, str]:
    """That an index is open, and which."""
    return {"status": "ready", "build": library().corpus().build}


CORPUS_ADDRESSES = (
    Address("/search", number_views.search, schemas.SearchParameters, schemas.SearchAnswer, "Find passages"),
    Address(
        "/kwic",
        number_views.concordance,
        number_schemas.KwicParameters,
        number_schemas.ConcordanceAnswer,
        "Key words in context: a line for each match",
    ),
    Address(
        "/frequencies",
        number_views.frequency_list,
        number_schemas.FrequencyParameters,
        number_schemas.FrequencyAnswer,
        "How often each form, lemma, entity, document, year or decade occurs",
    ),
    Address(
        "/collocations",
        number_views.collocates,
        number_schemas.CollocationParameters,
        number_schemas.CollocationAnswer,
        "Words that stand near the matches more often than by chance",
    ),
    Address(
        "/timeline",
        number_views.dates,
        number_schemas.TimelineParameters,
        number_schemas.TimelineAnswer,
        "Counts of dated passages by year, decade or century",
    ),
    Address(
        "/suggest",
        number_views.suggest,
        number_schemas.SuggestParameters,
        number_schemas.Suggestions,
        "Completions of the beginning of a word, a name or a title",
    ),
    Address(
        "/documents",
        number_views.documents,
        schemas.DocumentParameters,
        schemas.Documents,
        "List the documents",
    ),
    Address(
        "/documents/<document_id>",
        document,
        schemas.Parameters,
        schemas.OutlinedDocument,
        "One document and its outline",
    ),
    Address(
        "/passages/<passage_id>",
        passage,
        schemas.Parameters,
        schemas.PassageWithNeighbours,
        "One passage (document:number, or document@raw_start), its translation and its neighbours",
    ),
    Address(
        "/entities", number_views.entities, schemas.EntityParameters, schemas.Entities, "List the entities"
    ),
    Address(
        "/entities/<path:entity_id>",
        entity,
        schemas.Parameters,
        schemas.WholeEntity,
        "One entity, its forms and passages",
    ),
)
HEALTH_ADDRESSES = (
    Address("/healthz", alive, schemas.Parameters, schemas.Alive, "Whether the service runs"),
    Address("/readyz", ready, schemas.Parameters, schemas.Ready, "Whether an index is open"),
)
