"""How many of how many sentences are done, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

EACH = 50
"""Sentences between two reports."""

Progress = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Show nothing."""
