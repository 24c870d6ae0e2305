"""What the page of results shows, as data, and what its HTML makes of it: on an index of real texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from search_service.addresses import Results
from search_service.answers import Answer, Hit, Match, Question
from search_service.home_page import home_view
from search_service.interface import LANGUAGES, Words, words
from search_service.narrowing import LISTED_VALUES, SHOWN_VALUES, Facet, facets
from search_service.near_misses import near_misses
from search_service.reasons import reasons
from search_service.results_page import results_view
from search_service.search import Corpus
from search_service.understood import left_out, understood
from tests.running import Service
from tests.test_pages import Page, page, scripts

EN = words("en")


@pytest.fixture(scope="module")
def seeds_corpus(index: Path) -> Iterator[Corpus]:
    with closing(Corpus.open(index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def both(bilingual: Path) -> Iterator[Corpus]:
    """A text and its translation."""
    with closing(Corpus.open(bilingual)) as opened:
        yield opened


def view(corpus: Corpus, language: str = "en", **asked: Any) -> dict[str, Any]:
    return results_view(corpus, Results(**asked), words(language), host="http://localhost")


def facet(found: list[Facet], key: str) -> Facet:
    (one,) = [each for each in found if each.key == key]
    return one


def test_every_value_of_a_facet_counts_what_its_link_finds(seeds_corpus: Corpus) -> None:
    shown = view(seeds_corpus, q="алаш")
    assert {"PERSON", "PLACE", "ORG"} <= {each.key for each in shown["facets"]}
    for each in shown["facets"]:
        for value in each.values:
            assert len(seeds_corpus.found(value.results.question())) == value.count, value
    # A filter of years finds longer spans of time, too.
    for value in shown["year_facet"].values:
        assert len(seeds_corpus.found(value.results.question())) >= value.count > 0, value


def test_a_facet_shows_few_values_lists_some_and_counts_the_rest(seeds_corpus: Corpus) -> None:
    question = Question(q="қазақ")
    found = facets(seeds_corpus, Results(q="қазақ"), seeds_corpus.search(question), EN)
    people = facet(found, "PERSON")
    assert len(people.shown) == SHOWN_VALUES and len(people.values) <= LISTED_VALUES
    assert people.values == people.shown + people.more
    assert [each.count for each in people.values] == sorted(
        (each.count for each in people.values), reverse=True
    )
    every = seeds_corpus.store.facets.entities(seeds_corpus.found(question).numbers, 10_000)
    kinds = seeds_corpus.store.named_entities([id for id, _ in every.values])
    assert len(people.values) + people.cut == sum(kinds[id][1] == "PERSON" for id, _ in every.values)


def test_languages_and_documents_are_a_choice_only_where_there_are_several(
    both: Corpus, seeds_corpus: Corpus
) -> None:
    found = view(both, q="школа OR мектеп")["facets"]
    languages, documents = facet(found, "languages"), facet(found, "documents")
    assert {each.name for each in languages.values} == {"Kazakh", "Russian"}
    assert {each.results.document for each in documents.values} == {"school", "school-ru"}
    assert {each.language for each in documents.values} == {"kk", "ru"}
    one = [each for each in view(seeds_corpus, q="алаш")["facets"] if each.key in ("languages", "documents")]
    assert one == []


def test_a_chosen_value_leads_back_and_is_a_chip(both: Corpus) -> None:
    shown = view(both, q="школа OR мектеп", lang="ru", document="school-ru")
    for key in ("languages", "documents"):
        (value,) = facet(shown["facets"], key).values
        assert value.chosen and facet(shown["facets"], key).open
    language, document = shown["filters"]
    assert (language.kind, language.said, language.without.lang) == ("Language", "Russian", "")
    assert (document.kind, document.language, document.without.document) == ("Document", "ru", "")


def test_a_name_without_one_in_the_language_is_marked_with_its_own(seeds_corpus: Corpus) -> None:
    values = [
        value
        for each in view(seeds_corpus, q="қазақ")["facets"]
        for value in each.values
        if each.key not in ("languages", "documents")
    ]
    assert {"", "kk"} <= {each.language for each in values}
    for value in values:
        entity = seeds_corpus.entity(value.results.entities[-1])
        assert value.name == entity.names.get(value.language or "en", entity.id)


def test_namesakes_are_offered_once_and_each_finds_its_own(seeds_corpus: Corpus) -> None:
    shown = view(seeds_corpus, "ru", q="Алаш")
    ((word, several),) = shown["namesakes"]
    assert word == "Алаш" and len(several) > 1
    for each in several:
        assert len(seeds_corpus.found(each["results"].question())) == each["count"]
    assert not {each["entity"].id for each in shown["named"]} & {
        each["results"].entities[-1] for each in several
    }


def test_a_better_spelling_says_how_much_it_finds(seeds_corpus: Corpus) -> None:
    (better,) = view(seeds_corpus, q="Бокейханн")["suggestions"]
    assert better["total"] == len(seeds_corpus.found(better["results"].question())) > 0
    assert view(seeds_corpus, q="Бөкейхан")["suggestions"] == []


def test_undated_passages_are_counted(seeds_corpus: Corpus) -> None:
    years = view(seeds_corpus, q="алаш")["years"]
    dates = [bool(hit.passage.dates) for hit in seeds_corpus.hits(Question(q="алаш"))]
    assert (years["total"], years["dated"]) == (len(dates), sum(dates))


def test_filters_that_leave_nothing_say_what_would_be_left_without_each(seeds_corpus: Corpus) -> None:
    shown = view(seeds_corpus, q="петиция", lang="ru", date_from="1905")
    assert not shown["answer"].total and shown["without_filters"]["total"] > 0
    language, years = shown["filters"]
    assert language.left and not years.left


def test_filters_alone_that_leave_nothing_have_nothing_to_count(seeds_corpus: Corpus) -> None:
    shown = view(seeds_corpus, date_from="1700", date_to="1701")
    assert "without_filters" not in shown and [each.left for each in shown["filters"]] == [None]


@pytest.mark.parametrize(
    ("typed", "alone"),
    [
        ("гиппопотам петиция", ["гиппопотам", "петиция"]),
        ("петиция петиция гиппопотам", ["петиция", "гиппопотам"]),
        ("гиппопотам", []),
        ("гиппопотам AND петиция", []),
        ("«гиппопотам петиция»", []),
        ("person:гиппопотам петиция", []),
        ("бір екі үш төрт бес алты жеті сегіз тоғыз", []),
    ],
)
def test_of_several_plain_words_each_is_counted_alone(
    seeds_corpus: Corpus, typed: str, alone: list[str]
) -> None:
    found = near_misses(seeds_corpus, Results(q=typed))["words"]
    assert [word for word, _, _ in found] == alone
    for word, results, total in found:
        assert len(seeds_corpus.found(Question(q=word))) == total and results.q == word


def test_what_begins_alike_finds_something(seeds_corpus: Corpus) -> None:
    found = near_misses(seeds_corpus, Results(q="Бөкейццццц"))["alike"]
    assert found
    for completion, results in found:
        assert len(seeds_corpus.found(results.question())) > 0, completion
    assert near_misses(seeds_corpus, Results(q="ц" * 100))["alike"] == []


def test_the_fuzzy_search_is_offered_with_its_count(seeds_corpus: Corpus) -> None:
    asked = Results(q="Бекейхенв")
    assert near_misses(seeds_corpus, asked)["fuzzy"] == len(
        seeds_corpus.found(Question(q=asked.q, mode="fuzzy"))
    )
    assert near_misses(seeds_corpus, replace(asked, mode="fuzzy"))["fuzzy"] == 0


def answered(q: str, taken: str, partial: tuple[str, ...] = ()) -> Answer:
    return Answer(Question(q=q), taken, 0, (), partial=partial)


@pytest.mark.parametrize(
    ("q", "taken", "said"),
    [
        ("петиция", "петиция", ""),
        ("Бөкейхан", "Бөкейхан [bokeikhan-alikhan]", ""),
        ("петиция  съезд", "петиция [qarqaraly-petition] AND съезд", ""),
        ("алаш", "алаш [without near, script]", ""),
        ("школа OR мектеп -бала", "школа OR (мектеп NOT бала)", "школа or (мектеп but not бала)"),
        ("қашан тұтқындалды?", "тұтқындалды / Бөкейхан [x]", "what holds most of: тұтқындалды, Бөкейхан"),
        ("fkfi", "алаш", "алаш"),
        ('"OR" алаш', '"OR" AND алаш', ""),
    ],
)
def test_what_was_understood_is_said_where_it_says_more(q: str, taken: str, said: str) -> None:
    assert understood(answered(q, taken), EN) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_left_out_is_said_in_words(language: str) -> None:
    work = (
        "the rarer words that begin with ал",
        "near spellings of <b>",
        "words related to алаш",
        "names near to алаш",
        "inflected forms of алаш",
        "inflected forms of алаш",
    )
    said = left_out(answered("алаш", "алаш", work), words(language))
    assert len(said) == 5 and len(set(said)) == 5 and "<b>" in said[1]


def how(found: Hit, said: Words = EN, *, several: bool = False) -> list[tuple[str, str, str]]:
    return [(each.surface, each.how, each.word) for each in reasons(found, said, several=several)]


def test_a_reason_says_how_far_and_for_which_word(seeds_corpus: Corpus) -> None:
    hit = replace(
        seeds_corpus.search(Question(q="петиция", limit=1)).hits[0],
        matched=(
            Match("Бөкейхан", "Бокейханн", "near", 1.2),
            Match("петицияны", "петиция", "lemma"),
            Match("съезд", "съезд", "exact"),
        ),
    )
    assert how(hit, several=True) == [
        ("Бөкейхан", "a near spelling, about 1 letter apart", "Бокейханн"),
        ("петицияны", "another form of the word", "петиция"),
        ("съезд", "your word as it stands", ""),
    ]
    assert {word for _, _, word in how(hit)} == {""}
    far = replace(hit, matched=(Match("а", "б", "near", 0.5), Match("в", "б", "near", 2.2)))
    assert [said for _, said, _ in how(far, words("ru"))] == [
        "похожее написание, отличие примерно в 1 букву",
        "похожее написание, отличие примерно в 2 буквы",
    ]


def test_the_examples_of_the_first_page_find_something_in_three_scripts(
    seeds_corpus: Corpus, both: Corpus
) -> None:
    examples = home_view(seeds_corpus, Results())["examples"]
    assert {"kk", "en", "kk-Arab"} <= {language for _, language in examples}
    for example, _ in examples:
        assert len(seeds_corpus.found(Question(q=example))) > 0
    assert len(home_view(both, Results())["examples"]) < len(examples)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_state_stays_in_every_control(service: Service, language: str) -> None:
    state: dict[str, Any] = {
        "q": "алаш",
        "mode": "fuzzy",
        "sort": "date",
        "without": "near",
        "from": "1900",
        "to": "1920",
    }
    shown = page(service.get("/", **state, ui=language))
    facets = [link for link in shown.all("a") if "entity=" in link["href"]]
    assert facets
    for link in facets:
        kept = parse_qs(urlsplit(link["href"]).query)
        assert {name: kept[name] for name in state} == {name: [value] for name, value in state.items()}
        assert kept["ui"] == [language]
    for form in shown.all("form"):
        names = {
            each["name"] for each in (*shown.all("input"), *shown.all("select")) if form in shown.around(each)
        }
        assert {*state, "ui"} <= names


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.mark.parametrize("name", ["q", "mode", "lang", "document", "entity", "from", "to", "sort", "through"])
def test_hostile_parameters_are_shown_as_text(service: Service, name: str) -> None:
    for asked in (HOSTILE, "\u202e" + HOSTILE, "=cmd|' /C calc'!A0"):
        given: dict[str, Any] = {"q": "алаш"}
        given[name] = asked
        shown = Page(service.get("/", **given).text)
        assert (
            scripts(shown) == ["/static/izde.js"]
            and not shown.all("img")
            and "49" not in shown.one("h1")["text"]
        )
