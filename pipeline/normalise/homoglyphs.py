"""A text in, the edits that make words typed with look-alikes of Latin or Greek wholly Cyrillic out.

A word is decided as a whole: it becomes Cyrillic only if each of its foreign letters has a twin there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from pipeline import lexicon, suffixes
from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN, LONGEST_WORD, WORD
from pipeline.normalise import short_words
from pipeline.normalise.evidence import known
from pipeline.normalise.foreign import outside_foreign
from pipeline.normalise.twins import cyrillic_by_look, twins
from pipeline.records import Edit
from pipeline.roman import numeral_length

RULE = "homoglyph"
MOST_READINGS = 64
"""Spellings of one word that are weighed; a word with more doubtful letters takes the likelier of each."""

LONGEST_ADDRESS = 256
_ADDRESS_MARK = re.compile(r"@|://|www\.")
_ADDRESS_LETTER = re.compile(r"[\w.+-]")
_ADDRESS_REST = re.compile(r"[^\s<>«»“”\"]+")

_GREEK = re.compile("[\u0370-\u03ff]")

QUOTES = "\"«“„'‘"
"""A foreign word that is explained stands after one of these («myxa» is Greek, not муха)."""

REACH = 4
"""Words that are asked on either side which script the text is in."""


def repairs(text: str) -> list[Edit]:
    """The edits in order. Words of mixed letters bear witness for those that are all Latin by their code."""
    if not _foreign().search(text):
        return []
    apart = _addresses(text)
    words = [match for match in WORD.finditer(text) if len(match[0]) <= LONGEST_WORD]
    is_foreign = _foreign().search
    foreign = [(at, m) for at, m in enumerate(words) if is_foreign(m[0]) and m.start() not in apart]
    decided: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for at, match in foreign:
        word = match[0]
        if not CYRILLIC.search(word):
            continue
        meant = _mixed(word, words, at)
        if meant is not None:
            decided[at] = meant
            seen.update(letter.lower() for letter, other in zip(word, meant, strict=True) if letter != other)
    for at, match in foreign:
        word = match[0]
        if not _foreign().match(word):
            continue
        # Letters that are damaged elsewhere in the document may be so here; else more proof is asked for.
        damaged_alike = all(seen[letter.lower()] for letter in word)
        meant = short_words.meant(text, words, at, damaged_alike=damaged_alike)
        if meant is None and _could_be_cyrillic(word):
            meant = _latin(text, words, at, damaged_alike=damaged_alike)
        if meant is not None:
            decided[at] = meant
    edits = [edit for at in sorted(decided) for edit in _edits(words[at], decided[at])]
    return list(outside_foreign(text, edits))


def _mixed(word: str, words: list[re.Match[str]], at: int) -> str | None:
    """What a word with letters of both scripts should be, None to leave it."""
    if len(word) == 1 or numeral_length(word) or cyrillic_by_look(word) is None:
        return None
    meant = _best_reading(word)
    if meant is None or known(meant):
        return meant
    if _is_suffixed(word):
        return None
    if all(letter in twins().shared or not CYRILLIC.match(letter) for letter in word):
        return meant if _stands_in_cyrillic(words, at) else None
    return meant


def _best_reading(word: str) -> str | None:
    """The reading that the lexicon knows best; if none, the likelier of the letters that need no lexicon."""
    readings = list(islice(_readings(_cased(word)), MOST_READINGS))
    forms = lexicon.load()
    right = [reading for reading in readings if known(reading)]
    if right:
        return max(right, key=forms.frequency)
    sure = [r for r in readings if twins().doubtful.isdisjoint(zip(word, r, strict=True))]
    return max(sure, key=forms.naturalness) if sure else None


def _readings(word: str) -> Iterator[str]:
    """Every spelling of `word` in Cyrillic, letter for letter, the likelier letters first."""
    meant = twins().meant
    return map("".join, product(*(meant.get(letter, (letter,)) for letter in word)))


def _cased(word: str) -> str:
    """The word with a Latin i in the case of its neighbours: «бIр» has a small one, «ТАРИХi» a capital."""
    rest = [letter for letter in word[1:] if letter not in "Ii"]
    if "I" in word[1:] and rest and all(letter.islower() for letter in rest):
        return word[0] + word[1:].replace("I", "i")
    others = [letter for letter in word if letter != "i"]
    if "i" in word and len(others) > 1 and all(letter.isupper() for letter in others):
        return word.replace("i", "I")
    return word


def _is_suffixed(word: str) -> bool:
    """Whether the word is a Latin name with a Kazakh ending written on («Maxтың», «IPтің»)."""
    stem = re.match(r"[A-Za-z]{2,}", word)
    return stem is not None and suffixes.follows(stem[0], word[stem.end() :])


def _could_be_cyrillic(word: str) -> bool:
    """Whether a word without a Cyrillic letter could be one by its look, and is no numeral."""
    meant = twins().meant
    return (
        word[0] in meant
        and not CYRILLIC.search(word)
        and all(letter in meant for letter in word)
        and (not numeral_length(word))
    )


def _latin(text: str, words: list[re.Match[str]], at: int, *, damaged_alike: bool) -> str | None:
    """What a word wholly of look-alikes should be: only where lexicon, neighbours and document agree."""
    match = words[at]
    word = match[0]
    if _is_tied(text, *match.span()) or not _stands_in_cyrillic(words, at):
        return None
    meant = _best_reading(word)
    if meant is None or not known(meant):
        return None
    quoted = text[max(match.start() - 1, 0)] in QUOTES
    whole = (len(word) > 2 and word[1:].islower()) or (len(word) > 3 and word.isupper())
    return meant if damaged_alike or (whole and not quoted and not _GREEK.search(word)) else None


def _is_tied(text: str, start: int, end: int) -> bool:
    """Whether a digit, or a sign of addresses and formulas with something beyond it, touches the word."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return bool(re.search(r"\d$|[A-Za-z0-9][.@/\\_:=&#+-]$|[@/\\_=&#+]$", before)) or bool(
        re.match(r"\d|[.@/\\_:=&#+-][A-Za-z0-9]|[@/\\_=&#+)]", after)
    )


