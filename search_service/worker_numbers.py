"""Worker processes in, a folder out in which they put their numbers together while they are served."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder to prometheus_client, which reads it when it is imported."""


@contextmanager
def together() -> Iterator[None]:
    """Have all processes that are started meanwhile count together."""
    with TemporaryDirectory(prefix="izde-metrics-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def forget(process: int | None) -> None:
    """What a worker that is gone was doing is no longer in progress; what it did stays counted."""
    if folder := os.environ.get(FOLDER):
        # As prometheus_client's mark_process_dead does, which the supervisor need not load.
        for file in Path(folder).glob(f"gauge_live*_{process}.db"):
            file.unlink(missing_ok=True)
