"""A text in, its words out: runs of letters and digits with their places, hyphens and dots between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_GAP_WITHIN_NAME = re.compile(r"[ \u00a0\n]{0,2}[-\u2010\u2011–—]?[ \u00a0\n]{0,2}")
_SENTENCE_END = re.compile(r"[.!?…:]|\n\n|[»”]\s")
_LONGEST_WORD = 60
OPENING = "«“„\"'‘"
CLOSING = "»”“\"'’"


class Word(NamedTuple):
    """text[start:end]; `folded` is its lower case, `gap` what stands between it and the word before.

    `capital`: it begins with one; `begins_sentence`: that may be the sentence's.
    """

    start: int
    end: int
    text: str
    folded: str
    gap: str
    capital: bool
    begins_sentence: bool


def running_words(text: str, sentence_starts: Iterable[int] = ()) -> list[Word]:
    """The words of `text` in order; runs longer than any word are left out."""
    words: list[Word] = []
    starts = sorted(sentence_starts, reverse=True)
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start <= _LONGEST_WORD:
            gap = text[at:start] if start - at < 200 else " . "
            first = not words or bool(_SENTENCE_END.search(gap)) or bool(starts and starts[-1] <= start)
            while starts and starts[-1] <= start:
                starts.pop()
            word = match[0]
            words.append(Word(start, end, word, word.casefold(), gap, word[0].isupper(), first))
            at = end
    return words


def joined(word: Word) -> bool:
    """Whether only white space or a hyphen parts `word` from the one before, within one paragraph."""
    return bool(_GAP_WITHIN_NAME.fullmatch(word.gap)) and "\n\n" not in word.gap and bool(word.gap)


def quoted(text: str, words: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """The span of words[first:last] with the quotation marks about it, marks of exclamation included.

    None where one of the two marks is missing.
    """
    start, end = words[first].start, words[last - 1].end
    while end < len(text) and text[end] in "!?.…" and end - words[last - 1].end < 3:
        end += 1
    if any(mark in word.gap for word in words[first + 1 : last] for mark in "«»“”"):
        return None
    if 0 < start and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING:
        return start - 1, end + 1
    return None
