"""What a user typed in, a small tree of words and phrases out, or an error that says what to mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from pipeline import folding
from search_service.answers import QuestionError
from search_service.words import LONGEST_TERM, PARTS

LONGEST_QUERY = 1000
"""Characters; a long sentence has 300."""
MOST_WORDS = 64
FEW = 4
"""Up to so many words must all be there; more are a whole question."""

_HYPHENS = "-‐‑"
_WORD = re.compile(rf"(?:{PARTS.pattern})(?:[{_HYPHENS}]?(?:{PARTS.pattern}))*")
# What is glued to the closing mark is an ending («Қазақ»тың), which a search needs no more than a word's own.
_QUOTED = re.compile(r'(?:«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]|"([^"]*)")(?P<ending>\w*)')
_REMEDY = "give a word, a name or a question"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in whatever form and script it was typed."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in this order, each in any form."""

    words: tuple[Word, ...]

    def __str__(self) -> str:
        return f"«{' '.join(map(str, self.words))}»"


@dataclass(frozen=True, slots=True)
class All:
    """Every part must be there."""

    parts: tuple[Word | Phrase, ...]

    def __str__(self) -> str:
        return " + ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Most:
    """The passages that hold most of the parts, the rare ones weighing more."""

    parts: tuple[Word | Phrase, ...]

    def __str__(self) -> str:
        return " / ".join(map(str, self.parts))


Tree = All | Most


def tree(
    typed: str,
    *,
    asking: Container[str] = frozenset(),
    idle: Container[str] = frozenset(),
) -> Tree:
    """The tree of a query: All of a few words, Most of a whole question without its `idle` words.

    It is a question when it ends in a question mark, has many words, or one of those `asking`.
    Quotation marks make a phrase; one without its partner is left aside. Raises QuestionError.
    """
    text = _checked(typed)
    parts = tuple(_parts(text))
    words = [part for part in parts if isinstance(part, Word)]
    if not parts:
        raise QuestionError("q", f"there is no word to look for in it; {_REMEDY}")
    if sum(len(part.words) if isinstance(part, Phrase) else 1 for part in parts) > MOST_WORDS:
        raise QuestionError("q", f"has more than {MOST_WORDS} words; leave out what matters least")
    asks = "?" in text or any(folding.surface(word.text) in asking for word in words)
    if len(parts) <= FEW and not (asks and len(parts) > 1):
        return All(parts)
    telling = tuple(part for part in parts if isinstance(part, Phrase) or not _is_idle(part, asking, idle))
    return Most(telling or parts)


def _is_idle(word: Word, asking: Container[str], idle: Container[str]) -> bool:
    form = folding.surface(word.text)
    return form in asking or form in idle


def _checked(typed: str) -> str:
    """The query in NFC without invisible characters. Raises QuestionError."""
    if len(typed) > LONGEST_QUERY:
        raise QuestionError("q", f"has {len(typed):,} characters; {LONGEST_QUERY:,} are the most: shorten it")
    text = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", typed)
        if unicodedata.category(character) != "Cf"
    )
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
            raise QuestionError(
                "q", f"has the character U+{ord(character):04X}, which no text has; take it out"
            )
    return text


def _parts(text: str) -> list[Word | Phrase]:
    """The words and the phrases of `text` in order; a phrase of one word is that word."""
    parts: list[Word | Phrase] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        parts += _words(text[at : quoted.start()])
        inside = _words(next(group for group in quoted.groups() if group is not None))
        parts += [Phrase(tuple(inside))] if len(inside) > 1 else inside
        at = quoted.end() if inside else quoted.start("ending")
    return [*parts, *_words(text[at:])]


def _words(text: str) -> list[Word]:
    return [Word(found[0]) for found in _WORD.finditer(text) if len(found[0]) <= LONGEST_TERM]
