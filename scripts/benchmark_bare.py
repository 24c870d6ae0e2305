"""The folder of an index in; the same search on the same server, behind one plain view of Flask, out.

usage: python -m scripts.benchmark_bare INDEX

The service is compared with it: no checks of parameters, limits, tags, headers, logs, counts or new builds.
"""

from __future__ import annotations

import multiprocessing
import socket
import sys
from functools import partial
from pathlib import Path

from flask import Flask, Response, jsonify, request

from search_service import payloads, settings
from search_service.answers import Question
from search_service.search import Corpus
from search_service.supervisor import Supervisor


def application(index: Path) -> Flask:
    """A view that answers as the service does, and nothing else."""
    app = Flask(__name__)
    corpus = Corpus.open(index)

    @app.get("/api/v1/search")
    def search() -> Response:
        asked = Question(
            q=request.args.get("q"), date_from=request.args.get("from"), date_to=request.args.get("to")
        )
        return jsonify(payloads.answer(corpus.search(asked)))

    return app


def main(index: str) -> int:
    """Serve by one worker, on a free port, until told to stop. The exit status comes back."""
    multiprocessing.set_start_method("spawn")
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        print(f"serving on http://127.0.0.1:{listening.getsockname()[1]}/", file=sys.stderr, flush=True)
        try:
            supervisor = Supervisor([listening], settings.defaults(), 1)
            supervisor.serve(target_loader=partial(application, Path(index)), wrap_loader=False)
        except SystemExit as stopped:
            return int(stopped.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
