"""The sentences of a document in, what a translation of each should have as well out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from pipeline import folding, roman, tables
from pipeline.dates import values
from pipeline.translations.records import Unit

Feature = tuple[str, str]
"""A kind of the table and a value."""

Rates = Mapping[str, float]
"""Of each kind the share of features of a sentence that its translation has, too."""

TABLE = "translation_evidence.tsv"
PARAGRAPH = "paragraph"
KIND = "kind"
KINDS = frozenset({"name", "date", "year", "number", "cognate", "word", PARAGRAPH, KIND})

STEM_LETTERS = 5
"""Kazakh and Russian endings differ; loans and names agree in their first letters."""

MOST_FEATURES = 200
"""Of a sentence; what is longer is no sentence and may not cost more than one."""

_NUMBER = re.compile(r"\d{1,20}")
_WORD = re.compile(rf"[^\W\d_]{{{STEM_LETTERS - 1},40}}")
_TOKEN = re.compile(r"[^\W\d_]{1,15}")
_QUALIFIERS = str.maketrans("", "", "~?%")


class Side:
    """One of two documents: its units, their features, stems, and whether each opens a paragraph."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.features = [frozenset(islice(_features(unit), MOST_FEATURES)) for unit in units]
        self.stems = [frozenset(islice(_stems(unit.text), MOST_FEATURES)) for unit in units]
        self.opening = [at == 0 or unit.paragraph != units[at - 1].paragraph for at, unit in enumerate(units)]


def _features(unit: Unit) -> Iterator[Feature]:
    for entity in sorted(unit.entities):
        yield "name", entity
    for date in sorted(unit.dates):
        yield "date", date.translate(_QUALIFIERS)
        yield from (("year", year) for year in _years(date))
    for found in _NUMBER.finditer(unit.text):
        yield "number", found[0].lstrip("0")
    for found in _TOKEN.finditer(unit.text):
        if (value := roman.value(found[0])) is not None:
            yield "number", str(value)
    yield from (("cognate", stem) for stem in _stems(unit.text) if len(stem) == STEM_LETTERS)


def _stems(text: str) -> Iterator[str]:
    """The first letters of the keys of the longer words."""
    for found in _WORD.finditer(text):
        yield folding.key(found[0])[:STEM_LETTERS]


def _years(edtf: str) -> list[str]:
    """The first and the last year of a date; none of what is no EDTF."""
    try:
        first, last = values.span(edtf)
    except values.EdtfError:
        return []
    return [values.year_value(day.year) for day in (first, last) if day is not None]


@cache
def table_rates() -> Rates:
    """The rate of each of KINDS by the table. Raises tables.TableError."""
    rates: dict[str, float] = {}
    number = 0
    for number, row in tables.rows(TABLE, "kind", "kept", "why"):
        try:
            rate = float(row["kept"])
        except ValueError:
            rate = 0.0
        if not 0 < rate < 1 or row["kind"] in rates or row["kind"] not in KINDS:
            raise tables.problem(
                TABLE,
                number,
                f"a row has one of {', '.join(sorted(KINDS))}, once, and a share above 0 below 1",
            )
        rates[row["kind"]] = rate
    if missing := KINDS - rates.keys():
        raise tables.problem(TABLE, number, f"after it a row is missing for {', '.join(sorted(missing))}")
    return rates
