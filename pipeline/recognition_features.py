"""The words of a sentence in, what the entity model is told of each of them out: a list of strings a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.letters import LONGEST_WORD
from pipeline.tables import problem, rows

REMEMBERED = 6_000
"""Words: about 30 MB in all. More take memory and save no time."""

MOST_LETTERS = 6
"""Of a word's beginning and of its end."""

FAR = 5
"""Words; what is farther from a mark or in a longer run of capitals is all one."""

TABLE = "places_and_peoples.tsv"
KINDS = (
    *(
        "country",
        "region",
        "city",
        "town",
        "district",
        "water",
        "height",
        "people",
        "body",
        "given",
        "surname",
    ),
    *("title", "org-head", "place-head", "event-head", "law-head", "work-head", "project-head"),
)
SHORTEST_NAME = 3
NEAR = 7
"""Words from a name's beginning to its head."""

LONGEST_REST = 9
"""Letters; what follows a name of the table in one of its forms is no longer: -стандықтарға is."""

SEPARATORS = frozenset({"", "«", "—", "–", "-"})
"""A capital after one of them, or after nothing, may be the sentence's and not the word's own."""

_OPENING = frozenset("«“„‟")
_CLOSING = frozenset("»”")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Looks:
    """How a word looks: with figures as 0, the same in lower case, and the shape of its letters (Xx)."""

    form: str
    lower: str
    shape: str


def features(words: Sequence[str]) -> list[list[str]]:
    """What is known of each of `words`, one sentence: of itself, its neighbours and its place."""
    seen = [looks(word) for word in words]
    rows = [list(_own(word)) for word in words]
    _tell_neighbours(words, rows)
    _tell_pairs(seen, rows)
    _tell_quotes(seen, words, rows)
    _tell_capitals(seen, rows)
    for row, head in zip(rows, heads(words), strict=True):
        row += (f"h={head[0]}", f"hd={head[0]},{head[1]}") if head[1] else ()
    return rows


def heads(words: Sequence[str]) -> list[tuple[str, int]]:
    """For each word the kinds of the next word that names may end in, and how far it is; ("", 0) without one
    before the next mark or within NEAR words.
    """
    found: list[tuple[str, int]] = []
    kinds, away = "", 0
    for word in reversed(words):
        if not word[:1].isalnum() and word != "»":
            kinds, away = "", 0
        found.append((kinds, away) if 0 < away <= NEAR else ("", 0))
        here = known(word)[0]
        if "-head" in here:
            kinds, away = here, 0
        away += bool(kinds)
    found.reverse()
    return found


@lru_cache(REMEMBERED)
def looks(word: str) -> Looks:
    """How `word` looks; a quotation mark of any kind as « or »."""
    word = word[:LONGEST_WORD]
    if word in _OPENING or word in _CLOSING:
        word = "«" if word in _OPENING else "»"
    form = _FIGURE.sub("0", word)
    return Looks(form, form.lower(), _shape(form))


def _shape(word: str) -> str:
    """`word` as X, x, 0 and its marks, runs of more than two alike cut to two."""
    signs = [("X" if c.isupper() else "x") if c.isalpha() else c for c in word]
    return "".join(sign for at, sign in enumerate(signs) if at < 2 or signs[at - 2 : at] != [sign, sign])


@lru_cache(REMEMBERED)
def known(word: str) -> tuple[str, str]:
    """The kinds of the longest name of the tables that `word` begins with, and the rest of it, cut to three
    letters; both empty where there is none.
    """
    names = _known_names()
    lower = word.casefold()
    for length in range(len(lower), max(SHORTEST_NAME, len(lower) - LONGEST_REST) - 1, -1):
        kinds = names.get(lower[:length])
        if kinds:
            return kinds, lower[length : length + 3]
    return "", ""


@cache
def _known_names() -> dict[str, str]:
    """The kinds of each name in lower case, joined. Raises TableError."""
    found: dict[str, list[str]] = {}
    for number, row in rows(TABLE, "kind", "names", "why"):
        if row["kind"] not in KINDS:
            raise problem(TABLE, number, f"the kind is {row['kind']!r}; it should be one of {KINDS}")
        for name in row["names"].split():
            found.setdefault(name.casefold(), []).append(row["kind"])
    return {name: "+".join(sorted(set(kinds))) for name, kinds in found.items()}


