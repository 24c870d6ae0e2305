"""Kazakh training texts in, word counts, stems and a character model for pipeline/models out.

usage: python -m scripts.train_lexicon DATA [--out pipeline/models]

DATA holds ner/train.iob2 (KazNERD), qa/passages.jsonl (KazQAD), lemma/wiki_lemma_train.tsv (Kazakh Wikipedia)
and ud/kk_ktb-ud-train.conllu (UD_Kazakh-KTB). Documents kept for measuring (HELD_OUT) are left out.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pipeline import suffixes
from pipeline.lexicon import listed_stems

LOOK_ALIKES = str.maketrans("әғқңөұүһіы", "агкноуухии")
MISTAKEN_ONCE_IN = 8
STRONG_ENDINGS = frozenset(
    {
        "past participle",
        "perfective",
        "past",
        "verbal noun",
        "imperfective",
        "habitual participle",
        "conditional",
    }
)
"""First endings that tell a verb stem, unlike those that nouns have in the same form."""

HELD_OUT = frozenset({"Ахмет_Байтұрсынұлы", "Міржақып_Дулатұлы", "Қазақстан"})
WORD = re.compile(r"[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*")
TOKEN = re.compile(r"\w+(?:-\w+)*|[.!?…:]")
CLOSING = frozenset(".!?…:")
ORDER = 5
WORD_START = "^"
WORD_END = "$"


def sentences(data: Path) -> Iterator[list[str]]:
    """Yield the tokens of each sentence of the training texts."""
    yield from _spoken(data / "ner" / "train.iob2", data / "ner" / "train.ids.txt")
    for line in (data / "qa" / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        yield from _split(TOKEN.findall(json.loads(line)["text"]))
    document, tokens = "", list[str]()
    for line in (data / "lemma" / "wiki_lemma_train.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# doc = "):
            document = line.removeprefix("# doc = ")
        elif document not in HELD_OUT:
            tokens += line.split("\t")[0].split()
    yield from _split(tokens)
    for line in (data / "ud" / "kk_ktb-ud-train.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            yield from _split(TOKEN.findall(line.removeprefix("# text = ")))


def _spoken(path: Path, ids: Path) -> Iterator[list[str]]:
    """Yield KazNERD's sentences; of those written twice (AID1, BID1: numerals as words, digits) one."""
    seen: set[str] = set()
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    for block, name in zip(blocks, ids.read_text(encoding="utf-8").split(), strict=True):
        number = re.sub(r"\D", "", name)
        if number not in seen:
            seen.add(number)
            yield [line.split()[0] for line in block.splitlines()]


