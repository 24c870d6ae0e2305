"""A word or a name of a query in, the terms and entities that answer it out, each with its weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, get_args

from pipeline import folding, languages, suffixes
from search_service.answers import Folding, Mode
from search_service.index import Field
from search_service.near import NearKeys, allowed
from search_service.query_tree import Word
from search_service.store import Store
from search_service.words import PARTS, word

How = Literal["exact", "lemma", "script", "name", "near"]

EXACT = 1.0
UNNAMED = 0.9
"""The most that words of a name weigh where nobody was found to be named: Семей may be a town or families."""
LEMMA = 0.85
"""For forms of the word as it was typed."""
OTHER_FORM = 0.8
"""For forms of what the typed word may be a form of."""
SCRIPT = 0.7
APART = 0.95
"""What the words of a name or a compound weigh, of their own weight, where they do not stand side by side."""
NEAR = 0.65
"""In the mode "fuzzy", near spellings weigh as much as their likeness; else they come below all others."""

_OTHER_WORD = 0.8
"""How much less likely a near spelling is meant that is a word of its own, than one that is no word."""

_PLACED = ("PERSON", "PLACE")
"""Types of entity whose other names are looked for as words too; other names are made of common words."""
_QUOTED = ("WORK", "ORG", "EVENT", "LAW")
"""Types of entity whose own names stand in quotation marks."""
_IDS_SHOWN = 5
_LONGEST_NAME = 8
_SHORTEST_STEM = 3
_MOST_FORMS = 2000
"""Forms of the corpus that are looked at for one beginning; a beginning of three letters may have more."""

Lemmas = Callable[[str, str], Sequence[str]]
"""All that may be the lemma of a word in a language, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of terms of one field, side by side, or an entity's id, that answers a word of the query."""

    how: How
    field: Field | Literal["entity"]
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """What answers one word or phrase or name of the query.

    `words` are those it stands for, `readings` the terms that answer it, `entities` those that it names;
    `parts` are the leaves of its words, which answer it together: side by side if `adjacent`, or with at most
    `between` other words among them. `shown` is how it was typed, where that is more than its words.
    """

    words: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    entities: tuple[str, ...] = ()
    parts: tuple[Leaf, ...] = ()
    adjacent: bool = False
    between: int | None = None
    shown: str = ""

    @property
    def length(self) -> int:
        """How many positions its words take."""
        return sum(len(PARTS.findall(word)) for word in self.words)

    def __str__(self) -> str:
        words = " ".join(self.words)
        shown = self.shown or (f"«{words}»" if self.adjacent and not self.entities else words)
        if not self.entities:
            return shown
        ids = ", ".join(self.entities[:_IDS_SHOWN])
        more = len(self.entities) - _IDS_SHOWN
        return f"{shown} [{ids} and {more} more]" if more > 0 else f"{shown} [{ids}]"


