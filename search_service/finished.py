"""The tag of an answer in, the answer as it was sent before out, while it is among the last ones."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of all answers that a worker keeps: those to some thousand questions."""
LARGEST = MOST_BYTES // 64
"""Bytes of one that is kept; a few long lists shall not drive out all the others."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The JSON of an answer, and what it leads to as its header Link says."""

    body: bytes
    link: str


class Answers:
    """The answers sent last, by their strong tags: whatever has the same tag is the same, byte for byte.

    Safe to use from several threads.
    """

    def __init__(self, most: int = MOST_BYTES, largest: int = LARGEST) -> None:
        self._most = most
        self._largest = largest
        self._size = 0
        self._held: OrderedDict[str, Finished] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> Finished | None:
        """The answer with the tag, where it is kept."""
        with self._lock:
            if tag in self._held:
                self._held.move_to_end(tag)
            return self._held.get(tag)

    def keep(self, tag: str, answer: Finished) -> None:
        """Keep an answer, and let go of those that were not asked for longest, as far as room is needed."""
        size = len(answer.body)
        if size > self._largest:
            return
        with self._lock:
            if tag in self._held:
                return
            self._held[tag] = answer
            self._size += size
            while self._size > self._most:
                _, oldest = self._held.popitem(last=False)
                self._size -= len(oldest.body)