@lru_cache(REMEMBERED)
def _own(word: str) -> tuple[str, ...]:
    seen = looks(word)
    lower, length = seen.lower, len(seen.lower)
    found = [f"w={seen.form}", f"l={lower}", f"s={seen.shape}", f"n={min(length, 12)}"]
    for size in range(1, min(MOST_LETTERS + 1, length)):
        found += (f"p{size}={lower[:size]}", f"e{size}={lower[-size:]}")
    if seen.shape[:1] == "X":
        found.append("capital")
        found += [f"X{size}={lower[:size]}" for size in (4, 5) if length > size]
        found += [f"Xe{size}={lower[-size:]}" for size in (2, 3) if length > 4]
    if length > 5:
        found.append(f"pe={lower[:3]}~{lower[-2:]}")
    first, hyphen, rest = lower.partition("-")
    if first and hyphen and rest:
        found += (f"h1={first}", f"h2={rest}")
    kinds, rest = known(word)
    if kinds:
        found += (f"k={kinds}", f"kr={kinds}|{rest}", f"ks={kinds}|{seen.shape[:2]}")
    return tuple(found)


@lru_cache(REMEMBERED)
def _next_to(word: str, side: str) -> tuple[str, ...]:
    seen = looks(word)
    lower, length = seen.lower, len(seen.lower)
    found = [f"{side}l={lower}", f"{side}s={seen.shape}"]
    found += [f"{side}p{size}={lower[:size]}" for size in (3, 5) if length > size]
    found += [f"{side}e{size}={lower[-size:]}" for size in range(1, min(5, length))]
    kinds, rest = known(word)
    if kinds:
        found.append(f"{side}k={kinds}|{rest[:1]}")
    return tuple(found)


@lru_cache(REMEMBERED)
def _next_but_one(word: str, side: str) -> tuple[str, ...]:
    seen = looks(word)
    found = [f"{side}l={seen.lower}", f"{side}s={seen.shape}"]
    if len(seen.lower) > 4:
        found += (f"{side}p4={seen.lower[:4]}", f"{side}e3={seen.lower[-3:]}")
    return tuple(found)


def _tell_neighbours(words: Sequence[str], rows: list[list[str]]) -> None:
    last = len(words) - 1
    for at, row in enumerate(rows):
        if at > 0:
            row += _next_to(words[at - 1], "-1")
        if at > 1:
            row += _next_but_one(words[at - 2], "-2")
        if at < last:
            row += _next_to(words[at + 1], "+1")
        if at + 1 < last:
            row += _next_but_one(words[at + 2], "+2")


def _tell_pairs(seen: list[Looks], rows: list[list[str]]) -> None:
    edge = Looks("", "", "")
    around = [edge, edge, *seen, edge, edge]
    for at, row in enumerate(rows):
        before2, before, here, after, after2 = around[at : at + 5]
        row += (
            f"b-={before.lower}|{here.lower}",
            f"b+={here.lower}|{after.lower}",
            f"s-={before.shape}|{here.shape}",
            f"s+={here.shape}|{after.shape}",
            f"s3={before.shape}|{here.shape}|{after.shape}",
            f"e-={before.lower[-3:]}|{here.lower[-3:]}",
            f"e+={here.lower[-3:]}|{after.lower[:4]}",
            f"t-={before2.lower}|{before.lower}",
            f"t+={after.lower}|{after2.lower}",
            ("opens " if before.lower in SEPARATORS else "inside ") + here.shape,
        )


def _tell_quotes(seen: list[Looks], words: Sequence[str], rows: list[list[str]]) -> None:
    for row, look, (before, after) in zip(rows, seen, quoted(words), strict=True):
        if before:
            row += (f"q-={before}", f"q+={after}", f"q={before},{after}", f"qs={look.shape}")


def quoted(words: Sequence[str]) -> list[tuple[int, int]]:
    """For each word inside quotation marks how far it is from either, FAR at most; (0, 0) outside."""
    found = [(0, 0)] * len(words)
    opened: int | None = None
    for at, word in enumerate(words):
        if word in _OPENING:
            opened = at
        elif word in _CLOSING and opened is not None:
            for inside in range(opened + 1, at):
                found[inside] = min(inside - opened, FAR), min(at - inside, FAR)
            opened = None
    return found


def _tell_capitals(seen: list[Looks], rows: list[list[str]]) -> None:
    """Tell each word with a capital how many of its kind stand right before and after it."""
    before = 0
    for at, word in enumerate(seen):
        if word.shape[:1] != "X":
            before = 0
            continue
        after = 0
        while after < FAR and at + after + 1 < len(seen) and seen[at + after + 1].shape[:1] == "X":
            after += 1
        rows[at].append(f"run={min(before, FAR)},{after}")
        before += 1
