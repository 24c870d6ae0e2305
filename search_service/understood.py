"""An answer in, how its question was taken and what was left out of it out, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from search_service.answers import Answer
from search_service.interface import Words
from search_service.labels import N_

_TAKEN_FOR = re.compile(r" \[[^\[\]]*\]")
"""The names that a word was taken for, which are told of by themselves."""
_MOST = " / "
"""Between the words of a question that is answered by what has most of them."""
_OPERATORS: Mapping[str, str] = MappingProxyType({"AND": N_("and"), "OR": N_("or"), "NOT": N_("but not")})
_OPERATOR = re.compile(r"\b(AND|OR|NOT)\b(?!\")")
_LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "the rarer words that begin with ": N_("rarer words that begin with “%(word)s”"),
        "near spellings of ": N_("near spellings of “%(word)s”"),
        "words related to ": N_("words related to “%(word)s”"),
        "names near to ": N_("names spelt almost like “%(word)s”"),
        "inflected forms of ": N_("inflected forms of “%(word)s”"),
    }
)
"""What there may be no time for (search_service.budget), by how the engine begins to say it."""


def understood(answer: Answer, words: Words) -> str:
    """How the question was taken, where that says more than its words; else nothing."""
    taken = _TAKEN_FOR.sub("", answer.understood)
    # That all words are wanted goes without saying.
    if taken.replace(" AND ", " ") == " ".join((answer.question.q or "").split()):
        return ""
    if _MOST in taken:
        return words.gettext("what holds most of: %(words)s", words=taken.replace(_MOST, ", "))
    return _OPERATOR.sub(lambda found: words.gettext(_OPERATORS[found[1]]), taken)


def left_out(answer: Answer, words: Words) -> list[str]:
    """What there was no time to look for."""
    return list(dict.fromkeys(_left_out(answer, words)))


def _left_out(answer: Answer, words: Words) -> Iterator[str]:
    for work in answer.partial:
        for begins, message in _LEFT_OUT.items():
            if work.startswith(begins):
                yield words.gettext(message, word=work.removeprefix(begins))
