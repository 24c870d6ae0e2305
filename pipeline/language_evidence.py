"""Words in, what their letters, tables and dictionaries say for and against each language out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import folding, lexicon, roman, vocabulary
from pipeline.letters import CYRILLIC, LONGEST_WORD
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
LOST = 1.0
SPELT = 1.0
"""What a frequent word of a language says for it, one that may have lost its Kazakh letters, and a word that
only some alphabets can spell, that has the signs of a language, or that one dictionary alone knows."""

NAMED = 0.5
"""The same of a word with a capital, which may be a name."""

WORD = re.compile(r"[^\W\d_]{2,}|[^\W\d_](?![.)\d])")
"""A word; a lone letter before a dot, a bracket or a figure is an initial, an abbreviation or a number."""

REMEMBERED = 65_536
FEW_UNKNOWN = 2
"""Words that no dictionary of ours knows: one may be an error or a rare word."""

FEW_TRANSLITERATED = 2
"""Different frequent words that tell Kazakh in Latin or Arabic letters; one may be a chance likeness."""

_SHORTEST = 3
"""Letters of a word that is looked up in a dictionary."""

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters that an alphabet adds to the Russian one, those that it lacks, and signs of it."""

    adds: frozenset[str]
    lacks: frozenset[str]
    signs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words of a text say, in points by language.

    `scores` is of all common words, `frequent` counts the different frequent ones; `names` is of the words
    with a capital, which may be names and so of any language; `common` counts the words without one.
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
    scores: defaultdict[str, float] = defaultdict(float)
    frequent: Counter[str] = Counter()
    names: defaultdict[str, float] = defaultdict(float)
    # Most words of a text misfit the same few alphabets: these are counted together.
    misfits: Counter[tuple[bool, frozenset[str]]] = Counter()
    common = 0
    words = {word: number for word, number in words.items() if not _is_numeral(word)}
    shouted = all(word.isupper() for word in words)
    for word, number in words.items():
        named = word[0].isupper() and not shouted
        common += 0 if named else number
        at_home, speakers, strangers = _votes(word.casefold())
        for language, weight in at_home:
            # However it is written, no name is spelt like a frequent word.
            scores[language] += weight * number
            frequent[language] += 1
        for language in speakers:
            (names if named else scores)[language] += SPELT * number
        misfits[named, strangers] += number
    for (named, strangers), number in misfits.items():
        for language in strangers:
            (names if named else scores)[language] -= SPELT * number
    return Evidence(scores, frequent, names, common)


def _is_numeral(word: str) -> bool:
    """Whether the word is a Roman numeral, in whatever letters."""
    return word.isupper() and roman.value(word) is not None


@lru_cache(REMEMBERED)
def _votes(word: str) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...], frozenset[str]]:
    """Of `word`, in lower case: where it is frequent, with its weight; who else can spell it; who cannot."""
    if len(word) > LONGEST_WORD:
        return (), (), frozenset()
    if CYRILLIC.search(word):
        # A Latin i among Cyrillic letters is what was typed for the Kazakh or Ukrainian one.
        word = word.replace("i", "і")
    at_home = _telling().get(word, {})
    spellers, strangers = _spelling(_telling_letters().intersection(word))
    speakers = [language for language in spellers if language not in at_home]
    if _any_sign().search(word):
        signs = ((language, alphabet.signs) for language, alphabet in _alphabets().items())
        signed = {language for language, pattern in signs if pattern and pattern.search(word)}
        speakers += sorted(signed - strangers - at_home.keys() - set(speakers))
    return tuple(at_home.items()), tuple(speakers), strangers


@cache
def _spelling(letters: frozenset[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Which languages can spell letters that not all have, if Russian cannot, and which cannot."""
    added = letters & _added()
    strangers = frozenset(
        language
        for language, alphabet in _alphabets().items()
        if letters & alphabet.lacks or added - alphabet.adds
    )
    return tuple(each for each in _alphabets() if added and each not in strangers), strangers


def dictionary_points(words: Iterable[str]) -> dict[str, float]:
    """For Kazakh and Russian, how many of the words the dictionary of that language alone knows.

    A capital may be a name's, unless it begins the whole; words whose letters have spoken are left out.
    """
    points = dict.fromkeys(OURS, 0.0)
    for at, word in enumerate(words):
        folded = word.casefold()
        known = _known_in(folded) if _added().isdisjoint(folded) else ()
        if len(known) == 1:
            points[known[0]] += NAMED if at and word[0].isupper() else SPELT
    return points


def mostly_unknown(words: Iterable[str]) -> bool:
    """Whether most of the words without a capital, and some, are in neither of our dictionaries."""
    common = [word for word in words if word[0].islower() and len(word) >= _SHORTEST]
    unknown = sum(not _known_in(word) for word in common)
    return unknown >= FEW_UNKNOWN and 2 * unknown > len(common)


def transliterated(words: Iterable[str]) -> bool:
    """Whether some of the words, in another script than Cyrillic, are frequent words of Kazakh."""
    found = {folding.key(word) for word in words if len(word) >= _SHORTEST and not CYRILLIC.search(word)}
    return len(found & _kazakh_keys()) >= FEW_TRANSLITERATED


@lru_cache(REMEMBERED)
def _known_in(word: str) -> tuple[str, ...]:
    """Those of our languages whose dictionary knows `word`, in lower case."""
    if not _SHORTEST <= len(word) <= LONGEST_WORD or not CYRILLIC.search(word):
        return ()
    words = lexicon.load()
    return tuple(language for language in OURS if words.knows(word, language))


@cache
def _telling() -> dict[str, dict[str, float]]:
    """The languages of each frequent word with its weight there; a Kazakh one is also there as typed
    without Kazakh letters.
    """
    found: dict[str, dict[str, float]] = {}
    for language, word in _frequent_words():
        found.setdefault(word, {})[language] = FREQUENT
        for table in LOST_LETTERS if language == "kk" else ():
            found.setdefault(word.translate(table), {}).setdefault(language, LOST)
    return found


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
def _kazakh_keys() -> frozenset[str]:
    """The keys, the same for every script, of frequent Kazakh words."""
    return frozenset(folding.key(word) for language, word in _frequent_words() if language == "kk")


@cache
def _alphabets() -> dict[str, Alphabet]:
    found = {}
    for number, row in rows(ALPHABETS, "language", "adds", "lacks", "signs", "why"):
        adds, lacks = frozenset(row["adds"]), frozenset(row["lacks"])
        if row["language"] in found or adds & _RUSSIAN or lacks - _RUSSIAN:
            raise problem(ALPHABETS, number, "one row a language; adds no Russian letter and lacks only such")
        signs = re.compile("|".join(row["signs"].split())) if row["signs"] else None
        found[row["language"]] = Alphabet(adds, lacks, signs)
    return found


@cache
def _any_sign() -> re.Pattern[str]:
    """A sign of some language: most words have none, and need not be held against each."""
    return re.compile("|".join(each.signs.pattern for each in _alphabets().values() if each.signs))


@cache
def _telling_letters() -> frozenset[str]:
    """The letters that some alphabets have and others lack."""
    return _added().union(*(alphabet.lacks for alphabet in _alphabets().values()))


@cache
def _added() -> frozenset[str]:
    """The letters of all the alphabets that Russian has not."""
    return frozenset().union(*(alphabet.adds for alphabet in _alphabets().values()))
