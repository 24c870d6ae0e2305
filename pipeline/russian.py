"""Russian text in, tokens out: spaCy's Russian with this package's abbreviations and tokeniser rules."""

from __future__ import annotations

from spacy.attrs import LIKE_URL  # type: ignore[import-not-found]
from spacy.lang.ru import Russian
from spacy.language import BaseDefaults, Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from pipeline import tokenisation


def blank() -> Language:
    """A new spaCy pipeline "ru" that has a tokeniser alone."""
    nlp = Russian()
    nlp.vocab.lex_attr_getters[LIKE_URL] = tokenisation.like_url  # type: ignore[attr-defined]
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules=tokenisation.exceptions("ru"),
        prefix_search=compile_prefix_regex(tokenisation.prefixes()).search,
        suffix_search=compile_suffix_regex(tokenisation.suffixes("ru")).search,
        infix_finditer=compile_infix_regex(tokenisation.infixes()).finditer,
        token_match=tokenisation.LEFT_WHOLE.match,
        url_match=BaseDefaults.url_match,
    )
    return nlp
