"""Names found and dates in, one id for each name out: rules in the order of _RULES, else a local id."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from pipeline import folding, roman
from pipeline.knowledge import Entry, Knowledge
from pipeline.names import congresses
from pipeline.names.given_names import given_name
from pipeline.names.nominatives import dictionary_form
from pipeline.names.parts import words
from pipeline.names.running_words import running_words
from pipeline.names.titles import without_title
from pipeline.names.written_forms import PERSONS, is_surname, surname_root
from pipeline.records import DateMention, Entity, Mention

NEARBY = 600
"""Characters about a congress within which a date or a place may be its own."""

IMPERIAL = (1731, 1925)
"""The years in which Russian usage, and Kazakh texts after it, call the Kazakhs қырғыз, киргизы."""

_LONGEST_CASE = 2
"""Letters that a Russian case may change at the end of a given name: Ахметом, Алие."""

_YEAR = re.compile(r"-?\d{4}")
_WORD = re.compile(r"\w+")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(slots=True)
class _Told:
    """What has been linked so far: the ids in order, when each came last, and who bears a surname."""

    ids: list[str] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    bearers: dict[str, str] = field(default_factory=dict)

    def add(self, id: str) -> None:
        self.last[id] = len(self.ids)
        self.ids.append(id)

    def latest(self, candidates: Sequence[str]) -> str | None:
        """The one of `candidates` that came last; None where none came yet."""
        spoken_of = [id for id in candidates if id in self.last]
        return max(spoken_of, key=self.last.__getitem__) if spoken_of else None


def linked(
    doc: Doc, mentions: Sequence[Mention], dates: Sequence[DateMention], knowledge: Knowledge
) -> tuple[Entity, ...]:
    """Each of `mentions`, in order, with its id: one of the knowledge table's, or local:<type>:<key>."""
    document = _Document(doc, mentions, dates, knowledge)
    return tuple(
        Entity(mention.start, mention.end, mention.type, document.canonical(mention, id), id)
        for mention, id in zip(mentions, document.ids(), strict=True)
    )


@dataclass(frozen=True)
class _Document:
    doc: Doc
    mentions: Sequence[Mention]
    dates: Sequence[DateMention]
    knowledge: Knowledge

    @cached_property
    def text(self) -> str:
        return self.doc.text

    @cached_property
    def sentence_ends(self) -> list[int]:
        if not self.doc.has_annotation("SENT_START"):
            return [match.end() for match in re.finditer(r"\n\n", self.text)] + [len(self.text)]
        return [sentence.end_char for sentence in self.doc.sents] or [0]

    @cached_property
    def certain_people(self) -> frozenset[str]:
        """The persons that some mention names and nobody else."""
        return frozenset(
            m.candidates[0] for m in self.mentions if m.type == "PERSON" and len(m.candidates) == 1
        )

    @cached_property
    def years(self) -> list[int]:
        return sorted(int(year) for date in self.dates for year in _YEAR.findall(date.edtf))

    @cached_property
    def names_kazakhs(self) -> bool:
        """Whether the text calls the Kazakhs by their own name."""
        return any(mention.candidates[:1] == ("kazakhs",) for mention in self.mentions)

    @cached_property
    def names_kyrgyz(self) -> bool:
        """Whether the text names the land of the Kyrgyz."""
        return any(mention.candidates[:1] == ("kirghiz-ssr",) for mention in self.mentions)

    @cached_property
    def date_starts(self) -> list[int]:
        return [date.start for date in self.dates]

    def ids(self) -> list[str]:
        """The id of each mention, in order."""
        told = _Told()
        for mention in self.mentions:
            told.add(next(id for rule in _RULES if (id := rule(self, mention, told)) is not None))
        return told.ids

    def sentence(self, mention: Mention) -> int:
        """The number of the sentence that `mention` begins in."""
        return bisect_left(self.sentence_ends, mention.start + 1)

    def canonical(self, mention: Mention, id: str) -> str:
        if id not in self.knowledge:
            return mention.canonical
        entry: Entry = self.knowledge.entry(id)
        return entry.ru if self.doc.lang_ == "ru" and entry.ru else entry.canonical


def _kyrgyz(document: _Document, mention: Mention, told: _Told) -> str | None:
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


def _beside_people(document: _Document, mention: Mention, at: int) -> bool:
    """Whether a comma or a conjunction joins `mention`, number `at`, to another people."""
    for other in document.mentions[max(0, at - 1) : at + 2]:
        if other is mention or other.type != "NORP" or "kyrgyz" in other.candidates:
            continue
        first, second = sorted((other, mention), key=lambda m: m.start)
        if document.text[first.end : second.start].strip() in (",", *words("conjunction")):
            return True
    return False


def _congress(document: _Document, mention: Mention, told: _Told) -> str | None:
    """The congress of the table that number, years, months and places about the mention speak for most."""
    known = [each for each in congresses.known() if each.id in mention.candidates]
    if not known:
        return None
    described = congresses.described(running_words(document.text[mention.start : mention.end]))
    times, places = _times(document, mention), _places(document, mention, told.ids)
    scores = {each.id: _evidence(each, described, times, places) for each in known}
    best = max(scores.values())
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


