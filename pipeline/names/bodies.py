"""A Russian text in, bodies described in words out: Комитет по делам печати, СНК РСФСР, ЦК; festivals too.

What stands in the table is left to it, and what only adjectives describe to the learnt model.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from pipeline.names import complements, russian_nominative
from pipeline.names.heads import HeadFound
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import is_place_adjective, words
from pipeline.names.running_words import OPENING

RANK = 3
_MOST_ADJECTIVES = 4
_LONGEST_QUOTATION = 8
_FEWEST_LETTERS = 2

_Quotations = Mapping[tuple[int, int], tuple[str, ...]]
"""The ids of the table's names by where they stand, bare."""


def found(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the bodies and festivals of a Russian text; `known` are the names of the table."""
    if named.language != "ru":
        return
    yield from _of_states(named, known)
    yield from _letters(named)
    bodies = {each.start for each in known if each.type == "ORG"}
    quotations = {(each.core_start, each.core_end): each.candidates for each in known}
    letters: dict[str, Found] = {}
    for at in range(len(named.words)):
        for head in named.heads(at):
            if _is_body(head):
                first = _first(named, head)
                if first is not None and not _is_known(named, first, head, bodies):
                    each, initials = _described(named, first, head, quotations)
                    if each:
                        yield each
                        letters.update(dict.fromkeys(initials, each))
                break
    for word in named.words if letters else ():
        if word.text in letters:
            whole = letters[word.text]
            yield Found(word.start, word.end, word.start, word.end, whole.type, (), whole.canonical, RANK)


def _is_body(head: HeadFound) -> bool:
    kinds = head.head.type == "ORG" or head.head.kind in words("festival")
    return head.head.language == "ru" and kinds


def _is_known(named: NamedText, first: int, head: HeadFound, bodies: set[int]) -> bool:
    return any(named.words[at].start in bodies for at in range(first, head.last))


def _first(named: NamedText, head: HeadFound) -> int | None:
    """The first word with a capital of `head` and its adjectives; None without one, and for a plural."""
    noun = named.words[head.last - 1].text
    first = head.first
    while first > head.first - _MOST_ADJECTIVES and named.next_to(first):
        if not russian_nominative.agrees(named.words[first - 1].text, noun):
            break
        first -= 1
    single = russian_nominative.may_be_singular(noun)
    return next((at for at in range(first, head.last) if single and named.words[at].capital), None)


def _described(
    named: NamedText, first: int, head: HeadFound, quotations: _Quotations
) -> tuple[Found | None, tuple[str, ...]]:
    """What the words from words[first] on name, if more than adjectives tells it; its letters, if given."""
    quotation = _quotation_end(named, first, head)
    last = complements.end(named, head.last)
    initials = _initials(named, first, last)
    if quotation:
        return _with_quotation(named, first, head, quotation, quotations), ()
    if initials and last - first > 1:
        return _found(named, first, last, head), initials
    if last > head.last and _is_of_purpose(head) and not named.words[first].begins_sentence:
        return _found(named, first, last, head), ()
    if _is_of_people(named, first, head):
        return _found(named, first, head.last, head), ()
    return None, ()


def _is_of_purpose(head: HeadFound) -> bool:
    return head.head.kind in (*words("described body"), *words("festival"))


def _found(named: NamedText, first: int, last: int, head: HeadFound) -> Found:
    start, end = named.span(first, last)
    name = russian_nominative.of_phrase(named.text[start:end].split())
    return Found(start, end, start, end, head.head.type, (), name, RANK)


def _is_of_people(named: NamedText, first: int, head: HeadFound) -> bool:
    """Whether a people with a capital makes the school or theatre a name: Уйгурский драматический театр."""
    adjectives = head.first - first
    if head.head.pattern != "capital" or head.head.type != "ORG" or not adjectives:
        return False
    word = named.words[first]
    readings = named.index.readings(word.text, capital=True)
    of_people = is_place_adjective(word.folded) and any(
        reading.word in named.index.peoples for reading in readings
    )
    return of_people and (adjectives > 1 or not word.begins_sentence)


def _quotation_end(named: NamedText, first: int, head: HeadFound) -> int | None:
    """The word behind the quotation that stands behind a body and its adjectives; None without one."""
    at = head.last
    if first == head.last - 1 or head.head.kind not in words("described body") or at >= len(named.words):
        return None
    if named.words[at].gap.strip(" \u00a0\n") not in tuple(OPENING):
        return None
    ends = range(at + 1, min(at + _LONGEST_QUOTATION, len(named.words)) + 1)
    return next((last for last in ends if named.quoted(at, last)), None)


def _with_quotation(
    named: NamedText, first: int, head: HeadFound, last: int, quotations: _Quotations
) -> Found:
    """Временный совет «Алаш-Орда», with the id of the quotation where the table has it as a body."""
    core = named.span(head.last, last)
    start, end = named.words[first].start, core[1] + 1
    ids = quotations.get(core, ())
    fitting = tuple(id for id in ids if named.knowledge.entry(id).kind in ("government", head.head.kind))
    name = russian_nominative.of_phrase(named.text[start:end].split())
    return Found(start, end, *core, "ORG", fitting, name, RANK)


def _initials(named: NamedText, first: int, last: int) -> tuple[str, ...]:
    """The word alone in brackets behind words[first:last] that begins as they do: (РОПС); () without one."""
    if last >= len(named.words) or named.words[last].gap.strip(" \u00a0\n") != "(":
        return ()
    text = named.words[last].text
    closed = named.text[named.words[last].end : named.words[last].end + 1] == ")"
    capitals = sum(letter.isupper() for letter in text)
    alike = text[0] == named.words[first].text[0]
    return (text,) if closed and capitals >= _FEWEST_LETTERS and alike else ()


def _of_states(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the bodies that every state had, with the state behind: СНК СССР is not СНК РСФСР."""
    starts = [word.start for word in named.words]
    for each in known:
        if not each.candidates or each.candidates[0] not in words("body of every state"):
            continue
        at = bisect_left(starts, each.end)
        last = complements.state_end(named, at)
        if last > at:
            end = named.words[last - 1].end
            entry = named.knowledge.entry(each.candidates[0])
            state = " ".join(named.text[named.words[at].start : end].split())
            name = f"{entry.ru or entry.canonical} {state}"
            yield Found(each.start, end, each.core_start, each.core_end, "ORG", (), name, RANK)


def _letters(named: NamedText) -> Iterator[Found]:
    """Yield the letters that alone name a body: решение ЦК."""
    for word in named.words:
        if word.text.isupper() and word.folded in words("letters of a body"):
            yield Found(word.start, word.end, word.start, word.end, "ORG", (), word.text, RANK)
