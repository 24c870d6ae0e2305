"""A place in a list in, an opaque cursor out, and the way back: bound to what was asked and to the build."""

from __future__ import annotations

import base64
import binascii
import hashlib

from search_service.answers import QuestionError

_PLACE, _BUILD, _SEAL = 5, 6, 13
"""Bytes of a cursor: the place, the build that the list is of, and a digest of both and of what was asked."""
_AGAIN = "ask again without it"


class StaleCursor(QuestionError):
    """The cursor belongs to the question, but to a build that is gone."""


def cursor(place: int, *asked: object) -> str:
    """The cursor that leads on from `place` of the list that answers `asked`, the build last of it."""
    *question, build = asked
    begin = place.to_bytes(_PLACE, "big") + _digest(build, _BUILD)
    made = begin + _digest((begin, question), _SEAL)
    return base64.urlsafe_b64encode(made).decode("ascii")


def place(given: str, *asked: object) -> int:
    """The place that `cursor` was made of.

    Raises QuestionError when it is not one for `asked`, StaleCursor when the build is another.
    """
    *question, build = asked
    try:
        made = base64.b64decode(given, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        made = b""
    begin, seal = made[: _PLACE + _BUILD], made[_PLACE + _BUILD :]
    if seal != _digest((begin, question), _SEAL):
        raise QuestionError("cursor", f"does not belong to this question; {_AGAIN}")
    if begin[_PLACE:] != _digest(build, _BUILD):
        raise StaleCursor("cursor", f"is stale: the corpus was built anew since; {_AGAIN}")
    return int.from_bytes(begin[:_PLACE], "big")


def within(place: int, total: int) -> int:
    """`place`, where a list of `total` has it or it is the first. Raises QuestionError."""
    if place and place >= total:
        raise QuestionError("cursor", f"leads beyond the end of the list; {_AGAIN}")
    return place


def _digest(asked: object, length: int) -> bytes:
    return hashlib.sha256(repr(asked).encode("utf-8", "surrogatepass")).digest()[:length]
