"""Random questions and filters in: whether all that counts in the corpus agrees with the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from search_service import collocations, frequencies, kwic, number_payloads, occurrences, timeline
from search_service.answers import Folding, Question, QuestionError
from search_service.number_payloads import Concordance
from search_service.search import FACETS_SHOWN, Corpus
from search_service.words import PARTS, running

WORDS = (
    "петиция", "петицияны", "петицию", "газет", "газетте", "газету", "газета", "партия", "партиясы", "алаш",
    "мектеп", "школа", "школе", "қазақ", "орыс", "сөздігі", "Бөкейхан", "Букейханов", "Байтұрсынұлы",
    "Ахмет", "Bokeikhan", "gazet", "петицыя", "1905", "1913", "жылы", "и", "кітап", "нан",
    "Алаш партиясы", "Ахмет Байтұрсынұлы", "петиция 1905", "писала о петиции", "қазақ-орыс", "мектепте газет",
)  # fmt: skip
YEARS = ("1904", "1905", "1912", "1913", "1916", "1917", "1920")

few = st.one_of(
    st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join)
)
single = st.sampled_from([word for word in WORDS if word.isalpha()])
operated = st.sampled_from(
    (
        "{} OR {}", "{} NOT {}", "({} OR {}) газет", '"{} {}"~3', '="{}" OR {}', "{}* {}", "{}* OR {}",
        "{} OR lang:ru {}", "doc:petition {} OR {}",
    )
)  # fmt: skip
queries = st.one_of(
    st.sampled_from(WORDS),
    few,
    few.map('"{}"'.format),
    st.builds(lambda form, one, other: form.format(one, other), operated, single, single),
)
spans = st.lists(st.sampled_from(YEARS), min_size=2, max_size=2).map(sorted)
# More than one filter at a time seldom leaves anything to count.
filters = st.one_of(
    st.just({}),
    st.sampled_from(("kk", "ru")).map(lambda lang: {"lang": lang}),
    st.sampled_from(("petition", "newspaper")).map(lambda document: {"document": document}),
    st.sampled_from(("bokeikhan-alikhan", "alash-party")).map(lambda id: {"entities": (id,)}),
    spans.map(lambda span: {"date_from": span[0], "date_to": span[1]}),
    spans.map(lambda span: {"date_from": span[0], "lang": "ru"}),
)


switched_off = st.one_of(st.just(()), st.lists(st.sampled_from(get_args(Folding)), unique=True).map(tuple))
asked = st.builds(
    lambda q, mode, without, filters: Question(q=q, mode=mode, without=without, limit=100, **filters),
    queries,
    st.sampled_from(("smart", "exact", "fuzzy")),
    switched_off,
    filters,
)


def joined(text: str, highlights: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of `text`, those that only white space parts made one."""
    found: list[tuple[int, int]] = []
    for start, end in highlights:
        if found and text[found[-1][1] : start].isspace():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def answerable(corpus: Corpus, question: Question) -> None:
    """Leave out a question that may not be asked, or asks for a name that the corpus lacks."""
    try:
        corpus.found(question)
    except QuestionError:
        assume(False)


