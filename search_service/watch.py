"""An application and the settings in; out of it, what every request is counted, logged and bounded by."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from search_service import builds, exchanges, heavy, limits, metrics, request_ids
from search_service.library import Library
from search_service.request_log import RequestLog
from search_service.settings import Settings

KEPT_FOR_LIGHT_ONES = 2
"""Threads of a worker that heavy requests leave to the others, where it has so many."""


def install(app: Flask, settings: Settings) -> None:
    """Watch over the requests to `app`: in its list of hooks this stands first, so that all are seen."""
    library: Library = app.extensions["izde"]

    def store() -> Path | None:
        build = library.build
        return builds.store_file(library.folder, build) if build else None

    numbers = metrics.install(app, store)
    log = RequestLog(lambda: library.build, queries=settings.switch("IZDE_LOG_QUERIES"))
    exchanges.install(app, [numbers, log])
    request_ids.install(app)
    if proxies := settings.number("IZDE_PROXIES"):
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    limits.install(
        app,
        settings.value("IZDE_RATE_LIMIT"),
        storage=settings.text("IZDE_RATE_STORAGE"),
        refused=partial(numbers.count_refused, "rate"),
    )
    turns = heavy.Turns(
        settings.number("IZDE_HEAVY"),
        settings.number("IZDE_THREADS") - KEPT_FOR_LIGHT_ONES,
        settings.number("IZDE_HEAVY_WAIT_MS") / 1000,
        waiting=numbers.count_waiting,
        refused=partial(numbers.count_refused, "heavy"),
    )
    heavy.install(app, turns)
