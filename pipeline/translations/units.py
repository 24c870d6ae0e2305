"""An annotation in, its sentences as an aligner of translations wants them out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from pipeline.annotation import Annotation
from pipeline.records import DateMention, Entity, Sentence
from pipeline.translations.records import Unit

Found = TypeVar("Found", DateMention, Entity)

LOCAL = "local:"
"""An id that begins so groups names of one text; another text's are no evidence."""


def units(annotation: Annotation) -> list[Unit]:
    """The sentences in order, each with its paragraph, dates and the ids that the knowledge table gives."""
    starts = [paragraph.start for paragraph in annotation.paragraphs]
    dates = _of(annotation.sentences, annotation.dates)
    names = _of(annotation.sentences, annotation.entities)
    found = []
    for number, sentence in enumerate(annotation.sentences):
        at = max(bisect_right(starts, sentence.start) - 1, 0)
        found.append(
            Unit(
                annotation.text[sentence.start : sentence.end],
                at,
                annotation.paragraphs[at].kind if starts else "paragraph",
                frozenset(date.edtf for date in dates[number]),
                frozenset(name.id for name in names[number] if not name.id.startswith(LOCAL)),
            )
        )
    return found


def _of(sentences: Sequence[Sentence], found: Sequence[Found]) -> list[list[Found]]:
    """What begins in each sentence."""
    starts = [sentence.start for sentence in sentences]
    by_sentence: list[list[Found]] = [[] for _ in sentences]
    for each in found:
        at = bisect_right(starts, each.start) - 1
        if at >= 0:
            by_sentence[at].append(each)
    return by_sentence
