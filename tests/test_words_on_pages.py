"""Every page and state in Kazakh and Russian: nothing on it is in another language without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from scripts.catalogues import catalogue
from search_service.interface import LANGUAGES
from tests.addressed import State, states
from tests.running import Service
from tests.test_pages import Page

ALLOWED = Path(__file__).resolve().parent / "tables" / "latin_words.tsv"
# Typed as it stands: commands, keys, addresses; and what no reader sees.
TYPED = {"code", "kbd", "bdi", "script", "style", "svg"}
# Attributes that are read out or shown.
SPOKEN = (
    *("aria-label", "title", "alt", "placeholder", "summary"),
    *("data-told", "data-late", "data-copied", "data-failed", "data-collected", "data-full"),
)
LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
# An address, a path, a file, the name of a build, a Roman number.
NO_WORDS = re.compile(
    r"https?://\S+|(?<!\S)/\S+|\b[\w/-]+\.(?:tsv|txt|csv|jsonl?|tmx)\b|\b\d{8}T\d{6}-\w+|\b[XVI]+\b"
)
KAZAKH = re.compile(r"\b\w*[әғқңөұүһі]\w*", re.IGNORECASE)
BRAND = "Ізде"


@cache
def allowed() -> re.Pattern[str]:
    rows = [line.split("\t") for line in ALLOWED.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert rows[0] == ["word", "why"]
    longest_first = sorted((word for word, _ in rows[1:]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


class Said(Page):
    """A page that keeps each piece of text, of an element or of an attribute, with what holds it."""

    def __init__(self, html: str) -> None:
        self.pieces: list[tuple[str, str, list[dict[str, Any]]]] = []
        super().__init__(html)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if data.strip():
            self.pieces.append(("", data, list(reversed(self.open))))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        element = self.elements[-1]
        for name in SPOKEN:
            if element.get(name):
                self.pieces.append((name, str(element[name]), [element, *self.around(element)]))

    def in_interface_language(self) -> Iterator[tuple[str, str]]:
        """The text in the interface's own language, so far as the page says, with where it stands."""
        for attribute, text, around in self.pieces:
            said_by = next((each["tag"] for each in around if "lang" in each), "")
            tags = {each["tag"] for each in around}
            if said_by == "html" and (attribute or not tags & TYPED):
                yield f"<{around[0]['tag']} {attribute}>", NO_WORDS.sub(" ", text).strip()


def service_of(state: State, request: pytest.FixtureRequest) -> Service:
    found: Service = request.getfixturevalue("service" if state.service == "seeds" else "bilingual_service")
    return found


def shown(state: State, language: str, request: pytest.FixtureRequest) -> Said:
    service = service_of(state, request)
    return Said(service.get(state.on(service, language)).text)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("state", states(), ids=lambda state: state.name)
def test_no_word_of_another_language_stands_unmarked(
    state: State, language: str, request: pytest.FixtureRequest
) -> None:
    pieces = list(shown(state, language, request).in_interface_language())
    assert len(pieces) > 10
    # A title cannot mark what was asked for.
    typed = re.compile(
        "|".join(re.escape(value) for _, value in parse_qsl(urlsplit(state.address).query)) or "$^"
    )
    latin = [
        (where, text)
        for where, text in pieces
        if LATIN.search(allowed().sub(" ", typed.sub(" ", text) if where == "<title >" else text))
    ]
    assert latin == []
    if language == "ru":
        asked = {*KAZAKH.findall(state.address), BRAND}
        assert [
            (where, text)
            for where, text in pieces
            if where != "<title >" and set(KAZAKH.findall(text)) - asked
        ] == []


@pytest.mark.parametrize("state", states(), ids=lambda state: state.name)
def test_the_switch_of_languages_keeps_the_page_and_its_state(
    state: State, request: pytest.FixtureRequest
) -> None:
    here = urlsplit(state.on(service_of(state, request)))
    kept = parse_qsl(here.query, keep_blank_values=True)
    for language in LANGUAGES:
        page = shown(state, language, request)
        assert page.one("html")["lang"] == language
        switches = [each for each in page.all("a") if each.get("hreflang")]
        assert [each["hreflang"] for each in switches] == list(LANGUAGES)
        assert [each["hreflang"] for each in switches if "aria-current" in each] == [language]
        for each in (*switches, *page.all("link", rel="alternate")):
            leads = urlsplit(each["href"])
            assert unquote(leads.path) == unquote(here.path)
            assert parse_qsl(leads.query, keep_blank_values=True) == [*kept, ("ui", each["hreflang"])]


@pytest.mark.parametrize(
    ("address", "language", "title", "description"),
    [
        ("/names/bokeikhan-alikhan", "ru", "Алихан Букейханов, 1866–1937", "Алихан Букейханов: человек"),
        ("/names/bokeikhan-alikhan", "en", "Alikhan Bokeikhan, 1866–1937", "person, 1866–1937"),
        ("/names?type=PERSON&q=Бөкей", "ru", "Имена: Люди: Бөкей", "Исторические тексты"),
        ("/concordance?q=петиция", "ru", "Конкорданс «петиция»: ", "Исторические тексты"),
        ("/?q=петиция", "kk", "«петиция»: ", "тарихи мәтіндер"),
        ("/nothing", "kk", "Мұндай бет жоқ", "тарихи мәтіндер"),
    ],
)
def test_a_page_says_in_its_head_what_it_is(
    service: Service, address: str, language: str, title: str, description: str
) -> None:
    page = Said(service.get(f"{address}{'&' if '?' in address else '?'}ui={language}").text)
    assert page.one("title")["text"].startswith(title)
    assert page.one("title")["text"].endswith(" — Ізде")
    assert description in page.one("meta", name="description")["content"]


@pytest.mark.parametrize("state", states(), ids=lambda state: state.name)
def test_the_interface_never_speaks_as_a_text_of_another_language(
    state: State, request: pytest.FixtureRequest
) -> None:
    """A phrase of the catalogue inside an element that says it is in another language."""
    phrases = {
        str(each.string).rstrip(":") for each in catalogue("ru") if each.id and " " in str(each.string)
    }
    phrases |= {"Раздел", "Скопировать", "Закрыть", "Совпадение"}
    for attribute, text, around in shown(state, "ru", request).pieces:
        if text.strip().rstrip(":") in phrases:
            assert next(each["lang"] for each in around if "lang" in each) == "ru", (attribute, text)
