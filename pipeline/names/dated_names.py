"""A text in, names that a year makes out (1868 жылғы реформа), and the years that belong to other names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline import vocabulary
from pipeline.names.heads import Head, HeadFound
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words

DATED_KINDS = frozenset(
    {"revolution", "uprising", "reform", "war", "manifesto", "law", "decree", "statute", "constitution"}
)
_TOO_MANY = frozenset({"decree"})
"""Kinds of which every Russian text dates many, and only those of the table have a name."""

_MOST_BETWEEN = 4
_YEARS = r"\d{4}(?:\s?[-–—]+\s?\d{2,4})?"
_LONGEST_DATE = 40
_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"\d+")


@cache
def _date_before() -> re.Pattern[str]:
    """A year with the word that makes it an attribute; or a year, a day and a month with -дағы."""
    before = "|".join(re.escape(word).replace(r"\.", r"\.\s?") for word in words("years before"))
    day = r"жыл(?:ы|ғы)\s\d{1,2}[\s-]\w+(?:дағы|дегі|тағы|тегі|ғы|гі)"
    return re.compile(rf"{_YEARS}\s?(?:{before}|{day})\s?\Z")


@cache
def _date_behind() -> re.Pattern[str]:
    behind = "|".join(map(re.escape, words("years behind")))
    return re.compile(rf"\s(?:от\s)?(?:\d{{1,2}}\s\w+\s)?{_YEARS}\s?(?:{behind})")


def with_dates(named: NamedText, found: Found) -> Found:
    """`found` with the years that stand before or behind it as a part of its name; it itself without."""
    if found.type not in ("EVENT", "LAW") or named.text[found.core_start].isdigit():
        return found
    before = _date_before().search(named.text[max(0, found.start - _LONGEST_DATE) : found.start])
    if before:
        return found.widened(found.start - len(before[0]), found.end)
    after = _date_behind().match(named.text, found.end, found.end + _LONGEST_DATE)
    if after and named.language == "ru":
        return _of_year(named, found.widened(found.start, after.end()), after[0])
    return found


def _of_year(named: NamedText, found: Found, date: str) -> Found:
    """`found` as the only one of its kind that is of the printed year, where the one that it was is not."""
    if not found.candidates:
        return found
    entry = named.knowledge.entry(found.candidates[0])
    years = {int(year) for year in _YEAR.findall(date)}
    named_by_year = any(str(year) in name for year in years for name in entry.names)
    if not entry.kind or named_by_year or not years.isdisjoint(entry.years or ()):
        return found
    others = [
        other
        for other in named.knowledge
        if other.kind == entry.kind and other.years and not years.isdisjoint(other.years)
    ]
    if len(others) != 1:
        return found
    return replace(found, candidates=(others[0].id,), canonical=others[0].canonical)


def found(named: NamedText) -> Iterator[Found]:
    """Yield events and laws that have no other name than their year."""
    for at in range(len(named.words)):
        for head in named.heads(at):
            if head.head.kind in DATED_KINDS:
                each = (
                    _dated_before(named, head) if head.head.language == "kk" else _dated_behind(named, head)
                )
                if each:
                    yield each


def _dated_behind(named: NamedText, head: HeadFound) -> Found | None:
    """закон 3 июня 1907 года, Конституция 1937 г."""
    end = named.words[head.last - 1].end
    after = _date_behind().match(named.text, end, end + _LONGEST_DATE)
    if after is None:
        return None
    start = named.words[head.first].start
    name = " ".join((*head.head.words, after[0].strip()))
    return _found(named, head, start, after.end(), name)


def _dated_before(named: NamedText, head: HeadFound) -> Found | None:
    """1868 жылғы реформа, 1907 жылғы 3 маусымдағы сайлау заңы."""
    for first in range(head.first, max(head.first - _MOST_BETWEEN, 0), -1):
        if first < head.first and (_is_other(named, first) or any(named.heads(first))):
            return None
        end = named.words[first].start
        before = _date_before().search(named.text[max(0, end - _LONGEST_DATE) : end])
        if before:
            between = [word.text for word in named.words[first : head.first]]
            name = " ".join((before[0].strip(), *between, *head.head.words))
            return _found(named, head, end - len(before[0]), named.words[head.last - 1].end, name)
        if named.words[first].gap.strip(" \u00a0\n-–—"):
            return None
    return None


def _is_other(named: NamedText, at: int) -> bool:
    """Whether words[at] begins another name, is no plain word, or says where or when: шілде айында."""
    word = named.words[at]
    if word.folded.endswith(words("locative")):
        return True
    return word.capital or not word.text.isalpha() or word.folded in vocabulary.numerals()


def _found(named: NamedText, head: HeadFound, start: int, end: int, name: str) -> Found | None:
    ids = _same_date(named, head.head, _NUMBER.findall(named.text[start:end]))
    # A year that two of the table share (the revolutions of 1917) tells neither.
    ids = ids if len(ids) == 1 else ()
    if not ids and head.head.kind in _TOO_MANY and head.head.language == "ru":
        return None
    canonical = named.knowledge.entry(ids[0]).canonical if ids else name
    return Found(start, end, start, end, head.head.type, ids, canonical, 4)


def _same_date(named: NamedText, head: Head, numbers: Sequence[str]) -> tuple[str, ...]:
    """The ids of the table that are known by the same numbers with a head of the same kind."""
    return tuple(
        entry.id
        for entry in named.knowledge
        if entry.kind == head.kind and any(_NUMBER.findall(name) == numbers for name in entry.names)
    )
