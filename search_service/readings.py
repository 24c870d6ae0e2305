"""A word or a name of a query in, the forms of the corpus and the entities that answer it out, weighted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from pipeline import folding, languages
from search_service.answers import Folding, Mode
from search_service.budget import Budget
from search_service.leaves import EXACT, LEMMA, LOOSELY, NEAR, OTHER_FORM, SCRIPT, Answers, How, Leaf, Reading
from search_service.near import NearForm, NearForms
from search_service.query_tree import Word
from search_service.relatives import relatives
from search_service.store import Store
from search_service.vocabulary import Vocabulary
from search_service.words import PARTS, word
from search_service.writings import respelt

_OTHER_WORD = 0.8
"""How much less likely a near spelling is meant that is a word of its own, than one that is no word."""
_NEAR_OTHERS = 0.5
"""What of a near spelling's weight other forms of it have: less than any that is near itself."""
_RELATED = 0.8
"""What words weigh that begin as the typed one does, if they had all letters in common."""
_LATER = 0.002
"""What a near spelling weighs less than the likelier one before it."""

_PLACED = ("PERSON", "PLACE")
"""Types of entity whose other names are looked for as words too; other names are made of common words."""
_QUOTED = ("WORK", "ORG", "EVENT", "LAW")
"""Types of entity whose own names stand in quotation marks."""
_LONGEST_NAME = 8
_SHORTEST_STEM = 3

Lemmas = Callable[[str, str], Sequence[str]]
"""All that may be the lemma of a word in a language, the likeliest first."""


