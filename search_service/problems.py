"""An error in, an answer of problem+json (RFC 9457) out, with all that is wrong and what to mend."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from search_service.answers import IndexUnusable, NotFound, QuestionError
from search_service.cursors import StaleCursor
from search_service.problem_types import ProblemType, name_of_status, problem_types

MEDIA_TYPE = "application/problem+json"
_RETRY_AFTER = 5
"""Seconds after which an answer of 503 may have changed, where nothing better is known."""
UNKNOWN = "unknown parameter"
"""What a schema says of a parameter that it does not have."""
MOST_FAULTS = 50
"""Faults that an answer lists: more than a person's slips."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter; `column` is the place in its value, from 1, where it has one."""

    parameter: str
    detail: str
    column: int | None = None

    @property
    def payload(self) -> dict[str, Any]:
        """The fault as it stands in `errors`."""
        place = {} if self.column is None else {"column": self.column}
        return {"parameter": self.parameter, "detail": self.detail, **place}


class Problem(Exception):
    """An answer other than the one asked for; `detail` says what to mend, `name` is a row of the table.

    `status` is that of the type, but for what HTTP itself refuses. `headers` and further members go into the
    answer.
    """

    def __init__(
        self,
        name: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.type: ProblemType = problem_types()[name]
        self.status = status or self.type.status
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.members = members


def faulty(faults: Sequence[Fault]) -> Problem:
    """The problem of parameters; its detail tells of the first fault and where the others are."""
    first, *others = faults
    more = f" (and {len(others)} more, in errors)" if others else ""
    return Problem("invalid-parameters", f"{first.parameter}: {first.detail}{more}", faults=faults)


def fault_of(error: QuestionError) -> Fault:
    """What an error of a question says of its parameter."""
    return Fault(error.parameter, str(error), error.column)


def problem_of(error: Exception) -> Problem:
    """What to answer for `error`; one that nobody foresaw says nothing of the inside."""
    match error:
        case Problem():
            return error
        case StaleCursor():
            fault = fault_of(error)
            return Problem("stale-cursor", f"{fault.parameter}: {fault.detail}", faults=[fault])
        case QuestionError():
            return faulty([fault_of(error)])
        case NotFound():
            return Problem("unknown-id", str(error))
        case IndexUnusable():
            return Problem("no-index", str(error))
        case HTTPException():
            return _problem_of_http(error)
        case _:
            return Problem("internal-error", "the service failed; what happened is in its log")


def _problem_of_http(error: HTTPException) -> Problem:
    status = error.code or 500
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    match status:
        case 404:
            detail = f"there is nothing at {request.path}; /openapi.json lists the addresses"
            return Problem("no-such-address", detail)
        case 405:
            detail = f"{request.method} is not allowed here; the Allow header says what is"
        case _:
            detail = error.description or error.name
    return Problem(name_of_status(status), detail, status=status, headers=kept)


def problem_response(problem: Problem) -> Response:
    """The answer in problem+json for the current request."""
    faults = [fault.payload for fault in problem.faults[:MOST_FAULTS]]
    cut = len(problem.faults) - len(faults)
    body: dict[str, Any] = {
        "type": problem.type.address,
        "title": problem.type.said["en"].title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
        **({**faults[0], "detail": problem.detail, "errors": faults} if faults else {}),
        **({"errors_cut": cut} if cut else {}),
        **problem.members,
    }
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return with_headers(Response(text, problem.status, mimetype=MEDIA_TYPE), problem)


def with_headers(response: Response, problem: Problem) -> Response:
    """`response` with the headers of its problem: nobody keeps it, and when to come again is said."""
    response.headers["Cache-Control"] = "no-store"
    if problem.status == 503:
        response.headers["Retry-After"] = str(_RETRY_AFTER)
    response.headers.update(problem.headers)
    return response


def is_data(path: str) -> bool:
    """Whether what stands at `path` is for programs, who get a problem as JSON instead of a page."""
    return path.startswith("/api/") or path in ("/api", "/healthz", "/readyz", "/metrics", "/openapi.json")
