"""The file of addresses that a variable names in, users who ask for them out; in the end a line of JSON.

Run by locust, not imported: importing locust replaces Python's sockets.
"""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant, events, task

from scripts.benchmark_load import PATHS

_paths = Path(os.environ[PATHS]).read_text(encoding="ascii").split()
_places = itertools.count()


class Reader(FastHttpUser):
    """Asks for the addresses in turn, all users together, each as soon as it has its answer."""

    wait_time = constant(0)

    @task
    def ask(self) -> None:
        """Ask for the next one."""
        self.client.get(_paths[next(_places) % len(_paths)], name="question")


@events.quitting.add_listener
def tell(environment: Any, **_: Any) -> None:
    """Print what was seen."""
    seen = environment.stats.total
    print(
        json.dumps(
            {
                "requests": seen.num_requests,
                "failed": seen.num_failures,
                "seconds": max(seen.last_request_timestamp - seen.start_time, 0.001),
                "p50": seen.get_response_time_percentile(0.5),
                "p95": seen.get_response_time_percentile(0.95),
                "p99": seen.get_response_time_percentile(0.99),
            }
        ),
        flush=True,
    )
