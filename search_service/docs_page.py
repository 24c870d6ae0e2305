"""A request for /docs in, the description as a page out: Swagger UI, from a package."""

from __future__ import annotations

import mimetypes
from importlib.resources import files

from apiflask import APIBlueprint
from flask import Flask, Response, abort, current_app, render_template

from search_service.assets import asset

_FILES = ("swagger-ui.css", "swagger-ui-bundle.js")
"""What of the package's files the page needs; the rest is not served."""
POLICY = (
    "default-src 'none'; script-src 'self'; "
    # Swagger UI's style sheet holds its arrows and ticks as images in data: addresses.
    "style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The service's policy, and what Swagger UI needs beyond it, for this page alone."""
_FOR_A_DAY = "public, max-age=86400"


def install(app: Flask) -> None:
    """Give `app` the page /docs and the files that it needs."""
    blueprint = APIBlueprint("docs", __name__, enable_openapi=False)
    blueprint.get("/docs")(_page)
    blueprint.get("/docs/<name>")(_file)
    app.register_blueprint(blueprint)


def _page() -> Response:
    paths = current_app._get_spec("json")["paths"]  # type: ignore[attr-defined]
    listed = [(path, item["get"]["summary"]) for path, item in paths.items()]
    response = Response(render_template("docs.html", listed=listed, asset=asset))
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _file(name: str) -> Response:
    if name not in _FILES:
        abort(404)
    data = (files("flask_swagger_ui") / "dist" / name).read_bytes()
    kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
    response = Response(data, mimetype=kind, headers={"Cache-Control": _FOR_A_DAY})
    response.add_etag()
    return response
