"""Names found in, persons with more than one name or a title by a hyphen out, told apart or put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from pipeline.names import people, person_cases, russian_nominative
from pipeline.names.bearers import may_be_called
from pipeline.names.given_names import given_name
from pipeline.names.named_text import FIRST, Found, NamedText
from pipeline.names.parts import words
from pipeline.names.running_words import Word
from pipeline.names.titles import titles
from pipeline.names.written_forms import is_surname

_SHORTEST = 3
_PART = re.compile(r"[-\u2010\u2011]([а-яё]{3,12})\b")


def in_brackets(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the whole names in which another form stands in brackets: Магомет (Мухамеджан) Лугин.

    Before the brackets stands one word, a given name or a surname; in them one with a capital, and behind
    them the other of the two.
    """
    persons = {each.start: each for each in known if each.type == "PERSON"}
    others = {each.start for each in known if each.type != "PERSON"}
    for at, word in enumerate(named.words[:-2]):
        inside, behind = named.words[at + 1 : at + 3]
        if inside.gap.strip() != "(" or behind.gap.strip() != ")" or len(word.text) < _SHORTEST:
            continue
        capitals = word.capital and inside.capital and behind.capital
        if not capitals or {word.start, inside.start, behind.start} & others:
            continue
        if given_name(behind.folded) and _is_surname(word) and not given_name(word.folded):
            yield _whole(named, (at, at, at + 2), persons.get(word.start), (behind, inside))
        elif _is_surname(behind) and not people.is_sure_surname(word):
            places = _hyphened_from(named, at), at + 2, at
            yield _whole(named, places, persons.get(behind.start), (word, inside))


def _is_surname(word: Word) -> bool:
    return people.is_person_name(word) or people.may_be_surname(word)


def _hyphened_from(named: NamedText, at: int) -> int:
    """The first word of what a hyphen joins to words[at]: Кутлу-Мухаммед."""
    return at - 1 if at and named.words[at].gap == "-" and named.words[at - 1].capital else at


def _whole(
    named: NamedText, places: tuple[int, int, int], person: Found | None, given: tuple[Word, Word]
) -> Found:
    """The name from the first of `places` on, with the surname at the second, and what else it ends with.

    Of the ids of `person`, who bears the surname, those stay that one of the two `given` names fits.
    """
    first, surname, other = places
    start = named.words[first].start
    end = max(named.words[other].end, named.words[surname].end, person.end if person else 0)
    front = named.text[start : named.words[other].end] if other < surname else given[0].text
    ids = person.candidates if person else ()
    fitting = tuple(
        id for id in ids if any(may_be_called(named.knowledge.entry(id), (name.text,)) for name in given)
    )
    canonical = f"{front} {people.nominative(named.words[surname].text)}"
    return Found(start, end, start, end, "PERSON", fitting, canonical, FIRST)


def apart(named: NamedText, known: Sequence[Found]) -> list[Found]:
    """`known`, in which an assumed name in the genitive and the real one in the nominative are two persons.

    Под именем муллы Сейдали Лугин; под именем Карибоза Лугин: the name behind «под именем» is no part of his.
    """
    found: list[Found] = []
    for each in known:
        second = _real_name(named, each) if each.type == "PERSON" else None
        found += _cut(named, each, second) if second is not None else [each]
    return found


def _real_name(named: NamedText, person: Found) -> int | None:
    """The second word of `person`, where it is a surname in the nominative behind an assumed name."""
    first = bisect_left(named.words, person.start, key=attrgetter("start"))
    last = bisect_left(named.words, person.end, key=attrgetter("start"))
    if last - first != 2 or named.language != "ru" or not _is_assumed(named, first):
        return None
    name, surname = named.words[first], named.words[first + 1].folded
    titled = named.words[first - 1].folded not in words("assumed name")
    in_case = _bare(name) != name.text or (titled and name.folded.endswith(words("one form for all cases")))
    nominative = is_surname(surname) and person_cases.nominatives(surname)[0] == surname
    return first + 1 if in_case and nominative else None


def _is_assumed(named: NamedText, at: int) -> bool:
    """Whether под именем, with or without a title behind, stands before words[at]."""
    for before in (at - 1, at - 2):
        if before < 1 or not named.next_to(before + 1):
            return False
        if named.words[before].folded in words("assumed name"):
            return named.words[before - 1].folded in words("before an assumed name")
        word = named.words[before]
        if word.capital or not (
            word.folded in titles("before") or russian_nominative.may_be_singular(word.text)
        ):
            return False
    return False


def _cut(named: NamedText, person: Found, second: int) -> Iterator[Found]:
    for at in (second - 1, second):
        word = named.words[at]
        span = (word.start, word.end)
        yield Found(*span, *span, "PERSON", (), _bare(word), people.RANK)


def _bare(word: Word) -> str:
    """The word in the nominative, as a given name if it is one."""
    return (given_name(word.folded) or person_cases.nominatives(word.folded)[0]).title()


def assumed(named: NamedText) -> Iterator[Found]:
    """Yield the words with a capital behind «под именем»: persons, whatever they look like."""
    for at, word in enumerate(named.words):
        if word.capital and len(word.text) > 2 and named.language == "ru" and _is_assumed(named, at):
            if not people.is_other_name(named, at):
                span = (word.start, word.end)
                yield Found(*span, *span, "PERSON", (), _bare(word), people.RANK + 1)


def with_hyphened_title(named: NamedText, found: Found) -> Found:
    """A Russian person's name with the word in small letters that a hyphen joins to it: Нургали-хазрета."""
    if found.type != "PERSON" or named.language != "ru":
        return found
    joined = _PART.match(named.text, found.end)
    if joined is None or joined[1] in words("hyphened particle"):
        return found
    return replace(found, end=joined.end())
