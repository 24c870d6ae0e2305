"""The matches of a question in, the tables below its concordance out: frequencies and collocates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from search_service import collocations, frequencies
from search_service.collocations import Measure
from search_service.concordance_addresses import Lines
from search_service.frequencies import Attribute, Frequencies, Frequency
from search_service.interface import Words
from search_service.labels import N_
from search_service.occurrences import Occurrences
from search_service.search import Corpus

ROWS_SHOWN = 10
"""Rows of a table before "more"."""
_ROWS_BEHIND = 40
"""Rows behind "more"; the whole list is a file."""
_COLLOCATES_SHOWN = 25
_TABLES: Mapping[Attribute, str] = MappingProxyType(
    {
        "form": N_("Forms of the match"),
        "lemma": N_("Lemmas of the match"),
        "year": N_("Years of the passages"),
        "document": N_("Documents"),
    }
)
_NARROWING: tuple[Attribute, ...] = ("year", "document")
"""What a row can narrow the lines by; it is counted among its own words."""


@dataclass(frozen=True, slots=True)
class Row:
    """How often a value occurs; `share` is its count by the highest one, `address` leads to its lines."""

    label: str
    language: str
    count: int
    words: int
    per_million: float
    share: float
    address: str


@dataclass(frozen=True, slots=True)
class Table:
    """The frequencies of an attribute: of `total` values the commonest as rows, and where the whole list is.

    `without` are the matches that have no value; where values are counted `apart`, each has words of its own.
    """

    key: str
    title: str
    total: int
    without: int
    words: int
    apart: bool
    rows: tuple[Row, ...]
    file: str

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows before "more"."""
        return self.rows[:ROWS_SHOWN]

    @property
    def more(self) -> tuple[Row, ...]:
        """The rows behind "more"."""
        return self.rows[ROWS_SHOWN:]

    @property
    def cut(self) -> int:
        """How many values only the file has."""
        return self.total - len(self.rows)


def frequencies_view(corpus: Corpus, asked: Lines, found: Occurrences, words: Words) -> list[Table]:
    """The tables of frequencies of the matches, those of all pages and of no sample."""
    store, within = corpus.store, corpus.filtered(asked.question())
    return [
        _table(
            corpus,
            asked,
            attribute,
            words.gettext(title),
            frequencies.of_matches(store, found, within, attribute),
        )
        for attribute, title in _TABLES.items()
    ]


def _table(corpus: Corpus, asked: Lines, attribute: Attribute, title: str, found: Frequencies) -> Table:
    highest = max((each.count for each in found.values), default=1)
    return Table(
        attribute,
        title,
        len(found.values),
        found.without,
        found.words,
        attribute in _NARROWING,
        tuple(
            _row(corpus, asked, attribute, each, highest)
            for each in found.values[: ROWS_SHOWN + _ROWS_BEHIND]
        ),
        asked.api("frequencies", of=attribute, format="csv"),
    )


def _row(corpus: Corpus, asked: Lines, attribute: Attribute, found: Frequency, highest: int) -> Row:
    language = corpus.document(found.value).language if attribute == "document" else ""
    # A match is counted in a form and in a lemma: with both, few rows would lead to what they count.
    leads = {
        "form": asked.of_all_matches.but(form=found.value).path,
        "lemma": asked.of_all_matches.but(lemma=found.value).path,
        "year": asked.but(date_from=found.value, date_to=found.value).path,
        "document": asked.but(document=found.value).path,
    }
    return Row(
        found.label,
        language,
        found.count,
        found.words,
        found.per_million,
        found.count / highest,
        leads[attribute],
    )


def collocates_view(corpus: Corpus, asked: Lines, found: Occurrences) -> dict[str, Any]:
    """The collocates of the matches, those bound most closely first, and what they are counted in."""
    within = corpus.filtered(asked.question())
    every = collocations.collocations(corpus.store, found, within, asked.collocates)
    shown = every.collocates[:_COLLOCATES_SHOWN]
    highest = max((_strength(each, asked.measure) for each in shown), default=0)
    return {
        "total": len(every.collocates),
        "window_words": every.window_words,
        "words": every.words,
        "rows": [
            {
                "word": each.value,
                "count": each.count,
                "frequency": each.frequency,
                "expected": each.expected,
                "log_likelihood": each.log_likelihood,
                "log_dice": each.log_dice,
                "share": _strength(each, asked.measure) / highest if highest else 0,
                "together": asked.of_all_matches.but(beside=each.value, window=asked.span).path,
            }
            for each in shown
        ],
        "by": {each: asked.but(measure=each).path + "#collocates" for each in ("log_likelihood", "log_dice")},
        "file": asked.api("collocations", **asked.collocates_asked, format="csv"),
    }


def _strength(found: collocations.Collocate, measure: Measure) -> float:
    """The measure as far as it can be drawn: logDice has values below nothing."""
    return max(found.log_likelihood if measure == "log_likelihood" else found.log_dice, 0)
