"""An answer in, the same out with headers that keep a browser from doing with it what nobody meant."""

from __future__ import annotations

from flask import Flask, Response

HEADERS = {
    # Nothing is loaded from anywhere but here, nothing that stands in a page runs, nobody frames the pages.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
    # The pages need none of these; what is put into one by mistake shall not have them either.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Strict-Transport-Security is not among them: the service speaks no TLS. Whether a name is reached by TLS
alone is known to the proxy in front that has its certificate, and is for it to say."""


def install(app: Flask) -> None:
    """Have every answer of `app` bear them."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
