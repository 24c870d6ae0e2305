"""A hyphen where a word was broken in, whether it is the word's own (hard) or the printer's (soft) out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.lines import SOFT_HYPHEN

_LEFT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*$")
_RIGHT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_WHOLE_COMPOUND = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")
_VOWEL = re.compile("[аәеёиоөуұүыіэюяaeiouyäöüı]", re.IGNORECASE)
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_ALWAYS_SOFT = SOFT_HYPHEN + "¬"
# A word longer than this is no word; to look it up would only cost time.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Hyphens:
    """Decides for one document: what it writes elsewhere, with a hyphen or as one word, counts first."""

    compounds: Counter[str]
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
        if right[0].isupper() or not self._joins(left, right):
            return False
        return not (self._known(left) and self._known(right))

    def _soft(self, left: str, right: str) -> bool:
        last, first = left.rpartition("-")[2], right.partition("-")[0]
        if last[-1].isdigit() or first[0].isdigit():
            return False
        upper = last.isupper() and first.isupper()
        if not upper and (first[0].isupper() or (last.isupper() and len(last) > 1)):
            return False
        compound, word = self.compounds[f"{last}-{first}".casefold()], self.words[(last + first).casefold()]
        if compound != word:
            return word > compound
        if not (_VOWEL.search(last) and _VOWEL.search(first)):
            return True
        if self._joins(last, first):
            return True
        if self._known(last) and self._known(first):
            return False
        model = lexicon.load()
        return model.naturalness(last + first) > (model.naturalness(last) + model.naturalness(first)) / 2

    def _joins(self, left: str, right: str) -> bool:
        return self._known(left + right)

    def _known(self, word: str) -> bool:
        known = lexicon.load().knows
        if _KAZAKH_LETTER.search(word):
            return known(word, "kk")
        return known(word, self.language) or known(word, "ru" if self.language == "kk" else "kk")


def hyphens(text: str, language: str) -> Hyphens:
    """What `text`, in `language`, shows of its compounds and words inside lines."""
    compounds = Counter(match.group().casefold() for match in _WHOLE_COMPOUND.finditer(text))
    words = Counter(match.group().casefold() for match in re.finditer(r"[^\W\d_]{4,}", text))
    return Hyphens(compounds, words, language)
