"""The addresses that read the corpus by numbers, of a real service: answers, files, what is refused."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.asking import query_parameters
from tests.running import Reply, Service, serving
from tests.test_cli import izde

API = "/api/v1"
COUNTS = ("kwic", "frequencies", "collocations", "timeline")
LISTS = ("search", *COUNTS, "entities", "documents", "suggest")
UNASKED = ("entities", "documents")
ROWS = {"search": "hits", "kwic": "lines", "timeline": "bins", "suggest": "completions"}


@pytest.fixture(scope="module")
def description(service: Service) -> dict[str, Any]:
    return service.get("/openapi.json").json


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("kwic", {"q": "Бөкейхан", "limit": 100}),
        ("kwic", {"q": "қазақ", "sort": "right", "sample": 5, "seed": 2, "window": 3}),
        ("kwic", {"q": "қазақ", "lemma": "қазақ", "beside": "тіл"}),
        ("kwic", {"q": "вввв"}),
        ("frequencies", {}),
        ("frequencies", {"q": "қазақ", "of": "lemma"}),
        ("frequencies", {"q": "Бөкейхан", "of": "entity"}),
        ("frequencies", {"q": "Алаш", "of": "document"}),
        ("frequencies", {"of": "decade", "from": "1905"}),
        ("collocations", {"q": "Алаш", "min_count": 1, "sort": "log_dice"}),
        ("collocations", {"q": "вввв"}),
        ("timeline", {}),
        ("timeline", {"q": "Алаш", "by": "century"}),
        ("timeline", {"entity": "alash-party", "by": "decade"}),
        ("suggest", {"q": "Бөк"}),
        ("suggest", {"q": ""}),
    ],
)
def test_answers_are_as_described(
    service: Service, description: dict[str, Any], address: str, query: dict[str, Any]
) -> None:
    reply = service.get(f"{API}/{address}", **query)
    assert reply.status == 200, reply.text
    answer = description["paths"][f"{API}/{address}"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"] | {"components": description["components"]}
    Draft202012Validator(schema).validate(reply.json)
    files = {"text/csv", "text/tab-separated-values", "application/jsonl"}
    assert files < set(answer["content"]) and "Izde-Result" in answer["headers"]


def test_every_parameter_is_described(description: dict[str, Any]) -> None:
    for address in LISTS:
        parameters = query_parameters(description, f"{API}/{address}")
        assert parameters and all(each.get("description") for each in parameters.values()), address


@pytest.mark.parametrize(
    ("address", "query", "parameter", "remedy"),
    [
        ("kwic", {}, "q", "is missing"),
        ("kwic", {"q": "Алаш", "window": 0}, "window", "from 1 to 30"),
        ("kwic", {"q": "Алаш", "window": 31}, "window", "from 1 to 30"),
        ("kwic", {"q": "Алаш", "sort": "relevance"}, "sort", "position, left, node, right, date"),
        ("kwic", {"q": "Алаш", "seed": 1}, "seed", "give sample, too"),
        ("kwic", {"q": "Алаш", "sample": "many"}, "sample", "whole number"),
        ("kwic", {"q": "Алаш", "cursor": "x"}, "cursor", "ask again without it"),
        ("kwic", {"q": "Алаш", "through": "text"}, "through", "no such parameter"),
        ("frequencies", {"of": "colour"}, "of", "form, lemma, how, entity"),
        ("frequencies", {"of": "how"}, "of", "give q, too"),
        ("frequencies", {"document": "nowhere"}, "document", "there is no document"),
        ("frequencies", {"limit": 1001}, "limit", "from 1 to 1000"),
        ("collocations", {}, "q", "is missing"),
        ("collocations", {"q": "Алаш", "left": 0, "right": 0}, "left", "both 0"),
        ("collocations", {"q": "Алаш", "left": 16}, "left", "from 0 to 15"),
        ("timeline", {"by": "week"}, "by", "year, decade, century"),
        ("timeline", {"from": "1917", "to": "1905"}, "to", "exchange the two"),
        ("suggest", {}, "q", "is missing"),
        ("suggest", {"q": "а", "limit": 21}, "limit", "from 1 to 20"),
        ("suggest", {"q": "а", "format": "csv", "limit": 5}, "limit", "the whole list"),
        ("search", {"q": "Алаш", "without": "lemmas"}, "without", "lemma, script, name, near"),
        ("kwic", {"q": "Алаш", "without": ["near", "all"]}, "without", "lemma, script, name, near"),
        ("timeline", {"without": ""}, "without", "lemma, script, name, near"),
        ("suggest", {"q": "Алаш", "without": "near"}, "without", "no such parameter"),
        ("kwic", {"q": "Алаш", "format": "xml"}, "format", "json, jsonl, csv, tsv"),
        ("kwic", {"q": "Алаш", "format": "csv", "limit": 5}, "limit", "the whole list"),
        ("search", {"q": "Алаш", "format": "tsv", "cursor": "x"}, "cursor", "the whole list"),
        ("search", {"format": "csv"}, "q", "is missing"),
    ],
)
def test_a_refusal_says_what_to_mend(
    service: Service, address: str, query: dict[str, Any], parameter: str, remedy: str
) -> None:
    reply = service.get(f"{API}/{address}", **query)
    assert reply.status == 400 and reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json["parameter"] == parameter and remedy in reply.json["detail"]


def test_the_pages_of_a_concordance_part_it(service: Service) -> None:
    asked: dict[str, Any] = {"q": "қазақ", "sort": "left", "window": 5}
    whole = table(service.get(f"{API}/kwic", **asked, format="csv"))
    parts: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while True:
        page = service.get(f"{API}/kwic", **asked, limit=7, **cursor).json
        parts += page["lines"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert page["total"] == page["listed"] == len(parts) == len(whole) > 14
    assert [(each["left"], each["match"]) for each in parts] == [
        (each["left"].removeprefix("'"), each["match"]) for each in whole
    ]
    other = service.get(
        f"{API}/kwic", **asked | {"sort": "right"}, limit=7, cursor=page_after(service, asked)
    )
    assert other.status == 400 and other.json["parameter"] == "cursor"


def page_after(service: Service, asked: dict[str, Any]) -> str:
    return str(service.get(f"{API}/kwic", **asked, limit=7).json["next"])


def table(reply: Reply) -> list[dict[str, str]]:
    """The rows of a file of CSV, read as a program does that knows its byte order mark."""
    assert reply.status == 200 and reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert reply.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(reply.text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("address", LISTS)
def test_a_whole_list_has_every_row_in_every_form(service: Service, address: str) -> None:
    query: dict[str, Any] = {} if address in UNASKED else {"q": "Алаш"}
    more: dict[str, Any] = {"min_count": 2} if address == "collocations" else {}
    json_rows = service.get(f"{API}/{address}", **query, **more).json
    reply = service.get(f"{API}/{address}", **query, **more, format="jsonl")
    assert reply.status == 200 and reply.headers["Content-Type"].startswith("application/jsonl")
    head, *rows = map(json.loads, reply.text.splitlines())
    assert head == json.loads(reply.headers["Izde-Result"])
    assert head["list"] == address and head["query"]["q"] == query.get("q", "")
    assert head["build"] in reply.headers["Content-Disposition"]
    assert head["build"] == service.get("/readyz").json["build"]
    first = json_rows[ROWS.get(address, address)]
    assert rows[: len(first)] == first
    if address not in ("timeline", "suggest"):
        assert len(rows) == head["total"] == json_rows["total"]
    as_csv = table(service.get(f"{API}/{address}", **query, **more, format="csv"))
    tsv = service.get(f"{API}/{address}", **query, **more, format="tsv")
    assert tsv.headers["Content-Type"] == "text/tab-separated-values; charset=utf-8"
    as_tsv = list(csv.DictReader(io.StringIO(tsv.text), delimiter="\t"))
    assert len(as_csv) == len(as_tsv) == len(rows) > 0
    assert list(as_csv[0]) == list(as_tsv[0])


def test_a_limit_says_what_it_cuts(service: Service) -> None:
    answer = service.get(f"{API}/frequencies", of="lemma", limit=3).json
    assert len(answer["frequencies"]) == 3 and answer["cut"] == answer["total"] - 3 > 100
    answer = service.get(f"{API}/collocations", q="Алаш", limit=1).json
    assert len(answer["collocations"]) == 1 and answer["cut"] == answer["total"] - 1 > 0
    facets = service.get(f"{API}/search", q="қазақ", limit=1).json["facets"]
    assert len(facets["entity"]) == 20 and facets["cut"]["entity"] > 0 == facets["cut"]["year"]
    answer = service.get(f"{API}/suggest", q="а", limit=2).json
    assert len(answer["completions"]) == 2 and answer["more"]


def test_a_folding_can_be_switched_off_in_every_list(service: Service) -> None:
    asked: dict[str, Any] = {"q": "петицияны"}
    off: dict[str, Any] = asked | {"without": ["near", "lemma", "lemma", "script", "name"]}
    for address in ("search", *COUNTS):
        less: dict[str, Any] = {"min_count": 1} if address == "collocations" else {}
        whole = service.get(f"{API}/{address}", **asked, **less).json
        part = service.get(f"{API}/{address}", **off, **less).json
        exact = service.get(f"{API}/{address}", **asked, **less, mode="exact").json
        assert whole["query"]["without"] == [] and not whole["partial"] and whole["left_out"] == []
        assert part["query"]["without"] == ["lemma", "script", "name", "near"]
        assert "without lemma, script, name, near" in part["query"]["understood"], address
        rows = ROWS.get(address, address)
        assert part[rows] == exact[rows] != whole[rows], address
        head = json.loads(service.get(f"{API}/{address}", **off, **less, format="csv").headers["Izde-Result"])
        assert head["query"]["without"] == part["query"]["without"] and head["partial"] is False


def test_an_answer_for_which_the_time_ran_out_says_what_it_lacks(index: Any) -> None:
    words = " ".join(f"петицыя{letter} нақазақ{letter}" for letter in "абвгдежзиклмнопрст")
    asked: dict[str, Any] = {"q": f"петиция OR {words.replace(' ', ' OR ')}"}
    with serving(index, IZDE_BUDGET_MS="1") as hurried:
        answer = hurried.get(f"{API}/search", **asked).json
        assert answer["partial"] and answer["total"] > 0, "what stands in the text was found"
        assert "near spellings of нақазақт" in answer["left_out"]
        assert "The time ran out before all was looked for" in hurried.get("/", **asked, ui="en").text
        for address in COUNTS:
            reply = hurried.get(f"{API}/{address}", **asked, format="csv")
            head = json.loads(reply.headers["Izde-Result"])
            assert head["partial"] and "near spellings of нақазақт" in head["left_out"], address
        assert not hurried.get(f"{API}/search", q="петиция", mode="exact").json["partial"]


def test_namesakes_are_told_apart(service: Service) -> None:
    answer = service.get(f"{API}/search", q="алаш").json
    found = [each for each in answer["namesakes"] if each["word"] == "алаш"]
    assert len(found) > 1 and len({each["id"] for each in found}) == len(found)
    for each in found:
        alone = service.get(f"{API}/search", q="алаш", entity=each["id"], limit=1).json
        assert alone["total"] == each["count"] > 0
    assert service.get(f"{API}/search", q="петиция").json["namesakes"] == []


def test_relative_frequencies_have_their_denominator(service: Service) -> None:
    answer = service.get(f"{API}/frequencies", q="Алаш").json
    assert all(row["words"] == answer["words"] for row in answer["frequencies"])
    for row in answer["frequencies"]:
        assert row["per_million"] == pytest.approx(row["count"] * 1e6 / row["words"], abs=1e-3)
    years = service.get(f"{API}/frequencies", q="Алаш", of="year").json
    assert all(0 < row["words"] < years["words"] for row in years["frequencies"])


def test_the_other_side_of_a_line(bilingual_service: Service) -> None:
    (line,) = bilingual_service.get(f"{API}/kwic", q="мұғалім", lang="kk").json["lines"]
    (other,) = line["translation"]
    assert other["document"]["id"] == "school-ru" and "учитель" in other["text"]


def test_the_commands_print_what_the_service_answers(index: Any, service: Service) -> None:
    place = ("--index", str(index))
    done = izde("kwic", "Бөкейхан", "--sort", "right", "--window", "4", "--json", *place)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == service.get(f"{API}/kwic", q="Бөкейхан", sort="right", window=4).json
    done = izde("kwic", "петицияны", "--without", "near", "--without", "lemma", "--json", *place)
    asked: dict[str, Any] = {"q": "петицияны", "without": ["lemma", "near"]}
    assert json.loads(done.stdout) == service.get(f"{API}/kwic", **asked).json
    assert izde("search", "петиция", "--without", "lemmas", *place).returncode == 2
    done = izde("frequencies", "--of", "lemma", "--limit", "5", "--json", *place)
    assert json.loads(done.stdout) == service.get(f"{API}/frequencies", of="lemma", limit=5).json


def test_the_commands_print_lines_for_a_person(index: Any) -> None:
    place = ("--index", str(index))
    lines = izde("kwic", "Бөкейхан", "--limit", "3", *place).stdout.splitlines()
    assert len({line.index("[") for line in lines[:3]}) == 1, "the matches stand below one another"
    assert "lines, 3 shown; the next: --cursor " in lines[3]
    table = izde("frequencies", "Алаш", "--of", "year", "--limit", "2", *place).stdout.splitlines()
    assert len(table) == 3 and "left out" in table[2]
    assert izde("kwic", "Алаш", "--document", "nowhere", *place).returncode == 2
    assert izde("frequencies", "--index", "/nowhere").returncode == 1