@dataclass(frozen=True)
class Reader:
    """Reads the words of queries against one corpus."""

    store: Store
    near_keys: NearKeys
    near_names: NearKeys
    lemmas: Lemmas
    mode: Mode = field(default="smart")
    foldings: frozenset[Folding] = frozenset(get_args(Folding))
    """What a word stands for beside the form that was typed."""
    languages: tuple[str, ...] = languages.OURS
    """What the query may be in: its words are lemmatised in each."""

    def word(self, typed: Word, *, named: bool = False) -> Leaf:
        """The leaf of one word; one of a name that the corpus has is spelt near to misprints alone."""
        form = word(0, 0, 0, typed.text, typed.text)
        found = [Reading("exact", "surface", (form.surface,), EXACT)]
        if not self.foldings:
            return Leaf((typed.text,), tuple(found))
        lemmas = self._lemmas(typed.text, form.surface) if "lemma" in self.foldings else []
        keys = dict.fromkeys((*form.keys, *map(folding.key, lemmas)))
        alike, twins = self._same_key(typed.text, form.surface, keys)
        if "lemma" in self.foldings:
            found += self._forms_of((form.surface,), "lemma", LEMMA)
            found += self._forms_of(lemmas, "lemma", OTHER_FORM)
        if "script" in self.foldings:
            if not all(key.isalpha() for key in form.keys):
                found += [Reading("script", "key", (key,), SCRIPT) for key in form.keys]
            found += [Reading("script", "surface", (term,), SCRIPT) for term in alike]
            found += self._forms_of(alike, "script", SCRIPT) if "lemma" in self.foldings else ()
            found += self._joined_and_split(typed.text, keys)
        if "near" in self.foldings:
            found += (*twins, *self._near(keys, named))
        return Leaf((typed.text,), _best(found))

    def _forms_of(self, lemmas: Sequence[str], how: How, weight: float) -> list[Reading]:
        """Readings of all forms of the lemmas, whatever lemma the corpus gives them."""
        given = [Reading(how, "lemma", (lemma,), weight) for lemma in lemmas]
        return [*given, *self._inflected(lemmas, how, weight)]

    def phrase(self, typed: Sequence[Word]) -> Leaf:
        """The leaf of words that stand side by side; of a title in quotation marks, with what it names."""
        shown = tuple(each.text for each in typed)
        return Leaf(shown, (), self._titles(typed), tuple(map(self.word, typed)), adjacent=True)

    def title(
        self, typed: Sequence[Word], *, before: Word | None = None, behind: Word | None = None
    ) -> Leaf | None:
        """The leaf of a quotation that is a name with the head beside it, or None: «Дала уалаяты» газеті."""
        whole = [*filter(None, (before, *typed, behind))]
        titles = self._titles(whole)
        if not titles:
            return None
        shown = tuple(each.text for each in whole)
        return Leaf(shown, (), titles, tuple(map(self.word, typed)), adjacent=True)

    def _titles(self, typed: Sequence[Word]) -> tuple[str, ...]:
        """The works, bodies, events and laws that all words of `typed` together are a name of."""
        return self.store.of_types(self.called(typed), _QUOTED) if "name" in self.foldings else ()

    def called(self, typed: Sequence[Word]) -> tuple[str, ...]:
        """The entities that all words of `typed` together are a name of."""
        return self._named_runs(typed).get((0, len(typed)), ())

    def names(self, typed: Sequence[Word]) -> Iterator[Leaf]:
        """The leaves of a run of words in which names and compounds are taken together, the longest first."""
        runs = self._named_runs(typed) if "name" in self.foldings else {}
        at = 0
        while at < len(typed):
            end = max((end for start, end in runs if start == at), default=at)
            if end > at:
                yield self._name(typed[at:end], runs[at, end])
            elif compound := self._compound(typed[at : at + 2]):
                yield compound
                end = at + 2
            else:
                yield self.word(typed[at])
            at = max(end, at + 1)

    def _compound(self, typed: Sequence[Word]) -> Leaf | None:
        """The leaf of two words that the corpus also writes as one (темір жол, теміржол); else None."""
        if len(typed) < 2 or "script" not in self.foldings:
            return None
        first, second = typed
        ends = self.keys(second)
        joined = dict.fromkeys(_name_keys(first.text) + end for end in ends)
        readings = tuple(Reading("script", "key", (key,), SCRIPT) for key in joined if key in self.near_keys)
        if not readings:
            return None
        return Leaf((first.text, second.text), readings, (), (self.word(first), self.word(second)))

    def _name(self, typed: Sequence[Word], entities: tuple[str, ...]) -> Leaf:
        shown = tuple(each.text for each in typed)
        others = [key.split(" ") for key in self.store.names_of(entities, _PLACED)]
        readings = [
            Reading("name", "key", tuple(keys), LEMMA)
            for keys in others
            if len(keys) <= _LONGEST_NAME and all(len(key) > 1 for key in keys)
        ]
        return Leaf(shown, tuple(readings), entities, tuple(self.word(each, named=True) for each in typed))

    def _named_runs(self, typed: Sequence[Word]) -> dict[tuple[int, int], tuple[str, ...]]:
        """The runs of words that are a name, with the entities that have it."""
        spelt: dict[str, list[tuple[int, int]]] = {}
        keys = [_name_keys(each.text) for each in typed]
        bare = [self._bare_keys(each.text) for each in typed] if "lemma" in self.foldings else keys
        for start in range(len(typed)):
            for end in range(start + 1, min(len(typed), start + _LONGEST_NAME) + 1):
                # In the nominative throughout, as typed, and with an ending on the last word alone.
                for run in (keys[start:end], bare[start:end], [*keys[start : end - 1], bare[end - 1]]):
                    spelt.setdefault(" ".join(run), []).append((start, end))
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        for key, entity in self.store.named(spelt):
            for run_at in spelt[key]:
                if entity not in found.get(run_at, ()):
                    found[run_at] = (*found.get(run_at, ()), entity)
        return found

    def keys(self, typed: Word) -> tuple[str, ...]:
        """The key of a word as it was typed, and of it without its endings."""
        bare = self._bare_keys(typed.text) if "lemma" in self.foldings else ""
        return tuple(dict.fromkeys(filter(None, (_name_keys(typed.text), bare))))

    def _bare_keys(self, text: str) -> str:
        """The keys of a word without its endings."""
        lemmas = self._lemmas(text, folding.surface(text))
        return _name_keys(lemmas[0]) if lemmas else _name_keys(text)

    def _lemmas(self, text: str, surface: str) -> list[str]:
        """What the corpus, and then the analyser, take for the lemma of a form."""
        found = [
            *self.store.lemmas(surface),
            *(folding.surface(each) for spoken in self.languages for each in self.lemmas(text, spoken)),
        ]
        return [lemma for lemma in dict.fromkeys(found) if _is_likely(lemma, surface)]

    def _inflected(self, stems: Iterable[str], how: How, weight: float) -> Iterator[Reading]:
        """The corpus's forms that are one of `stems` with endings, whatever lemma they were given."""
        for stem in stems:
            if len(stem) < _SHORTEST_STEM:
                continue
            for form in self.store.beginning(stem[: max(_SHORTEST_STEM, len(stem) - 1)], _MOST_FORMS):
                if stem in _stems(form):
                    yield Reading(how, "surface", (form,), weight)

    def _same_key(self, text: str, surface: str, keys: Iterable[str]) -> tuple[list[str], list[Reading]]:
        """The corpus's forms and lemmas of the same key: those of another script or habit, and others."""
        alike: dict[str, None] = {}
        twins: list[Reading] = []
        for key in keys:
            forms = self.store.forms(key)
            terms: list[tuple[Field, str]] = [("surface", form) for form, _ in forms]
            if "lemma" in self.foldings:
                terms += [("lemma", lemma) for lemma in self.store.lemmas_of_key(key)]
            for field_name, term in terms:
                if folding.same_habit(text, term):
                    alike[term] = None
                elif term != surface and allowed(key):
                    twins.append(Reading("near", field_name, (term,), self._near_weight(1.0)))
            if text.isascii() and "lemma" in self.foldings:
                # What a romanised form is a form of, the corpus alone knows.
                alike |= dict.fromkeys(lemma for form, lemma in forms if _is_likely(lemma, form))
        return list(alike), twins

    def _joined_and_split(self, text: str, keys: Iterable[str]) -> Iterator[Reading]:
        """A compound written apart (темір жол for теміржол), or its parts tied otherwise."""
        parts = PARTS.findall(text)
        if len(parts) > 1:
            yield Reading("script", "key", tuple(folding.key(part) for part in parts), SCRIPT)
        for key in keys:
            for cut in range(3, len(key) - 2):
                if key[:cut] in self.near_keys and key[cut:] in self.near_keys:
                    yield Reading("script", "key", (key[:cut], key[cut:]), SCRIPT)

    def _near(self, keys: Iterable[str], named: bool) -> Iterator[Reading]:
        found = any(self.near_keys.knows(key) for key in keys)
        for key in keys:
            for near in self.near_keys.near(key, but=set(keys), misprints_only=found or named):
                other_word = _OTHER_WORD if self.near_keys.knows(near.key) else 1
                yield Reading("near", "key", (near.key,), self._near_weight(near.likeness * other_word))
            for near in [] if found or named else self.near_names.near(key):
                for _, entity in self.store.named((near.key,)):
                    weight = self._near_weight(near.likeness * _OTHER_WORD)
                    yield Reading("near", "entity", (entity,), weight)

    def _near_weight(self, likeness: float) -> float:
        return likeness if self.mode == "fuzzy" else NEAR * likeness


@lru_cache(maxsize=65536)
def _stems(form: str) -> frozenset[str]:
    """What `form` is a form of by the grammar of nouns, the form itself left out."""
    return frozenset(
        analysis.stem
        for analysis in suffixes.analyses(form)
        if analysis.endings and analysis.kind != "verb" and analysis.inflected_only
    )


def _is_likely(lemma: str, form: str) -> bool:
    """Whether so much is left of a form that its lemma is no accident of cutting."""
    return len(lemma) >= _SHORTEST_STEM or 0 < len(form) <= 2 * len(lemma)


def _name_keys(text: str) -> str:
    return " ".join(key for part in PARTS.findall(text) if (key := folding.key(part)))


def _best(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings, each run of terms once, with the better of its weights."""
    best: dict[tuple[str, tuple[str, ...]], Reading] = {}
    for reading in readings:
        other = best.get((reading.field, reading.terms))
        if other is None or other.weight < reading.weight:
            best[reading.field, reading.terms] = reading
    return tuple(best.values())
