"""Names found and dates in, one id for each name out: rules in the order of _RULES, else a local id."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from spacy.tokens import Doc

from pipeline import folding, linking_people
from pipeline.knowledge import Knowledge
from pipeline.linked_document import YEAR, Document, Told
from pipeline.names import congresses
from pipeline.names.nominatives import dictionary_forms
from pipeline.names.parts import words
from pipeline.names.running_words import running_words
from pipeline.records import DateMention, Entity, Mention

NEARBY = 600
"""Characters about a congress within which a date or a place may be its own."""

IMPERIAL = (1731, 1925)
"""The years in which Russian usage, and Kazakh texts after it, call the Kazakhs қырғыз, киргизы."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def linked(
    doc: Doc, mentions: Sequence[Mention], dates: Sequence[DateMention], knowledge: Knowledge
) -> tuple[Entity, ...]:
    """Each of `mentions`, in order, with its id: one of the knowledge table's, or local:<type>:<key>."""
    document = Document(doc, mentions, dates, knowledge)
    told = Told()
    for mention in mentions:
        told.add(next(id for rule in _RULES if (id := rule(document, mention, told)) is not None))
    return tuple(
        Entity(mention.start, mention.end, mention.type, document.canonical(mention, id), id)
        for mention, id in zip(mentions, told.ids, strict=True)
    )


def _kyrgyz(document: Document, mention: Mention, told: Told) -> str | None:
    """қырғыз, киргизы: the Kazakhs in the usage of the empire, which later texts quote; else the Kyrgyz."""
    if mention.candidates[:1] != ("kyrgyz",):
        return None
    if _beside_people(document, mention, len(told.ids)):
        return "kyrgyz"
    imperial = sum(IMPERIAL[0] <= year <= IMPERIAL[1] for year in document.years)
    if imperial * 2 <= len(document.years):
        return "kyrgyz"
    before = document.text[max(0, mention.start - NEARBY) : mention.start].rpartition("\n\n")[2]
    behind = document.text[mention.end : mention.end + 12]
    quoted = max(map(before.rfind, "«“")) > max(map(before.rfind, "»”"))
    glossed = behind.lstrip().startswith("(") and behind.lstrip(" (").startswith(words("gloss"))
    if document.names_kyrgyz or behind.lstrip().casefold().startswith(words("kyrgyz word")):
        return "kyrgyz"
    if quoted or glossed or before.casefold().rstrip().endswith(words("imperial adjective")):
        return "kazakhs"
    # A text that calls the Kazakhs by their name means others when it says қырғыз itself.
    return "kyrgyz" if document.names_kazakhs else "kazakhs"


def _beside_people(document: Document, mention: Mention, at: int) -> bool:
    """Whether a comma or a conjunction joins `mention`, number `at`, to another people."""
    for other in document.mentions[max(0, at - 1) : at + 2]:
        if other is mention or other.type != "NORP" or "kyrgyz" in other.candidates:
            continue
        first, second = sorted((other, mention), key=lambda m: m.start)
        if document.text[first.end : second.start].strip() in (",", *words("conjunction")):
            return True
    return False


def _congress(document: Document, mention: Mention, told: Told) -> str | None:
    """The congress of the table that number, years, months and places about the mention speak for most."""
    known = [each for each in congresses.known() if each.id in mention.candidates]
    if not known:
        return None
    described = congresses.described(running_words(document.text[mention.start : mention.end]))
    times, places = _times(document, mention), _places(document, mention, told.ids)
    scores = {each.id: _evidence(each, described, times, places) for each in known}
    best = max(scores.values())
    if best < 0 and described.number is not None and not _dates_of_sentence(document, mention):
        # A date before the sentence may be of anything; the congress of that number has been spoken of.
        return told.latest([each.id for each in known if each.number == described.number])
    if best < 0 or (best == 0 and described.number not in (None, 1)):
        return None
    # Of equal ones that spoken of last, else the first of the table.
    likeliest = [id for id, score in scores.items() if score == best]
    return told.latest(likeliest) or likeliest[0]


