"""What is bounded: requests of one client, heavy ones at once, and what a partial answer may be kept for."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask

from search_service import one_by_one
from search_service.application import create_app
from search_service.heavy import Turns
from search_service.kept import Kept
from search_service.problem_types import problem_types
from search_service.problems import Problem
from search_service.rate_limits import read
from search_service.settings import load
from tests.running import serving

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


def client(index: Path, **settings: str) -> Any:
    return create_app(index, load(settings)).test_client()


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/api/v1/documents", "application/problem+json"), ("/documents", "text/html")],
)
def test_one_request_too_many(index: Path, path: str, media_type: str) -> None:
    asking = client(index, IZDE_RATE_LIMIT="2 per minute")
    answers = [asking.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"client";q=2;w=60'
    assert answers[0].headers["RateLimit"].startswith('"client";r=1;t=')
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 61
    assert answers[2].mimetype == media_type
    if media_type.startswith("application"):
        assert answers[2].json["type"] == "/problems/too-many-requests"


@pytest.mark.parametrize("path", ["/static/izde.css", "/healthz", "/readyz", "/metrics"])
def test_what_is_not_counted(index: Path, path: str) -> None:
    asking = client(index, IZDE_RATE_LIMIT="1 per minute")
    for _ in range(3):
        with asking.get(path) as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "status", "why"),
    [
        ("203.0.113.7", "203.0.113.7", 429, "the same client"),
        ("203.0.113.7", "203.0.113.8", 200, "another one"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 429, "a client has all addresses that begin so"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 200, "another network"),
        ("::ffff:203.0.113.7", "203.0.113.7", 429, "the same address written otherwise"),
    ],
)
def test_who_is_one_client(index: Path, first: str, second: str, status: int, why: str) -> None:
    asking = client(index, IZDE_RATE_LIMIT="1 per minute")
    asking.get("/api/v1/documents", environ_base={"REMOTE_ADDR": first})
    answer = asking.get("/api/v1/documents", environ_base={"REMOTE_ADDR": second})
    assert answer.status_code == status, why


@pytest.mark.parametrize(
    ("proxies", "forwarded", "status", "why"),
    [
        ("0", "198.51.100.1", 429, "nobody is believed who is not a proxy of ours"),
        ("1", "198.51.100.1", 200, "the proxy says that it is another client"),
        ("1", "198.51.100.1, 203.0.113.7", 429, "what stands before the proxy's own word is the client's"),
    ],
)
def test_who_is_behind_a_proxy(index: Path, proxies: str, forwarded: str, status: int, why: str) -> None:
    asking = client(index, IZDE_RATE_LIMIT="1 per minute", IZDE_PROXIES=proxies)
    direct = {"X-Forwarded-For": "203.0.113.7"}
    asking.get("/api/v1/documents", environ_base=ELSEWHERE, headers=direct)
    headers = {"X-Forwarded-For": forwarded}
    answer = asking.get("/api/v1/documents", environ_base=ELSEWHERE, headers=headers)
    assert answer.status_code == status, why


def test_this_machine_may_send_any_number_unless_told(index: Path) -> None:
    asking = client(index)
    assert "RateLimit" not in asking.get("/api/v1/documents").headers
    assert "RateLimit" in asking.get("/api/v1/documents", environ_base=ELSEWHERE).headers


@pytest.mark.parametrize("text", ["100", "many", "0 per fortnight", "-1 per minute"])
def test_a_limit_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="per minute"):
        read(text)


def test_heavy_requests_take_turns() -> None:
    turns = Turns(1, 2, 0.01)
    turns.enter()
    with pytest.raises(Problem) as waited:
        turns.enter()
    assert waited.value.type.name == "busy" and waited.value.headers["Retry-After"]
    turns.give()
    turns.leave()
    turns.enter()


def test_one_that_waits_gets_the_turn_that_is_given() -> None:
    waits = Event()
    turns = Turns(1, 2, 30, waiting=lambda change: waits.set())
    turns.enter()
    other = Thread(target=turns.enter)
    other.start()
    assert waits.wait(10)
    with pytest.raises(Problem):
        # Both are in hand, so a third does not even wait.
        turns.enter()
    turns.give()
    other.join(10)
    assert not other.is_alive()


def test_requests_go_one_by_one_but_for_those_that_step_aside() -> None:
    app = Flask("two views")
    working: list[int] = []
    at_once: list[int] = []
    is_done = Event()

    @app.get("/light")
    def light() -> str:
        working.append(1)
        at_once.append(len(working))
        time.sleep(0.002)
        working.pop()
        return "light"

    @app.get("/heavy")
    def much() -> str:
        with one_by_one.stepped_aside():
            return str(is_done.wait(10))

    one_by_one.install(app)
    with ThreadPoolExecutor(9) as pool:
        beside = pool.submit(app.test_client().get, "/heavy")
        asked = [pool.submit(app.test_client().get, "/light") for _ in range(40)]
        assert {each.result().text for each in asked} == {"light"}
        assert not beside.done()
        is_done.set()
        assert beside.result().text == "True"
        assert app.test_client().get("/light").text == "light", "its turn is given back"
    assert max(at_once) == 1


def test_a_heavy_answer_gives_its_turn_back(index: Path) -> None:
    asking = client(index, IZDE_HEAVY="1", IZDE_THREADS="1", IZDE_HEAVY_WAIT_MS="0")
    for path in (
        "/api/v1/kwic?q=алаш",
        "/api/v1/kwic?q=алаш&format=csv",
        "/api/v1/search?q=алаш&format=jsonl",
        "/api/v1/kwic?q=(",
        "/concordance?q=алаш",
        "/citations.txt?q=алаш",
    ) * 2:
        with asking.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.status_code in (200, 400) and answer.data, path


WORDS = [f"сөз{chr(letter)}" for letter in range(ord("а"), ord("а") + 13)]
PASSAGES = [f"p=a@{number}" for number in range(21)]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/api/v1/search?q={' '.join(WORDS[:12])}", 200),
        (f"/api/v1/search?q={' '.join(WORDS)}", 503),
        (f"/api/v1/search?q={' OR '.join(f'{word}*' for word in WORDS)}", 503),
        (f"/api/v1/search?q={'-'.join(WORDS)}", 503),
        (f"/api/v1/suggest?q={' '.join(WORDS)}", 200),
        (f"/?q={' '.join(WORDS[:12])}", 200),
        (f"/?q={' '.join(WORDS)}", 503),
        (f"/sheet?{'&'.join(PASSAGES[:20])}", 200),
        (f"/sheet?{'&'.join(PASSAGES)}", 503),
    ],
)
def test_questions_of_many_words_wait_for_their_turn(index: Path, path: str, status: int) -> None:
    app = create_app(index, load({"IZDE_HEAVY": "1", "IZDE_HEAVY_WAIT_MS": "0"}))
    turns: Turns = app.extensions["izde.turns"]
    turns.enter()
    answer = app.test_client().get(path)
    assert answer.status_code == status
    if status == 503:
        turns.give()
        turns.leave()
        assert app.test_client().get(path).status_code in (200, 400)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_of_a_refusal_says_what_it_is(index: Path, language: str) -> None:
    app = create_app(index, load({"IZDE_HEAVY_WAIT_MS": "0", "IZDE_RATE_LIMIT": "1 per minute"}))
    app.extensions["izde.turns"].enter()
    for name in ("busy", "too-many-requests"):
        page = app.test_client().get(f"/concordance?q=алаш&ui={language}").text
        said = problem_types()[name].said[language]
        assert f'<h1 id="res">{said.title}</h1>' in page
        assert said.meaning.partition("`")[0] in page and said.remedy.partition("`")[0] in page


def test_what_is_not_whole_is_made_anew() -> None:
    kept, made = Kept(2), iter(("partial", "whole", "never"))
    given = [kept.result("asked", lambda: next(made), lambda found: found == "whole") for _ in range(3)]
    assert given == ["partial", "whole", "whole"]


def test_several_workers_count_and_log_together(index: Path) -> None:
    with serving(index, IZDE_WORKERS="2") as service:
        with ThreadPoolExecutor(8) as asking:
            ids = [f"asked-{number}" for number in range(20)]
            found = list(
                asking.map(
                    lambda id: service.get("/api/v1/documents", headers={"X-Request-ID": id}, limit=1), ids
                )
            )
        assert [reply.headers["X-Request-ID"] for reply in found] == ids
        service.get("/static/izde.css"), service.get("/nothing?q=құпия")
        numbers = service.get("/metrics").text
    assert 'izde_requests_total{endpoint="api.documents",method="GET",status="200"} 20.0' in numbers
    assert 'izde_requests_total{endpoint="none",method="GET",status="404"} 1.0' in numbers
    lines = [json.loads(line) for line in service.log.splitlines() if line.startswith("{")]
    assert {line["request_id"] for line in lines} >= set(ids) and "құпия" not in service.log
    assert all(line["status"] and line["worker"] and "duration_ms" in line for line in lines)
