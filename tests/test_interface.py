"""The words of the interface: the table is whole, numbers take their forms, dates read well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search_service.date_words import date_in_words
from search_service.interface import LANGUAGES, WordsError, _table, words

SERVICE = Path(__file__).resolve().parent.parent / "search_service"
# Keys that the code puts together from a part and a value.
COMPOSED = (
    "bad.",
    "closed.",
    "failed.",
    "how.",
    "in.",
    "inside.",
    "lang.",
    "lost.",
    "mode.",
    "month.",
    "of-month.",
    "one.",
    "other.",
    "sort.",
    "type.",
)


def used_keys() -> str:
    files = [*SERVICE.glob("*.py"), *SERVICE.glob("templates/*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_key_is_used() -> None:
    source = used_keys()
    unused = [
        key
        for key in words("kk").table
        if not key.startswith(COMPOSED) and not re.search(rf"""['"]{re.escape(key)}['"]""", source)
    ]
    assert not unused


def test_every_key_that_a_template_names_is_in_the_table() -> None:
    named: set[str] = set()
    for template in SERVICE.glob("templates/*.html"):
        named.update(re.findall(r"\b(?:words|count)\('([\w.-]+)'[,)]", template.read_text(encoding="utf-8")))
    assert len(named) > 50
    assert named <= set(words("kk").table)


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("kk", 1, "1 үзінді"),
        ("kk", 13, "13 үзінді"),
        ("ru", 1, "1 фрагмент"),
        ("ru", 3, "3 фрагмента"),
        ("ru", 5, "5 фрагментов"),
        ("ru", 11, "11 фрагментов"),
        ("ru", 12, "12 фрагментов"),
        ("ru", 21, "21 фрагмент"),
        ("ru", 112, "112 фрагментов"),
        ("ru", 1302, "1\u00a0302 фрагмента"),
        ("en", 0, "0 passages"),
        ("en", 1, "1 passage"),
        ("en", 1302, "1,302 passages"),
    ],
)
def test_a_number_takes_its_form(language: str, number: int, said: str) -> None:
    assert words(language).count("passages", number) == said


@pytest.mark.parametrize(
    ("edtf", "kk", "ru", "en"),
    [
        ("1905", "1905 ж.", "1905 г.", "1905"),
        ("1905-07", "1905 ж. шілде", "июль 1905 г.", "July 1905"),
        ("1905-07-25", "1905 ж. 25 шілде", "25 июля 1905 г.", "25 July 1905"),
        ("1905-21", "1905 ж. көктем", "весна 1905 г.", "spring 1905"),
        ("1905/1906", "1905–1906 жж.", "1905–1906 гг.", "1905–1906"),
        ("1902/..", "1902 ж. бастап", "1902 г. и позже", "from 1902 on"),
        ("../1917", "1917 ж. дейін", "1917 г. и раньше", "until 1917"),
        ("18XX", "XIX ғасыр", "XIX век", "19th century"),
        ("193X", "1930-жылдар", "1930-е годы", "the 1930s"),
        ("1901/1910~", "шамамен 1901–1910 жж.", "примерно 1901–1910 гг.", "about 1901–1910"),
        # What is not spelt out stays as it is.
        ("-0208", "-0208", "-0208", "-0208"),
        ("1905-99", "1905-99", "1905-99", "1905-99"),
        ("", "", "", ""),
    ],
)
def test_a_date_in_words(edtf: str, kk: str, ru: str, en: str) -> None:
    assert tuple(date_in_words(edtf, words(language)) for language in LANGUAGES) == (kk, ru, en)


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("", "first row"),
        ("key\tkk\tru\na\tb\tc", "first row"),
        ("key\tkk\tru\ten\na\tb\tc", "words.tsv:2: a needs words"),
        ("key\tkk\tru\ten\na\tb\t\td", "words.tsv:2: a needs words"),
        ("key\tkk\tru\ten\na\tb\tc\td\na\tb\tc\td", "words.tsv:3: a stands twice"),
        ("key\tkk\tru\ten\na\t{n} b\tc\t{n} d", "same placeholders"),
        ("key\tkk\tru\ten\na\tb\tc / d\te / f", "3 forms in ru"),
        ("key\tkk\tru\ten\na\tb / b\tc / d / e\te / f", "1 forms in kk"),
    ],
)
def test_a_faulty_table_is_refused_with_its_row(table: str, complaint: str) -> None:
    with pytest.raises(WordsError, match=complaint):
        _table(table)
