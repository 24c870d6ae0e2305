"""The words of a sentence in, what the entity model is told of each of them out: a list of strings a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.letters import LONGEST_WORD

REMEMBERED = 100_000
MOST_LETTERS = 6
"""Of a word's beginning and of its end."""
FAR = 5
"""Words; what is farther from a mark or in a longer run of capitals is all one."""

_OPENING = frozenset("«“„‟")
_CLOSING = frozenset("»”")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Seen:
    """How a word looks: with figures as 0, the same in lower case, and the shape of its letters (Xx)."""

    form: str
    lower: str
    shape: str


def features(words: Sequence[str]) -> list[list[str]]:
    """What is known of each of `words`, one sentence: of itself, its neighbours and its place."""
    seen = [_seen(word) for word in words]
    rows = [list(_own(word)) for word in words]
    _tell_neighbours(words, rows)
    _tell_pairs(seen, rows)
    _tell_quotes(seen, rows)
    _tell_capitals(seen, rows)
    return rows


@lru_cache(REMEMBERED)
def _seen(word: str) -> Seen:
    word = word[:LONGEST_WORD]
    if word in _OPENING or word in _CLOSING:
        word = "«" if word in _OPENING else "»"
    form = _FIGURE.sub("0", word)
    return Seen(form, form.lower(), _shape(form))


def _shape(word: str) -> str:
    """`word` as X, x, 0 and its marks, runs of more than two alike cut to two."""
    signs = [("X" if c.isupper() else "x") if c.isalpha() else c for c in word]
    return "".join(sign for at, sign in enumerate(signs) if at < 2 or signs[at - 2 : at] != [sign, sign])


@lru_cache(REMEMBERED)
def _own(word: str) -> tuple[str, ...]:
    seen = _seen(word)
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
    return tuple(found)


@lru_cache(REMEMBERED)
def _next_to(word: str, side: str) -> tuple[str, ...]:
    seen = _seen(word)
    lower, length = seen.lower, len(seen.lower)
    found = [f"{side}l={lower}", f"{side}s={seen.shape}"]
    found += [f"{side}p{size}={lower[:size]}" for size in (3, 5) if length > size]
    found += [f"{side}e{size}={lower[-size:]}" for size in range(1, min(5, length))]
    return tuple(found)


@lru_cache(REMEMBERED)
def _next_but_one(word: str, side: str) -> tuple[str, ...]:
    seen = _seen(word)
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


def _tell_pairs(seen: list[Seen], rows: list[list[str]]) -> None:
    edge = Seen("", "", "")
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
            # A capital after these marks may be the sentence's, not the word's own.
            ("opens " if before.lower in ("", "«", "—", "–", "-") else "inside ") + here.shape,
        )


def _tell_quotes(seen: list[Seen], rows: list[list[str]]) -> None:
    """Tell the words inside quotation marks how far they are from either."""
    opened: int | None = None
    for at, word in enumerate(seen):
        if word.lower == "«":
            opened = at
        elif word.lower == "»" and opened is not None:
            for inside in range(opened + 1, at):
                before, after = min(inside - opened, FAR), min(at - inside, FAR)
                rows[inside] += (
                    f"q-={before}",
                    f"q+={after}",
                    f"q={before},{after}",
                    f"qs={seen[inside].shape}",
                )
            opened = None


def _tell_capitals(seen: list[Seen], rows: list[list[str]]) -> None:
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
