"""A text in, the congresses that it names out: бірінші жалпықазақ съезі, III Всероссийский съезд."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import suffixes
from pipeline.names import contexts, declension
from pipeline.names.coordination import own_heads
from pipeline.names.heads import HeadFound, heads_at
from pipeline.names.index import Match
from pipeline.names.named_text import Found, NamedText
from pipeline.names.nominatives import dictionary_form, is_noun, may_be_genitive
from pipeline.names.parts import is_place_adjective, words
from pipeline.names.running_words import Word
from pipeline.tables import problem, rows

_MOST_WORDS = 7
_LONGEST_OWNER = 4
ROLES = ("scope", "people", "regional", "extra", "owner", "first", "month")
_MOST_BEHIND = 4
_LONGEST_CLAUSE = 8


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word before съезд: its role (one of ROLES) and what the congress then is of."""

    role: str
    scope: str


@dataclass(frozen=True, slots=True)
class Congress:
    """What tells the congress `id` from others; None and () where it is not known."""

    id: str
    scopes: frozenset[str]
    number: int | None
    places: tuple[str, ...]
    year: int | None
    month: int | None


@dataclass(frozen=True, slots=True)
class Description:
    """What the printed name of a congress says of it."""

    scopes: frozenset[str]
    number: int | None
    plural: bool
    month: int | None = None


def found(named: NamedText) -> Iterator[Found]:
    """Yield the congresses that a scope, or a people with a number or a capital, makes names."""
    for at in range(len(named.words)):
        for head in own_heads(named, at):
            if head.head.kind == "congress":
                each = _found(named, head)
                if each:
                    yield each
                break


def described(printed: list[Word]) -> Description:
    """What the words of the printed name of a congress say of it."""
    all_of = [qualifier for word in printed if (qualifier := _qualifier(word.folded)) and qualifier.scope]
    qualifiers = [each for each in all_of if each.role != "month"]
    months = [int(each.scope) for each in all_of if each.role == "month"]
    # Всеказахский съезд Советов is one of the Soviets, and no всеказахский съезд.
    scopes = next(
        (found for role in ("owner", "scope") if (found := {q.scope for q in qualifiers if q.role == role})),
        {each.scope for each in qualifiers},
    )
    numbers = [number for word in printed if (number := contexts.ordinal(word)) is not None]
    plural = any(head.plural for head in heads_at(printed, len(printed) - 1) if head.head.kind == "congress")
    return Description(
        frozenset(scopes), numbers[0] if numbers else None, plural, months[0] if months else None
    )


@cache
def known() -> tuple[Congress, ...]:
    """The congresses of the table. Raises TableError where it is wrong."""
    found = []
    for number, row in rows("congresses.tsv", "id", "scope", "number", "places", "year", "month"):
        if not row["id"] or not row["scope"]:
            raise problem("congresses.tsv", number, "a congress needs an id and a scope")
        numbers = [int(row[name]) if row[name] else None for name in ("number", "year", "month")]
        scopes, places = frozenset(row["scope"].split()), tuple(row["places"].split())
        found.append(Congress(row["id"], scopes, numbers[0], places, *numbers[1:]))
    return tuple(found)


def _found(named: NamedText, head: HeadFound) -> Found | None:
    first, roles, numbered = head.first, set(), False
    while first > 0 and head.first - first < _MOST_WORDS and _joined(named, first):
        word = named.words[first - 1]
        qualifier = _qualifier(word.folded)
        if contexts.ordinal(word) is not None:
            numbered = True
        elif qualifier:
            roles.add(qualifier.role)
            numbered = numbered or (qualifier.role == "first" and word.capital)
        elif _is_place_of(named, first - 1):
            roles.add("scope")
        else:
            break
        first -= 1
    owner = _owner_end(named, head.last) if numbered and named.language == "ru" else head.last
    owned_from = _owner_start(named, first) if numbered and named.language == "kk" else first
    if (owned_from, owner) != (first, head.last):
        roles.add("scope")
    first, last = owned_from, _people_end(named, owner) if named.language == "ru" else owner
    if last > owner:
        roles.add("people")
    named_by_people = not roles.isdisjoint(("people", "owner")) and (numbered or _is_name(named, first, head))
    if "scope" not in roles and not named_by_people:
        return None
    start, end = named.span(first, last)
    parts = [_nominative_word(word, named.language) for word in named.words[first : head.first]]
    canonical = " ".join((*parts, _nominative(head), *(w.folded for w in named.words[head.last : last])))
    scopes = described(named.words[first:last]).scopes
    ids = tuple(each.id for each in known() if each.scopes & scopes)
    return Found(start, end, start, end, "EVENT", ids, canonical)


def _owner_end(named: NamedText, at: int) -> int:
    """The word behind whose congress it is, where words[at] says so: II съезд Советов, XX съезд КПСС."""
    if not named.next_to(at):
        return at
    qualifier = _qualifier(named.words[at].folded)
    if qualifier and qualifier.role == "owner":
        return _place_end(named, at + 1)
    ends = [
        match.last for match in named.index.matches(named.text, named.words, at) if _is_body(named, match)
    ]
    return _place_end(named, max(ends)) if ends else at


