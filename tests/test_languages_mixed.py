"""Documents of several languages: each stretch is annotated as what it is, and every place stays right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate import annotate
from pipeline.annotation import Annotation
from pipeline.language_stretches import alone
from pipeline.languages import of_part
from pipeline.passages import passages
from pipeline.records import Source
from tests.work import calls

KAZAKH = "Ә. Бөкейхан 1905 жылы Қарқаралыда болды. Оны «Қазақ» газеті жазды."
RUSSIAN = "А. Букейханов в 1905 году был в Каркаралинске. Об этом писала газета «Казах»."
KYRGYZ = "Бул китеп элдин тарыхы жөнүндө баяндайт. Аны 1916-жылдан кийин көп адамдар окуган жана жазган."
ENGLISH = "The newspaper was printed in Orenburg from 1913 to 1918 and was read by many."


def annotated(text: str, **settings: Any) -> Annotation:
    """The annotation of a text."""
    return annotate(Source("a.txt", text, ""), **settings)


def told(found: Annotation, items: Iterable[Any]) -> list[tuple[str, str]]:
    """Each paragraph, sentence or passage with its language."""
    return [(found.text[each.start : each.end], each.language) for each in items]


def lemma(found: Annotation, word: str) -> str:
    """The lemma of a word that the text has once."""
    (token,) = (each for each in found.tokens if found.text[each.start : each.end] == word)
    return token.lemma


def test_a_document_of_one_language_has_it_everywhere() -> None:
    for text, language in ((KAZAKH, "kk"), (RUSSIAN, "ru")):
        found = annotated(text).as_json()
        assert found["document"]["language"] == language
        assert {each["language"] for kind in ("paragraphs", "sentences") for each in found[kind]} == {
            language
        }


def test_paragraphs_of_both_languages_are_read_each_as_it_is() -> None:
    found = annotated(f"{KAZAKH}\n\n{RUSSIAN}\n\n{KAZAKH}")
    assert found.language == "kk"
    assert [language for _, language in told(found, found.paragraphs)] == ["kk", "ru", "kk"]
    assert [language for _, language in told(found, found.sentences)] == ["kk", "kk", "ru", "ru", "kk", "kk"]
    assert lemma(found, "году") == "год" and lemma(found, "писала") == "писать"
    assert [found.text[each.start : each.end] for each in found.entities if each.id == "qarqaraly"] == [
        "Қарқаралыда",
        "Каркаралинске",
        "Қарқаралыда",
    ]
    assert [each.edtf for each in found.dates] == ["1905"] * 3


@pytest.mark.parametrize("around", [KAZAKH, RUSSIAN], ids=["in Kazakh", "in Russian"])
def test_each_finds_what_it_finds_alone(around: str) -> None:
    inside = RUSSIAN if around == KAZAKH else KAZAKH
    found, by_itself = annotated(f"{around}\n\n{inside}\n\n{around}"), annotated(inside)
    start = len(around) + 2
    kinds = ("entities", "dates", "tokens", "sentences")
    for kind in kinds:
        there: list[Any] = [
            each for each in getattr(found, kind) if start <= each.start < start + len(inside)
        ]
        moved = [(each.start + start, each.end + start) for each in getattr(by_itself, kind)]
        assert [(each.start, each.end) for each in there] == moved, kind
    lemmas = [each.lemma for each in found.tokens if start <= each.start < start + len(inside)]
    assert lemmas == [each.lemma for each in by_itself.tokens]


def test_a_kazakh_sentence_in_a_russian_paragraph_is_kazakh() -> None:
    found = annotated(
        "В 1910 году вышла книга М. Дулатова. «Надандықтан құтылмай, жетіп ел болмаймыз», — говорил он. "
        "Её читали."
    )
    assert [language for _, language in told(found, found.paragraphs)] == ["ru"]
    assert [language for _, language in told(found, found.sentences)] == ["ru", "kk", "ru"]
    assert lemma(found, "Надандықтан") == "надандық"
    assert lemma(found, "говорил") == "говорить"


def test_a_russian_quotation_within_a_kazakh_sentence_is_russian() -> None:
    text = "Ол былай деп жазды: «Мы начинаем в 1917 году новую жизнь», бұл сөзді халық 1918 жылы да айтты."
    found = annotated(f"{KAZAKH} {text}")
    assert {language for _, language in told(found, found.paragraphs)} == {"kk"}
    assert lemma(found, "начинаем") == "начинать" and lemma(found, "сөзді") == "сөз"
    assert [each.edtf for each in found.dates] == ["1905", "1917", "1918"]
    assert len(found.sentences) == 3


@pytest.mark.parametrize(
    ("text", "sentences", "why"),
    [
        (
            "В письме: «1905 ж. Қарқаралыда петиция жазылды. Оған т.б. көп адам қол қойды». Он уехал.",
            ["1905 ж. Қарқаралыда петиция жазылды.", "Оған т.б. көп адам қол қойды».", "Он уехал."],
            "Kazakh abbreviations in a Kazakh quotation",
        ),
        (
            "Былай жазды: «В 1905 г. Букейханов был там. Он жил на ул. Пушкина». Ол 1906 ж. Семейге кетті.",
            ["был там.", "Он жил на ул. Пушкина».", "Ол 1906 ж. Семейге кетті."],
            "Russian abbreviations in a Russian quotation",
        ),
        (
            "Он писал: «Біз ел боламыз ба, жоқ па? Өзіміз білеміз!» Ему не ответили.",
            ["Біз ел боламыз ба, жоқ па?", "Өзіміз білеміз!»", "Ему не ответили."],
            "a stop within the quotation ends the sentence around it",
        ),
    ],
)
def test_a_quotation_has_the_sentences_of_its_language(text: str, sentences: list[str], why: str) -> None:
    found = annotated(text)
    ends = [found.text[each.start : each.end] for each in found.sentences]
    assert len(ends) == len(sentences), why
    assert all(whole.endswith(end) for whole, end in zip(ends, sentences, strict=True)), why


def test_a_title_in_the_other_language_is_no_stretch_of_its_own() -> None:
    found = annotated("Роман «Қан мен тер» читали все. Поэты Мағжан Жұмабайұлы и Ғұмар Қараш жили в Омске.")
    assert [language for _, language in told(found, found.sentences)] == ["ru", "ru"]


@pytest.mark.parametrize(("foreign", "code"), [(KYRGYZ, "ky"), (ENGLISH, "en")])
@pytest.mark.parametrize("around", [KAZAKH, RUSSIAN], ids=["in Kazakh", "in Russian"])
def test_another_language_has_tokens_alone(foreign: str, code: str, around: str) -> None:
    found = annotated(f"{around}\n\n{foreign}\n\n{around}")
    start, end = len(around) + 2, len(around) + 2 + len(foreign)
    assert found.text[start:end] == foreign
    assert found.paragraphs[1].language == code
    assert {each.language for each in found.sentences if start <= each.start < end} == {code}
    assert not [each for each in found.entities if start <= each.start < end]
    assert not [each for each in found.dates if start <= each.start < end]
    tokens = [each for each in found.tokens if start <= each.start < end]
    assert [each.lemma for each in tokens] == [found.text[each.start : each.end] for each in tokens]
    assert {each.pos for each in tokens} == {""}
    ours = [each for each in found.tokens if not start <= each.start < end]
    assert [each.lemma for each in ours] == [each.lemma for each in annotated(f"{around}\n\n{around}").tokens]


def test_a_document_in_another_language_says_so() -> None:
    found = annotated(KYRGYZ)
    assert found.language == "ky"
    assert found.tokens and len(found.sentences) == 2 and not found.entities and not found.dates
    assert annotated("漢字の歴史").language == "und"


def test_the_main_language_may_be_given() -> None:
    found = annotated(f"{RUSSIAN}\n\nАлаш. 1917", language="kk")
    assert found.language == "kk"
    assert [language for _, language in told(found, found.paragraphs)] == ["ru", "kk"]


def test_a_passage_has_the_language_of_its_sentence() -> None:
    found = annotated(f"{KAZAKH}\n\n{RUSSIAN}\n\n{KYRGYZ}")
    assert told(found, passages(found)) == told(found, found.sentences)
    assert {each.language for each in passages(found)} == {"kk", "ru", "ky"}


@pytest.mark.parametrize(
    ("text", "spans", "left"),
    [
        ("аб вг", [(0, 2)], "аб   "),
        ("аб\n\nвг", [(4, 6)], "  \n\nвг"),
        ("аб вг де", [(0, 2), (6, 8)], "аб    де"),
        ("аб", [], "  "),
        ("", [], ""),
    ],
)
def test_what_is_left_alone_keeps_its_place(text: str, spans: list[tuple[int, int]], left: str) -> None:
    assert alone(text, spans) == left


PIECES = st.sampled_from(
    [
        KAZAKH,
        RUSSIAN,
        KYRGYZ,
        ENGLISH,
        "«",
        "»",
        " ",
        "\n\n",
        "1905 г. ",
        "Алаш",
        "漢字",
        "\ud800",
        "\u0301",
        "(",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=8).map("".join), st.sampled_from(["auto", "kk", "ru"]))
def test_any_mixture_keeps_its_places(text: str, language: str) -> None:
    found = annotated(text, language=language)
    shown = found.as_json()
    for kind in ("paragraphs", "sentences", "tokens", "entities", "dates"):
        items = shown[kind]
        assert all(0 <= each["start"] < each["end"] <= len(found.text) for each in items), kind
        assert all(a["end"] <= b["start"] for a, b in zip(items, items[1:], strict=False)), kind
    covered = {at for each in found.tokens for at in range(each.start, each.end)}
    assert all(at in covered or letter.isspace() for at, letter in enumerate(found.text))
    in_sentences = {at for each in found.sentences for at in range(each.start, each.end)}
    assert covered <= in_sentences


def test_one_language_is_tokenised_once() -> None:
    """Telling the languages adds little to the work on a document of one language."""
    text = "\n\n".join([KAZAKH] * 40)
    annotated(text)
    whole = calls(lambda: annotated(text))
    telling = calls(lambda: [of_part(text, "kk", at, at + 70) for at in range(0, len(text), 35)])
    assert telling < whole / 5


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        (f"{KAZAKH}\n\n{RUSSIAN}\n\n{KYRGYZ}\n\n", "paragraphs"),
        (f"{KAZAKH} «{RUSSIAN}» ", "quotations in one paragraph"),
        ("мен «мы не можем больше ждать» сен ", "quotations in one sentence"),
        ("« мен ", "quotations without an end"),
    ],
)
def test_work_grows_with_the_text_alone(piece: str, why: str) -> None:
    def work(times: int) -> int:
        return calls(lambda: annotated(piece * times, model="none"))

    work(2)
    assert work(80) < 2.6 * work(40), why
