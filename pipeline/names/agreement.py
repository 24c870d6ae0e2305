"""Names of tables and patterns and those of the learnt model in, the names that stand out: one rule for both.

The rule, in its order, is `agreed`; how sure the model must be for it is in agreement.tsv.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from typing import get_args

from spacy.tokens import Doc

from pipeline import lexicon, recognition, russian_recognition, suffixes
from pipeline.knowledge import Entry
from pipeline.names import contexts, people, russian_nominative, russian_spans
from pipeline.names.bearers import may_be_called, name_parts
from pipeline.names.given_names import given_name
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words
from pipeline.names.place_forms import beside_place
from pipeline.names.running_words import Word
from pipeline.names.table_names import heads_after, heads_before
from pipeline.names.titles import is_title, is_title_behind, titles
from pipeline.records import EntityType
from pipeline.tables import problem, rows

TABLE = "agreement.tsv"
LANGUAGES = ("kk", "ru")
CASES = ("alone", "shown", "wider", "other")
RANK = 8


def agreed(named: NamedText, known: Sequence[Found], learnt: Sequence[tuple[Found, float]]) -> list[Found]:
    """`known`, the names of tables and patterns, with those of `learnt` that the rule lets in.

    1. What no name of `known` touches is a name when the model is sure enough: the case "alone".
       Less will do in the case "shown": a Kazakh place in a case of places, or with a noun behind that places
       own; a Russian name with a head of its type.
    2. What holds names of `known` and goes beyond them stands for them: "wider". The outermost name counts.
    3. What has the place of a pattern's name, but another type, stands for it: "other".
    4. In all else tables and patterns are right; but what they take a Russian adjective for is none.
    """
    if named.language == "ru":
        known = [each for each in known if not russian_spans.is_bare_adjective(named, each)]
    starts = [each.start for each in known]
    dropped: set[int] = set()
    taken: list[Found] = []
    for name, confidence in learnt:
        first = bisect_left(starts, name.start)
        first -= first > 0 and known[first - 1].end > name.start
        beside = range(first, bisect_left(starts, name.end))
        name = _one_person(name, [known[at] for at in beside])
        case = _case(named, name, [known[at] for at in beside])
        if case and confidence >= _least(named.language, case, name.type):
            taken.append(_told(named, name, [known[at] for at in beside]))
            dropped.update(beside)
    return sorted([*(each for at, each in enumerate(known) if at not in dropped), *taken], key=_start)


def learnt(named: NamedText, doc: Doc, *, accurate: bool) -> list[tuple[Found, float]]:
    """The names that the model sees in `doc`, in order, heads inside, and how sure it is of each."""
    starts = [word.start for word in named.words]
    found = []
    russian = named.language == "ru"
    seen = russian_recognition.recognised(doc) if russian else recognition.recognised(doc, accurate=accurate)
    span_of = russian_spans.span if russian else _span
    for name in seen:
        start, end = doc[name.start].idx, doc[name.end - 1].idx + len(doc[name.end - 1])
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first < last and named.words[last - 1].end <= end:
            span = span_of(named, first, last, name.type)
            if span:
                found.append((with_head(named, *span), name.confidence))
    return found


def _span(named: NamedText, first: int, last: int, type: EntityType) -> tuple[int, int, EntityType] | None:
    """First word, word behind the last, and type of what the Kazakh model sees; None where it is no name."""
    first, last = _trimmed(named, first, last, type)
    return (first, last, type) if first < last and _may_be_name(named, first, last, type) else None


def _trimmed(named: NamedText, first: int, last: int, type: EntityType) -> tuple[int, int]:
    """The words without what the model may take for a part of the name: a person's titles, a shared head."""
    if type == "PERSON":
        while first < last and _is_no_given_name(named.words[first]):
            first += 1
        while first < last and _is_no_surname(named.words[last - 1], alone=last - first == 1):
            last -= 1
        if last - first == 2 and _ends_with_surname(named.words[first], named.words[first + 1]):
            last -= 1
        return first, last
    for at in range(first + 1, last):
        for head in named.heads(at):
            if head.plural and head.last == last:
                return (first, at) if head.head.type == type else (first, first)
    return first, last


def _is_no_given_name(word: Word) -> bool:
    """Whether the first word of what the model takes for a person is a title, or an abbreviation: ОГПУ."""
    return word.folded in titles("before") or (len(word.text) > 1 and word.text.isupper())


def _ends_with_surname(word: Word, behind: Word) -> bool:
    """Whether `word` ends the name: a surname in a case, or one with no given name behind it.

    Степанов Қарабұлақтың суын алды; Нарбековты Едірейге жіберді.
    """
    if people.is_surname_in_case(word):
        return True
    return people.is_sure_surname(word) and not (given_name(behind.folded) or people.is_person_name(behind))


