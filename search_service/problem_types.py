"""The table of problem types in, the types out: what each is called, what it means and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pipeline import tables

_FILE = "problem_types.tsv"
_HEADER = ("name", "status", "language", "title", "meaning", "remedy")


@dataclass(frozen=True, slots=True)
class Said:
    """What a type of problem is called, what it means and how to mend it, in one language."""

    title: str
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A type of problem: its name, which stays for good, its status, and what is said of it by language."""

    name: str
    status: int
    said: Mapping[str, Said]

    @property
    def address(self) -> str:
        """The page that tells of it: the `type` of its problems."""
        return f"/problems/{self.name}"


@cache
def problem_types() -> Mapping[str, ProblemType]:
    """All types by name, in the table's order."""
    text = (files("search_service") / _FILE).read_text(encoding="utf-8")
    types: dict[str, ProblemType] = {}
    for number, row in tables.parsed(_FILE, text, *_HEADER):
        if not row["status"].isdecimal():
            raise tables.problem(_FILE, number, f"the status is {row['status']!r}; it should be a number")
        name, said = row["name"], Said(*(row[column] for column in _HEADER[3:]))
        before = types[name].said if name in types else {}
        types[name] = ProblemType(
            name, int(row["status"]), MappingProxyType({**before, row["language"]: said})
        )
    return MappingProxyType(types)


def name_of_status(status: int) -> str:
    """The type of a problem of which nothing but its status is known."""
    found = (each.name for each in problem_types().values() if each.status == status)
    return next(found, "internal-error" if status >= 500 else "bad-request")
