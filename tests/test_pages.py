"""The pages of a real service as HTML: what they say, in which language, and that nothing breaks out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.addressed import states
from tests.running import Reply, Service

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Elements of SVG, which close themselves.
SHAPES = {"circle", "line", "path", "rect"}


class Page(HTMLParser):
    """The elements of a page with their attributes and text; fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[dict[str, Any]] = []
        self.elements: list[dict[str, Any]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        parent = self.open[-1] if self.open else None
        element = {"tag": tag, "text": "", "parent": parent, **{name: value or "" for name, value in attrs}}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID | SHAPES, f"<{tag}/>"

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1]["tag"] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, Any]]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            each
            for each in self.elements
            if each["tag"] == tag and all(each.get(name) == value for name, value in wanted.items())
        ]

    def around(self, element: dict[str, Any]) -> list[dict[str, Any]]:
        """The elements that hold an element, the nearest first."""
        parent = element["parent"]
        return [parent, *self.around(parent)] if parent else []

    def one(self, tag: str, **attributes: str) -> dict[str, Any]:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}>"
        return found[0]


def scripts(shown: Page) -> list[str]:
    """The files of the scripts of a page; one that stands in the page itself fails."""
    found = shown.all("script")
    assert all(urlsplit(each["src"]).path and not each["text"] for each in found)
    return [urlsplit(each["src"]).path for each in found]


def page(reply: Reply, status: int = 200) -> Page:
    assert reply.status == status and reply.headers["Content-Type"].startswith("text/html")
    return Page(reply.text)


@pytest.fixture(scope="module")
def document(service: Service) -> str:
    return str(service.get("/api/v1/documents").json["documents"][0]["id"])


@pytest.fixture(scope="module")
def addresses(service: Service) -> list[str]:
    """An address of each kind of page and state."""
    return [state.on(service) for state in states() if state.service == "seeds"]


def test_every_page_is_sound_in_every_language(service: Service, addresses: list[str]) -> None:
    for path in addresses:
        for language in ("kk", "ru", "en"):
            joint = "&" if "?" in path else "?"
            shown = Page(service.get(f"{path}{joint}ui={language}").text)
            assert shown.one("html")["lang"] == language
            assert len(shown.all("h1")) == 1 and shown.one("h1")["text"].strip(), path
            assert shown.one("main")["id"] == "main" and shown.all("a", class_="skip")[0]["href"] == "#main"
            ids = [each["id"] for each in shown.elements if "id" in each]
            assert len(ids) == len(set(ids)), path
            assert not shown.all("style") and scripts(shown) == ["/static/izde.js"]
            assert not [each for each in shown.elements if "style" in each or "onclick" in each]
            for link in shown.all("a"):
                assert link["href"].startswith(("/", "#")), link["href"]
                assert link["text"].strip() or link.get("aria-label"), path
            for field in [*shown.all("input"), *shown.all("select")]:
                parent = field["parent"]
                labelled = [each for each in shown.all("label") if each.get("for") == field.get("id", "-")]
                assert field.get("type") == "hidden" or labelled or parent["tag"] == "label", path


def test_inner_links_lead_somewhere(service: Service, addresses: list[str]) -> None:
    attributes: dict[str, dict[str, Any]] = {}
    for path in addresses:
        shown = Page(service.get(path).text)
        ids = {each["id"] for each in shown.elements if "id" in each}
        links = {link["href"]: link for link in shown.all("a")}
        assert {link[1:] for link in links if link.startswith("#")} <= ids
        attributes |= {address: link for address, link in links.items() if address.startswith("/")}
    assert len(attributes) > 100
    # Of many links of one kind a few are enough.
    kinds: dict[str, list[str]] = {}
    for link in sorted(attributes):
        kinds.setdefault(re.sub(r"(?<==)[^&]+|/[^/?]+$", "", link), []).append(link)
    for alike in kinds.values():
        for link in alike[:3]:
            # The links to this very page in another language fail as it does.
            if "hreflang" not in attributes[link]:
                assert service.get(link.partition("#")[0]).status == 200, link


@pytest.mark.parametrize(
    ("accepted", "asked", "language", "title"),
    [
        ("", "", "kk", "Тарихты өз сөзімен іздеңіз"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "", "ru", "Ищите историю её собственными словами"),
        ("en-GB,en;q=0.9", "", "en", "Search history in its own words"),
        ("de,fr;q=0.9", "", "kk", "Тарихты өз сөзімен іздеңіз"),
        ("ru", "?ui=en", "en", "Search history in its own words"),
        ("ru", "?ui=tr", "ru", "Ищите историю её собственными словами"),
    ],
)
def test_the_language_is_the_readers(
    service: Service, accepted: str, asked: str, language: str, title: str
) -> None:
    reply = service.get("/" + asked, headers={"Accept-Language": accepted})
    assert page(reply).one("h1")["text"] == title
    assert reply.headers["Content-Language"] == language and "Accept-Language" in reply.headers["Vary"]


