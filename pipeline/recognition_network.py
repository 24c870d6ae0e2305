"""The words of sentences in, how likely each label is for each word out: a small convolutional network.

The labels of neighbours depend on one another by a table of transitions, as in a conditional random field.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from thinc.api import (
    HashEmbed,
    Linear,
    Maxout,
    Model,
    NumpyOps,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
    with_array,
)

from pipeline.recognition_features import REMEMBERED, SEPARATORS, heads, known, looks, quoted

ROWS = {
    **{"word": 6000, "p2": 1000, "p3": 3000, "p4": 5000, "p5": 5000, "p6": 5000},
    **{"e1": 300, "e2": 1000, "e3": 2500, "e4": 4000, "e5": 4000},
    **{"shape": 500, "known": 200, "rest": 500, "quoted": 300, "head": 300},
}
"""What the network is told of a word, and how many vectors there are for it."""

VECTOR = 40
WIDTH = 128
PIECES = 3
DEPTH = 4
"""Layers; each lets a word see one word more on either side."""

AT_ONCE = 64
"""Sentences."""

LEAST = 1e-20


Layers = Model[Any, Any]


class Ops(NumpyOps):
    """thinc's operations with numpy's product of matrices, which is several times faster than its own."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        product = np.matmul(x.T if trans1 else x, y.T if trans2 else y)
        if out is None:
            return product
        out[:] = product
        return out


@dataclass(frozen=True, slots=True)
class Network:
    """A network with the labels that its columns stand for and the transitions [from, to] between them."""

    labels: tuple[str, ...]
    layers: Layers
    transitions: Any


def layers(labels: int, dropout: float = 0.0) -> Layers:
    """A network, not yet trained, from the cells of sentences to a score for each of `labels` a word."""
    vectors: list[Layers] = [
        HashEmbed(VECTOR, size, column=at, seed=at + 1) for at, size in enumerate(ROWS.values())
    ]
    settings: dict[str, Any] = {"nP": PIECES, "normalize": True, "dropout": dropout}
    word: Layers = chain(concatenate(*vectors), Maxout(WIDTH, **settings))
    wider: Layers = residual(chain(expand_window(1), Maxout(WIDTH, **settings)))
    whole: Layers = chain(
        with_array(chain(word, clone(wider, DEPTH)), pad=DEPTH), with_array(Linear(labels, WIDTH))
    )
    ops = Ops()
    for layer in whole.walk():
        layer.ops = ops
    whole.initialize([np.zeros((1, len(ROWS)), dtype="uint64")])
    return whole


def cells(words: Sequence[str]) -> Any:
    """An array of a row a word and a column a key of ROWS: what is known of the word, as a number."""
    found = np.array([_own(word) for word in words], dtype="uint64").reshape(len(words), len(ROWS) - 2)
    around = [
        (_number(f"{near}|{before in SEPARATORS}|{looks(word).shape[:1] == 'X'}"), _number(f"{head}"))
        for word, before, near, head in zip(
            words, ["", *(looks(word).lower for word in words)], quoted(words), heads(words), strict=False
        )
    ]
    return np.hstack([found, np.array(around, dtype="uint64").reshape(len(words), 2)])


@lru_cache(REMEMBERED)
def _own(word: str) -> tuple[int, ...]:
    seen, lower = looks(word), looks(word).lower
    kinds, rest = known(word)
    begins = (lower[:size] if len(lower) >= size else f"{lower}$" for size in range(2, 7))
    ends = (lower[-size:] if len(lower) >= size else f"^{lower}" for size in range(1, 6))
    return tuple(map(_number, (lower, *begins, *ends, seen.shape, kinds, f"{kinds}|{rest}")))


def _number(text: str) -> int:
    written = text.encode("utf-8", "surrogatepass")
    return zlib.crc32(written) + (zlib.adler32(written) << 32)


