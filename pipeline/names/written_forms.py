"""A name of the knowledge table in, every way to print it out: initials, forms of a surname, heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline import roman, suffixes
from pipeline.folding import key
from pipeline.names import heads
from pipeline.names.titles import without_title
from pipeline.tables import rows

if TYPE_CHECKING:
    from pipeline.knowledge import Entry

PATRONYMIC = "*patronymic"
ANY_INITIAL = "*initial"
SURNAME = "*surname "
FULL_SURNAME = "*full surname "
WOMANS_SURNAME = "*woman's surname "
"""Stand in a name's words for any word of their kind; the last three go before the root of a surname, and
mean any form of it, any form but the bare root, and any form that a woman's takes.
"""

PERSONS = ("person", "namesake")
"""The kinds of entries with a given name and a surname; a namesake's surname is borne by many."""

_PIECE = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[«“](.+?)([!?…]*)[»”]")
_EITHER_HARMONY = "иуюя"
_RUSSIAN_SURNAMES = ("ев", "ов", "ёв")
_VOWELS = "аәеёиоөуұүыіэюя"
ONLY_KAZAKH = frozenset("әғқңөұүһі")


@dataclass(frozen=True, slots=True)
class Name:
    """One way to print an entry's name, in lower case.

    `words` are the bare name; `marks[i]` is the punctuation that may stand before words[i], `closing` that
    behind the last. `kind` is that of the heads that may stand beside it, and `needs` says whether one must:
    "" | "head" | "quotes" (a head or quotation marks) | "title" and which (it stays outside). `capital`:
    "none", "first" or "all" words begin with one. `russian`: it declines in Russian, `kazakh`: in Kazakh.
    `sure` is False for a name that needs its person named elsewhere.
    """

    id: str
    words: tuple[str, ...]
    marks: tuple[str, ...]
    kind: str = ""
    needs: str = ""
    capital: str = "first"
    kazakh: bool = True
    russian: bool = True
    sure: bool = True
    closing: str = ""


def plain_names(entry: Entry) -> Iterator[Name]:
    """Yield the names of `entry` that are printed as the table has them."""
    if entry.kind == "congress":
        # Congresses share their words: number, place and year tell them apart (congresses.tsv).
        return
    given, people = _given(entry), _full_names(entry)
    for name in given:
        if name not in people and (entry.type != "PERSON" or not _adds_title(name, given)):
            plain = _plain(entry, name)
            yield plain
            if plain.needs.startswith("title"):
                # Нуралы, after Нуралы хан; a Kazakh given name alone may be anybody's.
                yield replace(plain, needs="", sure=False, kazakh=False)


def person_names(entry: Entry) -> Iterator[Name]:
    """Yield what the full names of `entry` in several spellings make: first name or initials, any surname."""
    parts = _person(entry)
    base = Name(entry.id, (), (), capital="all")
    alone = replace(base, sure=entry.kind != "namesake")
    for family in parts.families:
        for shown, fronts in ((base, parts.full), (alone, parts.initials)):
            for front in fronts:
                yield _sequence(shown, (*front, *family))
                yield _sequence(shown, (*family, *front))
    for surname in parts.alone:
        yield _sequence(alone, surname)
    for surname in parts.unsure:
        yield _sequence(replace(base, sure=False), surname)


