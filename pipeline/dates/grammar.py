"""The rules of data/dates_rules.tsv in, compiled to regular expressions over the code of atoms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline import tables
from pipeline.dates.atoms import CODES

RULES = "dates_rules.tsv"

# Digits after YEAR and ANNUM number the second one of a pattern.
_YEAR = r"(?:(?P<year{0}>N)-?(?P<unit{0}>Y)|(?P<pointer{0}>D)(?P<pointed{0}>Y))"
_ANNUM = r"(?:D?(?P<year{0}>N)(?:-?(?P<unit{0}>Y))?|(?P<pointer{0}>D)(?P<pointed{0}>Y))"
_MACROS = {
    "YEAR": (_YEAR.format(""), "ND"),
    "YEAR2": (r"(?P<year2>N)-?(?P<unit2>Y)", "N"),
    "ANNUM": (_ANNUM.format(""), "ND"),
    "ANNUM2": (r"(?P<year2>N)(?:-?(?P<unit2>[YS]))?", "N"),
    "DAYS": (r"(?P<day>n)(?:-(?P<day2>n))?", "n"),
    "MONTHDAYS": (r"(?P<month>M)A?(?P<day>n)(?:-?(?P<day2>n))?", "M"),
    "WHICH": (r"-?(?P<which>[noR])-?", "noR"),
    "WHICH2": (r"(?P<which2>[noR])-?", "noR"),
}
_ERA_BEFORE = r"(?P<christ>[Bb])?"
_ERA_AFTER = r"(?P<christ2>[WV])?"
_TOKEN = re.compile(r"(?:(?P<name>[a-z]+2?):)?(?P<kinds>[a-z_|]+)(?P<optional>\?)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A reading, the pattern of the atoms that have it, the codes that it may begin with, and an example."""

    reading: str
    pattern: re.Pattern[str]
    begins: frozenset[str]
    example: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order. Raises TableError for a pattern that names no kind of atom."""
    found: list[Rule] = []
    for number, row in tables.rows(RULES, "rule", "pattern", "example"):
        reading, _, era = row["rule"].partition(" ")
        if era not in ("", "era") or not row["example"]:
            raise tables.problem(RULES, number, "a rule is a name, or a name and “era”, and has an example")
        pattern, begins = _compiled(row["pattern"].split(), number)
        if era:
            pattern = _ERA_BEFORE + pattern + _ERA_AFTER
            begins |= set("Bb")
        try:
            found.append(Rule(reading, re.compile(pattern), frozenset(begins), row["example"]))
        except re.error as error:
            raise tables.problem(RULES, number, f"a name stands twice in the pattern ({error})") from error
    return tuple(found)


@cache
def rules_by_code() -> dict[str, tuple[Rule, ...]]:
    """For each code letter the rules that may begin with it, in their order."""
    return {code: tuple(rule for rule in rules() if code in rule.begins) for code in CODES.values()}


def _compiled(tokens: list[str], number: int) -> tuple[str, set[str]]:
    """The regular expression of a pattern, and the codes that it may begin with."""
    parts: list[str] = []
    begins: set[str] = set()
    still_first = True
    for token in tokens:
        part, first, optional = _part(token, number)
        parts.append(part)
        if still_first:
            begins |= first
        still_first = still_first and optional
    return "".join(parts), begins


def _part(token: str, number: int) -> tuple[str, set[str], bool]:
    if token in _MACROS:
        pattern, first = _MACROS[token]
        return pattern, set(first), False
    match = _TOKEN.fullmatch(token)
    kinds = match["kinds"].split("|") if match else []
    if not match or not all(kind in CODES for kind in kinds):
        raise tables.problem(RULES, number, f"“{token}” names no kind of atom")
    letters = [CODES[kind] for kind in kinds]
    group = "[" + "".join(re.escape(letter) for letter in letters) + "]"
    if match["name"]:
        group = f"(?P<{match['name']}>{group})"
    optional = match["optional"] or ""
    return group + optional, set(letters), bool(optional)
