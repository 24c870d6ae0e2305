"""A text in, its language out: "kk" or "ru"."""

from __future__ import annotations

import re
from collections import Counter

from pipeline import vocabulary
from pipeline.letters import KAZAKH_ONLY

WORD = re.compile(r"[^\W\d_]+")
ENOUGH_WORDS = 20_000
KAZAKH_SHARE = 0.02
"""Of the letters: a Kazakh text has some 20 %, a Russian one that quotes Kazakh names well below 2 %."""

LOST_LETTERS = str.maketrans("әғқңөұүһі", "агкноууии")
"""What the Kazakh letters become where a font or a typist had none of them (і also as i)."""


def language(text: str) -> str:
    """The language, "kk" or "ru", by the share of Kazakh letters and by the function words of each.

    A text whose Kazakh letters were lost is told by its function words; one with nothing to go by is "kk".
    """
    words: list[str] = []
    for match in WORD.finditer(text):
        words.append(match[0].casefold())
        if len(words) == ENOUGH_WORDS:
            break
    letters = sum(map(len, words))
    marked = sum(letter in KAZAKH_ONLY for word in words for letter in word)
    if letters and marked / letters >= KAZAKH_SHARE:
        return "kk"
    found = Counter(word.replace("i", "и") for word in words)
    kazakh, russian = (_known(found, vocabulary.function_words(code)) for code in ("kk", "ru"))
    return "ru" if russian > kazakh else "kk"


def _known(found: Counter[str], words: frozenset[str]) -> int:
    """How many of the words found are among `words`, whether or not these lost their Kazakh letters."""
    forms = words | {word.translate(LOST_LETTERS) for word in words}
    return sum(number for word, number in found.items() if word in forms)
