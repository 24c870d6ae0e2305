"""A text in, the edits that undo a Kazakh code page read as Windows-1251 («Ќазаќстан» for Қазақстан) out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN, LONGEST_WORD
from pipeline.normalise.codepages import Page, pages
from pipeline.normalise.evidence import known
from pipeline.records import Edit

READ_AS = "cp1251"
SAMPLE = 3000
"""Damaged words that are enough to tell one table from another."""
FOREIGN_LINE = 3
"""Words of a line that all make no sense by the table, so that the line is in another language."""

_LINE = re.compile(r"[^\n]+")


def repairs(text: str) -> list[Edit]:
    """The edits by the one table that makes words of the document's damaged words; none if no table does.

    The same sign means different letters in different tables, and is a letter of Ukrainian, Serbian or Tajik:
    so a table is chosen for the document, and a line of which it makes nothing is left alone.
    """
    if not _marks().search(text):
        return []
    damaged = list(dict.fromkeys(word for match in _words(text) if (word := match[0])))[:SAMPLE]
    page, right = max(
        ((page, sum(_reads(page, word) for word in damaged)) for page in pages(READ_AS)),
        key=lambda choice: choice[1],
    )
    if not right or 2 * right < len(damaged):
        return []
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        found = list(_words(line[0]))
        if len(found) < FOREIGN_LINE or any(_reads(page, match[0]) for match in found):
            edits.extend(edit for match in found for edit in _edits(line.start(), match, page))
    return edits


def _words(text: str) -> Iterator[re.Match[str]]:
    """The words with a sign that some table would change; signs alone (±, ¤, µ) are no word."""
    for line in _LINE.finditer(text):
        # Most lines have none: asking a line at once spares asking each of its words.
        pieces = _pieces().finditer(text, *line.span()) if _marks().search(line[0]) else ()
        for found in pieces:
            word = found[0]
            if len(word) <= LONGEST_WORD and _marks().search(word) and CYRILLIC.search(word):
                yield found


def _reads(page: Page, word: str) -> bool:
    """Whether the table makes a word of `word`, all of it Cyrillic."""
    meant = page.read(word)
    return meant != word and set(meant) <= KAZAKH_AND_RUSSIAN and known(meant)


def _edits(offset: int, match: re.Match[str], page: Page) -> Iterator[Edit]:
    """One edit for each run of changed letters, where all of the word becomes Kazakh."""
    word, start = match[0], offset + match.start()
    if not set(page.read(word)) <= KAZAKH_AND_RUSSIAN:
        return
    for run in re.finditer("[" + re.escape("".join(page.letters)) + "]+", word):
        yield Edit(start + run.start(), start + run.end(), page.read(run[0]), page.name)


@cache
def _marks() -> re.Pattern[str]:
    """A sign that some table reads as a letter of Kazakh."""
    meant = (item for page in pages(READ_AS) for item in page.letters.items())
    return re.compile(
        "[" + re.escape("".join(sorted({p for p, m in meant if m in KAZAKH_AND_RUSSIAN}))) + "]"
    )


@cache
def _pieces() -> re.Pattern[str]:
    """A word whose letters may look like signs («±лы» for ұлы)."""
    return re.compile(f"(?:[^\\W\\d_]|{_marks().pattern})+")
