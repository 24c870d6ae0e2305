"""A person's mention and its document in, the id of who that is out: the rules for persons, one a function.

Each returns None where it does not apply; pipeline/linking.py says in which order they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline import folding, roman
from pipeline.knowledge import Entry, Knowledge
from pipeline.linked_document import Document, Told
from pipeline.names.bearers import may_be_called, name_parts
from pipeline.names.given_names import given_name as as_given_name
from pipeline.names.parts import words
from pipeline.names.titles import without_title
from pipeline.names.written_forms import PERSONS, family_name, is_surname, surname_root
from pipeline.records import Mention

_WORD = re.compile(r"\w+")


def namesake(document: Document, mention: Mention, told: Told) -> str | None:
    """A surname that several bear: the one named last before, else the one named elsewhere in the text."""
    if mention.type != "PERSON" or len(mention.candidates) < 2:
        return None
    return told.latest(mention.candidates) or next(
        (id for id in mention.candidates if id in document.certain_people), None
    )


def given_name(document: Document, mention: Mention, told: Told) -> str | None:
    """A given name alone: the only person so called that the text has named; Мұстафа after Мұстафа Шоқай."""
    if mention.type != "PERSON" or mention.candidates or " " in mention.canonical:
        return None
    if _in_brackets(document, mention):
        # Another name of whoever stands before them, if anybody's: Кутлумухаммед (Алексей).
        return None
    so_called = _by_given_name(document.knowledge).get(mention.canonical.casefold(), ())
    bearers = [id for id in so_called if id in told.last or id in document.certain_people]
    return bearers[0] if len(bearers) == 1 else None


def shared_surname(document: Document, mention: Mention, told: Told) -> str | None:
    """A given name that shares the surname of the person behind it: Халел и Жаханша Досмухамедовы."""
    at = len(told.ids) + 1
    if mention.type != "PERSON" or mention.candidates or at >= len(document.mentions):
        return None
    other = document.mentions[at]
    if other.type != "PERSON" or not other.candidates or " " in mention.canonical:
        return None
    if document.text[mention.end : other.start].strip() not in (",", *words("conjunction")):
        return None
    surnames = _surnames(document.knowledge.entry(other.candidates[0]))
    so_called = _by_given_name(document.knowledge).get(mention.canonical.casefold(), ())
    fitting = [id for id in so_called if surnames & _surnames(document.knowledge.entry(id))]
    return fitting[0] if len(fitting) == 1 else None


def doubled_surname(document: Document, mention: Mention, told: Told) -> str | None:
    """The first part of a surname that a hyphen joins of two: Семёнов after П. П. Семёнов-Тян-Шанский."""
    if mention.type != "PERSON" or mention.candidates:
        return None
    given, _ = name_parts(mention.canonical)
    bearers = document.doubled.get(folding.key(document.surname(mention)), {})
    fitting = [
        (id, surname)
        for id, surname in bearers.items()
        if id not in document.knowledge or may_be_called(document.knowledge.entry(id), given)
    ]
    if len(fitting) != 1:
        return None
    id, surname = fitting[0]
    return id if id in document.knowledge else _local_id(surname, given, told)


def local_person(document: Document, mention: Mention, told: Told) -> str | None:
    """One id for a surname in all its forms; initials part namesakes."""
    if mention.type != "PERSON":
        return None
    given, surname = name_parts(mention.canonical)
    number = roman.value(surname)
    if given and number:
        # Карл I is nobody's namesake.
        ruler = as_given_name(given[-1].casefold()) or given[-1]
        return f"local:person:{folding.key(ruler)}-{number}"
    return _local_id(document.surname(mention), given, told)


def _local_id(surname: str, given: Sequence[str], told: Told) -> str:
    """The id of who bears `surname`, in lower case and the nominative; alone, of who bore it last."""
    root = folding.key(surname_root(surname))
    initial = folding.key(given[0])[:1] if given else ""
    new = f"local:person:{folding.key(family_name(surname))}" + (f"-{initial}" if initial else "")
    bearer = told.bearers.setdefault((root, initial), new)
    told.bearers[root, ""] = bearer
    return bearer


def _in_brackets(document: Document, mention: Mention) -> bool:
    return document.text.startswith("(", max(0, mention.start - 1)) and document.text.startswith(
        ")", mention.end
    )


def _surnames(entry: Entry) -> frozenset[str]:
    """The keys of the roots of the surnames of `entry`."""
    if entry.kind not in PERSONS:
        return frozenset()
    names = (name.split()[-1].casefold() for name in entry.names if " " in name)
    return frozenset(folding.key(surname_root(name)) for name in names)


@lru_cache(maxsize=4)
def _by_given_name(knowledge: Knowledge) -> dict[str, list[str]]:
    """The ids of the persons of `knowledge` by each given name of theirs, in lower case."""
    found: dict[str, list[str]] = {}
    for entry in knowledge:
        names = [name.casefold() for name in entry.names]
        if entry.kind in PERSONS:
            given_names = {name.partition(" ")[0] for name in names if " " in name}
        elif entry.type == "PERSON":
            # Жанибек after Жанибек-хан.
            given_names = {given for name in names if (given := _untitled(name)) != name}
        else:
            continue
        for given in sorted(given_names):
            found.setdefault(given, []).append(entry.id)
    return found


def _untitled(name: str) -> str:
    """The name, in lower case, without the title that begins or ends it."""
    words_of = _WORD.findall(name)
    first, last = without_title(words_of)
    return " ".join(words_of[first:last])


def known_person(document: Document, mention: Mention, told: Told) -> str | None:
    """A person of the table in a form that it lacks: by the surname, and a given name that fits."""
    given, surname = name_parts(mention.canonical)
    if mention.type != "PERSON" or mention.candidates or not is_surname(surname.casefold()):
        return None
    bearers = _by_surname(document.knowledge).get(folding.key(surname_root(surname.casefold())), ())
    fitting = [entry for entry in bearers if may_be_called(entry, given)]
    if not given:
        fitting = [entry for entry in fitting if entry.kind != "namesake" or entry.id in told.last]
    ids = [entry.id for entry in fitting]
    return told.latest(ids) or (ids[0] if len(ids) == 1 else None)


@lru_cache(maxsize=4)
def _by_surname(knowledge: Knowledge) -> dict[str, list[Entry]]:
    """The persons of `knowledge` by the keys of the roots of their surnames."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in knowledge:
        for root in _surnames(entry):
            found.setdefault(root, {})[entry.id] = entry
    return {root: list(entries.values()) for root, entries in found.items()}
