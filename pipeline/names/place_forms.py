"""A text in, places that only their form shows out: a capital and the case of a place (Созақта)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline import lexicon, suffixes
from pipeline.names import nominatives, people, russian_nominative
from pipeline.names.given_names import given_name
from pipeline.names.named_text import FIRST, Found, NamedText
from pipeline.names.parts import words
from pipeline.names.running_words import Word
from pipeline.names.table_names import heads_before
from pipeline.names.titles import is_form_of, titles
from pipeline.names.written_forms import is_surname

_SHORTEST = 4
_SHORTEST_PART = 3
_RANK_OF_PART = 2
_LONG = 6
_LONGEST_ENDING = 4
_HYPHENS = ("-", "\u2010", "\u2011")
RANK = 7


def found(named: NamedText) -> Iterator[Found]:
    """Yield capitalised words within sentences that no table knows and that stand in the case of a place."""
    for at, word in enumerate(named.words):
        if word.capital and word.text.isalpha():
            first = _compound_start(named, at)
            stem = _indeclinable(named, first, at)
            if not stem and beside_place(named, at) and _may_be_place(named, first, at):
                stem = word.text
            if not stem and named.language == "kk":
                stem = _compound_stem(named, first, at)
            if not stem and _stands_alone(named, first, at):
                stem_in = _kazakh_stem if named.language == "kk" else _russian_stem
                stem = stem_in(named, first, at)
            if stem:
                start = named.words[first].start
                name = named.text[start : word.start] + stem
                yield Found(start, word.end, start, word.end, "PLACE", (), name, RANK)


def namesakes(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the Russian names of other things that bear a name of `known`: станция Арал."""
    for each in known if named.language == "ru" else ():
        if each.type != "PLACE" or not each.candidates:
            continue
        at = bisect_left(named.words, each.core_start, key=attrgetter("start"))
        kinds = {named.knowledge.entry(id).kind for id in each.candidates}
        for head in heads_before(named, at, opening=False):
            kind = head.head.kind
            single = russian_nominative.may_be_singular(named.words[head.last - 1].text)
            if kind in words("head of its own") and kind not in kinds and single:
                start = named.words[head.first].start
                name = russian_nominative.of_phrase(named.text[start : each.core_end].split())
                yield Found(start, each.core_end, each.core_start, each.core_end, "PLACE", (), name, FIRST)


