"""The tables of code pages in, what each printed character stands for out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline import tables

TABLE = "code_pages.tsv"
LETTERS = "code_page_letters.tsv"
WESTERN = "western"
"""Windows-1252 and Latin-1 in one: they differ in 0x80-0x9F only, and a byte may come as either shows it."""

EITHER = "either"
"""Windows-1251 or a Western page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A code page read as another: what each printed character stands for, where the two differ."""

    name: str
    letters: dict[str, str]

    def read(self, text: str) -> str:
        return "".join(self.letters.get(char, char) for char in text)


@cache
def pages(read_as: str) -> tuple[Page, ...]:
    """The code pages that a text read as `read_as` may have been written in, the likeliest first."""
    found = []
    for number, row in tables.rows(TABLE, "written_in", "read_as", "why"):
        if row["read_as"] not in (WESTERN, "cp1251", EITHER):
            raise tables.problem(
                TABLE, number, f"read_as is {row['read_as']}; give {WESTERN}, cp1251 or {EITHER}"
            )
        if row["read_as"] == read_as:
            name = row["written_in"]
            letters = _listed(name) or _difference(name, read_as)
            if not letters:
                raise tables.problem(
                    TABLE, number, f"{name} is no codec of Python and has no row in {LETTERS}"
                )
            found.append(Page(name, letters))
    return tuple(found)


@cache
def pages_of_runs() -> tuple[Page, ...]:
    """The code pages that come in runs alone, each read as Windows-1251 and as a Western one."""
    rows = [row for _, row in tables.rows(TABLE, "written_in", "read_as", "why")]
    names = [row["written_in"] for row in rows if row["read_as"] == EITHER]
    return tuple(Page(name, _difference(name, shown)) for name in names for shown in ("cp1251", WESTERN))


def shown(byte: int, read_as: str) -> set[str]:
    """How `byte` may look; a byte that the code page leaves out comes through as Latin-1."""
    codec = "cp1252" if read_as == WESTERN else read_as
    sign = bytes([byte]).decode(codec, "ignore") or chr(byte)
    return {sign, chr(byte)} if read_as == WESTERN else {sign}


def _difference(codec: str, read_as: str) -> dict[str, str]:
    letters: dict[str, str] = {}
    for byte in range(0x80, 0x100):
        try:
            meant = bytes([byte]).decode(codec, "ignore")
        except LookupError:
            return {}
        if meant:
            letters |= {sign: meant for sign in shown(byte, read_as) if sign != meant}
    return letters


def _listed(name: str) -> dict[str, str]:
    rows = tables.rows(LETTERS, "code_page", "printed", "meant")
    return {row["printed"]: row["meant"] for _, row in rows if row["code_page"] == name}
