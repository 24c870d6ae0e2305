"""The folder of an index in, a running service out, until it is told to stop."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

from search_service import worker_numbers
from search_service.settings import SettingError, Settings

MOST_WORKERS = 4
"""Workers that are started unless told: each holds its own analyser, some hundred MB."""
_WAITING = 1024
"""Connections that may wait to be accepted."""


def serve(index_folder: Path, settings: Settings, *, say: Callable[[str], None]) -> int:
    """Answer requests until SIGINT or SIGTERM; the exit status comes back.

    `say` gets the address once a worker answers. Raises IndexUnusable for an index that cannot be opened,
    SettingError, OSError for a port that is taken.
    """
    workers = _workers(settings)
    with _listening(settings, workers) as listening:
        from search_service.search import Corpus

        Corpus.open(index_folder).close()
        from search_service.supervisor import Supervisor
        from search_service.worker import Work

        supervisor = Supervisor(listening, settings, workers)
        work = Work(index_folder, settings, get_context("spawn").Event())
        address = _address(listening[0], settings.text("HOST"))

        def tell() -> None:
            work.ready.wait()
            say(f"serving on {address}")

        Thread(target=tell, daemon=True).start()
        with worker_numbers.together():
            return supervisor.run(work)


def _workers(settings: Settings) -> int:
    if sys.platform == "win32":
        # Granian's workers cannot share a socket there.
        return 1
    wanted: int | None = settings.value("IZDE_WORKERS")
    return wanted or min(usable_cores(), MOST_WORKERS)


def usable_cores() -> int:
    """How many cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _listening(settings: Settings, workers: int) -> Iterator[Sequence[socket.socket]]:
    """Sockets for the workers: one for each, to which Linux deals connections; elsewhere they share one.

    Of one that they share, whoever wakes first takes all connections that come at once. Raises SettingError
    for a host that is none, OSError for a port that cannot be had.
    """
    host, seconds = settings.text("HOST"), settings.number("IZDE_SEND_SECONDS")
    with ExitStack() as held:
        own = held.enter_context(_server(host, settings.number("PORT")))
        listening = [own]
        if workers > 1 and sys.platform == "linux":
            # Only now is it known that nobody else has the port: those that share it do not ask.
            port = own.getsockname()[1]
            own.close()
            listening = [held.enter_context(_server(host, port, shared=True)) for _ in range(workers)]
        for each in listening:
            _set_options(each, seconds)
        yield listening


def _server(host: str, port: int, *, shared: bool = False) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError, ValueError) as error:
        raise SettingError(
            f"HOST={host}: is no address; set it to one of this machine, such as 127.0.0.1"
        ) from error
    # A name such as localhost has addresses of both kinds, and most clients try the older first.
    family, _, _, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    try:
        return socket.create_server(
            address[:2],
            family=family,
            backlog=_WAITING,
            reuse_port=shared,
            dualstack_ipv6=address[0] == "::",
        )
    except OSError as error:
        raise OSError(_why_not_listening(error, host, port)) from error


def _set_options(listening: socket.socket, seconds_unread: int) -> None:
    """Set what the connections of a socket inherit."""
    # Else what comes after an answer's head waits until the client has told, 40 ms later, that it has the
    # head (RFC 9293, section 3.7.4).
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # Else a client that reads nothing keeps its answer, and the thread that streams it, for ever (RFC 5482).
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds_unread * 1000)


def _address(listening: socket.socket, host: str) -> str:
    """The address to type into a browser."""
    port = listening.getsockname()[1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _why_not_listening(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is taken; stop what uses it or set PORT to another"
    if error.errno == errno.EACCES:
        return f"port {port} may not be opened by this user; set PORT to one above 1023"
    return f"cannot listen on {host}, port {port}: {error.strerror or error}; set HOST and PORT"
