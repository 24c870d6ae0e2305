"""The noun of a Russian phrase in, where what it is for or of ends out: Комитет | по делам печати."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline import lexicon
from pipeline.names.named_text import NamedText
from pipeline.names.parts import words
from pipeline.names.russian_nominative import ADJECTIVES

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_MOST_PHRASES = 6
_LONGEST_PHRASE = 5
_OF_PEOPLE = frozenset({"Surn", "Name", "Patr"})
_VERBAL = ("ание", "ение")
_NOMINAL = frozenset({"NOUN", *ADJECTIVES})


def end(named: NamedText, at: int) -> int:
    """The word behind the complement that begins with words[at]; `at` where none does.

    по with a dative, or a genitive; then genitives, and what и joins: труда и обороны, по делам печати.
    """
    purpose = named.next_to(at) and named.words[at].folded in words("for")
    case = "datv" if purpose else "gent"
    last = _phrase_end(named, at + purpose, case)
    if last is None:
        return at
    for number in range(_MOST_PHRASES):
        following = _continued(named, last, case, first=purpose and number == 0)
        if following is None:
            break
        last, case = following
    return last


def state_end(named: NamedText, at: int) -> int:
    """The word behind the state that words[at] begins and letters end: Казахской ССР; else `at`."""
    last = at
    while last < len(named.words) and named.next_to(last) and named.words[last].capital:
        if _is_state(named, last):
            return last + 1
        if _reading(named, last, "gent", adjective=True) is None:
            break
        last += 1
    return at


def _continued(named: NamedText, at: int, case: str, *, first: bool) -> tuple[int, str] | None:
    """Where the next phrase ends, and its case; None where words[at] goes on nothing."""
    nouns = [parse.normal_form for parse in _known(named, at - 1)]
    if named.next_to(at) and named.words[at].folded in words("conjunction"):
        joined = _phrase_end(named, at + 1, case)
        return (joined, case) if joined else None
    if struggle := any(noun in words("struggle") for noun in nouns):
        if named.next_to(at) and named.words[at].folded in ("с", "со"):
            fought = _phrase_end(named, at + 1, "ablt")
            return (fought, "ablt") if fought else None
    cases = ["gent"]
    if any(noun in words("takes a dative") for noun in nouns):
        cases.append("datv")
    if first and not struggle and any(noun.endswith(_VERBAL) for noun in nouns):
        cases.append("ablt")
    for other in cases:
        last = _phrase_end(named, at, other)
        if last is not None:
            return last, other
    return None


def _phrase_end(named: NamedText, at: int, case: str) -> int | None:
    """The word behind the noun in `case` that words[at] is or is an adjective of; None without one."""
    for noun in range(at, min(at + _LONGEST_PHRASE, len(named.words))):
        if not named.next_to(noun) or named.words[noun].begins_sentence or _begins_other(named, noun):
            return None
        if _is_state(named, noun) or _reading(named, noun, case, adjective=False):
            # Во главе Совета стали рабочие: without an adjective it may be a verb.
            return None if noun == at and _may_be_verb(named.words[at].folded) else noun + 1
        adjective = _reading(named, noun, case, adjective=True)
        if adjective is None:
            return None
        if adjective.tag.number == "plur" and not _goes_on(named, noun + 1, case):
            # Помощи голодающим: whom the plural alone tells.
            return noun + 1
    return None


def _goes_on(named: NamedText, at: int, case: str) -> bool:
    return named.next_to(at) and any(
        _reading(named, at, case, adjective=adjective) is not None for adjective in (True, False)
    )


def _reading(named: NamedText, at: int, case: str, *, adjective: bool) -> Parse | None:
    """The first reading of words[at] in `case`, as an adjective or as a noun of no time and nobody."""
    for parse in _known(named, at):
        if parse.tag.POS in (ADJECTIVES if adjective else ("NOUN",)) and parse.tag.case == case:
            timely = parse.normal_form in words("no part of a body")
            if not timely and not _OF_PEOPLE & parse.tag.grammemes:
                return parse
    return None


def _known(named: NamedText, at: int) -> Iterator[Parse]:
    """Yield the readings of words[at] that the dictionary has; none of a preposition: при."""
    parses = [parse for parse in lexicon.russian_parses(named.words[at].folded) if parse.is_known]
    return iter(parses if parses and parses[0].tag.POS in _NOMINAL else ())


def _may_be_verb(word: str) -> bool:
    return any(parse.is_known and parse.tag.POS == "VERB" for parse in lexicon.russian_parses(word))


def _is_state(named: NamedText, at: int) -> bool:
    word = named.words[at]
    return word.text.isupper() and word.folded in words("state letters")


def _begins_other(named: NamedText, at: int) -> bool:
    """Whether a body of the table begins with words[at]: комитет Временного правительства."""
    if not named.words[at].capital:
        return False
    matches = named.index.matches(named.text, named.words, at)
    types = {named.knowledge.entry(match.name.id).type for match in matches if not match.name.needs}
    return not types.isdisjoint(("ORG", "PERSON"))
