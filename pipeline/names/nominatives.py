"""A printed Russian word in, its nominative out, as far as its form and the dictionary show it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import lexicon
from pipeline.names import declension
from pipeline.names.parts import is_place_adjective, words

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def masculine(adjective: str) -> str:
    """The masculine nominative of the Russian adjective in any case and gender; other words as they are."""
    (nominative,) = words("masculine ending")
    for ending in words("adjective ending"):
        stem = adjective.removesuffix(ending)
        if stem != adjective and adjective.casefold() in declension.forms((stem + nominative).casefold()):
            return stem + nominative
    return adjective


@lru_cache(maxsize=8192)
def dictionary_form(word: str) -> str:
    """One form, in lower case, for all forms of the Russian word: реального → реальный, газете → газета."""
    folded = word.casefold()
    if is_place_adjective(folded):
        # The dictionary takes Троицком for the town.
        return masculine(folded)
    parses = [parse for parse in lexicon.russian_parses(folded) if parse.is_known]
    if parses:
        return str(parses[0].normal_form)
    return folded


def dictionary_forms(name: str) -> tuple[str, ...]:
    """The words of the Russian name, each in one form for all its forms."""
    return tuple(map(dictionary_form, _WORD.findall(name)))


def is_noun(word: str) -> bool:
    """Whether the dictionary takes the Russian word for a noun before anything else."""
    parses = lexicon.russian_parses(word.casefold())
    return bool(parses) and parses[0].tag.POS == "NOUN"


def may_be_genitive(noun: str) -> bool:
    """Whether the Russian word, abbreviations and words that the dictionary lacks too, may be a genitive."""
    parses = [parse for parse in lexicon.russian_parses(noun.casefold()) if parse.is_known]
    return not parses or any(parse.tag.case == "gent" for parse in parses)
