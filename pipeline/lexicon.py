"""A word in, what is known of it out: is it a word, how often was it met, how natural is its spelling."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ORDER = 5
WORD_START = "^"
WORD_END = "$"
UNSEEN_LETTER = -12.0
"""Log-probability of a character that the training texts lack."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word counts and a character model, learnt by scripts/train_lexicon.py."""

    counts: dict[str, tuple[int, int]]
    probability: dict[str, float]
    back_off: dict[str, float]

    def knows(self, word: str, language: str = "kk") -> bool:
        """Whether `word`, in any case, is attested or is a known stem with a valid chain of endings."""
        return word.casefold() in self.counts

    def frequency(self, word: str) -> int:
        """How often the form, case aside, occurs in the training texts."""
        return self.counts.get(word.casefold(), (0, 0))[0]

    def naturalness(self, word: str) -> float:
        """The mean log-probability (natural logarithm) of a character of `word` as a Kazakh word; 0.0 for ""."""
        if not word:
            return 0.0
        padded = WORD_START * (ORDER - 1) + word.casefold() + WORD_END
        total = sum(
            self._log_probability(padded[end - ORDER + 1 : end + 1]) for end in range(ORDER - 1, len(padded))
        )
        return total / (len(padded) - ORDER + 1)

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
def load() -> Lexicon:
    """The lexicon of the package, read once."""
    models = files("pipeline") / "models"
    counts: dict[str, tuple[int, int]] = {}
    table = gzip.decompress((models / "words.tsv.gz").read_bytes()).decode("utf-8")
    for line in table.splitlines():
        word, number, capital = line.split("\t")
        counts[word] = int(number), int(capital)
    characters = json.loads(gzip.decompress((models / "characters.json.gz").read_bytes()))
    return Lexicon(counts, characters["probability"], characters["back_off"])
