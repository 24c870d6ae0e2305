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
from pipeline.names.titles import is_title

KINDS = frozenset({"school", "monument", "street", "theatre", "museum", "factory", "orchestra"})
"""Kinds of heads that stand beside the name of a person directly."""

_MOST_BETWEEN = 6
_RANK = 1


def found(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield what bears the name of a person of `known`; the head stands behind it or behind атындағы."""
    if named.language == "ru":
        yield from _russian(named, known)
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
            if head.head.language == "ru" and head.head.kind == "school" and head.head.before:
                yield from _of_teacher(named, head, persons)


def _of_teacher(named: NamedText, head: HeadFound, persons: Mapping[int, int]) -> Iterator[Found]:
    """Yield the Russian school called by the genitive of its teacher's name: медресе Хасана."""
    at = head.last
    while named.next_to(at) and is_title(named.words[at].folded):
        at += 1
    if not named.next_to(at) or not named.words[at].capital:
        return
    last = at + 1
    while last < len(named.words) and (named.words[last].gap == "-" or _is_within(named, last, persons, at)):
        last += 1
    if not _is_genitive_of_person(named.words[last - 1].folded):
        return
    end = named.words[last - 1].end
    start = named.words[head.first].start
    name = f"{head.head.words[0]} {named.text[named.words[head.last].start : end]}"
    yield Found(start, end, named.words[at].start, end, "ORG", (), name, _RANK)


def _is_within(named: NamedText, at: int, persons: Mapping[int, int], first: int) -> bool:
    """Whether words[at] belongs to the person whose name begins with words[first]."""
    return named.words[at].start < persons.get(named.words[first].start, 0)


def _is_genitive_of_person(word: str) -> bool:
    """Whether the Russian word is a genitive, before all else, and no place: Хасана, no Казани."""
    parses = lexicon.russian_parses(word)
    if not parses or "Geox" in parses[0].tag:
        return False
    return parses[0].tag.case in ("gent", "accs") and any(parse.tag.case == "gent" for parse in parses)


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
