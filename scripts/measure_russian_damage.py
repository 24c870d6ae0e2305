"""The clean Russian texts of the checkout in, damaged and set on pages; figures of what is mended out.

    python -m scripts.measure_russian_damage

Recall: damaged words and marks that read right once mended; precision: repairs that were needed. Nothing that
is damaged here was looked at when the texts were written, but the repairs were made with them in view.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from pipeline.evaluation.figures import Figure, share
from pipeline.layout import laid_out
from pipeline.normalise import repaired
from scripts.damage import LOOK_ALIKES, WORD, Change, damaged, misread, replaced
from scripts.marked_text import marked
from scripts.measure_damage import layout_figures, letters_of_code_page, paragraphs, precision, recall
from scripts.measure_gold import CORPUS_GOLD, ROOT
from scripts.score import bare

MARKED = ("period-ru", "alash-ru", "chronicle-ru", "steppe-ru")
TRANSLATION = ROOT / "corpus" / "alash-qozgalysy-ru.txt"
SENTENCE = re.compile(r"[^.!?\n]+[.!?]+»?")
WORDS = re.compile(r"\S+(?: \S+){3}")
PARAGRAPH = re.compile(r"[^\n]+")
SOFT_HYPHEN = "\u00ad"

MISREADINGS = {
    "cp1251 read as Latin-1": ("cp1251", "latin-1"),
    "cp1251 read as cp1252": ("cp1251", "cp1252"),
    "UTF-8 read as cp1252": ("utf-8", "cp1252"),
    "UTF-8 read as cp1251": ("utf-8", "cp1251"),
    "KOI8-R read as cp1251": ("koi8-r", "cp1251"),
    "KOI8-R read as cp1252": ("koi8-r", "cp1252"),
    "cp866 read as cp1251": ("cp866", "cp1251"),
    "cp866 read as cp1252": ("cp866", "cp1252"),
}
RUNS = {"paragraphs": PARAGRAPH, "sentences": SENTENCE, "four words": WORDS}
EACH = 4
"""Of the paragraphs, sentences or runs of words one in so many is damaged."""


def files() -> list[Path]:
    """What is damaged."""
    return [*(CORPUS_GOLD / name / "marked.txt" for name in MARKED), TRANSLATION]


def clean_text() -> str:
    """The clean text of all files, paragraphs parted by one blank line."""
    texts = [marked(file.read_text(encoding="utf-8")).text for file in files()[:-1]]
    return "\n\n".join([*texts, *paragraphs([TRANSLATION])])


def runs(clean: str, unit: re.Pattern[str], encoding: str, shown: str) -> list[Change]:
    """One in EACH of the units wholly in a wrong code page."""
    table = misread(clean, encoding, shown)
    chosen = list(unit.finditer(clean))[1::EACH]
    return [
        Change(at, table[clean[at]], "run")
        for found in chosen
        for at in range(*found.span())
        if clean[at] in table
    ]


def soft_hyphens(clean: str) -> list[Change]:
    """A soft hyphen after the third letter of every tenth word of seven letters or more."""
    words = [word for word in WORD.finditer(clean) if len(word[0]) > 6][::10]
    places = [word.start() + 2 for word in words]
    return [Change(at, clean[at] + SOFT_HYPHEN, "soft hyphen") for at in places]


def damages() -> dict[str, Callable[[str], list[Change]]]:
    """The changes of each kind of damage."""
    found: dict[str, Callable[[str], list[Change]]] = {
        "look-alikes": lambda clean: replaced(clean, LOOK_ALIKES, 0.03, "look-alike", seed=1),
        "single letters of cp1251": letters_of_code_page,
        "soft hyphens": soft_hyphens,
    }
    for name, (encoding, shown) in MISREADINGS.items():
        for size, unit in RUNS.items():
            found[f"{name}, {size}"] = partial(runs, unit=unit, encoding=encoding, shown=shown)
    return found


def figures(names: Iterable[str] = ()) -> dict[str, Figure]:
    """Recall and precision of each damage whose name holds one of `names`, and the words left alone.

    Without names the figures of the layout, too; a heading whose body begins in its line is one paragraph
    there and two in the layout, so that no text scores 1.
    """
    clean = clean_text()
    found = {}
    for name, damage in damages().items():
        if names and not any(part in name for part in names):
            continue
        print_ = damaged(clean, damage(clean))
        aligned, repairs = repaired(print_.raw)
        repairs = (*repairs, *laid_out(aligned).repairs)
        made = [asdict(repair) for repair in repairs if bare(repair.raw) != bare(repair.repaired)]
        made.sort(key=lambda repair: repair["raw_start"])
        found[f"repairs: {name}"] = recall(print_, made)
        found[f"repair precision: {name}"] = precision(print_, made)
    words = len(WORD.findall(clean))
    found["undamaged words left alone"] = share(words - len(repaired(clean)[1]), words)
    return found if names else found | layout_figures(clean.split("\n\n"))


def main(names: list[str]) -> int:
    """Print the figures. Exit status 0."""
    for name, figure in figures(names).items():
        print(f"{name:60} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
