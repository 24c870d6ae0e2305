"""The names of the knowledge table in, the names that begin at a word of a text out: one walk, no search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from pipeline import folding, roman, suffixes
from pipeline.knowledge import Entry, Knowledge
from pipeline.names import declension
from pipeline.names.parts import is_particle
from pipeline.names.running_words import Word
from pipeline.names.written_forms import (
    ANY_INITIAL,
    FULL_SURNAME,
    ONLY_KAZAKH,
    PATRONYMIC,
    PERSONS,
    SURNAME,
    WOMANS_SURNAME,
    Name,
    initial_of,
    person_names,
    person_words,
    plain_names,
    surname_forms,
    surname_root,
    takes_ending,
    womans_surname_forms,
)
from pipeline.tables import rows

_LONGEST_ENDING = 14
_SHORTEST_NOISY = 4
_BEGUN = 2
"""Letters of a key that a word's first letters settle, whatever follows."""
_SHORTEST_MISSPELT = 8
_DOUBLED = re.compile(r"(.)\1+")
_SOFTENED = {"ғ": "қ", "г": "к", "б": "п"}
_LANGUAGE_USE = ("ша", "ше")
_RUSSIAN_CLUSTER = ("ск", "цк")
"""Kazakh breaks up these ends of a Russian name before an ending: Перовскіде."""

_MOST_WRONG = 2


