"""What is logged: a line of JSON for each request, the place of each failure, no words of a query."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search_service import request_log
from search_service.application import create_app
from search_service.settings import load

SECRET = "құпия"


@pytest.fixture
def ours() -> Iterator[None]:
    log = logging.getLogger("izde")
    before = log.handlers, log.propagate, log.level
    yield
    log.handlers, log.propagate = before[0], before[1]
    log.setLevel(before[2])
    logging.getLogger(request_log.REQUESTS).setLevel(logging.NOTSET)


def logged(index: Path, path: str, *, queries: bool = False, each_request: bool = True) -> Any:
    stream = io.StringIO()
    request_log.start(each_request=each_request, queries=queries, stream=stream)
    app = create_app(index, load({"IZDE_LOG_QUERIES": str(int(queries))}))

    def failing() -> str:
        raise LookupError(f"no {SECRET}")

    app.add_url_rule("/failing", view_func=failing)
    answer = app.test_client().get(path, headers={"X-Request-ID": "one"})
    answer.close()
    assert answer.headers["X-Request-ID"] == "one"
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    "path", [f"/?q={SECRET}", f"/nothing%3Fq={SECRET}", f"/api/v1/search?q=({SECRET}", f"/failing?q={SECRET}"]
)
def test_the_words_of_a_query_are_logged_where_wanted_alone(index: Path, path: str) -> None:
    assert SECRET not in json.dumps(logged(index, path), ensure_ascii=False)


@pytest.mark.usefixtures("ours")
def test_a_failure_has_its_place_and_its_request(index: Path) -> None:
    failure, answered = logged(index, "/failing")
    assert failure["request_id"] == answered["request_id"] == "one" and answered["status"] == 500
    assert "in failing" in failure["traceback"] and "LookupError" in failure["traceback"]
    failure, answered = logged(index, f"/failing?q={SECRET}", queries=True)
    assert SECRET in failure["traceback"] and "query" in answered


@pytest.mark.usefixtures("ours")
def test_switched_off_it_logs_failures_alone(index: Path) -> None:
    assert [line["level"] for line in logged(index, "/failing", each_request=False)] == ["ERROR"]


@pytest.mark.parametrize(
    ("given", "taken"),
    [("a.B_1-2", True), ("x" * 128, True), ("x" * 129, False), ("a b", False), ("құпия", False), ("", False)],
)
def test_an_id_is_taken_if_it_is_sound(index: Path, given: str, taken: bool) -> None:
    headers = {"X-Request-ID": given.encode().decode("latin-1")}
    found = create_app(index).test_client().get("/healthz", headers=headers).headers["X-Request-ID"]
    assert (found == given) is taken and found
