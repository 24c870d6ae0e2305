"""What the page of the corpus tells of a real index: sizes as the search counts them, rights, citations."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from search_service.answers import DocumentRecord, Question
from search_service.corpus_page import corpus_view, document_citation
from search_service.frequencies import of_words
from search_service.interface import LANGUAGES, words
from search_service.search import Corpus
from tests.running import Service

HOST = "https://example.org/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sizes_are_those_of_the_corpus(bilingual: Path, language: str) -> None:
    with closing(Corpus.open(bilingual)) as corpus:
        view = corpus_view(corpus, {}, words(language), host=HOST)
        counts = [count for _, count in view["facts"]]
        every = of_words(corpus.store, corpus.filtered(Question()), "document")
        assert counts[:3] == [2, int(corpus.info["passages"]), every.words] and counts[-1] == 6
        by_document = {each.value: each.count for each in every.values}
        assert {each["document"].id: each["words"] for each in view["listed"]} == by_document
        assert sum(each["passages"] for each in view["listed"]) == counts[1]
        (original,) = [each["original"].id for each in view["listed"] if each["original"]]
        assert original == "school" and view["built"] and corpus.build in view["citation"]


def test_an_empty_count_is_left_out(corpus: Corpus) -> None:
    view = corpus_view(corpus, {}, words("en"), host=HOST)
    assert "Pairs of sentences" not in dict(view["facts"]) and all(count for _, count in view["facts"])


def test_a_document_is_cited_by_all_that_is_known_of_it() -> None:
    known = DocumentRecord("a b", "Title.", "kk", "a.txt", "", author="Author A.", date="1913")
    assert document_citation(known, words("en"), host=HOST) == (
        "Author A. Title. 1913. Izde corpus. https://example.org/documents/a%20b"
    )
    bare = DocumentRecord("x", "Title", "kk", "x.txt", "")
    assert document_citation(bare, words("ru"), host=HOST) == (
        "Title. Корпус «Ізде». https://example.org/documents/x"
    )


def test_the_page_says_rights_licence_citation_and_export(service: Service) -> None:
    text = service.get("/corpus?ui=en").text
    for said in (
        "University lecture no. 9",
        "not covered by the licence",
        "MIT",
        "izde export jsonl",
        "/documents/",
    ):
        assert said in text, said
    assert service.get("/corpus?cursor=nonsense").status == 400
