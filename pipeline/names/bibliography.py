"""A text in, the authors, titles and publishers of the literature that it lists out.

An item has the form that GOST 7.1 gives a reference: author with initials, title, then a dash, // or the
place of publication, and a year. A list's number before it may be missing where the dash or the // is there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.names.named_text import FIRST, Found, NamedText
from pipeline.names.parts import words
from pipeline.names.running_words import Word
from pipeline.records import EntityType

_LETTER = r"[^\W\d_]"
_SURNAME = rf"{_LETTER}{{2,40}}(?:-{_LETTER}{{2,40}})?"
_INITIALS = r"(?:[^\W\d_]{1,2}\.[ \u00a0\n]?){1,3}"
_AUTHOR = re.compile(rf"(?P<surname>{_SURNAME}),?[ \u00a0\n]{_INITIALS}|{_INITIALS}(?P<last>{_SURNAME})")
_START = re.compile(r"(?:\A|\n)[ \t\u00a0]*(?P<number>\[?\d{1,3}[.)\]][ \u00a0]{1,3})?(?=[^\W\d_])")
_BETWEEN_AUTHORS = re.compile(r",[ \u00a0\n]|[ \u00a0\n](?:и|мен|пен|және)[ \u00a0\n]")
_BEFORE_TITLE = re.compile(r"[.:,]?[ \u00a0\n]?(?<![^\W_])(?=[^\W\d_]|\d|«)")
_TITLE_END = re.compile(
    r"\s*//?\s|\.\s*[–—-]\s|\.\s+(?=(?:Т|Кн|Вып|Ч|Бөлім)\.\s?\d)"
    r"|\.\s+(?=[^\W\d_][\w-]{0,30}\.?(?:\s?[–—-]\s?[^\W\d_]\w{0,30}\.)?\s?[,:])|,\s+(?=\d{4}\b)"
)
_IMPRINT = re.compile(
    r"(?::\s[^–—\n]{1,80})?\.\s*[–—-]\s+[^\W\d_][\w-]{0,30}\.?(?:\s?:\s[^,.:;\n]{1,60})?,\s\d{4}(?!\d)"
)
_SURE_END = re.compile(r"\s*//|(?::\s[^–—\n]{1,80})?\.\s*[–—-]\s")
_JOURNAL = re.compile(r"[^.,;:\n–—]{3,120}(?=\.\s|,\s|\s[–—]|:)")
_PUBLISHER = re.compile(
    r"[–—-]\s+[^\W\d_][\w-]{0,30}\.?\s?:\s+«?(?P<name>[^\W\d_][^,.:;»\n]{1,60})»?,\s+\d{4}"
)
_ITEM_END = re.compile(r"\n(?:[ \t\u00a0]*\n|[ \t\u00a0]*\[?\d{1,3}[.)\]]\s)|\Z")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LONGEST = 500
_LONGEST_TITLE = 300
_MOST_AUTHORS = 4


def found(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the names that the lists of literature in `named` consist of; those of `known` lend their ids."""
    ids = {(each.start, each.end, each.type): each for each in known if each.candidates}
    for start in _START.finditer(named.text):
        longest = start.end() + _LONGEST
        behind = _ITEM_END.search(named.text, start.end(), longest)
        end = behind.start() if behind else min(longest, len(named.text))
        for each in _item(named, start.end(), end, numbered=bool(start["number"])):
            yield ids.get((each.start, each.end, each.type)) or _of_table(named, each)


def _of_table(named: NamedText, found: Found) -> Found:
    """`found` with the id of the table, where titles stand in quotation marks, if it has one."""
    first = bisect_left(named.words, found.start, key=_start)
    last = bisect_left(named.words, found.end, key=_start)
    for match in named.index.matches(named.text, named.words, first) if first < last else ():
        entry = named.knowledge.entry(match.name.id)
        if match.last == last and entry.type == found.type and not match.noisy:
            return replace(found, candidates=(entry.id,), canonical=entry.canonical)
    return found


def _start(word: Word) -> int:
    return word.start


def _item(named: NamedText, at: int, end: int, *, numbered: bool) -> list[Found]:
    """The names of the reference in text[at:end]; none where it is another kind of text."""
    authors: list[Found] = []
    while len(authors) < _MOST_AUTHORS and (author := _author(named, at, end)):
        authors.append(author)
        at = author.end
        between = _BETWEEN_AUTHORS.match(named.text, at, end)
        if not between or not _author(named, between.end(), end):
            break
        at = between.end()
    before = _BEFORE_TITLE.match(named.text, at, end) if authors or numbered else None
    if not before or not named.text[before.end()].isupper():
        return []
    title = _TITLE_END.search(named.text, before.end(), min(end, before.end() + _LONGEST_TITLE))
    if not title or not _YEAR.search(named.text, title.start(), end):
        return []
    if not authors and not _IMPRINT.match(named.text, title.start(), end):
        return []
    if not numbered and not _SURE_END.match(named.text, title.start(), end):
        return []
    names = list(authors)
    printed = _without_kind(named.text[before.end() : title.start()])
    if not printed.casefold().startswith(words("collected works")):
        names.append(_named(named, before.end(), before.end() + len(printed), "WORK"))
    if named.text[title.start() : title.end()].strip() == "//":
        journal = _JOURNAL.match(named.text, title.end(), end)
        names += [_named(named, *journal.span(), "WORK")] if journal else []
    publisher = _PUBLISHER.search(named.text, title.start(), end)
    return [*names, _named(named, *publisher.span("name"), "ORG")] if publisher else names


def _without_kind(title: str) -> str:
    """The printed title without the colon and what kind of publication it is: Восстание: сборник статей."""
    before, colon, behind = title.rpartition(":")
    is_kind = colon and behind.split()[:1] and behind.split()[0].casefold() in words("kind of publication")
    return before if is_kind else title


def _author(named: NamedText, at: int, end: int) -> Found | None:
    match = _AUTHOR.match(named.text, at, end)
    if not match:
        return None
    group = "surname" if match["surname"] else "last"
    initials = re.findall(rf"({_LETTER}{{1,2}})\.", match[0])
    if not match[group][0].isupper() or not all(initial[0].isupper() for initial in initials):
        return None
    stop = match.start() + len(match[0].rstrip())
    name = " ".join((*(initial + "." for initial in initials), match[group]))
    return Found(match.start(), stop, *match.span(group), "PERSON", (), name, FIRST)


def _named(named: NamedText, start: int, end: int, type: EntityType) -> Found:
    """text[start:end] without the quotation marks about it as a name."""
    name = named.text[start:end]
    start += len(name) - len(name.lstrip('«“„" \u00a0\n'))
    end -= len(name) - len(name.rstrip('»”" \u00a0\n.'))
    return Found(start, end, start, end, type, (), " ".join(named.text[start:end].split()), FIRST)
