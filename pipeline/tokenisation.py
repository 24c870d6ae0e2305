"""Kazakh or Russian text in, a spaCy Doc of its tokens out; and the rules by which spaCy cuts them.

They follow UD_Kazakh-KTB: a hyphenated word is one token (генерал-губернатор, 55-ші), a mark is one token, an
abbreviation keeps its full stop. Two numbers joined by a hyphen are three tokens (1905-1907, бес-алты), so
that each year can be found; likewise, in Kazakh, a figure and a noun (1905-жылы) and two forms of one word
(ауыл-ауылдан, күннен-күнге). Dates in figures (25.07.1905) and decimals (2,5) are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import spacy
from spacy.attrs import LIKE_URL  # type: ignore[import-not-found]
from spacy.lang import lex_attrs
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.language import BaseDefaults, Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from pipeline import suffixes as suffix_grammar
from pipeline.readers import LARGEST_DOCUMENT
from pipeline.vocabulary import abbreviations, initials, numeral_endings, numerals, particles

NOMINAL = frozenset({"noun", "plural", "first", "second", "third", "genitive", "locative", "attributive"})
"""The states of the suffix grammar that a noun is in."""

MOST_ENDINGS = 4
TOKENISER = "izde.Tokeniser.v1"

# spaCy's classes lack three Kazakh letters in both cases.
LOWER = ALPHA_LOWER + "ғқұ"
UPPER = ALPHA_UPPER + "ҒҚҰ"
LETTER = ALPHA + "ғқұҒҚҰ"
DASHES = "–—‒―"
QUOTES = "«»“”„\"‘’‹›'"
MARKS = r"(?:…|\.{3,}|[,:;!?()\[\]{}<>%§№=*&#_|~+^°′″•·])"

LEFT_WHOLE = re.compile(r"\S{250}")
"""What begins a run without white space longer than any text's. It is left one token, since spaCy's time
for a run grows with the square of its length."""


_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokeniser(Tokenizer):
    """spaCy's tokeniser for any string: a lone surrogate, which spaCy cannot hold, becomes U+FFFD."""

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`, as long as it is, character for character."""
        return super().__call__(_SURROGATE.sub("\ufffd", text))


@spacy.registry.tokenizers(TOKENISER)
def tokeniser() -> Callable[[Language], Tokeniser]:
    """What makes the tokeniser of a pipeline whose language is "kk" or "ru"."""
    return _tokeniser


def _tokeniser(nlp: Language) -> Tokeniser:
    # spaCy's limit is there for its own models, which take memory by the length; nothing here does.
    nlp.max_length = max(nlp.max_length, LARGEST_DOCUMENT)
    nlp.vocab.lex_attr_getters[LIKE_URL] = like_url  # type: ignore[attr-defined]
    return Tokeniser(
        nlp.vocab,
        rules=exceptions(nlp.lang),
        prefix_search=compile_prefix_regex(prefixes(nlp.lang)).search,
        suffix_search=compile_suffix_regex(suffixes(nlp.lang)).search,
        infix_finditer=compile_infix_regex(infixes(nlp.lang)).finditer,
        token_match=LEFT_WHOLE.match,
        url_match=BaseDefaults.url_match,
    )


def like_url(text: str) -> bool:
    """Whether a token looks like a web address; one of endless length never does, since spaCy's time for
    it, too, grows with the square of its length.
    """
    return not LEFT_WHOLE.match(text) and lex_attrs.like_url(text)


@cache
def exceptions(language: str) -> dict[str, list[dict[str, str]]]:
    """Tokens that keep their full stop: abbreviations, as printed and with a capital, and initials."""
    forms = set(initials())
    for form, found in abbreviations(language).items():
        if found.next != "number":
            forms |= {form, form[0].upper() + form[1:]}
    forms |= {f"{letter}." for letter in _capitals()}
    return {form: [{"ORTH": form}] for form in sorted(forms)}


@cache
def prefixes(language: str) -> tuple[str, ...]:
    """What is cut from the start of a word."""
    long = "|".join(re.escape(initial) for initial in sorted(initials()) if initial.endswith("."))
    return (
        *(_doubled() if language == "kk" else ()),
        MARKS,
        f"[{QUOTES}]",
        f"[{DASHES}]",
        r"\.",
        # А.Байтұрсынұлы, Ә.Н.Бөкейхан.
        rf"(?:[{UPPER}]\.|{long})(?=[{UPPER}][{LETTER}.])",
        rf"-(?=[{LETTER}])",
        r"/",
    )


@cache
def suffixes(language: str) -> tuple[str, ...]:
    """What is cut from the end of a word."""
    glued = (form for form, found in abbreviations(language).items() if found.glued)
    units = "|".join(re.escape(form) for form in sorted(glued, key=len, reverse=True))
    return (
        MARKS,
        f"[{QUOTES}]",
        f"[{DASHES}]",
        rf"(?<=[0-9])(?:{units})",
        r"\.",
        rf"(?<=[{LETTER}0-9])-",
        r"/",
    )


def _doubled() -> tuple[str, ...]:
    """The first of two different forms of one word."""
    # A mere repetition is an adverb (тез-тез), and бір-бірі one pronoun.
    stem = rf"(?!бір)(?P<stem>[{LOWER}]{{3,}})"
    return (
        rf"{stem}(?=-(?P=stem)[{LOWER}])",
        rf"(?!бір)(?P<same>[{LOWER}]{{3,}})[дтн][ае]н(?=-(?P=same)[ғгқк][ае](?![{LETTER}]))",
    )


@cache
def infixes(language: str) -> tuple[str, ...]:
    """What is cut out of the middle of a word."""
    # 28.VIII.1941, in letters of either script.
    month = r"[IVXІХ]{1,4}\.[0-9]"
    marks = (
        *(_between_numbers() if language == "kk" else ()),
        r"…|\.{3,}",
        # бастайды.Қарқаралы; ашылды.1891; 1.Түркі.
        rf"(?<=[{LOWER}0-9»”\")])\.(?!{month})(?=[{UPPER}«“\"])",
        rf"(?<=[{LOWER}]{{2}})\.(?=[0-9])",
        rf"(?<=[0-9])\.(?!{month})(?=[{LETTER}])",
        rf"(?<=[{LETTER}0-9])[;!?()\[\]«»“”„\"](?=[{LETTER}0-9])",
        rf"(?<=[{LETTER}»”\")])[,:](?=[{LETTER}«“\"(])",
        rf"(?<=[{LETTER}])[,:](?=[0-9])",
        rf"(?<=[0-9])[,:](?=[{LETTER}])",
        rf"(?<=[{LETTER}0-9.])[{DASHES}](?=[{LETTER}0-9])",
        r"(?<=[0-9])-(?=[0-9])",
        # Units such as м/с and ғ/м stay whole.
        rf"(?<=[{LETTER}]{{3}})/(?=[{LETTER}]{{3}})",
        r"[=<>|]",
    )
    # Nothing within a word is cut out but marks: a letter need not be held against each rule.
    return (rf"(?=\W)(?:{'|'.join(marks)})",)


def _between_numbers() -> tuple[str, ...]:
    """A hyphen that no ending follows, after a figure; and one between two numerals."""
    endings = suffix_grammar.load().endings
    inflected = {form for form, alike in endings.items() if any(NOMINAL & {*e.sources} for e in alike)}
    other, noun = (_alternatives(forms) for forms in ({*numeral_endings(), *particles()}, inflected))
    words = sorted(numerals())
    before = "|".join(rf"(?<=\b{re.escape(word)})" for word in words)
    return (
        rf"(?<=[0-9])-(?!(?:{other})?(?:{noun}){{0,{MOST_ENDINGS}}}(?![{LETTER}]))(?=[{LETTER}]{{2}})",
        rf"(?:{before})-(?=(?:{_alternatives(words)})(?![{LETTER}]))",
    )


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _capitals() -> list[str]:
    cyrillic = [chr(code) for code in range(0x0410, 0x0430)]
    return [*cyrillic, *"ЁӘҒҚҢӨҰҮҺІ", *(chr(code) for code in range(ord("A"), ord("Z") + 1))]
