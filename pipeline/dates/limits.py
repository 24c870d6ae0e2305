"""A dated draft and the words beside it in, its EDTF with an open end or a mark of doubt out."""

from __future__ import annotations

from typing import Literal

from pipeline.dates.atoms import CODES, Atoms
from pipeline.dates.drafts import Draft

Side = Literal["", "first", "last"]

_TO = frozenset({CODES["to"], CODES["till"]})
_RELATED = frozenset({CODES["earlier"], CODES["later"]})


def limited(draft: Draft, edtf: str, atoms: Atoms, previous: Draft | None, following: Draft | None) -> str:
    """`edtf` as an interval with an open end beside «бастап», «дейін», «кейін», «с», «до», «после».

    `1905/..` since or after 1905, `../1905` until or before it; `1905~` beside «шамамен», «около». `previous`
    and `following` are the drafts beside this one: «до» between two dates ends a stretch and opens nothing.
    """
    since, until = _opened(draft, atoms, previous, following)
    if since:
        return f"{whole_end(edtf, since)}/.."
    if until:
        return f"../{whole_end(edtf, until)}"
    if "~" in (_code(atoms, draft.first - 1), _code(atoms, draft.last + 1)) and not set("/X~") & set(edtf):
        return f"{edtf}~"
    return edtf


def _opened(draft: Draft, atoms: Atoms, previous: Draft | None, following: Draft | None) -> tuple[Side, Side]:
    """Whether the date begins or ends an open interval, and by which of its own ends it does."""
    before, after = _code(atoms, draft.first - 1), _code(atoms, draft.last + 1)
    if draft.counted:
        # «бір жылдан кейін» is a date, and nothing after one.
        return "", ""
    kazakh = _kazakh(draft, atoms, after)
    if kazakh != ("", ""):
        return kazakh
    joined = previous is not None and previous.last >= draft.first - 2
    closed = after in _TO and following is not None and following.first <= draft.last + 2
    if before == CODES["from"] and not draft.ranged and not closed:
        return "first", ""
    if before == CODES["after"]:
        return "last", ""
    if joined or draft.ranged:
        return "", ""
    said = atoms.items[draft.first - 1].reading.label if draft.first else ""
    if before == CODES["till"] or (said == "until" and draft.month is not None):
        return "", "last"
    if before in _RELATED and said == "ru":
        return ("last", "") if before == CODES["later"] else ("", "first")
    return "", ""


def _kazakh(draft: Draft, atoms: Atoms, after: str) -> tuple[Side, Side]:
    """The same for the words that follow a date and ask for its case; seasons tell no case."""
    last = atoms.items[draft.last].reading
    ablative = last.case == "ablative" or last.kind == "season"
    if after == CODES["since"] and ablative:
        return "first", ""
    if after == CODES["until"] and (last.case == "dative" or last.kind == "season"):
        return "", "" if draft.ranged else "last"
    if after in _RELATED and ablative and last.label != "ru":
        return ("last", "") if after == CODES["later"] else ("", "first")
    return "", ""


def _code(atoms: Atoms, index: int) -> str:
    return atoms.code[index] if 0 <= index < len(atoms.code) else CODES["break"]


def whole_end(edtf: str, side: Side) -> str:
    """The first or the last date of a value, whole: EDTF has no open interval with unspecified digits.

    The first year of a century is 1801, as in the guidelines' halves and quarters.
    """
    parts = edtf.split("/")
    end = (parts[0] if side == "first" else parts[-1]).rstrip("~")
    low = (side == "first") != end.startswith("-")
    if "XX" in end and not end.startswith("-"):
        century = int(end.rstrip("X") + "0" * end.count("X"))
        return f"{century + (1 if low else 10 ** end.count('X')):04d}"
    return end.replace("X", "0" if low else "9")