@dataclass(frozen=True)
class Reader:
    """Reads the words of queries against one corpus."""

    store: Store
    vocabulary: Vocabulary
    near_forms: NearForms
    near_names: NearForms
    lemmas: Lemmas
    mode: Mode = field(default="smart")
    foldings: frozenset[Folding] = frozenset(get_args(Folding))
    """What a word stands for beside the form that was typed."""
    languages: tuple[str, ...] = languages.OURS
    """What the query may be in: its words are lemmatised in each."""
    budget: Budget = field(default_factory=Budget)
    related: bool = False
    """Whether words of one stem answer a word, as far as near spellings do."""

    def word(self, typed: Word, *, named: bool = False) -> Leaf:
        """The leaf of one word; one of a name that the corpus has is spelt near to misprints alone."""
        form = word(0, 0, 0, typed.text, typed.text)
        found = Answers()
        found.add("exact", EXACT, self.vocabulary.forms("surface", form.surface))
        lemmas = self._lemmas(typed.text, form.surface) if "lemma" in self.foldings else []
        own = tuple(dict.fromkeys((*form.keys, *folding.keys(typed.text))))
        if "lemma" in self.foldings:
            self._add_forms_of(found, form.surface, "lemma", LEMMA)
            for lemma in lemmas:
                self._add_forms_of(found, lemma, "lemma", OTHER_FORM)
        if "script" in self.foldings:
            self._add_scripts(found, typed.text, own, lemmas)
        if "near" in self.foldings and self.budget.allows(f"near spellings of {typed}"):
            self._add_near(found, (form.surface, *lemmas), self._has(typed.text, own), named)
            if self.related and self.budget.allows(f"words related to {typed}"):
                self._add_related(found, form.surface)
        return Leaf((typed.text,), found.readings())

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

    def nearly_called(self, typed: Sequence[Word], type_: str) -> tuple[Reading, ...]:
        """The readings of a single word that is spelt almost like the name of entities of a type."""
        found = Answers()
        if len(typed) == 1 and "near" in self.foldings and self.budget.allows(f"names near to {typed[0]}"):
            surface = folding.surface(typed[0].text)
            for near in (self.near_names, self.near_forms):
                self._add_near_names(found, near.near(surface), (type_,))
        return found.readings()

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
        found = Answers()
        for end in self.keys(second):
            found.add("script", SCRIPT, self.vocabulary.forms("key", _name_keys(first.text) + end))
        if not found:
            return None
        return Leaf((first.text, second.text), found.readings(), (), (self.word(first), self.word(second)))

    def _name(self, typed: Sequence[Word], entities: tuple[str, ...]) -> Leaf:
        shown = tuple(each.text for each in typed)
        found = Answers()
        for name in self.store.names_of(entities, _PLACED):
            keys = name.split(" ")
            if len(keys) <= _LONGEST_NAME and all(len(key) > 1 for key in keys):
                found.add_run("name", LEMMA, [self.vocabulary.forms("key", key) for key in keys])
        known = self.store.named_entities(entities).values()
        spelt = {part for _, _, names in known for name in names.values() for part in PARTS.findall(name)}
        parts = tuple(self.word(each, named=self._is_spelt(each.text, spelt)) for each in typed)
        return Leaf(shown, found.readings(), entities, parts)

    def _is_spelt(self, text: str, names: Collection[str]) -> bool:
        """Whether a word is one of `names`, perhaps with an ending; one of the same key may be a slip."""
        words = (text, *self._lemmas(text, folding.surface(text)))
        return any(folding.same_habit(word, name) for word in words for name in names)

    def _named_runs(self, typed: Sequence[Word]) -> dict[tuple[int, int], tuple[str, ...]]:
        """The runs of words that are a name, with the entities that have it."""
        spelt: dict[str, list[tuple[int, int]]] = {}
        keys = [_name_keys(each.text) for each in typed]
        bare = [self._bare_keys(each.text) for each in typed] if "lemma" in self.foldings else keys
        others = [_padded(folding.keys(each.text)) for each in typed]
        for start in range(len(typed)):
            for end in range(start + 1, min(len(typed), start + _LONGEST_NAME) + 1):
                # In the nominative throughout, as typed, and with an ending on the last word alone.
                runs = [keys[start:end], bare[start:end], [*keys[start : end - 1], bare[end - 1]]]
                # One habit of spelling is kept throughout a name: Tokhtamysh Khan.
                runs += map(list, zip(*others[start:end], strict=True))
                for run in dict.fromkeys(map(" ".join, runs)):
                    spelt.setdefault(run, []).append((start, end))
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
        surface = folding.surface(text)
        spelt = respelt(text, self._having) if self._in_other_letters(text, surface) else {}
        lemmas = [lemma for each in spelt for lemma in self._lemmas(each, each)]
        lemmas = lemmas or self._lemmas(text, surface)
        return _name_keys(lemmas[0]) if lemmas else _name_keys(text)

    def _in_other_letters(self, text: str, surface: str) -> bool:
        """Whether a word, which the corpus lacks as it was typed, may spell others that it has."""
        return "script" in self.foldings and not self.store.lemmas(surface)

    def _lemmas(self, text: str, surface: str) -> list[str]:
        """What the corpus, and then the analyser, take for the lemma of a form."""
        found = [
            *self.store.lemmas(surface),
            *(folding.surface(each) for spoken in self.languages for each in self.lemmas(text, spoken)),
        ]
        return [lemma for lemma in dict.fromkeys(found) if _is_likely(lemma, surface)]

    def _add_forms_of(self, found: Answers, lemma: str, how: How, weight: float) -> None:
        """Take in all forms of a lemma, and what is one of it with endings, whatever its lemma here."""
        found.add(how, weight, self.vocabulary.forms("lemma", lemma))
        if len(lemma) >= _SHORTEST_STEM and self.budget.allows(f"inflected forms of {lemma}"):
            found.add(how, weight, self.vocabulary.inflected(lemma))

    def _add_scripts(self, found: Answers, typed: str, own: Sequence[str], lemmas: Sequence[str]) -> None:
        """Take in what a word, with its `own` keys, and its lemmas are in another script or habit."""
        if not all(key.isalpha() for key in own):
            for key in own:
                found.add("script", SCRIPT, self.vocabulary.forms("key", key))
        for term, closeness in respelt(typed, self._having).items():
            if "lemma" not in self.foldings and folding.key(term) not in own:
                continue
            weight = LOOSELY + (SCRIPT - LOOSELY) * closeness
            found.add("script", weight, self.vocabulary.forms("surface", term))
            for lemma in (term, *self._lemmas(term, term)) if "lemma" in self.foldings else ():
                self._add_forms_of(found, lemma, "script", weight)
        for run in self._joined_and_split(typed, (*own, *map(folding.key, lemmas))):
            found.add_run("script", SCRIPT, [self.vocabulary.forms("key", key) for key in run])

    def _has(self, typed: str, keys: Iterable[str]) -> list[int]:
        """The forms of the corpus that are the word as it was typed, in any script or habit, or have it for
        their lemma.
        """
        surfaces = {
            each: self.vocabulary.surface(each) for key in keys for each in self.vocabulary.forms("key", key)
        }
        alike = {surface for surface in set(surfaces.values()) if folding.same_habit(typed, surface)}
        lemma = self.vocabulary.forms("lemma", folding.surface(typed))
        return [*lemma, *(form for form, surface in surfaces.items() if surface in alike)]

    def _having(self, key: str) -> list[str]:
        """The corpus's forms that have the key, and the lemmas."""
        forms = [self.vocabulary.surface(form) for form in self.vocabulary.forms("key", key)]
        return forms + (self.store.lemmas_of_key(key) if "lemma" in self.foldings else [])

    def _joined_and_split(self, text: str, keys: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """A compound written apart (темір жол for теміржол), or its parts tied otherwise."""
        parts = PARTS.findall(text)
        if len(parts) > 1:
            yield tuple(folding.key(part) for part in parts)
        halves = [(key[:cut], key[cut:]) for key in dict.fromkeys(keys) for cut in range(3, len(key) - 2)]
        held = self.vocabulary.having(half for both in halves for half in both) if halves else ()
        yield from (both for both in halves if both[0] in held and both[1] in held)

    def _add_near(self, found: Answers, words: Sequence[str], has: Sequence[int], named: bool) -> None:
        """Take in near spellings of the first of `words`, which are a word and its lemmas.

        Where the corpus `has` the word, in any script, and it is known, no others are meant that are words of
        their own.
        """
        right = named or self.vocabulary.known(has)
        if right and self.related:
            # A question finds more than enough by its other words.
            return
        near_forms = self.near_forms.near(words[0], closely=bool(has), misprints_only=right)
        spelt = self.vocabulary.spelt([near.form for near in near_forms])
        for rank, near in enumerate(near_forms):
            weight = self._near_weight(near.likeness) * (1 - _LATER * rank)
            same, others = spelt[near.form]
            if not right and near.distance == near_forms[0].distance:
                lemmas = {self.vocabulary.lemma(form) for form in same}
                for lemma in sorted(lemmas - {near.form}):
                    others += self.vocabulary.forms("lemma", lemma)
            for forms, part in ((same, 1.0), (others, _NEAR_OTHERS)):
                found.add("near", weight * part, forms, distance=near.distance, spelling=rank + 1)
        for form in () if right else dict.fromkeys(words):
            self._add_near_names(found, self.near_names.near(form), _PLACED)

    def _add_near_names(self, found: Answers, names: Iterable[NearForm], types: Sequence[str]) -> None:
        """Take in the entities of some types that have one of the names."""
        for name in names:
            weight = self._near_weight(name.likeness * _OTHER_WORD)
            entities = tuple(entity for _, entity in self.store.named((folding.key(name.form),)))
            for entity in self.store.of_types(entities, types):
                found.add_named("near", weight, entity, distance=name.distance)

    def _add_related(self, found: Answers, surface: str) -> None:
        """Take in words that begin as the word does, which may be derived from it, or it from them."""
        for part, forms in relatives(surface, self.store.index).items():
            found.add("near", self._near_weight(_RELATED * part), forms)

    def _near_weight(self, likeness: float) -> float:
        return likeness if self.mode == "fuzzy" else NEAR * likeness


def _is_likely(lemma: str, form: str) -> bool:
    """Whether so much is left of a form that its lemma is no accident of cutting."""
    return len(lemma) >= _SHORTEST_STEM or 0 < len(form) <= 2 * len(lemma)


def _padded(keys: tuple[str, ...]) -> tuple[str, ...]:
    """As many keys of a word as any may have, the first in place of those that it lacks."""
    return (*keys, *(keys[:1] or ("",)) * (folding.MOST_KEYS - len(keys)))


def _name_keys(text: str) -> str:
    return " ".join(key for part in PARTS.findall(text) if (key := folding.key(part)))
