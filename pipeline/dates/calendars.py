"""A dated draft and its surroundings in, the calendar that its day or month is told in out."""

from __future__ import annotations

import re

from pipeline.dates.atoms import Atoms
from pipeline.dates.drafts import Draft

_FIRST = "1700-01"
"""Russia counted years from the creation of the world until 1700."""
_REFORM = "1918-02"
"""The decree put 14 February 1918 after 31 January."""
_MONTHS = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?")
_AROUND = 40
"""Atoms on either side in which the place of the event is looked for; a sentence is seldom longer."""


def calendar(draft: Draft, edtf: str, atoms: Atoms) -> str | None:
    """«julian» for a day or a month told by Russia's calendar before February 1918, None for any other date.

    Not for years and seasons, for a day in brackets or beside a word that says the new style, or for a date
    that the sentence sets abroad (a place abroad and none of Russia's).
    """
    parts = [part for part in edtf.split("/") if part != ".."]
    if (
        draft.type == "year"
        or draft.new_style
        or not all(_MONTHS.fullmatch(part.rstrip("~")) for part in parts)
    ):
        return None
    if draft.month is None and draft.type == "relative" and draft.need == "year":
        return None
    if not all(_FIRST <= part < _REFORM for part in parts):
        return None
    if "1" in atoms.code[max(draft.first - 1, 0) : draft.first] + atoms.code[draft.last + 1 : draft.last + 2]:
        return None
    sentence = _sentence(draft, atoms.code)
    return None if "2" in sentence and "3" not in sentence else "julian"


def _sentence(draft: Draft, code: str) -> str:
    """The code around a date up to a full stop or a break on either side."""
    before = re.split("[!s]", code[max(draft.first - _AROUND, 0) : draft.first])[-1]
    after = re.split("[!s]", code[draft.last + 1 : draft.last + 1 + _AROUND])[0]
    return before + after
