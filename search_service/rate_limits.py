"""The text of a setting in, how many requests a client may send out."""

from __future__ import annotations

from dataclasses import dataclass

AUTO, NONE = "auto", "none"
_OF_OTHER_MACHINES = "600 per 1 minute"
"""Requests of another machine, unless told otherwise: many more than a person's browser sends."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How many requests a client may send, in words of the library `limits`; who is counted."""

    said: str
    on_loopback: bool


def read(text: str) -> RateLimit | None:
    """The limit that the setting holds; None for none. Raises ValueError that says what it should be."""
    if text == NONE:
        return None
    if text == AUTO:
        return RateLimit(_OF_OTHER_MACHINES, on_loopback=False)
    # Only who sets a limit waits for the library.
    from limits import parse_many

    try:
        parse_many(text)
    except ValueError:
        raise ValueError(f"should be {AUTO}, {NONE} or such as “100 per minute; 2000 per day”") from None
    return RateLimit(text, on_loopback=True)
