"""A text with its words and the index of names: what the finders of names look at, and what they find."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from pipeline import lexicon
from pipeline.knowledge import Knowledge
from pipeline.names import declension
from pipeline.names.heads import HeadFound, heads_at
from pipeline.names.index import NameIndex
from pipeline.names.running_words import Word, quoted
from pipeline.names.titles import is_form_of, is_title_behind, titles
from pipeline.records import EntityType

FIRST = -1
"""The rank of what stands even before a table's name of the same span."""

_LIKELY_SHARE = 0.8
_SURE_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Found:
    """A name at text[start:end], the bare name at text[core_start:core_end]; see records.Mention.

    `rank` orders those with the same span: the lower one stands.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    type: EntityType
    candidates: tuple[str, ...]
    canonical: str
    rank: int = 0

    def widened(self, start: int, end: int) -> Found:
        return replace(self, start=min(start, self.start), end=max(end, self.end))


@dataclass(frozen=True, slots=True)
class NamedText:
    """The text, its words in order, the index of names and the document's language ("kk" or "ru")."""

    text: str
    words: list[Word]
    index: NameIndex
    knowledge: Knowledge
    language: str
    _counts: Counter[str] = field(default_factory=Counter, repr=False, compare=False)
    _heads: dict[int, tuple[HeadFound, ...]] = field(default_factory=dict, repr=False, compare=False)
    _mentioned: dict[re.Pattern[str], bool] = field(default_factory=dict, repr=False, compare=False)

    def count(self, form: str) -> int:
        """How often `form` stands as a word in the text, capitals as given."""
        if not self._counts:
            self._counts.update(word.text for word in self.words)
        return self._counts[form]

    def is_proper(self, *forms: str, strictly: bool = False) -> bool:
        """Whether the training texts have the forms with a capital, `strictly` nearly always.

        Forms that they have not at all, and no stem of, count as proper.
        """
        words = lexicon.load()
        share = words.name_share(*forms)
        if share is None:
            return not any(words.knows(form, self.language) for form in forms)
        return share >= (_SURE_SHARE if strictly else _LIKELY_SHARE)

    def heads(self, at: int) -> tuple[HeadFound, ...]:
        """The generic nouns that begin at words[at]."""
        if at not in self._heads:
            self._heads[at] = tuple(heads_at(self.words, at))
        return self._heads[at]

    def mentions(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` is found anywhere in the text in lower case."""
        if pattern not in self._mentioned:
            self._mentioned[pattern] = bool(pattern.search(self.text.lower()))
        return self._mentioned[pattern]

    def quoted(self, first: int, last: int) -> tuple[int, int] | None:
        """The span of words[first:last] with the quotation marks about them; None without."""
        return quoted(self.text, self.words, first, last)

    def next_to(self, at: int, *, closing: bool = False) -> bool:
        """Whether words[at] follows the word before it after white space, or a closing mark and that."""
        if not 0 < at < len(self.words):
            return False
        gap = self.words[at].gap
        if closing:
            gap = re.sub(r"^[!?.…]{0,3}[»”\"'’)]", "", gap)
        return bool(gap) and "\n\n" not in gap and not gap.strip(" \u00a0\n")

    def titled(self, first: int, last: int, title: str) -> bool:
        """Whether `title` itself stands beside words[first:last]: Уәли ханның, хана Аблая."""
        before = self.next_to(first) and self.words[first - 1].folded in declension.forms(title)
        return before or (self.next_to(last) and is_form_of(title, self.words[last].folded))

    def title_before(self, at: int) -> bool:
        """Whether the word before words[at] is a title that precedes a name."""
        return self.next_to(at) and self.words[at - 1].folded in titles("before")

    def title_behind(self, at: int) -> bool:
        """Whether words[at], behind a name, is a title."""
        return self.next_to(at) and is_title_behind(self.words[at].folded)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words[first:last] stand in the text."""
        return self.words[first].start, self.words[last - 1].end
