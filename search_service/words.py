"""A passage's tokens or a question's words in, the terms that an index looks them up by out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline import folding, roman

PARTS = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+(?:['’ʼ](?:[^\W\d_][\u0300-\u036f]*)+)*")
"""A number, or a run of letters with their marks, perhaps with an apostrophe inside."""

HYPHENS = frozenset("-‐‑\u00ad")
LONGEST_TERM = 120
"""Characters of a term; no word of a language is longer, and an endless one would only fill the index."""

SEPARATOR = "\x1f"
"""Parts the surface, the lemma and the keys of a form and is in none of them: ASCII's unit separator."""

Token = tuple[int, int, str]
"""Start, end and lemma."""


class Word(NamedTuple):
    """A word at [start, end) of its text; `position` counts words, a compound has its first part's."""

    position: int
    start: int
    end: int
    surface: str
    lemma: str
    keys: tuple[str, ...]


def words(text: str, tokens: Iterable[Token]) -> Iterator[Word]:
    """The words of `tokens`, parts of compounds first and then the compounds themselves.

    Tokens that a hyphen ties together are one compound, however a tokeniser cut them. A token within the
    one before it is a part of that.
    """
    return (word(*each) for each in placed(text, tokens))


def placed(text: str, tokens: Iterable[Token]) -> Iterator[tuple[int, int, int, str, str]]:
    """The words of `tokens` as `words` gives them, each as position, start, end, letters and lemma."""
    position = 0
    for chain in _chains(text, tokens):
        if len(chain) == 1:
            # Most tokens are one run of letters or digits, or none at all.
            start, end, lemma = chain[0]
            printed = text[start:end]
            if printed.isalpha() or printed.isdecimal():
                yield position, start, end, printed, lemma
                position += 1
                continue
        parts = list(_parts(text, chain))
        for offset, (start, end, lemma) in enumerate(parts):
            yield position + offset, start, end, text[start:end], lemma
        if len(parts) > 1:
            compound = _compound(text, chain, position, parts)
            if _has_halves(chain):
                # What is printed as one word begins a phrase at its first part and goes on behind its last.
                yield position + len(parts) - 1, *compound[1:]
            yield compound
        position += max(len(parts), 1)


def running(found: Iterable[Word]) -> list[Word]:
    """The running words of a text, by which a corpus is counted: of a compound its parts alone."""
    kept: list[Word] = []
    for each in found:
        if not kept or each.position > kept[-1].position:
            kept.append(each)
    return kept


def word(position: int, start: int, end: int, printed: str, lemma: str) -> Word:
    """The word `printed`, with its terms."""
    return Word(position, start, end, *terms(printed, lemma))


def terms(printed: str, lemma: str) -> tuple[str, str, tuple[str, ...]]:
    """The surface, lemma and keys of a word as it is printed."""
    printed, lemma = (each[:LONGEST_TERM].replace(SEPARATOR, "") for each in (printed, lemma))
    number = roman.value(printed) if len(printed) > 1 or printed in "IІ" else None
    # A Roman numeral is the same in Latin, Cyrillic and mixed letters, and the same as its number.
    spellings = (printed, lemma) if number is None else (str(number),)
    keys = dict.fromkeys(folding.key(spelling) for spelling in spellings)
    surface = folding.surface(printed)
    return surface, folding.surface(lemma) or surface, tuple(key for key in keys if key)


def _chains(text: str, tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Runs of tokens that only hyphens part, with no space between them."""
    chain: list[Token] = []
    for token in tokens:
        start, end, _ = token
        if chain:
            before = chain[-1][1]
            hyphened = start == before and (text[start] in HYPHENS or text[start - 1] in HYPHENS)
            if not hyphened and end > before and end > chain[0][1]:
                yield chain
                chain = []
        chain.append(token)
    if chain:
        yield chain


def _parts(text: str, chain: list[Token]) -> Iterator[Token]:
    """The runs of letters or digits of each token, with a lemma each."""
    for start, end, lemma in chain[1:] if _has_halves(chain) else chain:
        found = list(PARTS.finditer(text, start, end))
        lemmas = [part[0] for part in PARTS.finditer(lemma)]
        for index, part in enumerate(found):
            # The lemma of a compound has a part for each of the word's, the last one bare of its endings.
            own = lemmas[index] if len(lemmas) == len(found) else part[0]
            yield part.start(), part.end(), lemma if len(found) == 1 else own


def _has_halves(chain: list[Token]) -> bool:
    """Whether the first token holds the others, its parts."""
    return len(chain) > 1 and chain[1][1] <= chain[0][1]


def _compound(
    text: str, chain: list[Token], position: int, parts: list[Token]
) -> tuple[int, int, int, str, str]:
    start, end = parts[0][0], parts[-1][1]
    printed = text[start:end]
    if len(chain) == 1 or _has_halves(chain):
        return position, start, end, printed, chain[0][2]
    last_start, _, last_lemma = parts[-1]
    return position, start, end, printed, text[start:last_start] + last_lemma
