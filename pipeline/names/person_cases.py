"""Russian surnames and lone names in any case in, the nominative of each out: one for all its cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline import lexicon
from pipeline.tables import problem, rows

TABLE = "person_cases.tsv"
_SHORTEST_STEM = 2
_VOWEL = re.compile("[аеёиоуыэюя]")


def chosen(forms: Iterable[str]) -> dict[str, str]:
    """The nominative of each of the `forms`, in lower case, that one text has of all its surnames.

    It is the one that most of the forms can be cases of; of equal ones, one that the text has beside
    others, else what comes first in the table.
    """
    different = set(forms)
    shared = Counter(nominative for form in different for nominative in nominatives(form))
    weight = {
        nominative: (number, number > 1 and nominative in different) for nominative, number in shared.items()
    }
    return {form: max(nominatives(form), key=weight.__getitem__) for form in different}


@lru_cache(maxsize=8192)
def nominatives(form: str) -> tuple[str, ...]:
    """What the nominative of `form`, in lower case, can be, likeliest first."""
    if "-" in form:
        return ("-".join(nominatives(part)[0] if part else "" for part in form.split("-")),)
    found = dict.fromkeys(_surnames_of_dictionary(form))
    for nominative, stem_end, endings, sure in _table():
        for ending in endings:
            stem = form.removesuffix(ending)
            if len(stem) + len(ending) != len(form) or not stem_end.search(stem):
                continue
            if stem == form or (len(stem) >= _SHORTEST_STEM and _VOWEL.search(stem)):
                found[stem + nominative] = None
        if found and sure:
            break
    return tuple(found) or (form,)


def _surnames_of_dictionary(form: str) -> Iterator[str]:
    for parse in lexicon.russian_parses(form):
        if parse.is_known and "Surn" in parse.tag and parse.tag.number == "sing":
            yield parse.normal_form


@cache
def _table() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...], bool], ...]:
    found = []
    for number, row in rows(TABLE, "nominative", "stem", "endings", "sure", "why"):
        if not row["stem"] or not row["endings"] or row["sure"] not in ("yes", "no"):
            raise problem(TABLE, number, "a row needs how the stem ends, the endings, and yes or no for sure")
        try:
            stem = re.compile(row["stem"] + "$")
        except re.error as error:
            raise problem(TABLE, number, f"the stem is no regular expression: {error}") from error
        endings = tuple(ending.replace("-", "") for ending in row["endings"].split())
        found.append((row["nominative"].replace("-", ""), stem, endings, row["sure"] == "yes"))
    return tuple(found)
