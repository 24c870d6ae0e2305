"""The sentences of corpus/gold/history: labelled as their marks say, none of them in both parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.entity_labels import OURS
from pipeline.evaluation.iob2_file import labelled
from pipeline.kazakh import Kazakh
from scripts.make_history import FOLDER, PARTS, labelled_tokens, part, sources

REMEDY = "python -m scripts.make_history"


@pytest.mark.parametrize("name", PARTS)
def test_labelled_tokens_are_what_the_marks_say(name: str) -> None:
    assert (FOLDER / f"{name}.iob2").read_bytes().decode() == part(name), REMEDY


@pytest.mark.parametrize("name", PARTS)
def test_every_row_is_read_and_every_type_is_ours(name: str) -> None:
    def fail(message: str) -> None:
        raise AssertionError(message)

    found = labelled(FOLDER / f"{name}.iob2", warn=fail)
    assert found.labels == OURS
    assert {entity.type for sentence in found.sentences for entity in sentence.names} == set(OURS.types)


def test_a_third_is_held_out_and_shares_no_sentence_with_the_rest() -> None:
    train, heldout = (
        [sentence.text for sentence in labelled(FOLDER / f"{name}.iob2", warn=print).sentences]
        for name in PARTS
    )
    assert len(train) + len(heldout) >= 300
    assert 0.3 <= len(heldout) / (len(train) + len(heldout)) <= 0.4
    assert not set(train) & set(heldout)
    assert len(set(train)) == len(train) and len(set(heldout)) == len(heldout)


@pytest.mark.parametrize(
    ("marked", "rows"),
    [
        ("p: [[L a|<Семей> қаласында]] болды.", "Семей B-PLACE|қаласында I-PLACE|болды O|. O"),
        ("p: «[[W a|Айқап]]»", "« O|Айқап B-WORK|» O"),
        # Only the outermost name counts.
        ("p: [[O a|[[L b|Семей]] земствосы]]", "Семей B-ORG|земствосы I-ORG"),
        # A name that ends inside a token takes it whole; of two in one token the first has it.
        ("p: [[N a|қазақ]]-орыс", "қазақ-орыс B-NORP"),
        ("p: [[N a|қазақ]]-[[N b|орыс]] мектебі", "қазақ-орыс B-NORP|мектебі O"),
        # Two names side by side stay two.
        ("p: [[P a|Абай]] [[P b|Ибраһим]]", "Абай B-PERSON|Ибраһим B-PERSON"),
    ],
)
def test_marks_become_labels(marked: str, rows: str) -> None:
    (block,) = labelled_tokens(marked, Kazakh())
    text, *found = block.rstrip("\n").split("\n")
    assert text.startswith("# text = ") and "[[" not in text
    assert found == rows.split("|")


def test_a_name_beyond_its_sentence_and_an_open_mark_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="goes beyond the sentence"):
        list(labelled_tokens("p: [[L a|Семей. | Абай]] келді.", Kazakh()))
    (tmp_path / "train-x.txt").write_text("p: [[L a|Семей", encoding="utf-8")
    with pytest.raises(ValueError, match="train-x.txt: line 1: a mark is not closed"):
        part("train", tmp_path)
    assert sources("heldout", tmp_path) == []
