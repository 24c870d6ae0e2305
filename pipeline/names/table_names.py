"""A text in, the names of the knowledge table in it out, with the heads that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from pipeline import lexicon, suffixes
from pipeline.names import contexts
from pipeline.names.heads import Head, HeadFound
from pipeline.names.index import Match
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words
from pipeline.names.running_words import Word
from pipeline.names.written_forms import ANY_INITIAL, ONLY_KAZAKH
from pipeline.tables import rows

Coordinated = Mapping[tuple[int, int], Head]

_MOST_MODIFIERS = 5
_SHORTEST_NOISY_ALONE = 7
_LONGEST_ABBREVIATION = 2
_YEAR_OR_TOWN = ("г",)
_HYPHENED = re.compile(r"[-\u2010\u2011][а-яёәғқңөұүһі]{1,12}\b")

ALIKE = (
    frozenset({"town", "village", "fortress"}),
    frozenset({"newspaper", "magazine"}),
    frozenset({"party", "society"}),
)
"""Kinds that one thing may be called by: Верный қаласы, Верный бекінісі."""


def found(named: NamedText, coordinated: Coordinated) -> Iterator[Found]:
    """Yield the names of the table in `named`, overlapping ones too."""
    unsure: list[tuple[str, Found]] = []
    sure: set[str] = set()
    for first in range(len(named.words)):
        matches = sorted(named.index.matches(named.text, named.words, first), key=lambda match: match.last)
        matches = [match for match in matches if _in_language(named, match)]
        for last, group in groupby(matches, key=lambda match: match.last):
            alike = list(group)
            exact = [match for match in alike if not match.noisy]
            for name in _of_span(named, exact or alike, first, last, coordinated):
                certain = [m for m in exact or alike if m.name.sure and m.name.id in name.candidates]
                by_context = name.candidates[0] not in {match.name.id for match in alike}
                if certain or by_context or name.type != "PERSON":
                    sure.update(name.candidates)
                    yield name
                else:
                    unsure.append((name.candidates[0], name))
    for id, name in unsure:
        # A bare surname that is a given name or a word too (Дулат, Қаратай) needs its bearer named elsewhere.
        if id in sure:
            yield name


def heads_after(named: NamedText, last: int, kind: str, *, closing: bool) -> Iterator[HeadFound]:
    """Yield the heads that follow words[last - 1], of `kind` alone unless it is "", modifiers passed over."""
    at = last
    if not named.next_to(at, closing=closing):
        return
    for _ in range(_MOST_MODIFIERS):
        for head in named.heads(at):
            # A place owns its head (Омбы қаласы); «Омбы ауыл» begins something else.
            loose = not head.owned and (head.plural or head.head.type == "PLACE")
            if head.head.after and not loose and (not kind or head.head.kind == kind):
                if at == last or _modify(named, last, at, head.head.kind):
                    yield head
        at += 1
        if at >= len(named.words) or named.words[at].capital or len(named.words[at].gap) > 3:
            return


def heads_before(named: NamedText, first: int, *, opening: bool) -> Iterator[HeadFound]:
    """Yield the heads that stand directly before words[first]: город Оренбург, газета «Казах»."""
    gap = named.words[first].gap
    if "\n\n" in gap or gap.strip(' \u00a0\n«“„"' if opening else " \u00a0\n.") or not gap:
        return
    for at in (first - 2, first - 1):
        if at < 0:
            continue
        for head in named.heads(at):
            year = head.head.words == _YEAR_OR_TOWN and at > 0 and named.words[at - 1].text[-1].isdigit()
            # A dot behind more than an abbreviation ends the sentence: правительства. Временное.
            ends = "." in gap and len(named.words[first - 1].text) > _LONGEST_ABBREVIATION
            if head.head.before and head.last == first and not year and not ends:
                yield head


def modified_from(named: NamedText, head: HeadFound) -> int:
    """The first of the modifiers before `head`: Бухарская и Хорезмская народные республики."""
    first = head.first
    while head.first - first < _MOST_MODIFIERS and named.next_to(first):
        if not _modify(named, first - 1, first, head.head.kind):
            break
        first -= 1
    return first


def _in_language(named: NamedText, match: Match) -> bool:
    """Whether a name in lower case is of the text's language: христиан is no form of the Kazakh word."""
    name = match.name
    if match.russian and name.kazakh and named.language == "kk":
        return False
    if not name.sure and not name.kazakh and named.language == "kk":
        return False
    if named.language == "ru" and _is_common_noun(named, match):
        # Делами ведал совет: no Дели.
        return False
    if match.inflected and named.language == "ru" and ONLY_KAZAKH.isdisjoint(named.words[match.first].folded):
        # Невада, США: no Неваның.
        return False
    if name.capital != "none":
        return True
    if match.noisy and (named.language == "ru" or _is_word(named, match)):
        return False
    return name.russian if named.language == "ru" else name.kazakh


