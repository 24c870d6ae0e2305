"""A word in, what is known of it out: is it a word, how often was it met, how natural is its spelling."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from pipeline import suffixes
from pipeline.tables import rows

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

CYRILLIC = re.compile(r"[а-яёА-ЯЁ]+(?:-[а-яёА-ЯЁ]+)*")
NAMES = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn"})
"""Marks of names of people, places and organisations in the Russian dictionary."""

ALL_NAMES = NAMES | {"Trad", "Abbr"}
"""These, and the marks of trade marks and abbreviations."""

ORDER = 5
WORD_START = "^"
WORD_END = "$"
SHORTEST_STEM = 3
OFTEN = 2
"""A word met bare that is shorter or rarer is too weak a ground for all that could be made of it."""

LISTED = (2, 4)
"""A stem of the table counts as one annotated twice and met with four endings."""

NO_STEM = (0, 0)
NEVER = (0, 0, 0)
UNSEEN_LETTER = -12.0
"""Log-probability of a character that the training texts lack."""

REMEMBERED = 16_384
"""Russian words that the dictionary is not asked for again: several stages ask, and it is slow."""


class Evidence(NamedTuple):
    """In how many tokens a stem was annotated, with how many endings and how often bare it was met."""

    annotated: int
    endings: int
    bare: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word counts, stems and a character model, learnt by scripts/train_lexicon.py.

    `counts` says of a form, in lower case, how often it was met, of these inside a sentence with a
    capital, and without one; `stems` says of a stem and its kind what Evidence does;
    `listed` are the stems of stems.tsv, which are no names.
    """

    counts: dict[str, tuple[int, int, int]]
    stems: dict[str, dict[str, tuple[int, int]]]
    listed: frozenset[str]
    probability: dict[str, float]
    back_off: dict[str, float]

    def knows(self, word: str, language: str = "kk") -> bool:
        """Whether `word`, in any case, is attested or is a known stem with a valid chain of endings.

        A hyphenated word is known when its parts are. In Russian the dictionary of pymorphy3 decides.
        """
        folded = word.casefold()
        if language == "ru":
            return bool(folded) and is_russian(folded)
        if folded in self.counts:
            return True
        if "-" in folded.strip("-"):
            return all(self.knows(part) for part in folded.split("-") if part)
        return any(self.has_stem(analysis) for analysis in suffixes.analyses(folded) if analysis.endings)

    def has_stem(self, analysis: suffixes.Analysis) -> bool:
        """Whether the stem of `analysis` is a known one of its kind; a word met bare takes noun endings."""
        stem, kind = analysis.stem, analysis.kind
        if ("verb" if kind == "verb" else "noun") in self.stems.get(stem, ()):
            return True
        return kind == "noun" and len(stem) >= SHORTEST_STEM and self.frequency(stem) >= OFTEN

    def frequency(self, word: str) -> int:
        """How often the form, case aside, occurs in the training texts."""
        return self.counts.get(word.casefold(), NEVER)[0]

    def evidence(self, stem: str, kind: str) -> Evidence:
        """What the training texts say of `stem`, in lower case, as a noun or a verb."""
        return Evidence(*self.stems.get(stem, {}).get(kind, NO_STEM), self.frequency(stem))

    def name_share(self, *forms: str) -> float | None:
        """The share of capitals of `forms` together inside sentences; None if they were not met there."""
        met = [self.counts.get(form.casefold(), NEVER) for form in forms]
        capital, small = sum(count[1] for count in met), sum(count[2] for count in met)
        return capital / (capital + small) if capital + small else None

    def naturalness(self, word: str) -> float:
        """The mean natural log-probability of a character of `word` as a Kazakh word (0 for "")."""
        if not word:
            return 0.0
        padded = WORD_START * (ORDER - 1) + word.casefold() + WORD_END
        total = sum(
            self._log_probability(padded[end - ORDER + 1 : end + 1]) for end in range(ORDER - 1, len(padded))
        )
        return total / (len(padded) - ORDER + 1)

    def ending(self, word: str) -> float:
        """The natural log-probability that a Kazakh word ends after the last letters of `word`."""
        return self._log_probability((WORD_START * ORDER + word.casefold())[1 - ORDER :] + WORD_END)

    def _log_probability(self, gram: str) -> float:
        """The log-probability of the last character of `gram` after the others (Witten-Bell back-off)."""
        weight = 0.0
        while gram:
            if gram in self.probability:
                return weight + self.probability[gram]
            weight += self.back_off.get(gram[:-1], 0.0)
            gram = gram[1:]
        return weight + UNSEEN_LETTER


@cache
def listed_stems() -> frozenset[tuple[str, str]]:
    """The (stem, kind) pairs of stems.tsv."""
    table = rows("stems.tsv", "kind", "stems", "why")
    return frozenset((stem, row["kind"]) for _, row in table for stem in row["stems"].split())


@cache
def load() -> Lexicon:
    """The lexicon of the package, read once."""
    models = files("pipeline") / "models"
    counts: dict[str, tuple[int, int, int]] = {}
    table = gzip.decompress((models / "words.tsv.gz").read_bytes()).decode("utf-8")
    for line in table.splitlines():
        word, number, capital, small = line.split("\t")
        counts[word] = int(number), int(capital), int(small)
    characters = json.loads(gzip.decompress((models / "characters.json.gz").read_bytes()))
    stems: dict[str, dict[str, tuple[int, int]]] = {}
    for line in gzip.decompress((models / "stems.tsv.gz").read_bytes()).decode("utf-8").splitlines():
        stem, kind, annotated, endings = line.split("\t")
        stems.setdefault(stem, {})[kind] = int(annotated), int(endings)
    for stem, kind in listed_stems():
        kinds = stems.setdefault(stem, {})
        kinds[kind] = max(kinds.get(kind, NO_STEM), LISTED)
    common = frozenset(stem for stem, _ in listed_stems())
    return Lexicon(counts, stems, common, characters["probability"], characters["back_off"])


@cache
def russian_words() -> MorphAnalyzer:
    """The Russian dictionary, opened once."""
    # Not at the head of the file: Kazakh alone does not need it, and it takes a third of a second.
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=REMEMBERED)
def is_russian(form: str) -> bool:
    """Whether the Russian dictionary has `form`, in lower case."""
    return bool(russian_words().word_is_known(form))


@lru_cache(maxsize=REMEMBERED)
def russian_parses(word: str) -> tuple[Parse, ...]:
    """What `word` can be in Russian, likeliest first; none for what has other letters than Russian."""
    # The guesser looks up the Unicode name of each letter, and fails at one that has none.
    return tuple(russian_words().parse(word)) if CYRILLIC.fullmatch(word) else ()
