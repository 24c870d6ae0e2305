"""A question that found nothing in, what nearly matches out."""

from __future__ import annotations

import re
from typing import Any

from search_service import operators
from search_service.addresses import Results
from search_service.search import Corpus
from search_service.suggestions import Completion, completions

_WORD = re.compile(r"[^\W_]+")
_WORDS_COUNTED = 8
"""Words of a question that are looked for one by one."""
_SHORTEST, _LONGEST = 3, 12
"""Letters of the beginning that words are looked for with."""
_BEGINNINGS = 5


def near_misses(corpus: Corpus, asked: Results) -> dict[str, Any]:
    """What to try instead: a fuzzy search, each word alone, and what begins alike.

    `fuzzy` is how many passages it finds, `words` are (word, results, passages), `alike` completions with
    their results.
    """
    return {
        "fuzzy": _fuzzy(corpus, asked),
        "words": _one_by_one(corpus, asked),
        "alike": [(each, asked.but(q=each.query)) for each in _alike(corpus, asked.q)],
    }


def _fuzzy(corpus: Corpus, asked: Results) -> int:
    if asked.mode == "fuzzy" or not asked.q:
        return 0
    return len(corpus.found(asked.but(mode="fuzzy").question()))


def _one_by_one(corpus: Corpus, asked: Results) -> list[tuple[str, Results, int]]:
    """The words of a question of several, where it has nothing but words."""
    typed = asked.q.split()
    if not 1 < len(typed) <= _WORDS_COUNTED or not all(map(_is_word, typed)):
        return []
    alone = [(word, asked.but(q=word)) for word in dict.fromkeys(typed)]
    return [(word, results, len(corpus.found(results.question()))) for word, results in alone]


def _alike(corpus: Corpus, typed: str) -> tuple[Completion, ...]:
    """What begins like a question of one word, as long a beginning as there is any."""
    if not _is_word(typed):
        return ()
    for length in range(min(len(typed) - 1, _LONGEST), _SHORTEST - 1, -1):
        found, _ = completions(corpus.store, typed[:length], _BEGINNINGS)
        if found:
            return found
    return ()


def _is_word(typed: str) -> bool:
    return _WORD.fullmatch(typed) is not None and not operators.operator(typed)
