"""Atoms in, drafts of the dates that they make out, in the order of the text and none over another."""

from __future__ import annotations

import re

from pipeline.dates import centuries, counted, days, decades, months, years
from pipeline.dates.atoms import CODES, Atoms
from pipeline.dates.days import Builder
from pipeline.dates.drafts import Draft, Found
from pipeline.dates.grammar import Rule, rules_by_code

BUILDERS: dict[str, Builder] = {
    **days.BUILDERS,
    **months.BUILDERS,
    **years.BUILDERS,
    **counted.BUILDERS,
    **decades.BUILDERS,
    **centuries.BUILDERS,
}
_DECIMAL = re.compile(r"\d[.,:]\d")


def drafts(atoms: Atoms) -> list[Draft]:
    """The drafts of the text's dates: at each place the longest pattern that makes sense."""
    by_code = rules_by_code()
    begins = re.compile("[" + re.escape("".join(code for code in CODES.values() if by_code[code])) + "]")
    found: list[Draft] = []
    at = 0
    while match := begins.search(atoms.code, at):
        at = match.start()
        made, end = _longest(atoms, at, by_code[atoms.code[at]])
        if made and not _DECIMAL.match(atoms.text, max(made[0].start - 2, 0), made[0].start + 1):
            found += made
            at = max(end, at + 1)
        else:
            at += 1
    return found


def _longest(atoms: Atoms, at: int, rules: tuple[Rule, ...]) -> tuple[list[Draft], int]:
    """The drafts of the longest match that makes sense, and the index of the atom after them."""
    matches = [(rule, match) for rule in rules if (match := rule.pattern.match(atoms.code, at))]
    matches.sort(key=lambda entry: -entry[1].end())
    for rule, match in matches:
        found = Found(match, atoms)
        made = BUILDERS[rule.reading](found)
        if made and all(draft.year is None or draft.value(draft.year) for draft in made):
            return made, found.last + 1
    return [], at
