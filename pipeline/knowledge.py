"""The table of what the corpus knows by name in, its checked entries out, by id and by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pipeline.names import heads, written_forms
from pipeline.records import EntityType
from pipeline.tables import problem, rows

TABLE = "knowledge.tsv"
COLUMNS = ("id", "type", "kind", "kk", "ru", "en", "years", "description", "aliases")

KINDS = (*written_forms.PERSONS, "byname", "titled", "land", "people", "party-members", "numbered", "letter")
"""The kinds that are no kinds of heads (heads.tsv), beside the empty one."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEARS = re.compile(r"(\d{3,4})(?:[–-](\d{3,4}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something with a name; `kk`, `ru`, `en` are empty and `years` is None where not certain."""

    id: str
    type: EntityType
    kind: str
    kk: str
    ru: str
    en: str
    years: tuple[int, int] | None
    description: str
    aliases: tuple[str, ...]

    @property
    def canonical(self) -> str:
        """The name to show: the Kazakh one, else the Russian one."""
        return self.kk or self.ru

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the table gives, the languages' own first, without repetition."""
        return tuple(dict.fromkeys(name for name in (self.kk, self.ru, self.en, *self.aliases) if name))


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """The entries by id, in the order of the table."""

    entries: dict[str, Entry]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, id: str) -> bool:
        return id in self.entries

    def entry(self, id: str) -> Entry:
        """The entry called `id`. Raises KeyError where there is none."""
        return self.entries[id]

    def years_of(self, id: str) -> tuple[int, int] | None:
        """The first and the last year of `id` (one year: twice the same); None where they are not known."""
        entry = self.entries.get(id)
        return entry.years if entry else None

    def names_of(self, id: str) -> tuple[str, ...]:
        """All names of `id` in every language, those included that follow from it: forms of a surname, the
        bare name of what has a generic head. Raises KeyError for an unknown id.
        """
        entry = self.entries[id]
        return tuple(dict.fromkeys((*entry.names, *written_forms.search_names(entry.kind, entry.names))))


@cache
def load() -> Knowledge:
    """The knowledge of the package's table, read once. Raises TableError where it is wrong."""
    entries: dict[str, Entry] = {}
    for number, row in rows(TABLE, *COLUMNS):
        if row["id"] in entries:
            raise problem(TABLE, number, f"the id {row['id']!r} has a row already")
        entries[row["id"]] = _entry(number, row)
    return Knowledge(entries)


def _entry(number: int, row: dict[str, str]) -> Entry:
    if not _ID.fullmatch(row["id"]):
        raise problem(
            TABLE, number, f"the id {row['id']!r} should be Latin words in lower case, with hyphens"
        )
    if row["type"] not in get_args(EntityType):
        raise problem(TABLE, number, f"the type {row['type']!r} should be one of {get_args(EntityType)}")
    if row["kind"] and row["kind"] not in KINDS and row["kind"] not in heads.kinds():
        raise problem(
            TABLE, number, f"the kind {row['kind']!r} should be empty, one of {KINDS} or one of heads.tsv"
        )
    if not (row["kk"] or row["ru"]):
        raise problem(TABLE, number, "an entry needs a name in the column kk or ru")
    years = None
    if row["years"]:
        shape = _YEARS.fullmatch(row["years"])
        if not shape or int(shape[1]) > int(shape[2] or shape[1]):
            raise problem(TABLE, number, f"the years {row['years']!r} should be YEAR or YEAR–YEAR, in order")
        years = int(shape[1]), int(shape[2] or shape[1])
    aliases = tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip())
    repeated = [alias for at, alias in enumerate(aliases) if alias in (row["kk"], row["ru"], *aliases[:at])]
    if repeated:
        raise problem(TABLE, number, f"the aliases {repeated} stand in the row already; leave them out")
    return Entry(
        row["id"],
        row["type"],  # type: ignore[arg-type]
        row["kind"],
        row["kk"],
        row["ru"],
        row["en"],
        years,
        row["description"],
        aliases,
    )
