"""The index and the settings in, the application of one worker process out, until its supervisor ends."""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread
from typing import Any

from search_service import signals
from search_service.settings import Settings

# What does the work is imported in the worker alone: the supervisor only watches.


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker is told; it sets `ready` once it can answer."""

    index_folder: Path
    settings: Settings
    ready: Event


def application(work: Work) -> Any:
    """The WSGI application, with its index open and the analyser of questions on its way."""
    quieten_whoosh()
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    signals.wake_main_thread()
    stop_seconds = work.settings.number("IZDE_STOP_SECONDS")
    Thread(target=_end_with_supervisor, args=(stop_seconds,), daemon=True).start()
    from search_service import request_log
    from search_service.answers import IndexUnusable
    from search_service.application import create_app

    request_log.start(
        each_request=work.settings.switch("IZDE_LOG"), queries=work.settings.switch("IZDE_LOG_QUERIES")
    )
    app = create_app(work.index_folder, work.settings)
    library = app.extensions["izde"]
    try:
        library.corpus()
    except IndexUnusable:
        # It went after the supervisor saw it; the requests tell, until there is one again.
        pass
    # Nobody waits for the analyser before the worker is ready, and the first question hardly does.
    Thread(target=library.load_analyser, daemon=True).start()
    work.ready.set()
    return app


def quieten_whoosh() -> None:
    """Whoosh 2.7.4 warns while Python compiles it, which no user can mend."""
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh")
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=".*whoosh")


def _end_with_supervisor(stop_seconds: int) -> None:
    """End this worker, its requests first, when the process that watches it is gone, however it went."""
    supervisor = parent_process()
    if supervisor is not None:
        supervisor.join()
        os.kill(os.getpid(), signal.SIGTERM)
        # Nobody is left who would end a worker that hangs.
        time.sleep(stop_seconds)
        os._exit(1)
