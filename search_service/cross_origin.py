"""An application in; out of it, what pages of other origins may read: the data, and nothing else."""

from __future__ import annotations

from flask import Flask
from flask_cors import CORS

from search_service.number_views import RESULT

_READABLE = (
    "ETag", "Link", "Retry-After", "X-Request-ID", "Content-Disposition", RESULT,
    "RateLimit", "RateLimit-Policy",
)  # fmt: skip
_SENDABLE = ("Accept", "Accept-Language", "Content-Type", "If-None-Match", "X-Request-ID")
_DAY = 86_400


def install(app: Flask) -> None:
    """Let any page read what lies under /api, and the description; cookies and the like never go along."""
    CORS(
        app,
        resources=[r"/api/.*", r"/openapi\.json"],
        origins="*",
        send_wildcard=True,
        supports_credentials=False,
        methods=["GET", "HEAD", "OPTIONS"],
        allow_headers=list(_SENDABLE),
        expose_headers=list(_READABLE),
        max_age=_DAY,
    )
