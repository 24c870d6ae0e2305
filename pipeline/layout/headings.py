"""Unwrapped paragraphs in, out: which are headings, items and questions, and where sections begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from pipeline.folding import key
from pipeline.layout.lines import ENUMERATOR
from pipeline.records import ParagraphKind
from pipeline.tables import problem, rows

_ROLES = ("contents", "part", "back", "tasks", "front")
_LONGEST_HEADING = 160
_LONGEST_TITLE = 110
_LONGEST_TASK = 600
# A title repeated in the body with a slip of the typist is still that title.
_ALIKE = 88.0
_NUMBER = re.compile(r"\(?(?:[№§]\s*)?(\d{1,3}(?:\.\d{1,3})*(?!\d)|[IVXLІХ]{1,6})[.)]?\s*")
_SENTENCE_END = re.compile(r"[.!?…:][»”\")]*(?=\s)")
_CLOSED = re.compile(r"[.)§]")
_OPENERS = frozenset('«“„"(')
_TITLE_END = re.compile(r"[.!?…:»”\")]*")
_LABEL_NUMBER = r"(?:\d{1,3}|[IVXLІХ]{1,6})"
_ENDS_SENTENCE = re.compile(r"[.!?…,;][»”\")]*$")
_MARK = re.compile(r"[-–]\s+\S|—\s+\S.*;$")


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """data/heading_words.tsv: by folded words, their role; patterns of the words that stand in a heading."""

    whole: dict[str, str]
    held: tuple[tuple[str, str], ...]
    labelled: re.Pattern[str]
    longest: int

    def role(self, block: str) -> str | None:
        """The role of `block` as a heading, None where no word of the table makes it one."""
        if len(block) > _LONGEST_HEADING:
            return None
        if self.labelled.match(block):
            return "part"
        plain = _words(_without_number(block))
        if plain in self.whole:
            return self.whole[plain]
        if (
            block.endswith(".")
            or not block[:1].isupper()
            and not block[:1].isdigit()
            and block[:1] not in "№§"
        ):
            return None
        return next((role for words, role in self.held if words in plain), None)

    def alone(self, line: str) -> bool:
        """Whether `line` says nothing but words of the table, and perhaps a number."""
        plain = _words(_without_number(line)) if len(line) <= self.longest else ""
        return plain in self.whole or any(plain == words for words, _ in self.held)


@dataclass(frozen=True, slots=True)
class Outline:
    """For each paragraph of a document its kind; for each section its first paragraph, number and title."""

    kinds: tuple[ParagraphKind, ...]
    sections: tuple[tuple[int, str | None, str], ...]


def run_in_headings(blocks: Sequence[str]) -> dict[int, int]:
    """The paragraphs that begin with a heading and go on in its line: index and length of the heading."""
    found = {index: end for index, end in _repeated_titles(blocks).items() if end < len(blocks[index])}
    words = heading_words()
    for index, block in enumerate(blocks):
        first = _SENTENCE_END.search(block, 0, _LONGEST_HEADING)
        if first and index not in found and words.whole.get(_words(block[: first.end()])) in ("part", "back"):
            found[index] = first.end()
    return found


def outline(blocks: Sequence[str]) -> Outline:
    """Kinds and sections of the paragraphs `blocks`, whose run-in headings stand alone by now."""
    titles = {index for index, end in _repeated_titles(blocks).items() if end == len(blocks[index])}
    titles |= _numbered_titles(blocks)
    words = heading_words()
    roles = ["title" if index in titles else words.role(block) for index, block in enumerate(blocks)]
    kinds = _kinds(blocks, roles)
    return Outline(kinds, tuple(_sections(blocks, roles, kinds)))


def _kinds(blocks: Sequence[str], roles: Sequence[str | None]) -> tuple[ParagraphKind, ...]:
    kinds: list[ParagraphKind] = []
    tasks = False
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else ""
        if roles[index]:
            tasks = roles[index] == "tasks"
            kinds.append("heading")
        elif ENUMERATOR.match(block) or _MARK.match(block):
            asks = tasks or block.rstrip('»”")').endswith("?")
            kinds.append("question" if asks and len(block) <= _LONGEST_TASK else "list_item")
        elif _stands_alone(block, following, first=index == 0):
            kinds.append("heading")
        else:
            # Among questions a long paragraph says that they are over.
            tasks = tasks and len(block) <= _LONGEST_TASK
            kinds.append("question" if tasks and block.endswith("?") else "paragraph")
    return tuple(kinds)


def _stands_alone(block: str, following: str, *, first: bool) -> bool:
    """Whether `block` is set like a title: short, begun with a capital, not ended like a sentence.

    The `first` paragraph may be the document's title, and longer than what follows.
    """
    if not following or len(block) > _LONGEST_HEADING or not any(map(str.isalpha, block)):
        return False
    if block.isupper() and len(block) > 3:
        return True
    if _ENDS_SENTENCE.search(block) or not (block.lstrip('«“"№ ')[:1].isupper() or block[0].isdigit()):
        return False
    if block.endswith(":"):
        return bool(ENUMERATOR.match(following) or _MARK.match(following)) and len(block) <= 80
    longer = first or len(following) > len(block)
    return len(block) <= _LONGEST_TITLE and longer and not following[:1].islower()


def _sections(
    blocks: Sequence[str], roles: Sequence[str | None], kinds: Sequence[ParagraphKind]
) -> list[tuple[int, str | None, str]]:
    """(first paragraph, number, title) of each section; the first begins with the first paragraph.

    Numbered titles and the table's words open sections; only in a document without any does each heading.
    """
    openers = [i for i, role in enumerate(roles) if role in ("title", "part")]
    # «Lecture 5» at the head of parts 1, 2, 3 is the title of the whole.
    if len(openers) > 1 and openers[0] == 0 and roles[0] == "part" and blocks[openers[1]].startswith("1"):
        del openers[0]
    if openers:
        back = [i for i, role in enumerate(roles) if role in ("back", "tasks") and i > openers[-1]]
        openers += back[:1]
    else:
        openers = [i for i, kind in enumerate(kinds) if kind == "heading"]
    found = [(i, *_number_and_title(blocks[i])) for i in openers]
    if blocks and (not found or found[0][0] > 0):
        first = next(
            (block for block, kind in zip(blocks, kinds, strict=True) if kind == "heading"), blocks[0]
        )
        found.insert(0, (0, None, _number_and_title(first[:_LONGEST_HEADING])[1]))
    return found


def _number_and_title(heading: str) -> tuple[str | None, str]:
    labelled = heading_words().labelled.match(heading)
    if labelled:
        number = next(group for group in labelled.groups() if group)
        return number, heading[labelled.end() :].strip(" .:–—-") or heading.strip(" .:")
    numbered = _NUMBER.match(heading)
    title = heading[numbered.end() if numbered else 0 :].strip().rstrip(".: ")
    return (numbered.group(1) if numbered and title else None), title or heading


def _repeated_titles(blocks: Sequence[str]) -> dict[int, int]:
    """The numbered paragraphs that begin with what an earlier item of the same number says: index, length.

    A list of contents names the parts, and each part repeats its name; an item that is repeated nowhere is
    an item.
    """
    items: dict[str, str] = {}
    found: dict[int, int] = {}
    for index, block in enumerate(blocks):
        numbered = _numbered(block)
        if not numbered:
            continue
        number, body = numbered.group(1), block[numbered.end() : numbered.end() + 2 * _LONGEST_HEADING]
        length = _title_length(items[number], body) if number in items else 0
        if length:
            found[index] = numbered.end() + length
        elif len(block) <= 1.5 * _LONGEST_HEADING:
            items[number] = body
    return found


def _numbered_titles(blocks: Sequence[str]) -> set[int]:
    """Numbered lines without a full stop, alone before a paragraph of text: items have others beside them."""
    numbered = [bool((number := _numbered(block)) and _CLOSED.search(number[0])) for block in blocks]
    return {
        index
        for index, following in enumerate(blocks[1:])
        if numbered[index]
        and not numbered[index + 1]
        and not (index and numbered[index - 1])
        and len(blocks[index]) <= _LONGEST_HEADING < len(following)
        and not _ENDS_SENTENCE.search(blocks[index])
    }


def _numbered(block: str) -> re.Match[str] | None:
    """The number that `block` begins with and that a word, or a year after a space, follows."""
    number = _NUMBER.match(block)
    if not number:
        return None
    first = block[number.end() :][:1]
    year = first.isdigit() and _CLOSED.search(number[0]) and number[0][-1].isspace()
    return number if first.isalpha() or first in _OPENERS or year else None


def _title_length(title: str, body: str) -> int:
    """How much of `body` repeats `title`, its closing dot included; 0 where it begins otherwise."""
    wanted, read = _letters(title), []
    if len(wanted) < 8:
        return 0
    for at, character in enumerate(body):
        read.append(character.casefold() if character.isalnum() else "")
        if len(read) >= len(wanted) and sum(map(len, read)) >= len(wanted):
            if "".join(read) != wanted:
                break
            closing = _TITLE_END.match(body, at + 1)
            end = closing.end() if closing else at + 1
            # A title that a sentence only begins with is followed by more of that sentence.
            over = end > at + 1 or not body[end:].lstrip()[:1].islower()
            return end if over and not body[end : end + 1].isalnum() else 0
    ends = [match.end() for match in _SENTENCE_END.finditer(body)] + [len(body)]
    near = [end for end in ends if abs(end - len(title)) <= 0.2 * len(title) + 2]
    return next((end for end in near if fuzz.ratio(_letters(body[:end]), wanted) >= _ALIKE), 0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _words(text: str) -> str:
    """The words of `text`, each by its key, so that a heading is known in every spelling of it."""
    return " ".join(key(word) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text))


def _without_number(block: str) -> str:
    numbered = _NUMBER.match(block)
    return block[numbered.end() :] if numbered else block


@cache
def heading_words() -> HeadingWords:
    """data/heading_words.tsv, read once."""
    name = "heading_words.tsv"
    whole: dict[str, str] = {}
    held: list[tuple[str, str]] = []
    labels: list[str] = []
    for number, row in rows(name, "words", "language", "match", "role"):
        if row["role"] not in _ROLES or row["match"] not in ("is", "has", "label"):
            raise problem(name, number, f"match is one of is, has, label; role one of {', '.join(_ROLES)}")
        if row["match"] == "label":
            labels.append(re.escape(row["words"]))
        elif row["match"] == "has":
            held.append((_words(row["words"]), row["role"]))
        else:
            whole[_words(row["words"])] = row["role"]
    label = "|".join(labels)
    pattern = (
        rf"(?:(?:{label})\s*№?\s*({_LABEL_NUMBER})\b[.:]?"
        rf"|({_LABEL_NUMBER})(?:\s*-\s*\w{{1,5}})?\.?\s+(?:{label})\b[.:]?)\s*"
    )
    # A number and its marks may stand before the words.
    longest = 8 + max(map(len, [*whole, *(words for words, _ in held)]))
    return HeadingWords(whole, tuple(held), re.compile(pattern, re.IGNORECASE), longest)
