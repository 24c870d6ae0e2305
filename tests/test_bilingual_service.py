"""The JSON, the pages and the commands on a text and its translation: what each shows of the other side."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import Draft202012Validator
from translate.storage.tmx import tmxfile

from search_service.application import create_app
from search_service.build import build
from tests.asking import query_parameters
from tests.conftest import BILINGUAL
from tests.running import Service
from tests.test_cli import izde
from tests.test_pages import page

SEARCH = "/api/v1/search"


@pytest.fixture(scope="module")
def description(bilingual_service: Service) -> dict[str, Any]:
    return bilingual_service.get("/openapi.json").json  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("template", "path"),
    [
        (SEARCH, f"{SEARCH}?q=мектеп&lang=ru&through=translation"),
        ("/api/v1/passages/{passage_id}", "/api/v1/passages/school-ru:3"),
        ("/api/v1/passages/{passage_id}", "/api/v1/passages/school:8"),
        ("/api/v1/documents/{document_id}", "/api/v1/documents/school"),
    ],
)
def test_answers_with_translations_are_as_described(
    bilingual_service: Service, description: dict[str, Any], template: str, path: str
) -> None:
    answer = description["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]
    schema = answer["schema"] | {"components": description["components"]}
    Draft202012Validator(schema).validate(bilingual_service.get(path).json)


def test_a_document_names_those_that_it_is_paired_with(bilingual_service: Service) -> None:
    for id, other in (("school", "school-ru"), ("school-ru", "school")):
        listed = bilingual_service.get(f"/api/v1/documents/{id}").json
        (paired,) = listed["paired_with"]
        assert paired == {
            key: bilingual_service.get(f"/api/v1/documents/{other}").json[key]
            for key in ("id", "title", "language")
        }


def test_the_description_tells_of_the_parameter(description: dict[str, Any]) -> None:
    parameters = query_parameters(description, SEARCH)
    assert parameters["through"]["schema"] == {
        "type": "string",
        "enum": ["text", "translation"],
        "default": "text",
    }
    assert "below all of those" in parameters["through"]["description"]


def test_a_passage_shows_its_other_side_whole(bilingual_service: Service) -> None:
    (other,) = bilingual_service.get("/api/v1/passages/school:4").json["translation"]
    whole = bilingual_service.get("/api/v1/passages/school-ru:3").json
    assert other == {
        **{
            key: whole[key]
            for key in ("passage", "stable", "document", "language", "text", "url", "citation")
        },
        **{key: whole[key] for key in ("start", "end", "raw_start", "raw_end")},
        "confidence": 1.0,
        "made": "hand",
    }
    assert [each["passage"] for each in whole["translation"]] == ["school:3", "school:4"]
    assert bilingual_service.get("/api/v1/passages/school-ru:7").json["translation"] == []
    assert bilingual_service.get("/api/v1/passages/school-ru:7").json["language"] == "kk"


def test_a_hit_shows_its_other_side_and_what_matched_there(bilingual_service: Service) -> None:
    reply = bilingual_service.get(SEARCH, q="бала", lang="ru", through="translation").json
    (hit,) = reply["hits"]
    assert (hit["passage"], hit["language"], hit["highlights"], hit["matched"]) == (
        "school-ru:3", "ru", [], ["бала"],
    )  # fmt: skip
    assert hit["reasons"] == [{"surface": "бала", "word": "бала", "how": "translation", "distance": None}]
    first, second = hit["translation"]
    assert (first["passage"], second["passage"]) == ("school:3", "school:4")
    assert [first["text"][start:end] for start, end in first["highlights"]] == ["бала"]
    assert second["highlights"] == []
    assert set(first) == {
        "passage", "document", "language", "text", "url", "confidence", "made", "highlights",
    }  # fmt: skip


@pytest.mark.parametrize("given", ["dream", "", "TEXT"])
def test_another_way_is_refused(bilingual_service: Service, given: str) -> None:
    reply = bilingual_service.get(SEARCH, q="мектеп", through=given)
    assert reply.status == 400 and reply.json["detail"] == "through: should be one of text, translation"
    assert bilingual_service.get("/", q="мектеп", through="dream").status == 400


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=школа&lang=kk&through=translation",
        "/?q=Бөкейхан",
        "/documents/school?with=school-ru",
        "/documents/school-ru?with=school&q=мектеп&through=translation",
        "/documents/school?with=school-ru&text=printed",
    ],
)
def test_pages_with_two_languages_are_sound(bilingual_service: Service, path: str, language: str) -> None:
    joint = "&" if "?" in path else "?"
    reply = bilingual_service.get(f"{path}{joint}ui={language}")
    shown = page(reply)
    ids = [each["id"] for each in shown.elements if "id" in each]
    assert len(ids) == len(set(ids)) and len(shown.all("h1")) == 1
    for link in shown.all("a"):
        if link["href"].startswith("/documents/"):
            address, _, fragment = link["href"].partition("#")
            led = page(bilingual_service.get(address))
            assert not fragment or fragment in {each.get("id") for each in led.elements}, link["href"]


def test_a_document_that_is_not_paired_cannot_stand_beside(bilingual_service: Service) -> None:
    for path in ("/documents/school?with=nothing", "/documents/school?with=school"):
        assert "is not paired with" in bilingual_service.get(path).text
        page(bilingual_service.get(path), 404)


def test_a_hit_on_the_page_has_its_other_side_under_it(bilingual_service: Service) -> None:
    shown = page(bilingual_service.get("/?q=школа&lang=kk&through=translation&ui=en"))
    others = shown.all("p", class_="other")
    assert [each["lang"] for each in others] == ["ru"] * 3 and len(shown.all("blockquote")) == 3
    assert all("In Russian: " in each["text"] for each in others)
    assert {each["text"].casefold() for each in shown.all("mark")} == {"школа", "школе"}
    assert all("in its text in the other language" in each["text"] for each in shown.all("p", class_="why"))
    beside = [link for link in shown.all("a") if link["text"] == "Read in both languages"]
    assert len(beside) == 3 and "with=school-ru" in beside[0]["href"]
    assert page(bilingual_service.get(beside[0]["href"].partition("#")[0])).all("mark")


def test_the_switch_stays_as_it_was_set(bilingual_service: Service, service: Service) -> None:
    switch = page(bilingual_service.get("/?q=школа")).one("input", name="through")
    assert switch["value"] == "translation" and "checked" not in switch
    shown = page(bilingual_service.get("/?q=школа&through=translation&lang=kk"))
    assert "checked" in shown.one("input", type="checkbox", name="through")
    (lang,) = [link for link in shown.all("a") if link["parent"].get("class") == "chips"]
    assert parse_qs(urlsplit(lang["href"]).query) == {"q": ["школа"], "through": ["translation"]}
    assert not page(service.get("/?q=алаш")).all("input", name="through"), "there is nothing to look through"


def test_where_nothing_is_found_translations_are_offered(bilingual_service: Service) -> None:
    shown = page(bilingual_service.get("/?q=библиотека&lang=kk&ui=en"))
    offered = [link for link in shown.all("a") if link["text"] == "Search the translations too"]
    assert not offered, "with filters, what is left without them is said first"
    shown = page(bilingual_service.get("/?q=гипопотам&ui=en"))
    (offered,) = [link for link in shown.all("a") if link["text"] == "Search the translations too"]
    assert "through=translation" in offered["href"]


def test_the_reader_shows_sentence_beside_sentence(bilingual_service: Service) -> None:
    shown = page(bilingual_service.get("/documents/school?with=school-ru&ui=en"))
    rows = [each for each in shown.all("div") if "pair" in each.get("class", "").split()]
    found = []
    for row in rows:
        own = [each for each in shown.all("span", class_="passage") if row in shown.around(each)]
        (other,) = [
            each for each in shown.all("p") if each["parent"] is row and "other" in each.get("class", "")
        ]
        found.append(([each["id"] for each in own], other["text"].strip()))
    assert [ids for ids, _ in found] == [["p1"], ["p2"], ["p3", "p4"], ["p5"], ["p6"], ["p7"], ["p8"]]
    assert found[2][1].startswith("Учиться пришли тридцать детей")
    assert "Читатели выписывали газету. Выписывали они и журнал." in found[4][1]
    assert found[6][1] == "not in the other language"
    back = page(bilingual_service.get("/documents/school-ru?with=school"))
    (quoted,) = back.all("span", id="p7")
    assert quoted["lang"] == "kk" and not [each for each in back.all("span", id="p8") if "lang" in each]


def test_the_reader_leads_between_one_language_both_and_the_other(bilingual_service: Service) -> None:
    shown = page(bilingual_service.get("/documents/school?with=school-ru&q=школа&through=translation&ui=en"))
    bar = shown.one("nav", **{"aria-label": "Language of the text"})
    links = [link for link in shown.all("a") if bar in shown.around(link)]
    assert [link["text"] for link in links] == ["Kazakh", "Side by side", "Russian"]
    assert [link.get("aria-current") for link in links] == [None, "true", None]
    assert all("q=" in link["href"] and "ui=en" in link["href"] for link in links)
    kept = [link for link in shown.all("a") if link["href"].startswith("/documents/school?")]
    alone = [link["href"] for link in kept if "with=" not in link["href"]]
    assert alone == [links[0]["href"]] and len(kept) > 5
    assert not page(bilingual_service.get("/documents/school")).all("p", class_="other")


def test_pairs_that_the_program_made_say_so(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(BILINGUAL, texts, ignore=shutil.ignore_patterns("alignments"))
    assert build([texts], tmp_path / "index").paired
    client = create_app(tmp_path / "index").test_client()
    hits = client.get("/?q=школа&ui=en").text
    assert hits.count("(paired by the program)") == 3
    reader = client.get("/documents/school?with=school-ru&ui=en").text
    assert reader.count("The sentences were paired by the program") == 1
    (other,) = client.get("/api/v1/passages/school:2").json["translation"]
    assert other["made"] == "aligned" and 0 < other["confidence"] <= 1
    assert other["passage"] == "school-ru:2"


def test_the_command_prints_both_sides_and_the_services_answer(
    bilingual: Path, bilingual_service: Service
) -> None:
    asked = ("search", "мектеп", "--lang", "ru", "--through", "translation", "--index", str(bilingual))
    done = izde(*asked)
    assert done.returncode == 0 and done.stderr == ""
    assert "kk: Мектеп 1911 жылы" in done.stdout and "in its text in the other language" in done.stdout
    answer = json.loads(izde(*asked, "--json").stdout)
    assert answer == bilingual_service.get(SEARCH, q="мектеп", lang="ru", through="translation").json


def test_a_memory_of_translations_is_exported(bilingual: Path, index: Path, tmp_path: Path) -> None:
    out = tmp_path / "memory.tmx"
    done = izde("export", "tmx", "--out", str(out), "--index", str(bilingual))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    units = tmxfile(io.BytesIO(out.read_bytes()), "kk", "ru").units
    assert len(units) == 6 and units[4].target == "Читатели выписывали газету. Выписывали они и журнал."
    none = izde("export", "tmx", "--index", str(index))
    assert (
        none.returncode == 0
        and none.stderr.startswith("izde: there are no pairs")
        and "</tmx>" in none.stdout
    )
    assert none.stderr.count("\n") == 1


def test_lines_of_an_export_have_the_other_side(bilingual: Path, bilingual_service: Service) -> None:
    lines = [
        json.loads(line) for line in izde("export", "jsonl", "--index", str(bilingual)).stdout.splitlines()
    ]
    assert [line["language"] for line in lines] == ["kk"] * 8 + ["ru"] * 6 + ["kk", "ru"]
    for line in lines:
        whole = bilingual_service.get(f"/api/v1/passages/{line['passage']}").json
        assert line == {key: value for key, value in whole.items() if key != "neighbours"}


def test_warnings_of_a_build_are_told_and_cost_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Бірінші хат 1911 жылы жазылды.\n", encoding="utf-8")
    table = (
        "path\tid\ttitle\tlanguage\tauthor\tdate\tsource\trights\ttranslation_of\na.txt\ta\t\t\t\t\t\t\tb\n"
    )
    (tmp_path / "documents.tsv").write_text(table, encoding="utf-8")
    for said in ("1 added", "1 unchanged"):
        done = izde("build", ".", "--index", "index", cwd=tmp_path)
        assert done.returncode == 0 and said in done.stdout
        assert done.stderr.startswith(
            f"izde: warning: {tmp_path}/documents.tsv:2: a is called a translation of b"
        )
        assert done.stderr.count("\n") == 1
