"""A stretch of a source and its repairs in; the words repaired, each with its rule, as text and HTML out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from types import MappingProxyType

from markupsafe import Markup

from pipeline.records import Repair
from search_service.interface import Words
from search_service.labels import N_

_RULES: Mapping[str, str] = MappingProxyType(
    {
        "homoglyph": N_("a letter of another script that looks the same"),
        "exchanged": N_("a Kazakh letter that a font put for another"),
        "figure": N_("a figure in the place of a letter"),
        "invisible": N_("an invisible character left out"),
        "nfc": N_("a letter and its mark written as one character"),
        "utf-8": N_("text in UTF-8 read in another encoding"),
    }
)
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode's general categories of what a reader would not see: control, format and private characters."""

_RULES_JOINED = "+"

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """A word that was repaired, at [start, end) of its source; `parts` are (printed, repaired) in order."""

    start: int
    end: int
    parts: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]

    @property
    def printed(self) -> Markup:
        """The word as the source has it, its damaged characters marked."""
        return _letters(self.parts, 0)

    @property
    def repaired(self) -> Markup:
        """The word as it reads in the text, its mended characters marked."""
        return _letters(self.parts, 1)


def rule_in_words(rule: str, words: Words) -> str:
    """What a rule of the repair mends, in words; a code page is called by its name."""
    if message := _RULES.get(rule):
        return words.gettext(message)
    return words.gettext("text in the code page %(name)s read in another", name=rule)


def changes(raw: str, at: int, repairs: Iterable[Repair]) -> Iterator[Change]:
    """The words of `raw`, which starts at `at` of its source, that `repairs` (in order) change."""
    waiting = [each for each in repairs if at <= each.raw_start and each.raw_end <= at + len(raw)]
    done = 0
    while waiting:
        start = waiting[0].raw_start - at
        while start > done and _of_word(raw[start - 1]):
            start -= 1
        end, inside = start, list[Repair]()
        while waiting and (waiting[0].raw_start - at < end or not inside):
            inside.append(waiting.pop(0))
            end = _word_end(raw, max(end, inside[-1].raw_end - at))
        yield Change(start + at, end + at, _parts(raw, at, start, end, inside), _rules(inside))
        done = end


def _of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc", "Cf")


def _word_end(raw: str, end: int) -> int:
    while end < len(raw) and _of_word(raw[end]):
        end += 1
    return end


def _parts(raw: str, at: int, start: int, end: int, repairs: Sequence[Repair]) -> tuple[tuple[str, str], ...]:
    parts, done = [], start
    for repair in repairs:
        before = raw[done : repair.raw_start - at]
        parts += [(before, before)] if before else []
        parts.append((repair.raw, repair.repaired))
        done = repair.raw_end - at
    return (*parts, *([(raw[done:end], raw[done:end])] if done < end else []))


def _rules(repairs: Iterable[Repair]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule for repair in repairs for rule in repair.rule.split(_RULES_JOINED)))


def as_printed(raw: str, at: int, repairs: Iterable[Change], marks: Spans = ()) -> Markup:
    """`raw`, which starts at `at`, its white space folded, with a line under what was repaired.

    `marks` are the stretches of the source to put a <mark> on.
    """
    return _written(raw, at, repairs, marks, lambda change: change.printed)


def difference(
    raw: str, at: int, repairs: Iterable[Change], numbers: Mapping[str, int], marks: Spans = ()
) -> Markup:
    """The same with each repaired word before and after, and the numbers of its rules in the list of them."""

    def both(change: Change) -> Markup:
        notes = Markup("").join(
            Markup('<a href="#rule-{0}">{0}</a>').format(numbers[rule]) for rule in change.rules
        )
        return Markup('<span class="fx"><del>{}</del> <ins>{}</ins><sup>{}</sup></span>').format(
            change.printed, change.repaired, notes
        )

    return _written(raw, at, repairs, marks, both)


def _written(
    raw: str, at: int, repairs: Iterable[Change], marks: Spans, word: Callable[[Change], Markup]
) -> Markup:
    pieces, done = list[tuple[Markup, bool]](), at
    for change in repairs:
        pieces += _plain(raw, at, done, change.start, marks)
        touched = any(start < change.end and change.start < end for start, end in marks)
        pieces.append((word(change), touched))
        done = change.end
    pieces += _plain(raw, at, done, at + len(raw), marks)
    html = Markup("")
    for marked, run in groupby(pieces, key=lambda piece: piece[1]):
        inside = Markup("").join(each for each, _ in run)
        html += Markup("<mark>{}</mark>").format(inside) if marked else inside
    return html


def _plain(raw: str, at: int, start: int, end: int, marks: Spans) -> Iterator[tuple[Markup, bool]]:
    """What was not repaired from `start` to `end` of the source, cut where a mark begins or ends."""
    cuts = sorted({start, end, *(edge for span in marks for edge in span if start < edge < end)})
    for low, high in pairwise(cuts):
        piece = Markup.escape(folded(raw[low - at : high - at]))
        yield piece, any(first <= low < last for first, last in marks)


def _letters(parts: Iterable[tuple[str, str]], side: int) -> Markup:
    """One side of a word with the characters marked that differ from the other side's."""
    html = Markup("")
    for part in parts:
        text = shown(part[side])
        html += Markup("<u>{}</u>").format(text) if part[0] != part[1] and text else Markup.escape(text)
    return html


def folded(text: str) -> str:
    """`text` with its runs of white space as one space each."""
    return re.sub(r"\s+", " ", text)


def shown(text: str) -> str:
    """`text` in which characters that cannot be seen stand by their numbers in Unicode."""
    return "".join(
        f"‹U+{ord(each):04X}›" if unicodedata.category(each) in _UNSEEN and not each.isspace() else each
        for each in folded(text)
    )
