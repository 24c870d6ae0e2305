"""Words that letters and tables leave open in, their language by the library lingua out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector


def language_of(text: str) -> str | None:
    """ "kk" or "ru", whichever `text` is likelier in; None where it has no letters of either."""
    found = _detector().detect_language_of(text)
    return found.iso_code_639_1.name.lower() if found else None


@cache
def _detector() -> LanguageDetector:
    """The library's detector of our two languages, made once."""
    # Its models are loaded with it, and a text with a letter of Kazakh alone needs none of them.
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.KAZAKH, Language.RUSSIAN).build()
