"""The lecture and its translation as they stand: each sentence has its pair, and both sides say the same."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

from scripts.make_translation import (
    COLUMNS,
    TABLE,
    Row,
    Told,
    described,
    differences,
    pairs,
    renewed,
    sentences,
)

MISPRINTED = {"1990"}
"""Figures that the source prints wrong and the translation keeps; a note begins with MISPRINT and one."""

MISPRINT = "misprint: "


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return pairs(TABLE)


@pytest.fixture(scope="module")
def source() -> Mapping[str, Told]:
    original, file, _ = described(TABLE.stem)
    return sentences(original, file)


@pytest.fixture(scope="module")
def target() -> Mapping[str, Told]:
    return sentences(TABLE.stem, described(TABLE.stem)[2])


def differing(row: Row, source: Mapping[str, Told], target: Mapping[str, Told]) -> set[str]:
    return differences([source[id] for id in row.source], [target[id] for id in row.target])


def wrong(rows: list[Row], source: Mapping[str, Told], target: Mapping[str, Told]) -> list[str]:
    """What is wrong with the notes: a difference that none names, a note without one."""
    found = []
    for row in rows:
        values = differing(row, source, target)
        named = {word.strip(",;") for word in row.note.split()}
        if missing := sorted(values - named):
            found.append(f"{row.target}: the note should say why these differ: {missing}")
        if row.note and not values and not row.note.startswith(MISPRINT):
            found.append(f"{row.target}: nothing differs, the note is not needed: {row.note}")
    return found


def test_the_table_says_which_document_is_translated() -> None:
    original, source_file, target_file = described(TABLE.stem)
    assert original == "alash-qozgalysy"
    assert source_file.parent.name == "seeds" and target_file.parent.name == "corpus"


def test_each_sentence_of_the_source_stands_in_one_row(rows: list[Row], source: Mapping[str, Told]) -> None:
    assert list(chain.from_iterable(row.source for row in rows)) == list(source)


def test_each_sentence_of_the_translation_stands_in_one_row(
    rows: list[Row], target: Mapping[str, Told]
) -> None:
    assert list(chain.from_iterable(row.target for row in rows)) == list(target)


def test_no_row_has_an_empty_side(rows: list[Row]) -> None:
    assert all(row.source and row.target for row in rows)


def test_names_dates_and_numbers_agree_or_the_note_says_why_not(
    rows: list[Row], source: Mapping[str, Told], target: Mapping[str, Told]
) -> None:
    assert wrong(rows, source, target) == []


def test_a_misprint_is_kept_and_noted(
    rows: list[Row], source: Mapping[str, Told], target: Mapping[str, Told]
) -> None:
    noted = {row.note.removeprefix(MISPRINT).split()[0]: row for row in rows if row.note.startswith(MISPRINT)}
    assert set(noted) == MISPRINTED
    for figure, row in noted.items():
        assert figure in chain.from_iterable(source[id].numbers for id in row.source)
        assert figure in chain.from_iterable(target[id].numbers for id in row.target)


def test_addresses_are_dealt_out_anew_in_order() -> None:
    before = [Row(("a@0",), ("b@0", "b@5"), "why"), Row(("a@4", "a@9"), ("b@8",), "")]
    after = [Row(("a@1",), ("b@0", "b@6"), "why"), Row(("a@5", "a@10"), ("b@9",), "")]
    assert renewed(before, ["a@1", "a@5", "a@10"], ["b@0", "b@6", "b@9"]) == after


def test_a_text_with_another_number_of_sentences_is_refused() -> None:
    with pytest.raises(ValueError, match="target holds 1 sentences, its text 2"):
        renewed([Row(("a@0",), ("b@0",), "")], ["a@0"], ["b@0", "b@7"])


def test_a_table_without_its_first_row_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("a@0\tb@0\t\n", encoding="utf-8")
    with pytest.raises(ValueError, match=", ".join(COLUMNS)):
        pairs(table)
