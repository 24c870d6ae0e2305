"""A word in, its key out: one key for every script and spelling habit; both sides of a comparison are folded.

The key merges words on purpose (тіл and тыл have one key, кен and көн have two): whoever compares keys ranks
a match of the word itself above a match of its key.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, chain, combinations

from pipeline import tables
from pipeline.letters import LONGEST_WORD

_LETTERS = "folding.tsv"
_RUNS = "folding_runs.tsv"
_PLAIN = "folding_plain.tsv"
_RESPELT = "folding_respelt.tsv"
_SPELLS = "folding_spells.tsv"

MOST_KEYS = 8
"""Keys that one typed word may have; the rest of what it might stand for is far-fetched."""

_HABITS_AT_ONCE = 2
_OTHER_SCRIPTS = re.compile("[a-zß-ɏɐ-ʯ\u0620-\u06ff\u0750-\u077f]")
"""Small letters of Latin and Arabic; a word without any is taken to be Cyrillic."""

_HAMZA = ("\u0621", "\u0674")
_FRONT = frozenset("ەهگكک")
"""Arabic letters that stand beside front vowels, so that their word needs no hamza."""
_VOWELS = frozenset("اوۇى")
"""Arabic letters that are a back or a front vowel."""

_SILENT = 0.25
"""What it costs to leave a letter without a sound out, where another costs 1."""

_APOSTROPHES = re.compile("[’ʼ‘ʻ`´]")


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


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters that spell one of Cyrillic: which ones, which if marks are left out; what one alone costs."""

    spells: frozenset[str]
    loosely: frozenset[str]
    alone: float
    length: int = 1


@lru_cache(maxsize=65536)
def keys(word: str) -> tuple[str, ...]:
    """The keys that a typed word may have, the likeliest first: key(word), then those by its other readings.

    Some letters are read in two ways (kh is х in Akhmet and қ in Kazakhstan). Words of texts have one key,
    by folding.tsv; a word of a query may be meant by any of at most MOST_KEYS. Empty when the word has no
    letter or digit. A letter is read alike throughout the word, by at most two habits of folding_respelt.tsv.
    """
    first = key(word)
    if not first or len(word) > LONGEST_WORD:
        return (first,) if first else ()
    typed = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", word).casefold())
    if _is_cyrillic(typed):
        return (first,)
    habits = [rows for rows in _habits() if any(letters.search(typed) for letters, _ in rows)]
    found = {first: None}
    for size in range(1, _HABITS_AT_ONCE + 1):
        for together in combinations(habits, size):
            respelt = typed
            for letters, meant in chain.from_iterable(together):
                respelt = letters.sub(meant, respelt)
            found[key(respelt)] = None
            if len(found) == MOST_KEYS:
                return tuple(found)
    return tuple(found)


def same_habit(one: str, other: str) -> bool:
    """Whether one of two words is the other as typed without some or all of the Kazakh letters.

    кол is қол and көл so typed, and козғалыс is қозғалыс; қол is not көл, although their keys are the same.
    A word in Latin or Arabic letters is written by no fixed habit: there the keys alone decide.
    """
    one, other = surface(one), surface(other)
    if not (_is_cyrillic(one) and _is_cyrillic(other)):
        return key(other) in keys(one) or key(one) in keys(other)
    return len(one) == len(other) and (_typed_plainly(one, other) or _typed_plainly(other, one))


