"""A text in, the edits that undo a Cyrillic code page read as a Western one out: runs and single letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline import tables
from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN, LONGEST_WORD, WORD
from pipeline.normalise.codepages import Page, pages
from pipeline.normalise.evidence import known
from pipeline.normalise.twins import cyrillic_by_look
from pipeline.records import Edit
from pipeline.roman import numeral_length

WESTERN = "western"
SAMPLE = 3000
"""Words that are enough to tell one code page from another."""

_CHUNK = re.compile(r"[^ \t\n\r\f\v/-]+")
_HIGH_LETTER = re.compile(r"[\u00c0-\u00ff]")
_ALL_HIGH = re.compile("[\u00c0-\u00ff]{6}")
"""More accented letters on end than a Western word has."""

_STROKE = re.compile(r"[²³]+")
_LATIN_LETTER = re.compile(r"[A-Za-zıƎƏƟǝəɵ]")
_TELLING = re.compile(r"[\u00c0-\u00ff]|[²³](?=[^\W\d_])")
"""A sign that is no raised figure after a word."""

_SOUND = frozenset({"latin", "cyrillic", "neutral"})
"""The kinds of chunks that nothing is done about."""

_RAISED = "¹²³"
LONGEST_UNIT = 3
"""Letters."""

REACH = 4
"""Chunks on either side that are asked which script the text is in."""

_LONG_ENOUGH = 3
"""Letters from which a word that the lexicon knows is no accident."""


@dataclass(slots=True)
class _Chunk:
    """Text between blanks or hyphens.

    `kind`: run (all of it misread), weak (too little to tell), mixed (Cyrillic with misread letters),
    doubtful (look-alikes with misread letters), latin, cyrillic, neutral (no letters, a numeral, an initial).
    """

    start: int
    text: str
    kind: str


def repairs(text: str) -> list[Edit]:
    """The edits for a text with letters of Windows-1251, KZ-1048 or PT154 read as Windows-1252 or Latin-1."""
    if not _signs().search(text):
        return []
    kinds = {chunk: _kind(chunk) for chunk in set(_CHUNK.findall(text))}
    if _SOUND.issuperset(kinds.values()):
        return []
    chunks = [_Chunk(match.start(), match[0], kinds[match[0]]) for match in _CHUNK.finditer(text)]
    page, certain = _chosen(chunks)
    _settle(chunks, page, certain)
    edits: list[Edit] = []
    for chunk in chunks:
        if chunk.kind == "run":
            edits.extend(_edits(chunk.start, chunk.text, page))
        elif chunk.kind == "mixed":
            edits.extend(_single_letters(chunk, page, certain))
    return edits


def _kind(text: str) -> str:
    """What the chunk is by itself (see _Chunk)."""
    if "@" in text or "://" in text:
        return "latin"
    if text in "×÷":
        return "neutral"
    damaged = _signs().search(text)
    if CYRILLIC.search(text):
        return "mixed" if damaged else "cyrillic"
    latin = len(_LATIN_LETTER.findall(text))
    if not damaged:
        figure = latin < 2 or numeral_length(_letters_of(text)) == latin
        return "neutral" if figure else "latin"
    high = len(_TELLING.findall(text))
    if latin:
        # Damaged twice over: «Ìiðæàқûï» with a Latin i. A word with a few accents is not that for sure.
        twice = high and cyrillic_by_look(_letters_of(text))
        return "latin" if not twice else "run" if high > 2 * latin else "doubtful"
    return "run" if high > 1 else "weak"


def _letters_of(text: str) -> str:
    return "".join(_LATIN_LETTER.findall(text))


def _chosen(chunks: list[_Chunk]) -> tuple[Page, bool]:
    """The page that makes most words of the document, and whether it makes enough to hold for every run."""
    damaged = list(
        dict.fromkeys(c.text for c in chunks if c.kind in ("run", "mixed") and _TELLING.search(c.text))
    )[:SAMPLE]
    best, best_words, best_all = pages(WESTERN)[0], -1, 0
    for page in pages(WESTERN):
        words = [word for text in damaged for word in _words(_by_look(page.read(text)))]
        right = sum(map(known, words))
        if right > best_words:
            best, best_words, best_all = page, right, len(words)
    return best, best_words > 0 and 3 * best_words >= best_all


def _by_look(text: str) -> str:
    """The text with twins for the Latin letters of words that could be Cyrillic."""
    return WORD.sub(lambda match: cyrillic_by_look(match[0]) or match[0], text)


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if _LONG_ENOUGH <= len(word) <= LONGEST_WORD]


def _settle(chunks: list[_Chunk], page: Page, certain: bool) -> None:
    """Decide what is a run, by the document or else the word itself; weak chunks go with their neighbours."""
    for chunk in chunks:
        if chunk.kind == "run" and not certain and not _is_run(page.read(chunk.text), chunk.text):
            chunk.kind = "latin"
    for order in (chunks, chunks[::-1]):
        beside = "neutral"
        for chunk in order:
            if chunk.kind == "weak" and beside == "run":
                chunk.kind = "run"
            if chunk.kind not in ("neutral", "weak"):
                beside = chunk.kind
    if any(chunk.kind in ("run", "mixed") and _TELLING.search(chunk.text) for chunk in chunks):
        sides = zip(_beside(chunks), reversed(_beside(chunks[::-1])), strict=True)
        for chunk, near in list(zip(chunks, sides, strict=True)):
            if chunk.kind in ("weak", "doubtful") and _is_cyrillic_between(chunk, near, page, certain):
                chunk.kind = "run"


def _is_run(meant: str, printed: str) -> bool:
    """Whether the chunk alone is a run for sure: a word of it is known, or it has too many accents on end."""
    # Capitals throughout are likelier the small letters of another page.
    return any(map(known, _words(meant))) or (not meant.isupper() and bool(_ALL_HIGH.search(printed)))


def _beside(chunks: list[_Chunk]) -> list[str]:
    """For each chunk the kind of the nearest one before it that shows a script; neutral if none is near."""
    found, beside, far = [], "neutral", 0
    for chunk in chunks:
        found.append(beside if far < REACH else "neutral")
        far += 1
        if chunk.kind not in ("neutral", "weak", "doubtful"):
            beside, far = chunk.kind, 0
    return found


def _is_cyrillic_between(chunk: _Chunk, near: tuple[str, str], page: Page, certain: bool) -> bool:
    """Whether what cannot be told alone (an initial, «æ.» for ж.) stands by Cyrillic and not by Latin."""
    if "latin" in near or {"cyrillic", "mixed", "run"}.isdisjoint(near):
        return False
    core = chunk.text.strip(".,;:!?()«»\"'")
    if chunk.kind == "doubtful":
        return certain and (near == ("run", "run") or known(_by_look(page.read(core))))
    return _HIGH_LETTER.fullmatch(core) is not None or (certain and _STROKE.match(core) is not None)


def _single_letters(chunk: _Chunk, page: Page, certain: bool) -> Iterator[Edit]:
    """The edits for letters left over in words that are Cyrillic otherwise."""
    for match in _pieces().finditer(chunk.text):
        word = match[0]
        product = word[0] in "×÷" and chunk.text[max(match.start() - 1, 0)].isdigit()
        if product or len(word) > LONGEST_WORD or not _signs().search(word):
            continue
        beside = (
            chunk.text[max(match.start() - 1, 0) : match.start()] + chunk.text[match.end() : match.end() + 1]
        )
        dotted = certain and "." in beside and _HIGH_LETTER.fullmatch(word)
        if dotted or _is_misread(word, page, certain):
            yield from _edits(chunk.start + match.start(), word, page)


def _is_misread(word: str, page: Page, certain: bool) -> bool:
    """Whether the signs of `word` are letters by `page`; `certain`: the document has others for sure."""
    meant = cyrillic_by_look(page.read(word))
    if meant is None or not set(meant) <= KAZAKH_AND_RUSSIAN:
        return False
    if not CYRILLIC.search(word):
        return len(_HIGH_LETTER.findall(word)) > 1 and (certain or known(meant))
    if known(meant):
        return certain or not (known(word.rstrip(_RAISED)) and word[-1] in _RAISED)
    if word[0] in _RAISED and known(word.lstrip(_RAISED)):
        return False
    if certain and _TELLING.search(word):
        return True
    if any(letter not in page.letters and not CYRILLIC.match(letter) for letter in word):
        return False
    # A footnote's number, a power («км²») and a stress mark («зáмок») stand at or in sound words.
    if word[-1] in _RAISED:
        return certain and not known(word.rstrip(_RAISED)) and not _is_power(word, len(word) - 1, page)
    return not known(_without_marks(word))


def _without_marks(word: str) -> str:
    """The word with each accented Latin letter as the Cyrillic one that its base looks like."""
    return cyrillic_by_look(word, bare=True) or word


def _edits(start: int, text: str, page: Page) -> Iterator[Edit]:
    """One edit for each run of changed letters and of other changed signs."""
    kinds = [
        page.letters[char].isalpha() if char in page.letters and not _is_power(text, at, page) else None
        for at, char in enumerate(text)
    ]
    at = 0
    for kind, run in groupby(kinds):
        end = at + len(list(run))
        if kind is not None:
            yield Edit(start + at, start + end, page.read(text[at:end]), page.name)
        at = end


def _is_power(text: str, at: int, page: Page) -> bool:
    """Whether text[at] is a raised figure on a unit («км²»), which all code pages write alike."""
    if text[at] not in _RAISED or text[at + 1 : at + 2].isalpha():
        return False
    unit = re.search(r"[^\W\d_]+\Z", page.read(text[max(at - LONGEST_UNIT - 1, 0) : at]))
    return unit is not None and unit[0] in _units()


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for _, row in tables.rows("units.tsv", "unit", "why"))


@cache
def _signs() -> re.Pattern[str]:
    """A character that some Western reading would change."""
    signs = {sign for page in pages(WESTERN) for sign in page.letters}
    return re.compile("[" + "".join(map(re.escape, sorted(signs))) + "]")


@cache
def _pieces() -> re.Pattern[str]:
    """A run of letters and misread signs."""
    return re.compile(f"(?:[^\\W\\d_]|{_signs().pattern})+")
