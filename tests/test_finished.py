"""Answers that are kept: the same bytes again, of one build, within bounds; each as its schema has it."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_service.api import CORPUS_ADDRESSES, PREFIX
from search_service.application import create_app
from search_service.build import build
from search_service.finished import Answers, Finished
from search_service.search import Corpus

TEXT = "Алаш қозғалысы туралы хат. Ол 1911 жылы Семейде жазылды.\n\nАхмет Байтұрсынұлы хат жазды.\n"
ASKED = (
    "/search?q=хат", "/search?q=хта", "/search?from=1911&to=1911", "/search?q=жоқсөз", "/kwic?q=хат",
    "/frequencies?q=хат", "/frequencies?of=entity", "/collocations?q=хат&min_count=1", "/timeline",
    "/suggest?q=ха", "/documents", "/documents/letter", "/passages/letter:1", "/entities",
)  # fmt: skip


@pytest.fixture
def app(tmp_path: Path) -> Iterator[APIFlask]:
    """The application over a short text."""
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "letter.txt"], tmp_path / "index")
    yield create_app(tmp_path / "index")
    gc.collect()


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("path", ASKED)
def test_an_answer_is_as_its_schema_has_it(client: FlaskClient, path: str) -> None:
    """Answers are sent as they are made, not written by their schema."""
    answer = client.get(PREFIX + path)
    assert answer.status_code == 200
    address = path.partition("?")[0]
    schema = next(
        each.answer
        for each in CORPUS_ADDRESSES
        if re.fullmatch(re.sub("<[^>]+>", "[^/]+", each.path), address)
    )
    assert schema().dump(answer.json) == answer.json


@pytest.mark.parametrize("path", ASKED)
def test_the_same_question_has_the_same_answer_again(client: FlaskClient, path: str) -> None:
    first, again = client.get(PREFIX + path), client.get(PREFIX + path)
    assert again.data == first.data
    names = ("ETag", "Link", "Cache-Control", "Vary", "Content-Type", "Content-Length")
    assert [again.headers.get(name) for name in names] == [first.headers.get(name) for name in names]


def test_what_was_answered_is_not_searched_for_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[object] = []
    search = Corpus.search

    def noted(corpus: Corpus, question: object) -> object:
        searched.append(question)
        return search(corpus, question)  # type: ignore[arg-type]

    monkeypatch.setattr(Corpus, "search", noted)
    for path in ("/search?q=хат", "/search?q=хат&mode=smart", "/search?mode=smart&q=хат"):
        assert client.get(PREFIX + path).status_code == 200
    assert len(searched) == 1
    client.get(PREFIX + "/search?q=хат&limit=1")
    assert len(searched) == 2


def test_a_new_build_answers_anew(client: FlaskClient, app: APIFlask, tmp_path: Path) -> None:
    before = client.get(PREFIX + "/search?q=хат").json
    (tmp_path / "letter.txt").write_text(f"{TEXT}\nТағы бір хат.\n", encoding="utf-8")
    build([tmp_path / "letter.txt"], tmp_path / "index")
    after = client.get(PREFIX + "/search?q=хат").json
    assert before and after and after["total"] == before["total"] + 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12))))
def test_kept_answers_need_no_more_room_than_they_may(asked: list[tuple[int, int]]) -> None:
    answers = Answers(most=30, largest=10)
    sizes: dict[str, int] = {}
    for number, size in asked:
        tag = str(number)
        known = answers.get(tag)
        assert known is None or len(known.body) == sizes[tag] <= 10
        if known is None:
            answers.keep(tag, Finished(b"x" * size, ""))
            sizes[tag] = size
            assert (answers.get(tag) is None) == (size > 10)
        held = [found for number in range(10) if (found := answers.get(str(number)))]
        assert sum(len(each.body) for each in held) <= 30


def test_what_was_asked_last_stays() -> None:
    answers = Answers(most=30, largest=10)
    for tag in "abc":
        answers.keep(tag, Finished(b"x" * 10, ""))
    assert answers.get("a")
    answers.keep("d", Finished(b"x" * 10, ""))
    assert answers.get("a") and answers.get("b") is None and answers.get("c")
