"""A Kazakh spaCy Doc in, the names that the learnt entity model sees in it out.

The model is a conditional random field trained by scripts/train_entities.py. Its spans are bare names, as
KazNERD has them: a generic head (қаласы, партиясы) is inside only where it is part of the name (облысы).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import pycrfsuite  # type: ignore[import-untyped]
from spacy.tokens import Doc

from pipeline.recognition_features import features
from pipeline.records import EntityType

LONGEST_SENTENCE = 200
"""Words; a longer one is cut, so that memory does not grow with a text that has no full stop."""

STOPS = frozenset({".", "!", "?", "…", "..."})
ASIDE = re.compile(r"[^\W\d_]{1,3}")
"""What in brackets is passed over: a sound of hesitation, an abbreviation; it parts no name."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A bare name: tokens [start, end) of the document, and how sure the model is of it, from 0 to 1."""

    start: int
    end: int
    type: EntityType
    confidence: float


def recognised(doc: Doc) -> tuple[Recognised, ...]:
    """The names in `doc` in order; none in a Russian one.

    Only the tokens are looked at, and the sentences where they are marked; else full stops part them.
    """
    if doc.lang_ == "ru":
        return ()
    return tuple(name for sentence in _sentences(doc) for name in _names(doc, sentence))


def passed_over(words: Sequence[str]) -> set[int]:
    """The places of what the model does not look at: asides of one short word in lower case, in brackets."""
    found: set[int] = set()
    for at in range(len(words) - 2):
        inside = words[at + 1]
        if words[at] == "(" and words[at + 2] == ")" and ASIDE.fullmatch(inside) and inside.islower():
            found |= {at, at + 1, at + 2}
    return found


def _sentences(doc: Doc) -> Iterator[list[int]]:
    """Yield the places of the words of each sentence, white space and asides left out."""
    marked = doc.has_annotation("SENT_START")
    aside = passed_over([token.text for token in doc])
    sentence: list[int] = []
    stopped = False
    for token in doc:
        begins = token.is_sent_start if marked else stopped
        if sentence and (begins or len(sentence) == LONGEST_SENTENCE):
            yield sentence
            sentence = []
        stopped = token.text in STOPS or "\n" in token.text
        if not token.is_space and token.i not in aside:
            sentence.append(token.i)
    if sentence:
        yield sentence


def _names(doc: Doc, sentence: list[int]) -> Iterator[Recognised]:
    tagger = _tagger()
    tags = tagger.tag(features([doc[at].text for at in sentence]))
    start = 0
    for at, tag in enumerate(tags):
        if tag[0] in "BS":
            start = at
        type = tag[2:].partition("/")[0]
        if tag[0] in "ES" and type in get_args(EntityType):
            sure = min(tagger.marginal(tags[inside], inside) for inside in range(start, at + 1))
            yield Recognised(sentence[start], sentence[at] + 1, type, sure)


@cache
def _tagger() -> Any:
    """The conditional random field of the package, read once."""
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights())
    return tagger


@cache
def _weights() -> bytes:
    """The model itself, which must stay where it is in memory: the tagger reads it there."""
    return gzip.decompress((files("pipeline") / "models" / "entities.crf.gz").read_bytes())
