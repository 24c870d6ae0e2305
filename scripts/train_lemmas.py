"""Annotated Kazakh tokens in, the lemmas of forms and the weights of the lemma model of pipeline/models out.

usage: python -m scripts.train_lemmas DATA [--out pipeline/models]

DATA holds lemma/wiki_lemma_train.tsv (Kazakh Wikipedia) and ud/kk_ktb-ud-train.conllu (UD_Kazakh-KTB);
documents kept for measuring are left out. Run scripts.train_lexicon first: its stems are evidence here.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

from pipeline import lexicon, suffixes, tables
from pipeline.lemma_model import Candidate, candidates, likeliest
from pipeline.lexicon import Evidence
from scripts.train_lexicon import HELD_OUT, WORD, verbal_nouns

PASSES = 12
RATE = 0.15
DECAY = 1e-5
SMALLEST = 0.02
"""Weights below this are left out of the model."""

SEED = 1


def annotated(data: Path) -> Counter[tuple[str, str, str]]:
    """How often each (form, lemma, part of speech) was annotated."""
    parts = {row["tag"]: row["pos"] for _, row in tables.rows("parts_of_speech.tsv", "tag", "pos", "why")}
    found: Counter[tuple[str, str, str]] = Counter()
    document = ""
    for line in (data / "lemma" / "wiki_lemma_train.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# doc = "):
            document = line.removeprefix("# doc = ")
        elif line and document not in HELD_OUT:
            form, lemma, tags = line.split("\t")
            if lemma != "_":
                found[form, lemma, parts.get(tags.split(" ")[0], "X")] += 1
    for line in (data / "ud" / "kk_ktb-ud-train.conllu").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            found[cells[1], cells[2], cells[3]] += 1
    return Counter({key: number for key, number in found.items() if WORD.fullmatch(key[0].casefold())})


def examples(found: Counter[tuple[str, str, str]]) -> list[tuple[list[Candidate], list[bool], float]]:
    """Each form's candidates, which of them are right, and its weight, where one is right and one wrong.

    What a form itself contributed to the annotated stems is taken off: it is judged as if it had been unseen.
    """
    words = lexicon.load()
    own: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (form, lemma, part), number in found.items():
        own[form.casefold()][lemma.casefold(), _kind(part)] += number
    listed = []
    for (form, lemma, part), number in found.items():
        taken = own[form.casefold()]

        def known(stem: str, kind: str, taken: Counter[tuple[str, str]] = taken) -> Evidence:
            evidence = words.evidence(stem, kind)
            return evidence._replace(annotated=max(evidence.annotated - taken[stem, kind], 0))

        for view in (known, _nothing):
            choices = list(candidates(form, view))
            right = [
                choice.stem.casefold() == lemma.casefold() and choice.verb == (_kind(part) == "verb")
                for choice in choices
            ]
            if any(right) and not all(right):
                listed.append((choices, right, 1 + math.log2(number)))
    return listed


def _nothing(stem: str, kind: str) -> Evidence:
    """A lexicon that knows no stem: so the model learns words that the training texts lack, too."""
    return Evidence(0, 0, 0)


def _kind(part: str) -> str:
    return "verb" if part in ("VERB", "AUX") else "noun"


def trained(listed: list[tuple[list[Candidate], list[bool], float]]) -> dict[str, float]:
    """Weights that make the right candidates likely, by stochastic ascent on the log-likelihood, averaged."""
    weights: dict[str, float] = defaultdict(float)
    total: dict[str, float] = defaultdict(float)
    order = random.Random(SEED)
    for step in range(PASSES):
        order.shuffle(listed)
        rate = RATE / (1 + step / 3)
        for choices, right, weight in listed:
            scores = [sum(weights[name] for name in choice.features) for choice in choices]
            highest = max(scores)
            shares = [math.exp(score - highest) for score in scores]
            whole = sum(shares)
            good = sum(share for share, is_right in zip(shares, right, strict=True) if is_right)
            for choice, share, is_right in zip(choices, shares, right, strict=True):
                slope = (share / good if is_right and good else 0.0) - share / whole
                if abs(slope) > 1e-4:
                    for name in choice.features:
                        weights[name] += rate * min(weight, 3) * slope - DECAY * weights[name]
        if step >= PASSES // 2:
            for name, value in weights.items():
                total[name] += value
    return {name: value / (PASSES - PASSES // 2) for name, value in total.items()}


def forms(found: Counter[tuple[str, str, str]], weights: dict[str, float]) -> dict[str, tuple[str, str]]:
    """The commonest (lemma, part of speech) of each form, case aside.

    Where the model has its way for all forms of a word, a form that was annotated otherwise has no row.
    """
    best: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (form, lemma, part), number in found.items():
        best[form.casefold()][lemma, part] += number
    return {
        form: max(sorted(lemmas), key=lambda pair: lemmas[pair])
        for form, lemmas in best.items()
        if not _is_settled(form, *max(lemmas, key=lambda pair: lemmas[pair]), lemmas.total(), weights)
    }


def _is_settled(form: str, lemma: str, part: str, number: int, weights: dict[str, float]) -> bool:
    """Whether the model's lemma of `form` is to hold against the one annotated, `number` times.

    So it is where they differ in how much of a verb's voice is its stem (қат, қатыс) or whether a verbal noun
    is a noun, lest the forms of one word part; and where the form, annotated once, is an annotated lemma
    itself: the reading seen may be the rarer (қала as a form of қал).
    """
    best = likeliest(form, weights)
    if best.stem == lemma.casefold():
        return False
    if _kind(part) == "verb" and best.verb:
        longer, shorter = sorted((best.stem, lemma.casefold()), key=len, reverse=True)
        return any(found.kind == "verb" and found.stem == shorter for found in suffixes.analyses(longer))
    if (best.analysis.verbal_noun or best.stem) == lemma.casefold() or best.stem in verbal_nouns(form, lemma):
        return True
    return number == 1 and best.stem == form and lexicon.load().evidence(form, "noun").annotated > 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "pipeline" / "models")
    options = parser.parse_args()
    found = annotated(options.data)
    weights = trained(examples(found))
    for name, lines in {
        "lemmas.tsv.gz": [
            f"{form}\t{lemma}\t{part}" for form, (lemma, part) in sorted(forms(found, weights).items())
        ],
        "lemma_weights.tsv.gz": [
            f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST
        ],
    }.items():
        packed = gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), mtime=0)
        (options.out / name).write_bytes(packed)
        print(f"{name}\t{hashlib.sha256(packed).hexdigest()}")


if __name__ == "__main__":
    main()
