"""A word in, how often its sounds break the habits of Kazakh words out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline import suffixes, tables

TABLE = "sound_clashes.tsv"


@dataclass(frozen=True, slots=True)
class _Habits:
    neighbours: re.Pattern[str]
    crowds: re.Pattern[str]
    harmonies: dict[str, str]


def clashes(word: str) -> int:
    """How often `word` changes between front and back vowels, or has sounds that do not stand together."""
    habits = _habits()
    folded = word.casefold()
    vowels = [side for letter in folded if (side := habits.harmonies.get(letter, "either")) != "either"]
    changes = sum(left != right for left, right in zip(vowels, vowels[1:], strict=False))
    crowded = sum(len(match[0]) - 2 for match in habits.crowds.finditer(folded))
    return changes + crowded + len(habits.neighbours.findall(f"^{folded}"))


@cache
def _habits() -> _Habits:
    grammar = suffixes.load()
    pairs = []
    for number, row in tables.rows(TABLE, "left", "right", "why"):
        if not row["left"] or not row["right"]:
            raise tables.problem(TABLE, number, "give letters on both sides")
        pairs.append(f"[{re.escape(row['left'])}](?=[{re.escape(row['right'])}])")
    consonants = "".join(
        letter
        for letter, sound in grammar.sounds.items()
        if sound not in ("vowel", "silent") and letter not in grammar.harmonies
    )
    # Three consonants in a row, or two at the start of a word, are rare and mostly foreign.
    crowds = re.compile(f"[{consonants}]{{3,}}|\\b[{consonants}]{{2,}}")
    return _Habits(re.compile("|".join(pairs)), crowds, grammar.harmonies)
