"""KazNERD and our own marked sentences in, labelled sentences to learn the entity model from out.

Our texts take a generic head into a name's span (Қарқаралы қаласы). KazNERD keeps some in (облысы) and leaves
others out (қаласы): its own sentences tell which, and ours are cut to match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from spacy.tokens import Doc, Span

from pipeline.kazakh import Kazakh
from pipeline.records import EntityType
from scripts.marked_text import marked

OWN = (
    *("history/train-press.txt", "history/train-textbook.txt"),
    *("alash-kk/marked.txt", "chronicle-kk/marked.txt", "period-kk/marked.txt"),
)
NAMED_WITH_HEAD = frozenset({"ORG", "EVENT", "LAW"})
"""Types whose head stays inside where KazNERD has none like it: most of their names there end in one."""

STEM = 4
"""Letters of a head that all its forms share: облысы, облыстың; кітабы."""

QUOTES = '«»“”"'


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, the names among them as (start, end, type), and what it shares with other writings of itself."""

    words: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]
    group: str


def seven(type: str) -> str:
    """The type of ours that one of the model's is a kind of (PLACE/GPE is a PLACE); "" where none is."""
    ours = type.partition("/")[0]
    return ours if ours in get_args(EntityType) else ""


def kaznerd(folder: Path, part: str) -> list[Sentence]:
    """The sentences of a part ("train", "dev"), with the model's types; their names in figures and in words
    share a group.
    """
    types = _types(folder / "label_map.tsv")
    blocks = (folder / f"{part}.iob2").read_text(encoding="utf-8").strip().split("\n\n")
    ids = (folder / f"{part}.ids.txt").read_text(encoding="utf-8").split()
    return [_sentence(block, types, id[3:]) for block, id in zip(blocks, ids, strict=True)]


def _types(path: Path) -> dict[str, str]:
    """The model's types by KazNERD's: "" for none, PLACE/GPE and the like where several of theirs are one."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    ours = Counter(compact for _, compact, _ in rows if compact in get_args(EntityType))
    return {
        theirs: "" if compact == "-" else f"{compact}/{theirs}" if ours[compact] > 1 else compact
        for theirs, compact, _ in rows
    }


def _sentence(block: str, types: dict[str, str], group: str) -> Sentence:
    rows = [line.rsplit(" ", 1) for line in block.split("\n")]
    names: list[tuple[int, int, str]] = []
    for at, (_, tag) in enumerate(rows):
        if tag[0] == "B":
            names.append((at, at + 1, types[tag[2:]]))
        elif tag[0] == "I":
            names[-1] = (names[-1][0], at + 1, names[-1][2])
    return Sentence(tuple(word for word, _ in rows), tuple(name for name in names if name[2]), group)


def own(gold: Path, pattern: Iterable[Sentence]) -> list[Sentence]:
    """Our sentences under `gold`, their names cut as those of `pattern` are; the types are our seven, and
    LANGUAGE for a people that is named for its language.
    """
    kept = head_kept(pattern)
    tokenise = Kazakh()
    found = []
    for file in OWN:
        text = marked((gold / file).read_text(encoding="utf-8"))
        for number, (start, end) in enumerate(text.sentences):
            doc = tokenise(text.text[start:end])
            inside = [mark for mark in text.entities if mark["level"] == 1 and start <= mark["start"] < end]
            names = tuple(_name(doc, mark, start, kept) for mark in inside)
            found.append(Sentence(tuple(token.text for token in doc), names, f"{file} {number}"))
    return found


def _name(
    doc: Doc, mark: dict[str, Any], shift: int, kept: Callable[[str, str], bool]
) -> tuple[int, int, str]:
    """The tokens of a mark: without a head that is not kept, and without the quotation marks around."""
    type = mark["type"]
    name = _tokens(doc, mark["start"] - shift, mark["end"] - shift)
    if type != "PERSON" and mark["core_end"] < mark["end"] and not kept(type, name[-1].text):
        name = _tokens(doc, mark["core_start"] - shift, mark["core_end"] - shift)
    while len(name) > 1 and name[0].text in QUOTES and name[-1].text in QUOTES:
        name = name[1:-1]
    if type == "NORP" and mark.get("use") == "language":
        type = "LANGUAGE"
    return name.start, name.end, type


def _tokens(doc: Doc, start: int, end: int) -> Span:
    """The tokens that hold the characters [start, end). Raises ValueError where there are none."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"{doc.text!r} has no name from {start} to {end}; look at its marks")
    return span


def head_kept(pattern: Iterable[Sentence]) -> Callable[[str, str], bool]:
    """Whether a name of a type keeps a head (in any form) inside, by the names of `pattern`."""
    inside: Counter[tuple[str, str]] = Counter()
    outside: Counter[tuple[str, str]] = Counter()
    for sentence in pattern:
        for start, end, type in sentence.names:
            if end - start > 1:
                inside[seven(type), _stem(sentence.words[end - 1])] += 1
            after = end + (sentence.words[end : end + 1] == ("»",))
            if after < len(sentence.words):
                outside[seven(type), _stem(sentence.words[after])] += 1

    def kept(type: str, head: str) -> bool:
        key = type, _stem(head)
        if inside[key] == outside[key]:
            return type in NAMED_WITH_HEAD
        return inside[key] > outside[key]

    return kept


def _stem(word: str) -> str:
    return word.casefold()[:STEM]
