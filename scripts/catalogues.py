"""The pages and their code in, the catalogues of the interface's words out: updated and compiled.

Words that are new stand in them untranslated, with an empty `msgstr`; write it in and run this again. Words
that nothing says any more go. Nothing is guessed: a message that changed is a new one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from search_service.interface import LANGUAGES

SERVICE = Path(__file__).resolve().parent.parent / "search_service"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
"""The languages with a catalogue: the English words are the messages themselves."""
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}
_WIDTH = 110
# So that a catalogue changes only where its words do.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def path(language: str) -> Path:
    """The catalogue of `language`; compiled it stands beside, as .mo."""
    return SERVICE / "translations" / language / "LC_MESSAGES" / "messages.po"


def said() -> Catalog:
    """Every message of the pages and their code, without a translation."""
    catalogue = Catalog(project="izde", creation_date=_MADE, charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        SERVICE, _METHODS, _OPTIONS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _, message, comments, context in found:
        catalogue.add(
            message, locations=[(f"search_service/{file}", 0)], auto_comments=comments, context=context
        )
    return catalogue


def catalogue(language: str) -> Catalog:
    """The catalogue of `language` as it stands in its file, empty where there is none."""
    file = path(language)
    if not file.exists():
        return Catalog(locale=language, project="izde", fuzzy=False)
    with file.open(encoding="utf-8") as opened:
        return read_po(opened, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue of `language` with the messages that there are now."""
    found = catalogue(language)
    found.update(said(), no_fuzzy_matching=True)
    found.creation_date = found.revision_date = _MADE
    found.header_comment = f"# The words of Izde's interface, {language}; scripts/catalogues keeps this file."
    found.version = found.msgid_bugs_address = found.last_translator = found.language_team = ""
    found.fuzzy = False
    return found


def open_entries(found: Catalog) -> Iterator[Message]:
    """The messages that have no translation, or a doubtful one."""
    for message in found:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            yield message


def write(language: str, found: Catalog) -> None:
    """Write the catalogue and, beside it, what it compiles to."""
    file = path(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, found, width=_WIDTH, ignore_obsolete=True, include_lineno=False)
    with file.with_suffix(".mo").open("wb") as opened:
        write_mo(opened, found)


def main() -> int:
    """Update every catalogue; 1 where words are left to translate."""
    left = 0
    for language in TRANSLATED:
        found = updated(language)
        write(language, found)
        for message in open_entries(found):
            print(f"{language}: to translate: {message.id!r}", file=sys.stderr)
            left += 1
    return min(left, 1)


if __name__ == "__main__":
    sys.exit(main())
