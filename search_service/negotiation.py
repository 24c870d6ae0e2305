"""What a request accepts in, the form of its answer out: JSON, JSON Lines, CSV or TSV."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.datastructures import MIMEAccept

from search_service.problems import Problem
from search_service.whole import MEDIA_TYPES

TYPES = {"json": "application/json", **MEDIA_TYPES}
"""The media type of each form; of two that are wanted as much, the earlier one is given."""


def chosen(given: dict[str, Any]) -> str:
    """The form for the current request: its parameter `format`, else by its header Accept (RFC 9110, 12.5.1).

    `given` are its checked parameters; without `format` there, the address has JSON alone. Raises Problem
    when none of what there is is accepted.
    """
    if "format" in request.args:
        return str(given["format"])
    there = TYPES if "format" in given else {"json": TYPES["json"]}
    wanted = _accepted()
    if not wanted:
        return "json"
    best = wanted.best_match(there.values())
    if best is None:
        names = list(there.values())
        raise Problem(
            "not-acceptable", f"Accept: there is only {', '.join(names)} here; accept one", available=names
        )
    return next(form for form, media_type in there.items() if media_type == best)


def _accepted() -> MIMEAccept:
    """What is accepted, without parameters of media types (charset=utf-8), which change nothing here."""
    return MIMEAccept(
        [(name.partition(";")[0].strip(), quality) for name, quality in request.accept_mimetypes]
    )
