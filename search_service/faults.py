"""The parameters of a request in, everything that is wrong with them out, not the first slip alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import request

from search_service import query
from search_service.answers import IndexUnusable, Question, QuestionError
from search_service.finding import asked_span
from search_service.library import library
from search_service.problems import UNKNOWN, Fault, fault_of

REPEATABLE = ("entity", "without")


def of_schema(messages: Mapping[str, Any], known: Sequence[str]) -> list[Fault]:
    """The faults in what a schema says of parameters, by their names; `known` are those that it has."""
    return [
        Fault(parameter, _unknown(known) if said == UNKNOWN else said)
        for parameter, found in messages.items()
        for said in _flat(found)
    ]


def of_none() -> list[Fault]:
    """The faults of the current request where its address takes no parameters."""
    return [Fault(name, _unknown(())) for name in request.args]


def between(form: str) -> list[Fault]:
    """The faults of the current request that no value has by itself: repeated, or not for such an answer."""
    given = request.args
    found = [
        Fault(name, "is given more than once; give it once")
        for name in given
        if name not in REPEATABLE and len(given.getlist(name)) > 1
    ]
    if "seed" in given and "sample" not in given and request.endpoint == "api.concordance":
        found.append(Fault("seed", "belongs to a sample; give sample, too"))
    if form != "json":
        found += [
            Fault(name, f"format={form} gives the whole list; leave it out")
            for name in ("limit", "cursor")
            if name in given
        ]
    return found


def gathered(first: Iterable[Fault], *, of_a_question: bool) -> list[Fault]:
    """The faults `first` and all others of the current request, each once."""
    found = [*first, *between(request.args.get("format", "json"))]
    if of_a_question:
        found += _of_question()
    return list(dict.fromkeys(found))


def _of_question() -> Iterator[Fault]:
    """The faults in the words and the filters of the question that the current request asks."""
    given = request.args
    if given.get("q", "").strip():
        try:
            query.tree(given["q"])
        except QuestionError as error:
            yield fault_of(error)
    dates = [given.get(name) for name in ("from", "to")]
    for first, last in ((dates[0], None), (None, dates[1]), dates):
        try:
            asked_span(first, last)
        except QuestionError as error:
            yield fault_of(error)
    with suppress(IndexUnusable):
        asked = Question(document=given.get("document"), entities=tuple(given.getlist("entity")))
        yield from map(fault_of, library().corpus().faults(asked))


def _unknown(known: Collection[str]) -> str:
    if not known:
        return "there is no such parameter; this address takes none"
    return f"there is no such parameter; those of this address are {', '.join(known)}"


def _flat(found: Any) -> Iterator[str]:
    """The messages of one parameter, those of a repeated one by their places."""
    if isinstance(found, Mapping):
        for each in found.values():
            yield from _flat(each)
    elif isinstance(found, list):
        yield from map(str, found)
    else:
        yield str(found)
