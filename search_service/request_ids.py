"""A request in, its id out: the one it came with, where that is sound, else a new one; the answer has it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import Any

from flask import Flask, has_request_context, request

HEADER = "X-Request-ID"
_KEY = "izde.request_id"
_SOUND = re.compile(r"[A-Za-z0-9._-]{1,128}")
_NEW_BYTES = 12


def install(app: Flask) -> None:
    """Give every request to `app` an id, and every answer the id of its request."""
    inner = app.wsgi_app

    def identified(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        id = given if _SOUND.fullmatch(given) else secrets.token_hex(_NEW_BYTES)
        environ[_KEY] = id

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, [*headers, (HEADER, id)], *error)

        return inner(environ, start)

    app.wsgi_app = identified  # type: ignore[method-assign]


def of(environ: dict[str, Any]) -> str:
    """The id of the request of a WSGI environment."""
    return str(environ[_KEY])


def current() -> str | None:
    """The id of the request that is being answered; None outside of one."""
    return request.environ.get(_KEY) if has_request_context() else None
