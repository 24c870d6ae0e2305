"""Cursors: they lead through a list of one build, and whatever else is sent for one is refused."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service import cursors
from search_service.answers import QuestionError
from search_service.cursors import StaleCursor
from tests.asking import client_of

LISTS = {"search": {"q": "қазақ"}, "kwic": {"q": "қазақ"}, "entities": {}}
PLACES = st.integers(0, 2**40 - 1)
BYTES_OF_A_CURSOR = 24


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    return client_of(index)


def page(client: FlaskClient, address: str, **more: Any) -> Any:
    return client.get(f"/api/v1/{address}", query_string={**LISTS[address], "limit": 2, **more})


@given(PLACES, st.text(), st.text(min_size=1))
def test_a_cursor_comes_back_as_its_place(place: int, question: str, build: str) -> None:
    made = cursors.cursor(place, question, build)
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", made)
    assert cursors.place(made, question, build) == place


@given(PLACES, st.text(), st.text(), st.text(), st.text())
def test_it_is_bound_to_its_question_and_to_its_build(
    place: int, question: str, build: str, other_question: str, other_build: str
) -> None:
    made = cursors.cursor(place, question, build)
    if other_build != build:
        with pytest.raises(StaleCursor, match="built anew"):
            cursors.place(made, question, other_build)
    if other_question != question:
        with pytest.raises(QuestionError, match="does not belong") as refused:
            cursors.place(made, other_question, other_build)
        assert not isinstance(refused.value, StaleCursor)


@given(PLACES, st.integers(0, BYTES_OF_A_CURSOR - 1), st.integers(1, 255))
def test_a_cursor_with_one_byte_changed_is_none(place: int, at: int, by: int) -> None:
    made = bytearray(base64.urlsafe_b64decode(cursors.cursor(place, "q", "build")))
    made[at] ^= by
    with pytest.raises(QuestionError):
        cursors.place(base64.urlsafe_b64encode(made).decode(), "q", "build")


@given(st.one_of(st.text(), st.binary().map(lambda data: base64.urlsafe_b64encode(data).decode())))
def test_anything_else_is_none(sent: str) -> None:
    with pytest.raises(QuestionError, match="ask again without it"):
        cursors.place(sent, "q", "build")


@pytest.mark.parametrize("address", LISTS)
def test_whatever_is_sent_for_a_cursor_is_a_problem_and_never_a_page(
    client: FlaskClient, address: str
) -> None:
    true = page(client, address).get_json()["next"]

    @settings(max_examples=60, deadline=None)
    @given(
        st.one_of(
            st.text(),
            st.binary(max_size=40).map(lambda data: base64.urlsafe_b64encode(data).decode()),
            st.integers(0, len(true) - 1).map(lambda end: true[:end]),
            st.text(min_size=1).map(lambda more: true + more),
            st.integers(-(2**70), 2**70).map(str),
        )
    )
    def refused(sent: str) -> None:
        reply = page(client, address, cursor=sent)
        problem = reply.get_json()
        assert reply.status_code == 400 and problem["type"] == "/problems/invalid-parameters"
        assert [each["parameter"] for each in problem["errors"]] == ["cursor"]

    refused()


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("place", [10**4, 10**6, 2**31, 2**40 - 1])
def test_a_place_beyond_the_end_is_refused(
    index: Path, monkeypatch: pytest.MonkeyPatch, address: str, place: int
) -> None:
    """Whoever knows how a cursor is made can make one of any place; it leads nowhere."""
    # Another one would give the first page, with its own cursor, as it was kept.
    client = client_of(index)
    made = cursors.cursor
    monkeypatch.setattr(cursors, "cursor", lambda _, *asked: made(place, *asked))
    forged = page(client, address).get_json()["next"]
    reply = page(client, address, cursor=forged)
    assert reply.status_code == 400 and "beyond the end" in reply.get_json()["detail"]


@pytest.mark.parametrize("address", LISTS)
def test_a_cursor_of_another_build_says_that_it_is_gone(
    client: FlaskClient, bilingual: Path, address: str
) -> None:
    elsewhere = client_of(bilingual)
    sent = page(client, address).get_json()["next"]
    reply = page(elsewhere, address, cursor=sent)
    problem = reply.get_json()
    assert reply.status_code == 410 and problem["type"] == "/problems/stale-cursor"
    assert problem["parameter"] == "cursor" and "ask again without it" in problem["detail"]
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_cursor_is_of_one_list_and_one_question(client: FlaskClient) -> None:
    made = {address: page(client, address).get_json()["next"] for address in LISTS}
    assert len(set(made.values())) == len(made)
    for address in LISTS:
        for other in LISTS:
            status = page(client, address, cursor=made[other]).status_code
            assert status == (200 if other == address else 400), (address, other)
    assert page(client, "search", cursor=made["search"], q="алаш").status_code == 400
    assert page(client, "search", cursor=made["search"], sort="date").status_code == 400
    # How many come on a page is no part of what is asked.
    assert page(client, "search", cursor=made["search"], limit=5).status_code == 200
