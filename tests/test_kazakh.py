"""Tokens of both languages: a table (a bar is a cut, white space is one too), and properties."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import russian
from pipeline.kazakh import like_num

TABLE = Path(__file__).parent / "tables" / "tokens.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
ODD = st.text(alphabet=st.sampled_from("аәғқұөүңіһиуАҒҚҰI1905 \n.,-–—«»\"'!?…()/жтб\u0301😀"), max_size=80)

PIPELINES = {"kk": spacy.blank("kk"), "ru": russian.blank()}


def tokens(nlp: Language, text: str) -> list[str]:
    return [token.text for token in nlp(text) if not token.is_space]


@pytest.mark.parametrize(("language", "marked"), [row[:2] for row in ROWS])
def test_tokens(language: str, marked: str) -> None:
    assert tokens(PIPELINES[language], marked.replace("|", "")) == marked.replace("|", " ").split()


@given(text=st.one_of(st.text(max_size=60), ODD))
@pytest.mark.parametrize("language", sorted(PIPELINES))
def test_nothing_is_lost(language: str, text: str) -> None:
    doc = PIPELINES[language](text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize(
    "word", ["бес", "екінші", "үшеуі", "1905", "2,5", "55-ші", "XIX", "жиырмасыншы", "жүзден"]
)
def test_numerals(word: str) -> None:
    assert like_num(word)


@pytest.mark.parametrize("word", ["", "бесік", "оны", "қала", "ж.", "-", "мыңғыру", "І."])
def test_no_numerals(word: str) -> None:
    assert not like_num(word)


@pytest.mark.parametrize("language", sorted(PIPELINES))
def test_an_endless_run_is_one_token_and_no_address(language: str) -> None:
    run = "e-history.kz/" * 20
    (long,) = PIPELINES[language](run)
    (short,) = PIPELINES[language](run[:12])
    assert short.like_url and not long.like_url and long.text == run


@pytest.mark.parametrize(("language", "marked"), [row[:2] for row in ROWS])
def test_each_cut_can_be_explained(language: str, marked: str) -> None:
    nlp = PIPELINES[language]
    text = marked.replace("|", "")
    assert [token for _, token in nlp.tokenizer.explain(text)] == tokens(nlp, text)


def test_stop_words() -> None:
    doc = PIPELINES["kk"]("Ол және Қарқаралы туралы")
    assert [token.is_stop for token in doc] == [True, True, False, True]


def test_a_pipeline_survives_saving(tmp_path: Path) -> None:
    PIPELINES["kk"].to_disk(tmp_path / "kk")
    text = "Ә.Бөкейхан 1906ж. Қарқаралыда, т.б."
    assert tokens(spacy.load(tmp_path / "kk"), text) == tokens(PIPELINES["kk"], text)
