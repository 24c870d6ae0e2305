"""An index in, an application to put requests to out, in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search_service.application import create_app


class _Reading(FlaskClient):
    """Reads every answer to its end, as a server does: an answer that is left open keeps its turn."""

    def open(self, *args: Any, buffered: bool = True, **more: Any) -> TestResponse:
        return super().open(*args, buffered=buffered, **more)


def client_of(index: Path) -> FlaskClient:
    """The application that answers from an index, without a server."""
    app = create_app(index)
    app.test_client_class = _Reading
    return app.test_client()


def named(response: TestResponse, header: str) -> list[str]:
    """The names in a header that lists some, in order."""
    return sorted(name.strip() for name in response.headers.get(header, "").split(",") if name.strip())


def query_parameters(description: Any, path: str) -> dict[str, Any]:
    """The parameters of the query that the description has for GET of a path, by name."""
    known = description["components"]["parameters"]
    listed = description["paths"][path]["get"]["parameters"]
    found = (known[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in listed)
    return {each["name"]: each for each in found if each["in"] == "query"}
