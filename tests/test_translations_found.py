"""Questions to a text and its translation in, what stands on the other side out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.answers import Answer, Question, QuestionError
from search_service.search import Corpus


@pytest.fixture(scope="module")
def corpus(bilingual: Path) -> Iterator[Corpus]:
    with closing(Corpus.open(bilingual)) as opened:
        yield opened


def ids(answer: Answer) -> list[str]:
    return [hit.passage.id for hit in answer.hits]


def every(corpus: Corpus) -> list[str]:
    return [
        passage.id for document in corpus.documents()[1] for passage in corpus.passages(document.id, 1, 99)
    ]


def test_every_pair_that_one_side_shows_the_other_shows(corpus: Corpus) -> None:
    passages = [passage for id in ("school", "school-ru") for passage in corpus.passages(id, 1, 99)]
    shown = {(id, other.passage.id) for id, found in corpus.translations(passages).items() for other in found}
    assert shown == {(other, id) for id, other in shown} and len(shown) == 16
    by_pair = {
        (one, other)
        for pair in corpus.pairs()
        for one in (corpus.passage(address).id for address in pair.source.addresses)
        for other in (corpus.passage(address).id for address in pair.target.addresses)
    }
    assert shown == by_pair | {(other, one) for one, other in by_pair}


def test_a_passage_without_a_partner_shows_none(corpus: Corpus) -> None:
    assert corpus.translations([corpus.passage("school:8")]) == {}
    assert corpus.translations([]) == {}


def test_a_name_of_one_language_is_found_in_both_and_marked_on_both_sides(corpus: Corpus) -> None:
    for q in ("Бөкейхан", "Букейханов"):
        for lang, id in (("kk", "school:4"), ("ru", "school-ru:3")):
            (hit,) = corpus.search(Question(q=q, lang=lang)).hits
            assert hit.passage.id == id
            (other, *_) = [each for each in hit.translations if each.highlights]
            start, end = other.highlights[0]
            assert {other.passage.text[start:end], hit.matched[0].surface} == {
                "Әлихан Бөкейханның",
                "Алихана Букейханова",
            }


@pytest.mark.parametrize(
    ("q", "lang", "found", "surface", "why"),
    [
        ("мектеп", "ru", ["school-ru:1", "school-ru:2", "school-ru:8"], "Мектеп", "kk word, ru passages"),
        ("школа", "kk", ["school:1", "school:2", "school:7"], "Школа", "ru word, kk passages"),
        ("бала", "ru", ["school-ru:3"], "бала", "the half of a sentence"),
        ("библиотека", "kk", ["school:5"], "Библиотеку", "an inflected form"),
        ("газета они", "kk", ["school:6"], "газету", "words of two sentences that are one in Kazakh"),
    ],
)
def test_a_word_finds_passages_through_their_translation(
    corpus: Corpus, q: str, lang: str, found: list[str], surface: str, why: str
) -> None:
    answer = corpus.search(Question(q=q, lang=lang, through="translation"))
    assert sorted(ids(answer)) == found, why
    for hit in answer.hits:
        assert {match.how for match in hit.matched} == {"translation"}
    matched = [match for hit in answer.hits for match in hit.matched]
    assert surface in {match.surface for match in matched}, why
    assert {match.word for match in matched} == set(q.split()), why
    assert corpus.search(Question(q=q, lang=lang)).total == 0


def test_words_of_two_languages_are_found_together(corpus: Corpus) -> None:
    answer = corpus.search(Question(q="кітапхана построили", through="translation"))
    assert ids(answer) == ["school:5", "school-ru:4"]
    hows = [{match.word: match.how for match in hit.matched} for hit in answer.hits]
    assert hows == [
        {"кітапхана": "exact", "построили": "translation"},
        {"построили": "exact", "кітапхана": "translation"},
    ]
    assert corpus.search(Question(q="кітапхана построили")).total == 0


def test_of_a_question_what_its_translation_answers_comes(corpus: Corpus) -> None:
    asked = Question(q="Когда в городе Верном открылась школа?", lang="kk")
    assert corpus.search(asked).total == 0
    answer = corpus.search(replace(asked, through="translation"))
    assert ids(answer)[0] == "school:2"


def test_a_sentence_quoted_in_another_language_is_of_that_language(corpus: Corpus) -> None:
    (hit,) = corpus.search(Question(q="азамат", lang="kk")).hits
    assert (hit.passage.id, hit.passage.language) == ("school-ru:7", "kk")
    assert (hit.document.id, hit.document.language) == ("school-ru", "ru")
    assert corpus.search(Question(q="азамат", lang="ru")).total == 0
    in_kazakh = {hit.passage.id for hit in corpus.search(Question(date_from="1900", lang="kk")).hits}
    assert in_kazakh == {"school:2", "school:7"}


def test_direct_hits_come_first_and_their_scores_are_above(corpus: Corpus) -> None:
    asked = Question(q="журнал", through="translation")
    answer = corpus.search(asked)
    direct = corpus.search(replace(asked, through="text"))
    assert ids(answer)[: direct.total] == ids(direct) and answer.total > direct.total
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True) and scores[direct.total - 1] > scores[direct.total] > 0


def test_filters_hold_for_the_passage_that_is_shown(corpus: Corpus) -> None:
    asked = Question(q="школа", through="translation")
    assert ids(corpus.search(replace(asked, document="school", date_from="1913"))) == ["school:7"]
    answer = corpus.search(replace(asked, lang="ru"))
    assert set(ids(answer)) == {"school-ru:1", "school-ru:2", "school-ru:8"}
    assert all(match.how != "translation" for hit in answer.hits for match in hit.matched)


def test_facets_and_pages_count_what_is_found_through_translations(corpus: Corpus) -> None:
    asked = Question(q="мектеп", through="translation", limit=1)
    whole = corpus.search(replace(asked, limit=100))
    assert dict(whole.year_facet) == {"1911": 2, "1913": 2}
    found: list[str] = []
    cursor = None
    while len(found) < 20:
        page = corpus.search(replace(asked, cursor=cursor))
        assert (page.total, page.year_facet) == (whole.total, whole.year_facet)
        found += ids(page)
        if (cursor := page.next) is None:
            break
    assert found == ids(whole)
    first = corpus.search(asked).next
    with pytest.raises(QuestionError, match="does not belong"):
        corpus.search(replace(asked, through="text", cursor=first))


def test_orders_hold_through_translations(corpus: Corpus) -> None:
    asked = Question(q="мектеп", through="translation")
    order = every(corpus)
    by_position = ids(corpus.search(replace(asked, sort="position")))
    assert by_position == sorted(by_position, key=order.index) and len(by_position) == 6
    years = [
        hit.passage.dates[0].edtf if hit.passage.dates else "9999"
        for hit in corpus.search(replace(asked, sort="date")).hits
    ]
    assert years == sorted(years)


def test_what_else_must_answer_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuestionError) as raised:
        corpus.search(Question(q="мектеп", through="dream"))  # type: ignore[arg-type]
    assert raised.value.parameter == "through"


WORDS = st.sampled_from(
    [
        "мектеп",
        "школа",
        "бала",
        "газет",
        "журнал",
        "1913",
        "Бөкейхан",
        "Верный",
        "дом",
        "кітапхана",
        "учитель",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["smart", "exact", "fuzzy"]),
    st.sampled_from([None, "kk", "ru"]),
    st.sampled_from([None, "school", "school-ru"]),
)
def test_translations_add_hits_and_take_none(
    corpus: Corpus, q: str, mode: str, lang: str | None, document: str | None
) -> None:
    asked = Question(q=q, mode=mode, lang=lang, document=document, limit=100)  # type: ignore[arg-type]
    without = corpus.search(asked)
    found = corpus.search(replace(asked, through="translation"))
    assert ids(found)[: without.total] == ids(without)
    assert len(set(ids(found))) == found.total
    for hit in found.hits[without.total :]:
        said = {match.surface for match in hit.matched if match.how == "translation"}
        shown = " ".join(other.passage.text for other in hit.translations)
        assert said and all(surface in shown for surface in said)
    answered = {word for hit in found.hits for match in hit.matched for word in match.word.split()}
    assert not found.hits or answered == set(q.split())
