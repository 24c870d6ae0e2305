"""The service's processes: idle, slow and half-sent connections, how it stops, what dies and is replaced."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from scripts.service_process import started_command
from search_service import builds
from search_service.build import build
from tests.running import Service, serving

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def connected(service: Service, *, seconds: float = 10) -> socket.socket:
    """An open connection."""
    return socket.create_connection(address(service), timeout=seconds)


def address(service: Service) -> tuple[str, int]:
    """The host and the port of a service."""
    host, port = service.url.removeprefix("http://").split(":")
    return host, int(port)


def connections(process: int) -> set[str]:
    """The sockets that a process has open, its own for listening among them."""
    found = set()
    for each in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            found.add(os.readlink(each))
    return {each for each in found if each.startswith("socket:")}


def read_to_end(connection: socket.socket) -> bytes:
    """What comes until the other side closes the connection."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def until(holds: Callable[[], bool]) -> None:
    """Wait for what must come to hold, on a slow machine too."""
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def workers(service: Service) -> set[int]:
    """The processes that the service's supervisor started to answer requests."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = re.search(r"^PPid:\t(\d+)$", status.read_text(encoding="utf-8"), re.MULTILINE)
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent and int(parent[1]) == service.process.pid and b"spawn_main" in command:
            found.add(int(status.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0]
    except OSError:
        return False
    return state != "Z"


def test_five_hundred_idle_connections_leave_it_quick(service: Service) -> None:
    with ExitStack() as idle:
        for number in range(500):
            connection = idle.enter_context(connected(service))
            if number % 2:
                connection.sendall(GET[: number % len(GET)])
        for _ in range(20):
            assert service.get("/healthz").status == 200
        assert service.get("/api/v1/search", q="алаш").status == 200


def test_a_class_that_opens_a_concordance_at_once_gets_it(service: Service) -> None:
    def opened(window: int) -> int:
        return service.get("/concordance", q="алаш", window=window).status

    with ThreadPoolExecutor(30) as pool:
        assert set(pool.map(opened, range(1, 21))) == {200}
        assert set(pool.map(opened, [*range(1, 21), *range(1, 11)])) == {200}


def test_a_slow_client_is_let_go_and_a_quick_one_keeps_its_connection(index: Path) -> None:
    with serving(index, IZDE_HEADER_SECONDS="1", IZDE_WORKERS="1") as running:
        with connected(running) as slow:
            slow.sendall(GET[:-2])
            assert read_to_end(slow) == b""
        with connected(running) as quick:
            for _ in range(3):
                quick.sendall(GET)
                said = b""
                while not said.endswith(b"}\n"):
                    said += quick.recv(65536)
                assert said.startswith(b"HTTP/1.1 200")


def test_who_reads_nothing_is_let_go(index: Path) -> None:
    whole = quote("/api/v1/kwic?q=алаш&format=jsonl&window=20", safe="/?=&")
    with (
        serving(index, IZDE_SEND_SECONDS="1", IZDE_WORKERS="1") as running,
        socket.socket() as silent,
    ):
        [worker] = workers(running)
        # Whatever the worker opens by itself, it has opened by then.
        assert running.get(whole).status == 200
        before = connections(worker)
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        silent.settimeout(10)
        silent.connect(address(running))
        silent.sendall(f"GET {whole} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 400)
        until(lambda: bool(connections(worker) - before))
        [its_own] = connections(worker) - before
        until(lambda: its_own not in connections(worker))
        with pytest.raises(ConnectionResetError):
            read_to_end(silent)


def test_all_workers_get_connections(index: Path) -> None:
    with serving(index, IZDE_WORKERS="2") as running, ExitStack() as held:
        until(lambda: len(workers(running)) == 2)
        before = {each: len(connections(each)) for each in workers(running)}
        for _ in range(40):
            held.enter_context(connected(running))
        until(lambda: all(len(connections(each)) >= before[each] + 5 for each in workers(running)))


def test_a_name_of_this_machine_is_a_host(index: Path) -> None:
    with serving(index, HOST="localhost", IZDE_WORKERS="1") as running:
        assert running.get("/healthz").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_requests_in_hand_are_finished_before_it_stops(index: Path, number: signal.Signals) -> None:
    with serving(index, IZDE_WORKERS="1") as running:
        running.get("/api/v1/search", q="алаш")
        answers: list[bytes] = []

        def ask(connection: socket.socket) -> None:
            answers.append(read_to_end(connection))

        with ExitStack() as open_connections:
            threads = []
            for word in range(6):
                connection = open_connections.enter_context(connected(running, seconds=120))
                connection.sendall(
                    "GET /api/v1/collocations?q=%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B&min_count=1"
                    f"&left={word + 1} HTTP/1.1\r\n"
                    "Host: localhost\r\nConnection: close\r\n\r\n".encode()
                )
                threads.append(threading.Thread(target=ask, args=(connection,)))
                threads[-1].start()
            # Each has been taken up once a later request on another connection was answered.
            assert running.get("/healthz").status == 200
            running.process.send_signal(number)
            for thread in threads:
                thread.join(120)
        assert running.process.wait(120) == 0
        assert [answer[:12] for answer in answers] == [b"HTTP/1.1 200"] * 6


def test_told_twice_it_ends_at_once(index: Path) -> None:
    with serving(index, IZDE_WORKERS="2", IZDE_STOP_SECONDS="600") as running:
        began = workers(running)
        for worker in began:
            # A worker that hangs: it will not hear that it should end.
            os.kill(worker, signal.SIGSTOP)
        running.process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            running.process.wait(1)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 128 + signal.SIGTERM
        until(lambda: not any(map(is_alive, began)))


def test_a_worker_that_hangs_is_ended_when_its_time_is_over(index: Path) -> None:
    with serving(index, IZDE_WORKERS="2", IZDE_STOP_SECONDS="1") as running:
        began = workers(running)
        os.kill(min(began), signal.SIGSTOP)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 0
        until(lambda: not any(map(is_alive, began)))


def test_a_worker_that_dies_is_replaced_again_and_again(index: Path) -> None:
    with serving(index, IZDE_WORKERS="2") as running:
        for _ in range(3):
            began = workers(running)
            until(lambda: len(workers(running)) == 2)
            os.kill(min(workers(running)), signal.SIGKILL)
            until(lambda before=began: len(workers(running)) == 2 and workers(running) != before)
            assert running.get("/api/v1/search", q="алаш").status == 200


def test_the_workers_end_with_their_supervisor_however_it_ends(index: Path) -> None:
    with serving(index, IZDE_WORKERS="2") as running:
        began = workers(running)
        assert len(began) == 2
        running.process.kill()
        until(lambda: not any(map(is_alive, began)))


@pytest.mark.parametrize(("start", "ends"), [("SIG_IGN", False), ("SIG_DFL", True)])
def test_a_service_started_by_nohup_outlives_its_terminal(index: Path, start: str, *, ends: bool) -> None:
    program = (
        "import os, signal, sys\n"
        f"signal.signal(signal.SIGHUP, signal.{start})\n"
        "command = [sys.executable, '-m', 'search_service', 'serve', '--index', sys.argv[1]]\n"
        "os.execv(sys.executable, command)\n"
    )
    command = [sys.executable, "-c", program, str(index)]
    with started_command(command, IZDE_WORKERS="1") as running:
        os.killpg(running.process.pid, signal.SIGHUP)
        if ends:
            assert running.process.wait(120) == 0
        else:
            with pytest.raises(subprocess.TimeoutExpired):
                running.process.wait(1.5)
            assert Service(running).get("/healthz").status == 200


def test_swaps_under_load_cost_no_request(index: Path, tmp_path: Path) -> None:
    folder, texts = tmp_path / "index", tmp_path / "texts"
    texts.mkdir()

    def renew(number: int) -> str:
        lines = "\n\n".join(f"Алаш туралы {number}-хат {line} Семейде жазылды." for line in range(300))
        (texts / "letter.txt").write_text(lines, encoding="utf-8")
        return build([texts], folder).build

    names = [renew(1)]
    paths = (
        "/api/v1/search?q=алаш",
        "/api/v1/kwic?q=хат&format=jsonl",
        "/?q=Семей",
        "/api/v1/frequencies",
        "/readyz",
    )
    wrong: list[str] = []
    asked: list[int] = []
    over = threading.Event()
    with serving(folder, IZDE_WORKERS="2") as running:

        def ask(first: int) -> None:
            number = first
            while not over.is_set():
                reply = running.get(paths[number % len(paths)])
                number += 1
                if reply.status != 200:
                    wrong.append(f"{paths[(number - 1) % len(paths)]}: {reply.status} {reply.text[:200]}")
            asked.append(number - first)

        threads = [threading.Thread(target=ask, args=(first,)) for first in range(6)]
        for thread in threads:
            thread.start()
        for number in (2, 3, 4):
            time.sleep(0.7)
            names.append(renew(number))
        time.sleep(0.7)
        over.set()
        for thread in threads:
            thread.join(60)
        assert wrong == [] and sum(asked) > 50
        assert {running.get("/readyz").json["build"] for _ in range(20)} == {names[-1]}
    renew(5)
    # Nobody reads them any more.
    assert {each.name for each in (folder / "builds").iterdir()} == {names[-1], builds.newest(folder)}
