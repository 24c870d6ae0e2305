"""The catalogues of the interface: whole, sure, of today's pages, and compiled as they stand."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo

from scripts.catalogues import TRANSLATED, catalogue, open_entries, path, said

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
