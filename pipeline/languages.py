"""A text, a part of one, or a query in, its language out: "kk", "ru", an ISO 639 code of another, or "und".

A document is judged as a whole; a part leaves the language around it on good evidence alone. Letters and
frequent words decide, then the dictionaries; a library is asked for what these leave open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.language_evidence import (
    FREQUENT,
    NAMED,
    OURS,
    WORD,
    Evidence,
    dictionary_points,
    evidence,
    mostly_unknown,
    transliterated,
)
from pipeline.records import UNDECIDED

MAIN = "kk"
"""The language of a text with nothing to go by, such as one of figures alone."""

ENOUGH = 200_000
"""Characters that tell the language of a document."""

MARGIN = 2.0
"""Points by which one of our languages must lead the other that stands around a part: two common words."""

FOREIGN_MARGIN = 3.0
FOREIGN_WORDS = 2
FOREIGN_SHARE = 0.1
"""Another language must lead by more, with so many frequent words of its own, of all words and at least."""

FEW_OUTSIDE = 2
"""Words beside a title that are enough to go by."""

Words = Counter[str]
_TITLE = re.compile(r"«[^«»]*»")


def language(text: str) -> str:
    """The main language of `text`.

    A text whose Kazakh letters were lost is told by its frequent words; one with nothing to go by is "kk",
    one in a script or a language unknown to us "und".
    """
    return _decided(words_of(text, 0, ENOUGH), None)


def of_part(text: str, around: str, start: int = 0, end: int | None = None) -> str:
    """The language of text[start:end], a part of something in the language `around`.

    It is `around` unless good evidence is against that: a few names or a damaged word are none.
    """
    return _decided(words_of(text, start, end), around)


def of_query(text: str) -> tuple[str, ...]:
    """The languages, one or both of "kk" and "ru", that a query of a few words may be in, likelier first."""
    words = words_of(text)
    points = _ours(words, evidence(words))
    first, second = sorted(OURS, key=lambda each: points[each], reverse=True)
    return (first,) if points[first] - points[second] >= MARGIN else (first, second)


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of text[start:end] as printed; those of titles in quotation marks if there are no others."""
    part = text[start:end]
    outside = WORD.findall(_TITLE.sub(" ", part)) if "«" in part else []
    return Counter(outside if len(outside) >= FEW_OUTSIDE else WORD.findall(part))


def _decided(words: Words, around: str | None) -> str:
    found = evidence(words)
    if other := _foreign(words, found, around):
        return other
    if around is not None and around not in OURS:
        # What is in another language stays so until one of ours is plainly there.
        points = _ours(words, found)
        best = max(OURS, key=lambda each: points[each])
        return best if points[best] - found.score(around) >= FOREIGN_MARGIN else around
    points = _ours(words, found, around)
    if around is not None:
        other = OURS[1 - OURS.index(around)]
        return other if found.common and points[other] - points[around] >= MARGIN else around
    if points["kk"] != points["ru"]:
        return max(OURS, key=lambda each: points[each])
    return _open(words)


def _foreign(words: Words, found: Evidence, around: str | None) -> str | None:
    """Another language than ours that the words are plainly in; else None."""
    others = [each for each, points in found.scores.items() if points > 0 and each not in (*OURS, around)]
    if not others:
        return None
    best = max(others, key=lambda each: (found.score(each), each))
    lead = found.score(best) - max(found.of_ours(), found.score(around) if around else 0.0)
    least = max(FOREIGN_WORDS, FOREIGN_SHARE * len(words))
    if found.frequent.get(best, 0) >= least and lead >= FOREIGN_MARGIN:
        return best
    # Less will do where the words are none of ours, however they are spelt.
    return best if lead > 0 and found.score(best) >= FREQUENT and mostly_unknown(words) else None


def _ours(words: Words, found: Evidence, around: str | None = None) -> dict[str, float]:
    """The points of Kazakh and Russian; dictionaries and names add theirs where those are close."""
    points = {each: found.score(each) for each in OURS}
    if abs(points["kk"] - points["ru"]) <= MARGIN:
        for each, more in dictionary_points(words).items():
            points[each] += more
        # A Russian text gives names in Kazakh letters, too; by themselves they are likelier Kazakh.
        if around != "ru":
            points["kk"] += NAMED * max(found.names.get("kk", 0.0), 0.0)
    return points


def _open(words: Iterable[str]) -> str:
    """The language of words that letters, tables and dictionaries leave open."""
    if all(len(word) == 1 for word in words) or transliterated(words):
        return MAIN
    from pipeline.language_library import language_of

    return language_of(" ".join(words)) or UNDECIDED
