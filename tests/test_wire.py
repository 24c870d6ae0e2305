"""What no client should send, byte by byte: it gets a 4xx or is hung up on, the next client its answer."""

from __future__ import annotations

import csv
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import Service, serving

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
TABLE = Path(__file__).resolve().parent / "tables" / "wire.tsv"


def rows() -> list[tuple[bytes, str, str]]:
    """What is sent, the answers that are right ("closed": none; "once": no more than one), and why."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert next(reader) == ["request", "answers", "why"]
        found = [(sent(request), answers, why) for request, answers, why in reader]
    assert len(found) > 50
    return found


def sent(written: str) -> bytes:
    """The bytes of a request as the table writes it: \\r, \\n and \\xHH, {text*times} for repeats."""
    repeated = re.sub(r"\{(.*?)\*(\d+)\}", lambda found: found[1] * int(found[2]), written)
    escapes = {r"\r": "\r", r"\n": "\n"}
    plain = re.sub(
        r"\\(?:r|n|x([0-9a-f]{2}))",
        lambda found: chr(int(found[1], 16)) if found[1] else escapes[found[0]],
        repeated,
    )
    return plain.encode("latin-1")


def exchanged(service: Service, request: bytes) -> bytes:
    """All that comes back for some bytes, until the service hangs up on a client that says no more."""
    host, port = service.url.removeprefix("http://").split(":")
    parts = []
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65536):
                parts.append(part)
        except ConnectionError:
            # It may hang up while there is still something to be sent.
            pass
    return b"".join(parts)


@dataclass(frozen=True)
class Heard:
    """What came back for each request, what another client got then, and all that was logged."""

    answers: dict[bytes, bytes]
    after: list[int]
    log: str


@pytest.fixture(scope="module")
def heard(index: Path) -> Heard:
    """What a service of one worker, that waits for nobody long, makes of the table."""
    requests = [request for request, _, _ in rows()]
    with serving(index, IZDE_WORKERS="1", IZDE_HEADER_SECONDS="1") as running:

        def ask(request: bytes) -> tuple[bytes, int]:
            return exchanged(running, request), running.get("/healthz").status

        with ThreadPoolExecutor(12) as threads:
            found = list(threads.map(ask, requests))
        running.process.terminate()
        log = running.log
    answers = dict(zip(requests, (said for said, _ in found), strict=True))
    return Heard(answers, [status for _, status in found], log)


@pytest.mark.parametrize(("request_", "answers", "why"), rows(), ids=lambda each: str(each)[:60])
def test_the_wire(heard: Heard, request_: bytes, answers: str, why: str) -> None:
    said = heard.answers[request_]
    statuses = STATUS.findall(said)
    right = answers.split()
    assert {each.decode() for each in statuses} <= set(right), said[:300]
    assert statuses or "closed" in right
    assert len(statuses) <= 1 or "once" not in right
    assert b"Traceback" not in said and b"secret" not in said


def test_the_next_client_gets_its_answer(heard: Heard) -> None:
    assert set(heard.after) == {200}


def test_nothing_of_all_that_is_an_error_of_the_service(heard: Heard) -> None:
    assert "Traceback" not in heard.log and "failed" not in heard.log


def test_pipelined_requests_are_answered_in_their_order(service: Service) -> None:
    paths = [b"/healthz", b"/api/v1/nothing", b"/readyz"]
    requests = b"".join(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path for path in paths)
    last = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    said = exchanged(service, requests + last)
    assert STATUS.findall(said) == [b"200", b"404", b"200", b"200"]


def test_a_head_request_has_no_body(service: Service) -> None:
    head = b"HEAD /api/v1/search?q=%D0%B0%D0%BB%D0%B0%D1%88 HTTP/1.1\r\nHost: a\r\n"
    said = exchanged(service, head + b"Connection: close\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200") and said.endswith(b"\r\n\r\n") and said.count(b"\r\n\r\n") == 1
