"""A text whose language nobody noted in, what its letters tell of its script and language out."""

from __future__ import annotations

from pipeline.letters import CYRILLIC, KAZAKH_ONLY


def script_language(name: str) -> tuple[str, str]:
    """The script of a name without a language ("cyrillic", "arabic" or "latin"), and what its letters tell
    of the language: a Kazakh letter that Russian lacks, Arabic letters; else nothing.
    """
    if any("\u0600" <= letter <= "\u06ff" for letter in name):
        return "arabic", "kk-Arab"
    if CYRILLIC.search(name):
        return "cyrillic", "kk" if KAZAKH_ONLY & set(name.casefold()) else ""
    return "latin", ""


def letters_tell(text: str) -> str:
    """The language that a reader may take a text to be in by its letters, and nothing where several write so.

    Latin letters are taken for English: of the interface's languages it is the one that is written in them.
    """
    script, language = script_language(text)
    return "en" if script == "latin" and any(letter.isalpha() for letter in text) else language
