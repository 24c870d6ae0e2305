"""What was asked in, the result that was made for it out, while it is among the last few."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Result = TypeVar("Result")


class Kept:
    """The results made last, kept for their next pages. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def result(
        self,
        asked: Hashable,
        make: Callable[[], Result],
        is_whole: Callable[[Result], bool] = lambda result: True,
    ) -> Result:
        """What `make` makes, or made when the same was asked before; what is not whole is made anew."""
        with self._lock:
            if asked in self._results:
                self._results.move_to_end(asked)
                kept: Result = self._results[asked]
                return kept
        made = make()
        if not is_whole(made):
            return made
        with self._lock:
            self._results[asked] = made
            if len(self._results) > self._most:
                self._results.popitem(last=False)
        return made