ALWAYS = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ALWAYS
@given(question=asked)
def test_a_concordance_has_every_match_of_every_hit(corpus: Corpus, question: Question) -> None:
    answerable(corpus, question)
    answer = corpus.search(question)
    bare = Question(q=question.q, mode=question.mode, without=question.without)
    unfiltered = {hit.passage.id: hit for hit in corpus.hits(bare)}
    matches = Counter(
        {
            hit.passage.id: len(joined(hit.passage.text, unfiltered[hit.passage.id].highlights))
            for hit in answer.hits
        }
    )
    found = number_payloads.concordance(corpus, question, Concordance(window=3))
    assert found["total"] == found["listed"] == matches.total()
    whole = list(number_payloads.whole_concordance(corpus, question, Concordance(window=3)).rows)
    assert Counter(line["passage"]["id"] for line in whole) == +matches
    assert whole[:100] == found["lines"]
    reasons = {hit.passage.id: {match.how for match in hit.matched} for hit in answer.hits}
    assert all(line["how"] in reasons[line["passage"]["id"]] for line in whole)
    for line in whole:
        text = corpus.text(line["passage"]["document"]["id"])
        assert text[line["start"] : line["end"]] == line["match"]
        at = line["start"] - len(line["left"])
        stretch = line["left"] + line["match"] + line["right"]
        assert text[at : at + len(stretch)] == stretch and "\n\n" not in stretch
        assert len(PARTS.findall(line["left"])) <= 3 and len(PARTS.findall(line["right"])) <= 3


@ALWAYS
@given(question=asked, order=st.sampled_from(("left", "node", "right", "date")), seed=st.integers(0, 9))
def test_an_order_and_a_sample_change_no_line(
    corpus: Corpus, question: Question, order: kwic.Order, seed: int
) -> None:
    answerable(corpus, question)
    found = corpus.occurrences(question)
    every = list(found)
    assert sorted(kwic.ordered(corpus.store, found, order, 4), key=every.index) == every
    drawn = list(kwic.sample(found, 3, seed))
    assert len(drawn) == min(3, len(found)) and drawn == [each for each in every if each in drawn]
    assert drawn == list(kwic.sample(found, 3, seed))


