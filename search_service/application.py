"""The folder of an index in, the application that answers requests from it out."""

from __future__ import annotations

import logging
from importlib.metadata import version
from pathlib import Path

from apiflask import APIFlask, HTTPError
from flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from search_service import (
    caching,
    compression,
    cross_origin,
    description,
    docs_page,
    refusals,
    security,
    watch,
)
from search_service.api import api, health, refused_parameters
from search_service.assets import with_lifetime
from search_service.library import Library
from search_service.pages import pages, problem_page
from search_service.problems import is_data, problem_of, problem_response, with_headers
from search_service.settings import Settings, defaults

log = logging.getLogger("izde")

LARGEST_BODY = 64 * 1024
"""Bytes; nothing here takes a body."""


def create_app(index_folder: Path, settings: Settings | None = None) -> APIFlask:
    """The application that answers from the index in `index_folder`; the index is opened when first asked.

    Without `settings` their defaults hold, and a question has as much time as it takes.
    """
    app = APIFlask("search_service", title="Izde", version=version("izde"), docs_path=None, json_errors=False)
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        DESCRIPTION="Kazakh-Russian corpus and search service for history texts.",
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_SERVERS=False,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
    )
    # What would put right an address leads to where the header Host says, and that is anyone's to write.
    app.url_map.merge_slashes = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    budget = settings.number("IZDE_BUDGET_MS") / 1000 if settings else None
    app.extensions["izde"] = Library(index_folder, budget=budget)
    app.register_blueprint(api())
    app.register_blueprint(health())
    app.register_blueprint(pages())
    description.install(app)
    docs_page.install(app)
    watch.install(app, settings or defaults())
    refusals.install(app)
    app.register_error_handler(HTTPError, lambda error: problem_response(refused_parameters(error)))
    app.register_error_handler(Exception, _answer_to_error)
    security.install(app)
    app.after_request(with_lifetime)
    compression.install(app)
    cross_origin.install(app)
    caching.install(app)
    return app


def _answer_to_error(error: Exception) -> AnyResponse:
    if isinstance(error, HTTPException) and (error.response is not None or (error.code or 500) < 400):
        return error.get_response(request.environ)
    problem = problem_of(error)
    if problem.status == 500:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
    if is_data(request.path):
        return problem_response(problem)
    return with_headers(problem_page(problem), problem)
