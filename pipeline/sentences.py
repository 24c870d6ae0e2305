"""A tokenised document in, the same with its sentences marked out.

A sentence ends at a paragraph's end, and after . ! ? … when what follows can begin one. Initials,
abbreviations and the number of a list item or heading do not end it; nor do ; and :. Closing quotation marks
and brackets stay with what they close.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
from spacy.tokens import Doc, Token

from pipeline import lexicon, references, roman, vocabulary

STOPS = frozenset(".!?…")
OPENING = frozenset("«“„([{‹‘")
CLOSING = frozenset("»”)]}›’")
CLOSING_QUOTES = frozenset("»”›")
CLOSING_BRACKETS = frozenset(")]}")
EITHER = frozenset("\"'")
DASHES = frozenset("-–—―‒")
PARAGRAPH_BREAK = "\n\n"
NAME_SHARE = 0.1
OFTEN = 3
"""A word with a capital more often than this inside sentences may be a name; a rarer one may be too."""

SHORTEST_SENTENCE = 4
"""Tokens before the stop of an abbreviation: what is shorter is a date that opens the sentence."""

NEAR = 6
FAR = 60
"""How many tokens are looked back or ahead for a mark, and for an opening quotation mark."""


def mark_sentences(doc: Doc) -> Doc:
    """`doc` itself, each token marked as beginning a sentence or not; white space goes with what precedes."""
    marks: Any = numpy.full(len(doc), -1, dtype="int64")
    marks[list(_starts(doc))] = 1
    # All at once: spaCy looks through the whole document whenever one token is marked.
    return doc.from_array(["SENT_START"], marks.astype("uint64"))


def _starts(doc: Doc) -> Iterator[int]:
    """Yield the places of the tokens that begin a sentence."""
    first = 0
    paragraph = True
    entry = False
    previous: Token | None = None
    for token in doc:
        if token.is_space:
            paragraph = paragraph or PARAGRAPH_BREAK in token.text
            continue
        if paragraph:
            entry = references.is_entry(_opening(doc, token.i))
        if paragraph or (not entry and previous and _ends_between(doc, first, previous, token)):
            yield token.i
            first = token.i
        paragraph = False
        previous = token


def _opening(doc: Doc, start: int) -> str:
    """What a paragraph begins with, as much of it as can tell an entry of a list of literature."""
    text = ""
    for token in doc[start : start + references.LONGEST_ENTRY]:
        if token.is_space and PARAGRAPH_BREAK in token.text:
            break
        text += token.text_with_ws
    return text


def _ends_between(doc: Doc, first: int, previous: Token, following: Token) -> bool:
    """Whether the sentence that began at `first` ends between the two tokens, whatever they belong to."""
    if not _ends(doc, first, previous, following):
        return False
    return not references.goes_on(_ahead(doc, following)) and not _is_bracketed(doc, first, previous)


def _ends(doc: Doc, first: int, previous: Token, following: Token) -> bool:
    """Whether the sentence that began at `first` ends after `previous`, just before `following`."""
    # As after nearly all words.
    if previous.text[-1].isalnum() and previous.text.lower() not in _abbreviations(doc):
        return False
    if following.text in CLOSING or following.text[0] in STOPS or _closes(doc, following):
        return False
    last = previous
    while last.i > max(first, previous.i - NEAR) and (last.text in CLOSING or _closes(doc, last)):
        last = doc[last.i - 1]
    if _closes_a_quoted_sentence(doc, first, previous) and _opens(doc, following):
        return True
    if last.i == first or last.text[-1] not in STOPS and last.text.lower() not in _abbreviations(doc):
        return False
    if _is_initial(last.text) or _ends_joined_initials(doc, last):
        return False
    if abbreviation := _abbreviation(doc, first, last):
        bracketed = last.i != previous.i and previous.text in CLOSING_BRACKETS
        return not bracketed and _ends_after_abbreviation(doc, first, last, abbreviation, following)
    if not set(last.text) <= STOPS:
        return False
    if doc[last.i - 1].text in OPENING or _numbers_an_item(doc, first, last, following):
        return False
    titled = last.i != previous.i and last.text != "." and _quotes_a_title(doc, first, previous)
    return not titled and _opens(doc, following)


def _is_bracketed(doc: Doc, first: int, previous: Token) -> bool:
    """Whether `previous` stands in brackets that its sentence opened after its first word, and that close."""
    for at in range(previous.i, max(first, previous.i - FAR), -1):
        if doc[at].text in CLOSING_BRACKETS:
            return False
        if doc[at].text == "(":
            rest = doc[previous.i + 1 : previous.i + FAR]
            ahead = (t.text for t in rest if t.text in "()" or PARAGRAPH_BREAK in t.text)
            return next(ahead, None) == ")"
    return False


def _ahead(doc: Doc, following: Token) -> str:
    return "".join(token.text_with_ws for token in doc[following.i : following.i + FAR // 2])


def _is_initial(text: str) -> bool:
    return text in vocabulary.initials() or (len(text) == 2 and text[0].isupper() and text[1] == ".")


def _ends_joined_initials(doc: Doc, last: Token) -> bool:
    """Whether `last` is the stop of initials that a hyphen joins: К.-М."""
    parts = (doc[last.i - 1].text + last.text).split("-") if last.i else []
    return len(parts) > 1 and all(map(_is_initial, parts))


def _abbreviations(doc: Doc) -> dict[str, vocabulary.Abbreviation]:
    return vocabulary.abbreviations("ru" if doc.lang_ == "ru" else "kk")


def _abbreviation(doc: Doc, first: int, last: Token) -> vocabulary.Abbreviation | None:
    """The abbreviation that `last` is, or whose full stop it is (as in ж.Қазан and т. д.)."""
    known = _abbreviations(doc)
    before = doc[max(first, last.i - NEAR) : last.i + 1]
    text = "".join(token.text_with_ws for token in before).rstrip().lower()
    if parted := vocabulary.parted_abbreviations("ru" if doc.lang_ == "ru" else "kk").search(text):
        return known["".join(parted[0].split())]
    if last.text == "." and last.i and not doc[last.i - 1].whitespace_:
        return known.get(doc[last.i - 1].lower_ + ".") or known.get(doc[last.i - 1].lower_)
    return known.get(last.lower_)


def _ends_after_abbreviation(
    doc: Doc, first: int, last: Token, abbreviation: vocabulary.Abbreviation, following: Token
) -> bool:
    opener = _opener(doc, following)
    # «в 1876 г. – мужская»: speech behind a dash follows a stop of the sentence's own.
    if opener is None or following.text in DASHES or abbreviation.next in ("name", "part"):
        return False
    if abbreviation.next == "number":
        number = opener.text[0].isdigit() or roman.value(opener.text) is not None
        return not number and following.text not in OPENING and _opens(doc, following)
    if abbreviation.next == "capital":
        return _opens(doc, following)
    if not opener.text[0].isupper():
        return False
    if doc.lang_ == "ru":
        # г. after no figure is a town; before a name the sentence goes on unless it has its verb already.
        town = abbreviation.form == "г." and not doc[last.i - 1].text[-1].isdigit()
        if town or _is_russian_function_word(opener.text):
            return not town
        said = abbreviation.next == "measure" or _has_russian_verb(doc, first, last.i)
        return said and _may_be_subject(doc, opener)
    if opener.lower_ in vocabulary.function_words("kk"):
        return True
    return last.i - first >= SHORTEST_SENTENCE and _is_common(opener)


def _is_common(word: Token) -> bool:
    """Whether a Kazakh word is one that inside sentences has no capital; of a rare word that is not known."""
    words = lexicon.load()
    share = words.name_share(word.text)
    return share is not None and words.frequency(word.text) >= OFTEN and share < NAME_SHARE


def _is_russian_function_word(word: str) -> bool:
    """Whether the word is likeliest a preposition, pronoun or the like: its capital begins a sentence."""
    return bool(_grammemes(word) & {"PREP", "CONJ", "PRCL", "ADVB", "NPRO", "Apro"})


def _has_russian_verb(doc: Doc, first: int, end: int) -> bool:
    return any(_grammemes(doc[at].text) & {"VERB", "PRTS", "PRED"} for at in range(first, end))


def _may_be_subject(doc: Doc, word: Token) -> bool:
    """Whether the Russian word, or the surname after its initials, can begin a clause: no oblique case."""
    at = word.i
    while at < min(word.i + NEAR, len(doc) - 1) and doc[at].text.endswith("."):
        at += 1
    parses = lexicon.russian_parses(doc[at].text)
    # A common noun has a capital only where a sentence begins: «в 1910 г. Переселенцев водворяли».
    if (
        at == word.i
        and parses
        and all(p.tag.POS == "NOUN" and not lexicon.NAMES & p.tag.grammemes for p in parses)
    ):
        return True
    cases = [parse.tag.case for parse in parses]
    # «Потом» is likelier an adverb than a form of пот.
    return "nomn" in cases or not cases or cases[0] is None


def _grammemes(word: str) -> frozenset[str]:
    """The grammemes of the likeliest reading of a Russian word; none for what is no word."""
    parses = lexicon.russian_parses(word)
    return frozenset(map(str, parses[0].tag.grammemes)) if parses else frozenset()


def _closes(doc: Doc, token: Token) -> bool:
    """Whether `token` is a quotation mark of one form for both ends, used here as a closing one."""
    return token.text in EITHER and token.i > 0 and not doc[token.i - 1].whitespace_


def _opener(doc: Doc, following: Token) -> Token | None:
    """The first word at or after `following`, past opening quotation marks, brackets and a dash."""
    for token in doc[following.i : following.i + NEAR]:
        if token.text not in OPENING and token.text not in EITHER and token.text not in DASHES:
            return token if token.text[0].isalnum() else None
    return None


def _opens(doc: Doc, following: Token) -> bool:
    """Whether a sentence can begin with `following`: a capital, or a figure with nothing before it."""
    opener = _opener(doc, following)
    if opener is None:
        return False
    if opener.text[0].isdigit():
        return opener.i == following.i
    return opener.text[0].isupper()


def _numbers_an_item(doc: Doc, first: int, last: Token, following: Token) -> bool:
    """Whether the stop `last` is that of the number of an item (1. II.), a part (Глава 3.) or a day."""
    number = doc[last.i - 1].text
    figures = number.replace(".", "").isdigit()
    if not figures and roman.value(number) is None and not (len(number) == 1 and number.isalpha()):
        return False
    # Глава 3. and Рис. 5. and Вопрос № 4.
    named = doc[first].text[0].isalpha() or doc[first].text in "§№"
    after = first + 1 + (doc[first + 1].text in (".", "№"))
    at_start = last.i - 1 in (first, after if named else first) or doc[last.i - 2].text == ":"
    return at_start or (figures and len(number) <= 2 and following.text[0].isdigit())


def _quotes_a_title(doc: Doc, first: int, previous: Token) -> bool:
    """Whether the quotation that `previous` closes stands inside its sentence like a name («Оян, қазақ!»)."""
    before = _before_quotation(doc, first, previous)
    return before is not None and before.text[-1].isalnum()


def _closes_a_quoted_sentence(doc: Doc, first: int, previous: Token) -> bool:
    """Whether `previous` closes a quotation that a colon brought in: it needs no stop of its own."""
    before = _before_quotation(doc, first, previous) if previous.text in CLOSING_QUOTES else None
    return before is not None and before.text == ":"


def _before_quotation(doc: Doc, first: int, previous: Token) -> Token | None:
    """What stands, in the sentence that began at `first`, before the quotation that `previous` closes."""
    for at in range(previous.i - 1, max(first, previous.i - FAR), -1):
        if doc[at].text in OPENING:
            return doc[at - 1]
    return None
