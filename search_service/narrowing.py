"""A question and its answer in, what narrows it out: values to choose, and the filters that are set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search_service.addresses import Results
from search_service.answers import Answer, DocumentRecord, NotFound
from search_service.facets import Numbers
from search_service.interface import LANGUAGES, Words
from search_service.labels import label
from search_service.name_page import ENTITY_TYPES, shown_name
from search_service.query import LANGUAGES as SEARCHED_LANGUAGES
from search_service.search import Corpus

SHOWN_VALUES = 6
"""Values of a facet before "more"."""
LISTED_VALUES = 20
"""Values of a facet behind "more", too."""
_NAMES_COUNTED = 300
"""Names, the commonest, that are told apart by type: a rare type has some of its own among them."""
_OPEN = ("PERSON", "PLACE", "ORG", "languages", "years")
"""The facets that stand open."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is set: its kind and value in words, the value's language, and the results without it.

    `left` is how many passages are found without it, where that was counted.
    """

    kind: str
    said: str
    language: str
    without: Results
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value to narrow by: its words in `language`, empty for that of the interface, and where it leads."""

    name: str
    language: str
    count: int
    chosen: bool
    results: Results


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one kind, those that most hits have first; `cut` are left out."""

    key: str
    title: str
    values: tuple[Value, ...]
    cut: int = 0

    @property
    def open(self) -> bool:
        """Whether its values are seen at once: those that are sought most, and what is chosen."""
        return self.key in _OPEN or any(each.chosen for each in self.values)

    @property
    def shown(self) -> tuple[Value, ...]:
        """The values before "more"."""
        return self.values[:SHOWN_VALUES]

    @property
    def more(self) -> tuple[Value, ...]:
        """The values behind "more"."""
        return self.values[SHOWN_VALUES:]


def facets(corpus: Corpus, asked: Results, answer: Answer, words: Words) -> list[Facet]:
    """The values to narrow by: names by type, languages, documents; kinds without values are left out."""
    numbers = corpus.found(answer.question).numbers
    found = [
        *_names(corpus, asked, numbers, words),
        _languages(corpus, asked, numbers, words),
        _documents(corpus, asked, numbers, words),
    ]
    return [facet for facet in found if facet.values]


def year_facet(asked: Results, answer: Answer, words: Words) -> Facet:
    """The years to narrow by, in order of time."""
    values = (
        Value(
            year,
            "",
            count,
            asked.date_from == year == asked.date_to,
            asked.but(date_from=year, date_to=year),
        )
        for year, count in answer.year_facet
    )
    return Facet("years", words.gettext("Years"), tuple(values), answer.facets_cut[1])


def filters_set(corpus: Corpus, asked: Results, words: Words) -> list[Filter]:
    """The filters that are set, each with the results without it."""
    found = [_entity_filter(corpus, each, asked, words) for each in asked.entities]
    if asked.lang:
        said = label(words, "language", asked.lang)
        found.append(Filter(words.pgettext("of a text", "Language"), said, "", asked.but(lang="")))
    if asked.document:
        without = asked.but(document="")
        try:
            document = corpus.document(asked.document)
            said, language = document.title, _marked(document.language, words)
        except NotFound:
            said, language = asked.document, ""
        found.append(Filter(words.gettext("Document"), said, language, without))
    if asked.date_from or asked.date_to:
        without = asked.but(date_from="", date_to="")
        found.append(Filter(words.gettext("Years"), _span(asked, words), "", without))
    return found


def counted(corpus: Corpus, found: Iterable[Filter]) -> list[Filter]:
    """The filters with how many passages are found without each; without any question left, none is told."""

    def left(without: Results) -> int | None:
        return len(corpus.found(without.question())) if without.asks else None

    return [replace(each, left=left(each.without)) for each in found]


def called(names: dict[str, str], words: Words) -> tuple[str, str]:
    """The name in the interface's language, else in the first that has one, and the language to mark it with.

    Both are empty where there is no name.
    """
    language = next((each for each in (words.language, *LANGUAGES) if names.get(each)), "")
    return names.get(language, ""), _marked(language, words)


def _marked(language: str, words: Words) -> str:
    return "" if language == words.language else language


def _entity_filter(corpus: Corpus, entity_id: str, asked: Results, words: Words) -> Filter:
    without = asked.but(entities=tuple(other for other in asked.entities if other != entity_id))
    try:
        entity = corpus.entity(entity_id)
    except NotFound:
        return Filter(words.gettext("Name"), entity_id, "", without)
    language, name = shown_name(entity, words.language)
    return Filter(label(words, "type", entity.type), name, _marked(language, words), without)


def _span(asked: Results, words: Words) -> str:
    first, last = asked.date_from, asked.date_to
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return words.gettext("from %(year)s", year=first)
    return words.gettext("to %(year)s", year=last)


def _names(corpus: Corpus, asked: Results, numbers: Numbers, words: Words) -> list[Facet]:
    """The names by type."""
    top = corpus.store.facets.entities(numbers, _NAMES_COUNTED)
    known = corpus.store.named_entities([id for id, _ in top.values])
    by_type: dict[str, list[Value]] = {kind: [] for kind in ENTITY_TYPES}
    for id, count in top.values:
        _, kind, names = known[id]
        name, language = called(names, words)
        chosen = id in asked.entities
        others = tuple(each for each in asked.entities if each != id)
        results = asked.but(entities=others if chosen else (*others, id))
        by_type[kind].append(Value(name or id, language, count, chosen, results))
    return [
        Facet(kind, label(words, "types", kind), tuple(values[:LISTED_VALUES]), len(values[LISTED_VALUES:]))
        for kind, values in by_type.items()
    ]


def _languages(corpus: Corpus, asked: Results, numbers: Numbers, words: Words) -> Facet:
    """The languages that can be asked for, where there is a choice."""
    top = corpus.store.facets.languages(numbers, LISTED_VALUES)

    def results_in(code: str) -> Results:
        return asked.but(lang=_other(code, asked.lang))

    values = tuple(
        Value(
            label(words, "language", code),
            "",
            count,
            code == asked.lang,
            asked.but(lang=_other(code, asked.lang)),
        )
        for code, count in top.values
        if code in SEARCHED_LANGUAGES
    )
    return Facet("languages", words.gettext("Languages"), _choice(values))


def _documents(corpus: Corpus, asked: Results, numbers: Numbers, words: Words) -> Facet:
    """The documents, where there is a choice."""
    top = corpus.store.facets.documents(numbers, LISTED_VALUES)

    def value(document: DocumentRecord, count: int) -> Value:
        results = asked.but(document=_other(document.id, asked.document))
        chosen = document.id == asked.document
        return Value(document.title, _marked(document.language, words), count, chosen, results)

    values = tuple(value(corpus.document(id), count) for id, count in top.values)
    return Facet("documents", words.gettext("Documents"), _choice(values), top.cut)


def _other(value: str, chosen: str) -> str:
    """What a link to a value chooses: the value, or nothing where it is chosen already."""
    return "" if value == chosen else value


def _choice(values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(values) if len(values) > 1 or any(each.chosen for each in values) else ()
