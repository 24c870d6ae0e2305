"""What happens to requests in, numbers for Prometheus at /metrics out, of all worker processes together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search_service.exchanges import Exchange
from search_service.worker_numbers import FOLDER

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
NO_ADDRESS = "none"
"""The endpoint of requests for addresses that there are not."""
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_KEY = "izde.metrics"


class Metrics:
    """Counts requests by endpoint, method and status; never by what was asked."""

    def __init__(self, build: Callable[[], Path | None]) -> None:
        """`build` gives the store of the build that is open, None without one."""
        self._own = CollectorRegistry()
        self._requests = Counter(
            "izde_requests", "requests answered", ["endpoint", "method", "status"], registry=self._own
        )
        self._seconds = Histogram(
            "izde_request_seconds",
            "seconds until all of an answer had gone",
            ["endpoint"],
            buckets=_SECONDS,
            registry=self._own,
        )
        self._in_progress = self._gauge("izde_requests_in_progress", "requests being answered")
        self._waiting = self._gauge("izde_heavy_requests_waiting", "heavy requests that wait for their turn")
        self._partial = Counter(
            "izde_partial_answers", "answers that lack something for want of time", registry=self._own
        )
        self._refused = Counter(
            "izde_limits_hit", "requests refused: too many of one client, or heavy ones at once",
            ["limit"], registry=self._own,
        )  # fmt: skip
        for limit in ("rate", "heavy"):
            self._refused.labels(limit)
        self._of_build = _OfBuild(build)

    def began(self) -> None:
        """Count a request as one in progress."""
        self._in_progress.inc()

    def ended(self, exchange: Exchange) -> None:
        """Count a request that was answered."""
        self._in_progress.dec()
        endpoint = exchange.endpoint or NO_ADDRESS
        self._requests.labels(endpoint, exchange.method, str(exchange.status)).inc()
        self._seconds.labels(endpoint).observe(exchange.seconds)

    def count_partial(self) -> None:
        """Count an answer that lacks something for want of time."""
        self._partial.inc()

    def count_refused(self, limit: str) -> None:
        """Count a request that a limit refused: "rate" or "heavy"."""
        self._refused.labels(limit).inc()

    def count_waiting(self, change: int) -> None:
        """Count heavy requests that begin (1) or cease (-1) to wait for their turn."""
        self._waiting.inc(change)

    def text(self) -> bytes:
        """All numbers, in the text format of Prometheus."""
        registry = CollectorRegistry()
        if FOLDER in os.environ:
            MultiProcessCollector(registry)
        else:
            registry.register(_Same(self._own))
        registry.register(self._of_build)
        return generate_latest(registry)

    def _gauge(self, name: str, said: str) -> Gauge:
        return Gauge(name, said, registry=self._own, multiprocess_mode="livesum")


def install(app: Flask, build: Callable[[], Path | None]) -> Metrics:
    """Answer at /metrics of `app`; what it counts comes from those who hold what is given back."""
    found = app.extensions[_KEY] = Metrics(build)
    app.add_url_rule("/metrics", "metrics", lambda: Response(found.text(), content_type=MEDIA_TYPE))
    return found


def of(app: Any) -> Metrics:
    """The metrics of an application."""
    found: Metrics = app.extensions[_KEY]
    return found


class _Same(Collector):
    """The numbers of one registry, in another."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        yield from self._registry.collect()


class _OfBuild(Collector):
    """The build that is open, and when it was made."""

    def __init__(self, store: Callable[[], Path | None]) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        store = self._store()
        named = InfoMetricFamily("izde_build", "the build of the corpus that this worker has open")
        made = GaugeMetricFamily("izde_build_made_timestamp_seconds", "when that build was made")
        if store is not None and store.exists():
            named.add_metric([], {"build": store.parent.name})
            made.add_metric([], store.stat().st_mtime)
        yield named
        yield made