def _is_common_noun(named: NamedText, match: Match) -> bool:
    """Whether the place is a common noun in a case: at a sentence's start, or its name has no cases."""
    word = named.words[match.first]
    if match.last - match.first > 1 or word.folded == match.name.words[0]:
        return False
    if not word.begins_sentence and not _never_declines(match.name.words[0]):
        return False
    if named.knowledge.entry(match.name.id).type != "PLACE":
        return False
    parses = [parse for parse in lexicon.russian_parses(word.folded) if parse.is_known]
    return bool(parses) and all(
        parse.tag.POS == "NOUN" and lexicon.ALL_NAMES.isdisjoint(parse.tag.grammemes) for parse in parses
    )


def _never_declines(place: str) -> bool:
    """Whether the dictionary has the Russian name of a place, in lower case, in one form only: Дели."""
    return any({"Geox", "Fixd"} <= parse.tag.grammemes for parse in lexicon.russian_parses(place))


def _is_word(named: NamedText, match: Match) -> bool:
    """Whether what resembles a name in lower case is a word of its own: өсетін, no осетин."""
    return all(lexicon.load().knows(word.folded) for word in named.words[match.first : match.last])


def _modify(named: NamedText, first: int, last: int, kind: str) -> bool:
    part = named.words[first:last]
    return all(is_modifier(word, kind) and "\n\n" not in word.gap for word in part)


def is_modifier(word: Word, kind: str) -> bool:
    """Whether `word` may stand between a name and its head of `kind`."""
    return word.folded in _modifiers().get(kind, frozenset())


@cache
def _modifiers() -> dict[str, frozenset[str]]:
    return {row["kind"]: frozenset(row["words"].split()) for _, row in rows("modifiers.tsv", "kind", "words")}


def _of_span(
    named: NamedText, matches: list[Match], first: int, last: int, coordinated: Coordinated
) -> Iterator[Found]:
    """Yield what stands at words[first:last]: the bare name, and the name with each head beside it."""
    core = named.span(first, last)
    quotes = named.quoted(first, last)
    head_outside = coordinated.get((first, last))
    # An event keeps the plural head that others share (Қазан төңкерістері); but without its head the name of
    # an uprising is that of its place: Созақ, Абыралы көтерілістері.
    if head_outside is None or (head_outside.type == "EVENT" and head_outside.kind != "uprising"):
        yield from _with_heads(named, matches, first, last)
    shared = None if head_outside is not None and head_outside.kind == "uprising" else head_outside
    bare = [
        match
        for match in matches
        if not match.name.needs
        or (match.name.needs == "quotes" and quotes)
        or (match.name.needs.startswith("title") and named.titled(first, last, match.name.needs.split()[1]))
        or (shared is not None and _agree(match.name.kind, shared.kind))
    ]
    if head_outside is not None:
        same = [match for match in bare if _agree(match.name.kind, head_outside.kind)]
        bare = same if quotes else same or bare
    if last - first == 1 and len(named.words[first].text) < _SHORTEST_NOISY_ALONE:
        bare = [match for match in bare if not match.noisy or match.name.capital == "none"]
    ids = contexts.decided(named, first, last, _ids(bare))
    if ids:
        within = (quotes[0] + 1, quotes[1] - 1) if quotes and bare[0].name.needs else core
        start = (
            _with_ordinals(named, first) if named.knowledge.entry(ids[0]).kind == "numbered" else within[0]
        )
        end = within[1]
        if _ends_with_dot(named, bare, last):
            end += named.text[end : end + 1] == "."
        if "(" in named.text[start:end] and ")" not in named.text[start:end]:
            # РКП(б)
            end += named.text[end : end + 1] == ")"
        yield _found(named, start, end, within, ids)


