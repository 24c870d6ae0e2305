"""A word of one or two Latin letters in, the initial, word or ending in Cyrillic that it looks like out.

Such a word is too short for the lexicon: what stands around it has to prove it. A lone I, V or X is a numeral
unless it is plainly an initial.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline import lexicon, roman, suffixes, tables
from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN, KAZAKH_ONLY, opens_sentence
from pipeline.normalise.evidence import known
from pipeline.normalise.twins import twins

ENDINGS = "figure_endings.tsv"
WORDS = "one_letter_words.tsv"

LONGEST_CHAIN = 4
"""Letters with dots in a row: initials («А.Н. Букейханов») or an abbreviation («т.с.с.»)."""

NAMES = 0.5
"""The share of capitals inside sentences from which a word is a name."""

NAME_TAGS = frozenset({"Name", "Surn", "Patr", "Geox"})

_CHAIN = re.compile(r"(?:[^\W\d_]\.[ \u00a0]?)+")
_NAME_BEFORE = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}[ \u00a0]\Z")


def meant(text: str, words: list[re.Match[str]], at: int, *, damaged_alike: bool) -> str | None:
    """What the word words[at] should be, None to leave it.

    `damaged_alike`: its letters are printed for Cyrillic ones elsewhere in the document.
    """
    word, (start, end) = words[at][0], words[at].span()
    if len(word) > 2 or not all(letter in twins().meant for letter in word):
        return None
    reading = "".join(twins().meant[letter][0] for letter in word)
    if text[start - 1 : start] == "-":
        return reading if _is_ending(text, words, at, reading) else None
    if len(word) > 1:
        return None
    if text[end : end + 1] == "." and _is_initial(text, start, damaged_alike=damaged_alike):
        return reading
    return reading if _is_russian_word(text, words, at, reading, damaged_alike=damaged_alike) else None


def _is_ending(text: str, words: list[re.Match[str]], at: int, reading: str) -> bool:
    """Whether the word after a hyphen is an ending written on a figure or on an abbreviation in Cyrillic."""
    start, end = words[at].span()
    if text[end : end + 1] == "-" or not _is_cyrillic(_word(words, at + 1)):
        return False
    if re.match(r"[\d%]", text[max(start - 2, 0)]):
        return reading in _endings()
    before = _word(words, at - 1)
    joined = at > 0 and words[at - 1].end() == start - 1
    return joined and _is_cyrillic(before) and suffixes.follows(before, reading)


def _is_initial(text: str, start: int, *, damaged_alike: bool) -> bool:
    """Whether the letter at `start`, with a dot, is one of a row of initials or abbreviations in Cyrillic."""
    first, end, letters = _chain(text, start)
    if text[first - 1 : first].isalnum() or not all(
        letter in KAZAKH_AND_RUSSIAN or letter in twins().meant for letter in letters
    ):
        return False
    if text[start].islower():
        return any(letter in KAZAKH_AND_RUSSIAN for letter in letters)
    following = re.compile(r"\s{0,4}([^\W\d_]{2,})").match(text, end)
    name = following is not None and following[1][0].isupper() and _is_cyrillic(following[1])
    if len(letters) > 1:
        return name or _NAME_BEFORE.search(text, max(first - 40, 0), first) is not None
    if following is None or not name:
        return False
    if roman.value(text[start]) is None:
        return damaged_alike or not _is_common(following[1])
    return _goes_on(text, start) and not _is_common(following[1])


def _chain(text: str, start: int) -> tuple[int, int, str]:
    """Where the row of letters with dots that holds text[start] begins and ends, and its letters."""
    first, small = start, text[start].islower()
    for _ in range(LONGEST_CHAIN):
        before = first - 1 if text[first - 1 : first] in (" ", "\u00a0") and not small else first
        letter = text[before - 2 : before - 1] if before > 1 else ""
        alone = not text[before - 3 : before - 2].isalnum() if before > 2 else True
        if text[before - 1 : before] != "." or not letter.isalpha() or letter.islower() != small or not alone:
            break
        first = before - 2
    end, letters = first, ""
    while len(letters) <= 2 * LONGEST_CHAIN and (match := re.compile(r"[^\W\d_]\.").match(text, end)):
        if text[end].islower() != small:
            break
        letters += text[end]
        end = match.end()
        if not small and text[end : end + 1] in (" ", "\u00a0"):
            end += 1
    return first, end, letters


def _goes_on(text: str, start: int) -> bool:
    """Whether a common word stands before text[start], so that it is no numeral of a heading or a king."""
    before = re.compile(r"([^\W\d_]+)[ \u00a0,]+\Z").search(text, max(start - 60, 0), start)
    return before is not None and (before[1].islower() or _is_common(before[1]))


def _is_russian_word(
    text: str, words: list[re.Match[str]], at: int, reading: str, *, damaged_alike: bool
) -> bool:
    """Whether the letter is a Russian word of one letter: between Russian words, and no label."""
    when = _one_letter_words().get(reading.lower())
    start, end = words[at].span()
    if when is None or (when == "damaged" and not damaged_alike):
        return False
    after = re.compile(r"\s{1,3}[«“\"(]?(?:\d|([^\W\d_]+))").match(text, end)
    if after is None or (after[1] and not _is_russian(after[1])):
        return False
    before = _word(words, at - 1)
    beside = text[words[at - 1].end() : start] if at else "\n"
    if reading.isupper() and not (opens_sentence(text, start) or "\n" in beside):
        return before.isupper() and after[1] is not None and after[1].isupper() and _is_russian(before)
    if "\n" in beside or opens_sentence(text, start):
        return True
    return _is_russian(before) and (damaged_alike or beside.isspace() == (when == "always"))


def _is_common(word: str) -> bool:
    """Whether the capitalised `word` is one that begins a sentence rather than a name."""
    if not known(word):
        return False
    words = lexicon.load()
    share = words.name_share(word, *(analysis.stem for analysis in suffixes.analyses(word.casefold())))
    if share is not None:
        return share < NAMES
    parses = lexicon.russian_parses(word.lower())
    return bool(parses) and all(NAME_TAGS.isdisjoint(parse.tag.grammemes) for parse in parses)


def _is_russian(word: str) -> bool:
    return KAZAKH_ONLY.isdisjoint(word) and _is_cyrillic(word) and lexicon.load().knows(word, "ru")


def _is_cyrillic(word: str) -> bool:
    return CYRILLIC.search(word) is not None


def _word(words: list[re.Match[str]], at: int) -> str:
    return words[at][0] if 0 <= at < len(words) else ""


@cache
def _endings() -> frozenset[str]:
    """What is written with a hyphen on a figure."""
    return frozenset(row["ending"] for _, row in tables.rows(ENDINGS, "ending", "why"))


@cache
def _one_letter_words() -> dict[str, str]:
    found = {}
    for number, row in tables.rows(WORDS, "word", "when", "why"):
        if len(row["word"]) != 1 or row["when"] not in ("always", "clause", "damaged"):
            raise tables.problem(WORDS, number, "give one letter, and always, clause or damaged")
        found[row["word"]] = row["when"]
    return found
