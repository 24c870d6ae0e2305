"""A word that was typed in, the operator or field of the query language that it stands for out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Operator = Literal["and", "or", "not"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)
NAMES = ("person", "place", "org", "work", "event", "norp", "law")
"""Fields that hold a name or an id."""
FIELDS = (*NAMES, "date", "lang", "doc")

HELP = (
    ("a b", "both words, in any form and script"),
    ("a OR b", "one of them; also НЕМЕСЕ, ИЛИ"),
    ("a NOT b, a -b", "the first without the second; also НЕ"),
    ("(a OR b) c", "parentheses put parts together"),
    ('"a b"', "side by side in this order, in any form"),
    ('="a b"', "the very forms"),
    ('"a b"~5', "in any order, with at most five other words among them"),
    ("қала*", "words that begin so"),
    ('person:"Әлихан Бөкейхан"', "a name, or an id; so place: org: work: event: norp: law:"),
    ("person:(Абай OR Шәкәрім)", "either of them; any field takes parentheses"),
    ("date:1905..1907", "dates from one to the other; also 1905-07, 1905.. and, about a year, 1916~"),
    ("lang:kk doc:ID", "a language (kk, ru), a document"),
)
"""What can be typed, and what it means."""

_FILE = "operators.tsv"
_HEADER = ["meaning", "language", "words"]


class OperatorsError(ValueError):
    """The table of operators is not as it should be; the message names the row and the remedy."""


def operator(word: str, *, capitals_mean: bool = True) -> Operator | None:
    """The operator that a word in capitals is, or None.

    Where capitals mean nothing, the English words alone are operators.
    """
    meaning, language = _table().get(word, ("", ""))
    found = next((each for each in OPERATORS if each == meaning), None)
    return found if capitals_mean or language == "en" else None


def field(word: str) -> tuple[str, bool] | None:
    """The field that a word before a colon is, and whether it is its English word; None for other words."""
    meaning, language = _table().get(word.casefold(), ("", ""))
    return (meaning, language == "en") if meaning in FIELDS else None


def spellings() -> dict[str, dict[str, tuple[str, ...]]]:
    """The words of each operator and field, by language, in the order of the table."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, (meaning, language) in _table().items():
        by_language = found.setdefault(meaning, {})
        by_language[language] = (*by_language.get(language, ()), word)
    return found


@cache
def _table() -> dict[str, tuple[str, str]]:
    """The meaning and the language of each word. Raises OperatorsError."""
    text = (files("search_service") / "translations" / _FILE).read_text(encoding="utf-8")
    return table(text)


def table(text: str) -> dict[str, tuple[str, str]]:
    """The meaning and the language of each word of a table. Raises OperatorsError."""
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or lines[0][1] != _HEADER:
        raise OperatorsError(f"{_FILE}: the first row should be: {', '.join(_HEADER)}")
    found: dict[str, tuple[str, str]] = {}
    for number, cells in lines[1:]:
        if len(cells) != len(_HEADER) or cells[0] not in OPERATORS + FIELDS:
            raise OperatorsError(
                f"{_FILE}:{number}: a row is one of {', '.join(OPERATORS + FIELDS)}, a language and words"
            )
        meaning, language, words = cells
        for word in words.split():
            if word != (word.upper() if meaning in OPERATORS else word.casefold()):
                raise OperatorsError(
                    f"{_FILE}:{number}: operators stand in capitals, fields in small letters"
                )
            if word in found:
                raise OperatorsError(f"{_FILE}:{number}: {word} has a meaning already")
            found[word] = meaning, language
    return found
