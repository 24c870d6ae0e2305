"""An error in, an answer of problem+json (RFC 9457) out, with a detail that says what to mend."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, request

from search_service.answers import IndexUnusable, NotFound, QuestionError


class Problem(Exception):
    """An answer other than the one asked for; `detail` says what to mend."""

    def __init__(self, status: int, detail: str, **members: str | int) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.members = members


def problem_of(error: Exception) -> Problem:
    """What to answer for `error`; one that nobody foresaw says nothing of the inside."""
    match error:
        case Problem():
            return error
        case QuestionError():
            place = {} if error.column is None else {"column": error.column}
            return Problem(400, f"{error.parameter}: {error}", parameter=error.parameter, **place)
        case NotFound():
            return Problem(404, str(error))
        case IndexUnusable():
            return Problem(503, str(error))
        case _:
            return Problem(500, "the service failed; what happened is in its log")


def problem_response(problem: Problem) -> Response:
    """The answer in problem+json for the current request."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
        **problem.members,
    }
    response = Response(
        json.dumps(body, ensure_ascii=False), problem.status, mimetype="application/problem+json"
    )
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    return response


def parameter_problem(messages: Mapping[str, Any], known: list[str]) -> Problem:
    """The problem for parameters that did not pass their check: the first culprit and its remedy."""
    parameter, found = next(iter(messages.items()))
    while isinstance(found, dict):
        found = next(iter(found.values()))
    detail = found[0] if isinstance(found, list) else str(found)
    if detail == UNKNOWN:
        detail = f"there is no such parameter; those of this address are {', '.join(known) or 'none'}"
    return Problem(400, f"{parameter}: {detail}", parameter=parameter)


UNKNOWN = "unknown parameter"
