"""Tokens with labels of names (IOB2) in, sentences with spans of names out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.entity_labels import Labels, labels
from pipeline.evaluation.rows_of_file import Row, blocks, fault
from pipeline.evaluation.sentences import Span, placed

TEXT = "# text = "
GAP = re.compile(r"[ \t]+")
# What stands close to the word before it, and to the word after it, where a file does not give its text.
CLOSE_BEFORE, CLOSE_AFTER = frozenset(".,:;!?…%)]}»”’"), frozenset("([{«“‘№")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its first token, the one after its last, and its type or label."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """Tokens with their spans in the text, and the names among them."""

    text: str
    tokens: tuple[Span, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """The sentences of a file, with the types of this project; `labels` is the set that the file uses."""

    labels: Labels
    sentences: tuple[LabelledSentence, ...]


def labelled(path: Path, *, warn: Callable[[str], None]) -> LabelledFile:
    """The sentences of `path`: rows of token and label parted by white space, a blank line between sentences.

    A row "# text = …" before a sentence gives its text. An I- that continues no name of its label begins
    one, as conlleval has it, and `warn` is told file and row. Raises FileFault at the first faulty row.
    """
    read = [_rows(path, block) for block in blocks(path)]
    used = labels(
        path, [(number, label[2:]) for _, tokens in read for number, _, label in tokens if label != "O"]
    )
    found = []
    for text, tokens in read:
        shown, spans = placed(path, list(_spaced([(number, form) for number, form, _ in tokens])), *text)
        names = [
            Name(name.start, name.end, used.types[name.type])
            for name in _names(path, tokens, warn)
            if used.types[name.type]
        ]
        found.append(LabelledSentence(shown, tuple(spans), tuple(names)))
    return LabelledFile(used, tuple(found))


def _rows(path: Path, block: Sequence[Row]) -> tuple[tuple[str | None, int], list[tuple[int, str, str]]]:
    text: tuple[str | None, int] = None, 0
    tokens: list[tuple[int, str, str]] = []
    for number, line in block:
        if line.startswith(TEXT) and not tokens:
            text = line.removeprefix(TEXT), number
            continue
        cells = GAP.split(line.strip(" \t"))
        if len(cells) != 2:
            raise fault(
                path, number, f"has {len(cells)} columns; they are token and label, parted by white space"
            )
        form, label = cells
        if label != "O" and (label[:2] not in ("B-", "I-") or not label[2:]):
            raise fault(path, number, f"has the label {label[:40]!r}; it should be O, B-TYPE or I-TYPE")
        tokens.append((number, form, label))
    if not tokens:
        raise fault(path, block[-1][0], "gives a text, but no row of token and label follows")
    return text, tokens


def _spaced(tokens: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
    """The tokens, each with whether a space follows, by the habits of punctuation."""
    following = [form for _, form in tokens[1:]] + [""]
    for (number, form), after in zip(tokens, following, strict=True):
        yield number, form, form not in CLOSE_AFTER and after not in CLOSE_BEFORE


def _names(path: Path, tokens: Sequence[tuple[int, str, str]], warn: Callable[[str], None]) -> Iterator[Name]:
    start, type_ = 0, ""
    for at, (number, _, label) in enumerate([*tokens, (0, "", "O")]):
        continues = label[:2] == "I-" and label[2:] == type_
        if type_ and not continues:
            yield Name(start, at, type_)
            type_ = ""
        if label != "O" and not continues:
            if label[:2] == "I-":
                warn(f"{path}:{number}: {label} continues no name and is read as B-{label[2:]}")
            start, type_ = at, label[2:]
