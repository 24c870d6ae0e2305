"""Words in, what their letters, tables and dictionaries say for and against each language out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import lexicon, roman, vocabulary
from pipeline.letters import CYRILLIC, KAZAKH_ONLY, LONGEST_WORD
from pipeline.tables import problem, rows

ALPHABETS = "alphabets.tsv"
TELLING = "telling_words.tsv"
OURS = ("kk", "ru")

LOST_LETTERS = (
    str.maketrans("әғқңөұүһі", "агкноууии"),
    str.maketrans("әғқңөұүһ", "агкноуух"),
)
"""What the Kazakh letters become where a font or a typist had none of them; і also stays, or is a Latin i."""

FREQUENT = 2.0
SPELT = 1.0
"""What a frequent word of a language says for it, and a word that only some alphabets can spell."""

REMEMBERED = 65_536
_SHORTEST = 3
"""Letters of a word that is looked up in a dictionary."""

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words of a text say, in points by language.

    `scores` is of all common words, `frequent` counts the frequent ones alone; `names` is of the words with
    a capital, which may be names and so of any language; `common` counts the words without one.
    """

    scores: Mapping[str, float]
    frequent: Mapping[str, int]
    names: Mapping[str, float]
    common: int

    def score(self, language: str) -> float:
        """The points of one language; 0 where nothing speaks for or against it."""
        return self.scores.get(language, 0.0)

    def of_ours(self) -> float:
        """The points of Kazakh or of Russian, whichever has more."""
        return max(map(self.score, OURS))


def evidence(words: Mapping[str, int]) -> Evidence:
    """What the words, as printed, with how often each is there, say together."""
    scores: Counter[str] = Counter()
    frequent: Counter[str] = Counter()
    names: Counter[str] = Counter()
    common = 0
    words = {word: number for word, number in words.items() if not _is_numeral(word)}
    shouted = all(word.isupper() for word in words)
    for word, number in words.items():
        named = word[0].isupper() and not shouted
        points = names if named and len(word) > 1 else scores
        common += 0 if named else number
        # A lone capital is an initial, a number or a letter of a list.
        for language, weight, is_frequent in _votes(word.casefold()) if len(word) > 1 or not named else ():
            if is_frequent:
                # However it is written, no name is spelt like a frequent word.
                scores[language] += weight * number  # type: ignore[assignment]
                frequent[language] += number
            else:
                points[language] += weight * number  # type: ignore[assignment]
    return Evidence(scores, frequent, names, common)


def _is_numeral(word: str) -> bool:
    """Whether the word is a Roman numeral, in whatever letters."""
    return word.isupper() and roman.value(word) is not None


@lru_cache(REMEMBERED)
def _votes(word: str) -> tuple[tuple[str, float, bool], ...]:
    """(language, points, whether it is a frequent word there) of `word`, in lower case."""
    if len(word) > LONGEST_WORD:
        return ()
    if CYRILLIC.search(word):
        # A Latin i among Cyrillic letters is what was typed for the Kazakh or Ukrainian one.
        word = word.replace("i", "і")
    at_home = _telling().get(word, frozenset())
    found = [(language, FREQUENT, True) for language in sorted(at_home)]
    letters = frozenset(word)
    for language, (adds, lacks) in _alphabets().items():
        foreign = letters - _RUSSIAN
        if letters & lacks or (foreign & _cyrillic_letters()) - adds:
            found.append((language, -SPELT, False))
        elif foreign & adds and language not in at_home:
            found.append((language, SPELT, False))
    return tuple(found)


def dictionary_points(words: Iterable[str]) -> dict[str, float]:
    """For Kazakh and Russian, how many of the words the dictionary of that language alone knows."""
    points = dict.fromkeys(OURS, 0.0)
    for word in words:
        for language in _known_by(word.casefold()):
            points[language] += 0.5 if word[0].isupper() else 1.0
    return points


@lru_cache(REMEMBERED)
def _known_by(word: str) -> tuple[str, ...]:
    """The one of our languages whose dictionary alone knows `word`, in lower case; else none."""
    if not _SHORTEST <= len(word) <= LONGEST_WORD or not CYRILLIC.search(word):
        return ()
    if not KAZAKH_ONLY.isdisjoint(word):
        return ("kk",)
    words = lexicon.load()
    known = tuple(language for language in OURS if words.knows(word, language))
    return known if len(known) == 1 else ()


@cache
def _telling() -> dict[str, frozenset[str]]:
    """The languages of each frequent word; a Kazakh one is also there as typed without Kazakh letters."""
    found: dict[str, set[str]] = {}
    for language, word in _frequent_words():
        spellings = {word}
        if language == "kk":
            spellings.update(word.translate(table) for table in LOST_LETTERS)
        for spelling in spellings:
            found.setdefault(spelling, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def _frequent_words() -> Iterator[tuple[str, str]]:
    """Yield the words of both tables with their languages."""
    for language in OURS:
        for word in vocabulary.function_words(language):
            yield language, word
    for number, row in rows(TELLING, "language", "words"):
        if row["words"] != row["words"].casefold() or not row["language"]:
            raise problem(TELLING, number, "give a language and words in lower case")
        for word in row["words"].split():
            yield row["language"], word


@cache
def _alphabets() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The letters that each Cyrillic alphabet adds to the Russian one, and those that it lacks."""
    found = {}
    for number, row in rows(ALPHABETS, "language", "adds", "lacks", "why"):
        adds, lacks = frozenset(row["adds"]), frozenset(row["lacks"])
        if row["language"] in found or adds & _RUSSIAN or lacks - _RUSSIAN:
            raise problem(ALPHABETS, number, "one row a language; adds no Russian letter and lacks only such")
        found[row["language"]] = adds, lacks
    return found


@cache
def _cyrillic_letters() -> frozenset[str]:
    """The letters of all the alphabets that Russian has not."""
    return frozenset().union(*(adds for adds, _ in _alphabets().values()))


WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str, start: int = 0, end: int | None = None) -> Counter[str]:
    """The runs of letters of text[start:end], as printed, and how often each is there."""
    return Counter(WORD.findall(text, start, len(text) if end is None else end))
