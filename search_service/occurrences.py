"""What a question found in, every match of its words out, as a concordance counts them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import folding
from search_service.finding import Found
from search_service.marks import Marker, printed
from search_service.store import Store
from search_service.words import Word, running

AT_ONCE = 500
"""Passages read at a time, so that a frequent word needs little memory."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A match in the passage `number`, at [start, end) of its text.

    `first` and `last` are the ordinals of its running words in the passage; `form` and `lemma` are its own,
    apart from case, the words of several parted by spaces; `how` says in what way it answers the question, of
    several words the weakest: exact, lemma, script, name or near.
    """

    number: int
    start: int
    end: int
    first: int
    last: int
    form: str
    lemma: str
    how: str


def occurrences(store: Store, found: Found) -> tuple[Occurrence, ...]:
    """Every match of the words of the question, in the order of the corpus; none without words.

    A match is a stretch that a hit highlights for the question's words, not for its filters; stretches that
    only white space parts, as of a phrase, are one match.
    """
    return tuple(_occurrences(store, found)) if found.leaves else ()


def _occurrences(store: Store, found: Found) -> Iterator[Occurrence]:
    marker = Marker(found.leaves)
    for numbers in batches(found.in_text()):
        passages = store.numbered(numbers)
        words = store.index.words_of(numbers)
        forms = printed(store.index, numbers)
        for number in numbers:
            text = passages[number].text
            counted = running(words[number])
            found_here = marker.stretches(passages[number], forms[number])
            for start, end in joined(text, [(each.start, each.end) for each in found_here]):
                inside = [each for each in found_here if start <= each.start < end]
                weakest = min(inside, key=lambda each: each.weight)
                # A compound has a lemma of its own, other than those of its parts.
                whole = next((w.lemma for w in words[number] if (w.start, w.end) == (start, end)), None)
                yield _occurrence(number, text, counted, start, end, weakest.how, whole)


def joined(text: str, highlights: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of `text`, those that only white space parts made one."""
    found: list[tuple[int, int]] = []
    for start, end in highlights:
        if found and text[found[-1][1] : start].isspace():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _occurrence(
    number: int, text: str, counted: Sequence[Word], start: int, end: int, how: str, whole: str | None
) -> Occurrence:
    inside = [place for place, word in enumerate(counted) if word.start < end and start < word.end]
    before = sum(word.end <= start for word in counted)
    return Occurrence(
        number,
        start,
        end,
        inside[0] if inside else before,
        inside[-1] if inside else before - 1,
        folding.surface(text[start:end]),
        whole or " ".join(counted[place].lemma for place in inside),
        how,
    )


def batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """`numbers`, AT_ONCE at a time."""
    for first in range(0, len(numbers), AT_ONCE):
        yield numbers[first : first + AT_ONCE]


def conditions(numbers: Sequence[int]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What to write in SQL behind the column of a passage's number, and its values, to choose `numbers`.

    A range, such as the whole corpus, is chosen at once; of others there is a condition for each batch.
    """
    if isinstance(numbers, range) and numbers:
        yield "BETWEEN ? AND ?", (numbers[0], numbers[-1])
        return
    for some in batches(numbers):
        yield "IN (SELECT value FROM json_each(?))", (json.dumps(list(some)),)
