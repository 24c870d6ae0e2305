"""The catalogues of the interface: whole, sure, of today's pages, and compiled as they stand."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.support import Translations

from scripts.catalogues import TRANSLATED, catalogue, open_entries, path, said
from search_service.interface import words as translations

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|(%)")


def forms(texts: object) -> list[str]:
    return [str(each) for each in texts] if isinstance(texts, (tuple, list)) else [str(texts)]


def placeholders(text: str) -> set[str]:
    return {found[1] or found[0] for found in PLACEHOLDER.finditer(text)}


def messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def keys(found: Catalog) -> set[tuple[object, object]]:
    return {(message.context, message.id) for message in messages(found)}


def test_the_pages_say_something() -> None:
    assert len(keys(said())) > 120


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_sure(language: str) -> None:
    assert [message.id for message in open_entries(catalogue(language))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_that_of_the_pages(language: str) -> None:
    found = catalogue(language)
    assert not found.obsolete
    assert keys(found) == keys(said()), "run scripts/catalogues and translate what it names"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message in messages(catalogue(language)):
        wanted = placeholders(forms(message.id)[-1])
        for text in forms(message.string):
            assert placeholders(text) == wanted, message.id
            assert "%" not in wanted, f"{message.id!r}: a percent sign is written %%"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_begins_and_ends_as_its_message(language: str) -> None:
    """White space at the edges and the colon that introduces what follows."""
    for message in messages(catalogue(language)):
        english = forms(message.id)[0]
        for text in forms(message.string):
            assert text == text.strip() and english == english.strip(), message.id
            assert text.endswith(":") == english.endswith(":"), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    with path(language).with_suffix(".mo").open("rb") as file:
        stands = read_mo(file)
    assert entries(stands) == entries(read_mo(compiled)), "run scripts/catalogues"


def entries(found: Catalog) -> dict[tuple[object, ...], list[str]]:
    return {(message.context, *forms(message.id)): forms(message.string) for message in messages(found)}


def test_kazakh_keeps_the_singular_and_russian_has_three_forms() -> None:
    for language, different in (("kk", 1), ("ru", 3)):
        plurals = [each for each in messages(catalogue(language)) if isinstance(each.id, tuple)]
        assert plurals
        for message in plurals:
            assert len(set(forms(message.string))) == different, message.id


# A word that mixes alphabets, like Cyrillic "парaқ" with a Latin "a".
MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
# A case ending glued to a number or a placeholder; what follows an ordinal ("5-бөлім") is a word.
GLUED = re.compile(
    r"(?:\d|\)s)[-‑](?:[нт][ыі]ң|[дт][ае]н?|[дт][аә]ғы|[гғкқ][ае]|[нд][ыі]|[ыі]|ші|шы|ге|ға|мен|пен|бен)\b",
    re.IGNORECASE,
)
FAMILIAR = re.compile(r"\b(?:ты|тебе|тебя|твой|твоя|твоё|твои|сен|сені|саған|сенің)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_set_as_printers_of_the_language_set_them(language: str) -> None:
    for message in messages(catalogue(language)):
        for text in forms(message.string):
            words = PLACEHOLDER.sub(" ", text)
            assert not MIXED.search(words), f"letters of two alphabets in a word: {text}"
            assert not set(words) & set("“”„\"'`"), f"quotation marks are «»: {text}"
            assert " - " not in words and "..." not in words, f"a dash is —, an ellipsis …: {text}"
            assert words.count("«") == words.count("»"), text
            assert not FAMILIAR.search(words), f"a reader is spoken to politely: {text}"


def test_no_kazakh_ending_is_glued_to_a_number() -> None:
    for message in messages(catalogue("kk")):
        for text in forms(message.string):
            assert not GLUED.search(text), text
    assert GLUED.search("%(number)s-тен") and GLUED.search("1905-те") and not GLUED.search("5-бөлім")


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 2), (1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (12, 2), (14, 2), (21, 0), (22, 1), (25, 2), (101, 0)]
    + [(102, 1), (111, 2), (112, 2), (1000, 2), (1001, 0), (1302, 1)],
)
def test_every_russian_plural_takes_the_form_of_its_number(number: int, form: int) -> None:
    said = translations("ru").catalogue
    assert isinstance(said, Translations)
    for message in messages(catalogue("ru")):
        if len(ids := forms(message.id)) == 2:
            one, many = ids
            context = message.context
            found = (
                said.npgettext(context, one, many, number) if context else said.ngettext(one, many, number)
            )
            assert found == forms(message.string)[form], message.id