def currents(shown: Page) -> list[dict[str, Any]]:
    """The links of what is chosen on the page, but for its language."""
    return [link for link in shown.all("a") if link.get("aria-current") == "true" and "hreflang" not in link]


def test_a_chosen_language_stays_through_links_and_forms(service: Service) -> None:
    shown = page(service.get("/?q=петиция&ui=ru"))
    for link in shown.all("a"):
        if link["href"].startswith(("/?", "/documents", "/names")):
            assert "ui=" in link["href"], link["href"]
    forms = shown.all("form")
    assert len(forms) == 2 and len(shown.all("input", name="ui", value="ru")) == 2


def test_results_show_matches_places_reasons_and_citations(service: Service) -> None:
    shown = page(service.get("/?q=Бөкейхан&ui=en"))
    total = service.get("/api/v1/search", q="Бөкейхан").json["total"]
    assert shown.one("h1")["text"] == f"“Бөкейхан”: {total} passages"
    quotations = shown.all("blockquote")
    assert len(quotations) == min(total, 20) and {each["lang"] for each in quotations} == {"kk"}
    assert len(shown.all("mark")) >= len(quotations)
    assert all("Why it matched:" in each["text"] for each in shown.all("p", class_="why"))
    assert len(shown.all("p", class_="why")) == len(quotations)
    citations = shown.all("div", class_="cite")
    assert len(citations) == len(quotations) and all("/passages/" in each["text"] for each in citations)


def test_the_number_takes_its_russian_form(service: Service) -> None:
    total = service.get("/api/v1/search", q="Бөкейхан").json["total"]
    heading = page(service.get("/?q=Бөкейхан&ui=ru")).one("h1")["text"]
    form = "фрагмент" if total % 10 == 1 and total % 100 != 11 else "фрагмента"
    assert re.fullmatch(rf"«Бөкейхан»: {total} {form}(ов)?", heading) or f"{total} фрагментов" in heading


def test_controls_hold_the_state_of_the_address(service: Service) -> None:
    shown = page(service.get("/?q=алаш&mode=fuzzy&lang=kk&sort=position&from=1905&to=1917"))
    assert shown.one("input", id="q")["value"] == "алаш"
    assert "checked" in shown.one("input", type="radio", value="fuzzy")
    assert "selected" in shown.one("option", value="kk")
    assert any("sort=position" in each["href"] and "lang=kk" in each["href"] for each in currents(shown))
    assert shown.one("input", id="from")["value"] == "1905" and shown.one("input", id="to")["value"] == "1917"
    chips = shown.one("div", class_="chips")
    removed = [link for link in shown.all("a") if link["parent"] is chips]
    assert len(removed) == 2
    for link in removed:
        kept = parse_qs(urlsplit(link["href"]).query)
        assert kept["q"] == ["алаш"] and kept["mode"] == ["fuzzy"] and kept["sort"] == ["position"]
        assert ("lang" in kept) != ("from" in kept)


def test_facets_are_links_that_filter_and_let_go(service: Service) -> None:
    shown = page(service.get("/?q=Бөкейхан"))
    values = [
        link for link in shown.all("a") if link["href"].startswith("/?q=") and "entity=" in link["href"]
    ]
    assert values
    chosen = page(service.get(values[0]["href"]))
    (current,) = (each for each in currents(chosen) if each["text"] == values[0]["text"])
    assert "entity=" not in current["href"]


def test_pages_of_results_follow_one_another(service: Service) -> None:
    shown = page(service.get("/?q=қазақ"))
    (following,) = shown.all("a", rel="next")
    second = page(service.get(following["href"]))
    first_hits = [each["text"] for each in shown.all("blockquote")]
    second_hits = [each["text"] for each in second.all("blockquote")]
    assert second_hits and not set(first_hits) & set(second_hits)
    numbers = [each["text"] for each in second.all("span", class_="n")]
    assert numbers[0] == "21"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("q=гипопотам", 200, "“гипопотам” was not found"),
        ("q=...", 400, "at least one word"),
        ("q=" + "a" * 5000, 400, "must not be too long"),
        ("q=алаш&from=soon", 400, "first year"),
        ("q=алаш&to=1905-40", 400, "last year"),
        ("from=1917&to=1905", 400, "the other way round"),
        ("q=алаш&cursor=zzz", 400, "This page is gone"),
        ("q=алаш&mode=clever", 400, "The address has a mistake"),
        ("q=петиция&from=1700&to=1701", 200, "Nothing with these filters; without them:"),
        ("from=1700&to=1701", 200, "Nothing was found for these years"),
    ],
)
def test_states_say_what_happened_and_what_to_do(
    service: Service, query: str, status: int, said: str
) -> None:
    reply = service.get(f"/?{query}&ui=en")
    shown = page(reply, status)
    assert said in shown.one("main")["text"]
    assert shown.all("input", id="q"), "what was typed can be mended in its field"