def _is_no_surname(word: Word, *, alone: bool) -> bool:
    """Whether the last word of what the model takes for a person is a title, or a place behind a name."""
    if is_title_behind(word.folded):
        return True
    return not alone and not people.is_person_name(word) and people.in_place_case(word.folded)


def _may_be_name(named: NamedText, first: int, last: int, type: EntityType) -> bool:
    """Whether the words are more than a head alone, a title, a common word, or a quotation for a person."""
    part = named.words[first:last]
    if any(mark in word.gap for word in part[1:] for mark in ",;()") or is_title(part[-1].folded):
        return False
    if any(head.last >= last for head in named.heads(first)):
        return False
    if not contexts.decided(named, first, last, (type,)):
        return False
    if type == "ORG" and (
        any(is_title(word.folded) for word in part) or _is_any_government(named, first, last)
    ):
        return False
    if type == "PERSON" and part[-1].folded.startswith(words("father's")) and last - first > 1:
        part = part[:-1]
    if type == "PERSON" and (
        named.quoted(first, last)
        or not part[-1].capital
        or people.is_family(part[-1].text)
        or not all(word.text.isalpha() for word in part)
    ):
        return False
    surname = len(part) > 1 and people.is_person_name(part[1])
    if type == "PERSON" and part[0].begins_sentence and not surname and not given_name(part[0].folded):
        return named.is_proper(part[0].text, strictly=True)
    if not part[0].begins_sentence and lexicon.load().name_share(part[0].text) is None:
        # Within a sentence the capital of a word that no text has in small letters says enough: Сыздық.
        return len(part) > 1 or not people.is_russian_noun(part[0].folded)
    alone = len(part) == 1 and (type == "PERSON" or part[0].begins_sentence)
    return not alone or named.is_proper(part[0].text, strictly=part[0].begins_sentence)


def _is_any_government(named: NamedText, first: int, last: int) -> bool:
    """Whether the words describe a government by its land or its head: Ресей үкіметі."""
    return any(head.head.kind == "government" and head.last == last for head in named.heads(last - 1))


def with_head(named: NamedText, first: int, last: int, type: EntityType) -> Found:
    """The bare name at words[first:last] with the head behind it: KazNERD's names made those of this project.

    The one place for it; tables and patterns find their names with the head from the start.
    """
    start, end = named.span(first, last)
    core = start, end
    quotes = named.quoted(first, last)
    for each in heads_after(named, last, "", closing=bool(quotes)):
        # A plural head is that of a coordination, and outside of all its members.
        # What owns the head as another's is a name by itself: География қоғамының бөлімі.
        if each.head.type == type and not each.plural and not _is_owner(named.words[last - 1], type):
            start, end = quotes[0] if quotes else start, named.words[each.last - 1].end
            break
    else:
        start, end = _with_head_before(named, first, (start, end), quotes, type)
    return Found(start, end, *core, type, (), _printed(named, first, last, type), RANK)


def _with_head_before(
    named: NamedText, first: int, span: tuple[int, int], quotes: tuple[int, int] | None, type: EntityType
) -> tuple[int, int]:
    """`span` with the Russian head before words[first]: посёлке Ново-Покровском, партия «Воля»."""
    for each in heads_before(named, first, opening=bool(quotes)) if named.language == "ru" else ():
        single = not each.plural or russian_nominative.may_be_singular(named.words[each.last - 1].text)
        if each.head.type == type and single:
            return named.words[each.first].start, quotes[1] if quotes else span[1]
    return span


def _is_owner(word: Word, type: EntityType) -> bool:
    return type == "ORG" and word.folded.endswith(words("genitive"))


def _printed(named: NamedText, first: int, last: int, type: EntityType) -> str:
    """The words, a Kazakh surname in the nominative; a Russian name gets its own when it is let in."""
    if named.language == "ru":
        return named.text[slice(*named.span(first, last))]
    printed = [word.text for word in named.words[first:last]]
    return " ".join((*printed[:-1], people.nominative(printed[-1]) if type == "PERSON" else printed[-1]))


def _case(named: NamedText, name: Found, beside: Sequence[Found]) -> str | None:
    """Which case of the rule `name` is, `beside` the names of tables and patterns that touch it, or None."""
    if not beside:
        return "shown" if _is_shown(named, name) else "alone"
    if len(beside) == 1 and _same_place(name, beside[0]):
        if _adds_head(named, name, beside[0]):
            return "wider"
        return "other" if beside[0].rank >= people.RANK and beside[0].type != name.type else None
    if not all(name.start <= each.start and each.end <= name.end for each in beside):
        return None
    # Else the model has run two names together, or took the place before an institution into its name.
    if named.language == "ru" and name.type == "PERSON" and all(each.type == "PERSON" for each in beside):
        # A whole name of the table is whole: Аким Мамбетали Сердалин.
        whole = any(each.candidates and " " in named.text[each.start : each.end] for each in beside)
        return None if whole else "wider"
    if name.type in ("PERSON", "PLACE"):
        holds = len(beside) == 1 and beside[0].type == name.type
    else:
        holds = len(beside) == 1 and _begins(named, name, beside[0])
    return "wider" if holds else None


