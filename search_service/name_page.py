"""The id of an entity in, what its page shows out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pipeline import knowledge
from pipeline.records import EntityType
from search_service.addresses import Results, address
from search_service.answers import EntityRecord, Hit, NotFound, Question
from search_service.charts import span, year_chart, years_found
from search_service.citations import place, reader_path
from search_service.concordance_addresses import Lines
from search_service.facets_writer import DOUBT
from search_service.interface import LANGUAGES, Words
from search_service.letters_told import script_language
from search_service.marking import marked
from search_service.search import Corpus
from search_service.timeline import Bin

ENTITY_TYPES: tuple[str, ...] = get_args(EntityType)
NAMES_A_PAGE = 100
PASSAGES_SHOWN = 20
"""Passages on a name's page; a link leads to the rest."""
FORMS_SHOWN, FORMS_LISTED = 10, 200
"""Printed forms that stand open, and those that stand there at all."""
COMPANIONS_SHOWN, COMPANIONS_LISTED = 10, 60
"""Names in the same passages that stand open, and those that stand there at all."""
NAMESAKES_LISTED = 20
_BARE_ID = re.compile(r"[a-z0-9-]+")


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


def name_view(corpus: Corpus, entity_id: str, words: Words, ui: str = "") -> dict[str, Any]:
    """What the page of one name shows; `ui` is the language that the address names. Raises NotFound."""
    entity = corpus.entity(entity_id)
    asked = Results(entities=(entity_id,), sort="date", ui=ui)
    answer = corpus.search(Question(entities=(entity_id,), sort="date", limit=PASSAGES_SHOWN))
    names = [(each, entity.names[each]) for each in LANGUAGES if entity.names.get(each)]
    return {
        "entity": entity,
        "title": shown_name(entity, words.language)[1],
        "heading": names[0] if names else ("", entity.id),
        "other_names": _unlike(names),
        "names": names,
        "aliases": _aliases(entity),
        "known": entity_id in knowledge.load(),
        "total": answer.total,
        "rest": answer.total - len(answer.hits),
        "every": asked.path,
        "concordance": Lines(q=_as_query(entity), ui=ui).path,
        "years": _by_year(answer.hits, entity_id, words),
        "forms": _cut([_form(form, count, asked) for form, count in entity.forms], FORMS_SHOWN, FORMS_LISTED),
        "namesakes": _namesakes(corpus, entity, words),
        **_timeline(corpus, asked, entity_id),
        **_companions(corpus, asked, entity_id, words),
    }


def _as_query(entity: EntityRecord) -> str:
    """The query that finds the entity and nothing else: the fields of names are their types."""
    return f"{entity.type.lower()}:" + (entity.id if _BARE_ID.fullmatch(entity.id) else f'"{entity.id}"')


def _unlike(names: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The names after the first, each writing once: some are the same in two languages."""
    written = {name: language for language, name in reversed(names)}
    return [(language, name) for name, language in reversed(written.items()) if name != names[0][1]]


def _aliases(entity: EntityRecord) -> list[tuple[str, list[tuple[str, str]]]]:
    """The other names that the table of names gives, by script, each with its language where that is sure."""
    known = knowledge.load()
    aliases = known.entry(entity.id).aliases if entity.id in known else ()
    found: dict[str, list[tuple[str, str]]] = {}
    for alias in aliases:
        script, language = script_language(alias)
        found.setdefault(script, []).append((language, alias))
    return list(found.items())


def _form(form: str, count: int, asked: Results) -> dict[str, Any]:
    """A form as printed; its link finds this very form of this very name."""
    quoted = form.replace('"', "")
    return {
        "form": form,
        "language": script_language(form)[1],
        "count": count,
        "address": asked.but(q=f'="{quoted}"').path,
    }


def _cut(values: list[Any], shown: int, listed: int) -> dict[str, Any]:
    """The first of `values`, those that follow folded, and how many are left out."""
    return {"shown": values[:shown], "more": values[shown:listed], "cut": max(len(values) - listed, 0)}


def _timeline(corpus: Corpus, asked: Results, entity_id: str) -> dict[str, Any]:
    """The years of the name's passages, with its own years behind them where both ends are known."""
    found = years_found(corpus, asked.question())
    own = knowledge.load().years_of(entity_id)

    def address_of(each: Bin) -> str:
        first, last = span(each)
        return asked.but(date_from=first, date_to=last).path

    return {
        "chart": year_chart(found.bins, address_of, own if own and own[0] < own[1] else None),
        "undated": found.total - found.dated,
    }


def _companions(corpus: Corpus, asked: Results, entity_id: str, words: Words) -> dict[str, Any]:
    """The names in the same passages, those in most of them first."""
    numbers = corpus.found(asked.question()).numbers
    top = corpus.store.facets.entities(numbers, COMPANIONS_LISTED + 1)
    counts = {id: count for id, count in top.values if id != entity_id}
    known = corpus.store.named_entities(list(counts))
    rows = []
    for id, count in list(counts.items())[:COMPANIONS_LISTED]:
        _, type, names = known[id]
        language, name = shown_name(EntityRecord(id, type, names), words.language)
        together = asked.but(entities=(entity_id, id)).path
        rows.append(
            {"id": id, "type": type, "language": language, "name": name, "count": count, "address": together}
        )
    cut = _cut(rows, COMPANIONS_SHOWN, COMPANIONS_LISTED)
    return {"companions": cut | {"cut": top.cut + len(counts) - len(rows)}}


def _namesakes(corpus: Corpus, entity: EntityRecord, words: Words) -> list[dict[str, Any]]:
    """What else in the corpus goes by one of the name's names, those named most first."""
    keys = corpus.store.names_of((entity.id,), (entity.type,))
    others = {id for _, id in corpus.store.named(keys)} - {entity.id}
    found = sorted((corpus.entity(id) for id in others), key=lambda each: (-each.count, each.id))
    return [
        {"entity": each, "language": language, "name": name}
        for each in found[:NAMESAKES_LISTED]
        for language, name in [shown_name(each, words.language)]
    ]


def _by_year(hits: Sequence[Hit], entity_id: str, words: Words) -> list[dict[str, Any]]:
    """The passages of each year, those without one last; a year is unsure where no passage is sure of it."""
    years: dict[str, dict[str, Any]] = {}
    for hit in hits:
        year, doubtful = _first_year(hit)
        group = years.setdefault(year, {"year": year, "doubtful": True, "passages": []})
        group["doubtful"] &= doubtful
        group["passages"].append(_passage_view(hit, entity_id, words))
    return sorted(years.values(), key=lambda group: (not group["year"], group["year"]))


def _first_year(hit: Hit) -> tuple[str, bool]:
    """The year of the earliest date in the passage, or nothing, and whether that date is doubtful."""
    years = [
        (date.edtf[:4], not DOUBT.isdisjoint(date.edtf))
        for date in hit.passage.dates
        if date.edtf[:4].isdecimal()
    ]
    return min(years, default=("", False))


def _passage_view(hit: Hit, entity_id: str, words: Words) -> dict[str, Any]:
    spans = [(mark.start, mark.end) for mark in hit.passage.entities if mark.id == entity_id]
    return {
        "text": marked(hit.passage.text, spans),
        "language": hit.passage.language,
        "document": hit.document,
        "place": place(hit.passage, words),
        "reader": reader_path(hit.passage.document, hit.passage.number),
    }
