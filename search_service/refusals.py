"""A request in, Problem out for one that cannot be read as it was meant: host, encoding, body."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from flask import Flask, request
from werkzeug.exceptions import BadHost

from search_service.faults import of_none
from search_service.problems import Fault, Problem, faulty

_WITHOUT_PARAMETERS = ("/openapi.json", "/metrics")
"""What is for programs and checks no parameters by itself."""


def install(app: Flask) -> None:
    """Refuse such requests to `app` before anything is done for them."""
    app.wsgi_app = _named(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_refuse_no_host)
    app.before_request(_refuse_other_encodings)
    app.before_request(_refuse_a_body)
    app.before_request(_refuse_parameters)


def _named(inner: Any) -> Any:
    """`inner` for requests that name no machine, which HTTP/1.0 allows: the server's own name stands in."""

    def named(environ: dict[str, Any], start_response: Any) -> Any:
        # The server writes an empty one where there is none.
        if not environ.get("HTTP_HOST"):
            environ.pop("HTTP_HOST", None)
        return inner(environ, start_response)

    return named


def _refuse_no_host() -> None:
    """Raise Problem for a Host that is no name of a machine (RFC 9112, 3.2): citations hold it."""
    if not request.host or isinstance(request.routing_exception, BadHost):
        raise Problem("bad-request", "the header Host is no name of a machine; send the one that you called")


def _refuse_other_encodings() -> None:
    """Raise Problem for what is not UTF-8, which would find nothing and not say why."""
    try:
        request.environ["PATH_INFO"].encode("latin-1").decode("utf-8")
    except UnicodeError as error:
        raise Problem("bad-request", "the path is not UTF-8; encode it as UTF-8") from error
    found = []
    for pair in request.query_string.split(b"&"):
        try:
            unquote_to_bytes(pair).decode("utf-8")
        except UnicodeDecodeError as error:
            name = unquote(pair.partition(b"=")[0].decode("latin-1"))
            wrong = f"byte 0x{error.object[error.start]:02X}"
            found.append(Fault(name, f"is not UTF-8 ({wrong}); encode it as UTF-8"))
    if found:
        raise faulty(found)


def _refuse_a_body() -> None:
    """Raise Problem for a body, in which parameters may stand that nobody would read."""
    if request.routing_exception is None and (
        request.content_length or "chunked" in request.headers.get("Transfer-Encoding", "").casefold()
    ):
        raise Problem("no-body-taken", "the request has a body; put its parameters into the address instead")


def _refuse_parameters() -> None:
    if request.path in _WITHOUT_PARAMETERS and request.args:
        raise faulty(of_none())
