"""The folder of an index in, the application and the running service out."""

from __future__ import annotations

import errno
import logging
import re
import signal
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

import waitress
from apiflask import APIFlask, HTTPError
from flask import Response, request
from flask_compress import Compress
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from search_service import settings
from search_service.api import PREFIX, api, health, refused_parameters
from search_service.assets import with_lifetime
from search_service.library import Library
from search_service.pages import pages, problem_page
from search_service.problems import Problem, problem_of, problem_response

log = logging.getLogger("izde")

SECURITY_HEADERS = {
    # Nothing is loaded from anywhere but here, nothing that stands in a page runs, nobody frames the pages.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
COMPRESSED = ["text/html", "text/css", "text/javascript", "image/svg+xml"]
"""What goes over the wire compressed, where the other side takes it: what a browser shows."""
JSON_PATHS = (f"{PREFIX}/", "/healthz", "/readyz", "/openapi.json")
LARGEST_HEADERS = 256 * 1024
"""Bytes: room for a question of 10,000 letters, which gets an answer that says what to mend."""


LARGEST_BODY = 64 * 1024
"""Bytes; nothing here takes a body."""


def create_app(index_folder: Path, *, budget: float | None = None) -> APIFlask:
    """The application that answers from the index in `index_folder`; the index is opened when first asked.

    A question has `budget` seconds, or as many as it takes.
    """
    app = APIFlask("search_service", title="Izde", version=version("izde"), docs_path=None, json_errors=False)
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        DESCRIPTION="Kazakh-Russian corpus and search service for history texts.",
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_SERVERS=False,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        COMPRESS_MIMETYPES=COMPRESSED,
        COMPRESS_ALGORITHM=["br", "gzip"],
        # A long text in two languages: a tenth smaller than by the default, 4, for 5 ms more.
        COMPRESS_BR_LEVEL=6,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["izde"] = Library(index_folder, budget=budget)
    app.register_blueprint(api())
    app.register_blueprint(health())
    app.register_blueprint(pages())
    app.before_request(_refuse_what_is_not_utf8)
    app.register_error_handler(HTTPError, lambda error: problem_response(refused_parameters(error)))
    app.register_error_handler(Exception, _answer_to_error)
    app.after_request(_with_security_headers)
    app.after_request(with_lifetime)
    Compress(app)
    return app


def _refuse_what_is_not_utf8() -> None:
    """Raise Problem for a parameter in another encoding, which would find nothing and not say why."""
    for pair in request.query_string.split(b"&"):
        try:
            unquote_to_bytes(pair).decode("utf-8")
        except UnicodeDecodeError as error:
            name = unquote(pair.partition(b"=")[0].decode("latin-1"))
            wrong = f"byte 0x{error.object[error.start]:02X}"
            raise Problem(
                400, f"{name}: is not UTF-8 ({wrong}); encode it as UTF-8", parameter=name
            ) from error


def _answer_to_error(error: Exception) -> AnyResponse:
    if isinstance(error, HTTPException):
        if error.response is not None or (error.code or 500) < 400:
            return error.get_response(request.environ)
        problem = Problem(error.code or 500, _remedy(error))
    else:
        problem = problem_of(error)
    if problem.status == 500:
        log.error("%s %s failed", request.method, request.full_path, exc_info=error)
    answer = problem_response if request.path.startswith(JSON_PATHS) else problem_page
    response = answer(problem)
    if isinstance(error, HTTPException):
        allowed = dict(error.get_headers(request.environ)).get("Allow")
        if allowed:
            response.headers["Allow"] = allowed
    return response


def _remedy(error: HTTPException) -> str:
    match error.code:
        case 404:
            return f"there is nothing at {request.path}; /openapi.json lists the addresses"
        case 405:
            return f"{request.method} is not allowed here; the Allow header says what is"
        case _:
            return error.description or error.name


def _with_security_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


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
