"""A Russian spaCy Doc in, the persons, places and organisations that a learnt model sees in it out.

Weights and word vectors are those of the Natasha project (MIT licence), learnt from news, as its package
`natasha` brings them; its slovnet runs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc

from pipeline import russian_models, russian_scores
from pipeline.recognition import Recognised, sentences
from pipeline.records import EntityType

NETWORK = "ner"

TYPES: dict[str, EntityType] = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}

AT_ONCE = 512
"""Sentences that are looked at together, sorted by length."""

TOGETHER = 128
"""Sentences whose labels are weighed in one step, all padded to the longest of them."""

_PARTS = re.compile(r"\.+|[^.]+")
"""The model was taught with full stops apart: А . Н . Букейханов."""


def recognised(doc: Doc) -> tuple[Recognised, ...]:
    """The names in `doc` in order; only the tokens are looked at, and the sentences where they are marked.

    Raises pipeline.russian_models.ModelsMissing, which says what to install.
    """
    found: list[Recognised] = []
    batch: list[list[int]] = []
    for sentence in sentences(doc):
        batch.append(sentence)
        if len(batch) == AT_ONCE:
            found += _names(doc, batch)
            batch = []
    found += _names(doc, batch)
    return tuple(found)


def _names(doc: Doc, batch: Sequence[Sequence[int]]) -> Iterator[Recognised]:
    """Yield the names of sentences, each the places of its tokens, in order."""
    parts = [
        [(token, part) for token in sentence for part in _PARTS.findall(doc[token].text)]
        for sentence in batch
    ]
    in_sentences = _labels([[part for _, part in sentence] for sentence in parts])
    for sentence, labels in zip(parts, in_sentences, strict=True):
        tokens = [token for token, _ in sentence]
        last = -1
        for start, end, type, sure in _spans(labels):
            # Two names in one token: the first has it.
            if tokens[start] > last:
                last = tokens[end - 1]
                yield Recognised(tokens[start], last + 1, type, sure)


def _labels(sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
    """For each word of each sentence its label and how likely that is, from 0 to 1."""
    infer = russian_models.network(NETWORK)
    field, label = infer.model.head.crf, infer.decoder.tags_vocab.decode
    scores = list(russian_scores.scores(NETWORK, sentences))
    found: list[list[tuple[str, float]]] = [[] for _ in sentences]
    by_length = sorted(range(len(sentences)), key=lambda at: len(sentences[at]))
    for first in range(0, len(by_length), TOGETHER):
        places = by_length[first : first + TOGETHER]
        padded, mask = _padded([scores[at] for at in places])
        likely = _likelihoods(padded, field.transitions.array, mask)
        for row, (at, path) in enumerate(zip(places, field.decode(padded, mask), strict=True)):
            sure = likely[row, np.arange(len(path)), path]
            found[at] = list(zip(map(label, path), sure.tolist(), strict=True))
    return found


def _padded(scores: Sequence[Any]) -> tuple[Any, Any]:
    """Arrays of words × labels as one, sentences × words × labels, and where it has words."""
    lengths = np.array([len(each) for each in scores])
    padded = np.zeros((len(scores), lengths.max(), scores[0].shape[1]), dtype=scores[0].dtype)
    for row, each in enumerate(scores):
        padded[row, : len(each)] = each
    return padded, np.arange(lengths.max()) < lengths[:, None]


def _likelihoods(scores: Any, transitions: Any, mask: Any) -> Any:
    """How likely each label of each word is to the conditional random field: sentences × words × labels.

    The library has the likeliest path only. Words behind a sentence's end, where `mask` is False, count for
    nothing: from there backwards goes 0.
    """
    forward, backward = np.copy(scores), np.zeros_like(scores)
    for at in range(1, scores.shape[1]):
        forward[:, at] += _log_sum(forward[:, at - 1, :, None] + transitions, 1)
    for at in range(scores.shape[1] - 2, -1, -1):
        following = (scores[:, at + 1] + backward[:, at + 1])[:, None, :] + transitions
        backward[:, at] = np.where(mask[:, at + 1, None], _log_sum(following, 2), 0)
    both = forward + backward
    return np.exp(both - _log_sum(both, 2)[:, :, None])


def _log_sum(logarithms: Any, axis: int) -> Any:
    """The logarithm of the sum of what `logarithms` stand for."""
    highest = logarithms.max(axis, keepdims=True)
    return np.log(np.exp(logarithms - highest).sum(axis)) + highest.squeeze(axis)


def _spans(labels: Sequence[tuple[str, float]]) -> Iterator[tuple[int, int, EntityType, float]]:
    """Yield start, end, type and confidence of each name; the word that is least sure counts."""
    start = 0
    for at, (label, _) in enumerate(labels):
        if label.startswith("B-"):
            start = at
        following = labels[at + 1][0] if at + 1 < len(labels) else ""
        type = TYPES.get(label[2:])
        if type and not following.startswith("I-"):
            yield start, at + 1, type, min(sure for _, sure in labels[start : at + 1])
