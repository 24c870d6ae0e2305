"""The spaCy language "kk": Kazakh text in, tokens out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import spacy
from spacy.attrs import LIKE_NUM, LIKE_URL  # type: ignore[import-not-found]
from spacy.language import BaseDefaults, Language
from thinc.api import Config

from pipeline import roman, suffixes, tokenisation, vocabulary


class Lazy:
    """A class attribute made when it is first read: spaCy imports this module for every language."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self._make()


def like_num(text: str) -> bool:
    """Whether `text` is a figure, a Roman numeral, or a Kazakh numeral with or without endings."""
    figure, _, ending = text.lstrip("+-±~").replace(",", "").replace(".", "").partition("-")
    if figure.replace("/", "", 1).isdigit():
        return (
            not ending
            or suffixes.follows(figure, ending)
            or vocabulary.numeral_endings().get(ending) == "ordinal"
        )
    if roman.value(text) is not None:
        return True
    folded = text.casefold()
    words = vocabulary.numerals()
    if folded in words:
        return True
    if not folded.startswith(vocabulary.numeral_beginnings()):
        return False
    # оны is the pronoun far more often than the accusative of ten.
    pronoun = folded in vocabulary.function_words("kk")
    return not pronoun and any(stem in words for stem, _ in suffixes.strip(folded))


class KazakhDefaults(BaseDefaults):
    config = Config({"nlp": {"tokenizer": {"@tokenizers": tokenisation.TOKENISER}}})
    tokenizer_exceptions = Lazy(lambda: tokenisation.exceptions("kk"))
    prefixes = Lazy(lambda: tokenisation.prefixes("kk"))
    suffixes = Lazy(lambda: tokenisation.suffixes("kk"))
    token_match = tokenisation.LEFT_WHOLE.match
    infixes = Lazy(lambda: tokenisation.infixes("kk"))
    stop_words = Lazy(lambda: vocabulary.function_words("kk"))
    lex_attr_getters = {LIKE_NUM: like_num, LIKE_URL: tokenisation.like_url}
    writing_system = {"direction": "ltr", "has_case": True, "has_letters": True}


@spacy.registry.languages("kk")
class Kazakh(Language):
    lang = "kk"
    Defaults = KazakhDefaults
