"""A text in, the edits that undo a Cyrillic code page read as a Western one out: runs and single letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN, LONGEST_WORD, WORD
from pipeline.normalise.codepages import Page, pages
from pipeline.normalise.evidence import known
from pipeline.normalise.homoglyphs import cyrillic_by_look
from pipeline.records import Edit

WESTERN = "western"
SAMPLE = 3000
"""Words that are enough to tell one code page from another."""

_CHUNK = re.compile(r"[^ \t\n\r\f\v/-]+")
_HIGH_LETTER = re.compile(r"[\u00c0-\u00ff]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_TELLING = re.compile(r"[\u00c0-\u00ff]|[²³](?=[^\W\d_])")
"""A sign that is no raised figure after a word."""

_RAISED = "¹²³"
_LONG_ENOUGH = 3
"""Letters from which a word that the lexicon knows is no accident."""


@dataclass(slots=True)
class _Chunk:
    """Text between blanks or hyphens.

    `kind`: run (all of it misread), weak (too little to tell), mixed (Cyrillic with misread letters), latin,
    cyrillic, neutral (no letters).
    """

    start: int
    text: str
    kind: str


def repairs(text: str) -> list[Edit]:
    """The edits for a text with letters of Windows-1251, KZ-1048 or PT154 read as Windows-1252 or Latin-1."""
    if not _signs().search(text):
        return []
    chunks = [_chunk(match) for match in _CHUNK.finditer(text)]
    page, certain = _chosen(chunks)
    _settle(chunks, page, certain)
    edits: list[Edit] = []
    for chunk in chunks:
        if chunk.kind == "run":
            edits.extend(_edits(chunk.start, chunk.text, page))
        elif chunk.kind == "mixed":
            edits.extend(_single_letters(chunk, page, certain))
    return edits


def _chunk(match: re.Match[str]) -> _Chunk:
    text = match[0]
    high = len(_HIGH_LETTER.findall(text))
    latin = len(_ASCII_LETTER.findall(text))
    if not _signs().search(text):
        kind = "cyrillic" if CYRILLIC.search(text) else "latin" if latin else "neutral"
    elif CYRILLIC.search(text):
        kind = "mixed"
    elif latin:
        # Damaged twice over: «Ìiðæàқûï» with a Latin i. A word with a few accents is not that.
        kind = "run" if high > 2 * latin and cyrillic_by_look(_letters_of(text)) else "latin"
    else:
        kind = "run" if high > 1 else "weak"
    return _Chunk(match.start(), text, "latin" if "@" in text or "://" in text else kind)


def _letters_of(text: str) -> str:
    return "".join(_ASCII_LETTER.findall(text))


def _chosen(chunks: list[_Chunk]) -> tuple[Page, bool]:
    """The page that makes most words of the document, and whether it makes enough to hold for every run."""
    damaged = list(
        dict.fromkeys(c.text for c in chunks if c.kind in ("run", "mixed") and _TELLING.search(c.text))
    )[:SAMPLE]
    best, best_words, best_all = pages(WESTERN)[0], -1, 0
    for page in pages(WESTERN):
        words = [word for text in damaged for word in _words(page.read(text))]
        right = sum(map(known, words))
        if right > best_words:
            best, best_words, best_all = page, right, len(words)
    return best, best_words > 0 and 3 * best_words >= best_all


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if _LONG_ENOUGH <= len(word) <= LONGEST_WORD]


def _settle(chunks: list[_Chunk], page: Page, certain: bool) -> None:
    """Decide what is a run, by the document or else the word itself; weak chunks go with their neighbours."""
    for chunk in chunks:
        if chunk.kind == "run" and not certain and not any(map(known, _words(page.read(chunk.text)))):
            chunk.kind = "latin"
    for order in (chunks, chunks[::-1]):
        beside = "neutral"
        for chunk in order:
            if chunk.kind == "weak" and beside == "run":
                chunk.kind = "run"
            if chunk.kind not in ("neutral", "weak"):
                beside = chunk.kind
    if any(chunk.kind in ("run", "mixed") for chunk in chunks):
        for at, chunk in enumerate(chunks):
            if chunk.kind == "weak" and _is_letter_between_cyrillic(chunks, at):
                chunk.kind = "run"


def _is_letter_between_cyrillic(chunks: list[_Chunk], at: int) -> bool:
    """Whether a lone misread letter (a word, an initial, «æ.» for ж.) stands by Cyrillic and not by Latin."""
    core = chunks[at].text.strip(".,;:!?()«»\"'")
    near = {chunk.kind for chunk in (*chunks[max(at - 1, 0) : at], *chunks[at + 1 : at + 2])}
    return (
        _HIGH_LETTER.fullmatch(core) is not None
        and "latin" not in near
        and bool(near & {"cyrillic", "mixed"})
    )


def _single_letters(chunk: _Chunk, page: Page, certain: bool) -> Iterator[Edit]:
    """The edits for letters left over in words that are Cyrillic otherwise."""
    for match in _pieces().finditer(chunk.text):
        word = match[0]
        product = word[0] in "×÷" and chunk.text[max(match.start() - 1, 0)].isdigit()
        if product or len(word) > LONGEST_WORD or not _signs().search(word):
            continue
        if _is_misread(word, page, certain):
            yield from _edits(chunk.start + match.start(), word, page)


def _is_misread(word: str, page: Page, certain: bool) -> bool:
    """Whether the signs of `word` are letters by `page`; `certain`: the document has others for sure."""
    meant, latin = page.read(word), _letters_of(word)
    if not all(char in KAZAKH_AND_RUSSIAN or char.isascii() for char in meant):
        return False
    if latin:
        return known(cyrillic_by_look(meant) or "") and CYRILLIC.search(word) is not None
    if not CYRILLIC.search(word):
        return len(_HIGH_LETTER.findall(word)) > 1 and (certain or known(meant))
    if known(meant):
        return certain or not (known(word.rstrip(_RAISED)) and word[-1] in _RAISED)
    if certain and _HIGH_LETTER.search(word):
        return True
    # A footnote's number, a power («км²») and a stress mark («зáмок») stand at or in sound words.
    letters = all(end.isalpha() or _HIGH_LETTER.match(end) for end in (word[0], word[-1]))
    return letters and not known(_without_marks(word))


def _without_marks(word: str) -> str:
    """The word with each accented Latin letter as the Cyrillic one that its base looks like."""
    return cyrillic_by_look(word, bare=True) or word


def _edits(start: int, text: str, page: Page) -> Iterator[Edit]:
    """One edit for each run of changed letters and of other changed signs."""
    kinds = [page.letters[char].isalpha() if char in page.letters else None for char in text]
    at = 0
    for kind, run in groupby(kinds):
        end = at + len(list(run))
        if kind is not None:
            yield Edit(start + at, start + end, page.read(text[at:end]), page.name)
        at = end


@cache
def _signs() -> re.Pattern[str]:
    """A character that some Western reading would change."""
    signs = {sign for page in pages(WESTERN) for sign in page.letters}
    return re.compile("[" + "".join(map(re.escape, sorted(signs))) + "]")


@cache
def _pieces() -> re.Pattern[str]:
    """A run of letters and misread signs."""
    return re.compile(f"(?:[^\\W\\d_]|{_signs().pattern})+")
