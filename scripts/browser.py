"""A folder of an index in, a service that runs on it and a Chromium to look at its pages with out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium: $CHROMIUM, or the first that is on PATH. Raises RuntimeError where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise RuntimeError("there is no browser: install Debian's chromium, or set CHROMIUM")
    arguments = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's sandbox refuses to run as root.
        arguments.append("--no-sandbox")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=arguments)
        yield running
        running.close()


@contextmanager
def serving(index: Path, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a service on a free port, and its process, which ends when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "search_service", "serve", "--index", str(index)],
        env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr
    with process.stderr:
        try:
            said = process.stderr.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            yield found[0].rstrip("/"), process
        finally:
            process.terminate()
            process.wait(30)
