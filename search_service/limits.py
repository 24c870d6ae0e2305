"""Requests in; those of a client that sends more than it may are refused, with when it may come again."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded

from search_service.problems import Problem
from search_service.rate_limits import RateLimit

_UNCOUNTED = ("static", "health.alive", "health.ready", "metrics")
"""What a page consists of beside itself, and what those ask who run the service."""
_IPV6_OF_ONE = 64
"""Bits of an IPv6 address that a client cannot choose: it has all addresses that begin so (RFC 6177)."""


def install(
    app: Flask,
    limit: RateLimit | None,
    *,
    storage: str,
    refused: Callable[[], None],
) -> None:
    """Count the requests to `app` by client, in `storage`; `refused` is called for each one too many."""
    if limit is None:
        return
    limiter = Limiter(
        client,
        app=app,
        application_limits=[limit.said],
        storage_uri=storage,
        # A storage that is away is no reason to refuse anybody.
        in_memory_fallback_enabled=True,
    )

    @limiter.request_filter
    def is_uncounted() -> bool:
        return request.endpoint in _UNCOUNTED or not (limit.on_loopback or _is_elsewhere())

    def refuse(error: RateLimitExceeded) -> Any:
        refused()
        return app.handle_user_exception(_too_many(limiter))

    def tell(response: Response) -> Response:
        if current := limiter.current_limit:
            window = current.limit.get_expiry()
            response.headers["RateLimit-Policy"] = f'"client";q={current.limit.amount};w={window}'
            response.headers["RateLimit"] = f'"client";r={current.remaining};t={_seconds_left(limiter)}'
        return response

    app.register_error_handler(RateLimitExceeded, refuse)
    app.after_request(tell)


def client() -> str:
    """Who sent the current request: its address, of a newer one the part that a client cannot choose."""
    address = request.remote_addr or ""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> (128 - _IPV6_OF_ONE) << (128 - _IPV6_OF_ONE)))
    return str(found)


def _is_elsewhere() -> bool:
    """Whether the current request comes from another machine, or from nowhere that can be told."""
    try:
        found = ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return True
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return not (mapped or found).is_loopback


def _too_many(limiter: Limiter) -> Problem:
    seconds = _seconds_left(limiter)
    said = limiter.current_limit.limit if limiter.current_limit else ""
    return Problem(
        "too-many-requests",
        f"more requests than {said} came from your address; try again in {seconds} seconds",
        headers={"Retry-After": str(seconds)},
    )


def _seconds_left(limiter: Limiter) -> int:
    """Whole seconds until the client may send as many requests again; never 0."""
    current = limiter.current_limit
    return max(1, int(current.reset_at - time.time()) + 1) if current else 1
