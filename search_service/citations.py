"""A passage and its document in, a citation and the addresses of the passage out."""

from __future__ import annotations

from urllib.parse import quote

from search_service.answers import DocumentRecord, PassageRecord
from search_service.interface import LANGUAGES, Words, words

PASSAGES_A_PAGE = 200
"""How many passages the reader shows on one page: so many that it is light with a translation beside it."""


def stable_id(passage: PassageRecord) -> str:
    """The passage's id that stays the same across builds of the same file."""
    return f"{passage.document}@{passage.raw_start}"


def permanent_path(passage: PassageRecord) -> str:
    """The path of the service that leads to the passage whatever is built later."""
    return "/passages/" + quote(stable_id(passage), safe="@")


def reader_page(number: int) -> int:
    """The page of the reader, from 1, that holds passage `number` of its document."""
    return max(number - 1, 0) // PASSAGES_A_PAGE + 1


def reader_path(document: str, number: int) -> str:
    """The path of the reader's page of `document`, opened at its passage `number`."""
    page = reader_page(number)
    return f"/documents/{quote(document)}{f'?page={page}' if page > 1 else ''}#p{number}"


def citation(
    passage: PassageRecord, document: DocumentRecord, language: str | None = None, *, host: str = ""
) -> str:
    """A reference to the passage, in `language` or its document's, that ends in its permanent address."""
    wanted = language or document.language
    said = words(wanted if wanted in LANGUAGES else "en")
    form = said.gettext(
        "%(title)s. %(place)s. Izde corpus.", title=_whole_title(document), place=place(passage, said)
    )
    return f"{form} {host.rstrip('/')}{permanent_path(passage)}"


def _whole_title(document: DocumentRecord) -> str:
    """Author, title and date, those that the document's metadata name."""
    named = (document.author, document.title, document.date)
    return ". ".join(each.strip().rstrip(".") for each in named if each.strip())


def place(passage: PassageRecord, said: Words) -> str:
    """Where in its document the passage stands, in words."""
    number = said.gettext("passage %(number)s", number=said.number(passage.number))
    section = passage.section and said.gettext("section %(number)s", number=passage.section)
    return f"{section}, {number}" if section else number


def passages_in_words(n: int, said: Words) -> str:
    """How many passages there are, in words."""
    return said.ngettext("%(number)s passage", "%(number)s passages", n)
