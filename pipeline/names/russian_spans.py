"""A name that the Russian model sees in, where it begins and ends by this project's rules and its type out.

The model, learnt from news, is sure of much that is none here: adjectives of places and persons, titles,
common words that begin a sentence. None of the rules knows a name.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from pipeline import lexicon, vocabulary
from pipeline.names import contexts, declension, people, russian_nominative
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import is_place_adjective, words
from pipeline.names.running_words import Word
from pipeline.names.titles import is_title, titles
from pipeline.records import EntityType

_OF_NAMES = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", None})
"""The parts of speech of the words of names; None is that of numbers and letters."""
_SHORTEST = 3

Span = tuple[int, int, EntityType]


def span(named: NamedText, first: int, last: int, type: EntityType) -> Span | None:
    """First word, word behind the last, and type of what the model sees at words[first:last]; None: none."""
    first, last = _trimmed(named, first, last, type)
    if first >= last or not _may_be_name(named, first, last, type):
        return None
    return first, last, _type(named, first, last, type)


def _trimmed(named: NamedText, first: int, last: int, type: EntityType) -> tuple[int, int]:
    """The words without titles before a person or an institution, and without what others share."""
    if type == "PERSON" and people.is_work(named, first):
        first += 1
    while first < last and (_is_title(named.words[first], type) or _opens(named.words[first])):
        first += 1
    while first < last and type == "PERSON" and not named.words[last - 1].capital:
        last -= 1
    while first < last and _is_reference(named, last - 1):
        last -= 1
    for at in range(first + 1, last):
        for head in named.heads(at):
            if head.plural and head.last == last and head.head.after:
                return (first, at) if head.head.type == type else (first, first)
    return first, last


def _is_reference(named: NamedText, at: int) -> bool:
    """Whether words[at] is an abbreviation of a part of what is printed: Вып. 15; no initial."""
    word = named.words[at]
    known = vocabulary.abbreviations("ru").get(word.folded + ".")
    stopped = named.text[word.end : word.end + 1] == "."
    return len(word.text) > 1 and stopped and known is not None and known.next == "part"


def _is_title(word: Word, type: EntityType) -> bool:
    """Whether the first word of the name says who somebody is: Академик, Комиссаром."""
    if type == "PLACE":
        return False
    if not word.capital or word.begins_sentence:
        return word.folded in titles("before") or _is_common(word, animate=True)
    return False


def _is_common(word: Word, *, animate: bool = False) -> bool:
    """Whether the dictionary has the word, and nowhere as a name; as an `animate` noun, if asked."""
    parses = [parse for parse in lexicon.russian_parses(word.text) if parse.is_known]
    # Adjectives of places and persons are in the dictionary without a mark: Путиловский.
    if (
        not parses
        or is_place_adjective(word.folded)
        or any(lexicon.ALL_NAMES & parse.tag.grammemes for parse in parses)
    ):
        return False
    return not animate or any(parse.tag.animacy == "anim" and parse.tag.POS == "NOUN" for parse in parses)


def _may_be_name(named: NamedText, first: int, last: int, type: EntityType) -> bool:
    part = named.words[first:last]
    if any(mark in word.gap for word in part[1:] for mark in ",;()") or not any(
        word.capital for word in part
    ):
        return False
    if any(head.first == first and head.last >= last for head in named.heads(first)):
        return False
    if not contexts.decided(named, first, last, (type,)):
        return False
    if type == "PERSON" and not _may_be_person(named, first, last):
        return False
    # Киевский купец
    if type != "PERSON" and not part[-1].capital and _is_common(part[-1], animate=True):
        return False
    if len(part) > 1:
        # Семнадцатого июля округ; Буржуазная партия: nothing but the sentence's capital.
        bare = part[0].begins_sentence and not any(word.capital for word in part[1:])
        return not (bare and all(map(_is_common, part))) and not any(map(_is_verb, part[1:]))
    if len(part[0].text) < _SHORTEST or is_attribute(named, first):
        return False
    if part[0].begins_sentence and (is_title(part[0].folded) or _ends_sentence(named, first)):
        # Манапы, Султаны; Сост.: nothing but the sentence's capital.
        return False
    if part[0].begins_sentence and _is_plural_in_case(part[0]):
        return False
    if type == "ORG" and part[0].text.isupper() and not _is_shown_body(named, first):
        return False
    return not _is_common(part[0]) or (type == "ORG" and _is_body(part[0]))


def _is_plural_in_case(word: Word) -> bool:
    """Whether the dictionary has the word before all else as what lists begin with: Семенами помогли."""
    parse = next(iter(lexicon.russian_parses(word.folded)), None)
    if parse is None or not parse.is_known or lexicon.ALL_NAMES & parse.tag.grammemes:
        return False
    tag = parse.tag
    return tag.POS == "NOUN" and tag.number == "plur" and tag.case not in ("nomn", "accs", "gent")


def _is_shown_body(named: NamedText, at: int) -> bool:
    """Whether an abbreviation stands as a body's name does: член КСМК; not «3 часа, СРО 5 часов»."""
    if _is_acronym(named.words[at]):
        return True
    if not named.next_to(at):
        return False
    before = lexicon.russian_parses(named.words[at - 1].folded)[:1]
    if any(head.head.type in ("ORG", "EVENT") for head in named.heads(at - 1)):
        return True
    return any(
        parse.normal_form in words("before letters of a body") or parse.tag.animacy == "anim"
        for parse in before
        if parse.is_known
    )


