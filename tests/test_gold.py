"""The gold, the figures counted against it, and the floors that the pipeline keeps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.figures import Figure
from scripts import figure_table, measure_gold, measure_prints
from scripts.damage import damaged
from scripts.gold import Gold
from scripts.gold_prints import PRINTS, changes_of
from scripts.make_gold import glyphs, outputs, placed
from scripts.marked_text import marked
from scripts.score import annotation_figures, linking, same_date
from scripts.score_search import search_figures

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "corpus" / "gold"


def perfect(folder: Path) -> tuple[str, dict[str, Any]]:
    """The print of a marked text and the annotation that makes no mistake."""
    gold = marked((folder / "marked.txt").read_text(encoding="utf-8"))
    settings = PRINTS[folder.name]
    print_ = damaged(gold.text, changes_of(gold, settings), settings.page, seed=7)

    def spans(items: list[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
        moved = zip(sorted(items, key=lambda x: (x["start"], -x["end"])), placed(items, print_), strict=True)
        return [
            {"start": a["start"], "end": a["end"], "raw_start": b["start"], "raw_end": b["end"]}
            | {key: a.get(key) for key in keys}
            for a, b in moved
        ]

    repairs = [
        {"raw_start": g["start"], "raw_end": g["end"], "repaired": g["repaired"]}
        | {"raw": print_.raw[g["start"] : g["end"]]}
        for g in glyphs(gold, print_)
        if g["policy"] == "repair"
    ]
    sentences = [{"start": start, "end": end} for start, end in gold.sentences]
    top = [entity for entity in gold.entities if entity["level"] == 1]
    dates = spans(gold.dates, "value")
    return print_.raw, {
        "text": gold.text,
        "repairs": repairs,
        "paragraphs": spans(gold.paragraphs),
        "sentences": spans(sentences),
        "entities": spans(top, "type", "id"),
        "dates": [date | {"edtf": date["value"]} for date in dates],
    }


@pytest.mark.parametrize("name", PRINTS)
def test_the_prints_and_their_gold_are_what_the_marked_texts_give(name: str) -> None:
    """After a change: python -m scripts.make_gold, with the folders."""
    for file, text in outputs(GOLD / name).items():
        assert (GOLD / name / file).read_bytes().decode() == text, file


@pytest.mark.parametrize("name", PRINTS)
def test_spans_of_the_gold_hold_what_they_say(name: str) -> None:
    raw = (GOLD / name / f"{name}.txt").read_bytes().decode()
    gold = Gold([GOLD / name])
    for item in (*gold.entities, *gold.dates, *gold.sentences):
        printed = re.sub(r"-\n+", "-", raw[item["start"] : item["end"]])
        assert " ".join(printed.split()) == item["text"]


@pytest.mark.parametrize("name", PRINTS)
def test_a_perfect_annotation_scores_one_and_an_empty_one_does_not(name: str) -> None:
    raw, annotation = perfect(GOLD / name)
    gold = Gold([GOLD / name])
    assert {n: f.value for n, f in annotation_figures(raw, annotation, gold).items() if f.value != 1} == {}
    empty = {"text": raw} | dict.fromkeys(("repairs", "paragraphs", "sentences", "entities", "dates"), [])
    low = annotation_figures(raw, empty, gold)
    for figure in ("repairs", "paragraphs", "line-end hyphens", "sentences", "dates", "entities"):
        assert low[figure].value == 0


@pytest.mark.parametrize(
    ("found", "gold", "right"),
    [
        ("1905-07-25", {"value": "1905-07-25"}, True),
        ("1905-07", {"value": "1905-07-25"}, False),
        ("1902/", {"value": "1902/.."}, True),
        ("1901/1910", {"value": "1901/1910~"}, True),
        ("1901/1907", {"value": "1901/1910~", "part": "beginning", "century": "19XX"}, True),
        ("1901/1904", {"value": "1901/1910~", "part": "beginning", "century": "19XX"}, False),
        ("1901/1907", {"value": "1901/1910"}, False),
        ("1905-12", {"value": "1905-10/1905-12", "part": "end"}, True),
        ("1905-09", {"value": "1905-10/1905-12", "part": "end"}, False),
        ("1917", {"value": "1971", "corrected_value": "1917"}, True),
        ("", {"value": ""}, False),
    ],
)
def test_dates_that_count_as_right(found: str, gold: dict[str, Any], right: bool) -> None:
    assert same_date(found, gold) is right


@pytest.mark.parametrize(
    ("ids", "value"),
    [
        ([("a", "1"), ("a", "1"), ("b", "2")], 1),
        ([("a", "1"), ("b", "1")], 2 / 3),
        ([("a", "1"), ("a", "2")], 2 / 3),
        ([("a", None)], 0),
    ],
)
def test_linking_asks_which_names_share_an_id(ids: list[tuple[str, str | None]], value: float) -> None:
    assert linking(ids).value == pytest.approx(value)


def test_a_search_that_finds_a_sentence_late_or_in_too_long_a_hit_scores_less() -> None:
    gold = Gold([GOLD / "period-kk"])
    gold.queries[:] = [{"query": "қазақ", "kind": "keyword", "must": [100, 300], "may": [200]}]
    hits = [{"raw_start": at, "raw_end": at + 50} for at in (90, 200, 700, 290)]
    figures = search_figures(gold, lambda _: hits)
    assert figures["search keyword recall"].value == 1
    # The hit at 200 is free, that at 700 wrong: the second sentence comes third.
    assert figures["search keyword average precision"].value == pytest.approx((1 + 2 / 3) / 2)
    assert search_figures(gold, lambda _: [{"raw_start": 0, "raw_end": 2000}])["search all recall"].value == 0


@pytest.fixture(scope="module")
def measured() -> dict[str, Figure]:
    """The figures of the gold in the checkout, as measured now: annotated, indexed and searched for real."""
    gold = {f"gold: {name}": figure for name, figure in measure_gold.figures().items()}
    return gold | {f"prints: {name}": figure for name, figure in measure_prints.figures().items()}


FLOORS = [row for row in figure_table.rows() if row.figure.split(":")[0] in ("gold", "prints")]


@pytest.mark.parametrize("row", FLOORS, ids=lambda row: row.figure)
def test_no_figure_falls_below_its_floor(row: figure_table.Row, measured: dict[str, Figure]) -> None:
    assert measured[row.figure].value >= row.floor


def test_every_figure_has_a_floor(measured: dict[str, Figure]) -> None:
    counted = {name for name, figure in measured.items() if figure.gold or figure.predicted}
    assert counted == {row.figure for row in FLOORS}
