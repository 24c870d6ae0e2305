"""A request in, its answer out as it came; once the server has all of it, each listener is told of both."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, request

from search_service import request_ids

_ENDPOINT = "izde.endpoint"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the answer that it got.

    `endpoint` is empty where there is nothing at the path, `path` and `query` are those of the address as
    they came, `size` is bytes of the answer's body, as they go over the wire.
    """

    request_id: str
    method: str
    path: str
    query: str
    endpoint: str
    status: int
    seconds: float
    size: int


class Listener(Protocol):
    """Who is told of requests; from several threads."""

    def began(self) -> None:
        """A request came."""

    def ended(self, exchange: Exchange) -> None:
        """The server has all of its answer, or whoever asked has gone."""


def install(app: Flask, listeners: Sequence[Listener]) -> None:
    """Tell `listeners` of every request to `app`, those that fail in it too; before any other hook.

    An answer of known length is there already: it goes to the server whole, which sends it by itself, so that
    nobody who reads slowly keeps a thread.
    """
    inner = app.wsgi_app

    def told(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = _Answer(environ, listeners)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            answer.status = int(status[:3])
            answer.is_whole = any(name.lower() == "content-length" for name, _ in headers)
            return start_response(status, headers, *error)

        try:
            answer.pieces = inner(environ, start)
        except BaseException:
            answer.close()
            raise
        return answer.taken() if answer.is_whole else answer

    app.wsgi_app = told  # type: ignore[method-assign]
    app.before_request(_note_endpoint)


def _note_endpoint() -> None:
    request.environ[_ENDPOINT] = request.endpoint or ""


class _Answer:
    """The pieces of an answer, counted as they are taken."""

    def __init__(self, environ: dict[str, Any], listeners: Sequence[Listener]) -> None:
        self.status = 500
        self.is_whole = False
        self.pieces: Iterable[bytes] = ()
        self._environ = environ
        self._listeners = listeners
        self._size = 0
        self._began = time.perf_counter()
        self._closed = False
        for listener in listeners:
            listener.began()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self._size += len(piece)
            yield piece

    def taken(self) -> list[bytes]:
        """All pieces at once; nothing is left to close."""
        try:
            return list(self)
        finally:
            self.close()

    def close(self) -> None:
        """Called once by the server, whether all pieces were taken or not (PEP 3333)."""
        if self._closed:
            return
        self._closed = True
        try:
            if close := getattr(self.pieces, "close", None):
                close()
        finally:
            exchange = self._exchange()
            for listener in self._listeners:
                listener.ended(exchange)

    def _exchange(self) -> Exchange:
        environ = self._environ
        method = environ["REQUEST_METHOD"]
        return Exchange(
            request_id=request_ids.of(environ),
            # Anything may stand there, and every other one would be a line of its own in the counts.
            method=method if method in _METHODS else "other",
            path=environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace"),
            query=environ.get("QUERY_STRING", ""),
            endpoint=environ.get(_ENDPOINT, ""),
            status=self.status,
            seconds=time.perf_counter() - self._began,
            size=self._size,
        )
