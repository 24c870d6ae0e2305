"""An offset in a list in, an opaque cursor out, and the way back: bound to what was asked and the build."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from search_service.answers import QuestionError


def cursor(place: int, *asked: object) -> str:
    """The cursor that leads on from `place` of the list that answers `asked`, the build last of it."""
    made = json.dumps([place, *map(_seal, (asked[:-1], asked[-1]))])
    return base64.urlsafe_b64encode(made.encode()).decode().rstrip("=")


def place(given: str, *asked: object) -> int:
    """The place that `cursor` was made of. Raises QuestionError when it is not one for `asked`."""
    try:
        data = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        found, question, build = json.loads(data)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        found = question = build = None
    if question != _seal(asked[:-1]) or type(found) is not int or found < 0:
        raise QuestionError("cursor", "does not belong to this question; ask again without it")
    if build != _seal(asked[-1]):
        raise QuestionError("cursor", "is stale: the corpus was built anew since; ask again without it")
    return found


def _seal(asked: object) -> str:
    return hashlib.sha256(repr(asked).encode("utf-8", "surrogatepass")).hexdigest()[:16]
