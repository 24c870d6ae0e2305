"""A text in, persons that one word names out: a given name alone, a word by a title or before деген кісі."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.names import place_forms
from pipeline.names.given_names import given_name
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words
from pipeline.names.people import RANK, in_place_case, is_other_name, nominative
from pipeline.names.written_forms import is_surname, takes_ending

_SHORTEST = 3
_SHORTEST_ALONE = 4
_SHORTEST_PART = 2
_LONGEST_ENDING = 4


def found(named: NamedText) -> Iterator[Found]:
    """Yield the words of `named` that name a person by themselves; a longer name stands for its words."""
    for at, word in enumerate(named.words):
        if not word.capital or len(word.text) < _SHORTEST or not word.text.isalpha() or word.text.isupper():
            continue
        if is_other_name(named, at) or named.quoted(at, at + 1) or _hyphened(named, at):
            continue
        given = given_name(word.folded)
        if given and len(word.text) >= _SHORTEST_ALONE:
            # At a sentence's start the capital says nothing: Сабыр түбі сары алтын.
            if not word.begins_sentence or named.is_proper(given, word.text, strictly=True):
                yield _person(named, at, given.capitalize())
        elif (bare := _compound(named, at)) is not None:
            yield _person(named, at, bare)
        elif _is_called(named, at) and named.is_proper(word.text, strictly=word.begins_sentence):
            yield _person(named, at, nominative(word.text))


def _compound(named: NamedText, at: int) -> str | None:
    """The bare name where words[at] has the form of one, though the table lacks it: Ақбердіні, Жақаңның."""
    word = named.words[at]
    begins = word.begins_sentence and not named.is_proper(word.text, strictly=True)
    if is_surname(nominative(word.text).casefold()) or place_forms.beside_place(named, at):
        return None
    if any(named.index.readings(word.text, capital=True)) or in_place_case(word.folded):
        return None
    for length in range(min(_LONGEST_ENDING, len(word.text) - _SHORTEST) + 1):
        stem, ending = word.folded[: len(word.folded) - length], word.folded[len(word.folded) - length :]
        if ending.startswith(words("plural ending")) or (ending and not takes_ending(stem, ending)):
            continue
        if _is_honorific(stem) or (not begins and _is_compound(stem)):
            return word.text[: len(stem)]
    return None


def _is_honorific(stem: str) -> bool:
    """Whether the word, in lower case, is a name cut short in respect: ахаң; әкең is your father."""
    return (
        stem.endswith(words("honorific ending"))
        and len(stem) >= _SHORTEST_ALONE
        and stem not in words("no honorific")
    )


def _is_compound(stem: str) -> bool:
    return any(
        stem.endswith(part) and len(stem) - len(part) >= _SHORTEST_PART for part in words("given name ending")
    )


def _is_called(named: NamedText, at: int) -> bool:
    """Whether a title stands before the word, or деген кісі and the like behind it."""
    if named.title_before(at) and not named.words[at].begins_sentence:
        return not any(named.heads(at)) and not any(named.heads(at + 1))
    if at + 2 >= len(named.words) or named.words[at + 1].folded not in words("naming"):
        return False
    return named.next_to(at + 1) and named.next_to(at + 2) and named.words[at + 2].folded in words("person")


def _hyphened(named: NamedText, at: int) -> bool:
    """Whether a hyphen joins the word to another with a capital: a part of a longer name."""
    behind = at + 1 < len(named.words) and named.words[at + 1].gap == "-" and named.words[at + 1].capital
    return behind or (at > 0 and named.words[at].gap == "-" and named.words[at - 1].capital)


def _person(named: NamedText, at: int, canonical: str) -> Found:
    start, end = named.span(at, at + 1)
    return Found(start, end, start, end, "PERSON", (), canonical, RANK + 1)
