"""The words of a corpus in, a deletes dictionary of them out: what a slip or two can have made of each.

Of two words that SLIPS slips part, some letters can be left out, at most so many of each, to make them equal
(the symmetric deletes of W. Garbe, SymSpell). It is enough to look at the first LETTERS letters of each. What
is left of them is a number, and by its hash the words lie in buckets; a bucket may hold others by chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search_service import columns
from search_service.slips import folded

SLIPS = 2
LETTERS = 7
"""Letters of a word by which it is looked for."""
SHORTEST, LONGEST = 3, 40
"""Letters of the words that are in the dictionary; longer ones are none that anybody types."""

ENCODING = "utf-32-le"
END = "\n"
"""What ends a word; no word has it."""

Numbers = NDArray[np.uint32]

_KEPT = [kept for dropped in range(SLIPS + 1) for kept in combinations(range(LETTERS), LETTERS - dropped)]
"""The places of letters that are kept, for each way to leave some out, those that leave out least first."""
_WAYS = [sum(len(kept) >= LETTERS - slips for kept in _KEPT) for slips in range(SLIPS + 1)]
"""How many of the ways leave out at most so many letters."""
_PLACES = np.array([(*kept, *(LETTERS,) * (LETTERS - len(kept))) for kept in _KEPT])
_BITS = 64 // LETTERS
"""Bits of a letter: enough to tell those of one alphabet apart."""
_SHIFTS = np.arange(LETTERS, dtype=np.uint64) * np.uint64(_BITS)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ divided by the golden ratio, to hash by (Knuth, The Art of Computer Programming, 6.4)."""
_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word, whether the lexicon knows it, and how often the corpus has it."""

    word: str
    known: bool
    count: int


def write(folder: Path, name: str, words: Iterable[Spelt]) -> None:
    """Write the dictionary `name` of the words, each different, that may be misspelt. Raises OSError."""
    spelt = [each for each in words if may_be_misspelt(each.word)]
    letters = "".join(each.word + END for each in spelt)
    starts = np.cumsum([0, *(len(each.word + END) for each in spelt)], dtype=np.uint32)
    columns.write(folder, f"{name}_letters", _codes(letters))
    columns.write(folder, f"{name}_folded", _codes(folded(letters)))
    columns.write(folder, f"{name}_starts", starts)
    columns.write(folder, f"{name}_known", np.array([each.known for each in spelt], dtype=bool))
    columns.write(folder, f"{name}_counts", np.array([each.count for each in spelt], dtype=np.uint32))
    buckets, numbers = _bucketed([each.word for each in spelt])
    columns.write(folder, f"{name}_buckets", buckets)
    columns.write(folder, f"{name}_numbers", numbers)


def may_be_misspelt(word: str) -> bool:
    """Whether another spelling may be meant by a word: another number is no misprint."""
    return SHORTEST <= len(word) <= LONGEST and not any(map(str.isdigit, word))


def buckets_of(words: Iterable[str], slips: int, buckets: int) -> NDArray[np.int64]:
    """A row a word: in which of so many buckets, a power of two, words so many slips off may be."""
    first = [folded(word[:LETTERS]).ljust(LETTERS + 1, "\0") for word in words]
    codes = _codes("".join(first)).reshape(-1, LETTERS + 1)
    letters = codes.astype(np.uint64) & np.uint64(2**_BITS - 1)
    left = (letters[:, _PLACES[: _WAYS[slips]]] << _SHIFTS).sum(axis=2, dtype=np.uint64)
    return ((left * _MULTIPLIER) >> np.uint64(64 - buckets.bit_length() + 1)).astype(np.int64)


def _bucketed(words: list[str]) -> tuple[Numbers, Numbers]:
    """Where each bucket begins, with the end of the last, and the words in the buckets, by number."""
    buckets = 1 << max(len(words) * len(_KEPT) // 2, 2).bit_length()
    placed = [np.empty(0, np.int64)]
    for start in range(0, len(words), _AT_ONCE):
        rows = buckets_of(words[start : start + _AT_ONCE], SLIPS, buckets)
        placed.append(((rows << 32) | np.arange(start, start + len(rows))[:, None]).ravel())
    found = np.sort(np.concatenate(placed))
    # Words with equal neighbours, and short ones, lie in a bucket for more than one reason.
    found = found[np.diff(found, prepend=-1) > 0]
    starts = np.searchsorted(found, np.arange(buckets + 1) << 32)
    return starts.astype(np.uint32), (found & 0xFFFFFFFF).astype(np.uint32)


def _codes(text: str) -> Numbers:
    """The letters as numbers."""
    return np.frombuffer(text.encode(ENCODING, "surrogatepass"), dtype=np.uint32)
