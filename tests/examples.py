"""A Markdown text in, the programs that its fenced blocks hold out, and what they print when they run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser

HOST = "http://127.0.0.1:8000"


def blocks(markdown: str) -> list[tuple[str, str]]:
    """The language and the program of each fenced block."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", markdown, flags=re.MULTILINE | re.DOTALL)


def ran(language: str, program: str, url: str, folder: Path, browser: Browser) -> str:
    """What `program` prints, run in `folder` against the service at `url`. It fails when the program does."""
    program = program.replace(HOST, url)
    if language == "javascript":
        return _in_browser(program, url, browser)
    command = [sys.executable, "-c", program] if language == "python" else ["bash", "-euc", program]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _in_browser(program: str, url: str, browser: Browser) -> str:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{url}/docs/swagger-ui.css")
    page.evaluate(f"(async () => {{ {program} }})()")
    page.close()
    return "\n".join(said)
