"""The page of a concordance: what it shows of a real index, and how it is used in a real browser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import MultiDict

from search_service import kwic
from search_service.addresses import results
from search_service.concordance_addresses import Lines, lines
from search_service.concordance_page import LINES_A_PAGE, concordance_view
from search_service.interface import words
from search_service.number_schemas import LARGEST_SEED, MOST_SAMPLED
from search_service.search import Corpus
from tests.browsing import NARROW
from tests.running import Service

ENGLISH = words("en")
EVERYTHING = (
    "q=петиция&mode=fuzzy&lang=kk&from=1900&to=1910&without=near&ui=en"
    "&form=петиция&lemma=петиция&beside=газет&whole=1&sort=left&window=3&sample=5&seed=9&of=form&span=2&least=1&measure=log_dice&page=2"
)


@pytest.fixture(scope="module")
def seeded(index: Path) -> Iterator[Corpus]:
    """The seeds, open for reading."""
    with closing(Corpus.open(index)) as opened:
        yield opened


def asked(query: str) -> Lines:
    return lines(MultiDict(parse_qsl(query)))


def view(corpus: Corpus, query: str) -> dict[str, Any]:
    return concordance_view(corpus, asked(query), ENGLISH)


def shown(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [("".join(each["left"]), each["match"], "".join(each["right"])) for each in found["lines"]]


def test_an_address_holds_the_whole_state() -> None:
    state = asked(EVERYTHING)
    assert lines(MultiDict(parse_qsl(urlsplit(state.path).query))) == state
    assert asked("q=алаш").path == "/concordance?q=%D0%B0%D0%BB%D0%B0%D1%88", "what is usual is left out"
    assert state.but(window=4).page == 1, "other lines begin on their first page"


def test_the_question_goes_to_the_passages_and_comes_back() -> None:
    state = asked(EVERYTHING)
    there = results(MultiDict(parse_qsl(urlsplit(state.passages.path).query)))
    assert there == state.passages and there.without == ("near",) and there.date_to == "1910"
    back = lines(MultiDict(there.pairs("sort", "through", "cursor")))
    assert back.question() == state.question()


@pytest.mark.parametrize(
    ("given", "window", "sample", "seed", "page"),
    [
        ("", 8, 0, 1, 1),
        ("window=&sample=&seed=&page=", 8, 0, 1, 1),
        ("window=0&sample=0&seed=0&page=0", 1, 0, 1, 1),
        ("window=99&sample=99999&seed=99999999999&page=3", kwic.WIDEST, MOST_SAMPLED, LARGEST_SEED, 3),
        ("window=-3&sample=ten&seed=1e3&page=٣", 8, 0, 1, 1),
        ("window=" + "9" * 9000, kwic.WIDEST, 0, 1, 1),
    ],
)
def test_a_number_out_of_its_range_is_the_nearest_within(
    given: str, window: int, sample: int, seed: int, page: int
) -> None:
    found = asked(given)
    assert (found.window, found.sample, found.seed, found.page) == (window, sample, seed, page)


@pytest.mark.parametrize("order", ["position", "left", "node", "right", "date"])
def test_the_lines_are_those_of_the_api(service: Service, seeded: Corpus, order: str) -> None:
    found = view(seeded, f"q=петиция&sort={order}&window=5")
    api = service.get("/api/v1/kwic", q="петиция", sort=order, window=5, limit=50).json
    assert found["total"] == api["total"] > 20
    assert shown(found) == [(each["left"], each["match"], each["right"]) for each in api["lines"]]
    assert [each["reader"].partition("?")[0] for each in found["lines"]] == [
        each["passage"]["url"].partition("#")[0].partition("?")[0] for each in api["lines"]
    ]


def test_the_word_sorted_by_is_told_apart(seeded: Corpus) -> None:
    right = [each["right"][1] for each in view(seeded, "q=петиция&sort=right")["lines"]]
    assert right == sorted(right, key=kwic.collated) and all(right)
    left = [each["left"][1] for each in view(seeded, "q=петиция&sort=left")["lines"]]
    assert left == sorted(left, key=kwic.collated) and any(left)
    assert not any(each["left"][1] or each["right"][1] for each in view(seeded, "q=петиция")["lines"])


def test_a_seed_draws_the_same_lines(seeded: Corpus) -> None:
    every = view(seeded, "q=петиция")
    first, again, other = (view(seeded, f"q=петиция&sample=7&seed={seed}") for seed in (1, 1, 2))
    assert shown(first) == shown(again) != shown(other)
    assert len(first["lines"]) == first["listed"] == 7 and first["total"] == every["total"]
    assert set(shown(first)) <= set(shown(every))
    counts = [
        [(row.label, row.count) for row in table.rows]
        for found in (every, first)
        for table in found["frequencies"]
    ]
    assert counts[: len(counts) // 2] == counts[len(counts) // 2 :], "the numbers are those of all matches"


def test_pages_hold_every_line_once(seeded: Corpus) -> None:
    found = view(seeded, "q=қазақ")
    seen: list[tuple[Any, ...]] = []
    while True:
        assert found["first"] == len(seen) + 1
        seen += [(each["reader"], each["left"], each["match"]) for each in found["lines"]]
        if not found["following"]:
            break
        assert len(found["lines"]) == LINES_A_PAGE
        found = view(seeded, urlsplit(found["following"]).query)
    assert len(seen) == found["total"] == found["listed"] > LINES_A_PAGE
    beyond = view(seeded, "q=қазақ&page=999")
    assert shown(beyond) == shown(found), "a page behind the last is the last"


def test_frequencies_have_their_denominators(service: Service, seeded: Corpus) -> None:
    found = view(seeded, "q=петиция&lang=kk")
    for table in found["frequencies"]:
        api = service.get("/api/v1/frequencies", q="петиция", lang="kk", of=table.key, limit=50).json
        assert table.words == api["words"] and table.total == api["total"] and table.without == api["without"]
        rows = [(each.label, each.count, each.words) for each in table.rows]
        assert rows == [(each["label"], each["count"], each["words"]) for each in api["frequencies"]]
        for row in table.rows:
            assert row.per_million == pytest.approx(row.count * 1e6 / row.words)
            assert 0 < row.share <= 1
    keys = [table.key for table in found["frequencies"]]
    assert keys == ["form", "lemma", "year", "document"]


def test_a_year_and_a_document_narrow_the_lines(seeded: Corpus) -> None:
    tables = {table.key: table for table in view(seeded, "q=Бөкейхан&window=4")["frequencies"]}
    for key in ("year", "document"):
        for row in tables[key].rows:
            narrowed = asked(urlsplit(row.address).query)
            left = len(seeded.occurrences(narrowed.question()))
            assert narrowed.window == 4
            # To a year belong the passages, too, that name a span of years which holds it.
            assert left >= row.count if key == "year" else left == row.count


@pytest.mark.parametrize("query", ["q=Бөкейхан&window=4", "q=петиция+съезд", 'q="Алаш+партиясы"', "q=қала*"])
def test_a_form_and_a_lemma_lead_to_the_lines_that_they_count(seeded: Corpus, query: str) -> None:
    tables = {table.key: table for table in view(seeded, query)["frequencies"]}
    for key in ("form", "lemma"):
        for row in tables[key].rows:
            found = view(seeded, urlsplit(row.address).query)
            assert found["total"] == found["listed"] == row.count, row
            (chip,) = found["filters"]
            assert chip.said == row.label and chip.without.path == asked(query).path
            # What was counted stays in sight, so that the next form is one step away.
            assert [each.count for each in found["frequencies"][0].rows] == [
                each.count for each in tables["form"].rows
            ]


def test_a_form_that_no_match_has_leaves_a_way_back(seeded: Corpus) -> None:
    found = view(seeded, "q=петиция&form=мектеп")
    assert found["title"] == "No line of “петиция” has what was chosen"
    assert not found["total"] and found["without_filters"].path == asked("q=петиция").path


def test_a_name_of_a_parameter_keeps_all_matches_for_other_words(service: Service) -> None:
    text = service.get("/concordance", q="петиция", form="петиция", ui="en").text
    search = text[text.index('role="search"') :]
    assert 'name="form"' not in search[: search.index("</form>")]


def test_a_name_narrows_the_lines(seeded: Corpus) -> None:
    found = view(seeded, "q=Бөкейхан&sort=right")
    people = next(facet for facet in found["facets"] if facet.key == "PERSON")
    for value in people.values:
        narrowed = asked(urlsplit(value.results.path).query)
        assert narrowed.order == "right" and len(seeded.found(narrowed.question())) == value.count
        (chip,) = view(seeded, urlsplit(value.results.path).query)["filters"]
        assert chip.without.path == asked("q=Бөкейхан&sort=right").path


@pytest.mark.parametrize("measure", ["log_likelihood", "log_dice"])
def test_collocates_are_those_of_the_api(service: Service, seeded: Corpus, measure: str) -> None:
    found = view(seeded, f"q=Алаш&measure={measure}&span=4&least=2")["collocates"]
    query: dict[str, Any] = {"q": "Алаш", "sort": measure, "left": 4, "right": 4, "min_count": 2, "limit": 25}
    api = service.get("/api/v1/collocations", **query).json
    assert [each["word"] for each in found["rows"]] == [each["collocate"] for each in api["collocations"]]
    assert (found["total"], found["words"], found["window_words"]) == (
        api["total"],
        api["words"],
        api["window_words"],
    )
    values = [each[measure] for each in found["rows"]]
    assert values == sorted(values, reverse=True) and found["rows"][0]["share"] == 1
    for row in found["rows"]:
        together = view(seeded, urlsplit(row["together"]).query)
        assert 0 < together["total"] < len(seeded.occurrences(asked("q=Алаш").question())), row["word"]


@pytest.mark.parametrize("narrowing", ["", "&form=қазақ", "&beside=мен", "&lemma=қазақ&beside=тіл"])
def test_the_files_hold_every_line_of_the_view(service: Service, seeded: Corpus, narrowing: str) -> None:
    found = view(seeded, f"q=қазақ&sort=right&window=4&without=near{narrowing}")
    for said, address in found["files"]:
        reply = service.get(address)
        assert reply.status == 200 and "attachment" in reply.headers["Content-Disposition"], said
    (name, address), *_ = found["files"]
    rows = list(csv.DictReader(io.StringIO(service.get(address).text.lstrip("\ufeff"))))
    assert name == "CSV" and len(rows) == found["listed"] >= len(found["lines"]) > 0
    assert [row["match"] for row in rows[:LINES_A_PAGE]] == [each["match"] for each in found["lines"]]
    whole = service.get(found["request_address"]).json
    assert whole["total"] == found["total"] and whole["window"] == 4
    for table in found["frequencies"]:
        assert service.get(table.file).text.count("\n") >= table.total
    assert service.get(found["collocates"]["file"]).status == 200


def test_no_words_ask_for_some(seeded: Corpus) -> None:
    assert view(seeded, "")["status"] == 200 and "lines" not in view(seeded, "lang=kk&from=1905")


def test_nothing_found_offers_what_is_near(seeded: Corpus) -> None:
    found = view(seeded, "q=петиция&from=1700&to=1701")
    assert found["total"] == 0 and found["without_filters"].path == asked("q=петиция").path
    nothing = view(seeded, "q=гипопотам")
    assert nothing["total"] == 0 and not nothing["without_filters"] and nothing["passages"] == 0
    (_, _, absent), (word, lines_of_it, passages) = view(seeded, "q=гипопотам гиппопотам")["near_misses"][
        "words"
    ]
    assert absent == passages == 0 and lines_of_it.path == asked(f"q={word}").path


@pytest.mark.parametrize(
    "query",
    ["q=...", "q=алаш&sort=clever", "q=алаш&measure=t", "q=алаш&of=x", "q=алаш&mode=x", "q=" + "a" * 5000],
)
def test_what_cannot_be_answered_says_so(seeded: Corpus, query: str) -> None:
    refused = view(seeded, query)
    assert refused["status"] == 400 and refused["refusal"] and "lines" not in refused


def test_what_is_typed_is_shown_as_text(service: Service) -> None:
    for name in ("q", "sort", "of", "measure", "entity", "document", "without", "window"):
        query: dict[str, Any] = {"q": "алаш", name: '"><script>alert(1)</script>'}
        reply = service.get("/concordance", **query)
        assert reply.status in (200, 400) and "<script>alert" not in reply.text, name


def test_a_researcher_sorts_draws_and_exports(page: Page) -> None:
    page.goto("/?q=петиция&without=near&ui=en")
    page.get_by_role("link", name="As a concordance").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Concordance of “петиция”")
    page.get_by_role("link", name="Sort by: Words after").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Words after")
    after = page.locator("td.r .w").all_inner_texts()
    assert after == sorted(after, key=kwic.collated) and len(after) > 20
    page.get_by_label("Random sample, lines").fill("6")
    page.get_by_label("Seed of the sample").fill("1917")
    page.locator("main .tools").first.get_by_role("button", name="Show").click()
    expect(page.locator(".kwic tbody tr")).to_have_count(6)
    drawn = page.locator("td.l").all_inner_texts()
    page.reload()
    assert page.locator("td.l").all_inner_texts() == drawn
    page.get_by_role("link", name="Draw another").click()
    assert page.locator("td.l").all_inner_texts() != drawn
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert len(rows) == 6
    page.get_by_role("link", name="As passages").click()
    assert "without=near" in page.url and page.locator(".hit").count() > 6


def test_a_line_leads_to_its_passage(page: Page) -> None:
    page.goto("/concordance?q=Бөкейхан&ui=en")
    row = page.locator(".kwic tbody tr").nth(2)
    node = row.locator("mark").inner_text()
    row.get_by_role("link").click()
    target = page.locator(f"#{urlsplit(page.url).fragment}")
    expect(target).to_be_in_viewport()
    expect(target.locator("mark").first).to_contain_text(node.split()[-1])


def test_the_matches_stand_in_one_column_and_run_on_a_telephone(page: Page) -> None:
    page.goto("/concordance?q=петиция&ui=en")
    places = page.locator("td.k").evaluate_all(
        "cells => cells.map(each => [each.offsetLeft, each.offsetWidth].join())"
    )
    assert len(places) > 20 and len(set(places)) == 1
    page.set_viewport_size(NARROW)
    expect(page.locator(".kwic thead")).to_be_hidden()
    assert page.locator("td.l").first.evaluate("each => getComputedStyle(each).display") == "inline"


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "1 жол"), ("ru", "1 строка"), ("en", "1 line")], ids=["kk", "ru", "en"]
)
def test_one_line_is_told_in_the_singular(seeded: Corpus, language: str, said: str) -> None:
    rows = view(seeded, "q=петиция")["frequencies"][0].rows
    rare = next(each for each in rows if each.count == 1)
    found = concordance_view(seeded, asked(urlsplit(rare.address).query), words(language))
    assert found["title"].endswith(said) and len(found["lines"]) == 1


def test_a_page_past_the_last_shows_the_last(seeded: Corpus) -> None:
    last = view(seeded, "q=қазақ&page=999")
    assert last["lines"] and not last["following"] and last["previous"]
    assert last["first"] + len(last["lines"]) - 1 == last["listed"]


def test_a_line_that_is_too_long_ends_at_a_whole_word(page: Page, seeded: Corpus) -> None:
    page.goto("/concordance?q=петиция&window=20&ui=en")
    whole = [(each["left"][0], each["right"][0]) for each in view(seeded, "q=петиция&window=20")["lines"]]
    expect(page.locator(".kwic .dots").first).to_be_visible()
    for width in (1440, 900, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            "[...document.querySelectorAll('td.l, td.r')].every(each => each.scrollWidth <= each.clientWidth)"
        )
        for cell, place in (("td.l", 0), ("td.r", 1)):
            cells = page.locator(cell).evaluate_all(
                "cells => cells.map(each => [each.textContent, each.querySelector('.beyond')?.textContent])"
            )
            for (text, beyond), texts in zip(cells, whole, strict=True):
                # Nothing is lost to who searches in the page, copies a line or hears it read.
                assert text.replace("…", "").strip() == texts[place].replace("…", "").strip()
                if beyond:
                    kept = texts[place].replace(beyond, "", 1)
                    assert (beyond if place == 0 else kept)[-1].isspace() or (kept if place == 0 else beyond)[
                        0
                    ].isspace(), (kept, beyond)


def test_whole_lines_are_a_choice_of_the_address(page: Page) -> None:
    page.goto("/concordance?q=петиция&window=20&sort=right&ui=en")
    page.get_by_label("whole lines, on several rows").check()
    page.locator("main .tools").first.get_by_role("button", name="Show").click()
    expect(page.get_by_label("whole lines, on several rows")).to_be_checked()
    assert "whole=1" in page.url and "sort=right" in page.url
    expect(page.locator(".beyond")).to_have_count(0)
    assert page.locator("td").evaluate_all(
        "cells => cells.every(each => each.scrollWidth <= each.clientWidth)"
    )


def test_a_seed_is_asked_for_only_with_a_sample(page: Page) -> None:
    page.goto("/concordance?q=петиция&ui=en")
    expect(page.get_by_label("Seed of the sample")).to_be_hidden()
    page.get_by_label("Random sample, lines").fill("4")
    expect(page.get_by_label("Seed of the sample")).to_be_visible()


def test_lines_are_printed_in_landscape(page: Page) -> None:
    page.goto("/concordance?q=петиция&ui=en")
    page.emulate_media(media="print")
    expect(page.locator(".kwic tbody tr").first).to_be_visible()
    for gone in (".top", ".find", ".tools", ".menu"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.locator("main").evaluate("main => getComputedStyle(main).page") == "wide"
