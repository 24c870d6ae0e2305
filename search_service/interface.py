"""A language in, the interface's words in it out: gettext catalogues, numbers and plurals by Babel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from importlib.resources import files

from babel import Locale
from babel.numbers import format_decimal
from babel.support import Translations

LANGUAGES = ("kk", "ru", "en")

_LOCALES = {"en": "en_GB"}
"""Whose dates and numbers a language takes where its own are those of another country."""


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language. A message is its English text; one without a translation stays English.

    `%(name)s` in a message is filled from `values`; a percent sign of its own is written `%%`.
    """

    language: str
    locale: Locale
    catalogue: NullTranslations

    def gettext(self, message: str, **values: object) -> str:
        """The words for `message`."""
        return self.catalogue.gettext(message) % values

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """The words for `message` where it means what `context` says."""
        return self.catalogue.pgettext(context, message) % values

    def ngettext(self, singular: str, plural: str, n: int, **values: object) -> str:
        """The words in the form that goes with `n`, which stands in them as `%(number)s`."""
        return self.catalogue.ngettext(singular, plural, n) % {"number": self.number(n), **values}

    def number(self, n: float) -> str:
        """`n` as the language writes it: its thousands parted, its fraction behind its own sign."""
        return format_decimal(n, locale=self.locale)


@cache
def words(language: str) -> Words:
    """The interface in `language`, one of LANGUAGES."""
    locale = Locale.parse(_LOCALES.get(language, language))
    if language == "en":
        return Words(language, locale, NullTranslations())
    compiled = files("search_service") / "translations" / language / "LC_MESSAGES" / "messages.mo"
    with compiled.open("rb") as file:
        return Words(language, locale, Translations(file))
