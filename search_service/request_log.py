"""What happens to requests in, a line of JSON each out on stderr; the words of a query only where wanted."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

from search_service import request_ids
from search_service.exchanges import Exchange

REQUESTS = "izde.requests"
_LONGEST = 2_000
"""Letters of a path or a query that are logged."""
_Error = tuple[type[BaseException], BaseException, TracebackType | None]


def start(*, each_request: bool, queries: bool, stream: TextIO | None = None) -> None:
    """Log from now on to `stream`, else stderr: each request, if wanted, and in any case what failed.

    Without `queries` neither the words of a query nor the message of an error, which may repeat them.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines(queries=queries))
    ours = logging.getLogger("izde")
    ours.handlers = [handler]
    ours.propagate = False
    ours.setLevel(logging.INFO)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if each_request else logging.CRITICAL)


class RequestLog:
    """Writes a line for each request; `build` gives the build that is open, None without one."""

    def __init__(self, build: Callable[[], str | None], *, queries: bool) -> None:
        self._build = build
        self._queries = queries
        self._log = logging.getLogger(REQUESTS)

    def began(self) -> None:
        """Nothing is known of it yet that is worth a line."""

    def ended(self, exchange: Exchange) -> None:
        """Write the line."""
        fields: dict[str, Any] = {
            "request_id": exchange.request_id,
            "method": exchange.method,
            # A question mark that was percent-encoded makes a path of what is a query.
            "path": exchange.path.partition("?")[0][:_LONGEST],
            "status": exchange.status,
            "duration_ms": round(exchange.seconds * 1000, 1),
            "bytes": exchange.size,
            "worker": os.getpid(),
            "build": self._build(),
        }
        if self._queries:
            fields["query"] = exchange.query[:_LONGEST]
        self._log.info("answered", extra=fields)


class _Lines(JsonFormatter):
    """A record as a line of JSON; that of an error has its traceback and the id of its request."""

    def __init__(self, *, queries: bool) -> None:
        super().__init__(
            "{levelname}{message}",
            style="{",
            rename_fields={"levelname": "level", "exc_info": "traceback"},
            timestamp="time",
            json_ensure_ascii=False,
        )
        self._messages = queries

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        if "request_id" not in log_data and (id := request_ids.current()):
            log_data["request_id"] = id
        return super().process_log_record(log_data)

    def formatException(self, ei: Any) -> str:
        """The traceback; without the words of queries, the kinds of the errors and where they arose."""
        if self._messages:
            return str(super().formatException(ei))
        error: BaseException | None = ei[1]
        told = []
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{frames}{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n\nwhile handling this, or because of it:\n".join(reversed(told))
