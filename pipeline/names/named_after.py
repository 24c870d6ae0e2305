"""Persons found in, what is named after them out: Абай атындағы опера театры, институт имени Абая."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import lexicon
from pipeline.names.headed_names import possessive
from pipeline.names.heads import HeadFound
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words
from pipeline.names.russian_nominative import may_be_singular
from pipeline.names.titles import is_title
from pipeline.names.written_forms import is_surname

KINDS = frozenset({"school", "monument", "street", "theatre", "museum", "factory", "orchestra"})
"""Kinds of heads that stand beside the name of a person directly."""

OWNED_KINDS = frozenset({"school", "house"})
"""Kinds of Russian heads that the genitive of a person's name stands behind."""

_MOST_BETWEEN = 6
_RANK = 1


def found(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield what bears the name of a person of `known`; the head stands behind it or behind атындағы."""
    if named.language == "ru":
        yield from _russian(named, known)
        yield from _battles(named, known)
        return
    starts = [word.start for word in named.words]
    for person in known:
        if person.type == "PERSON":
            head = _head(named, bisect_left(starts, person.end))
            if head:
                last = named.words[head.last - 1]
                noun = " ".join((*head.head.words[:-1], possessive(head.head.words[-1])))
                name = f"{named.text[person.start : named.words[head.first].start].strip()} {noun}"
                yield Found(person.start, last.end, person.start, last.end, head.head.type, (), name, _RANK)


def _russian(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the institutions of `known` with the name that they bear: университет им. С. М. Кирова."""
    starts = [word.start for word in named.words]
    bearers = {each.end: each for each in known if each.type in ("ORG", "PLACE")}
    for person in known:
        at = bisect_left(starts, person.start) - 1
        if person.type != "PERSON" or at < 1 or named.words[at].folded not in words("named after in Russian"):
            continue
        bearer = bearers.get(named.words[at - 1].end)
        if bearer and not named.words[at].gap.strip():
            yield replace(bearer, end=person.end, rank=_RANK)
    persons = {person.start: person.end for person in known if person.type == "PERSON"}
    for at in range(len(named.words)):
        for head in named.heads(at):
            if head.head.language == "ru" and head.head.kind in OWNED_KINDS and head.head.before:
                yield from _owned_by(named, head, persons)


def _owned_by(named: NamedText, head: HeadFound, persons: Mapping[int, int]) -> Iterator[Found]:
    """Yield the Russian school or house called by the genitive of a name: медресе Хасана, дом Пугасова."""
    at = head.last
    while named.next_to(at) and is_title(named.words[at].folded):
        at += 1
    if not named.next_to(at) or not named.words[at].capital:
        return
    last = _behind_hyphens(named, at, persons)
    if not _is_genitive_of_person(named.words[last - 1].folded, surname=head.head.kind == "house"):
        return
    end = named.words[last - 1].end
    start = named.words[head.first].start
    name = f"{head.head.words[0]} {named.text[named.words[head.last].start : end]}"
    yield Found(start, end, named.words[at].start, end, head.head.type, (), name, _RANK)


def _battles(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the Russian battles that a preposition joins to their place: битва при Орбулаке."""
    places = {each.start: each.end for each in known if each.type == "PLACE"}
    for first in range(len(named.words)):
        head = next((head for head in named.heads(first) if head.head.kind == "battle"), None)
        at = head.last + 1 if head else len(named.words)
        if (
            head is None
            or not may_be_singular(named.words[head.last - 1].text)
            or at >= len(named.words)
            or not (named.next_to(at - 1) and named.next_to(at))
        ):
            continue
        if named.words[at - 1].folded not in words("beside a battle") or not named.words[at].capital:
            continue
        last = _behind_hyphens(named, at, places)
        start, end = named.words[first].start, named.words[last - 1].end
        name = f"{head.head.words[0]} {named.text[named.words[at - 1].start : end]}"
        yield Found(start, end, named.words[at].start, end, "EVENT", (), name, _RANK)


def _behind_hyphens(named: NamedText, at: int, known: Mapping[int, int]) -> int:
    """The word behind the name that begins with words[at], one of `known` or one with hyphens."""
    last = at + 1
    while last < len(named.words) and (
        named.words[last].gap == "-" or named.words[last].start < known.get(named.words[at].start, 0)
    ):
        last += 1
    return last


def _is_genitive_of_person(word: str, *, surname: bool) -> bool:
    """Whether the Russian word is a genitive first of all, of no place; or, as a `surname`, may be one."""
    parses = lexicon.russian_parses(word)
    genitives = [parse for parse in parses if parse.tag.case == "gent"]
    if surname:
        return any(is_surname(parse.normal_form) for parse in genitives)
    if not genitives or "Geox" in parses[0].tag:
        return False
    return parses[0].tag.case in ("gent", "accs")


def _head(named: NamedText, at: int) -> HeadFound | None:
    """The head of what is named after the person whose name ends before words[at]."""
    if named.title_behind(at):
        at += 1
    if not named.next_to(at):
        return None
    dedicated = named.words[at].folded in words("named after")
    if not dedicated:
        return next((head for head in named.heads(at) if _owned(head) and head.head.kind in KINDS), None)
    for place in range(at + 1, min(at + _MOST_BETWEEN, len(named.words))):
        if not named.next_to(place):
            break
        for head in named.heads(place):
            if _owned(head) and head.head.type in ("ORG", "PLACE"):
                return head
    return None


def _owned(head: HeadFound) -> bool:
    return head.owned and not head.plural and head.head.language == "kk"
