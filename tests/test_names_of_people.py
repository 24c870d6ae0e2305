"""Every person of the knowledge table: found by full name and by initials on either side, in every case."""

from __future__ import annotations

from functools import cache

import pytest
import spacy

from pipeline import folding, knowledge
from pipeline.entities import mentions
from pipeline.knowledge import Entry
from pipeline.records import Mention

PEOPLE = [
    entry for entry in knowledge.load() if entry.kind in ("person", "namesake") and " " in entry.canonical
]
KAZAKH_CASES = ("nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental")
BACK, FRONT = "аоұыуяё", "әөүіеэию"
VOICELESS = "пфкқтсшщчцхбвгд"
RUSSIAN_ENDINGS = {
    ("ов", "ев", "ёв", "ин", "ын"): ("", "а", "у", "ым", "е"),
    ("ский", "цкий"): ("ий", "ого", "ому", "им", "ом"),
    ("ова", "ева", "ина"): ("а", "ой", "у"),
}


def in_kazakh(name: str) -> list[str]:
    """`name` in the seven cases, by the rules of vowel harmony and of the last sound."""
    if name.endswith(("ұлы", "қызы")):
        return [name, *(name + ending for ending in ("ның", "на", "н", "нда", "нан", "мен"))]
    last = name[-1].casefold()
    vowel = next(letter for letter in reversed(name.casefold()) if letter in BACK + FRONT)
    a, y = ("а", "ы") if vowel in BACK else ("е", "і")
    k, n = ("қ", "ғ") if vowel in BACK else ("к", "г")
    if last in VOICELESS:
        endings = (f"т{y}ң", f"{k}{a}", f"т{y}", f"т{a}", f"т{a}н", "пен")
    elif last in BACK + FRONT and last not in "иую":
        endings = (f"н{y}ң", f"{n}{a}", f"н{y}", f"д{a}", f"д{a}н", "мен")
    elif last in "мнң":
        endings = (f"н{y}ң", f"{n}{a}", f"д{y}", f"д{a}", f"н{a}н", "мен")
    else:
        ablative = f"д{a}н"
        together = "бен" if last in "зж" else "мен"
        genitive = f"н{y}ң" if last in "иую" else f"д{y}ң"
        accusative = f"н{y}" if last in "иую" else f"д{y}"
        endings = (genitive, f"{n}{a}", accusative, f"д{a}", ablative, together)
    return [name, *(name + ending for ending in endings)]


def in_russian(name: str) -> list[str]:
    """`name` in the cases of its declension; alone where its end does not show which that is."""
    for ends, endings in RUSSIAN_ENDINGS.items():
        for end in ends:
            if name.endswith(end):
                stem = (
                    name[: len(name) - 2]
                    if end in ("ский", "цкий")
                    else name[:-1]
                    if end[-1] == "а"
                    else name
                )
                return [stem + ending for ending in endings]
    return [name]


def written(full: str, surnames: list[str], language: str) -> list[str]:
    """Full name in each of its forms, and initials before and after."""
    given, initial = full.rpartition(" ")[0], full[0]
    found = [f"{given} {surname}" for surname in surnames]
    for surname in surnames[:2]:
        found += [f"{initial}. {surname}", f"{initial}.{surname}"]
    # In Kazakh what stands last is declined, and an initial is not.
    return found + [f"{surname} {initial}." for surname in (surnames if language == "ru" else surnames[:1])]


@cache
def nlp(language: str) -> spacy.language.Language:
    return spacy.blank(language)


def found(names: list[str], language: str) -> list[Mention | None]:
    """The person that has the whole place of each of `names`, or None; each stands in its own paragraph."""
    before = "Бұл жерде " if language == "kk" else "Затем здесь "
    text = "\n\n".join(f"{before}{name} {'болды' if language == 'kk' else 'был'}." for name in names)
    by_place = {(m.start, m.end): m for m in mentions(nlp(language)(text), knowledge.load(), model=False)}
    places, at = [], 0
    for name in names:
        at = text.index(before + name + " ", at) + len(before)
        places.append((at, at + len(name)))
    return [by_place.get(place) for place in places]


@pytest.mark.parametrize("entry", PEOPLE, ids=lambda entry: entry.id)
def test_a_person_is_found_however_the_name_is_written_and_no_other(entry: Entry) -> None:
    for language, full in (("kk", entry.kk), ("ru", entry.ru)):
        if " " not in full:
            continue
        surname = full.rpartition(" ")[2]
        names = written(full, in_kazakh(surname) if language == "kk" else in_russian(surname), language)
        for name, mention in zip(names, found(names, language), strict=True):
            assert mention and mention.type == "PERSON", name
            assert entry.id in mention.candidates or entry.kind == "namesake", name
            others = [knowledge.load().entry(id) for id in mention.candidates if id != entry.id]
            assert all(folding.key(full[0]) in initials(other) for other in others), name


def initials(entry: Entry) -> set[str]:
    """The first letters of the names of `entry`, alike in every alphabet."""
    return {folding.key(name[0]) for name in entry.names}
