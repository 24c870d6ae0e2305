"""The worked examples of the page of help, run on the corpus of the project: each finds what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search_service.help_examples import SECTIONS, Example
from search_service.help_page import help_view, state
from search_service.interface import LANGUAGES, words
from search_service.operators import FIELDS, OPERATORS
from search_service.search import Corpus
from tests.running import Service

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = [
    pytest.param(each, query, id=f"{section.id}: {query} {' '.join(map(str, dict(each.settings).values()))}")
    for section in SECTIONS
    for each in section.examples
    for query, _ in each.queries
]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The corpus that comes with the project."""
    from search_service.build import build

    folder = tmp_path_factory.mktemp("shipped")
    assert not build([ROOT / "seeds", ROOT / "corpus"], folder).failed
    with closing(Corpus.open(folder)) as opened:
        yield opened


@pytest.mark.parametrize(("example", "query"), EXAMPLES)
def test_every_example_finds_something(shipped: Corpus, example: Example, query: str) -> None:
    answer = shipped.search(state(example, query).question())
    assert answer.total and answer.hits[0].matched, query


def test_switching_a_folding_off_finds_less_or_as_much(shipped: Corpus) -> None:
    for section in SECTIONS:
        for example in section.examples:
            for query, _ in example.queries if "without" in dict(example.settings) else ():
                asked = state(example, query)
                fewer = shipped.search(asked.question()).total
                assert fewer <= shipped.search(asked.but(without=()).question()).total, query


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_operator_and_field_has_an_example_and_its_words(language: str) -> None:
    view = help_view(words(language))
    queries = [query for part in view["parts"] for each in part["examples"] for query, _, _ in each.queries]
    spelt = dict(view["spellings"])
    assert set(spelt) == {*OPERATORS, *FIELDS}
    for meaning, by_language in spelt.items():
        signs = [
            f"{word}:" if meaning in FIELDS else f" {word} " for _, found in by_language for word in found
        ]
        assert [query for query in queries if any(sign in query for sign in signs)], meaning
    for sign in ('"', '="', "~5", "*", "(", " -", "..", "?"):
        assert [query for query in queries if sign in query], sign


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_pages_know_is_told(service: Service, language: str) -> None:
    page = service.get("/help", ui=language).text
    keys = page[page.index('id="keys"') : page.index('id="programs"')]
    for key in ("/", "↓", "↑", "Enter", "Esc", "Tab"):
        assert f"<kbd>{key}</kbd>" in keys, key


def test_an_address_keeps_the_language_of_the_interface() -> None:
    view = help_view(words("ru"), "ru")
    addresses = [
        each[2] for part in view["parts"] for example in part["examples"] for each in example.queries
    ]
    assert addresses and all(address.endswith("ui=ru") for address in addresses)
