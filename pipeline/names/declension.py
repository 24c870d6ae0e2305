"""A Russian nominative in, its forms out, by the table of how ends of words decline."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.tables import problem, rows

TABLE = "declension.tsv"
_MAYBE_PLURAL = (
    "ы",
    "и",
    "ов",
    "ев",
    "ей",
    "ий",
    "ам",
    "ям",
    "ами",
    "ями",
    "ах",
    "ях",
    "ые",
    "ие",
    "ых",
    "их",
)


@lru_cache(maxsize=8192)
def forms(nominative: str) -> frozenset[str]:
    """`nominative`, in lower case, in every case and number: a generous set, for recognising only."""
    found = {nominative}
    for cut, endings in _table().get(_ending_of(nominative), ()):
        stem = nominative[: len(nominative) - len(cut)]
        found |= {stem + ending for ending in endings}
    return frozenset(found)


def may_be_plural(form: str) -> bool:
    """Whether the form of a noun can be a plural (областей, области; not области́ю, область)."""
    return form.endswith(_MAYBE_PLURAL)


def _ending_of(nominative: str) -> str:
    table = _table()
    for length in range(min(len(nominative), 5), 0, -1):
        if nominative[-length:] in table:
            return nominative[-length:]
    return ""


@cache
def _table() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """For each end of a nominative: what falls away, and what comes instead."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for number, row in rows(TABLE, "nominative", "cut", "endings"):
        nominative, cut = (row[name].replace("-", "") for name in ("nominative", "cut"))
        if not nominative.endswith(cut) or not row["endings"]:
            raise problem(TABLE, number, f"{cut!r} should be how {nominative!r} ends, with endings to follow")
        endings = tuple(ending.replace("-", "") for ending in row["endings"].split())
        table.setdefault(nominative, []).append((cut, endings))
    return {nominative: tuple(found) for nominative, found in table.items()}
