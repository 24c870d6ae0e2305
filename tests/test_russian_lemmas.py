"""Russian lemmas: a table of words in sentences, what a query may mean, and properties on odd input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slovnet.exec.pack import Pack  # type: ignore[import-untyped]

from pipeline import russian_context, russian_lemmas, russian_models, russian_names, tables
from pipeline.evaluation import conllu_file
from pipeline.lemmas import lemma, lemmas, likely_lemmas
from scripts.measure_russian_lemmas import FOLDER, figures, plain_lemmas
from tests.analysed import analysed

TABLE = Path(__file__).parent / "tables" / "russian_lemmas.tsv"
ROWS = [line.split("\t")[:3] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("expected", "word", "sentence"), ROWS)
def test_lemma_in_its_sentence(expected: str, word: str, sentence: str) -> None:
    words = sentence.split()
    at = next(at for at, each in enumerate(words) if each.casefold() == word.casefold())
    assert lemmas(words, "ru")[at] == expected


@pytest.mark.parametrize(("expected", "word"), sorted({(row[0], row[1]) for row in ROWS}))
def test_a_query_reaches_the_lemma_that_its_form_has_in_a_sentence(expected: str, word: str) -> None:
    assert expected.casefold() in {found.casefold() for found in likely_lemmas(word, "ru")}


@pytest.mark.parametrize("word", ["волость", "тоннами", "Букейханова", "г.", "Кулжановой", "пал", "XIX", ""])
def test_the_likeliest_lemma_comes_first(word: str) -> None:
    found = likely_lemmas(word, "ru")
    assert found[0] == lemma(word, "ru") and len(found) == len(set(found))


def test_lemmatised_lines_keep_their_shape() -> None:
    lines = "Мои вести  были о голоде .\n\n 25 июля 1905 г. \n" + "а" * 10_000 + " 🙂 кот\n"
    command = [sys.executable, "-m", "search_service", "lemmatise", "--lang", "ru"]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)
    found = done.stdout.decode().split("\n")
    assert [line.count(" ") for line in found] == [line.count(" ") for line in lines.split("\n")]
    assert found[:2] == ["мой весть  быть о голод .", ""] and found[3].endswith(" 🙂 кот")


def test_a_name_of_the_text_is_its_lemma_in_other_cases() -> None:
    together = analysed("Комуч занял город. С Комучем вели переговоры.", "ru")
    assert [token.lemma_ for token in together if token.text.startswith("Комуч")] == ["Комуч", "Комуч"]


def test_parts_of_speech_are_those_of_the_sentence() -> None:
    doc = analysed("Мои вести были о том, что её отряд занял Троицк.", "ru")
    found = {token.text: token.pos_ for token in doc}
    assert found["Мои"] == found["её"] == "DET" and found["вести"] == "NOUN"
    assert found["что"] == "SCONJ" and found["Троицк"] == "PROPN" and found["."] == "PUNCT"


def test_the_whole_is_better_than_the_likeliest_parse() -> None:
    found = figures()
    assert found["gold: lemmas"].value >= 0.97
    assert found["gold: lemmas"].value > found["gold: likeliest parse"].value


@pytest.mark.parametrize("name", ["gold", "dev", "blind"])
def test_gold_is_well_formed(name: str) -> None:
    words = [word for each in conllu_file.sentences(FOLDER / f"{name}.conllu") for word in each.words]
    assert sum(word.pos != "PUNCT" and word.lemma != "_" for word in words) >= {"blind": 200}.get(name, 490)
    assert all(word.lemma.islower() for word in words if word.pos in ("NOUN", "VERB", "ADJ", "ADV", "DET"))


def test_the_likeliest_parse_is_that_of_pymorphy3() -> None:
    assert plain_lemmas(["вести", "XIX", "Абая"]) == ["вести", "XIX", "абай"]


# The first call reads the models.
@settings(deadline=None)
@given(words=st.lists(st.text(st.characters(exclude_categories=[]), max_size=8), max_size=8))
def test_any_words_have_tags_and_lemmas(words: list[str]) -> None:
    (tags,) = russian_context.tags([words])
    assert [bool(tag) for tag in tags] == [bool(word.strip()) for word in words]
    assert len(lemmas(words, "ru")) == len(words)


@settings(deadline=None)
@given(
    word=st.text(alphabet="абвгеёиклмнорстуыьюя-АБКОВ", max_size=14),
    tag=st.sampled_from(
        ["", "X", "NOUN", "PROPN|Case=Nom|Gender=Fem|Number=Sing", "ADJ|Degree=Cmp", "VERB|VerbForm=Part"]
    ),
)
def test_readings_are_words(word: str, tag: str) -> None:
    found = russian_lemmas.readings(word, tag)
    assert all(each.lemma and each.lemma == each.lemma.lower() for each in found)
    assert len({each.lemma for each in found}) == len(found)


@pytest.mark.parametrize(
    "words",
    [[], [""], ["а" * 100_000], ["\ud800"], ["\x00", "\n"], ["e\u0301"], ["😀", "кот"], ["Б" * 99 + "ова"]],
)
def test_odd_words(words: list[str]) -> None:
    assert [bool(each) for each in lemmas(words, "ru")] == [bool(word) for word in words]


def test_a_sentence_is_read_alike_wherever_it_stands() -> None:
    sentences = [["Вести", "дошли", "."], ["Он", "стал", "вести", "отряд", "."], [], ["Да"]]
    together = list(russian_context.tags(sentences))
    assert together == [next(russian_context.tags([sentence])) for sentence in sentences]


@pytest.mark.parametrize(
    ("mans", "womans"),
    [("кулжанов", "кулжанова"), ("сералин", "сералина"), ("сперанский", "сперанская"), ("абай", None)],
)
def test_surnames_of_women(mans: str, womans: str | None) -> None:
    assert russian_names.womans_surname(mans) == womans


@pytest.mark.parametrize(
    ("form", "known", "expected"),
    [
        ("комучем", {"комуч"}, "комуч"),
        ("бопая", {"бопай", "бопа"}, "бопай"),
        ("сарыарке", {"сарыарка"}, "сарыарка"),
        ("комуч", {"комуч"}, None),
        ("комучем", {"ком"}, None),
        ("ом", {"о"}, None),
    ],
)
def test_nominatives_of_a_text(form: str, known: set[str], expected: str | None) -> None:
    assert russian_names.nominative(form, known) == expected


def test_every_row_of_the_tables_is_read() -> None:
    for _, row in tables.rows("russian_lemmas.tsv", "form", "tag", "lemma", "pos", "why"):
        assert row["lemma"] in {each.lemma for each in russian_lemmas.readings(row["form"])}, row
    for _, row in tables.rows("russian_words.tsv", "lemma", "why"):
        assert russian_lemmas.readings(row["lemma"])[0].lemma == row["lemma"]


def test_networks_share_their_words() -> None:
    """Each network has a list of its own in its file: they must be the same one."""
    found = []
    for name in ("morph", "ner"):
        with Pack(russian_models.weights(name)) as pack:
            found.append(pack.load_vocab("word").items)
    assert found[0] == found[1]
    assert (
        russian_models.network("morph").encoder.words_vocab
        is russian_models.network("ner").encoder.words_vocab
    )


def test_networks_are_read_for_russian_alone_and_natasha_is_never_imported() -> None:
    script = (
        "import sys\nfrom pipeline.lemmas import lemmas\nlemmas(['Қазақ', 'елі'], 'kk')\n"
        "heavy = ('slovnet', 'navec', 'natasha', 'pymorphy3')\n"
        "print([name for name in heavy if name in sys.modules])\n"
        "lemmas(['Вести'], 'ru')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n['slovnet', 'navec', 'pymorphy3']\n"


def test_missing_models_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(russian_models.ModelsMissing, match="pip install natasha"):
        russian_models.weights("morph")
