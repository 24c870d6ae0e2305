"""The table of figures: measured with what is in the tree, and nothing below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import figure_table
from scripts.evaluate import MEASURES, gold_files, main, marked_files
from scripts.figure_table import Row
from scripts.measure_treebank import running_text, sentences

REMEDY = f"measure anew: {figure_table.COMMAND}"


def test_every_measure_is_in_the_table() -> None:
    measures = {row.figure.split(":")[0] for row in figure_table.rows()}
    assert measures == set(MEASURES), REMEDY


def test_no_figure_is_below_its_floor_or_named_twice() -> None:
    rows = figure_table.rows()
    assert [row.figure for row in rows if row.value < row.floor] == []
    assert len({row.figure for row in rows}) == len(rows)


def test_the_figures_were_measured_with_the_tables_and_models_of_the_tree() -> None:
    assert {row.weights for row in figure_table.rows()} == {figure_table.weights()}, REMEDY


def test_the_figures_of_the_gold_were_measured_on_the_gold_of_the_tree() -> None:
    digests = {(row.figure.split(":")[0], row.data) for row in figure_table.rows()}
    assert ("gold", figure_table.digest(gold_files())) in digests, REMEDY
    assert ("prints", figure_table.digest(marked_files())) in digests, REMEDY


@pytest.mark.parametrize(
    ("value", "floor"), [(1.0, 0.99), (0.884, 0.87), (0.9951, 0.99), (0.995, 0.99), (0.0, 0.0)]
)
def test_a_new_floor_is_a_little_below_the_value(value: float, floor: float) -> None:
    assert figure_table.floor(value) == floor


def test_a_table_reads_as_it_was_written(tmp_path: Path) -> None:
    row = Row("gold: period-kk: dates", 0.9875, 0.98, "python -m scripts.evaluate table", "0a", "0b")
    figure_table.write([row], tmp_path / "figures.tsv")
    assert figure_table.rows(tmp_path / "figures.tsv") == [row]
    assert figure_table.rows(tmp_path / "none.tsv") == []


def test_a_digest_changes_with_a_name_and_with_a_byte(tmp_path: Path) -> None:
    digests = set()
    for name, text in (("a", "1"), ("a", "2"), ("b", "1")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        digests.add(figure_table.digest([tmp_path / name]))
    assert len(digests) == 3


CONLLU = """\
# sent_id = one:1
# text = Ол үйдегі кітап.
1\tОл\tол\tPRON\t_\t_\t_\t_\t_\t_
2-3\tүйдегі\t_\t_\t_\t_\t_\t_\t_\t_
2\tүйде\tүй\tNOUN\t_\t_\t_\t_\t_\t_
3\tгі\tі\tADP\t_\t_\t_\t_\t_\t_
4\tкітап\tкітап\tNOUN\t_\t_\t_\t_\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_

# sent_id = one:2
# text = Ой!
1\tОй\tой\tINTJ\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t_\t_\t_\t_\t_\t_

# sent_id = two:1
# text = Бар
1\tБар\tбар\tADJ\t_\t_\t_\t_\t_\t_
"""


def test_a_treebank_becomes_running_text_with_spans(tmp_path: Path) -> None:
    (tmp_path / "t.conllu").write_text(CONLLU, encoding="utf-8")
    treebank = list(sentences(tmp_path / "t.conllu"))
    text, spans, tokens = running_text(treebank)
    # Sentences of one document follow one another; another document is another paragraph.
    assert text == "Ол үйдегі кітап. Ой!\n\nБар"
    assert [text[start:end] for start, end in sorted(spans)] == ["Ол үйдегі кітап.", "Ой!", "Бар"]
    shown = [text[start:end] for start, end in sorted(tokens)]
    assert shown == ["Ол", "үйдегі", "кітап", ".", "Ой", "!", "Бар"]
    # A word written together with another has no form of its own to be lemmatised.
    assert [word.lemma for word in treebank[0].words] == ["ол", "кітап", "."]


def test_missing_data_is_named_with_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["damage", "--data", str(tmp_path)])
    assert exit_.value.code == 2
    assert "IZDE_DATA" in capsys.readouterr().err
