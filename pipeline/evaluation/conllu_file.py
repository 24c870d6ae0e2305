"""A CoNLL-U file in, its sentences out: their text, the spans of their tokens, and their words with lemmas.

The format is that of https://universaldependencies.org/format.html; the conllu library reads a row, and
what is checked here is what needs more than one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from conllu import parse_token_and_metadata
from conllu.exceptions import ParseException

from pipeline.evaluation.rows_of_file import blocks, fault
from pipeline.evaluation.sentences import Sentence, Word, placed

COLUMNS = 10
NEW_TEXT = ("newdoc", "newpar")


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of `path`. Raises FileFault at the first row that is not as it should be."""
    new_text = True
    for block in blocks(path):
        said: dict[str, Any] = {}
        text_row = 0
        for number, line in block:
            if line.startswith("#"):
                comment = parse_token_and_metadata(line).metadata
                said |= comment
                text_row = number if "text" in comment else text_row
        new_text = new_text or any(key in said for key in NEW_TEXT)
        tokens = [(number, _token(path, number, line)) for number, line in block if not line.startswith("#")]
        # A block of comments alone speaks of what follows.
        if tokens:
            yield _sentence(path, tokens, said.get("text"), text_row, new_text=new_text)
            new_text = False


def _token(path: Path, number: int, line: str) -> dict[str, Any]:
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise fault(
            path,
            number,
            f"has {len(cells)} columns; a row has {COLUMNS}, parted by tabs (an unknown one is _)",
        )
    if not cells[1].strip():
        raise fault(path, number, "has no form in its second column")
    # The library also parts columns at two spaces, which a form or a gloss may hold.
    try:
        found = parse_token_and_metadata("\t".join(cell.replace("  ", "\u00a0 ") for cell in cells))[0]
    except ParseException as error:
        raise fault(path, number, f"{error} See universaldependencies.org/format.html") from error
    if found["id"] is None:
        raise fault(path, number, "has no number in its first column")
    return dict(found) | {"form": cells[1], "lemma": cells[2]}


def _sentence(
    path: Path,
    tokens: Sequence[tuple[int, dict[str, Any]]],
    text: str | None,
    text_row: int,
    *,
    new_text: bool,
) -> Sentence:
    words: list[Word] = []
    surface: list[tuple[int, str, bool]] = []
    inside = 0
    for number, token in tokens:
        id, form = token["id"], token["form"]
        spaced = (token["misc"] or {}).get("SpaceAfter") != "No"
        if isinstance(id, int):
            if id != len(words) + 1:
                raise fault(path, number, f"is word {id}; after word {len(words)} comes {len(words) + 1}")
            words.append(Word(form, token["lemma"], token["upos"]))
            if id > inside:
                surface.append((number, form, spaced))
        elif id[1] == "-":
            if id[0] != len(words) + 1 or id[0] <= inside:
                raise fault(
                    path, number, f"spans words {id[0]} to {id[2]} but stands before word {len(words) + 1}"
                )
            inside = id[2]
            surface.append((number, form, spaced))
    last = tokens[-1][0]
    if inside > len(words):
        raise fault(
            path, last, f"ends its sentence at word {len(words)}, of which a row above spans {inside}"
        )
    if not words:
        raise fault(path, last, "belongs to a sentence without words")
    text, spans = placed(path, surface, text, text_row)
    return Sentence(text, tuple(spans), tuple(words), new_text=new_text)