@lru_cache(maxsize=65536)
def closeness(typed: str, form: str) -> float:
    """How closely the letters of `typed`, in any script, spell `form`: from 0 to 1, its very letters.

    For ranking forms that have one key: qol spells қол more closely than кол, and both more than көл; ءتىل
    spells тіл and تىل spells тыл. A letter that is only meant loosely (a for ә) counts half, another not.
    """
    if _is_cyrillic(surface(typed)):
        # Letters of other scripts spell one of Cyrillic together, never the reverse.
        typed, form = form, typed
    before, letters = _spelt(typed), [runs[0] for runs in _spelt(form)]
    longest = max(len(before), len(letters))
    if not longest or longest > LONGEST_WORD:
        return float(surface(typed) == surface(form))
    # In each row, what it costs to spell each beginning of the form with so many of the letters typed.
    costs = [[0.0, *accumulate(letter.alone for letter in letters)]]
    for at, runs in enumerate(before, start=1):
        row = [costs[-1][0] + runs[0].alone]
        for place, letter in enumerate(letters):
            ways = [costs[at - run.length][place] + _odds(run, letter) for run in runs]
            row.append(min(*ways, costs[-1][place + 1] + runs[0].alone, row[place] + letter.alone))
        costs.append(row)
    return max(0.0, 1 - costs[-1][-1] / longest)


def _odds(one: _Run, other: _Run) -> float:
    """What it costs to take letters for others: 0, a half where only loosely, or 1."""
    if not one.spells.isdisjoint(other.spells):
        return 0.0
    loosely = one.loosely & other.spells or one.spells & other.loosely
    return 0.5 if loosely else 1.0


def _typed_plainly(word: str, typed: str) -> bool:
    plain = _plain()
    return all(b in (a, plain.get(a)) for a, b in zip(word, typed, strict=True))


def _is_cyrillic(word: str) -> bool:
    return _OTHER_SCRIPTS.search(word) is None


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
def _habits() -> tuple[tuple[tuple[re.Pattern[str], str], ...], ...]:
    """What letters of a query may stand for besides what they are read as: each habit, the likelier first."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for number, row in tables.rows(_RESPELT, "habit", "typed", "meant", "why"):
        if not row["habit"] or not row["typed"] or not row["meant"]:
            raise tables.problem(_RESPELT, number, "a row has a habit, letters, and what they may stand for")
        try:
            letters = re.compile(row["typed"])
        except re.error as error:
            raise tables.problem(_RESPELT, number, f"{row['typed']!r} is no pattern: {error}") from None
        found.setdefault(row["habit"], []).append((letters, row["meant"]))
    return tuple(map(tuple, found.values()))


@lru_cache(maxsize=65536)
def _spelt(word: str) -> tuple[tuple[_Run, ...], ...]:
    """For each letter of a word the runs that end with it, the letter by itself first."""
    folded = unicodedata.normalize("NFC", word[: LONGEST_WORD + 1]).casefold().replace("i\u0307", "i")
    folded = _APOSTROPHES.sub("'", folded)
    hamza = folded[:1] in _HAMZA
    either = not _FRONT.isdisjoint(folded)
    rows, most = _spellings()
    found: list[tuple[_Run, ...]] = []
    for end in range(1, len(folded) + 1):
        last = folded[end - 1]
        run = rows.get(last) or _Run(frozenset(last), frozenset(_plain().get(last, "")), _weight(last))
        if last in _VOWELS and either:
            run = replace(run, spells=run.spells | run.loosely)
        elif last in _VOWELS and hamza:
            run = replace(run, spells=run.loosely, loosely=run.spells)
        longer = (rows.get(folded[start:end]) for start in range(max(0, end - most), end - 1))
        found.append((run, *filter(None, longer)))
    return tuple(found)


def _weight(letter: str) -> float:
    """What it costs to leave a letter out: little where it has no sound (ь, an apostrophe)."""
    return 1.0 if key(letter) else _SILENT


@cache
def _spellings() -> tuple[dict[str, _Run], int]:
    """What each letter, or run of letters, of a query spells, and the length of the longest run."""
    found: dict[str, _Run] = {}
    for number, row in tables.rows(_SPELLS, "letters", "spells", "loosely", "habit"):
        run = row["letters"]
        if not run or not row["spells"] or run in found:
            raise tables.problem(_SPELLS, number, "a row has letters, new to the table, and what they spell")
        spells, loosely = (frozenset(row[column].split()) for column in ("spells", "loosely"))
        found[run] = _Run(spells, loosely, _weight(run), len(run))
    return found, max(map(len, found))


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