def _ends_sentence(named: NamedText, at: int) -> bool:
    """Whether a dot and more of its line stand behind words[at]: an abbreviation, at a sentence's start."""
    return at + 1 < len(named.words) and named.words[at + 1].gap in (". ", ".\u00a0")


def _opens(word: Word) -> bool:
    """Whether the word can be no noun and has the sentence's capital: Открыли Обской отдел; Скоро Лугов."""
    parses = [parse for parse in lexicon.russian_parses(word.text) if parse.is_known]
    named = any(lexicon.ALL_NAMES & parse.tag.grammemes or parse.tag.POS in _OF_NAMES for parse in parses)
    return word.begins_sentence and word.capital and bool(parses) and not named


def _is_verb(word: Word) -> bool:
    """Whether the word, in small letters, can be nothing but what somebody does or did."""
    parses = [] if word.capital else [parse for parse in lexicon.russian_parses(word.text) if parse.is_known]
    return bool(parses) and all(parse.tag.POS == "VERB" for parse in parses)


def _is_body(word: Word) -> bool:
    """Whether a common word with a capital may be one institution: Госбанк; not Ведомости."""
    return not word.begins_sentence and lexicon.russian_parses(word.text)[0].tag.number == "sing"


def _may_be_person(named: NamedText, first: int, last: int) -> bool:
    part = named.words[first:last]
    if named.quoted(first, last) or not part[-1].capital:
        return False
    return not any(len(word.text) > 1 and word.text.isupper() and _is_acronym(word) for word in part)


def _is_acronym(word: Word) -> bool:
    return any("Abbr" in parse.tag for parse in lexicon.russian_parses(word.text))


def is_bare_adjective(named: NamedText, found: Found) -> bool:
    """Whether what was found is the adjective of a common noun: Брусиловское наступление.

    Such a place of the table is one, with what its adjective stands for.
    """
    if found.type != "PERSON" and (found.type != "PLACE" or found.candidates or found.rank < people.RANK):
        return False
    at = bisect_left(named.words, found.start, key=attrgetter("start"))
    word = named.words[at]
    return word.end == found.end and is_place_adjective(word.folded) and is_attribute(named, at)


def is_attribute(named: NamedText, at: int) -> bool:
    """Whether words[at] is the adjective of a common noun behind it: Ништадтским миром."""
    if not named.next_to(at + 1) or named.words[at + 1].capital or len(named.words[at + 1].text) < _SHORTEST:
        return False
    return russian_nominative.agrees(named.words[at].text, named.words[at + 1].text)


def _type(named: NamedText, first: int, last: int, type: EntityType) -> EntityType:
    """The type of one word by its form and the word before it, where these say more than the model."""
    word = named.words[first]
    if type == "ORG" and named.quoted(first, last) and _beside_work(named, first):
        return "WORK"
    if last - first > 1:
        return type
    inside = named.next_to(first) and named.words[first - 1].folded in words("inside")
    if type == "PERSON" and inside and not people.is_person_name(word):
        return "PLACE"
    if type == "PLACE" and not inside:
        if word.folded.endswith(words("surname like an adjective")) or _is_told_of_person(named, first):
            return "PERSON"
    return type


def _is_told_of_person(named: NamedText, at: int) -> bool:
    """Whether what stands beside words[at] is said of persons: Тобылды ответил; Алимкул, вождь."""
    if named.title_before(at):
        return True
    if named.next_to(at) and _is_preposition(named.words[at - 1]):
        return False
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(named.words) and named.next_to(max(at, beside)):
            parses = lexicon.russian_parses(named.words[beside].folded)
            if any(parse.normal_form in words("what persons do") for parse in parses):
                return True
    behind = named.words[at + 1] if at + 1 < len(named.words) else None
    return behind is not None and behind.gap.strip() == "," and behind.folded in titles("before")


def _is_preposition(word: Word) -> bool:
    return any(parse.tag.POS == "PREP" for parse in lexicon.russian_parses(word.folded)[:1])


def _beside_work(named: NamedText, first: int) -> bool:
    """Whether the word before the quotation speaks of what is written: автор «Русской правды»."""
    before = named.words[first - 1] if first else None
    return before is not None and any(before.folded in declension.forms(word) for word in words("of a work"))
