"""What the entity model learns from: KazNERD's files and our marked sentences, cut to one convention."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.recognition_network import to_bytes
from scripts.entity_texts import OWN, Sentence, head_kept, kaznerd, own, seven
from scripts.train_entities import completed, example, learnt, scores

GOLD = Path(__file__).parents[1] / "corpus" / "gold"
PATTERN = [
    Sentence(("Қостанай", "облысына", "барды"), ((0, 2, "PLACE/GPE"),), "1"),
    Sentence(("Семей", "қаласынан", "келді"), ((0, 1, "PLACE/GPE"),), "2"),
    Sentence(("«", "Отан", "»", "партиясының", "мүшесі"), ((1, 2, "ORG"),), "3"),
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    for file in OWN:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("", encoding="utf-8")
    return tmp_path


def names(sentence: Sentence) -> list[tuple[str, str]]:
    return [(" ".join(sentence.words[start:end]), type) for start, end, type in sentence.names]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[[L -|<Орал> облысы]] мен [[L -|<Омбы> қаласы]]", [("Орал облысы", "PLACE"), ("Омбы", "PLACE")]),
        ("[[L -|<Шу> өзенінде]]", [("Шу", "PLACE")]),
        ("[[O -|«<Алаш>» партиясына]] кірді", [("Алаш", "ORG")]),
        ("[[O -|<Торғай> комитеті]]", [("Торғай комитеті", "ORG")]),
        ("[[W -|«<Маса>» жинағы]] мен «[[W -|Оян, қазақ!]]»", [("Маса", "WORK"), ("Оян , қазақ !", "WORK")]),
        ("[[P -|Ахмет <Байтұрсынұлы>]] жазды", [("Ахмет Байтұрсынұлы", "PERSON")]),
        ("[[N -|қазақ]] халқы [[N - l|орыс]] тілінде", [("қазақ", "NORP"), ("орыс", "LANGUAGE")]),
        ("[[E -|Бүкілресейлік [[N -|мұсылман]] съезі]]", [("Бүкілресейлік мұсылман съезі", "EVENT")]),
        ("Биыл шөп шықпады.", []),
    ],
)
def test_our_names_are_cut_as_the_pattern_has_them(
    gold: Path, marked: str, found: list[tuple[str, str]]
) -> None:
    (gold / OWN[0]).write_text(f"p: {marked}\n", encoding="utf-8")
    (sentence,) = own(gold, PATTERN)
    assert names(sentence) == found


def test_a_head_is_kept_as_the_pattern_keeps_it_in_any_form() -> None:
    kept = head_kept(PATTERN)
    assert kept("PLACE", "облысы") and not kept("PLACE", "қаласында") and not kept("ORG", "партиясы")
    assert not kept("PLACE", "өлкесі") and kept("ORG", "банкі")


def test_nothing_kept_back_is_learnt_from() -> None:
    assert not [file for file in OWN if "heldout" in file or "jsonl" in file]
    assert all((GOLD / file).is_file() for file in OWN)


def test_our_sentences_as_they_stand() -> None:
    found = own(GOLD, PATTERN)
    assert len(found) > 500 and len({sentence.group for sentence in found}) == len(found)
    for sentence in found:
        ends = [0, *(end for _, end, _ in sentence.names)]
        assert all(
            end <= start < stop <= len(sentence.words)
            for end, (start, stop, _) in zip(ends, sentence.names, strict=False)
        )


def test_reading_kaznerd(tmp_path: Path) -> None:
    (tmp_path / "label_map.tsv").write_text(
        "kaznerd\tcompact\tscored\nGPE\tPLACE\t1\nLOCATION\tPLACE\t1\nPERSON\tPERSON\t1\n"
        "DATE\tDATE\t1\nADAGE\t-\t0\n",
        encoding="utf-8",
    )
    (tmp_path / "train.iob2").write_text(
        "Абай B-PERSON\nАлатауға B-LOCATION\n1900 B-DATE\nжылы I-DATE\nшықты O\n\nСөз B-ADAGE\nкелді O\n",
        encoding="utf-8",
    )
    (tmp_path / "train.ids.txt").write_text("AID12\nBID12\n", encoding="utf-8")
    first, second = kaznerd(tmp_path, "train")
    assert names(first) == [("Абай", "PERSON"), ("Алатауға", "PLACE/LOCATION"), ("1900 жылы", "DATE")]
    assert names(second) == [] and first.group == second.group
    assert [seven(type) for _, _, type in first.names] == ["PERSON", "PLACE", ""]
    words, labels = example(first)
    assert words == list(first.words)
    assert labels == ["S-PERSON", "S-PLACE/LOCATION", "O/DATE", "O/DATE", "O"]


def test_an_aside_is_not_learnt() -> None:
    sentence = Sentence(("Дала", "(", "ыы", ")", "одағы", "ашты"), ((0, 5, "ORG"),), "1")
    assert example(sentence) == (["Дала", "одағы", "ашты"], ["B-ORG", "E-ORG", "O"])


def test_the_same_sentences_teach_the_same() -> None:
    data = [*PATTERN, Sentence(("Ахмет", "Байтұрсынұлы", "келді"), ((0, 2, "PERSON"),), "4")] * 3
    first, second = learnt(data), learnt(data)
    assert first.weights == second.weights
    assert [to_bytes(network) for network in first.networks] == [to_bytes(n) for n in second.networks]
    assert len({to_bytes(network) for network in first.networks}) == len(first.networks)


def test_what_is_learnt_is_recognised() -> None:
    data = [*PATTERN, Sentence(("Ахмет", "Байтұрсынұлы", "келді"), ((0, 2, "PERSON"),), "4")] * 10
    models = learnt(data)
    assert scores(data, models, accurate=False)["exact"].value == 1


def test_our_sentences_are_completed_with_what_a_model_knows() -> None:
    dated = Sentence(("1905", "жылы", "Семей", "келді"), ((0, 2, "DATE"), (2, 3, "PLACE/GPE")), "5")
    models = learnt([*PATTERN, dated] * 10)
    bare = Sentence(dated.words, ((2, 3, "PLACE"),), "6")
    (found,) = completed([bare], models)
    assert found.names == ((2, 3, "PLACE/GPE"), (0, 1, "DATE"), (1, 2, "DATE"))
    (unknown,) = completed([Sentence(("Мыңжылқы", "көрінді"), ((0, 1, "PLACE"),), "7")], models)
    assert unknown.names[0][2].startswith("PLACE/")
