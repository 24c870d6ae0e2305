"""A hyphen where a word was broken in, whether it is the word's own (hard) or the printer's (soft) out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import lexicon, suffixes
from pipeline.layout.lines import SOFT_HYPHEN
from pipeline.tables import problem, rows

_LEFT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*$")
_RIGHT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")
_VOWELS = frozenset("аәеёиоөуұүыіэюяaeiouyäöüı")
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_PART = re.compile(r"[-\u2010\u2011]")
_ALWAYS_SOFT = SOFT_HYPHEN + "¬"
# A word longer than this is no word; to look it up would only cost time.
_LONGEST = 60
_SYLLABLE = 3
_BEGINNING = 4
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Hyphens:
    """Decides for one document: what it writes elsewhere, with a hyphen or as one word, counts first."""

    compounds: Counter[tuple[str, str]]
    words: Counter[str]
    language: str

    def soft(self, before: str, hyphen: str, after: str) -> bool:
        """Whether `hyphen` between the ends of two lines, `before` and `after`, is to go."""
        if hyphen in _ALWAYS_SOFT:
            return True
        left, right = _LEFT.search(before[-_LONGEST:]), _RIGHT.match(after[:_LONGEST])
        if not left or not right:
            return False
        return self._soft(left.group(), right.group())

    def broken(self, left: str, right: str) -> bool:
        """Whether «left- right», printed in one line, is clearly one word that a line end once broke."""
        if right[0].isupper() or len(left) + len(right) > _LONGEST or not self._known(left + right):
            return False
        return not (self._known(left) and self._known(right))

    def _soft(self, left: str, right: str) -> bool:
        """The order is the rule: what this document writes, then what the dictionary does, then syllables."""
        last, first = _PART.split(left)[-1], _PART.split(right)[0]
        if last[-1].isdigit() or first[0].isdigit():
            return False
        shouted = last.isupper() and first.isupper()
        # A name's own part begins with a capital, and an abbreviation takes its endings after a hyphen.
        if not shouted and (first[0].isupper() or (last.isupper() and len(last) > 1)):
            return False
        compound, word = f"{last}-{first}", last + first
        here = self.words[word.casefold()] - self.compounds[_halves(last, first)]
        if here:
            return here > 0
        if _VOWELS.isdisjoint(last.casefold()) or _VOWELS.isdisjoint(first.casefold()):
            return True
        if self.language == "ru" and _knows(compound, "ru"):
            return False
        if _halves(last, first) in _attested_compounds():
            return False
        if self._known(word) or suffixes.follows(last, first):
            return True
        fixed = _fixed_parts().get((self.language, "first", last.casefold()))
        fixed = fixed or _fixed_parts().get((self.language, "second", first.casefold()))
        if fixed:
            return fixed == "dropped"
        if last[0].isupper() and word.casefold().endswith(_surname_endings(self.language)):
            return True
        # The first half of a Russian compound adjective: историко-культурный.
        if self.language == "ru" and len(last) > _SYLLABLE and last.endswith("о") and self._known(first):
            return False
        # No syllable ends in a consonant before a vowel.
        if last[-1].casefold() not in _VOWELS and first[0].casefold() in _VOWELS:
            return False
        return not (self._stands_alone(last) and self._stands_alone(first))

    def _known(self, word: str) -> bool:
        return _knows(word, "kk" if _KAZAKH_LETTER.search(word) else self.language)

    def _stands_alone(self, part: str) -> bool:
        """Whether `part` is a word by itself, so that it may be one half of a compound."""
        if self._known(part):
            return True
        # Kazakh texts take many a Russian word; a short one is more likely a syllable.
        return len(part) > _SYLLABLE and _knows(part, "ru" if self.language == "kk" else "kk")


def hyphens(text: str, language: str) -> Hyphens:
    """What `text`, in `language`, shows of its compounds and words inside lines."""
    compounds = Counter(halves for match in _COMPOUND.finditer(text) for halves in _pairs(match.group()))
    words: Counter[str] = Counter()
    for printed, number in Counter(_WORD.findall(text)).items():
        words[printed.casefold()] += number
    return Hyphens(compounds, words, language)


def _pairs(compound: str) -> Iterator[tuple[str, str]]:
    parts = _PART.split(compound)
    return (_halves(*pair) for pair in zip(parts, parts[1:], strict=False))


def _halves(left: str, right: str) -> tuple[str, str]:
    """A compound by what its endings do not change: the first half, and how the second begins."""
    return left.casefold(), right.casefold()[:_BEGINNING]


@cache
def _fixed_parts() -> dict[tuple[str, str, str], str]:
    """data/hyphen_parts.tsv: by language, place and part, what becomes of the hyphen."""
    name = "hyphen_parts.tsv"
    parts = {}
    for number, row in rows(name, "part", "language", "place", "hyphen", "why"):
        if row["place"] not in ("first", "second", "surname") or row["hyphen"] not in ("kept", "dropped"):
            raise problem(name, number, "place is first, second or surname, hyphen is kept or dropped")
        for part in row["part"].split():
            parts[row["language"], row["place"], part] = row["hyphen"]
    return parts


@cache
def _surname_endings(language: str) -> tuple[str, ...]:
    """What a surname ends in: a second half in small letters is then no word of its own."""
    return tuple(part for spoken, place, part in _fixed_parts() if place == "surname" and spoken == language)


@lru_cache(maxsize=65536)
def _knows(word: str, language: str) -> bool:
    """What the lexicon says; kept, for the same words are broken again and again."""
    return lexicon.load().knows(word, language)


@cache
def _attested_compounds() -> frozenset[tuple[str, str]]:
    """The compounds of the lexicon's training texts, but for words that these also write as one."""
    counts = lexicon.load().counts
    compounds = (word for word in counts if _COMPOUND.fullmatch(word) and _PART.sub("", word) not in counts)
    return frozenset(halves for word in compounds for halves in _pairs(word))
