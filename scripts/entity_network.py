"""Labelled sentences in, a trained network of the entity model out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
from thinc.api import Adam, fix_random_seed

from pipeline.recognition_network import ROWS, Network, cells, expected, layers, padded

PASSES = 7
AT_ONCE = 32
"""Sentences between two steps."""

RATE = 0.002
WARM_UP = 200
"""Steps in which the rate grows to RATE; after them it falls, in proportion, to LAST_RATE of it."""

LAST_RATE = 0.03
DROPOUT = 0.45
HIDDEN = {"word": 0.3, "p5": 0.15, "p6": 0.15, "e4": 0.15, "e5": 0.15}
"""How often what tells a word from all others is hidden, so that the network learns from the rest of it."""

LENGTHS = 8
"""Words by which sentences of one batch may differ, at random."""


def trained(examples: Sequence[tuple[Sequence[str], Sequence[str]]], seed: int) -> Network:
    """The network learnt from (words, labels); the same to the digit for the same examples and seed."""
    fix_random_seed(seed)
    chance, dice = np.random.default_rng(seed), random.Random(seed)
    labels = sorted({label for _, answer in examples for label in answer})
    number = {label: at for at, label in enumerate(labels)}
    told = [cells(words) for words, _ in examples]
    wanted = [np.array([number[label] for label in answer]) for _, answer in examples]
    whole = layers(len(labels), DROPOUT)
    transitions = np.zeros((len(labels), len(labels)), dtype="float32")
    optimizer = Adam(RATE, grad_clip=1.0)
    steps = PASSES * -(-len(examples) // AT_ONCE)
    batches = (batch for _ in range(PASSES) for batch in _batches(told, dice))
    for step, batch in enumerate(batches):
        optimizer.learn_rate = RATE * min(1, (step + 1) / WARM_UP) * max(LAST_RATE, 1 - step / steps)
        scores, learn = whole.begin_update([_hidden(told[at], chance) for at in batch])
        wrong, pairs = expected(*padded(scores), transitions, labels)
        for row, at in enumerate(batch):
            answer = wanted[at]
            wrong[row, np.arange(len(answer)), answer] -= 1
            np.add.at(pairs, (answer[:-1], answer[1:]), -1)
        learn([wrong[row, : len(wanted[at])] / len(batch) for row, at in enumerate(batch)])
        whole.finish_update(optimizer)
        transitions, _ = optimizer((0, "transitions"), transitions, (pairs / len(batch)).astype("float32"))
    return Network(tuple(labels), whole, transitions)


def _batches(told: Sequence[np.ndarray], dice: random.Random) -> Iterator[list[int]]:
    """Yield the places of all examples once, those of about one length together, in any order."""
    length = [len(cell) + dice.random() * LENGTHS for cell in told]
    order = sorted(range(len(told)), key=lambda at: length[at])
    batches = [order[start : start + AT_ONCE] for start in range(0, len(order), AT_ONCE)]
    dice.shuffle(batches)
    yield from batches


def _hidden(told: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    told = told.copy()
    for column, name in enumerate(ROWS):
        if name in HIDDEN:
            told[chance.random(len(told)) < HIDDEN[name], column] = 0
    return told
