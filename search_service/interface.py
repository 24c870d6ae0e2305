"""A language and a key in, the interface's words out; the words themselves are translations/words.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("kk", "ru", "en")
FORMS = {"kk": 1, "ru": 3, "en": 2}
"""How many forms a noun has after a number: Kazakh keeps the singular (CLDR plural rules)."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FORM_SEPARATOR = " / "


class WordsError(ValueError):
    """The table of words is not as it should be; the message names the row and the remedy."""


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language. Looking up a key that the table lacks raises KeyError."""

    language: str
    table: Mapping[str, tuple[str, ...]]

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key`, their {placeholders} filled from `values`."""
        return self.table[key][0].format(**values)

    def get(self, key: str, otherwise: str) -> str:
        """The words for `key`, or `otherwise` where the table has none: the code of a rare language."""
        return self(key) if key in self.table else otherwise

    def count(self, key: str, n: int) -> str:
        """The words for `key` in the form that goes with the number `n`."""
        forms = self.table[key]
        return forms[min(_form(self.language, n), len(forms) - 1)].format(n=self.number(n))

    def number(self, n: int) -> str:
        """`n` with its thousands parted: by a comma in English, by a no-break space elsewhere."""
        return f"{n:,}" if self.language == "en" else f"{n:,}".replace(",", "\u00a0")


@cache
def words(language: str) -> Words:
    """The interface in `language`, one of LANGUAGES. Raises WordsError for a faulty table."""
    table = _table((files("search_service") / "translations" / "words.tsv").read_text(encoding="utf-8"))
    return Words(language, {key: row[language] for key, row in table.items()})


def _table(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    lines = [
        (number, line)
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or lines[0][1].split("\t") != ["key", *LANGUAGES]:
        raise WordsError(f"words.tsv: the first row should be: key, {', '.join(LANGUAGES)}")
    for number, line in lines[1:]:
        key, *cells = line.split("\t")
        if len(cells) != len(LANGUAGES) or not all(cell.strip() for cell in cells):
            raise WordsError(f"words.tsv:{number}: {key} needs words in each of {', '.join(LANGUAGES)}")
        if key in table:
            raise WordsError(f"words.tsv:{number}: {key} stands twice; keep one row")
        table[key] = {
            language: tuple(cell.split(_FORM_SEPARATOR))
            for language, cell in zip(LANGUAGES, cells, strict=True)
        }
        _check(number, key, table[key])
    return table


def _check(number: int, key: str, row: Mapping[str, tuple[str, ...]]) -> None:
    placeholders = {frozenset(_PLACEHOLDER.findall(form)) for forms in row.values() for form in forms}
    if len(placeholders) != 1:
        raise WordsError(f"words.tsv:{number}: {key} should have the same placeholders in every form")
    counted = any(len(forms) > 1 for forms in row.values())
    for language, forms in row.items():
        if len(forms) != (FORMS[language] if counted else 1):
            raise WordsError(f"words.tsv:{number}: {key} should have {FORMS[language]} forms in {language}")


def _form(language: str, n: int) -> int:
    """Which form goes with `n`, by the CLDR plural rules for whole numbers."""
    if language == "en":
        return int(n != 1)
    if language == "ru":
        if n % 10 == 1 and n % 100 != 11:
            return 0
        return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2
    return 0
