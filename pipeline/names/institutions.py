"""A text in, institutions described by where they are and what they do out: Ақтөбе уездік тұтынушылар қоғамы.

The place before such a noun phrase is a part of its name. Military units are told by their number.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import lexicon
from pipeline.names import contexts
from pipeline.names.headed_names import possessive
from pipeline.names.heads import HeadFound
from pipeline.names.named_text import Found, NamedText
from pipeline.names.nominatives import masculine
from pipeline.names.parts import words
from pipeline.names.table_names import is_modifier

_MOST_BETWEEN = 6
_LONGEST_PLACE = 3
_HYPHENS = ("-", "\u2010", "\u2011")
_UNIT = "unit"
RANK = 3


def found(named: NamedText) -> Iterator[Found]:
    """Yield the institutions and the numbered military units in a Kazakh text, the units in a Russian one."""
    if named.language == "ru":
        yield from _russian_units(named)
        yield from _elided(named)
        return
    for at in range(len(named.words)):
        for head in named.heads(at):
            if head.head.language != "kk" or head.head.type != "ORG" or head.plural:
                continue
            first = _numbered(named, head) if head.head.kind == _UNIT else None
            if first is None and head.owned:
                first = _described(named, head)
            if first is not None:
                yield _institution(named, first, head)
                break


def _russian_units(named: NamedText) -> Iterator[Found]:
    """Yield the military units that a number tells: 100-я казахская стрелковая бригада."""
    for at in range(len(named.words)):
        for head in named.heads(at):
            if head.head.language == "ru" and head.head.kind == _UNIT and not head.plural:
                first = _numbered(named, head)
                if first is not None:
                    start, end = named.span(first, head.last)
                    yield Found(start, end, start, end, "ORG", (), named.text[start:end], RANK)


def _elided(named: NamedText) -> Iterator[Found]:
    """Yield the adjectives behind a dash whose noun stands earlier in the sentence.

    Открылся Сельскохозяйственный музей, а в Ташкенте – Педагогический.
    """
    latest: HeadFound | None = None
    for at, word in enumerate(named.words):
        if word.begins_sentence:
            latest = None
        latest = next((head for head in named.heads(at) if _is_single_institution(named, head)), latest)
        dash = word.gap.strip(" \u00a0\n") in ("–", "—") and " " in word.gap
        ends = at + 1 == len(named.words) or bool(named.words[at + 1].gap.strip(" \u00a0\n"))
        if latest and word.capital and dash and ends and _is_adjective(word.folded):
            name = " ".join((masculine(word.text), *latest.head.words))
            yield Found(word.start, word.end, word.start, word.end, "ORG", (), name, RANK)


def _is_single_institution(named: NamedText, head: HeadFound) -> bool:
    """Whether the Russian head of an institution has an adjective with a capital before it."""
    of_adjective = head.head.type == "ORG" and head.head.language == "ru" and head.head.after
    before = named.words[head.first - 1] if named.next_to(head.first) else None
    return of_adjective and before is not None and before.capital and _is_adjective(before.folded)


def _is_adjective(word: str) -> bool:
    """Whether the dictionary has the Russian word as an adjective before all else, and no surname."""
    parses = lexicon.russian_parses(word)
    return bool(parses) and parses[0].is_known and parses[0].tag.POS == "ADJF"


def _institution(named: NamedText, first: int, head: HeadFound) -> Found:
    start, end = named.span(first, head.last)
    before = named.text[start : named.words[head.first].start].split()
    noun = head.head.words[-1]
    whole = (*before, *head.head.words[:-1], possessive(noun) if head.owned else noun)
    return Found(start, end, start, end, "ORG", (), " ".join(whole), RANK)


def _described(named: NamedText, head: HeadFound) -> int | None:
    """The first word of the place, or a people, that the noun phrase before `head` is of."""
    for at in range(head.first - 1, max(head.first - _MOST_BETWEEN, -1), -1):
        if not _joined(named, at + 1):
            return None
        word = named.words[at]
        if not word.capital:
            if not _may_be_between(named, at):
                return None
            continue
        follows = named.words[at + 1]
        if at + 1 == head.first or not (_is_relation(follows.folded) or is_modifier(follows, head.head.kind)):
            return None
        return _place_start(named, at, head)
    return None


def _may_be_between(named: NamedText, at: int) -> bool:
    """Whether the word in small letters may stand in the name: no case, no verb, no head of another name."""
    word = named.words[at]
    if word.folded in words("conjunction"):
        return word.folded == words("conjunction")[0]
    if not word.text.isalpha() or any(head.owned for head in named.heads(at)):
        return False
    return not word.folded.endswith(words("no attribute"))


def _is_relation(word: str) -> bool:
    return word.endswith(words("relation ending"))


def _place_start(named: NamedText, at: int, head: HeadFound) -> int | None:
    """The first word of the bare name of a place, or of a people, that ends with words[at]."""
    for first in range(max(0, at + 1 - _LONGEST_PLACE), at + 1):
        for match in named.index.matches(named.text, named.words, first):
            if match.last != at + 1 or match.noisy or match.inflected:
                continue
            type = named.knowledge.entry(match.name.id).type
            # Қазақ қоғамдық ұйымы, with a capital for the sentence's sake, may be any of them.
            formal = head.head.pattern == "capital" or not named.words[first].begins_sentence
            if type == "PLACE" or (type == "NORP" and named.words[first].capital and formal):
                return first
    word = named.words[at]
    unknown = not word.begins_sentence and named.is_proper(word.text, strictly=True)
    return at if unknown and not word.folded.endswith(words("no attribute")) else None


def _numbered(named: NamedText, head: HeadFound) -> int | None:
    """The number of a unit, a figure or a word: 2-Түркістан атқыштар дивизиясы, Бірінші қазақ полкі."""
    for at in range(head.first - 1, max(head.first - _MOST_BETWEEN, -1), -1):
        word = named.words[at]
        if not _joined(named, at + 1):
            return None
        if word.text.isdigit():
            return at if named.words[at + 1].gap in _HYPHENS else None
        if contexts.ordinal(word) is not None:
            return at
        if not word.text.isalpha():
            return None
    return None


def _joined(named: NamedText, at: int) -> bool:
    """Whether white space or a hyphen alone parts words[at] from the word before."""
    return named.next_to(at) or named.words[at].gap in _HYPHENS
