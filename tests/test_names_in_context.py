"""Names that mean several things, or none, by what stands about them: a table of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from pipeline import knowledge, linking
from pipeline.entities import mentions

TABLE = Path(__file__).parent / "tables" / "names_in_context.tsv"
LANGUAGES = {language: spacy.blank(language) for language in ("kk", "ru")}


def examples() -> list[tuple[str, str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["language", "sentence", "name", "id", "why"]
    return [(row[0], row[1], row[2], row[3]) for row in rows[1:]]


@pytest.mark.parametrize(("language", "sentence", "name", "id"), examples())
def test_a_name_means_what_stands_about_it_says(language: str, sentence: str, name: str, id: str) -> None:
    doc = LANGUAGES[language](sentence)
    found = linking.linked(doc, mentions(doc, knowledge.load()), (), knowledge.load())
    start = sentence.index(name)
    ids = [each.id for each in found if each.start < start + len(name) and start < each.end]
    shown = ["-" if each.startswith("local:") else each for each in ids] or ["none"]
    assert shown == [id]


def test_the_table_has_names_that_are_none() -> None:
    assert sum(id == "none" for *_, id in examples()) > len(examples()) // 4
