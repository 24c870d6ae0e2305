"""A word in, its key out: one key for every script and spelling habit; both sides of a comparison are folded.

The key merges words on purpose (тіл and тыл have one key, кен and көн have two): whoever compares keys ranks
a match of the word itself above a match of its key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline import tables

_LETTERS = "folding.tsv"
_RUNS = "folding_runs.tsv"
_PLAIN = "folding_plain.tsv"


def surface(word: str) -> str:
    """The word as it stands, apart from case: NFC, casefolded, with the four Latin i (I ı İ i) made one."""
    folded = unicodedata.normalize("NFC", word).casefold().replace("i\u0307", "i").replace("ı", "i")
    return unicodedata.normalize("NFC", folded)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The letters and digits of the word in one alphabet; empty when it has none.

    Punctuation inside the word (hyphens, apostrophes) is dropped, so Алаш-Орда and Алашорда have one key.
    """
    pattern, letters = _reading()
    folded = _bare(unicodedata.normalize("NFC", word).casefold().replace("i\u0307", "i"))
    if _joining().isdisjoint(folded):
        spelt = "".join([letters.get(letter, letter) for letter in folded])
    else:
        spelt = pattern.sub(lambda run: letters.get(run[0]) or letters.get("^" + run[0], ""), folded)
    runs, replacements = _runs()
    return runs.sub(lambda found: replacements[found.lastindex or 0], spelt)


def same_habit(one: str, other: str) -> bool:
    """Whether one of two words is the other as typed without some or all of the Kazakh letters.

    кол is қол and көл so typed, and козғалыс is қозғалыс; қол is not көл, although their keys are the same.
    A word with letters of the tables' Latin rows is written by no fixed habit: there the key alone decides.
    """
    one, other = surface(one), surface(other)
    if not (_is_cyrillic(one) and _is_cyrillic(other)):
        return key(one) == key(other)
    return len(one) == len(other) and (_typed_plainly(one, other) or _typed_plainly(other, one))


def _typed_plainly(word: str, typed: str) -> bool:
    plain = _plain()
    return all(b in (a, plain.get(a)) for a, b in zip(word, typed, strict=True))


def _is_cyrillic(word: str) -> bool:
    return not any("a" <= letter <= "ɏ" for letter in word)


def _bare(word: str) -> str:
    """`word` without what is no letter or digit, and each letter that has no row without its marks."""
    _, letters = _reading()
    if letters.keys() >= set(word):
        return word
    kept: list[str] = []
    for character in word:
        if character in letters:
            kept.append(character)
        else:
            kept += [part for part in unicodedata.normalize("NFKD", character) if part.isalnum()]
    return "".join(kept)


@cache
def _reading() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of every run of letters with a row, longest first, and the key of each."""
    letters: dict[str, str] = {}
    for number, row in tables.rows(_LETTERS, "letters", "key", "habit"):
        run = row["letters"]
        if not run or run != run.casefold() or run != unicodedata.normalize("NFC", run):
            raise tables.problem(_LETTERS, number, f"{run!r} should be lower-case letters in NFC")
        if run in letters:
            raise tables.problem(_LETTERS, number, f"{run!r} has a row already")
        letters[run] = row["key"]
    longest_first = sorted(letters, key=lambda run: (-len(run), run))
    return re.compile("|".join(re.escape(run).replace(r"\^", "^") for run in longest_first)), letters


@cache
def _joining() -> frozenset[str]:
    """The letters that a run of several begins with; none is Cyrillic."""
    _, letters = _reading()
    return frozenset(run.removeprefix("^")[0] for run in letters if len(run) > 1)


@cache
def _plain() -> dict[str, str]:
    """The letter that stands for each Kazakh letter on a keyboard without it."""
    plain: dict[str, str] = {}
    for number, row in tables.rows(_PLAIN, "letter", "plain"):
        if len(row["letter"]) != 1 or len(row["plain"]) != 1 or row["letter"] in plain:
            raise tables.problem(_PLAIN, number, "a row has one letter, new to the table, and one for it")
        plain[row["letter"]] = row["plain"]
    return plain


@cache
def _runs() -> tuple[re.Pattern[str], dict[int, str]]:
    """A pattern with one group a row of the table of runs, and what each group becomes."""
    patterns: list[str] = []
    replacements: dict[int, str] = {}
    for number, row in tables.rows(_RUNS, "run", "key", "why"):
        if not re.fullmatch(r"(?:\w\+?)+", row["run"]) or not row["key"]:
            raise tables.problem(_RUNS, number, "a row has a run of letters, each perhaps with +, and a key")
        patterns.append(f"({row['run']})")
        replacements[len(patterns)] = row["key"]
    return re.compile("|".join(patterns)), replacements
