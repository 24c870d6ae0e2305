"""Measures of questions and typos: what they count, on texts of a few sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import measure_questions, measure_typos
from scripts.measure_peers import Ranking, cut_words, trigrams, words
from scripts.measure_questions import Asked, Text, corpus, figures_of, gain, recall, searching
from scripts.measure_typos import Slip, forms, slips

TEXTS = [
    Text("a", "Өзендер", "Ертіс өзені солтүстікке ағады. Оның суы мол."),
    Text("b", "Көлдер", "Балқаш көлі тұщы және тұзды бөліктен тұрады."),
    Text("c", "", "Қаланың жаңа мектебі ашылды."),
]


@pytest.mark.parametrize(
    ("ranked", "answers", "won", "found", "why"),
    [
        (["a", "b"], {"a"}, 1.0, 1.0, "first"),
        (["b", "a"], {"a"}, 0.6309, 1.0, "second: one by the logarithm of three to the base two"),
        (["b", "a"], {"a", "c"}, 0.3869, 0.5, "one of two, of 1 + 0.6309 that there could be"),
        ([], {"a"}, 0.0, 0.0, "nothing"),
        (["x"] * 10 + ["a"], {"a"}, 0.0, 0.0, "the eleventh does not count"),
    ],
)
def test_gain_and_recall(ranked: list[str], answers: set[str], won: float, found: float, why: str) -> None:
    assert gain(ranked, frozenset(answers)) == pytest.approx(won, abs=1e-4), why
    assert recall(ranked, frozenset(answers)) == found, why


def test_questions_and_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "qa").mkdir()
    (tmp_path / "ner").mkdir()
    lines = [json.dumps({"id": text.id, "title": text.title, "text": text.text}) for text in TEXTS[:2]]
    (tmp_path / "qa" / "passages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "qa" / "public.tsv").write_text('q1\tҚай "өзен"?\ta,b\n', encoding="utf-8")
    (tmp_path / "ner" / "dev.iob2").write_text("Ол O\nкелді O\n. O\n\n" * 7, encoding="utf-8")
    assert measure_questions.questions(tmp_path) == [Asked("q1", 'Қай "өзен"?', frozenset({"a", "b"}))]
    found = measure_questions.texts(tmp_path)
    assert found[:2] == TEXTS[:2]
    assert [text.text.count("келді") for text in found[2:]] == [5, 2]


def test_our_search_is_measured_by_documents() -> None:
    asked = [
        Asked("1", "Ертіс өзені қайда ағады?", frozenset({"a"})),
        Asked("2", "Жаңа мектеп", frozenset({"b"})),
    ]
    with corpus(TEXTS) as (opened, ids):
        search = searching(opened, ids)
        assert search("Ертіс өзені қайда ағады?")[0] == "a"
        figures = figures_of(search, asked)
    assert {name: figure.value for name, figure in figures.items()} == {"nDCG@10": 0.5, "recall@10": 0.5}


@pytest.mark.parametrize(
    ("terms", "found", "why"),
    [
        (words, ["мектептің", "жаңа"], "words, in small letters"),
        (cut_words, ["мекте", "жаңа"], "five letters of each"),
        (
            trigrams,
            [" ме", "мек", "ект", "кте", "теп", "епт", "пті", "тің", "ің ", " жа", "жаң", "аңа", "ңа "],
            "threes",
        ),
    ],
)
def test_what_peers_compare(
    terms: measure_questions.Callable[[str], list[str]], found: list[str], why: str
) -> None:
    assert terms("Мектептің, жаңа") == found, why


def test_peers_rank_by_rarity_and_length() -> None:
    ranking = Ranking([("a", "қала қала"), ("b", "қала мектеп"), ("c", "қала мен дала мен өзен")], words)
    assert ranking.best("мектеп қала", 10) == ["b", "a", "c"]
    assert ranking.best("мектеп қала", 1) == ["b"]
    assert ranking.best("жоқ", 10) == []
    assert Ranking([], words).best("қала", 10) == []


def test_slips_are_no_words_and_the_same_again() -> None:
    passages = [text.text for text in TEXTS]
    made = slips(passages, 100, 1)
    known = set().union(*map(forms, passages))
    assert made == slips(passages, 100, 1) != slips(passages, 100, 2)
    assert made and all(slip.meant in known and slip.typed not in known for slip in made)
    assert {slip.slips for slip in made} == {1, 2}
    assert all(len(slip.meant) >= measure_typos.SHORTEST for slip in made)
    assert len(slips(passages, 3, 1)) == 3


def test_a_slip_is_found_where_the_form_that_was_meant_stands() -> None:
    made = [Slip("мектебі", "мектебы", 1), Slip("ертіс", "ердыс", 2)]
    figures = measure_typos.figures_of(
        lambda typed: ["Жаңа мектебі."] if typed == "мектебы" else ["Ертістен"], made
    )
    assert {name: (figure.right, figure.gold) for name, figure in figures.items()} == {
        "found": (1, 2),
        "one slip": (1, 1),
        "two slips": (0, 1),
    }


def test_peer_and_ours_find_a_slip(tmp_path: Path) -> None:
    made = [Slip("балқаш", "балкаш", 1)]
    found = measure_typos.figures_of(
        measure_typos.peer([text.text for text in TEXTS], tmp_path / "index"), made
    )
    assert found["found"].value == 1.0
    with corpus(TEXTS) as (opened, _):
        for mode in measure_typos.MODES:
            ours = measure_typos.figures_of(measure_typos.searching(opened, mode), made)
            assert ours["found"].value == 1.0
