"""A text in, the edits that compose its letters and drop what is invisible inside its words out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.records import Edit

# Between two letters they part a word that reads as one; elsewhere (emoji, line ends) they have work to do.
# Arabic, Persian and Indic spelling needs the joiners, so only words of our scripts are mended.
_INVISIBLE = re.compile(
    r"(?<=[A-Za-z\u00c0-\u052f])[\u00ad\u200b-\u200d\u2060\ufeff]+(?=[A-Za-z\u00c0-\u052f])"
)

_COMPOSES = "\u0300-\u036f\u0483-\u0489\u0590-\U0010ffff"
"""What may join the character before it, or be changed by NFC; nothing else in these blocks does."""

_CLUSTERS = re.compile(f"[^{_COMPOSES}]?[{_COMPOSES}]+|[\u0340-\u0345\u0374\u037e\u0387]")


def invisible_repairs(text: str) -> list[Edit]:
    """Soft hyphens and zero-width characters inside a word, dropped."""
    return [Edit(*match.span(), "", "invisible") for match in _INVISIBLE.finditer(text)]


def composed(text: str) -> list[Edit]:
    """The edits that bring `text` into Unicode's form NFC."""
    if unicodedata.is_normalized("NFC", text):
        return []
    edits: list[Edit] = []
    for match in _CLUSTERS.finditer(text):
        if not unicodedata.is_normalized("NFC", match[0]):
            edits.extend(_cluster_edits(match[0], match.start()))
    return edits


def _cluster_edits(run: str, at: int) -> Iterator[Edit]:
    """The edits of the composing pieces of `run`, which stands at `at`."""
    for start, end in _pieces(run):
        piece = run[start:end]
        form = unicodedata.normalize("NFC", piece)
        if form != piece:
            yield Edit(at + start, at + end, form, "nfc")


def _pieces(run: str) -> Iterator[tuple[int, int]]:
    """Spans of `run` that compose each for itself: a cut stands where NFC does not reach across."""
    start = 0
    for at in range(1, len(run)):
        if unicodedata.combining(run[at]):
            continue
        piece = run[start : at + 1]
        normal = unicodedata.normalize
        if normal("NFC", piece) == normal("NFC", piece[:-1]) + normal("NFC", piece[-1]):
            yield start, at
            start = at
    yield start, len(run)
