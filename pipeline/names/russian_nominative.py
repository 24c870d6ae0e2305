"""The words of a Russian name in, the same in the nominative out, by the dictionary of pymorphy3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from pipeline import lexicon
from pipeline.names import people
from pipeline.names.given_names import given_name

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

ADJECTIVES = frozenset({"ADJF", "PRTF"})
_NAMES = frozenset({"Name", "Surn", "Patr"})
NOMINATIVE = frozenset({"nomn"})


def of_person(words: Sequence[str]) -> str:
    """Ивана Лихарева → Иван Лихарев: all words in the one case and gender that all of them can have."""
    readings = [_of_name(word) for word in words]
    declined = [parses for parses in readings if parses]
    # A word that the dictionary has says more than one that is only guessed.
    surest = max(declined, key=lambda parses: parses[0].is_known, default=[])
    # Alone, a guessed word may be too much: Сатпаева, a woman or the genitive of a man.
    for lead in surest if len(declined) > 1 else (parse for parse in surest if parse.is_known):
        agreeing = [next((p for p in parses if _agree(p, lead)), None) for parses in readings]
        if all(parse or not parses for parse, parses in zip(agreeing, readings, strict=True)):
            return " ".join(map(_nominative, words, agreeing))
    return " ".join((*words[:-1], people.nominative(words[-1])))


def _of_name(word: str) -> list[Parse]:
    """The readings of a word of a person's name, those as names first; none of one in the nominative."""
    if given_name(word.casefold()) == word.casefold():
        return []
    parses = [p for p in lexicon.russian_parses(word) if p.tag.case and p.tag.number == "sing"]
    return sorted(parses, key=lambda parse: (not parse.is_known, not _NAMES & parse.tag.grammemes))


def of_phrase(words: Sequence[str]) -> str:
    """Сенатской площади → Сенатская площадь: the first noun with the adjectives before it; the rest stays."""
    # From behind, for an adjective may read as a noun: Успенском руднике.
    for at in range(_adjectives_end(words), -1, -1):
        for noun in _nouns(words[at]) if at < len(words) else ():
            agreeing = [_adjective(each, noun) for each in words[:at]]
            if all(agreeing):
                told = map(_nominative, words[: at + 1], [*agreeing, noun])
                return " ".join((*told, *words[at + 1 :]))
    return " ".join(words)


def agrees(word: str, noun: str) -> bool:
    """Whether `word` can be an adjective of `noun`, a noun that the dictionary has: Ништадтским миром."""
    return any(_adjective(word, each) for each in _nouns(noun) if each.is_known)


def may_be_singular(noun: str) -> bool:
    """Whether the form can be a singular: горы, реки; not городах."""
    return any(parse.tag.number == "sing" for parse in _nouns(noun))


def _nouns(word: str) -> list[Parse]:
    return [parse for parse in lexicon.russian_parses(word) if parse.tag.POS == "NOUN"]


def _adjectives_end(words: Sequence[str]) -> int:
    """How many words from the first on can be adjectives."""
    for at, word in enumerate(words):
        if not any(parse.tag.POS in ADJECTIVES for parse in lexicon.russian_parses(word)):
            return at
    return len(words)


def _adjective(word: str, noun: Parse) -> Parse | None:
    """The reading of `word` as an adjective in the case, number and gender of `noun`."""
    return next(
        (p for p in lexicon.russian_parses(word) if p.tag.POS in ADJECTIVES and _agree(p, noun)), None
    )


def _agree(parse: Parse, other: Parse) -> bool:
    plural = "plur" in (parse.tag.number, other.tag.number)
    same_gender = plural or not parse.tag.gender or parse.tag.gender == other.tag.gender
    return parse.tag.case == other.tag.case and parse.tag.number == other.tag.number and same_gender


def _nominative(word: str, parse: Parse | None) -> str:
    """`word` in the nominative of its reading, capitals as printed."""
    inflected = parse.inflect(NOMINATIVE) if parse else None
    return "-".join(_capitals(word.split("-"), inflected.word.split("-"))) if inflected else word


def _capitals(printed: Sequence[str], parts: Sequence[str]) -> Iterator[str]:
    for model, part in zip_longest(printed, parts, fillvalue=""):
        if len(model) > 1 and model.isupper():
            yield part.upper()
        else:
            yield part.capitalize() if model[:1].isupper() else part
