"""Annotated Kazakh texts in, their sentences of (form, lemma, part of speech) by document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pipeline import tables
from pipeline.annotated_forms import AnnotatedForms

ARTICLES, TREEBANK, TREEBANK_DEV = "article", "treebank", "treebank dev"
BLOCK = 50
"""Sentences of the treebank's dev part that count as one document: its texts differ much in length."""

UNKNOWN = "_"


class Token(NamedTuple):
    form: str
    lemma: str
    part: str

    @property
    def is_word(self) -> bool:
        """Whether it is one word with a lemma; punctuation and what was left unannotated are none."""
        return (
            self.lemma != UNKNOWN
            and " " not in self.form
            and self.part not in ("PUNCT", "SYM")
            and any(map(str.isalnum, self.form))
        )


Sentence = tuple[Token, ...]
Documents = dict[tuple[str, str], list[Sentence]]
"""Sentences by (kind of text, name of the document)."""


def documents(data: Path, *, dev: bool = True) -> Documents:
    """The annotated documents of DATA, with or without the treebank's dev part."""
    found: Documents = {}
    for name, sentence in _articles(data / "lemma" / "wiki_lemma_train.tsv"):
        found.setdefault((ARTICLES, name), []).append(sentence)
    for name, sentence in _treebank(data / "ud" / "kk_ktb-ud-train.conllu"):
        found.setdefault((TREEBANK, name), []).append(sentence)
    if dev:
        for number, (_, sentence) in enumerate(_treebank(data / "ud" / "kk_ktb-ud-dev.conllu")):
            found.setdefault((TREEBANK_DEV, str(number // BLOCK)), []).append(sentence)
    return found


def _articles(path: Path) -> Iterator[tuple[str, Sentence]]:
    parts = {row["tag"]: row["pos"] for _, row in tables.rows("parts_of_speech.tsv", "tag", "pos", "why")}
    document, tokens = "", list[Token]()
    for line in (*path.read_text(encoding="utf-8").splitlines(), ""):
        if line.startswith("# doc = "):
            document = line.removeprefix("# doc = ")
        elif line:
            form, lemma, tags = line.split("\t")
            part = parts.get(tags.split(" ")[0], "X") if any(map(str.isalnum, form)) else "PUNCT"
            tokens.append(Token(form, lemma, part))
        elif tokens:
            yield document, tuple(tokens)
            tokens = []


def _treebank(path: Path) -> Iterator[tuple[str, Sentence]]:
    """Yield the sentences of a CoNLL-U file with their text's name; words written as one are left out."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        name = next(line for line in lines if line.startswith("# sent_id = ")).split(" = ")[1].split(":")[0]
        cells = [line.split("\t") for line in lines if not line.startswith("#")]
        joined = {number for row in cells if "-" in row[0] for number in _numbers(row[0])}
        yield (
            name,
            tuple(
                Token(row[1], row[2], row[3])
                for row in cells
                if row[0].isdigit() and int(row[0]) not in joined
            ),
        )


def _numbers(span: str) -> range:
    first, last = map(int, span.split("-"))
    return range(first, last + 1)


def annotated_forms(documents: Iterable[Iterable[Sentence]]) -> AnnotatedForms:
    """How the forms of `documents` were annotated."""
    found = AnnotatedForms()
    for sentence in chain.from_iterable(documents):
        for token in sentence:
            if token.is_word and any(map(str.isalpha, token.form)):
                found.add(token.form, token.lemma, token.part, 1)
    return found