def person_words(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """The words that begin what person_names yields, and all words of it: known without making the names."""
    parts = _person(entry)
    sequences = (*parts.full, *parts.initials, *parts.families, *parts.alone, *parts.unsure)
    return frozenset(words[0] for words in sequences), frozenset(
        word for words in sequences for word in words
    )


def search_names(kind: str, given: Iterable[str]) -> Iterator[str]:
    """Yield the names that follow from those `given`: forms of a surname, a name without its head."""
    for name in given:
        words = name.split()
        if kind in PERSONS and len(words) > 1:
            for surname in surname_forms(words[-1].casefold()):
                yield surname.capitalize()
        elif kind not in (*PERSONS, "byname", "titled"):
            pieces = [piece.casefold() for piece in _PIECE.findall(name)]
            place = heads.kind_of_name(pieces, kind)
            if place and not name[0].isdigit():
                kept = pieces[: place[0]] + pieces[place[1] :]
                yield " ".join(kept).capitalize()


def surname_forms(surname: str) -> tuple[str, ...]:
    """`surname`, in lower case, with every ending that makes a surname, and bare."""
    root = surname_root(surname)
    endings = ["ұлы", "улы", "тегі"]
    russian = [root[:-1] + "ев"] if root.endswith("й") else [root + "ов", root + "ев", root + "ёв"]
    return tuple(dict.fromkeys((surname, *russian, *(root + ending for ending in endings), root)))


def womans_surname_forms(surname: str) -> tuple[str, ...]:
    """`surname`, in lower case, with every ending that makes a woman's surname."""
    root = surname_root(surname)
    russian = [root[:-1] + "ева"] if root.endswith("й") else [root + "ова", root + "ева"]
    return tuple(dict.fromkeys((surname, *russian, root + "қызы", root + "кызы")))


def family_name(surname: str) -> str:
    """One spelling for `surname`, in lower case, of man and woman, Russian or Kazakh: есімұлы → есімов.

    A surname without an ending that makes it one stays as it is.
    """
    for form in (surname, surname[:-1]):
        if form.endswith(_RUSSIAN_SURNAMES):
            return form
    return surname if surname_root(surname) == surname else surname_forms(surname)[1]


@lru_cache(maxsize=65536)
def surname_root(surname: str) -> str:
    """`surname`, in lower case, without the ending that makes it one: байтұрсынов → байтұрсын."""
    for ending, root in _surname_endings().items():
        if surname.endswith(ending) and len(surname) > len(ending) + 1:
            return surname[: -len(ending)] + root
    return surname


def is_surname(word: str) -> bool:
    """Whether the end of `word`, in lower case, is that of a surname."""
    return surname_root(word) != word


@lru_cache(maxsize=65536)
def takes_ending(stem: str, ending: str) -> bool:
    """Whether `ending` follows `stem` (suffixes.follows), in either harmony after и, у and Russian surnames.

    Жетісуда, Столыпиннің; Жұмабаевтың beside Көпеевтің.
    """
    if suffixes.follows(stem, ending):
        return True
    at = max(stem.rfind(vowel) for vowel in _VOWELS)
    if at < 0 or not (stem[at] in _EITHER_HARMONY or stem.endswith(_RUSSIAN_SURNAMES)):
        return False
    # The sound that the ending follows stays; the vowel before it is made a plain back or front one.
    tail = stem[at + 1 :] or "у"
    return any(suffixes.follows("т" + vowel + tail, ending) for vowel in ("а", "е"))


@cache
def _surname_endings() -> dict[str, str]:
    """The endings, longest first, and what stands in their place in the bare name."""
    found = {
        row["ending"]: row["root"].replace("-", "")
        for _, row in rows("surname_endings.tsv", "ending", "root")
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _adds_title(name: str, given: list[str]) -> bool:
    """Whether `name` is another one of `given` with a title in lower case, which stays outside a span."""
    bare = " ".join(word for word in name.split() if word[0].isupper())
    return bare != name and bare in given


def _plain(entry: Entry, name: str) -> Name:
    # «Қоянды (Ботов) жәрмеңкесі» keeps its brackets; a title's «(Орынбор, 1917)» is no part of the name.
    quotation = _QUOTED.search(name)
    words, marks = _pieces(name)
    folded = tuple(_folded(word) for word in words)
    place = heads.kind_of_name(folded, entry.kind) if entry.kind else None
    closing = ")" if any("(" in mark for mark in marks) else ""
    begins = words[place[1]][0] if place and place[0] == 0 else words[0][0]
    if place:
        folded = folded[: place[0]] + folded[place[1] :]
        marks = marks[: place[0]] + marks[place[1] :]
    needs = "quotes" if quotation else "head" if place else ""
    if entry.kind == "titled" and " " in name:
        start, end = without_title(folded)
        title = (*folded[:start], *folded[end:])[0]
        begins, folded, marks, needs = words[start][0], folded[start:end], marks[start:end], f"title {title}"
    return Name(
        entry.id,
        folded,
        ("", *marks[1:]),
        entry.kind,
        needs,
        "first" if begins.isupper() else "none",
        # Kazakh texts decline Russian names of places, Russian ones Kazakh names: Оренбургта, в Семее.
        kazakh=entry.type == "PLACE" or name != entry.ru or name == entry.kk,
        russian=(entry.type in ("PLACE", "ORG") or name != entry.kk or name == entry.ru)
        and not ONLY_KAZAKH & set("".join(folded)),
        closing=closing,
    )


def _pieces(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words, marks, at = [], [], 0
    for match in _PIECE.finditer(name):
        words.append(match[0])
        marks.append(re.sub(r"[\s«»“”]", "", name[at : match.start()]))
        at = match.end()
    return tuple(words), tuple(marks)


def _folded(word: str) -> str:
    number = roman.value(word) if word.isupper() else None
    return f"#{number}" if number else word.casefold()


@dataclass(frozen=True, slots=True)
class _Person:
    """Words before a surname (`full` names, `initials`), surnames, and what stands alone for a person."""

    full: tuple[tuple[str, ...], ...]
    initials: tuple[tuple[str, ...], ...]
    families: tuple[tuple[str, ...], ...]
    alone: tuple[tuple[str, ...], ...]
    unsure: tuple[tuple[str, ...], ...]


def _given(entry: Entry) -> list[str]:
    """The names of `entry` in Cyrillic, without repetition."""
    names = (entry.kk, entry.ru, *entry.aliases)
    return list(dict.fromkeys(name for name in names if name and not name.isascii()))


def _full_names(entry: Entry) -> list[str]:
    """Those of the names of `entry` that are a given name and a surname."""
    if entry.kind not in PERSONS:
        return []
    return [name for name in _given(entry) if " " in name and name == name.title()]


def _person(entry: Entry) -> _Person:
    given = _full_names(entry)
    names = [_parts(name) for name in given]
    womans = any(_is_womans(surname[-1]) for _, surname in names)
    kind = WOMANS_SURNAME if womans else SURNAME
    families = dict.fromkeys((*surname[:-1], kind + surname_root(surname[-1])) for _, surname in names)
    firsts = dict.fromkeys(front[0] for front, _ in names)
    full: list[tuple[str, ...]] = [(first,) for first in firsts] + [(first, PATRONYMIC) for first in firsts]
    full += [(first, ANY_INITIAL) for first in firsts] + [front for front, _ in names]
    initials: list[tuple[str, ...]] = [(initial_of(first),) for first in firsts]
    initials += [(initial_of(first), ANY_INITIAL) for first in firsts]
    shown = (entry.kk, entry.ru)
    alone = [surname for name, (_, surname) in zip(given, names, strict=True) if name in shown]
    unsure = []
    for family in families:
        root = family[-1].removeprefix(kind)
        alone.append(family if womans else (*family[:-1], FULL_SURNAME + root))
        if not womans and any(surname[-1] == root for _, surname in names):
            # Where the table has the bare surname (Міржақып Дулат): else it is the father's name (Қасым).
            unsure.append(family)
    return _Person(tuple(dict.fromkeys(full)), tuple(initials), tuple(families), tuple(alone), tuple(unsure))


def _is_womans(surname: str) -> bool:
    """Whether the end of `surname`, in lower case, is one of a woman's."""
    return surname_root(surname) != surname and surname.endswith(("а", "қызы", "кызы"))


def _parts(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the given names and those of the surname, which hyphens may join: Семёнов-Тян-Шанский."""
    given, _, surname = name.casefold().rpartition(" ")
    return tuple(_PIECE.findall(given)), tuple(_PIECE.findall(surname))


def initial_of(given: str) -> str:
    """The initial of a given name as one letter for every alphabet, with its dot: «Ә.» and «А.» are alike."""
    return key(given[0]) + "."


def _sequence(base: Name, words: tuple[str, ...]) -> Name:
    return Name(base.id, words, ("",) * len(words), capital="all", sure=base.sure)