def _evidence(
    congress: congresses.Congress,
    described: congresses.Description,
    times: Sequence[tuple[int, int | None]],
    places: frozenset[str],
) -> int:
    score = 0
    if described.number is not None and congress.number is not None:
        score += 2 if described.number == congress.number else -3
    elif described.number is not None:
        score -= 1
    if described.month and congress.month:
        score += 2 if described.month == congress.month else -3
    if described.plural:
        score += 2 if congress.month is None else -2
    if times and congress.year:
        near = [month for year, month in times if year == congress.year]
        score += 3 if near else -3
        if near and congress.month and any(near):
            score += 1 if congress.month in near else -2
    if places and congress.places:
        score += 2 if places & set(congress.places) else -1
    return score


def _times(document: Document, mention: Mention) -> list[tuple[int, int | None]]:
    """Years, with months where given, of the dates of the mention's sentence; else of the one before."""
    here = _dates_of_sentence(document, mention)
    if not here:
        before = bisect_left(document.date_starts, mention.start)
        near = bisect_left(document.date_starts, mention.start - NEARBY)
        here = document.dates[max(near, before - 1) : before]
    times: list[tuple[int, int | None]] = []
    for date in here:
        months = [(int(year), int(month)) for year, month in _MONTH.findall(date.edtf)]
        times += months or [(int(year), None) for year in YEAR.findall(date.edtf)]
    return times


def _dates_of_sentence(document: Document, mention: Mention) -> Sequence[DateMention]:
    sentence = document.sentence(mention)
    ends = document.sentence_ends
    start = ends[sentence - 1] if sentence else 0
    end = ends[min(sentence, len(ends) - 1)]
    return document.dates[bisect_left(document.date_starts, start) : bisect_left(document.date_starts, end)]


def _places(document: Document, mention: Mention, ids: list[str]) -> frozenset[str]:
    """The ids of the places named in the mention's sentence before it, or right behind it."""
    sentence = document.sentence(mention)
    at = len(ids)
    found = set()
    for other, id in ((document.mentions[place], ids[place]) for place in range(at - 1, -1, -1)):
        if document.sentence(other) != sentence:
            break
        if other.type == "PLACE":
            found.add(id)
    for other in document.mentions[at + 1 : at + 4]:
        if other.type == "PLACE" and document.sentence(other) == sentence and other.candidates:
            found.add(other.candidates[0])
    return frozenset(found)


def _likeliest(document: Document, mention: Mention, told: Told) -> str | None:
    return mention.candidates[0] if mention.candidates and not _is_congress(mention) else None


def _is_congress(mention: Mention) -> bool:
    return mention.type == "EVENT" and any(each.id in mention.candidates for each in congresses.known())


def _short_form(document: Document, mention: Mention, told: Told) -> str | None:
    """The end of the longer name of one body of the text: Географическое общество after Русское ….

    None where several end so.
    """
    if mention.type != "ORG" or mention.candidates:
        return None
    longer = document.longer_names.get(document.body(mention), [])
    ids = {each.candidates[0] if each.candidates else _local(document, each, told) for each in longer}
    return ids.pop() if len(ids) == 1 else None


def _beginning(document: Document, mention: Mention, told: Told) -> str | None:
    """The beginning of the name of one body of the text, or its letters: Центральный Комитет, ЦК for ЦК КПСС.

    None where several begin so.
    """
    if mention.type != "ORG" or mention.candidates:
        return None
    name = document.body(mention)
    letters = ("".join(word[0] for word in name),)
    longer = [*document.begun_names.get(name, []), *document.begun_names.get(letters, [])]
    ids = {each.candidates[0] if each.candidates else _local(document, each, told) for each in longer}
    return ids.pop() if len(ids) == 1 else None


def _local(document: Document, mention: Mention, told: Told) -> str | None:
    name = mention.canonical
    if document.doc.lang_ == "ru" and " " in name:
        name = " ".join(dictionary_forms(name))
    key = folding.key(name) or folding.key(document.text[mention.start : mention.end])
    return f"local:{mention.type.lower()}:{key}"


_RULES: tuple[Callable[[Document, Mention, Told], str | None], ...] = (
    _kyrgyz,
    _congress,
    # Namesakes before the likeliest, or the first of the table would always win.
    linking_people.namesake,
    _likeliest,
    _short_form,
    _beginning,
    linking_people.shared_surname,
    linking_people.given_name,
    linking_people.known_person,
    linking_people.doubled_surname,
    linking_people.local_person,
    _local,
)
