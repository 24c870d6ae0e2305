"""A Kazakh spaCy Doc in, the names that the learnt entity models see in it out.

A conditional random field alone is fast; with the networks beside it, it is more accurate. All are trained by
scripts/train_entities.py. Their spans are bare names, as KazNERD has them: a generic head (қаласы, партиясы)
is inside only where it is part of the name (облысы).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import numpy as np
import pycrfsuite  # type: ignore[import-untyped]
from spacy.tokens import Doc

from pipeline import recognition_network
from pipeline.recognition_decoding import OURS, in_ours, names, together
from pipeline.recognition_features import features
from pipeline.recognition_network import Network, probabilities
from pipeline.records import EntityType

FIELD = "entities.crf.gz"
NETWORKS = ("entities-1.npz", "entities-2.npz")

LONGEST_SENTENCE = 200
"""Words; a longer one is cut, so that memory does not grow with a text that has no full stop."""

AT_ONCE = 500
"""Sentences whose likelihoods are in memory together."""

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


@dataclass(frozen=True, slots=True)
class Models:
    """A tagger of python-crfsuite, the weights that it reads where they lie in memory, and the networks."""

    tagger: Any
    weights: bytes
    networks: tuple[Network, ...]


def recognised(doc: Doc, *, accurate: bool = False, models: Models | None = None) -> tuple[Recognised, ...]:
    """The names in a Kazakh `doc` in order, by the package's models unless others are given.

    Only the tokens are looked at, and the sentences where they are marked; else full stops part them.
    """
    places = list(sentences(doc))
    words = [[doc[at].text for at in sentence] for sentence in places]
    models = models or load(accurate)
    found = _weighed(models, words) if accurate else (_tagged(models.tagger, sentence) for sentence in words)
    return tuple(
        Recognised(sentence[start], sentence[end - 1] + 1, type, sure)
        for sentence, inside in zip(places, found, strict=True)
        for start, end, type, sure in inside
    )


def passed_over(words: Sequence[str]) -> set[int]:
    """The places of what the models do not look at: asides of one short word in lower case, in brackets."""
    found: set[int] = set()
    for at in range(len(words) - 2):
        inside = words[at + 1]
        if words[at] == "(" and words[at + 2] == ")" and ASIDE.fullmatch(inside) and inside.islower():
            found |= {at, at + 1, at + 2}
    return found


def sentences(doc: Doc) -> Iterator[list[int]]:
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


def _tagged(tagger: Any, words: Sequence[str]) -> Iterator[tuple[int, int, EntityType, float]]:
    """Yield the names on the likeliest path of the conditional random field alone."""
    tags = tagger.tag(features(words))
    start = 0
    for at, tag in enumerate(tags):
        if tag[0] in "BS":
            start = at
        type = tag[2:].partition("/")[0]
        if tag[0] in "ES" and type in get_args(EntityType):
            sure = min(tagger.marginal(tags[inside], inside) for inside in range(start, at + 1))
            yield start, at + 1, type, min(sure, 1.0)


def _weighed(
    models: Models, sentences: Sequence[Sequence[str]]
) -> Iterator[list[tuple[int, int, EntityType, float]]]:
    """Yield the names of each sentence on the path that is likeliest to all models together."""
    for first in range(0, len(sentences), AT_ONCE):
        batch = sentences[first : first + AT_ONCE]
        opinions = [
            [in_ours(likely, network.labels) for likely in probabilities(network, batch)]
            for network in models.networks
        ]
        for words, *others in zip(batch, *opinions, strict=True):
            yield names(together([_likelihoods(models.tagger, words), together(others)]))


def _likelihoods(tagger: Any, words: Sequence[str]) -> Any:
    """How likely the conditional random field finds each label of OURS for each of `words`."""
    tagger.set(features(words))
    likely = np.zeros((len(words), len(OURS)), dtype="float32")
    for label in tagger.labels():
        ours = label.partition("/")[0]
        if ours in OURS and ours != "O":
            likely[:, OURS.index(ours)] += [tagger.marginal(label, at) for at in range(len(words))]
    likely[:, OURS.index("O")] = np.maximum(1 - likely.sum(1), 0)
    return likely


@cache
def load(accurate: bool) -> Models:
    """The package's models, read once; without the networks unless they are wanted."""
    folder = files("pipeline") / "models"
    weights = gzip.decompress((folder / FIELD).read_bytes())
    wanted = NETWORKS if accurate else ()
    networks = [recognition_network.from_bytes((folder / file).read_bytes()) for file in wanted]
    return assembled(weights, networks)


def assembled(weights: bytes, networks: Sequence[Network]) -> Models:
    """The models of a conditional random field's weights and of networks."""
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(weights)
    return Models(tagger, weights, tuple(networks))
