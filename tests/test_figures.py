"""The table of figures: measured with what is in the tree, and nothing below its floor."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from pipeline import package_data
from pipeline.evaluation.figures import Figure, share
from scripts import evaluate, figure_table, measure_queries
from scripts.figure_table import ROOT, Row
from scripts.measures import HELD_OUT, MEASURES, Measure, evaluated, gold_files, marked_files

REMEDY = f"measure anew: {figure_table.COMMAND}"


def test_every_measure_is_in_the_table() -> None:
    measures = {row.figure.split(":")[0] for row in figure_table.rows()}
    assert measures == set(MEASURES), REMEDY


def test_every_command_is_one_that_was_measured() -> None:
    known = {(name, measure.command) for name, measures in MEASURES.items() for measure in measures}
    assert {(row.figure.split(":")[0], row.command) for row in figure_table.rows()} == known, REMEDY


def test_no_figure_is_below_its_floor_or_named_twice() -> None:
    rows = figure_table.rows()
    assert [row.figure for row in rows if row.value < row.floor] == []
    assert len({row.figure for row in rows}) == len(rows)


def test_the_figures_were_measured_with_the_tables_and_models_of_the_tree() -> None:
    assert {row.weights for row in figure_table.rows()} == {package_data.digest()}, REMEDY


def test_the_figures_of_the_gold_were_measured_on_the_gold_of_the_tree() -> None:
    digests = {(row.figure.split(":")[0], row.data) for row in figure_table.rows()}
    assert ("gold", figure_table.digest(gold_files())) in digests, REMEDY
    assert ("prints", figure_table.digest(marked_files())) in digests, REMEDY
    assert ("queries", figure_table.digest(measure_queries.files())) in digests, REMEDY
    heldout = ROOT / "corpus" / "gold" / "history" / "heldout.iob2"
    assert ("history", figure_table.digest([heldout])) in digests, REMEDY


@pytest.mark.parametrize(
    ("value", "floor"), [(1.0, 0.99), (0.884, 0.87), (0.9951, 0.99), (0.995, 0.99), (0.0, 0.0)]
)
def test_a_new_floor_is_a_little_below_the_value(value: float, floor: float) -> None:
    assert figure_table.floor(value) == floor


def test_a_table_reads_as_it_was_written(tmp_path: Path) -> None:
    row = Row("gold: period-kk: dates", 0.9875, 0.98, "developed on", "scripts/evaluate gold", "0a", "0b")
    figure_table.write([row], tmp_path / "figures.tsv")
    assert figure_table.rows(tmp_path / "figures.tsv") == [row]
    assert figure_table.rows(tmp_path / "none.tsv") == []


def test_a_digest_changes_with_a_name_and_with_a_byte(tmp_path: Path) -> None:
    digests = set()
    for name, text in (("a", "1"), ("a", "2"), ("b", "1")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        digests.add(figure_table.digest([tmp_path / name]))
    assert len(digests) == 3


def test_missing_data_is_named_with_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        evaluate.main(["damage", "--data", str(tmp_path)])
    assert exit_.value.code == 2
    assert "IZDE_DATA" in capsys.readouterr().err


def small(figure: Figure) -> list[Row]:
    """The rows of a measure that gives one figure."""
    return evaluate.measured(
        "small", [Measure(lambda data: {"words": figure}, lambda data: [], "count words", HELD_OUT)], Path()
    )


def test_a_figure_below_its_floor_is_named_and_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    table = tmp_path / "figures.tsv"
    assert evaluate.kept(small(share(90, 100)), table) == []
    assert [(row.figure, row.value, row.floor) for row in figure_table.rows(table)] == [
        ("small: words", 0.9, 0.89)
    ]
    before = table.read_bytes()
    assert evaluate.kept(small(share(80, 100)), table) == ["small: words: 0.8000 is below 0.89"]
    assert table.read_bytes() == before
    # A floor is lowered only when that is asked for; a better figure does not raise it unasked.
    assert evaluate.kept(small(share(80, 100)), table, new_floors=True) == []
    assert evaluate.kept(small(share(99, 100)), table) == []
    assert [(row.value, row.floor) for row in figure_table.rows(table)] == [(0.99, 0.79)]


def test_a_measure_that_counts_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="small: nothing was counted"):
        small(share(0, 0))


def test_what_izde_evaluate_measures_is_what_its_row_says(tmp_path: Path) -> None:
    (tmp_path / "ner").mkdir()
    file = tmp_path / "ner" / "few.iob2"
    file.write_text("Абай B-PERSON\nкелді O\n", encoding="utf-8")
    measure = evaluated("entities DATA/ner/few.iob2 --by pipeline")
    assert measure.command == "izde evaluate entities DATA/ner/few.iob2 --by pipeline"
    assert measure.files(tmp_path) == [file]
    assert measure.figures(tmp_path)["exact"].gold == 1


MODELS = ROOT / "pipeline" / "models"


def manifest() -> dict[str, dict[str, str]]:
    """The rows of the manifest of the weights, by file."""
    with (MODELS / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def test_the_manifest_tells_the_weights_of_the_tree() -> None:
    told = manifest()
    assert set(told) == {file.name for file in MODELS.iterdir() if file.is_file()} - {"manifest.tsv"}
    for name, row in told.items():
        assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == row["sha256"], name
        assert (ROOT / row["script"]).is_file() and row["data"] and row["licence"], name


@pytest.mark.parametrize(
    ("measured_on", "weights", "learnt_from"),
    [
        ("evaluate lemmas DATA/ud/kk_ktb-ud-dev.conllu", "lemma", r"KTB[^;,]*\bdev\b"),
        ("evaluate entities DATA/ner/dev.iob2", "entities", r"KazNERD[^;,]*\bdev\b"),
        ("evaluate entities corpus/gold/history/heldout.iob2", "entities", r"held[- ]?out"),
    ],
)
def test_no_figure_is_taken_on_what_the_weights_were_learnt_from(
    measured_on: str, weights: str, learnt_from: str
) -> None:
    data = [row["data"] for name, row in manifest().items() if name.startswith(weights)]
    assert data
    if any(re.search(learnt_from, each) for each in data):
        assert not [row.figure for row in figure_table.rows() if measured_on in row.command]
        assert not [m.command for measures in MEASURES.values() for m in measures if measured_on in m.command]
