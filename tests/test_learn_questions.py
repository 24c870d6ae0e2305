"""Learning what the features of questions weigh: what comes out, on examples of a few numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scripts import learn_questions
from scripts.learn_questions import Example, crossed, learnt, learnt_twice, measured
from scripts.measure_questions import Asked
from search_service import questions


def example(number: int, answers: frozenset[str] = frozenset({"a"})) -> Example:
    """Three candidates: the first feature tells which answers, the second the opposite, the third nothing."""
    told = np.random.default_rng(number).random(3)
    features = np.column_stack([[0.9, 0.2, 0.1], [0.1, 0.8, 0.9], told])
    return Example(Asked(str(number), "?", answers), ("a", "b", "c"), features, _fed)


def _fed(scores: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    return {"alike": (scores == scores.max()).astype(np.float64), "fed": np.zeros(len(scores))}


def test_what_tells_weighs_most_and_nothing_weighs_less_than_nothing() -> None:
    weights = learnt([example(number) for number in range(20)])
    assert weights.argmax() == 0 and weights[1] == 0 and (weights >= 0).all()


def test_weights_rank_what_answers_first() -> None:
    examples = [example(number) for number in range(20)]
    assert measured(examples, np.array([1.0, 0.0, 0.0])).tolist() == [1.0, 1.0]
    gained, found = measured(examples, np.array([0.0, 1.0, 0.0])).tolist()
    assert gained == pytest.approx(0.5) and found == 1.0
    assert crossed(examples).tolist() == [1.0, 1.0]


def test_a_question_without_an_answer_teaches_nothing_and_is_counted() -> None:
    examples = [example(number) for number in range(20)]
    lost = example(20, frozenset({"x"}))
    assert learnt([*examples, lost]).tolist() == learnt(examples).tolist()
    assert measured([lost], np.ones(3)).tolist() == [0.0, 0.0]


def test_feedback_is_of_the_scores_before_it() -> None:
    closer, fed_back = learnt_twice([example(number) for number in range(20)])
    assert len(closer) == 3 and len(fed_back) == 5
    fed = example(1).fed(closer)
    assert fed.features[:, 3].tolist() == [1.0, 0.0, 0.0]


def test_weights_are_written_into_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = learn_questions.TABLE.read_text(encoding="utf-8")
    table = tmp_path / "weights.tsv"
    table.write_text(before, encoding="utf-8")
    monkeypatch.setattr(learn_questions, "TABLE", table)
    learn_questions._write({stage: np.full(len(names), 0.25) for stage, names in questions.FEATURES.items()})
    lines, kept = table.read_text(encoding="utf-8").splitlines(), before.splitlines()
    assert [line for line in lines if line.startswith("#")] == [line for line in kept if line.startswith("#")]
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "feature"))]
    assert [row[0] for row in rows] == list(questions.FEATURES["fed back"])
    assert all(row[2] == "0.25" and row[1] in ("0.25", "") for row in rows)
    assert [row[3] for row in rows] == [line.split("\t")[3] for line in kept[3:]]