def _times(document: _Document, mention: Mention) -> list[tuple[int, int | None]]:
    """Years, with months where given, of the dates of the mention's sentence; else of the one before."""
    sentence = document.sentence(mention)
    ends = document.sentence_ends
    start = ends[sentence - 1] if sentence else 0
    end = ends[min(sentence, len(ends) - 1)]
    here = document.dates[bisect_left(document.date_starts, start) : bisect_left(document.date_starts, end)]
    if not here:
        before = bisect_left(document.date_starts, mention.start)
        near = bisect_left(document.date_starts, mention.start - NEARBY)
        here = document.dates[max(near, before - 1) : before]
    times: list[tuple[int, int | None]] = []
    for date in here:
        months = [(int(year), int(month)) for year, month in _MONTH.findall(date.edtf)]
        times += months or [(int(year), None) for year in _YEAR.findall(date.edtf)]
    return times


def _places(document: _Document, mention: Mention, ids: list[str]) -> frozenset[str]:
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


def _person(document: _Document, mention: Mention, told: _Told) -> str | None:
    """A surname that several bear: the one named last before, else the one named elsewhere in the text."""
    if mention.type != "PERSON" or len(mention.candidates) < 2:
        return None
    return told.latest(mention.candidates) or next(
        (id for id in mention.candidates if id in document.certain_people), None
    )


def _likeliest(document: _Document, mention: Mention, told: _Told) -> str | None:
    return mention.candidates[0] if mention.candidates and not _is_congress(mention) else None


def _is_congress(mention: Mention) -> bool:
    return mention.type == "EVENT" and any(each.id in mention.candidates for each in congresses.known())


def _given_name(document: _Document, mention: Mention, told: _Told) -> str | None:
    """A given name alone: the only person so called that the text has named; Мұстафа after Мұстафа Шоқай."""
    if mention.type != "PERSON" or mention.candidates or " " in mention.canonical:
        return None
    so_called = _by_given_name(document.knowledge).get(mention.canonical.casefold(), ())
    bearers = [id for id in so_called if id in told.last or id in document.certain_people]
    return bearers[0] if len(bearers) == 1 else None


def _shared_surname(document: _Document, mention: Mention, told: _Told) -> str | None:
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


def _known_person(document: _Document, mention: Mention, told: _Told) -> str | None:
    """A person of the table in a form that it lacks: by the surname, and a given name that fits."""
    *given, surname = mention.canonical.split()
    if mention.type != "PERSON" or mention.candidates or not is_surname(surname.casefold()):
        return None
    bearers = _by_surname(document.knowledge).get(folding.key(surname_root(surname.casefold())), ())
    fitting = [entry for entry in bearers if _may_be_called(entry, given)]
    if not given:
        fitting = [entry for entry in fitting if entry.kind != "namesake" or entry.id in told.last]
    ids = [entry.id for entry in fitting]
    return told.latest(ids) or (ids[0] if len(ids) == 1 else None)


def _may_be_called(entry: Entry, given: Sequence[str]) -> bool:
    """Whether `given`, names or initials, may be the first names of `entry`; so may none."""
    if not given:
        return True
    first = folding.key(given[0])
    keys = [folding.key(name) for name in entry.names if " " in name]
    # A name of which the text gives more than the first letter has to agree with a name of the table.
    return any(known.startswith(first[: max(1, len(first) - _LONGEST_CASE)]) for known in keys)


@lru_cache(maxsize=4)
def _by_surname(knowledge: Knowledge) -> dict[str, list[Entry]]:
    """The persons of `knowledge` by the keys of the roots of their surnames."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in knowledge:
        for root in _surnames(entry):
            found.setdefault(root, {})[entry.id] = entry
    return {root: list(entries.values()) for root, entries in found.items()}


def _local_person(document: _Document, mention: Mention, told: _Told) -> str | None:
    """One id for a surname in all its forms; initials part namesakes."""
    if mention.type != "PERSON":
        return None
    *given, surname = mention.canonical.split()
    number = roman.value(surname)
    if given and number:
        # Павел I is nobody's namesake.
        ruler = given_name(given[-1].casefold()) or given[-1]
        return f"local:person:{folding.key(ruler)}-{number}"
    family = folding.key(surname_root(surname.casefold()))
    initial = folding.key(given[0])[:1] if given else ""
    # A surname alone is whoever bore it last in this text.
    bearer = (
        f"local:person:{family}-{initial}" if initial else told.bearers.get(family, f"local:person:{family}")
    )
    told.bearers[family] = bearer
    return bearer


def _local(document: _Document, mention: Mention, told: _Told) -> str | None:
    name = mention.canonical
    if document.doc.lang_ == "ru" and " " in name:
        name = " ".join(map(dictionary_form, _WORD.findall(name)))
    key = folding.key(name) or folding.key(document.text[mention.start : mention.end])
    return f"local:{mention.type.lower()}:{key}"


_RULES: tuple[Callable[[_Document, Mention, _Told], str | None], ...] = (
    _kyrgyz,
    _congress,
    # Namesakes before the likeliest, or the first of the table would always win.
    _person,
    _likeliest,
    _shared_surname,
    _given_name,
    _known_person,
    _local_person,
    _local,
)
