"""The service as a process: it starts at once, says why it cannot, follows a new build, stops when told."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search_service import builds
from search_service.build import build
from tests.running import Service, serving

COMMAND = [sys.executable, "-m", "search_service", "serve"]


def failure(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A start that must fail."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_health(service: Service) -> None:
    assert service.get("/healthz").json == {"status": "alive"}
    ready = service.get("/readyz").json
    assert ready["status"] == "ready" and ready["build"]


@pytest.mark.parametrize(
    "path", ["/", "/?q=алаш", "/nothing", "/api/v1/documents", "/static/izde.css", "/openapi.json"]
)
def test_every_answer_bears_the_security_headers(service: Service, path: str) -> None:
    headers = service.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers or "waitress" not in headers["Server"].lower()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told(index: Path, number: signal.Signals) -> None:
    with serving(index) as running:
        assert running.get("/healthz").status == 200
        running.process.send_signal(number)
        assert running.process.wait(10) == 0


def test_a_taken_port_is_one_clear_line(index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = failure("--index", str(index), HOST="127.0.0.1", PORT=port)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and f"port {port} of 127.0.0.1 is taken" in done.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PORT": "http"}, "PORT=http"),
        ({"PORT": "65536"}, "PORT=65536"),
        ({"IZDE_THREADS": "0"}, "IZDE_THREADS=0"),
        ({"IZDE_WORKERS": "0"}, "IZDE_WORKERS=0"),
        ({"IZDE_STOP_SECONDS": "soon"}, "IZDE_STOP_SECONDS=soon"),
        ({"IZDE_BUDGET_MS": "0"}, "IZDE_BUDGET_MS=0"),
    ],
)
def test_a_faulty_setting_is_named(index: Path, environment: dict[str, str], said: str) -> None:
    done = failure("--index", str(index), **environment)
    assert done.returncode == 2 and said in done.stderr and "whole number" in done.stderr


@pytest.mark.parametrize(("host", "status"), [("203.0.113.1", 1), ("no host", 2), ("..", 2)])
def test_a_host_that_is_not_here_is_named(index: Path, host: str, status: int) -> None:
    done = failure("--index", str(index), HOST=host, PORT="0")
    assert done.returncode == status and host in done.stderr and done.stderr.count("\n") == 1


def test_an_index_that_is_damaged_while_it_is_open_is_said(index: Path, tmp_path: Path) -> None:
    copy = tmp_path / "index"
    shutil.copytree(index, copy)
    with serving(copy) as running:
        store = builds.store_file(copy, running.get("/readyz").json["build"])
        with store.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (store.stat().st_size - 4096))
        reply = running.get("/api/v1/search", q="алаш")
        assert reply.status == 503 and "izde build --rebuild" in reply.json["detail"]


def test_a_missing_index_is_told_the_command_that_makes_it(tmp_path: Path) -> None:
    done = failure("--index", str(tmp_path / "none"), PORT="0")
    assert done.returncode == 1 and "izde build" in done.stderr and done.stderr.count("\n") == 1


def test_a_new_build_takes_over_and_a_lost_one_is_said(index: Path, tmp_path: Path) -> None:
    copy = tmp_path / "index"
    shutil.copytree(index, copy)
    with serving(copy) as running:
        before = running.get("/readyz").json["build"]
        folder = tmp_path / "texts"
        folder.mkdir()
        (folder / "letter.txt").write_text("Бірінші хат 1911 жылы жазылды.\n", encoding="utf-8")
        build([folder], copy)
        after = running.get("/readyz").json["build"]
        assert before != after
        assert running.get("/api/v1/documents/letter").status == 200
        shutil.rmtree(copy)
        lost = running.get("/readyz")
        assert lost.status == 503 and "izde build" in lost.json["detail"] and lost.headers["Retry-After"]
        page = running.get("/?q=алаш")
        assert page.status == 503 and "izde build" in page.text


def test_the_port_is_open_before_anything_slow_is_loaded(index: Path) -> None:
    start = (
        "import sys; from pathlib import Path; from search_service.application import create_app\n"
        f"create_app(Path({str(index)!r})).extensions['izde'].corpus()\n"
        "assert not {'spacy', 'pymorphy3'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_first_questions_may_come_all_at_once(index: Path) -> None:
    with serving(index) as running, ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(lambda _: running.get("/api/v1/search", q="алаш"), range(6)))
    assert [reply.status for reply in replies] == [200] * 6
    assert len({reply.text for reply in replies}) == 1


def test_questions_that_wait_for_a_thread_are_no_news(index: Path) -> None:
    with serving(index, IZDE_THREADS="1") as running:
        with ThreadPoolExecutor(6) as threads:
            replies = list(threads.map(lambda _: running.get("/api/v1/search", q="алаш"), range(6)))
        assert [reply.status for reply in replies] == [200] * 6
        running.process.terminate()
        assert "Traceback" not in running.log


def test_many_questions_at_once(service: Service) -> None:
    words = ["алаш", "петиция", "Бөкейхан", "қазақ", "1905", "Семей"] * 8
    alone = {word: service.get("/api/v1/search", q=word).text for word in set(words)}
    with ThreadPoolExecutor(12) as threads:
        replies = list(threads.map(lambda word: (word, service.get("/api/v1/search", q=word)), words))
    for word, reply in replies:
        assert reply.status == 200 and reply.text == alone[word]