def _split(tokens: list[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for token in tokens:
        if token in CLOSING and not (token == "." and sentence and len(sentence[-1]) == 1):
            yield sentence
            sentence = []
        else:
            sentence.append(token)
    yield sentence


def counts(data: Path) -> dict[str, tuple[int, int, int]]:
    """How often each clean word occurs, of these with a capital inside a sentence, and without capitals."""
    all_of: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for sentence in sentences(data):
        for place, token in enumerate(sentence):
            word = token.casefold()
            if not WORD.fullmatch(word):
                continue
            all_of[word] += 1
            if place and token[:1].isupper():
                capital[word] += 1
            small[word] += token == word
    return {word: (all_of[word], capital[word], small[word]) for word in _sound(all_of)}


def _sound(words: Counter[str]) -> Iterator[str]:
    """Yield the words, less the rare ones that are a frequent word with a letter mistaken for its like."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[word.translate(LOOK_ALIKES)].append(word)
    for alike in groups.values():
        most = max(words[word] for word in alike)
        yield from (word for word in alike if most < MISTAKEN_ONCE_IN * words[word] or len(word) < 5)


def stems(data: Path, words: Collection[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Stems with their kind (noun, verb): in how many tokens annotated so, with how many endings met."""
    found: Counter[tuple[str, str]] = Counter()
    verbal: Counter[str] = Counter()
    for form, lemma, verb in annotated(data):
        if WORD.fullmatch(lemma.casefold()):
            found[lemma.casefold(), "verb" if verb else "noun"] += 1
        if verb:
            verbal.update(verbal_nouns(form, lemma))
    for noun, number in verbal.items():
        # Annotated now as a noun, now as a verb's form (жазу): what it is more often, it is always.
        if found[noun, "noun"] < number:
            del found[noun, "noun"]
    endings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word in words:
        for analysis in suffixes.analyses(word):
            if analysis.endings and analysis.inflected_only and analysis.kind != "third":
                endings[analysis.stem, analysis.kind].add(analysis.endings[0].name)
    inferred = {
        (stem, kind): 0
        for (stem, kind), names in endings.items()
        if len(stem) > 2
        and (_is_verb(stem, names, endings) if kind == "verb" else stem in words and len(names) >= 2)
    }
    known = inferred | dict.fromkeys(listed_stems(), 1) | found
    return {
        key: (number, len(endings.get(key, ())))
        for key, number in (inferred | found).items()
        if number or not _is_inflected(*key, known)
    }


def verbal_nouns(form: str, lemma: str) -> set[str]:
    """The verbal nouns of the verb `lemma` that `form` may be a form of."""
    return {
        noun
        for analysis in suffixes.analyses(form.casefold())
        if analysis.kind == "verb" and analysis.stem == lemma.casefold() and (noun := analysis.verbal_noun)
    }


def _is_verb(stem: str, names: set[str], endings: dict[tuple[str, str], set[str]]) -> bool:
    """Whether a stem takes enough endings to be believed, and more than it would without a last ы or і."""
    strong = names & STRONG_ENDINGS
    shorter = endings.get((stem[:-1], "verb"), set()) & STRONG_ENDINGS
    if stem.endswith(("ы", "і")) and len(shorter) >= len(strong):
        return False
    return len(strong) >= (3 if len(stem) < 5 else 2)


def _is_inflected(stem: str, kind: str, known: Mapping[tuple[str, str], int]) -> bool:
    """Whether an inferred stem is a known one with endings (a plural, a passive, a negative)."""
    return any(
        analysis.endings
        and analysis.inflected_only
        and (analysis.stem, analysis.kind) in known
        and (kind == "noun" or analysis.endings[-1].target in ("verb", "negative"))
        for analysis in suffixes.analyses(stem)
    )


def annotated(data: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield (form, lemma, whether a verb) of each token with one lemma in the annotated training texts."""
    document = ""
    for line in (data / "lemma" / "wiki_lemma_train.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("# doc = "):
            document = line.removeprefix("# doc = ")
        elif line and document not in HELD_OUT:
            form, lemma, tags = line.split("\t")
            if lemma != "_" and " " not in form:
                yield form, lemma, tags.split()[:1] in (["v"], ["vaux"])
    for line in (data / "ud" / "kk_ktb-ud-train.conllu").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit() and cells[3] != "PUNCT":
            yield cells[1], cells[2], cells[4] in ("v", "vaux")


def character_model(words: dict[str, int]) -> dict[str, dict[str, float]]:
    """Witten-Bell interpolated log-probabilities of character n-grams and the log-weights of backing off.

    A word counts one more for each doubling of its frequency: the model judges spellings, not topics.
    """
    grams: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
    for word, number in words.items():
        weight = 1 + int(math.log2(number))
        padded = WORD_START * (ORDER - 1) + word + WORD_END
        for end in range(ORDER - 1, len(padded)):
            for order in range(1, ORDER + 1):
                grams[order][padded[end - order + 1 : end + 1]] += weight
    probability: dict[str, float] = {}
    back_off: dict[str, float] = {}
    letters = len(grams[1])
    for order in range(1, ORDER + 1):
        followers: dict[str, list[int]] = defaultdict(list)
        for gram, number in grams[order].items():
            followers[gram[:-1]].append(number)
        for history, numbers in followers.items():
            back_off[history] = len(numbers) / (sum(numbers) + len(numbers))
        for gram, number in grams[order].items():
            history = gram[:-1]
            numbers = followers[history]
            shorter = probability[gram[1:]] if order > 1 else 1 / letters
            probability[gram] = (number + len(numbers) * shorter) / (sum(numbers) + len(numbers))
    kept = {gram: p for gram, p in probability.items() if len(gram) < 3 or grams[len(gram)][gram] > 2}
    return {
        "probability": {gram: round(math.log(p), 2) for gram, p in sorted(kept.items())},
        "back_off": {
            history: round(math.log(p), 2)
            for history, p in sorted(back_off.items())
            if p and any(history + letter in kept for letter in grams[1])
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "pipeline" / "models")
    options = parser.parse_args()
    words = counts(options.data)
    table = "".join(
        f"{word}\t{number}\t{capital}\t{small}\n" for word, (number, capital, small) in sorted(words.items())
    )
    found = sorted(stems(options.data, words).items())
    roots = "".join(f"{stem}\t{kind}\t{number}\t{endings}\n" for (stem, kind), (number, endings) in found)
    model = character_model({word: number for word, (number, _, _) in words.items()})
    for name, text in {
        "words.tsv.gz": table,
        "stems.tsv.gz": roots,
        "characters.json.gz": json.dumps(model, ensure_ascii=False, separators=(",", ":")),
    }.items():
        # No time stamp, so that the same data gives the same bytes.
        packed = gzip.compress(text.encode("utf-8"), mtime=0)
        (options.out / name).write_bytes(packed)
        print(f"{name}\t{hashlib.sha256(packed).hexdigest()}")


if __name__ == "__main__":
    main()
