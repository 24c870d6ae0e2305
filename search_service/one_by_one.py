"""An application in, the same out: its requests go one by one in a process, but for those that step aside.

Threads that work at once take the interpreter from each other: for each row that one reads it lets another go
on, and waits up to 5 ms until that one gives it back. Eight searches at once took two to three times as long,
all together, as one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from flask import Flask, request

_KEY = "izde.one_by_one"


def install(app: Flask) -> None:
    """Have the requests to `app` go one by one, until there is an answer to be sent."""
    inner: Callable[..., Any] = app.wsgi_app
    turn = Lock()

    def alone(environ: dict[str, Any], start_response: Any) -> Any:
        environ[_KEY] = turn
        with turn:
            return inner(environ, start_response)

    app.wsgi_app = alone  # type: ignore[method-assign]


@contextmanager
def stepped_aside() -> Iterator[None]:
    """Let other requests go on beside the current one."""
    turn: Lock = request.environ[_KEY]
    turn.release()
    try:
        yield
    finally:
        turn.acquire()
