"""The id of an entity in, what its page shows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pipeline.records import EntityType
from search_service.addresses import address
from search_service.answers import EntityRecord, Hit, NotFound, Question
from search_service.citations import place, reader_path
from search_service.interface import LANGUAGES, Words
from search_service.marking import marked
from search_service.search import Corpus

ENTITY_TYPES: tuple[str, ...] = get_args(EntityType)
NAMES_A_PAGE = 100
PASSAGES_SHOWN = 50
"""Passages on a name's page; a link leads to the rest."""


def shown_name(entity: EntityRecord, language: str) -> tuple[str, str]:
    """The language and the words of the entity's name: in `language`, else in the first that has one.

    An entity without names is called by its id, in no language.
    """
    for each in (language, *LANGUAGES):
        if name := entity.names.get(each):
            return each, name
    return "", entity.id


def names_view(corpus: Corpus, arguments: Mapping[str, str], words: Words) -> dict[str, Any]:
    """What the list of names shows. Raises NotFound for a type that does not exist."""
    kind, begins = arguments.get("type", ""), arguments.get("q", "").strip()
    if kind not in ("", *ENTITY_TYPES):
        raise NotFound(f"there are no names of the type {kind}")
    total, listed, following = corpus.entities(
        limit=NAMES_A_PAGE, cursor=arguments.get("cursor"), type=kind or None, q=begins or None
    )

    def address_of(kind: str, cursor: str = "") -> str:
        pairs = {"type": kind, "q": begins, "cursor": cursor, "ui": arguments.get("ui", "")}
        return address("/names", {key: value for key, value in pairs.items() if value})

    return {
        "total": total,
        "listed": [(entity, *shown_name(entity, words.language)) for entity in listed],
        "following": address_of(kind, following) if following else "",
        "kind": kind,
        "begins": begins,
        "kinds": [(each, address_of(each)) for each in ("", *ENTITY_TYPES)],
    }


def name_view(corpus: Corpus, entity_id: str, words: Words) -> dict[str, Any]:
    """What the page of one name shows. Raises NotFound."""
    entity = corpus.entity(entity_id)
    answer = corpus.search(Question(entities=(entity_id,), sort="date", limit=PASSAGES_SHOWN))
    names = [(each, entity.names[each]) for each in LANGUAGES if entity.names.get(each)]
    return {
        "entity": entity,
        "heading": names[0] if names else ("", entity.id),
        "other_names": names[1:],
        "names": names,
        "total": answer.total,
        "years": _by_year(answer.hits, entity_id, words),
    }


def _by_year(hits: Sequence[Hit], entity_id: str, words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    """The passages of each year, those without one last."""
    years: dict[str, list[dict[str, Any]]] = {}
    for hit in hits:
        years.setdefault(_first_year(hit), []).append(_passage_view(hit, entity_id, words))
    return sorted(years.items(), key=lambda pair: (not pair[0], pair[0]))


def _first_year(hit: Hit) -> str:
    """The year of the earliest date in the passage, or nothing."""
    years = [date.edtf[:4] for date in hit.passage.dates if date.edtf[:4].isdecimal()]
    return min(years, default="")


def _passage_view(hit: Hit, entity_id: str, words: Words) -> dict[str, Any]:
    spans = [(mark.start, mark.end) for mark in hit.passage.entities if mark.id == entity_id]
    return {
        "text": marked(hit.passage.text, spans),
        "language": hit.passage.language,
        "document": hit.document,
        "place": place(hit.passage, words),
        "reader": reader_path(hit.passage.document, hit.passage.number),
    }
