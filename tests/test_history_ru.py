"""The Russian sentences of corpus/gold/history-ru and their measure: parts apart, all types, counts."""

from __future__ import annotations

import pytest

from pipeline.records import Recogniser
from scripts.marked_text import TYPES, Marked, marked
from scripts.measure_russian_names import files, of_text


def read() -> dict[str, Marked]:
    return {file.stem: marked(file.read_text(encoding="utf-8")) for file in files()}


def test_each_part_has_its_own_sentences() -> None:
    sentences = {
        name: {gold.text[start:end] for start, end in gold.sentences} for name, gold in read().items()
    }
    assert all(len(found) >= 40 for found in sentences.values())
    assert not sentences["tuning"] & sentences["heldout"]


@pytest.mark.parametrize("part", ["tuning", "heldout"])
def test_each_part_has_every_type_and_a_sentence_without_a_name(part: str) -> None:
    gold = read()[part]
    assert {name["type"] for name in gold.entities} == set(TYPES.values())
    named = [any(start <= name["start"] < end for name in gold.entities) for start, end in gold.sentences]
    assert not all(named)


@pytest.mark.parametrize(
    ("source", "model", "entities", "strict"),
    [
        # Found as marked.
        ("p: Он жил в [[L -|Мюнхене]].", "none", (1, 1, 1), (1, 1, 1)),
        # The bare name is touched, the head is left out.
        ("p: Он жил в [[L -|вилле <Мюнхена>]].", "none", (1, 1, 1), (0, 1, 1)),
        # Another type, and a name too much.
        ("p: Он жил в [[P -|Мюнхене]].", "none", (0, 1, 1), (0, 1, 1)),
        ("p: Он жил в Мюнхене.", "none", (0, 1, 0), (0, 1, 0)),
        # A name within a name is neither sought nor wrong.
        ("p: Он читал [[W -|письма из [[L -|Мюнхена]]]].", "none", (0, 0, 1), (0, 0, 1)),
        # What only the learnt model sees.
        ("p: Приехал [[P -|Хейкки Лаухамаа]].", "none", (0, 0, 1), (0, 0, 1)),
        ("p: Приехал [[P -|Хейкки Лаухамаа]].", "fast", (1, 1, 1), (1, 1, 1)),
    ],
)
def test_names_are_counted(
    source: str, model: Recogniser, entities: tuple[int, int, int], strict: tuple[int, int, int]
) -> None:
    found = of_text(source, model)
    counts = {name: (each.right, each.predicted, each.gold) for name, each in found.items()}
    assert counts == {"entities": entities, "entities strict": strict}
