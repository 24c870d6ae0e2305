"""Russian text in, tokens out: spaCy's Russian with this package's abbreviations and tokeniser rules."""

from __future__ import annotations

from spacy.lang.ru import Russian
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from pipeline import tokenisation


def blank() -> Language:
    """A new spaCy pipeline "ru" that has a tokeniser alone."""
    nlp = Russian()
    nlp.tokenizer.rules = tokenisation.exceptions("ru")
    nlp.tokenizer.prefix_search = compile_prefix_regex(tokenisation.prefixes()).search
    nlp.tokenizer.suffix_search = compile_suffix_regex(tokenisation.suffixes("ru")).search
    nlp.tokenizer.infix_finditer = compile_infix_regex(tokenisation.infixes()).finditer
    return nlp
