"""An answer in, its Link header (RFC 8288) out: the page after it, the first one, the description."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import request

from search_service.addresses import address

LONGEST = 2_000
"""Bytes of a link; a longer one, of a long question, would not get through every proxy."""
DESCRIBED = '</openapi.json>; rel="describedby"; type="application/json"'


def links(payload: dict[str, Any]) -> str:
    """The header for an answer of JSON to the current request.

    A list leads to its first page and to its next one; of a link that would be too long the answer's `next`
    stays. A passage leads to its address that stays the same from build to build.
    """
    found = []
    if "next" in payload:
        pairs = [pair for pair in request.args.items(multi=True) if pair[0] != "cursor"]
        if payload["next"] is not None:
            found.append(_link("next", [*pairs, ("cursor", payload["next"])]))
        found.append(_link("first", pairs))
    if "neighbours" in payload:
        stable = quote(payload["stable"], safe="@")
        found.append(f'<{quote(request.path.rpartition("/")[0])}/{stable}>; rel="canonical"')
    return ", ".join([each for each in found if len(each) <= LONGEST] + [DESCRIBED])


def _link(relation: str, pairs: list[tuple[str, str]]) -> str:
    return f'<{address(quote(request.path), pairs)}>; rel="{relation}"'