def _place_end(named: NamedText, at: int) -> int:
    """The word behind the place in the genitive that words[at] begins, else `at`: съезд Советов Сибири."""
    if not named.next_to(at) or not named.words[at].capital:
        return at
    ends = [
        match.last
        for match in named.index.matches(named.text, named.words, at)
        if named.knowledge.entry(match.name.id).type == "PLACE" and not match.noisy
    ]
    return max((end for end in ends if may_be_genitive(named.words[end - 1].text)), default=at)


def _people_end(named: NamedText, at: int) -> int:
    """The word behind the people whose congress it is: съезд делегатов казахского народа."""
    end, people = at, False
    while end < min(at + _MOST_BEHIND, len(named.words)) and named.next_to(end):
        qualifier = _qualifier(named.words[end].folded)
        if qualifier is None or qualifier.role not in ("people", "extra"):
            break
        people = people or qualifier.role == "people"
        end += 1
    # Съезд казахской молодёжи is of the young.
    return end if people and is_noun(named.words[end - 1].text) else at


def _owner_start(named: NamedText, first: int) -> int:
    """Where the body begins whose congress it is, in the genitive before words[first]: КОКП-ның XX съезі."""
    if (
        not first
        or not _joined(named, first)
        or not named.words[first - 1].folded.endswith(words("genitive"))
    ):
        return first
    hyphened = named.words[first - 1].folded in words("genitive")
    last = first - 1 if hyphened else first
    for start in range(max(0, last - _LONGEST_OWNER), last):
        matches = named.index.matches(named.text, named.words, start)
        for match in matches:
            ends = {match.last, *(head.last for head in named.heads(match.last))}
            if last in ends and _is_body(named, match):
                return start
    return first


def _is_body(named: NamedText, match: Match) -> bool:
    return named.knowledge.entry(match.name.id).type == "ORG" and not match.noisy


def _is_place_of(named: NamedText, at: int) -> bool:
    """Whether words[at] is the place whose congress it is: Торғай облыстық съезі."""
    word, following = named.words[at], named.words[at + 1].folded
    regional = (qualifier := _qualifier(following)) is not None and qualifier.role == "regional"
    if not regional or not word.capital:
        return False
    if named.language == "ru":
        return is_place_adjective(word.folded)
    return any(reading.word in named.index.plain for reading in named.index.readings(word.text, capital=True))


def _is_name(named: NamedText, first: int, head: HeadFound) -> bool:
    """Whether a people and съезд, without a number, are a name: by a capital, or one congress with a year."""
    word = named.words[first]
    if word.capital and not word.begins_sentence:
        return True
    if not head.owned or head.plural:
        return False
    return _dated(named, first) or (named.language == "ru" and _dated_behind(named, head.last))


def _dated(named: NamedText, first: int) -> bool:
    """Whether the sentence up to words[first] gives a year."""
    for at in range(first, max(first - 12, -1), -1):
        word = named.words[at]
        if len(word.text) == 4 and word.text.isdigit():
            return True
        if word.begins_sentence:
            return False
    return False


def _dated_behind(named: NamedText, last: int) -> bool:
    """Whether the sentence gives a year soon behind words[last - 1]."""
    for word in named.words[last : last + _LONGEST_CLAUSE]:
        if word.begins_sentence:
            return False
        if len(word.text) == 4 and word.text.isdigit():
            return True
    return False


def _joined(named: NamedText, at: int) -> bool:
    gap = named.words[at].gap
    return "\n\n" not in gap and gap.strip(" \u00a0\n") in ("", "-", "–", "—") and bool(gap)


def _nominative_word(word: Word, language: str) -> str:
    """A word before the head as it stands in the name's one form: an ordinal as its number, первого as 1."""
    number = contexts.ordinal(word)
    if number is not None:
        return str(number)
    return dictionary_form(word.folded) if language == "ru" else word.folded


def _nominative(head: HeadFound) -> str:
    return " ".join(head.head.words)


def _qualifier(word: str) -> Qualifier | None:
    for length in range(len(word), 3, -1):
        for stem, language, qualifier in _qualifiers().get(word[:length], ()):
            if language == "kk" and suffixes.follows(stem, word[length:]) or word == stem:
                return qualifier
            if language == "kk" and qualifier.role == "scope":
                return qualifier
    russian = _qualifiers().get("ru " + word)
    return russian[0][2] if russian else None


@cache
def _qualifiers() -> dict[str, tuple[tuple[str, str, Qualifier], ...]]:
    found: dict[str, list[tuple[str, str, Qualifier]]] = {}
    for number, row in rows("congress_words.tsv", "language", "word", "role", "scope"):
        if row["role"] not in ROLES:
            raise problem("congress_words.tsv", number, f"the role is one of {ROLES}")
        qualifier = Qualifier(row["role"], row["scope"])
        forms = (
            ["ru " + form for form in declension.forms(row["word"])]
            if row["language"] == "ru"
            else [row["word"]]
        )
        for form in forms:
            found.setdefault(form, []).append((row["word"], row["language"], qualifier))
    return {form: tuple(alike) for form, alike in found.items()}
