"""The folder of an index in, a running service out, until it is told to stop."""

from __future__ import annotations

import errno
import logging
import re
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import waitress
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

from search_service import settings
from search_service.application import LARGEST_BODY, create_app

LARGEST_HEADERS = 256 * 1024
"""Bytes: room for a question of 10,000 letters, which gets an answer that says what to mend."""


def serve(index_folder: Path, *, say: Callable[[str], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; `say` gets the address once the port is open.

    Raises IndexUnusable for an index that cannot be opened, SettingError, OSError for a port that is taken.
    """
    host, port = settings.value("HOST"), settings.number("PORT", 0, 65535)
    threads = settings.number("IZDE_THREADS", 1, 256)
    budget = settings.number("IZDE_BUDGET_MS", 1, 600_000) / 1000
    logging.basicConfig(format="izde: %(message)s", level=logging.WARNING)
    # Waitress warns of every request that waits for a thread, which under load is most of them.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(index_folder, budget=budget)
    app.extensions["izde"].corpus()
    sockets: dict[int, Any] = {}
    try:
        server = waitress.create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_header_size=LARGEST_HEADERS,
            max_request_body_size=LARGEST_BODY,
        )
    except OSError as error:
        raise OSError(_why_not_listening(error, host, port)) from error
    except ValueError as error:
        raise settings.SettingError(
            f"HOST={host}: is no address; set it to one of this machine, such as 127.0.0.1"
        ) from error
    for each in sockets.values():
        if isinstance(each, TcpWSGIServer):
            each.channel_class = _Channel
    signal.signal(signal.SIGTERM, _stop)
    say(f"serving on {_address(server, host)}")
    # Nobody waits for the analyser before the port is open, and the first question hardly does.
    Thread(target=app.extensions["izde"].load_analyser, daemon=True).start()
    server.run()


class _Parser(HTTPRequestParser):
    """Takes an address with letters as they are, which curl sends when a user types them."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, rest = header_plus.partition(b"\r\n")
        quoted = re.sub(rb"[\x80-\xff]", lambda found: b"%%%02X" % found[0][0], line)
        super().parse_header(quoted + end + rest)


class _Channel(HTTPChannel):
    parser_class = _Parser


def _stop(*_: object) -> None:
    # Waitress takes this for the end of its loop and lets the requests in hand finish.
    raise SystemExit(0)


def _address(server: Any, host: str) -> str:
    """The address to type into a browser."""
    port = getattr(server, "effective_port", None) or server.effective_listen[0][1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _why_not_listening(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is taken; stop what uses it or set PORT to another"
    if error.errno == errno.EACCES:
        return f"port {port} may not be opened by this user; set PORT to one above 1023"
    return f"cannot listen on {host}, port {port}: {error.strerror or error}; set HOST and PORT"
