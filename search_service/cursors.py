"""An offset in a list in, an opaque cursor out, and the way back: bound to what was asked and the build."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from search_service.answers import QuestionError


def cursor(place: int, *asked: object) -> str:
    """The cursor that leads on from `place` of the list that answers `asked`."""
    return base64.urlsafe_b64encode(json.dumps([place, _seal(asked)]).encode()).decode().rstrip("=")


def place(given: str, *asked: object) -> int:
    """The place that `cursor` was made of. Raises QuestionError when it is not one for `asked`."""
    try:
        data = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        found, seal = json.loads(data)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        found, seal = None, None
    if seal != _seal(asked) or type(found) is not int or found < 0:
        raise QuestionError(
            "cursor",
            "does not belong to this question or to the corpus as it is now; ask again without it",
        )
    return found


def _seal(asked: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(asked).encode("utf-8", "surrogatepass")).hexdigest()[:16]
