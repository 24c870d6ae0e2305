"""The name of a static file in, its address with a digest of its content out: a browser keeps it for good."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from flask import Response, current_app, request

_FOR_GOOD = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """The address of the static file `name`, which changes with its content."""
    return f"{current_app.static_url_path}/{name}?v={_digest(name)}"


def with_lifetime(response: Response) -> Response:
    """`response`, kept for good where its address names the digest of its content."""
    if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
        name = (request.view_args or {})["filename"]
        if request.args["v"] == _digest(name):
            response.headers["Cache-Control"] = _FOR_GOOD
    return response


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((files("search_service") / "static" / name).read_bytes()).hexdigest()[:12]
