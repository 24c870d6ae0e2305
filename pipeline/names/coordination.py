"""A text in, the names that share a head with others out: Семей және Ақмола облыстары."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import lexicon
from pipeline.names.heads import Head, HeadFound
from pipeline.names.named_text import NamedText
from pipeline.names.parts import is_place_adjective, words
from pipeline.names.running_words import CLOSING, OPENING, Word
from pipeline.names.table_names import Coordinated, modified_from

_MOST_MEMBERS = 12
_SHORTEST_LIST = 2
_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"})


def coordinated(named: NamedText) -> Coordinated:
    """For the place (first, last) of each member of a coordination the plural head that they share.

    Семей және Ақмола облыстары; «Қазақ», «Вақыт» газеттері; Семипалатинская и Акмолинская области;
    в Тургайской области, а не в Уральской.
    """
    members: dict[tuple[int, int], Head] = {}
    for at in range(len(named.words)):
        for head in own_heads(named, at):
            if head.plural and head.head.after and head.owned:
                places = _members_before(named, modified_from(named, head))
                if len(places) > 1:
                    members.update((place, head.head) for place in places)
            if head.plural and head.head.before:
                places = _members_after(named, head.last)
                if len(places) > 1:
                    members.update((place, head.head) for place in places)
            listed = _list_behind(named, head.last)
            if len(listed) > _SHORTEST_LIST:
                members.update((place, head.head) for place in listed)
    if named.language == "ru":
        members.update((place, head) for place, head in _elided(named) if place not in members)
    return members


def own_heads(named: NamedText, at: int) -> list[HeadFound]:
    """The heads of the text's own language at words[at]: петиция is no possessive in a Kazakh text."""
    return [head for head in named.heads(at) if (head.head.language == "ru") == (named.language == "ru")]


def _members_before(named: NamedText, end: int) -> list[tuple[int, int]]:
    """The places of the names that are joined by commas and conjunctions before words[end], last first."""
    places: list[tuple[int, int]] = []
    while len(places) < _MOST_MEMBERS:
        first = _member_start(named, end, adjacent=not places)
        if first is None:
            break
        places.append((first, end))
        gap = named.words[first].gap.strip(" \u00a0\n" + OPENING + CLOSING)
        if first == 0 or "\n\n" in named.words[first].gap:
            break
        if gap == ",":
            end = first
        elif not gap and named.words[first - 1].folded in words("conjunction"):
            end = first - 1
        else:
            break
    return places


def _list_behind(named: NamedText, last: int) -> list[tuple[int, int]]:
    """The places of the names that a colon or a bracket parts from a head: шесть областей: Уральская, …"""
    for first in range(last, min(last + 3, len(named.words))):
        gap = named.words[first].gap.strip(" \u00a0\n" + OPENING + CLOSING)
        if gap in (":", "(") and "\n\n" not in named.words[first].gap:
            return _members_after(named, first)
        if gap:
            break
    return []


def _member_start(named: NamedText, end: int, *, adjacent: bool) -> int | None:
    """The first word of the name that ends before words[end]; None where no name ends there."""
    if end < 1:
        return None
    if adjacent and not named.next_to(end, closing=True) and not named.next_to(end):
        return None
    for first in range(end - 1, max(end - 5, -1), -1):
        if named.quoted(first, end):
            return first
    first = end - 1
    word = named.words[first]
    if word.folded in words("conjunction") or not word.text.isalpha():
        return None
    while first > 0 and named.words[first - 1].capital and "-" in named.words[first].gap and word.capital:
        first -= 1
    # A member of several words must be a name of the table: Орынбор және Батыс Сібір.
    for start in range(max(0, first - 2), first):
        if any(match.last == end for match in named.index.matches(named.text, named.words, start)):
            return start
    return first


def _members_after(named: NamedText, first: int) -> list[tuple[int, int]]:
    """The places of the names joined by commas and conjunctions from words[first] on: «Казах» и «Вакыт»."""
    places: list[tuple[int, int]] = []
    while first < len(named.words) and len(places) < _MOST_MEMBERS:
        last = next(
            (
                end
                for end in range(first + 1, min(first + 6, len(named.words) + 1))
                if named.quoted(first, end)
            ),
            None,
        )
        if last is None:
            if not named.words[first].capital:
                break
            last = first + 1
        places.append((first, last))
        if last >= len(named.words) or "\n\n" in named.words[last].gap:
            break
        gap = named.words[last].gap.strip(" \u00a0\n" + OPENING + CLOSING)
        if gap == ",":
            first = last
        elif not gap and named.words[last].folded in words("conjunction"):
            first = last + 1
        else:
            break
    return places


def _elided(named: NamedText) -> Iterator[tuple[tuple[int, int], Head]]:
    """Yield where adjectives of the table end a phrase, each with its head from earlier in the paragraph.

    От Семипалатинской области прошёл один депутат, от Уральской — другой.
    """
    latest: Head | None = None
    for at, word in enumerate(named.words):
        if "\n\n" in word.gap:
            latest = None
        for head in own_heads(named, at):
            if head.head.after and head.head.type == "PLACE":
                latest = head.head
        if latest is None or not word.capital or not is_place_adjective(word.folded):
            continue
        if named.next_to(at + 1) and not _begins_phrase(named.words[at + 1]):
            continue
        first = at - 1 if at and word.gap == "-" and named.words[at - 1].capital else at
        matches = named.index.matches(named.text, named.words, first)
        if any(match.last == at + 1 and match.name.kind == latest.kind for match in matches):
            yield (first, at + 1), latest


def _begins_phrase(word: Word) -> bool:
    """Whether the Russian word is no noun or adjective, which an adjective before it may belong to."""
    kinds = [parse.tag.POS for parse in lexicon.russian_parses(word.folded) if parse.is_known]
    return bool(kinds) and _NOMINAL.isdisjoint(kinds)