def _one_person(name: Found, beside: Sequence[Found]) -> Found:
    """`name`, as a person where it is one word of two parts and patterns see persons: Бестужев-Рюмин."""
    hyphened = "-" in name.canonical and " " not in name.canonical
    persons = bool(beside) and hyphened and all(_is_pattern_of_person(each) for each in beside)
    return replace(name, type="PERSON") if persons else name


def _told(named: NamedText, name: Found, beside: Sequence[Found]) -> Found:
    """A Russian `name` in the nominative, and whom the table knows by a part of it; no namesake of theirs."""
    if named.language != "ru":
        return name
    nominative = russian_nominative.of_person if name.type == "PERSON" else russian_nominative.of_phrase
    # Успенский медный рудник: an adjective is no name without its head.
    behind = named.text[name.core_end : name.end]
    owned = behind if behind[:1].isspace() else ""
    canonical = nominative((name.canonical + owned).split())
    candidates = dict.fromkeys(
        id
        for each in beside
        for id in each.candidates
        if each.type == name.type
        if _may_be(named.knowledge.entry(id), name.type, canonical)
    )
    return replace(name, canonical=canonical, candidates=tuple(candidates))


def _may_be(entry: Entry, type: EntityType, canonical: str) -> bool:
    if type == "PERSON":
        return may_be_called(entry, name_parts(canonical)[0])
    return any(known.startswith(canonical[0]) for known in entry.names)


def _is_pattern_of_person(found: Found) -> bool:
    return found.type == "PERSON" and found.rank >= people.RANK


def _is_shown(named: NamedText, name: Found) -> bool:
    """Whether more than the model speaks for `name`: in Russian a head in or beside it, in Kazakh a case."""
    if named.language == "kk":
        return name.type == "PLACE" and _stands_as_place(named, name)
    first = bisect_left(named.words, name.start, key=_word_start)
    last = bisect_left(named.words, name.end, key=_word_start)
    return any(head.head.type == name.type for at in range(first, last) for head in named.heads(at))


def _stands_as_place(named: NamedText, name: Found) -> bool:
    """Whether what stands about a name of one word speaks for a place: Бузулыққа көшті, Нұра бойы."""
    at = bisect_left(named.words, name.core_start, key=_word_start)
    word = named.words[at]
    if word.end != name.end or word.begins_sentence or people.is_person_name(word):
        return False
    endings = (*words("place ending"), *words("motion ending"))
    stems = ((word.folded.removesuffix(ending), ending) for ending in endings)
    return beside_place(named, at) or any(
        stem != word.folded and suffixes.follows(stem, ending) for stem, ending in stems
    )


def _word_start(word: Word) -> int:
    return word.start


def _begins(named: NamedText, name: Found, other: Found) -> bool:
    """Whether `other` is a place that `name` begins with: Орск мұғалімдер мектебі; in a title, a people."""
    attribute = named.text[other.start : other.end].endswith(words("place attribute"))
    types = ("PLACE", "NORP") if name.type == "WORK" else ("PLACE",)
    return other.start == name.core_start and other.type in types and not attribute


def _adds_head(named: NamedText, name: Found, other: Found) -> bool:
    """Whether `name` is a pattern's name with the Russian head before it, which the pattern left out."""
    russian = named.language == "ru" and other.type == name.type and not other.candidates
    return russian and name.start < other.start and name.end == other.end


def _same_place(name: Found, other: Found) -> bool:
    """Whether the two have the same span, heads counted or not."""
    bare = (name.core_start, name.core_end)
    return (name.start, name.end) == (other.start, other.end) or bare in (
        (other.start, other.end),
        (other.core_start, other.core_end),
    )


def _start(found: Found) -> int:
    return found.start


def _least(language: str, case: str, type: EntityType) -> float:
    return _table()[language, case, type]


@cache
def _table() -> dict[tuple[str, str, str], float]:
    """For each language, case and type how sure the model must be, from 0 to 1. Raises TableError."""
    found: dict[tuple[str, str, str], float] = {}
    for number, row in rows(TABLE, "language", "case", *get_args(EntityType)):
        if row["language"] not in LANGUAGES or row["case"] not in CASES:
            raise problem(
                TABLE, number, f"a row needs a language out of {LANGUAGES} and a case out of {CASES}"
            )
        for type in get_args(EntityType):
            try:
                found[row["language"], row["case"], type] = float(row[type])
            except ValueError as error:
                raise problem(
                    TABLE, number, f"{type}: {row[type]!r} should be a number from 0 to 1"
                ) from error
    missing = {*product(LANGUAGES, CASES)} - {(language, case) for language, case, _ in found}
    if missing:
        raise problem(TABLE, 1, f"there is no row for {sorted(missing)}")
    return found