def probabilities(network: Network, sentences: Sequence[Sequence[str]]) -> list[Any]:
    """For each of `sentences`, none empty, an array [word, label] of how likely each label is."""
    found: list[Any] = [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda at: len(sentences[at]))
    for start in range(0, len(order), AT_ONCE):
        batch = order[start : start + AT_ONCE]
        scores = network.layers.predict([cells(sentences[at]) for at in batch])
        likely, _ = expected(*padded(scores), network.transitions, network.labels)
        for at, row in zip(batch, likely, strict=True):
            found[at] = row[: len(sentences[at])]
    return found


def padded(scores: Sequence[Any]) -> tuple[Any, Any]:
    """One array [sentence, word, label] of scores of several lengths, and those lengths."""
    lengths = np.array([len(score) for score in scores])
    whole = np.zeros((len(scores), int(lengths.max()), scores[0].shape[1]), dtype="float32")
    for at, score in enumerate(scores):
        whole[at, : len(score)] = score
    return whole, lengths


def expected(scores: Any, lengths: Any, transitions: Any, labels: Sequence[str]) -> tuple[Any, Any]:
    """How likely each label is [sentence, word, label], and how often each pair is expected [from, to].

    The forward-backward algorithm, each step scaled to one; labels follow one another as may_follow says.
    """
    begins, follow, ends = may_follow(tuple(labels))
    step = np.where(follow, np.exp(transitions), 0).astype("float32")
    local = np.exp(scores - scores.max(2, keepdims=True)) + LEAST
    forward = np.zeros_like(local)
    forward[:, 0] = _scaled(local[:, 0] * begins)
    for at in range(1, local.shape[1]):
        forward[:, at] = _scaled((forward[:, at - 1] @ step) * local[:, at])
    backward = np.zeros_like(local)
    pairs = np.zeros_like(step)
    for at in reversed(range(local.shape[1])):
        inner, last = (lengths - 1 > at)[:, None], (lengths - 1 == at)[:, None]
        if inner.any():
            after = backward[:, at + 1] * local[:, at + 1]
            before = after @ step.T
            total = (forward[:, at] * before).sum(1, keepdims=True)
            pairs += np.where(inner, forward[:, at] / np.maximum(total, LEAST), 0).T @ after
            backward[:, at] = np.where(inner, _scaled(before), 0)
        backward[:, at] += last * ends
    return _scaled(forward * backward), pairs * step


def _scaled(values: Any) -> Any:
    return values / np.maximum(values.sum(-1, keepdims=True), LEAST)


@lru_cache(8)
def may_follow(labels: tuple[str, ...]) -> tuple[Any, Any, Any]:
    """Which labels may begin a sentence, which [from, to] follow one another, which may end one: 1 or 0.

    B and I are followed by I or E of their type; E, S and O by B, S or O.
    """
    outside = np.array([label[0] in "OES" for label in labels], dtype="float32")
    begins = np.array([label[0] in "OBS" for label in labels], dtype="float32")
    inside = np.array(
        [
            [one[0] in "BI" and other[0] in "IE" and one[2:] == other[2:] for other in labels]
            for one in labels
        ],
        dtype="float32",
    )
    return begins, inside + np.outer(outside, begins), outside


def to_bytes(network: Network) -> bytes:
    """The network as a file of numpy's; its numbers keep three digits."""
    numbers = np.concatenate([values.ravel() for values in _parameters(network.layers)])
    file = io.BytesIO()
    np.savez(
        file,
        labels=np.array(network.labels),
        numbers=numbers.astype("float16"),
        transitions=network.transitions.astype("float16"),
    )
    return file.getvalue()


def from_bytes(written: bytes) -> Network:
    """The network that to_bytes wrote. Raises ValueError for another file."""
    with np.load(io.BytesIO(written)) as file:
        labels = tuple(str(label) for label in file["labels"])
        numbers, transitions = file["numbers"].astype("float32"), file["transitions"].astype("float32")
    found = layers(len(labels))
    at = 0
    for values in _parameters(found):
        values[...] = numbers[at : at + values.size].reshape(values.shape)
        at += values.size
    if at != numbers.size:
        raise ValueError(f"{numbers.size} numbers for a network of {at}; train it anew")
    return Network(labels, found, transitions)


def _parameters(whole: Layers) -> Iterator[Any]:
    for layer in whole.walk():
        for name in layer.param_names:
            yield layer.get_param(name)
