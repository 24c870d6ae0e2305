"""The whole description is asked of a real service by schemathesis, with all its checks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.running import Service

ROOT = Path(__file__).resolve().parent.parent
LEAST = 500
"""Requests that a run must have sent to say anything."""


def test_whatever_is_asked_the_answers_are_as_described(service: Service) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    settings = ["--config-file", str(ROOT / "schemathesis.toml")]
    bounds = [
        "--checks",
        "all",
        "--max-examples",
        "5",
        "--seed",
        "1",
        "--phases",
        "examples,coverage,fuzzing",
    ]
    done = subprocess.run(
        [program, *settings, "run", f"{service.url}/openapi.json", *bounds, "--no-color"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    generated = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert generated and generated[1] == generated[2] and int(generated[1]) >= LEAST
