"""A table of forms, lemmas and tags (.tsv) in, its sentences out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.evaluation.rows_of_file import blocks, fault
from pipeline.evaluation.sentences import Word

UNKNOWN = "_"
"""What stands for a lemma that is not known; an empty cell is the same."""

COMMENT = "# "
DOCUMENT = "# doc = "


def sentences(path: Path) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Yield the document ("" if not said) and the words of each sentence.

    Rows are form, lemma and perhaps tags, sentences are parted by a blank line, and a row "# doc = …" names
    the document of what follows. The part of speech of a form without a letter or a figure is PUNCT, of
    another "_": tags are not read. A row without form and lemma says nothing. Raises FileFault at the first
    row that is not as it should be.
    """
    document = ""
    for block in blocks(path):
        words = []
        for number, line in block:
            cells = line.split("\t")
            # A row for the token "#" has a tab; a comment (# doc = …) has none.
            if line.startswith(COMMENT) and len(cells) == 1:
                document = line.removeprefix(DOCUMENT) if line.startswith(DOCUMENT) else document
                continue
            if len(cells) not in (2, 3):
                raise fault(
                    path, number, f"has {len(cells)} columns; they are form, lemma and tags, parted by tabs"
                )
            form, lemma = cells[0].strip(), cells[1].strip() or UNKNOWN
            if not form and lemma != UNKNOWN:
                raise fault(path, number, f"has the lemma {lemma[:40]!r} of no form; put its form before it")
            if not form:
                continue
            words.append(Word(form, lemma, UNKNOWN if any(map(str.isalnum, form)) else "PUNCT"))
        if words:
            yield document, tuple(words)