class Reading(NamedTuple):
    """What a printed word may be: a word of a name, bare or with an ending of `language` ("" when bare).

    `noisy` readings differ from the name by a lost mark or one letter.
    """

    word: str
    language: str
    noisy: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """`name` stands at words[first:last], `inflected` with a Kazakh ending, `russian` with a Russian one."""

    name: Name
    first: int
    last: int
    inflected: bool
    russian: bool
    noisy: bool


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Every name as a path of words, and every form of a word with the words of names that it may be.

    `people` are the persons by the words that begin their names; their paths are made when first asked for.
    `peoples` are the words that name one, `begun` how their keys begin; `plain` are the words that by
    themselves name something else than a person; `small` those that may be printed without a capital.
    `language` is that of the texts.
    """

    paths: dict[str, Any]
    people: dict[str, list[Entry]]
    kazakh: dict[str, tuple[str, ...]]
    russian: dict[str, tuple[str, ...]]
    by_key: dict[str, tuple[str, ...]]
    by_deletion: dict[str, tuple[str, ...]]
    peoples: frozenset[str]
    begun: frozenset[str]
    plain: frozenset[str]
    small: frozenset[str]
    language: str
    _cache: dict[tuple[str, bool], tuple[Reading, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def matches(self, text: str, words: Sequence[Word], first: int) -> Iterator[Match]:
        """Yield every name that begins at words[first]."""
        pending: list[tuple[dict[str, Any] | None, int, bool]] = [(None, first, False)]
        while pending:
            node, at, noisy = pending.pop()
            if at >= len(words):
                continue
            readings = self._readings_at(text, words[at])
            if node is not None and is_particle(words[at].text):
                pending.append((node, at + 1, noisy))
            if node is not None and not any(reading.word in node for reading in readings):
                readings = (*readings, *_misspelt(words[at], node))
            for reading in readings:
                following = self._begun(reading.word) if node is None else node.get(reading.word)
                if following is None:
                    continue
                rough = noisy or reading.noisy
                for name in following.get("", ()):
                    if self._stands(text, name, words, first, at + 1, reading):
                        yield Match(
                            name, first, at + 1, reading.language == "kk", reading.language == "ru", rough
                        )
                # In a Kazakh name only the last word takes endings.
                if reading.language != "kk":
                    pending.append((following, at + 1, rough))

    def _begun(self, word: str) -> dict[str, Any] | None:
        """The paths of the names that `word` begins."""
        people = self.people.get(word)
        if people:
            for entry in people:
                for name in person_names(entry):
                    if name.words[0] == word:
                        _insert(self.paths, name)
            self.people.pop(word, None)
        return self.paths.get(word)

    def readings(self, word: str, *, capital: bool) -> tuple[Reading, ...]:
        """What the word may be; noise is allowed for in long words with a capital and in names of peoples."""
        folded = word.casefold()
        known = self._cache.get((folded, capital))
        if known is None:
            known = self._exact(folded, capital=capital) or self._noisy(folded, capital=capital)
            if len(self._cache) < 200_000:
                self._cache[folded, capital] = known
        return known

    def _readings_at(self, text: str, word: Word) -> tuple[Reading, ...]:
        """What `word` of `text` may be, numerals, initials and patronymics included."""
        readings = self.readings(word.text, capital=word.capital)
        if not word.capital:
            return readings
        others = []
        number = roman.value(word.text)
        if number:
            others.append(f"#{number}")
        if len(word.text) == 1 and text[word.end : word.end + 1] == ".":
            others += (initial_of(word.folded), ANY_INITIAL)
        elif is_patronymic(word.folded):
            others.append(PATRONYMIC)
        return (*readings, *(Reading(other, "") for other in others))

    def _exact(self, word: str, *, capital: bool) -> tuple[Reading, ...]:
        found = dict.fromkeys(Reading(name, "") for name in self.kazakh.get(word, ()))
        for name in self.russian.get(word, ()):
            if Reading(name, "") not in found:
                found[Reading(name, "ru")] = None
        if self.language == "ru" and ONLY_KAZAKH.isdisjoint(word):
            # In a Russian text only a word with a letter of its own can be a Kazakh one with an ending.
            return tuple(found)
        for length in range(1, min(_LONGEST_ENDING, len(word) - 2) + 1):
            stem, ending = word[:-length], word[-length:]
            for whole in (stem, stem[:-1] + _SOFTENED.get(stem[-1], "")):
                for name in self.kazakh.get(whole, ()):
                    # Asking about the ending takes time, and most words of a text are no capitalised name.
                    if (capital or name in self.small) and self._takes(whole, ending, word):
                        found.setdefault(Reading(name, "kk"))
        return tuple(found)

    def _takes(self, stem: str, ending: str, word: str) -> bool:
        if ending in _LANGUAGE_USE and stem in self.peoples:
            return True
        if word.startswith(stem):
            return takes_ending(stem, ending)
        return any(cut.stem == stem and cut.inflected_only for cut in suffixes.analyses(word))

    def _noisy(self, word: str, *, capital: bool) -> tuple[Reading, ...]:
        """The readings of `word` with one lost mark, doubled letter or wrong letter mended."""
        found: dict[Reading, None] = {}
        # Nearly every word in small letters begins as no people does, and need not be looked for.
        begun = noise_key(word[: _SHORTEST_NOISY + 1])[:_BEGUN]
        if not capital and len(begun) == _BEGUN and begun not in self.begun:
            return ()
        for length in range(min(_LONGEST_ENDING, max(0, len(word) - _SHORTEST_NOISY)) + 1):
            stem, ending = word[: len(word) - length], word[len(word) - length :]
            if len(stem) < (_SHORTEST_NOISY if capital else _SHORTEST_NOISY + 1):
                break
            for form in self._alike(stem, capital=capital):
                if not ending or takes_ending(form, ending):
                    language = "kk" if ending else ""
                    found.update((Reading(name, language, True), None) for name in self.kazakh.get(form, ()))
            if found:
                break
        return tuple(found)

    def _alike(self, stem: str, *, capital: bool) -> Iterator[str]:
        alike = noise_key(stem)
        for form in self.by_key.get(alike, ()):
            if capital or form in self.peoples:
                yield form
        if capital and len(alike) >= _SHORTEST_MISSPELT:
            candidates = {
                form for part in (alike, *_deletions(alike)) for form in self.by_deletion.get(part, ())
            }
            for form in sorted(candidates):
                if OSA.distance(noise_key(form), alike, score_cutoff=1) <= 1:
                    yield form

    def _stands(
        self, text: str, name: Name, words: Sequence[Word], first: int, last: int, reading: Reading
    ) -> bool:
        """Whether the capitals, the marks between the words and the language of the ending suit `name`."""
        if (reading.language == "kk" and not name.kazakh) or (reading.language == "ru" and not name.russian):
            return False
        part = words[first:last]
        if name.capital == "first" and not (part[0].capital or part[0].text[0].isdigit()):
            return False
        if name.capital == "all":
            if not all(word.capital or is_particle(word.text) for word in part):
                return False
        elif len(part) > len(name.words):
            return False
        for word, before, mark in zip(part[1:], part, name.marks[1:], strict=False):
            initial = len(before.text) == 1 and word.gap.startswith(".")
            gap = word.gap[1:] if initial else word.gap
            if "\n\n" in gap or gap.strip(" \u00a0\n") not in ("", "-", "–", "—", "\u2010", "\u2011", mark):
                return False
            if not word.gap:
                return False
        return True


def noise_key(word: str) -> str:
    """The key that words share which differ by lost marks and doubled letters."""
    return _DOUBLED.sub(r"\1", folding.key(word))


def is_patronymic(word: str) -> bool:
    """Whether `word`, in lower case, is a patronymic, in any Russian case."""
    return any(
        word.endswith(ending) or word[:-1].endswith(ending) or word[:-2].endswith(ending)
        for ending in _patronymics()
    )


def _misspelt(word: Word, node: dict[str, Any]) -> Iterator[Reading]:
    """Yield the long words that go on a name begun, and of which `word` is a misspelling."""
    if not word.capital or len(word.text) < _SHORTEST_MISSPELT:
        return
    alike = noise_key(word.folded)
    # A copy, since another thread may just be adding to the paths.
    for following in list(node):
        if len(following) >= _SHORTEST_MISSPELT and following[0] not in "*#":
            if OSA.distance(noise_key(following), alike, score_cutoff=_MOST_WRONG) <= _MOST_WRONG:
                yield Reading(following, "", True)


@lru_cache(maxsize=1)
def _patronymics() -> tuple[str, ...]:
    return tuple(row["ending"] for _, row in rows("patronymics.tsv", "ending"))


@lru_cache(maxsize=4)
def index(knowledge: Knowledge, language: str) -> NameIndex:
    """The index of all names of `knowledge` for texts in `language`; only that of "ru" has Russian cases."""
    paths: dict[str, Any] = {}
    people: dict[str, list[Entry]] = {}
    # Each word once, and whether it declines in Russian too.
    used: dict[str, bool] = {}
    peoples: set[str] = set()
    plain: set[str] = set()
    small: set[str] = set()
    for entry in knowledge:
        for name in plain_names(entry):
            _insert(paths, name)
            for word in name.words:
                used[word] = used.get(word, False) or name.russian
            small.update(name.words if name.capital == "none" else name.words[1:])
            if entry.type != "PERSON" and len(name.words) == 1 and not name.needs:
                plain.update(name.words)
            if entry.type == "NORP":
                peoples.update(name.words)
        if entry.kind in PERSONS:
            begins, inside = person_words(entry)
            used.update(dict.fromkeys(inside, True))
            for word in begins:
                people.setdefault(word, []).append(entry)
    kazakh: dict[str, dict[str, None]] = {}
    russian: dict[str, dict[str, None]] = {}
    for word, declines in used.items():
        for form, meant in _forms(word):
            kazakh.setdefault(form, {})[meant] = None
            if language == "ru" and declines and ONLY_KAZAKH.isdisjoint(form):
                for russian_form in declension.forms(form):
                    russian.setdefault(russian_form, {})[meant] = None
    by_key, by_deletion = _noise(kazakh)
    return NameIndex(
        paths,
        people,
        {form: tuple(meant) for form, meant in kazakh.items()},
        {form: tuple(meant) for form, meant in russian.items()},
        by_key,
        by_deletion,
        frozenset(peoples),
        frozenset(alike[:_BEGUN] for alike, forms in by_key.items() if not peoples.isdisjoint(forms)),
        frozenset(plain),
        frozenset(small),
        language,
    )


def _insert(paths: dict[str, Any], name: Name) -> None:
    node = paths
    for word in name.words:
        node = node.setdefault(word, {})
    alike = node.setdefault("", [])
    if name not in alike:
        alike.append(name)


def _forms(word: str) -> Iterator[tuple[str, str]]:
    """Yield (printed form, word of a name) for what is printed where a name has `word`."""
    if word.startswith(SURNAME):
        root = word.removeprefix(SURNAME)
        for form in surname_forms(root):
            yield form, word
    elif word.startswith(FULL_SURNAME):
        root = word.removeprefix(FULL_SURNAME)
        for form in surname_forms(root):
            if surname_root(form) != form:
                yield form, word
    elif word.startswith(WOMANS_SURNAME):
        for form in womans_surname_forms(word.removeprefix(WOMANS_SURNAME)):
            yield form, word
    elif word[0] not in "#*" and not word.endswith("."):
        yield word, word
        if word.endswith(_RUSSIAN_CLUSTER):
            yield word + "і", word


def _noise(
    forms: dict[str, dict[str, None]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    by_key: dict[str, list[str]] = {}
    by_deletion: dict[str, list[str]] = {}
    for form in forms:
        if len(form) < _SHORTEST_NOISY or not form.isalpha():
            continue
        alike = noise_key(form)
        by_key.setdefault(alike, []).append(form)
        if len(alike) >= _SHORTEST_MISSPELT:
            for part in (alike, *_deletions(alike)):
                by_deletion.setdefault(part, []).append(form)
    return (
        {alike: tuple(found) for alike, found in by_key.items()},
        {part: tuple(dict.fromkeys(found)) for part, found in by_deletion.items()},
    )


def _deletions(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
