"""A text in, the edits that turn a figure in a word («ба3ар», «0рта») into the letter it looks like out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline import lexicon, suffixes, tables
from pipeline.letters import KAZAKH_AND_RUSSIAN, LONGEST_WORD, opens_sentence
from pipeline.normalise.evidence import known
from pipeline.records import Edit

TABLE = "figure_letters.tsv"
RULE = "figure"
SHORTEST = 3
"""Letters and figures of a word."""

OFTEN = 5
"""Times that a form was met in the training texts."""

_CYRILLIC = "".join(sorted(KAZAKH_AND_RUSSIAN))
_CANDIDATE = re.compile(
    rf"(?<![\w.,/])(?<!\d-)(?:[{_CYRILLIC}]+\d|\d[{_CYRILLIC}]{{2}})[{_CYRILLIC}\d]*(?![\w/])"
)


def repairs(text: str) -> list[Edit]:
    """The edits, each one character wide: only where a known word results and none was glued to a number."""
    edits: list[Edit] = []
    for match in _CANDIDATE.finditer(text):
        if SHORTEST <= len(match[0]) <= LONGEST_WORD:
            edits.extend(_edits(text, match))
    return edits


def _edits(text: str, match: re.Match[str]) -> Iterator[Edit]:
    word, letters = match[0], _letters()
    if not all(char in letters for char in word if char.isdigit()) or _is_numbered(word):
        return
    meant = "".join(letters.get(char, ("", char))[1] for char in word)
    if not known(meant) or (word[0].isdigit() and _is_number(word)):
        return
    # Formulas are short and in capitals («Т0К»).
    if word.isupper() and (
        lexicon.load().frequency(meant) < OFTEN or text[match.end() : match.end() + 1] == "("
    ):
        return
    for at, char in enumerate(word):
        if char.isdigit():
            capital = word[1:].isupper() or (at == 0 and _wants_capital(text, match))
            letter = meant[at].upper() if capital else meant[at]
            yield Edit(match.start() + at, match.start() + at + 1, letter, RULE)


def _wants_capital(text: str, match: re.Match[str]) -> bool:
    """Whether the figure that begins the word is a capital: 0 has the height of one."""
    return match[0][0] == "0" or opens_sentence(text, match.start())


def _is_numbered(word: str) -> bool:
    """Whether the figures are a number or stand behind a word; КСР0 in capitals is none such."""
    return re.search(r"\d\d", word) is not None or (
        word[-1].isdigit() and not (word[:-1].isupper() and word[3:])
    )


def _is_number(word: str) -> bool:
    """Whether the word may be a number with an ending, or with the next word, written on («3мың»)."""
    rest = word[1:]
    glued = word[0] != "0" and known(rest)
    return glued or any(suffixes.follows(name, rest) for name in _letters()[word[0]][0].split())


@cache
def _letters() -> dict[str, tuple[str, str]]:
    """For each figure how the number is read and the letter, in lower case, that it may stand for."""
    found = {}
    for number, row in tables.rows(TABLE, "figure", "letter", "read", "why"):
        if not row["figure"].isdigit() or len(row["letter"]) != 1 or not row["read"]:
            raise tables.problem(TABLE, number, "give a figure, a letter, and how the number is read")
        found[row["figure"]] = row["read"], row["letter"]
    return found
