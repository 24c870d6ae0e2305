"""A word in, whether any of our languages has it out: what the glyph repairs ask before they change one."""

from __future__ import annotations

from functools import lru_cache

from pipeline import lexicon, suffixes
from pipeline.letters import KAZAKH_ONLY, LONGEST_WORD

REMEMBERED = 50_000
"""Words; a text repeats its own."""

SHORTEST_LOAN = 5
"""Letters of a Russian stem; shorter ones look like parts of Kazakh words."""


@lru_cache(REMEMBERED)
def known(word: str) -> bool:
    """Whether `word` is a form of a Kazakh or a Russian word."""
    if not 0 < len(word) <= LONGEST_WORD:
        return False
    words = lexicon.load()
    return words.knows(word, "kk") or words.knows(word, "ru")


@lru_cache(REMEMBERED)
def known_loan(word: str) -> bool:
    """Whether `word` is a Russian word with Kazakh endings («буржуазиялық»)."""
    if not SHORTEST_LOAN < len(word) <= LONGEST_WORD or not KAZAKH_ONLY.isdisjoint(word[:SHORTEST_LOAN]):
        return False
    words = lexicon.load()
    return any(
        len(analysis.stem) >= SHORTEST_LOAN and words.knows(analysis.stem, "ru")
        for analysis in suffixes.analyses(word.casefold())
        if analysis.endings and analysis.kind != "verb"
    )
