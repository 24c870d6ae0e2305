"""Atoms and the names of events in, the atoms without the months that are only part of a name out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.dates.atoms import CODES, Atoms
from pipeline.records import Mention

_OTHER = CODES["other"]
# «Ақпан және Қазан төңкерістері», «ақпан буржуазиялық-демократиялық революциясы».
_EVENT = re.compile(r"(?<!n)(?<!n-)(?P<months>M(?:[&,-]M){0,3})(?:x-?){0,3}e")
_QUOTED = re.compile(r"(?<=q)(?P<months>M)(?=q)")
_NAMED = re.compile(r"(?P<months>M)(?=q?j)")
_QUOTED_YEAR = re.compile(r"(?<=q)(?P<months>N)Y(?=qj)|(?<=jq)N(?=Yq)")


def without_names(atoms: Atoms, events: Sequence[Mention]) -> Atoms:
    """The atoms, with every month that stands in the name of an event, a newspaper or a street made «other».

    A month with a day before it or with an ending of its own (шілдедегі съезд) stays one.
    """
    code = list(atoms.code)
    for pattern in (_EVENT, _QUOTED, _NAMED, _QUOTED_YEAR):
        for match in pattern.finditer(atoms.code):
            for index in range(match.start(), match.end()):
                if code[index] in "MN" and (code[index] == "N" or _is_plain(atoms, index)):
                    code[index] = _OTHER
    starts = [event.start for event in sorted(events, key=lambda event: event.start)]
    ordered = sorted(events, key=lambda event: event.start)
    for index, letter in enumerate(atoms.code):
        if letter == "M" and starts:
            at = bisect_right(starts, atoms.items[index].start) - 1
            if at >= 0 and atoms.items[index].end <= ordered[at].end and _is_plain(atoms, index):
                if atoms.code[max(index - 2, 0) : index].rstrip("-")[-1:] != "n":
                    code[index] = _OTHER
    return replace(atoms, code="".join(code))


def _is_plain(atoms: Atoms, index: int) -> bool:
    """A month without ending, as in a name."""
    reading = atoms.items[index].reading
    return reading.case is None and not reading.attributive and not reading.possessive
