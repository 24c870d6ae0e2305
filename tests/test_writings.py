"""Words as people type them in, the words that they find by their keys, or mended, out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import folding
from pipeline.normalise.evidence import known
from search_service.writings import LONGEST, Writing, bases, respelt, writings

_TABLES = Path(__file__).parent / "tables"


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, by its columns; a row may end early."""
    lines = (_TABLES / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("# ")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


_TYPED = _rows("writings.tsv")
_CORPUS = frozenset(folding.key(row["word"]) for row in _TYPED if row["how"] != "no")


def knows(word: str) -> bool:
    return folding.key(word) in _CORPUS or known(word)


def found_by(typed: str, word: str) -> str:
    """How `typed` finds `word`: as the column `how` says it."""
    wanted = folding.key(word)
    if folding.key(typed) == wanted and len(writings(typed, knows)) == 1:
        return "key"
    if wanted in folding.keys(typed):
        return "keys" if len(writings(typed, knows)) == 1 else writings(typed, knows)[-1].why
    meant = [each for each in writings(typed, knows) if wanted in folding.keys(each.text)]
    return meant[0].why if meant else "no"


@pytest.mark.parametrize("row", _TYPED, ids=lambda row: f"{row['typed']}-{row['word']}")
def test_a_word_is_found_as_it_is_typed(row: dict[str, str]) -> None:
    assert found_by(row["typed"], row["word"]) == row["how"], row["why"]


@pytest.mark.parametrize(
    "row", [row for row in _TYPED if row["below"]], ids=lambda row: f"{row['typed']}-{row['below']}"
)
def test_of_two_words_that_of_the_very_letters_is_closer(row: dict[str, str]) -> None:
    typed, word, below = row["typed"], row["word"], row["below"]
    assert folding.key(below) in folding.keys(typed), "only such words need to be told apart"
    assert folding.closeness(typed, word) > folding.closeness(typed, below), row["why"]


@pytest.mark.parametrize(
    ("typed", "meant", "why"),
    [
        ("fkfi gfhnbzcs", "алаш партиясы", "every word was typed on the other keyboard"),
        ('"fkfi" OR 0fpf0', '"алаш" OR қазақ', "operators and quotation marks stay"),
        ("fkfi 1905", "алаш 1905", "figures stay"),
        ("history of the Alash", None, "a word that is none on the other keyboard: all is another language"),
        ("алаш fkfi", "алаш алаш", "the words in the other script are asked alone"),
        ("Алаш партиясы", None, "known words are what they are"),
        ("person:fkfi", None, "a field is written in Latin letters"),
        ("мек*", None, "the beginning of a word need not be known"),
        ("fkf*", None, "the same in Latin letters"),
        ("мек", None, "three letters may be a word of any code page"),
        ("", None, "nothing"),
        ("?!", None, "no letter"),
        ("ТљР°Р·Р°Т› газеті", "Қазақ газеті", "one damaged word among others"),
    ],
)
def test_a_whole_query_is_read_at_once(typed: str, meant: str | None, why: str) -> None:
    others = writings(typed, knows)[1:]
    assert [each.text for each in others] == ([] if meant is None else [meant]), why


def test_an_endless_query_is_left_as_it_stands() -> None:
    typed = "f" * (LONGEST + 1)
    assert writings(typed, knows) == (Writing(typed, "typed"),)


_BASES = [*_rows("bases.tsv"), {"typed": "", "word": "ел", "why": ""}]
_WORDS = {row["word"].casefold() for row in _BASES} - {"-"}


def _with_key(key: str) -> list[str]:
    return [word for word in sorted(_WORDS) if folding.key(word) == key]


@pytest.mark.parametrize("row", _BASES[:-1], ids=lambda row: row["typed"])
def test_a_form_that_no_text_has_leads_to_its_word(row: dict[str, str]) -> None:
    found = [base for key in folding.keys(row["typed"]) for base in bases(key, _with_key)]
    assert found[:1] == ([] if row["word"] == "-" else [row["word"].casefold()]), row["why"]


@given(st.text(max_size=30))
def test_bases_are_words_of_the_corpus_each_once(typed: str) -> None:
    found = bases(folding.key(typed), _with_key)
    assert _WORDS.issuperset(found)
    assert {folding.key(form) for form in found.values()} <= {folding.key(typed)}


@pytest.mark.parametrize(
    ("typed", "found", "why"),
    [
        ("Семей", [], "the word itself is no other spelling"),
        ("Semey", ["семей"], "Latin letters"),
        ("Semeyden", ["семей"], "a form that no text has"),
        ("tıl", ["тіл", "тыл"], "ı is і, and ы in Kazinform's alphabet: the closest first"),
        ("تىل", ["тыл", "тіл"], "no hamza"),
        ("ءتىل", ["тіл", "тыл"], "a hamza"),
        ("тил", ["тіл"], "no Kazakh letters: и for і, but not for ы"),
        ("тіл", [], "тыл is another word, no other spelling"),
        ("", [], "nothing"),
    ],
)
def test_words_of_another_script_are_told_the_closest_first(typed: str, found: list[str], why: str) -> None:
    corpus = ["семей", "тіл", "тыл"]
    spelt = respelt(typed, lambda key: [word for word in corpus if folding.key(word) == key])
    assert list(spelt) == found, why
    assert sorted(spelt.values(), reverse=True) == list(spelt.values())


def test_an_endless_word_is_cut_at_its_end_alone() -> None:
    asked: list[str] = []

    def words(key: str) -> list[str]:
        asked.append(key)
        return []

    assert bases("a" * 100_000 + "da", words) == {}
    assert len(asked) < 1000


@given(st.text(max_size=60))
def test_what_was_typed_comes_first_and_reasons_come_once(typed: str) -> None:
    found = writings(typed, knows)
    assert found[0] == Writing(typed, "typed")
    assert len({each.why for each in found}) == len(found)


@given(st.text(max_size=60))
def test_known_words_of_our_letters_are_never_taken_for_others(typed: str) -> None:
    assert {each.why for each in writings(typed, lambda word: True)} <= {"typed", "script", "repaired"}


@given(st.text(alphabet="qwertyuiop[]asdfghjkl;'zxcvbnm,.0123456789 ", max_size=30))
def test_a_retyped_query_keeps_its_spaces_and_has_known_words_alone(typed: str) -> None:
    for each in writings(typed, lambda word: not word.isascii())[1:]:
        assert [len(part) for part in each.text.split(" ")] == [len(part) for part in typed.split(" ")]
        assert not any("a" <= letter <= "z" for letter in each.text)
