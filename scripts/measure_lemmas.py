"""Annotated texts in; lemma accuracy and conflation F1 of texts that were not learnt from out.

usage: python -m scripts.measure_lemmas DATA [--folds 5] [--errors FILE]
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from pipeline.kazakh_lemmas import KazakhLemmatiser
from scripts.lemma_learning import learnt
from scripts.lemma_texts import ARTICLES, TREEBANK, TREEBANK_DEV, Documents, Sentence, Token, documents


class Judged(NamedTuple):
    token: Token
    lemma: str
    part: str


def judged(sentences: list[Sentence], lemmatiser: KazakhLemmatiser) -> list[Judged]:
    """The words of `sentences` with what the lemmatiser makes of them."""
    return [
        Judged(token, reading.lemma, reading.pos)
        for sentence in sentences
        for token, reading in zip(
            sentence, lemmatiser.decided([token.form for token in sentence]), strict=True
        )
        if token.is_word
    ]


def accuracy(words: list[Judged]) -> float:
    right = sum(word.lemma.casefold() == word.token.lemma.casefold() for word in words)
    return right / len(words)


def conflation(words: list[Judged]) -> float:
    """F1 of the pairs of distinct forms that share a lemma."""
    pairs = []
    for lemmas in (lambda word: word.token.lemma, lambda word: word.lemma):
        forms = defaultdict(set)
        for word in words:
            forms[lemmas(word).casefold()].add(word.token.form.casefold())
        pairs.append({pair for alike in forms.values() for pair in combinations(sorted(alike), 2)})
    gold, ours = pairs
    return 2 * len(gold & ours) / (len(gold) + len(ours))


def line(name: str, words: list[Judged]) -> str:
    parts = sum(word.part == word.token.part for word in words) / len(words)
    return f"{name}\t{len(words)}\t{accuracy(words):.4f}\t{conflation(words):.4f}\t{parts:.4f}"


def held_out(found: Documents, folds: int) -> dict[str, list[Judged]]:
    """What is made of each document when others were learnt from, by kind of text."""
    names = [name for name in found if name[0] != TREEBANK]
    words: dict[str, list[Judged]] = defaultdict(list)
    for fold in range(folds):
        out = {name for number, name in enumerate(names) if number % folds == fold}
        lemmatiser = learnt({name: sentences for name, sentences in found.items() if name not in out})
        for name in sorted(out):
            words[name[0]] += judged(found[name], lemmatiser)
        for kind, done in words.items():
            print(line(f"{kind}, after fold {fold + 1}", done), flush=True)
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--errors", type=Path, help="a file for what was wrong")
    options = parser.parse_args()
    found = documents(options.data)
    print("texts\twords\tlemmas\tconflation\tparts of speech")
    words = held_out(found, options.folds)
    for kind in (ARTICLES, TREEBANK_DEV):
        print(line(f"{kind}, cross-validated", words[kind]))
    alone = learnt({name: sentences for name, sentences in found.items() if name[0] != TREEBANK_DEV})
    dev = [sentence for name, sentences in found.items() if name[0] == TREEBANK_DEV for sentence in sentences]
    print(line("treebank dev, learnt from the train part and the articles", judged(dev, alone)))
    if options.errors:
        wrong = Counter(
            (*word.token, word.lemma, word.part)
            for kind in words
            for word in words[kind]
            if word.lemma.casefold() != word.token.lemma.casefold()
        )
        lines = ("\t".join((str(number), *case)) + "\n" for case, number in wrong.most_common())
        options.errors.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
