"""The words of the interface: numbers take their forms, dates read well, values have names."""

from __future__ import annotations

import pytest

from search_service.citations import passages_in_words
from search_service.date_words import date_in_words
from search_service.interface import LANGUAGES, words
from search_service.labels import label, labels
from search_service.letters_told import letters_tell

NARROW_SPACE = "\u202f"
"""Between a year and its abbreviated word, as Unicode's locale data has it."""


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
    assert passages_in_words(number, words(language)) == said


@pytest.mark.parametrize(
    ("edtf", "kk", "ru", "en"),
    [
        ("1905", "1905 ж.", "1905 г.", "1905"),
        ("1905-07", "1905 ж. шілде", "июль 1905 г.", "July 1905"),
        ("1905-07-25", "1905 ж. 25 шілде", "25 июля 1905 г.", "25 July 1905"),
        ("1905-21", "1905 ж. көктем", "весна 1905 г.", "spring 1905"),
        ("1905/1906", "1905–1906 жж.", "1905–1906 гг.", "1905–1906"),
        ("1902/..", "1902 ж. және одан кейін", "1902 г. и позже", "from 1902 on"),
        ("../1917", "1917 ж. және одан бұрын", "1917 г. и раньше", "until 1917"),
        (
            "1905-07/1905-09",
            "1905 ж. шілде – 1905 ж. қыркүйек",
            "июль 1905 г. – сентябрь 1905 г.",
            "July 1905 – September 1905",
        ),
        ("18XX", "XIX ғасыр", "XIX век", "19th century"),
        ("193X", "1930-жылдар", "1930-е годы", "the 1930s"),
        ("1901/1910~", "шамамен 1901–1910 жж.", "примерно 1901–1910 гг.", "about 1901–1910"),
        # What is not spelt out stays as it is.
        ("-0208", "-0208", "-0208", "-0208"),
        ("1905-99", "1905-99", "1905-99", "1905-99"),
        ("1905-02-31", "1905-02-31", "1905-02-31", "1905-02-31"),
        ("", "", "", ""),
    ],
)
def test_a_date_in_words(edtf: str, kk: str, ru: str, en: str) -> None:
    said = [date_in_words(edtf, words(language)).replace(NARROW_SPACE, " ") for language in LANGUAGES]
    assert said == [kk, ru, en]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["mode", "folding", "language", "sort", "types", "type", "reason"])
def test_values_have_different_names(language: str, kind: str) -> None:
    said = [label(words(language), kind, value) for value in labels(kind)]
    assert all(said) and len(set(said)) == len(said)


def test_a_rare_language_has_a_name_and_one_without_keeps_its_code() -> None:
    assert label(words("ru"), "language", "ky") == "киргизский"
    assert label(words("en"), "language", "qqq") == "qqq"


def test_a_percent_sign_in_a_value_stays() -> None:
    assert (
        words("ru").gettext("“%(query)s” was not found", query="5 %d")
        == "По запросу «5 %d» ничего не найдено"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("University lecture no. 9, extracted from a PDF", "en"),
        ("Дәріс мәтіні", "kk"),
        ("ҚАЗАҚ", "kk"),
        ("قازاق", "kk-Arab"),
        # Russian and Kazakh are both written so, and figures in every language.
        ("Алаш", ""),
        ("1905", ""),
        ("", ""),
    ],
)
def test_letters_tell_a_language_only_where_no_other_is_written_so(text: str, language: str) -> None:
    assert letters_tell(text) == language