def _stands_in_cyrillic(words: list[re.Match[str]], at: int) -> bool:
    """Whether the nearest words on both sides (those there are) that show their script are Cyrillic."""
    sides = [_nearest(words, at, step) for step in (-1, 1)]
    return any(sides) and all(side is None or _is_cyrillic(side) for side in sides)


def _nearest(words: list[re.Match[str]], at: int, step: int) -> str | None:
    """The next word that is not all look-alikes, within reach; the last one reached if all are."""
    side = None
    for beside in range(at + step, at + step * (REACH + 1), step):
        if not 0 <= beside < len(words):
            break
        side = words[beside][0]
        if not _could_be_cyrillic(side):
            break
    return side


def _is_cyrillic(word: str) -> bool:
    return any(letter in KAZAKH_AND_RUSSIAN for letter in word)


def _edits(match: re.Match[str], meant: str) -> Iterator[Edit]:
    """One edit for each run of changed letters."""
    word, at = match[0], 0
    while at < len(word):
        end = at
        while end < len(word) and word[end] != meant[end]:
            end += 1
        if end > at:
            yield Edit(match.start() + at, match.start() + end, meant[at:end], RULE)
        at = max(end, at + 1)


def _addresses(text: str) -> frozenset[int]:
    """Where the words of e-mail and web addresses start."""
    starts: set[int] = set()
    last = 0
    for match in _ADDRESS_MARK.finditer(text):
        if match.start() < last:
            continue
        first = match.start()
        while first > max(last, match.start() - LONGEST_ADDRESS) and _ADDRESS_LETTER.match(text[first - 1]):
            first -= 1
        rest = _ADDRESS_REST.match(text, match.end(), match.end() + LONGEST_ADDRESS)
        last = rest.end() if rest else match.end()
        starts.update(word.start() for word in WORD.finditer(text, first, last))
    return frozenset(starts)


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile("[" + "".join(twins().meant) + "]")
