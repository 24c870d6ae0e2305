"""The Russian entity model: the names that it sees, what of them stands, and that nothing trips it."""

from __future__ import annotations

import importlib.util
import itertools
import re
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

import pipeline
from pipeline import doc_data, russian, russian_models, russian_scores
from pipeline.names import russian_nominative
from pipeline.recognition import Recognised
from pipeline.records import EntityType, Recogniser
from pipeline.russian_recognition import NETWORK, _likelihoods, _spans, recognised
from pipeline.sentences import mark_sentences
from tests.work import calls

TABLES = Path(__file__).parent / "tables"
SEEN = re.compile(r"\[([^\]|]+) ([A-Z]+)\]")
MARKED = re.compile(r"\[([^\]|]+)\|([A-Z]+)\]")
VOCABULARY = Vocab()
RUSSIAN = russian.blank()


def rows(name: str) -> list[list[str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def read(text: str) -> Doc:
    return mark_sentences(RUSSIAN(text))


def told(doc: Doc) -> list[tuple[str, str]]:
    return [(doc[name.start : name.end].text, name.type) for name in recognised(doc)]


@pytest.fixture(scope="module")
def with_model() -> Language:
    return pipeline.load("ru", model="fast")


@pytest.mark.parametrize("sentence", [row[0] for row in rows("russian_recognised.tsv")])
def test_names_of_a_sentence(sentence: str) -> None:
    assert told(read(SEEN.sub(r"\1", sentence))) == SEEN.findall(sentence)


def test_sentences_are_judged_alone() -> None:
    text = " ".join(SEEN.sub(r"\1", row[0]) for row in rows("russian_recognised.tsv"))
    assert told(read(text)) == [
        name for row in rows("russian_recognised.tsv") for name in SEEN.findall(row[0])
    ]


@pytest.mark.parametrize("sentence", [row[0] for row in rows("russian_agreement.tsv")])
def test_all_names_of_a_sentence(sentence: str, with_model: Language) -> None:
    doc = with_model(MARKED.sub(r"\1", sentence))
    assert [(name.text, name.label_) for name in doc.ents] == MARKED.findall(sentence)


@pytest.mark.parametrize(("kind", "printed", "nominative", "why"), rows("russian_nominatives.tsv"))
def test_nominative(kind: str, printed: str, nominative: str, why: str) -> None:
    of = {"person": russian_nominative.of_person, "phrase": russian_nominative.of_phrase}[kind]
    assert of(printed.split()) == nominative
    assert of(nominative.split()) == nominative


@pytest.mark.parametrize(("model", "seen"), [("none", False), ("fast", True), ("accurate", True)])
def test_the_model_is_left_out_on_demand(model: Recogniser, seen: bool) -> None:
    doc = pipeline.load("ru", model=model)("Уездный врач Хейкки Лаухамаа уехал летом.")
    assert ("Хейкки Лаухамаа" in [name.text for name in doc.ents]) is seen


def test_a_document_of_bare_words_has_its_names() -> None:
    words = "Вчера в Мюнхене жил Сергей Дубравин . Ныне уехал .".split()
    assert told(Doc(VOCABULARY, words=words)) == [("Мюнхене", "PLACE"), ("Сергей Дубравин", "PERSON")]


def test_two_names_in_one_token_are_one() -> None:
    labels = [("B-PER", 0.9), ("B-LOC", 0.8), ("I-LOC", 0.7), ("O", 1.0), ("B-ORG", 0.6)]
    assert list(_spans(labels)) == [(0, 1, "PERSON", 0.9), (1, 3, "PLACE", 0.7), (4, 5, "ORG", 0.6)]


def test_scores_are_those_of_the_library() -> None:
    sentences = [row[0].split() for row in rows("russian_recognised.tsv")]
    infer = russian_models.network(NETWORK)
    for words, ours in zip(sentences, russian_scores.scores(NETWORK, sentences), strict=True):
        (theirs,) = infer.encoder([words])
        expected = infer.model(theirs.word_id, theirs.shape_id, theirs.pad_mask)[0]
        assert np.allclose(ours, expected, atol=1e-3)


def test_a_long_sentence_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "аул откочевал на Каинды".split() * 30
    (whole,) = russian_scores.scores(NETWORK, [words])
    monkeypatch.setattr(russian_scores, "AT_ONCE", 16)
    (parts,) = russian_scores.scores(NETWORK, [words])
    assert parts.shape == whole.shape
    # Only what stands beside a cut may differ.
    assert np.allclose(parts[4:12], whole[4:12], atol=1e-3)


def test_likelihoods_are_those_of_all_paths_counted_one_by_one() -> None:
    scores = np.random.default_rng(1).normal(size=(2, 4, 3))
    transitions = np.random.default_rng(2).normal(size=(3, 3))
    mask = np.array([[True] * 4, [True, True, False, False]])
    likely = _likelihoods(scores, transitions, mask)
    for row, length in ((0, 4), (1, 2)):
        weights = np.zeros((length, 3))
        for path in itertools.product(range(3), repeat=length):
            each = sum(scores[row, at, label] for at, label in enumerate(path))
            each += sum(transitions[pair] for pair in itertools.pairwise(path))
            for at, label in enumerate(path):
                weights[at, label] += np.exp(each)
        assert np.allclose(likely[row, :length], weights / weights.sum(1, keepdims=True))


def well_formed(doc: Doc, names: tuple[Recognised, ...]) -> bool:
    ends = [0, *(name.end for name in names)]
    return all(
        end <= name.start < name.end <= len(doc)
        and name.type in get_args(EntityType)
        and 0 <= name.confidence <= 1 + 1e-5
        for end, name in zip(ends, names, strict=False)
    )


# The first call reads the models.
@settings(deadline=None)
@given(words=st.lists(st.text(min_size=1, max_size=12), max_size=30))
def test_any_words(words: list[str]) -> None:
    doc = Doc(VOCABULARY, words=words)
    assert well_formed(doc, recognised(doc))


@settings(deadline=None, max_examples=50)
@given(text=st.text(alphabet="Иванов Пётр, «ГПУ» №5.-\n\u0301ңIX", max_size=80))
def test_any_text(text: str, with_model: Language) -> None:
    end = 0
    for name in doc_data.mentions(with_model(text)) or ():
        assert end <= name.start <= name.core_start < name.core_end <= name.end <= len(text)
        assert name.canonical.strip()
        end = name.end


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n\n", "1905 1906 1907", "😀 👍🏽", "«»«»", "...", "\x00\x07\x1b", "a\u0301\u0301\u0323"),
        *(
            "The manifesto was read.",
            "中文 文本",
            "א ב ג",
            "Ж" * 100_000,
            "И. " * 500,
            "И." * 5_000,
            "\ud800 И",
        ),
    ],
)
def test_odd_text(text: str) -> None:
    doc = read(text)
    assert well_formed(doc, recognised(doc))


