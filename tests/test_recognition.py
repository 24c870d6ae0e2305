"""The entity model: which names it sees, where they begin and end, and that nothing makes it stumble."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.kazakh import Kazakh
from pipeline.recognition import FIELD, NETWORKS, Recognised, recognised
from pipeline.recognition_features import TABLE
from pipeline.records import EntityType
from pipeline.sentences import mark_sentences
from tests.work import calls

SENTENCES = Path(__file__).parent / "tables" / "recognised.tsv"
NAME = re.compile(r"\[([^\]]+) ([A-Z]+)\]")
VOCABULARY = Vocab()
KAZAKH = Kazakh()


def read(text: str) -> Doc:
    """`text` with tokens and sentences, and no lemmas."""
    return mark_sentences(KAZAKH(text))


def told(doc: Doc, *, accurate: bool = False) -> list[tuple[str, str]]:
    return [(doc[name.start : name.end].text, name.type) for name in recognised(doc, accurate=accurate)]


def rows() -> list[str]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [line.split("\t")[0] for line in lines[1:]]


@pytest.mark.parametrize("accurate", [False, True])
@pytest.mark.parametrize("sentence", rows())
def test_names_of_a_sentence(sentence: str, accurate: bool) -> None:
    doc = read(NAME.sub(r"\1", sentence))
    assert told(doc, accurate=accurate) == NAME.findall(sentence)


def test_sentences_are_judged_alone() -> None:
    text = " ".join(NAME.sub(r"\1", sentence) for sentence in rows())
    names = [name for sentence in rows() for name in NAME.findall(sentence)]
    assert told(read(text)) == told(read(text), accurate=True) == names


def test_the_table_is_the_one_that_the_models_were_trained_with() -> None:
    manifest = (files("pipeline") / "models" / "manifest.tsv").read_text(encoding="utf-8")
    told = [line for line in manifest.splitlines() if line.split("\t")[0] in (FIELD, *NETWORKS)]
    digest = hashlib.sha256((files("pipeline") / "data" / TABLE).read_bytes()).hexdigest()
    assert len(told) == 3 and all(f"{TABLE} of digest {digest[:16]}" in line for line in told)


def test_a_document_of_bare_words_has_its_names() -> None:
    words = "Кеше Алматы қаласында жиналыс өтті . Бүгін Ресей хабарлады .".split()
    assert told(Doc(VOCABULARY, words=words)) == [("Алматы", "PLACE"), ("Ресей", "PLACE")]


def test_an_aside_parts_no_name() -> None:
    words = "Бұл туралы Білім және ( ыы ) ғылым министрлігі хабарлады .".split()
    assert told(Doc(VOCABULARY, words=words)) == [("Білім және ( ыы ) ғылым министрлігі", "ORG")]


def test_a_name_does_not_run_over_the_end_of_a_paragraph() -> None:
    doc = read("Ахмет Байтұрсынұлы\n\nРесей мен Қытай келісім жасады.")
    assert [text for text, _ in told(doc)] == ["Ахмет Байтұрсынұлы", "Ресей", "Қытай"]


def test_processes_agree_to_the_digit() -> None:
    script = (
        "from spacy.tokens import Doc\nfrom spacy.vocab import Vocab\n"
        "from pipeline.recognition import recognised\n"
        "words = 'Ахмет Байтұрсынұлы Орынборда « Қазақ » газетін шығарды .'.split()\n"
        "print(recognised(Doc(Vocab(), words=words)))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1 and b"PERSON" in answers.pop()


def well_formed(doc: Doc, names: tuple[Recognised, ...]) -> bool:
    ends = [0, *(name.end for name in names)]
    return all(
        end <= name.start < name.end <= len(doc)
        and name.type in get_args(EntityType)
        and 0 <= name.confidence <= 1 + 1e-6
        for end, name in zip(ends, names, strict=False)
    )


# The first call reads the models.
@settings(deadline=None)
@given(words=st.lists(st.text(min_size=1, max_size=12), max_size=30))
def test_any_words(words: list[str]) -> None:
    doc = Doc(VOCABULARY, words=words)
    assert well_formed(doc, recognised(doc)) and well_formed(doc, recognised(doc, accurate=True))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "\n\n",
            "1905 1906 1907",
            "😀 👍🏽",
            "«»«»",
            "( і )",
            "\x00\x07\x1b",
            "a\u0301\u0301\u0323",
        ),
        *("The manifesto was read.", "中文 文本", "א ב ג", "Қ" * 100_000, "( ы ) " * 500),
    ],
)
def test_odd_text(text: str) -> None:
    doc = read(text)
    assert well_formed(doc, recognised(doc)) and well_formed(doc, recognised(doc, accurate=True))


def test_a_text_without_full_stops_takes_time_in_proportion() -> None:
    def work(number: int) -> int:
        doc = Doc(VOCABULARY, words=["Алматы", "мен", "ұлы"] * number)
        return calls(lambda: recognised(doc))

    work(1)
    assert work(2000) < 2.5 * work(1000)
