"""The seconds that a question may take in, what must be left out of its answer out."""

from __future__ import annotations

import time
from collections.abc import Callable


class Budget:
    """The time that one question has. Without `seconds` it has as much as it takes."""

    def __init__(self, seconds: float | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = None if seconds is None else clock() + seconds
        self._left_out: dict[str, None] = {}

    def allows(self, work: str) -> bool:
        """Whether there is time left for work that only adds to an answer; else it is noted as left out."""
        if self._end is None or self._clock() < self._end:
            return True
        self._left_out[work] = None
        return False

    @property
    def left_out(self) -> tuple[str, ...]:
        """What there was no time for, in order."""
        return tuple(self._left_out)