@pytest.mark.parametrize("unit", ["Мюнхен и Киев ", "А. ", "Мюнхен и Киев.\n\n"])
def test_a_text_takes_time_in_proportion(unit: str) -> None:
    def work(number: int) -> int:
        doc = read(unit * number)
        return calls(lambda: recognised(doc))

    work(1)
    assert work(2000) < 2.5 * work(1000)


def test_without_the_weights_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(russian_models, "find_spec", missing)
    with pytest.raises(russian_models.ModelsMissing, match="pip install natasha"):
        russian_models.weights(NETWORK)
    assert importlib.util.find_spec("natasha") is not None


NETWORKS = {"slovnet", "navec", "razdel"}


@pytest.mark.parametrize(
    ("language", "text", "needed"),
    [("kk", "Абай Семейге келді.", set()), ("ru", "Абай жил в степи.", NETWORKS)],
)
def test_only_russian_text_pays_for_the_networks(language: str, text: str, needed: set[str]) -> None:
    script = f"import sys\nfrom pipeline import load\nload({language!r})({text!r})\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    found = {name.partition(".")[0] for name in done.stdout.split()}
    assert found & NETWORKS == needed
    # The package of the weights needs a part of setuptools that is gone.
    assert not found & {"natasha", "pymorphy2", "torch"}
