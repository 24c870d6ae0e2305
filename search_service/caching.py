"""A request in, how long and by what tag its answer may be kept out (RFC 9110, 9111); 304 where it may."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from flask import Flask, Response, current_app, request

UNTIL_THE_NEXT_BUILD = "public, max-age=0, must-revalidate"
"""Kept by anyone, who asks each time whether it still holds: a new build shows at once."""
ASK_AGAIN = "no-cache"
NEVER = "no-store"
_LENGTH = 24
_STATES = ("health.", "metrics")


def install(app: Flask) -> None:
    """Have every answer of `app` say how it may be kept; what compresses is installed before this."""
    app.after_request(_with_lifetime)


def tag(build: str, form: str, given: dict[str, Any]) -> str:
    """The strong tag of the answer in `form` to the current request, whose checked parameters are `given`.

    The same question with its defaults spelt out, or in another order, has the same one.
    """
    asked = json.dumps(given, sort_keys=True, ensure_ascii=True)
    text = "\n".join((_code(), build, form, request.path, asked))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def unchanged(tag: str) -> Response | None:
    """The answer of 304 where the request has `tag` already, in an encoding that it accepts; else None."""
    known = request.if_none_match
    for each in _encoded(tag):
        # Not for “*”: whether there is an answer at all is known when it has been made.
        if not known.star_tag and known.contains_weak(each):
            return Response(status=304, headers=headers(each), mimetype="application/json")
    return None


def headers(tag: str | None) -> dict[str, str]:
    """The headers of an answer that may be kept by its tag; without one it is not kept."""
    if tag is None:
        return {"Cache-Control": NEVER}
    return {"ETag": f'"{tag}"', "Cache-Control": UNTIL_THE_NEXT_BUILD}


def _encoded(tag: str) -> Iterator[str]:
    """The tag as it is, and as Flask-Compress makes it of what it encodes: a strong tag for each encoding."""
    yield tag
    for encoding in current_app.config["COMPRESS_ALGORITHM"]:
        if request.accept_encodings[encoding] > 0:
            yield f"{tag}:{encoding}"


def _with_lifetime(response: Response) -> Response:
    endpoint = request.endpoint or ""
    if request.method == "OPTIONS":
        # What it may be asked is in headers; there is no content to be of a type.
        response.headers.pop("Content-Type", None)
    if endpoint.startswith(_STATES):
        response.headers["Cache-Control"] = NEVER
    elif endpoint == "openapi.spec" and response.status_code == 200:
        response.add_etag()
        response.headers["Cache-Control"] = UNTIL_THE_NEXT_BUILD
    else:
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
    if response.status_code == 200 and "ETag" in response.headers and endpoint != "static":
        if not response.is_streamed:
            response.make_conditional(request)
        elif request.if_none_match.star_tag:
            # What compares by itself would first read the whole stream, for its length.
            response.status_code = 304
    return response


@cache
def _code() -> str:
    """A digest of what makes answers of a build: another one may answer the same question otherwise."""
    digest = hashlib.sha256()
    for module in sorted(files("search_service").iterdir(), key=lambda each: each.name):
        if module.name.endswith(".py"):
            digest.update(module.read_bytes())
    return digest.hexdigest()
