"""The description of a real service: whole, the same in every process, and enough for a generated client."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from search_service import security
from search_service.application import create_app
from search_service.description import first_request, operations
from search_service.settings import load
from tests.running import Service

_MADE = "from pathlib import Path\nfrom search_service.application import create_app\n" + (
    "print(create_app(Path('none')).test_client().get('/openapi.json').text)"
)


@pytest.fixture(scope="module")
def description(service: Service) -> dict[str, Any]:
    return service.get("/openapi.json").json  # type: ignore[no-any-return]


def test_every_operation_says_what_it_is(description: dict[str, Any]) -> None:
    validate(description)
    found = [item["get"] for item in description["paths"].values()]
    assert len({each["operationId"] for each in found}) == len(found)
    tags = {each["name"] for each in description["tags"]}
    for each in found:
        assert each["summary"] and each["description"] and set(each["tags"]) <= tags
        for parameter in each["parameters"]:
            assert "$ref" in parameter or parameter["description"]
        for answer in each["responses"].values():
            assert "$ref" in answer or answer["description"] and answer["headers"]
    assert description["info"]["license"]["identifier"] == "MIT"
    assert description["servers"] and description["security"] == []


def test_it_is_the_same_in_every_process() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", _MADE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1


def test_it_is_kept_by_its_tag(service: Service) -> None:
    tag = service.get("/openapi.json").headers["ETag"]
    assert not tag.startswith("W/")
    assert service.get("/openapi.json", headers={"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("path", operations())
def test_the_first_request_is_answered_as_described(
    service: Service, description: dict[str, Any], path: str
) -> None:
    operation = description["paths"][path]["get"]
    reply = service.get(first_request(operations()[path]))
    assert reply.status == 200
    answer = operation["responses"]["200"]
    if path == "/metrics":
        assert list(answer["content"]) == [reply.headers["Content-Type"].partition(";")[0]]
        assert "izde_requests_total" in reply.text
        return
    schema = answer["content"]["application/json"]["schema"] | {"components": description["components"]}
    Draft202012Validator(schema).validate(reply.json)
    _nothing_more(reply.json, schema, description)


@pytest.mark.parametrize(
    ("request_", "status", "sent"),
    [
        ("/api/v1/search?q=алаш&limit=1", 200, {}),
        ("/api/v1/search?q=алаш&format=csv", 200, {}),
        ("/api/v1/search?q=алаш&limit=1", 304, {"If-None-Match": "{tag}"}),
        ("/api/v1/search?q=алаш&limit=none", 400, {}),
        ("/api/v1/search?q=алаш", 406, {"Accept": "image/png"}),
        ("/api/v1/documents", 200, {}),
        ("/healthz", 200, {}),
        ("/healthz?x=1", 400, {}),
        ("/readyz", 200, {}),
        ("/metrics", 200, {}),
        ("/metrics?x=1", 400, {}),
    ],
)
def test_each_header_that_is_sent_is_described(
    index: Path, description: dict[str, Any], request_: str, status: int, sent: dict[str, str]
) -> None:
    client = create_app(index, load({"IZDE_RATE_LIMIT": "100 per minute"})).test_client()
    tag = client.get(request_).headers.get("ETag", "")
    reply = client.get(request_, headers={name: value.format(tag=tag) for name, value in sent.items()})
    assert reply.status_code == status
    answer = description["paths"][request_.partition("?")[0]]["get"]["responses"][str(status)]
    if "$ref" in answer:
        answer = description["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    general = {"Content-Type", "Content-Length", "Date", *security.HEADERS}
    ours = {name for name in reply.headers.keys() if not name.startswith("Access-Control-")} - general
    assert ours <= set(answer["headers"])
    assert {"X-Request-ID", "Cache-Control"} <= ours


def _nothing_more(value: Any, schema: dict[str, Any], description: dict[str, Any]) -> None:
    """Every key of an object is described."""
    for each in schema.get("anyOf", ()):
        if value is not None and "$ref" in each:
            schema = each
    if "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        for each in value:
            _nothing_more(each, schema.get("items", {}), description)
    elif isinstance(value, dict) and "properties" in schema:
        assert set(value) <= set(schema["properties"])
        for name, each in value.items():
            _nothing_more(each, schema["properties"][name], description)


def test_a_generated_client_calls_every_address(
    service: Service, description: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(description), encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    made = subprocess.run(
        [*command, "--path", "openapi.json", "--output-path", "izde_client", "--fail-on-warning"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(tmp_path)
    with importlib.import_module("izde_client").Client(base_url=service.url) as client:
        for path, row in operations().items():
            name = "".join(
                f"_{letter.lower()}" if letter.isupper() else letter for letter in row["operation"]
            )
            called = importlib.import_module(f"izde_client.api.{row['tag'].lower()}.{name}")
            begin, _, rest = row["example"].partition("?")
            ids = [begin.removeprefix("/")] if "{" in path else []
            given: dict[str, Any] = dict(pair.split("=") for pair in rest.split("&")) if rest else {}
            given = {key: int(value) if value.isdecimal() else value for key, value in given.items()}
            enums = importlib.import_module("izde_client.models")
            for key in ("of", "by", "type"):
                if key in given:
                    kind = getattr(enums, "".join(map(str.title, (name + "_" + key).split("_"))))
                    given[key + "_" * (key == "type")] = kind(given.pop(key))
            answer = called.sync_detailed(*ids, client=client, **given)
            assert answer.status_code == 200 and answer.parsed is not None, path
            assert answer.parsed if path == "/metrics" else answer.parsed.to_dict()
