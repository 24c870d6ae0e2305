"""The description that the schemas give in, the whole OpenAPI 3.1 description of the service out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from flask import Flask

from pipeline import tables
from search_service.code_samples import samples

Json = dict[str, Any]

TAGS = {
    "Search": "Find passages, and complete what is typed.",
    "Counting": "Lines of a concordance, frequencies, collocations and years of what a query finds.",
    "Corpus": "Documents, passages and names by their ids.",
    "Service": "For those who run the service.",
}
_OPERATION = ("path", "operation", "tag", "description", "example")
_PARAMETER = ("parameter", "example", "why")
"""The columns of the tables."""
_PATH_PARAMETERS = {
    "document_id": "id of a document, as /api/v1/documents lists it",
    "passage_id": "id of a passage: `document:number`, or `document@raw_start`, which stays across builds",
    "entity_id": "id of an entity, as /api/v1/entities lists it",
}
_HEADERS: dict[str, tuple[str, Json]] = {
    "ETag": ("of build, question and form: send it back in If-None-Match", {"type": "string"}),
    "Link": ("addresses that this answer leads to, `next` and `first` of a list among them (RFC 8288)",
             {"type": "string"}),
    "X-Request-ID": ("the id of the request, as sent or made anew; the log of the service has it",
                     {"type": "string", "maxLength": 128}),
    "Retry-After": ("seconds to wait", {"type": "integer", "minimum": 0}),
    "RateLimit-Policy": ("where requests are limited: how many a client may send (q) in how many seconds (w)",
                         {"type": "string", "examples": ['"client";q=600;w=60']}),
    "RateLimit": ("where requests are limited: how many are left (r), and for how many seconds (t)",
                  {"type": "string", "examples": ['"client";r=599;t=60']}),
    "Cache-Control": ("how long the answer may be kept; no-store for one that lacks something",
                      {"type": "string"}),
    "Vary": ("headers of the request that the answer depends on", {"type": "string"}),
}  # fmt: skip
_NUMBERS = "/metrics"
_EVERYWHERE = ("X-Request-ID", "Cache-Control", "Vary")
_OF_DATA = ("ETag", "Link")
_OF_LIMITS = ("RateLimit-Policy", "RateLimit")


def install(app: Flask) -> None:
    """Have `app`, an APIFlask, describe itself in whole; the description is made once a process."""
    app.spec_callback = completed  # type: ignore[attr-defined]


def completed(spec: Json) -> Json:
    """`spec` with all that schemas do not say: ids, tags, examples, headers, further answers, a guide."""
    spec["info"] |= {
        "summary": "Search history texts in Kazakh and Russian",
        "description": (files("search_service") / "guide.md").read_text(encoding="utf-8"),
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    spec["servers"] = [{"url": "/", "description": "the service that gave this description"}]
    spec["security"] = []
    spec["tags"] = [{"name": name, "description": said} for name, said in TAGS.items()]
    components = spec["components"]
    components["headers"] = {
        name: {"description": said, "schema": schema} for name, (said, schema) in _HEADERS.items()
    }
    components["responses"] = {
        "Unchanged": {
            "description": "The answer is still the one with the ETag that If-None-Match names",
            "headers": _referred(("ETag", *_EVERYWHERE, *_OF_LIMITS)),
        },
        "TooManyRequests": _problem("Too many requests came from your machine", "Retry-After", *_OF_LIMITS),
        "Busy": _problem(
            "No index can be opened, or too much is asked at the same time", "Retry-After", *_OF_LIMITS
        ),
    }
    components["parameters"] = {
        "IfNoneMatch": {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "description": "the ETag of an answer that you have: 304 comes while it still holds",
            "schema": {"type": "string"},
            "example": '"5f0c1d2e"',
        }
    }
    spec["paths"][_NUMBERS]["get"] |= _metrics()
    rows = operations()
    spec["paths"] = {path: spec["paths"][path] for path in rows if path in spec["paths"]}
    for path, item in spec["paths"].items():
        _complete(item["get"], path, rows[path])
    first = ("openapi", "info", "servers", "security", "tags", "paths", "components")
    return {name: spec[name] for name in first}


@cache
def operations() -> dict[str, dict[str, str]]:
    """What operations.tsv says of each path: the id of the operation, its tag, words and a first request."""
    return {row["path"]: row for row in _rows("operations.tsv", *_OPERATION)}


def first_request(row: dict[str, str]) -> str:
    """The path and query of an operation's first request, encoded."""
    if row["example"].startswith("/"):
        return row["path"].partition("/{")[0] + quote(row["example"], safe="/:@")
    return row["path"] + quote(row["example"], safe="?&=")


def _complete(operation: Json, path: str, row: dict[str, str]) -> None:
    operation |= {
        "operationId": row["operation"],
        "tags": [row["tag"]],
        "description": row["description"],
        "x-codeSamples": samples(first_request(row), is_json=path != _NUMBERS),
    }
    is_data = path.startswith("/api/")
    for parameter in operation.setdefault("parameters", []):
        _complete_parameter(parameter)
    if is_data:
        operation["parameters"].append({"$ref": "#/components/parameters/IfNoneMatch"})
        operation["responses"]["304"] = {"$ref": "#/components/responses/Unchanged"}
        operation["responses"]["429"] = {"$ref": "#/components/responses/TooManyRequests"}
    if "503" in operation["responses"]:
        operation["responses"]["503"] = {"$ref": "#/components/responses/Busy"}
    for status, answer in operation["responses"].items():
        if "$ref" not in answer:
            fitting = _EVERYWHERE + (_OF_LIMITS if is_data else ())
            headers = _referred(_OF_DATA + fitting if status == "200" and is_data else fitting)
            answer["headers"] = answer.get("headers", {}) | headers
    operation["responses"]["200"]["description"] = row["description"]
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _complete_parameter(parameter: Json) -> None:
    name = parameter["name"]
    if name in _PATH_PARAMETERS:
        parameter["description"] = _PATH_PARAMETERS[name]
        parameter["schema"] |= {"minLength": 1}
    example = _examples().get(name, parameter["schema"].get("default"))
    if parameter["schema"]["type"] == "array":
        parameter["schema"].pop("default", None)
        example = [example] if example else ["near"]
    if example is not None:
        parameter["example"] = example


@cache
def _examples() -> dict[str, str]:
    return {row["parameter"]: row["example"] for row in _rows("described_parameters.tsv", *_PARAMETER)}


def _rows(name: str, *columns: str) -> list[dict[str, str]]:
    text = (files("search_service") / name).read_text(encoding="utf-8")
    return [row for _, row in tables.parsed(name, text, *columns)]


def _metrics() -> Json:
    """What no schema says of the numbers: they are no JSON."""
    return {
        "summary": "Numbers for Prometheus",
        "responses": {
            "200": {"content": {"text/plain": {"schema": {"type": "string"}}}},
            "400": _problem("It takes no parameters"),
        },
    }


def _problem(said: str, *headers: str) -> Json:
    return {
        "description": said,
        "headers": _referred((*headers, *_EVERYWHERE)),
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}},
    }


def _referred(names: tuple[str, ...]) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