def qualified(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the Russian places of `known` with what tells them from the whole: Рудный Алтай, Жана-Семей.

    That is an adjective with a capital within a sentence, or an unknown word that a hyphen joins.
    """
    for each in known if named.language == "ru" else ():
        at = bisect_left(named.words, each.core_start, key=attrgetter("start"))
        if each.type != "PLACE" or each.start != each.core_start or at == 0:
            continue
        word, before = named.words[at], named.words[at - 1]
        if before.begins_sentence or not before.capital or len(before.text) < _SHORTEST_PART:
            continue
        readings = named.index.readings(before.text, capital=True)
        hyphened = word.gap in _HYPHENS and not any(reading.word in named.index.plain for reading in readings)
        if hyphened or (named.next_to(at) and _tells_part(before.text, word)):
            name = russian_nominative.of_phrase(named.text[before.start : each.end].split())
            yield Found(before.start, each.end, before.start, each.end, "PLACE", (), name, _RANK_OF_PART)


def _tells_part(adjective: str, place: Word) -> bool:
    """Whether the word can be an adjective of `place`, and of a part of it; not Советский Казахстан."""
    of_all = nominatives.dictionary_form(adjective) in words("no part of a place")
    return not of_all and russian_nominative.agrees(adjective, place.text)


def beside_place(named: NamedText, at: int) -> bool:
    """Whether a noun follows words[at] that places own: Тоқырауын бойындағы, Барсакелмес маңында."""
    if named.language != "kk" or not named.next_to(at + 1):
        return False
    return any(is_form_of(noun, named.words[at + 1].folded) for noun in words("beside a place"))


def _compound_stem(named: NamedText, first: int, at: int) -> str | None:
    """The bare name where words[at] has the form of a place's, though the table lacks it: Майдакөлдің."""
    word = named.words[at]
    if not _may_be_place(named, first, at, case=True):
        return None
    for length in range(min(_LONGEST_ENDING, len(word.text)) + 1):
        stem, ending = word.folded[: len(word.folded) - length], word.folded[len(word.folded) - length :]
        if ending and not suffixes.follows(stem, ending):
            continue
        if any(stem.endswith(part) and len(stem) - len(part) > 1 for part in words("place name part")):
            begins = named.words[first].begins_sentence
            return None if begins and lexicon.load().knows(stem) else word.text[: len(stem)]
    return None


def _may_be_place(named: NamedText, first: int, at: int, *, case: bool = False) -> bool:
    """Whether words[first : at + 1], in no case unless `case`, may be an unknown place, nobody's name."""
    word = named.words[at]
    if len(word.text) < _SHORTEST or word.text.isupper() or people.is_person_name(word):
        return False
    if (not case and word.folded.endswith(words("no attribute"))) or any(
        named.index.readings(word.text, capital=True)
    ):
        return False
    begins = named.words[first].begins_sentence
    return _stands_alone(named, first, at) and (not begins or named.is_proper(word.text, strictly=True))


def _compound_start(named: NamedText, at: int) -> int:
    """The first word of the name whose parts hyphens join and that ends with words[at]: Қызыл-Ағашта."""
    while at > 0 and named.words[at].gap in _HYPHENS and named.words[at - 1].capital:
        at -= 1
    return at


def _stands_alone(named: NamedText, first: int, at: int) -> bool:
    """Whether no other capital is beside words[first : at + 1] that would make it a part of a longer name."""
    if at + 1 < len(named.words) and named.words[at + 1].gap in _HYPHENS and named.words[at + 1].capital:
        return False
    for place, other in ((first, first - 1), (at + 1, at + 1)):
        if 0 < place < len(named.words) and 0 <= other < len(named.words) and named.words[other].capital:
            before = named.words[other]
            given = other < first and (
                given_name(before.folded) == before.folded or people.is_sure_surname(before)
            )
            joined = not named.words[place].gap.strip(" \u00a0\n") and not given
            if joined and not named.words[other].begins_sentence:
                return False
    return not named.words[at].text.isupper()


def _indeclinable(named: NamedText, first: int, at: int) -> str | None:
    """A Russian place that has the form of a surname and an о: Лефортово, Одинцово."""
    word = named.words[at]
    if named.words[first].begins_sentence or len(word.text) < _LONG:
        return None
    ending = next(filter(word.folded.endswith, words("place name ending")), "")
    return word.text if ending and is_surname(word.folded.removesuffix(ending)) else None


def _kazakh_stem(named: NamedText, first: int, at: int) -> str | None:
    word = named.words[at]
    for ending in words("place ending"):
        stem = word.text.removesuffix(ending)
        if stem == word.text or len(stem) < _SHORTEST or not suffixes.follows(stem, ending):
            continue
        if people.is_person_name(word):
            return None
        # The parts of a compound are often common words (Сары-Өзек); the capitals tell that it is a name.
        compound = first < at and not named.words[first].begins_sentence
        proper = compound or named.is_proper(stem, word.text, strictly=named.words[first].begins_sentence)
        return stem if proper else None
    return None


def _russian_stem(named: NamedText, first: int, at: int) -> str | None:
    word = named.words[at]
    before = named.words[first - 1].folded if first else ""
    if named.words[first].begins_sentence or before in titles("before"):
        return None
    parses = lexicon.russian_parses(word.folded)
    for parse in parses[:3]:
        sure = parse.is_known or before in words("preposition of place or person")
        if sure and "Geox" in parse.tag and parse.tag.POS == "NOUN":
            return parse.normal_form.capitalize()
    if before not in words("place preposition") or len(word.text) < _SHORTEST or not parses:
        return None
    best = parses[0]
    if best.is_known or best.tag.POS != "NOUN" or {"Surn", "Name", "Patr"} & best.tag.grammemes:
        return None
    return best.normal_form.capitalize()
