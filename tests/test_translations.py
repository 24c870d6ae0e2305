"""Sentences of two documents in, their pairs out: nothing lost, and right where the evidence is clear."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import tables
from pipeline.translations import Unit, aligned, anchors, evidence, likeness
from scripts.measure_alignment import ROOT, Row, Texts, figures_of, hand_aligned, in_store

FLOORS = {
    "pairs": 0.99,
    "pairs, a tenth of the paragraphs missing": 0.98,
    "pairs, a quarter of the paragraphs missing": 0.95,
    "pairs, a tenth of the sentences joined": 0.98,
}


def unit(text: str, paragraph: int = 0, *dates: str, entities: tuple[str, ...] = ()) -> Unit:
    return Unit(text, paragraph, "paragraph", frozenset(dates), frozenset(entities))


KAZAKH = (
    unit("Бірінші съезд Орынборда өтті.", 0, entities=("orenburg",)),
    unit("Оған жетпіс делегат келді.", 0),
    unit("1905 жылы газет шықты.", 1, "1905"),
    unit("Оны шәкірттер оқыды, ауылдарға таратты, бірақ цензура оны екі жылдан соң жауып тастады.", 1),
    unit("Партия 1917 жылы құрылды.", 2, "1917", entities=("alash-party",)),
)
RUSSIAN = (
    unit("Первый съезд прошёл в Оренбурге.", 0, entities=("orenburg",)),
    unit("На него прибыли семьдесят делегатов.", 0),
    unit("В 1905 году вышла газета.", 1, "1905"),
    unit("Её читали учащиеся и развозили по аулам.", 1),
    unit("Но цензура закрыла её через два года.", 1),
    unit("Партия была создана в 1917 году.", 2, "1917", entities=("alash-party",)),
)


@pytest.fixture(scope="module")
def lecture() -> tuple[Texts, list[Row]]:
    return hand_aligned()


def rows(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> list[Row]:
    return [(pair.source, pair.target) for pair in aligned(source, target)]


def test_one_sentence_may_be_two_in_the_other_language() -> None:
    assert rows(KAZAKH, RUSSIAN) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3, 4)), ((4,), (5,))]


def test_what_has_no_partner_stands_alone() -> None:
    extra = unit("Совсем о другом: в 1730 году степь пересекло посольство к императрице.", 7, "1730")
    found = rows(KAZAKH, (*RUSSIAN[:2], extra, *RUSSIAN[2:]))
    assert ((), (2,)) in found
    assert ((4,), (6,)) in found


def test_either_side_may_be_the_original() -> None:
    assert rows(RUSSIAN, KAZAKH) == [(target, source) for source, target in rows(KAZAKH, RUSSIAN)]


def test_nothing_against_something() -> None:
    assert aligned([], []) == ()
    alone = aligned(KAZAKH, [])
    assert [pair.source for pair in alone] == [(0,), (1,), (2,), (3,), (4,)]
    assert all(pair.target == () for pair in alone)


TEXTS = st.lists(
    st.builds(
        Unit,
        st.text(max_size=60),
        st.integers(0, 3),
        st.sampled_from(["heading", "paragraph", "list_item"]),
        st.frozensets(st.sampled_from(["1905", "1905/1907", "18XX", "no date", "1902/.."])),
        st.frozensets(st.sampled_from(["orenburg", "alash-party"])),
    ),
    max_size=12,
)


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=50)
def test_every_sentence_stands_in_one_pair_in_order(source: list[Unit], target: list[Unit]) -> None:
    found = aligned(source, target)
    assert [at for pair in found for at in pair.source] == list(range(len(source)))
    assert [at for pair in found for at in pair.target] == list(range(len(target)))
    assert all(0 <= pair.confidence <= 1 for pair in found)
    assert found == aligned(source, target)


def test_the_lecture_is_paired_as_by_hand(lecture: tuple[Texts, list[Row]]) -> None:
    found = figures_of(*lecture, trials=2)
    assert found.keys() == FLOORS.keys()
    assert {name: figure.value for name, figure in found.items() if figure.value < FLOORS[name]} == {}
    assert all(figure.gold > 200 for figure in found.values())


def test_confidence_is_high_for_translations_and_low_for_others(lecture: tuple[Texts, list[Row]]) -> None:
    (source, target), _ = lecture
    right = [pair.confidence for pair in aligned(source, target)]
    assert sum(right) / len(right) > 0.95
    ((other, _),) = in_store([ROOT / "corpus/gold/chronicle-kk/chronicle-kk.txt"])
    wrong = [pair for pair in aligned(other, target) if pair.source and pair.target]
    assert sum(pair.confidence for pair in wrong) < 0.1 * len(other)


def test_a_long_document_is_cut_at_sure_pairs_alone(
    lecture: tuple[Texts, list[Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (source, target), gold = lecture
    monkeypatch.setattr(anchors, "LARGEST", 20_000)
    known = likeness.Likeness(evidence.Side(source), evidence.Side(target), evidence.table_rates())
    blocks = list(anchors.blocks(known))
    assert len(blocks) > 2
    assert [at for stretch, _ in blocks for at in stretch] == list(range(len(source)))
    assert [at for _, stretch in blocks for at in stretch] == list(range(len(target)))
    starts = {(row[0][0], row[1][0]) for row in gold if row[0] and row[1]}
    assert {(rows.start, columns.start) for rows, columns in blocks} <= starts
    found = {(pair.source, pair.target) for pair in aligned(source, target)}
    assert len(found & set(gold)) > 0.98 * len(gold)


def test_what_nothing_divides_is_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "LARGEST", 30)
    same = [unit("Сөйлем.", at) for at in range(40)]
    found = aligned(same, same)
    assert [at for pair in found for at in pair.source] == list(range(40))


def test_a_sentence_without_end_costs_no_more_than_others() -> None:
    words = " ".join(f"сөзбен{chr(0x430 + n % 32)}{chr(0x430 + n // 32 % 32)}ше" for n in range(5_000))
    side = evidence.Side([unit(words + " 1 " * 5_000)])
    assert len(side.features[0]) <= evidence.MOST_FEATURES


def test_noise_does_not_hide_the_pairs(lecture: tuple[Texts, list[Row]]) -> None:
    """Missing names and dates, as from a poor recogniser, leave length, numbers and cognates to go by."""
    (source, target), gold = lecture
    chance = random.Random(5)

    def bare(side: list[Unit]) -> list[Unit]:
        return [
            Unit(each.text, each.paragraph, each.kind) if chance.random() < 0.5 else each for each in side
        ]

    found = {(pair.source, pair.target) for pair in aligned(bare(list(source)), bare(list(target)))}
    assert len(found & set(gold)) > 0.97 * len(gold)


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"kept": "1.5"}, "translation_evidence.tsv:1: a row has one of"),
        ({"kept": "much"}, "translation_evidence.tsv:1: a row has one of"),
        ({"kind": "fame"}, "translation_evidence.tsv:1: a row has one of"),
        ({}, "translation_evidence.tsv:1: after it a row is missing for cognate, date"),
    ],
)
def test_a_wrong_table_is_refused(
    cells: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"kind": "name", "kept": "0.5", "why": ""}
    monkeypatch.setattr(tables, "rows", lambda *_: iter([(1, good | cells)]))
    with pytest.raises(tables.TableError) as refused:
        evidence.table_rates.__wrapped__()
    assert str(refused.value).startswith(complaint)
