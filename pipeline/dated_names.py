"""A text in, names that a year makes out: 1868 жылғы реформа, Конституция 1937 года; years beside known names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.heads import heads_at
from pipeline.named_text import Found, NamedText

DATED_KINDS = frozenset(
    {"revolution", "uprising", "reform", "war", "manifesto", "law", "decree", "statute", "constitution"}
)
_MOST_BETWEEN = 4
_YEARS = r"\d{4}(?:\s?[-–—]+\s?\d{2,4})?"
_BEFORE = re.compile(
    rf"{_YEARS}\s?(?:(?:жыл(?:ғы|дардағы|дарғы)|жж\.|ж\.\s?ж\.)\s|жыл(?:ы|ғы)\s\d{{1,2}}[\s-](?:\w+)(?:дағы|дегі|тағы|тегі|ғы|гі)\s)"
)
_AT_END = re.compile(_BEFORE.pattern + r"\Z")
_AFTER = re.compile(rf"\s(?:\d{{1,2}}\s\w+\s)?{_YEARS}\s?(?:года|годов|гг\.|г\.)")
_LONGEST_DATE = 40


def with_dates(named: NamedText, found: Found) -> Found:
    """`found` with the years that stand before or behind it as a part of its name; it itself without."""
    if found.type not in ("EVENT", "LAW") or named.text[found.core_start].isdigit():
        return found
    before = _AT_END.search(named.text[max(0, found.start - _LONGEST_DATE) : found.start])
    if before:
        return found.widened(found.start - len(before[0]), found.end)
    after = _AFTER.match(named.text, found.end, found.end + _LONGEST_DATE)
    if after and named.language == "ru":
        return found.widened(found.start, after.end())
    return found


def found(named: NamedText) -> Iterator[Found]:
    """Yield events and laws that have no other name than their year."""
    for at in range(len(named.words)):
        for head in heads_at(named.words, at):
            if head.head.kind not in DATED_KINDS:
                continue
            first, last = head.first, head.last
            if head.head.language == "ru":
                after = _AFTER.match(
                    named.text, named.words[last - 1].end, named.words[last - 1].end + _LONGEST_DATE
                )
                if after:
                    start = named.words[first].start
                    text = named.text[start : after.end()]
                    yield Found(start, after.end(), start, after.end(), head.head.type, (), text, 4)
                continue
            for between in range(_MOST_BETWEEN):
                if first - between < 1 or "\n\n" in named.words[first - between].gap:
                    break
                end = named.words[first - between].start
                before = _AT_END.search(named.text[max(0, end - _LONGEST_DATE) : end])
                if before:
                    start = end - len(before[0])
                    yield Found(
                        start,
                        named.words[last - 1].end,
                        start,
                        named.words[last - 1].end,
                        head.head.type,
                        (),
                        " ".join(
                            [
                                before[0].strip(),
                                *(w.text for w in named.words[first - between : first]),
                                *head.head.words,
                            ]
                        ),
                        4,
                    )
                    break
                if any(mark in named.words[first - between].gap for mark in ".,;:()"):
                    break
