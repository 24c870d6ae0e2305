"""A word of a Russian text in, its lemma and part of speech and whether it is a name out, by pymorphy3."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline import lexicon
from pipeline.tables import rows

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

REMEMBERED = 200_000
NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})
"""Marks of names in the dictionary."""


class RussianReading(NamedTuple):
    """A lemma in lower case, its part of speech ("" if unknown) and whether it is a name.

    `name` is None where nothing but a capital says so.
    """

    lemma: str
    pos: str
    name: bool | None


@lru_cache(maxsize=REMEMBERED)
def reading(word: str) -> RussianReading | None:
    """The reading of `word`; None for what is not written in Russian letters."""
    parse = _parse(word)
    if parse is None:
        return None
    part = _parts().get(str(parse.tag.POS or ""), "")
    if NAMES.intersection(map(str, parse.tag.grammemes)):
        return RussianReading(parse.normal_form, part, True)
    return RussianReading(parse.normal_form, part, False if parse.is_known else None)


def _parse(word: str) -> Parse | None:
    """The likeliest parse; an unknown name is a surname if it can be."""
    parses = lexicon.russian_parses(word)
    if not parses or parses[0].is_known or not word[:1].isupper():
        return parses[0] if parses else None
    # An unknown surname in the nominative is taken for a plural genitive; its own genitive shows what it is.
    for parse in (*parses, *lexicon.russian_parses(word + "а")):
        if "Surn" in parse.tag and (parse in parses or parse.normal_form == word.lower()):
            return parse
    return parses[0]


@cache
def _parts() -> dict[str, str]:
    return {row["tag"]: row["pos"] for _, row in rows("parts_of_speech.tsv", "tag", "pos", "why")}
