"""An answer in, the same out smaller, where the other side takes that: errors, too, repeat what was asked."""

from __future__ import annotations

from flask import Flask, Response
from flask_compress import Compress

from search_service import negotiation

TYPES = [
    "text/html", "text/css", "text/javascript", "image/svg+xml", "application/problem+json",
    *negotiation.TYPES.values(),
]  # fmt: skip
"""Media types of what is compressed."""


def install(app: Flask) -> None:
    """Have `app` compress its answers."""
    app.config.update(
        COMPRESS_MIMETYPES=TYPES,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],
        # A long text in two languages: a tenth smaller than by the default, 4, for 5 ms more.
        COMPRESS_BR_LEVEL=6,
    )
    _Compress(app)


class _Compress(Compress):
    """Flask-Compress leaves alone whatever is no success."""

    def after_request(self, response: Response | None) -> Response:
        if response is None or response.status_code < 400:
            return super().after_request(response)
        status = response.status
        response.status_code = 200
        compressed = super().after_request(response)
        compressed.status = status
        return compressed
