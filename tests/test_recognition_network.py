"""The parts of the entity model: what it is told, how likelihoods are computed, how they become names."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.recognition_decoding import OURS, in_ours, names, together
from pipeline.recognition_features import features, heads, known, quoted
from pipeline.recognition_network import (
    Network,
    cells,
    expected,
    from_bytes,
    layers,
    may_follow,
    padded,
    probabilities,
    to_bytes,
)

LABELS = ("B-A", "E-A", "I-A", "O", "S-A", "S-B")
SENTENCES = [["Ахмет", "келді", "."], ["Семей"], "Кеше « Қазақ » газеті шықты".split()]


def untrained(seed: int = 0) -> Network:
    np.random.seed(seed)
    numbers = np.random.default_rng(seed)
    network = Network(LABELS, layers(len(LABELS)), numbers.normal(size=(6, 6)).astype("float32"))
    last = network.layers.layers[-1].layers[0]
    last.set_param("W", numbers.normal(size=last.get_param("W").shape).astype("float32"))
    return network


def paths(length: int) -> list[tuple[int, ...]]:
    begins, follow, ends = may_follow(LABELS)
    return [
        path
        for path in itertools.product(range(len(LABELS)), repeat=length)
        if begins[path[0]] and ends[path[-1]] and all(follow[a, b] for a, b in itertools.pairwise(path))
    ]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), lengths=st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_likelihoods_are_those_of_all_paths_counted(seed: int, lengths: list[int]) -> None:
    numbers = np.random.default_rng(seed)
    scores = [numbers.normal(size=(length, len(LABELS))).astype("float32") for length in lengths]
    transitions = numbers.normal(size=(len(LABELS), len(LABELS))).astype("float32")
    likely, pairs = expected(*padded(scores), transitions, LABELS)
    all_pairs = np.zeros_like(transitions)
    for row, score in enumerate(scores):
        found = paths(len(score))
        weights = np.array([weight(path, score, transitions) for path in found])
        weights /= weights.sum()
        counted = np.zeros_like(score)
        for path, share in zip(found, weights, strict=True):
            counted[np.arange(len(path)), path] += share
            for pair in itertools.pairwise(path):
                all_pairs[pair] += share
        assert np.allclose(likely[row, : len(score)], counted, atol=1e-4)
    assert np.allclose(pairs, all_pairs, atol=1e-3)


def weight(path: tuple[int, ...], score: Any, transitions: Any) -> float:
    total = sum(float(score[at, label]) for at, label in enumerate(path))
    return float(np.exp(total + sum(float(transitions[pair]) for pair in itertools.pairwise(path))))


def test_which_labels_follow_which() -> None:
    begins, follow, ends = may_follow(LABELS)
    assert [label for label, may in zip(LABELS, begins, strict=True) if may] == ["B-A", "O", "S-A", "S-B"]
    assert [label for label, may in zip(LABELS, ends, strict=True) if may] == ["E-A", "O", "S-A", "S-B"]
    after_b = [label for label, may in zip(LABELS, follow[LABELS.index("B-A")], strict=True) if may]
    assert after_b == ["E-A", "I-A"]


def test_a_network_written_and_read_says_the_same() -> None:
    network = untrained()
    read = from_bytes(to_bytes(network))
    assert read.labels == LABELS and to_bytes(read) == to_bytes(network)
    for before, after in zip(probabilities(network, SENTENCES), probabilities(read, SENTENCES), strict=True):
        assert np.allclose(before, after, atol=0.02)


def test_a_network_of_another_shape_is_refused() -> None:
    network = untrained()
    other = Network(LABELS[:4], network.layers, network.transitions)
    with pytest.raises(ValueError, match="train it anew"):
        from_bytes(to_bytes(other))


def test_a_sentence_is_judged_alone() -> None:
    network = untrained()
    together_ = probabilities(network, SENTENCES)
    for sentence, found in zip(SENTENCES, together_, strict=True):
        assert found.shape == (len(sentence), len(LABELS))
        assert np.allclose(found, probabilities(network, [sentence])[0], atol=1e-4)


@settings(deadline=None)
@given(words=st.lists(st.text(st.characters(exclude_categories=[]), max_size=8), max_size=8))
def test_any_words_have_features(words: list[str]) -> None:
    assert cells(words).shape == (len(words), 16)
    assert len(features(words)) == len(heads(words)) == len(quoted(words)) == len(words)


def spread(*labels: str) -> Any:
    likely = np.full((len(labels), len(OURS)), 0.001, dtype="float32")
    for at, label in enumerate(labels):
        likely[at, OURS.index(label)] = 0.9
    return likely


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("O", "S-PLACE", "O"), [(1, 2, "PLACE")]),
        (("B-ORG", "I-ORG", "E-ORG"), [(0, 3, "ORG")]),
        (("S-PERSON", "S-PERSON"), [(0, 1, "PERSON"), (1, 2, "PERSON")]),
        (("O", "O"), []),
        # No name ends without its beginning, or begins without its end.
        (("O", "E-ORG", "O"), []),
        (("B-LAW", "I-LAW", "E-WORK", "E-LAW"), [(0, 4, "LAW")]),
    ],
)
def test_names_of_likelihoods(labels: tuple[str, ...], found: list[tuple[int, int, str]]) -> None:
    told = names(spread(*labels))
    assert [name[:3] for name in told] == found
    assert all(0 < name[3] <= 1 for name in told)


def test_kinds_of_a_type_are_added_up_and_others_are_outside() -> None:
    likely = in_ours(np.array([[0.2, 0.3, 0.4, 0.1]]), ("S-PLACE/GPE", "S-PLACE/LOCATION", "O/DATE", "O"))
    assert likely[0, OURS.index("S-PLACE")] == pytest.approx(0.5)
    assert likely[0, OURS.index("O")] == pytest.approx(0.5)


def test_the_surer_of_two_opinions_weighs_more() -> None:
    sure, unsure = spread("S-PLACE"), np.full((1, len(OURS)), 1 / len(OURS), dtype="float32")
    assert names(together([sure, unsure])) and not names(together([spread("O"), spread("O"), sure]))


@pytest.mark.parametrize(
    ("word", "kinds", "rest"),
    [
        ("Парижге", "city", "ге"),
        ("үндістандық", "country", "дық"),
        ("министрлігінің", "org-head", "гін"),
        ("Ақ", "", ""),
        ("орманшылардікіндей", "", ""),
    ],
)
def test_words_of_the_tables(word: str, kinds: str, rest: str) -> None:
    assert known(word) == (kinds, rest)


def test_heads_ahead() -> None:
    words = "Білім және ғылым министрлігі , « Қазақ » газеті".split()
    found = heads(words)
    assert [kinds and away for kinds, away in found] == [3, 2, 1, "", "", "", 2, 1, ""]
    assert found[0][0] == "org-head" and found[6][0] == "work-head"


def test_words_in_quotation_marks() -> None:
    assert quoted("« Ай қап » , “ Қазақ ”".split()) == [
        *[(0, 0), (1, 2), (2, 1), (0, 0), (0, 0), (0, 0), (1, 1), (0, 0)]
    ]
    assert quoted(["«", "Қазақ"]) == [(0, 0), (0, 0)]