def test_years_swapped_are_offered_the_right_way(service: Service) -> None:
    shown = page(service.get("/?q=алаш&from=1917&to=1905"), 400)
    assert [link for link in shown.all("a") if "from=1905&to=1917" in link["href"]]


def test_a_question_cannot_break_out_of_the_page(service: Service) -> None:
    for path in (
        "/?q={}",
        "/?q=алаш&entity={}",
        "/?q=алаш&document={}",
        "/names?q={}",
        "/{}",
        "/documents/{}",
    ):
        nonsense = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3E"
        shown = Page(service.get(path.format(nonsense)).text)
        assert scripts(shown) == ["/static/izde.js"]


def test_the_reader_marks_the_question_and_leads_to_each_match(service: Service, document: str) -> None:
    total = service.get("/api/v1/search", q="петиция", document=document, limit=100).json["total"]
    first = page(service.get(f"/documents/{document}?q=петиция&at=first"))
    (place,) = [each for each in first.all("span", class_="num") if "/" in each["text"]]
    assert place["text"].partition("/")[2].strip() == str(total)
    matches, shown = [], first
    while forward := shown.all("a", rel="next", class_="btn"):
        matches.append(forward[0])
        shown = page(service.get(unquote(forward[0]["href"].partition("#")[0])))
        assert shown.all("mark")
    assert len(matches) == total - 1
    ids = {each["id"] for each in shown.all("span", class_="passage")}
    assert urlsplit(matches[-1]["href"]).fragment in ids
    back = [link for link in shown.all("a") if link["href"].startswith("/?q=")]
    assert back and not page(service.get(f"/documents/{document}")).all("mark")


def test_names_in_the_reader_lead_to_their_pages(service: Service, document: str) -> None:
    shown = page(service.get(f"/documents/{document}"))
    people = shown.all("a", class_="e e-person")
    assert len(people) > 10
    opened = page(service.get(people[0]["href"]))
    assert opened.one("h1")["text"] and opened.all("blockquote") and opened.all("mark")


def test_the_printed_text_is_that_of_the_source(service: Service, document: str, seeds: Any) -> None:
    shown = page(service.get(f"/documents/{document}?text=printed"))
    (seed,) = seeds.glob("*.txt")
    raw = re.sub(r"\s+", " ", seed.read_bytes().decode("utf-8"))
    passages = shown.all("span", class_="passage")
    assert len(passages) > 100
    assert all(each["text"].strip() in raw for each in passages)
    assert len(shown.all("u")) > 50


def test_a_permanent_address_leads_to_the_passage(service: Service, document: str) -> None:
    passage = service.get(f"/api/v1/passages/{document}:5").json
    reply = service.get(f"/passages/{passage['stable']}")
    assert reply.status == 200 and 'id="p5"' in reply.text


def test_a_name_has_its_languages_forms_and_passages(service: Service) -> None:
    (entity,) = service.get("/api/v1/entities", q="Бөкейхан", type="PERSON").json["entities"][:1]
    shown = page(service.get(f"/names/{entity['id']}?ui=ru"))
    assert shown.one("h1")["lang"] == "kk" and "Бөкейхан" in shown.one("h1")["text"]
    assert {each["lang"] for each in shown.all("td") if "lang" in each} == set(entity["names"])
    assert len(shown.all("blockquote")) == min(entity["count"], 20)


def test_static_files_are_of_their_kind(service: Service) -> None:
    assert service.get("/static/izde.css").headers["Content-Type"].startswith("text/css")
    assert service.get("/static/icon.svg").headers["Content-Type"].startswith("image/svg+xml")
    assert service.get("/static/../cli.py").status == 404


def test_a_static_file_is_kept_for_good_under_the_digest_of_its_content(service: Service) -> None:
    address = page(service.get("/")).one("script")["src"]
    assert "immutable" in service.get(address).headers["Cache-Control"]
    for other in ("/static/izde.js", "/static/izde.js?v=0123456789ab"):
        assert "immutable" not in service.get(other).headers.get("Cache-Control", "")
