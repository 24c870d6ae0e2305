"""Sentences of known language in; how often their language, and that of two words of them, is told right out.

usage: python -m scripts.measure_languages DATA [--errors FILE]

Each sentence and each pair of words is judged alone, with nothing around it. Kazakh ones are those of the
treebank and of the development part of KazNERD under DATA; Russian ones those of the Russian texts that have
gold and of the lecture's translation; tests/tables/languages_sentences.tsv has more of both, and those of
look-alike languages. A Russian sentence that quotes some words with Kazakh letters is in both, and left out.

The pairs are words side by side, drawn at random with a fixed seed. A pair is in both languages, so that
either answer is right, where each of its words is
- a figure, a Roman numeral or a lone letter, or
- a name by its looks: with a capital and without a letter of Kazakh alone, or
- met, without a capital, in sentences of both languages that are measured.
The figure "every pair" counts these as wrong, too, where the answer is not the language of the sentence.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import languages, roman
from pipeline.annotate import annotate
from pipeline.evaluation import conllu_file, iob2_file
from pipeline.evaluation.figures import Figure, share
from pipeline.letters import KAZAKH_ONLY
from pipeline.readers import read
from scripts.figure_table import ROOT
from scripts.measure_gold import TEXTS

TABLE = ROOT / "tests" / "tables" / "languages_sentences.tsv"
SEED = 4
PAIRS = {"kk": 1, "ru": 8}
"""How many pairs are drawn from a sentence: there are far more Kazakh sentences than Russian ones."""

QUOTED_WORDS = 3
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence or pair, its language, the answer, and whether either of our languages would be right."""

    what: str
    text: str
    language: str
    answer: str
    both: bool = False


def files(data: Path) -> list[Path]:
    """What the sentences come from."""
    treebank = [data / "ud" / f"kk_ktb-ud-{part}.conllu" for part in ("train", "dev")]
    return [*treebank, data / "ner" / "dev.iob2", *_russian_texts(), TABLE]


def figures(data: Path) -> dict[str, Figure]:
    """The share that is right of sentences and of pairs, by language. Raises OSError."""
    return figures_of(judged(data))


def figures_of(found: Iterable[Judged]) -> dict[str, Figure]:
    """The share that is right of each kind of text in each language."""
    right: dict[str, list[bool]] = {}
    for each in found:
        exact = each.answer == each.language
        right.setdefault(f"{each.what}, {each.language}", []).append(exact or each.both)
        if each.what == "two words":
            right.setdefault(f"every pair of words, {each.language}", []).append(exact)
    return {name: share(sum(answers), len(answers)) for name, answers in right.items()}


def judged(data: Path) -> Iterator[Judged]:
    """Yield every sentence and pair with the answer."""
    told = dict(_table())
    sentences = {"kk": [*told.pop("kk"), *_kazakh(data)], "ru": [*told.pop("ru"), *_russian()]}
    common = _common_words(sentences)
    for language, texts in (sentences | told).items():
        for text in texts:
            yield Judged("sentence", text, language, languages.language(text))
    for language, texts in sentences.items():
        for pair in _pairs(texts, PAIRS[language]):
            both = all(_is_of_both(word, common) for word in pair)
            text = " ".join(pair)
            yield Judged("two words", text, language, languages.language(text), both)


def _kazakh(data: Path) -> Iterator[str]:
    for part in ("train", "dev"):
        treebank = conllu_file.sentences(data / "ud" / f"kk_ktb-ud-{part}.conllu")
        yield from (sentence.text for sentence in treebank)
    labelled = iob2_file.labelled(data / "ner" / "dev.iob2", warn=lambda _: None)
    yield from (sentence.text for sentence in labelled.sentences)


def _russian() -> Iterator[str]:
    for file in _russian_texts():
        found = annotate(read(file), language="ru", model="none")
        for sentence in found.sentences:
            text = found.text[sentence.start : sentence.end]
            if not any(_is_kazakh(quoted) for quoted in re.findall("«[^»]+", text)):
                yield text


def _is_kazakh(quoted: str) -> bool:
    return sum(not KAZAKH_ONLY.isdisjoint(word) for word in _WORD.findall(quoted)) >= QUOTED_WORDS


def _russian_texts() -> list[Path]:
    return [
        *(text for name, (text, _) in TEXTS.items() if name.endswith("-ru")),
        ROOT / "corpus" / "alash-qozgalysy-ru.txt",
    ]


def _table() -> Iterator[tuple[str, list[str]]]:
    """Yield each language of the table with its sentences."""
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "language\t")):
            language, sentence, _ = line.split("\t")
            found.setdefault(language, []).append(sentence)
    yield from found.items()


def _common_words(sentences: dict[str, list[str]]) -> frozenset[str]:
    """The words without a capital that sentences of both languages hold."""
    kazakh, russian = (
        {word for text in sentences[language] for word in _WORD.findall(text) if word.islower()}
        for language in ("kk", "ru")
    )
    return frozenset(kazakh & russian)


def _is_of_both(word: str, common: frozenset[str]) -> bool:
    if word[0].isdigit() or len(word) == 1 or roman.value(word) is not None:
        return True
    return word in common or (word[0].isupper() and KAZAKH_ONLY.isdisjoint(word))


def _pairs(texts: Iterable[str], number: int) -> Iterator[tuple[str, str]]:
    """Yield `number` pairs of words side by side of each text that has two words."""
    draw = random.Random(SEED)
    for text in texts:
        words = _WORD.findall(text)
        for _ in range(number if len(words) > 1 else 0):
            at = draw.randrange(len(words) - 1)
            yield words[at], words[at + 1]


def main() -> None:
    """Print the figures and, where that is asked for, write down what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", type=Path, help="a file for what was wrong")
    options = parser.parse_args()
    found = list(judged(options.data))
    for name, figure in figures_of(found).items():
        print(f"{name:32} {figure}")
    if options.errors:
        wrong = [each for each in found if each.answer != each.language]
        lines = (
            f"{each.what}\t{each.language}\t{each.answer}\t{'both' if each.both else ''}\t{each.text}\n"
            for each in wrong
        )
        options.errors.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
