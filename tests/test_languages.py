"""The language of a text, of a part and of a query: a table of cases, look-alikes, and any text at all."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages import language, of_part, of_query
from pipeline.normalise import repaired

TABLES = Path(__file__).parent / "tables"
KNOWN = {"kk", "ru", "ky", "tt", "ba", "uz", "uk", "be", "bg", "mn", "en", "und"}
LOOK_ALIKES = ("ky", "tt", "uk", "en")


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    rows = (line for line in lines if not line.startswith("#"))
    yield from csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)


SENTENCES = list(table("languages_sentences.tsv"))


def sentences(language: str) -> list[str]:
    """The sentences of the table in one language."""
    return [row["sentence"] for row in SENTENCES if row["language"] == language]


@pytest.mark.parametrize("row", list(table("languages.tsv")), ids=lambda row: row["why"])
def test_a_text_has_its_language(row: dict[str, str]) -> None:
    told = of_part(row["text"], row["around"]) if row["around"] else language(row["text"])
    assert told == row["language"], row["why"]


@pytest.mark.parametrize("around", ["", "ru"])
@pytest.mark.parametrize("sentence", sentences("ru"))
def test_a_russian_sentence_is_russian_alone_and_in_russian(sentence: str, around: str) -> None:
    assert (of_part(sentence, around) if around else language(sentence)) == "ru"


@pytest.mark.parametrize("code", LOOK_ALIKES)
def test_a_paragraph_of_another_language_is_told_wherever_it_stands(code: str) -> None:
    paragraph = " ".join(sentences(code))
    assert [language(paragraph), of_part(paragraph, "kk"), of_part(paragraph, "ru")] == [code] * 3


@pytest.mark.parametrize("code", LOOK_ALIKES)
def test_most_sentences_of_another_language_are_told_alone(code: str) -> None:
    told = [language(sentence) for sentence in sentences(code)]
    assert told.count(code) >= 0.85 * len(told)
    assert set(told) <= {code, "kk", "ru", "und"}


@pytest.mark.parametrize("code", LOOK_ALIKES)
def test_letters_of_another_language_are_not_repaired(code: str) -> None:
    kazakh = "Қазақ зиялылары халықтың мәселелерін шешуге тырысты. Ол кісі 1905 жылы ауылға келді.\n"
    foreign = "\n".join(sentences(code))
    text = kazakh.replace("і", "i") * 20 + "\n" + foreign + "\n\n" + kazakh * 20
    aligned, repairs = repaired(text)
    assert foreign in aligned.text
    assert aligned.text.startswith(kazakh * 20) and {repair.raw for repair in repairs} == {"i"}


@pytest.mark.parametrize(
    ("query", "languages", "why"),
    [
        ("Семей", ("kk", "ru"), "a name of both"),
        ("газет", ("kk", "ru"), "a Kazakh word and a form of a Russian one"),
        ("1905", ("kk", "ru"), "a figure"),
        ("", ("kk", "ru"), "nothing"),
        ("Alash Orda", ("kk", "ru"), "Latin letters"),
        ("қазақ халқының тарихы", ("kk",), "letters of Kazakh"),
        ("в Оренбурге и Омске", ("ru",), "function words"),
        ("земельный вопрос переселенцев", ("ru",), "words that the Russian dictionary alone has"),
        ("Букейханов қайда туған", ("kk",), "a surname in either language, and two Kazakh words"),
    ],
)
def test_a_query_may_be_in_both(query: str, languages: tuple[str, ...], why: str) -> None:
    found = of_query(query)
    assert (found if len(languages) == 1 else tuple(sorted(found))) == languages, why


@settings(deadline=None)
@given(text=st.text(max_size=100), around=st.sampled_from(sorted(KNOWN)))
def test_any_text_has_one(text: str, around: str) -> None:
    assert language(text) in KNOWN
    assert of_part(text, around) in KNOWN
    assert set(of_query(text)) <= {"kk", "ru"}


@settings(deadline=None)
@given(st.text(max_size=30), st.text(alphabet="қазақ халқы и в на 1905.", max_size=30), st.text(max_size=30))
def test_a_part_is_what_it_is_cut_out(before: str, part: str, after: str) -> None:
    whole = before + part + after
    assert of_part(whole, "kk", len(before), len(before) + len(part)) == of_part(part, "kk")


def test_kazakh_loads_nothing_for_russian() -> None:
    """A run without Russian text imports none of the libraries that are there for it."""
    script = (
        "import sys\n"
        "from pipeline.annotate import annotate\n"
        "from pipeline.records import Source\n"
        "text = 'Қазақ халқының тарихы. М. Дулатов. 1905 ж.\\n\\nОл Семейге келді.\\n\\nII\\n\\nАлаш'\n"
        "found = annotate(Source('a.txt', text, ''))\n"
        "assert found.language == 'kk' and {s.language for s in found.sentences} == {'kk'}\n"
        "print(*sorted({m.split('.')[0] for m in sys.modules} & {'slovnet', 'navec', 'lingua', 'natasha'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
