"""Listening sockets in, worker processes that answer on them out, each replaced when it dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import set_start_method
from socket import socket
from threading import Thread
from typing import Any

from granian import net
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from search_service import signals, worker_numbers
from search_service.settings import Settings
from search_service.worker import Work, application

LARGEST_HEAD = 128 * 1024
"""Bytes of a request's line and headers: room for a question of 10,000 letters, percent-encoded."""
MOST_CONNECTIONS = 4096
"""Connections of a worker at the same time, most of them idle; further ones wait until one is closed."""
MOST_DEATHS, WITHIN_SECONDS = 20, 60
"""Workers that may die within so many seconds; after that something is wrong that no new worker mends."""
LOGGING: dict[str, Any] = {
    "formatters": {"izde": {"format": "izde: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "izde"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # What the server itself has to say goes where everything goes.
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


class Supervisor(MPServer):
    """Workers that each have one of the listening sockets, which outlives them.

    Where there are fewer sockets, they share them. While a worker is replaced, its connections wait.
    """

    def __init__(self, listening: Sequence[socket], settings: Settings, workers: int) -> None:
        super().__init__(
            "",
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=settings.number("IZDE_THREADS"),
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=settings.number("IZDE_HEADER_SECONDS") * 1000,
                max_buffer_size=LARGEST_HEAD,
            ),
            backpressure=MOST_CONNECTIONS,
            log_level=LogLevels.error,
            log_dictconfig=LOGGING,
            respawn_failed_workers=True,
            workers_kill_timeout=settings.number("IZDE_STOP_SECONDS"),
        )
        self._listening = listening
        self._deaths: list[float] = []
        self._stopping = False
        hangup = getattr(signal, "SIGHUP", None)
        self._outlives_terminal = hangup is not None and signal.getsignal(hangup) is signal.SIG_IGN

    def run(self, work: Work) -> int:
        """The exit status, once it was told to stop and all requests in hand have ended."""
        # The same on every platform; a fork would copy the threads' locks as they stand.
        set_start_method("spawn", force=True)
        signals.wake_main_thread()
        try:
            self.serve(target_loader=partial(application, work), wrap_loader=False)
        except SystemExit as stopped:
            return int(stopped.code or 0)
        return 0

    def signal_handler_interrupt(self, number: int, *_: Any) -> None:
        """End when the requests in hand have; told once more, end at once."""
        if self._stopping:
            for worker in self.wrks:
                worker.kill()
            os._exit(128 + number)
        self._stopping = True
        for worker in self.wrks:
            # Control-C reaches the workers as well: that they end then is no fault.
            worker.interrupt_by_parent = True
        # The wait that the signal interrupts may hold the lock of the very event that this sets.
        Thread(target=super().signal_handler_interrupt).start()

    def signal_handler_reload(self, number: int, *_: Any) -> None:
        """End with the terminal, unless started by nohup."""
        if not self._outlives_terminal:
            self.signal_handler_interrupt(number)

    def _init_shared_socket(self) -> None:
        # Granian would have one socket for all, or each worker make its own: what waits at a worker that dies
        # is lost then, and a port that is taken goes unnoticed.
        self._give_socket(0)

    def _give_socket(self, worker: int) -> None:
        """Have the worker that is started next inherit the socket that is its own."""
        own = self._listening[worker % len(self._listening)]
        holder: Any = net.SocketHolder
        inherited: Any = self
        inherited._sso = own
        inherited._sfd = own.fileno()
        inherited._shd = holder(own.fileno(), False, self.backlog)

    def _spawn_worker(self, idx: int, *arguments: Any, **more: Any) -> Any:
        self._give_socket(idx)
        return super()._spawn_worker(idx, *arguments, **more)

    def _spawn_workers(self, *arguments: Any) -> None:
        with _interrupt_ignored():
            super()._spawn_workers(*arguments)

    def _respawn_workers(self, workers: list[int], *arguments: Any, **more: Any) -> None:
        now = time.monotonic()
        self._deaths = [died for died in self._deaths if died > now - WITHIN_SECONDS] + [now] * len(workers)
        if len(self._deaths) > MOST_DEATHS:
            self.interrupt_children.extend(workers)
            self.interrupt_signal = True
            self.main_loop_interrupt.set()
            return
        for worker in workers:
            worker_numbers.forget(self.wrks[worker].inner.pid)
        with _interrupt_ignored():
            super()._respawn_workers(workers, *arguments, **more)
        # Granian would give up at the second death of a worker within seconds.
        self.respawned_wrks.clear()


@contextmanager
def _interrupt_ignored() -> Iterator[None]:
    """A process that is started meanwhile is deaf to Control-C until it sets a handler of its own."""
    handler: Callable[..., Any] | int | None = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
