"""What a user types in, a tree or an error that says what to mend out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.answers import QuestionError
from search_service.query import LONGEST_QUERY, MOST_WORDS, All, Most, Phrase, Word, tree


def phrase(*texts: str) -> Phrase:
    return Phrase(tuple(map(Word, texts)))


@pytest.mark.parametrize(
    ("typed", "parts", "why"),
    [
        ("петиция", (Word("петиция"),), "one word"),
        ("  қоныс\tаудару\n", (Word("қоныс"), Word("аудару")), "white space of any kind"),
        ("жеке-дара", (Word("жеке-дара"),), "a compound is one word"),
        ("1905-07-25", (Word("1905-07-25"),), "a date is one word"),
        ("«қоныс аудару»", (phrase("қоныс", "аудару"),), "guillemets make a phrase"),
        ('"қоныс аудару" жер', (phrase("қоныс", "аудару"), Word("жер")), "straight marks, too"),
        ("“қоныс аудару”", (phrase("қоныс", "аудару"),), "curly marks"),
        ("„қоныс аудару“", (phrase("қоныс", "аудару"),), "low and high marks"),
        ("«Қазақ»тың", (Word("Қазақ"),), "one word in quotes is that word, its ending left aside"),
        ('"қоныс аудару', (Word("қоныс"), Word("аудару")), "a mark without its partner is left aside"),
        ("қоныс» аудару", (Word("қоныс"), Word("аудару")), "a closing one, too"),
        ("«»петиция", (Word("петиция"),), "empty quotes are nothing"),
        ("Алаш, Орда!", (Word("Алаш"), Word("Орда")), "marks part words"),
        ("пе\u00adтиция", (Word("петиция"),), "a soft hyphen is not seen"),
        ("\ufeffпетиция", (Word("петиция"),), "nor is a byte order mark"),
        ("и\u0306ск", (Word("йск"),), "letters and their marks are composed"),
        ("петиция?", (Word("петиция"),), "one word is no whole question"),
    ],
)
def test_a_few_words_must_all_be_there(typed: str, parts: tuple[Word | Phrase, ...], why: str) -> None:
    assert tree(typed) == All(parts), why


@pytest.mark.parametrize(
    ("typed", "words", "why"),
    [
        ("Алаш партиясы қашан құрылды", "Алаш партиясы құрылды", "a word that asks"),
        ("Алаш партиясы құрылды ма?", "Алаш партиясы құрылды", "a question mark"),
        (
            "съезд және петиция мен дума туралы",
            "съезд петиция дума туралы",
            "many words, the idle ones left out",
        ),
        ("және мен ма ма?", "және мен ма ма", "nothing but idle words: they are looked for"),
    ],
)
def test_of_a_question_most_must_be_there(typed: str, words: str, why: str) -> None:
    found = tree(typed, asking={"қашан"}, idle={"және", "мен", "ма"})
    assert found == Most(tuple(map(Word, words.split()))), why


@pytest.mark.parametrize(
    ("typed", "named", "why"),
    [
        ("", "no word", "nothing"),
        ("  ", "no word", "white space"),
        ("?!…«»", "no word", "marks alone"),
        ("🙂", "no word", "no letters"),
        ("а" * 10_000, "10,000", "too long"),
        ("а " * 400, f"{MOST_WORDS}", "too many words"),
        ("пет\x00иция", "U+0000", "a control character"),
        ("пет\x1bиция", "U+001B", "another one"),
        ("пет\ud800иция", "U+D800", "half a character"),
    ],
)
def test_an_error_says_what_to_mend(typed: str, named: str, why: str) -> None:
    with pytest.raises(QuestionError, match=named.replace("+", r"\+")) as raised:
        tree(typed)
    assert raised.value.parameter == "q", why


def test_a_tree_says_how_it_was_understood() -> None:
    assert str(tree("«қоныс аудару» жер")) == "«қоныс аудару» + жер"
    assert str(tree("бір екі үш төрт бес")) == "бір / екі / үш / төрт / бес"


@given(st.text(max_size=LONGEST_QUERY))
def test_any_text_gives_a_tree_or_an_error_about_it(typed: str) -> None:
    try:
        found = tree(typed)
    except QuestionError as error:
        assert error.parameter == "q"
    else:
        assert found.parts
        assert tree(str(found)).parts


@pytest.mark.parametrize("mark", ['"', "«", "„", "-", "'", "а-", "1"])
def test_endless_marks_are_read_in_one_pass(mark: str) -> None:
    try:
        tree((mark * LONGEST_QUERY)[:LONGEST_QUERY])
    except QuestionError as error:
        assert error.parameter == "q"
