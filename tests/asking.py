"""An index in, an application to put requests to out, in this process."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search_service.application import create_app


def client_of(index: Path) -> FlaskClient:
    """The application that answers from an index, without a server."""
    return create_app(index).test_client()


def named(response: TestResponse, header: str) -> list[str]:
    """The names in a header that lists some, in order."""
    return sorted(name.strip() for name in response.headers.get(header, "").split(",") if name.strip())
