"""Requests under /api/v1 and those for the service's health in, JSON out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import request

from search_service import number_schemas, number_views, payloads, schemas, whole
from search_service.library import library
from search_service.problems import Problem, parameter_problem

PREFIX = "/api/v1"
_REPEATABLE = ("entity", "without")


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
    blueprint.before_request(_refuse_repeated_parameters)
    for each in CORPUS_ADDRESSES:
        _add(blueprint, each)
    return blueprint


def health() -> APIBlueprint:
    """The blueprint that tells those who run the service how it is."""
    blueprint = APIBlueprint("health", __name__, tag="Health")
    for each in HEALTH_ADDRESSES:
        _add(blueprint, each)
    return blueprint


def _add(blueprint: APIBlueprint, each: Address) -> None:
    failures = [400, 404, 503] if "<" in each.path else [400, 503]
    view: Any = each.view
    responses = {status: _described(status) for status in failures}
    if issubclass(each.parameters, schemas.WholeParameters):
        responses[200] = _WHOLE
    view = blueprint.doc(summary=each.summary, responses=responses)(view)
    view = blueprint.output(each.answer)(view)
    view = blueprint.input(each.parameters, location="query", arg_name="given", unknown="raise")(view)
    blueprint.get(each.path)(view)


def _described(status: int) -> Any:
    said = {400: "A parameter is wrong", 404: "There is no such id", 503: "No index can be opened"}
    return {
        "description": said[status],
        "content": {"application/problem+json": {"schema": schemas.ProblemDetail}},
    }


_WHOLE = {
    "content": {type: {"schema": {"type": "string"}} for type in whole.MEDIA_TYPES.values()},
    "headers": {
        number_views.RESULT: {
            "description": "of a file: what was asked, the build and the total, as JSON in ASCII",
            "schema": {"type": "string"},
        }
    },
}


def refused_parameters(error: Any) -> Problem:
    """The problem for parameters that the schema of the current address refused."""
    view = (request.endpoint or "").rpartition(".")[2]
    schema = next(
        each.parameters for each in CORPUS_ADDRESSES + HEALTH_ADDRESSES if each.view.__name__ == view
    )
    known = [field.data_key or name for name, field in schema().fields.items()]
    return parameter_problem(error.detail["query"], known)


def _refuse_repeated_parameters() -> None:
    for name in request.args:
        if name not in _REPEATABLE and len(request.args.getlist(name)) > 1:
            raise Problem(400, f"{name}: is given more than once; give it once", parameter=name)


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
