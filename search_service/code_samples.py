"""The path and query of a request in, the programs that send it out: for curl, Python and JavaScript."""

from __future__ import annotations

HOST = "http://127.0.0.1:8000"
"""Where the service listens unless it is told otherwise."""

_CURL = "curl --fail '{address}'"
_PYTHON = """\
import json
from urllib.request import urlopen

with urlopen("{address}") as reply:
    print(json.load(reply))
"""
_PYTHON_TEXT = """\
from urllib.request import urlopen

with urlopen("{address}") as reply:
    print(reply.read().decode("utf-8"))
"""
_JAVASCRIPT = """\
const reply = await fetch("{address}");
console.log(await reply.{read}());
"""


def samples(request: str, *, is_json: bool = True) -> list[dict[str, str]]:
    """The programs as the extension x-codeSamples has them; `request` is encoded, its answer JSON or text."""
    python = _PYTHON if is_json else _PYTHON_TEXT
    javascript = _JAVASCRIPT.replace("{read}", "json" if is_json else "text")
    return [
        {"lang": lang, "label": label, "source": source.replace("{address}", HOST + request)}
        for lang, label, source in (
            ("Shell", "curl", _CURL),
            ("Python", "Python", python),
            ("JavaScript", "JavaScript", javascript),
        )
    ]