def _ends_with_dot(named: NamedText, matches: list[Match], last: int) -> bool:
    """Whether an initial or a year ends the name before words[last]: Бөкейхан Ә., 1931–1933 гг."""
    if named.words[last - 1].folded + "." in (*words("years behind"), *words("years before")):
        return True
    return any(match.name.words[-1].endswith((".", ANY_INITIAL)) for match in matches)


def _with_heads(named: NamedText, matches: list[Match], first: int, last: int) -> Iterator[Found]:
    core = named.span(first, last)
    quotes = named.quoted(first, last)
    bracketed = any(")" in match.name.closing for match in matches)
    found = list(heads_before(named, first, opening=bool(quotes)))
    if quotes or not all(match.inflected for match in matches):
        found += heads_after(named, last, "", closing=bool(quotes) or bracketed)
    for head in found:
        fitting = [
            match
            for match in matches
            if _agree(match.name.kind, head.head.kind) and (quotes or not match.inflected)
        ]
        ids = _ids(fitting)
        if ids:
            start, end = named.span(min(first, head.first), max(last, head.last))
            if quotes:
                start, end = min(start, quotes[0]), max(end, quotes[1])
            yield _found(named, start, end, core, ids)


def _agree(kind: str, other: str) -> bool:
    return kind == other or any({kind, other} <= alike for alike in ALIKE)


def _ids(matches: list[Match]) -> tuple[str, ...]:
    """The ids of `matches`, those first whose names want more: quotation marks, a longer surname."""
    in_order = sorted(matches, key=lambda match: (not match.name.needs, not match.name.sure))
    return tuple(dict.fromkeys(match.name.id for match in in_order))


def _with_ending(named: NamedText, end: int) -> int:
    """`end`, or where the Kazakh ending stops that a hyphen joins there: «АКСР-інің»."""
    following = _HYPHENED.match(named.text, end)
    if following and end and suffixes.follows(named.text[max(0, end - 20) : end].split()[-1], following[0]):
        return following.end()
    return end


def _found(named: NamedText, start: int, end: int, core: tuple[int, int], ids: tuple[str, ...]) -> Found:
    entry = named.knowledge.entry(ids[0])
    same_type = tuple(id for id in ids if named.knowledge.entry(id).type == entry.type)
    return Found(start, _with_ending(named, end), *core, entry.type, same_type, entry.canonical)


def _with_ordinals(named: NamedText, first: int) -> int:
    """Where the ordinal numbers before words[first] begin: «І, ІІ Мемлекеттік Дума»."""
    start = named.words[first].start
    at = first - 1
    while at >= 0 and first - at < 6:
        word, following = named.words[at], named.words[at + 1]
        if following.gap.strip(" \u00a0\n") not in ("", ",") or "\n\n" in following.gap:
            break
        if contexts.ordinal(word) is not None:
            start = word.start
        elif not (
            word.folded in words("between ordinals")
            and at > 0
            and contexts.ordinal(named.words[at - 1]) is not None
        ):
            break
        at -= 1
    return start