@pytest.mark.parametrize(
    "query", ["газет", "петиция", "Алаш партиясы", '"петиция хатшы"~1', "Бөкейхан", "қазақ*"]
)
def test_many_passages_are_counted_as_few(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    question = Question(q=query)

    def counted() -> list[object]:
        found = occurrences.occurrences(corpus.store, corpus.found(question))
        near = collocations.collocations(
            corpus.store, found, corpus.filtered(question), collocations.Asked(least=1)
        )
        orders: tuple[kwic.Order, ...] = ("left", "right", "node")
        return [near, *(list(kwic.ordered(corpus.store, found, order, 3)) for order in orders)]

    at_once = counted()
    monkeypatch.setattr(occurrences, "COUNTED_AT_ONCE", 1)
    monkeypatch.setattr(occurrences, "AT_ONCE", 1)
    assert counted() == at_once


@ALWAYS
@given(question=asked)
def test_frequencies_sum_up_to_the_concordance(corpus: Corpus, question: Question) -> None:
    answerable(corpus, question)
    total = len(corpus.occurrences(question))
    within = corpus.filtered(question)
    parting: tuple[frequencies.Attribute, ...] = ("form", "lemma", "how", "document")
    for each in parting:
        listed = number_payloads.whole_frequencies(corpus, question, each)
        rows = list(listed.rows)
        assert sum(row["count"] for row in rows) == listed.head["count"] == total
        assert listed.head["without"] == 0 and listed.head["total"] == len(rows)
    others: tuple[frequencies.Attribute, ...] = ("entity", "year", "decade")
    for attribute in others:
        found = frequencies.of_matches(corpus.store, corpus.occurrences(question), within, attribute)
        assert all(
            0 < row.count <= total - found.without and row.words <= found.words for row in found.values
        )
        assert sum(row.count for row in found.values) >= total - found.without


pieces = st.sampled_from(
    (*WORDS, *'OR NOT ( ) " « » ~2 * person: place: lang:kk date:1905 = - قازاق 🙂 ь'.split())
)


@ALWAYS
@given(
    typed=st.text(max_size=20) | st.lists(pieces, max_size=6).map(" ".join) | st.lists(pieces).map("".join)
)
def test_any_text_is_refused_or_counted_alike_everywhere(corpus: Corpus, typed: str) -> None:
    question = Question(q=typed)
    answerable(corpus, question)
    matches = list(corpus.occurrences(question))
    hits = {hit.passage.id for hit in corpus.hits(question)}
    lines = list(number_payloads.whole_concordance(corpus, question, Concordance(sort="right")).rows)
    assert len(lines) == len(matches) and {line["passage"]["id"] for line in lines} <= hits
    assert number_payloads.whole_frequencies(corpus, question, "lemma").head["count"] == len(matches)
    near = number_payloads.whole_collocations(corpus, question, collocations.Asked(least=1))
    assert near.head["matches"] == len(matches)
    assert number_payloads.whole_timeline(corpus, question, "decade").head["total"] == len(hits)


@ALWAYS
@given(question=asked)
def test_a_timeline_and_the_facets_count_the_hits_of_the_search(corpus: Corpus, question: Question) -> None:
    answerable(corpus, question)
    answer = corpus.search(question)
    listed = number_payloads.whole_timeline(corpus, question, "year")
    bins = list(listed.rows)
    assert listed.head["total"] == answer.total
    assert listed.head["dated"] + listed.head["undated"] == answer.total
    assert all(0 < each["count"] + each["uncertain"] <= answer.total for each in bins)
    assert all(each["count"] + each["uncertain"] <= each["passages"] for each in bins)
    assert len(bins) <= FACETS_SHOWN
    assert [(each["value"], each["count"] + each["uncertain"]) for each in bins] == list(answer.year_facet)
    every = {mark.id for hit in answer.hits for mark in hit.passage.entities}
    assert answer.facets_cut == (len(every) - len(answer.entity_facet), 0)
    for facet in answer.entity_facet:
        named = replace(question, entities=(*question.entities, facet.id))
        assert corpus.search(named).total == facet.count


@ALWAYS
@given(question=asked.map(lambda question: replace(question, q=None)))
def test_without_words_all_words_of_the_filters_are_counted(corpus: Corpus, question: Question) -> None:
    try:
        within = corpus.filtered(question)
    except QuestionError:
        assume(False)
    texts = [passage.text for passage in corpus.store.numbered(np.asarray(within).tolist()).values()]
    printed = sum(len(PARTS.findall(text)) for text in texts)
    for attribute in ("form", "lemma", "document"):
        found = frequencies.of_words(corpus.store, within, attribute)
        assert sum(row.count for row in found.values) == found.count == found.words == printed
    for unit in ("year", "decade", "century"):
        assert timeline.timeline(corpus.store, within, within, unit).total == len(within)


@ALWAYS
@given(
    question=asked,
    attribute=st.sampled_from(("form", "lemma")),
    left=st.integers(0, 3),
    right=st.integers(0, 3),
)
def test_collocates_are_counted_as_one_counts_by_hand(
    corpus: Corpus, question: Question, attribute: str, left: int, right: int
) -> None:
    assume(left or right)
    answerable(corpus, question)
    found = list(corpus.occurrences(question))
    near: Counter[str] = Counter()
    for number, words in corpus.store.index.words_of({each.number for each in found}).items():
        printed = running(words)
        nodes = [(each.first, each.last) for each in found if each.number == number]
        for place, word in enumerate(printed):
            if any(first <= place <= last for first, last in nodes):
                continue
            if any(first - left <= place < first or last < place <= last + right for first, last in nodes):
                near[word.surface if attribute == "form" else word.lemma] += 1
    by = collocations.Asked("form" if attribute == "form" else "lemma", left, right, 1, "log_dice")
    listed = number_payloads.whole_collocations(corpus, question, by)
    rows = list(listed.rows)
    assert listed.head["window_words"] == near.total()
    assert all(row["count"] == near[row["collocate"]] > row["expected"] for row in rows)
    assert [row["log_dice"] for row in rows] == sorted((row["log_dice"] for row in rows), reverse=True)
    whole = number_payloads.whole_frequencies(corpus, replace(question, q=None), "form").head["words"]
    assert listed.head["words"] <= whole
