"""A folder of texts and a number of passages in; what building and asking costs, ours and others', out."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.annotate import annotate
from pipeline.evaluation.figures import Figure
from pipeline.passages import passages
from pipeline.readers import read
from scripts import benchmark_corpus, benchmark_documents, benchmark_process
from scripts.benchmark_engines import Engine
from scripts.benchmark_process import ENGINES, WARMING, Asked, Built
from scripts.benchmark_table import Row
from scripts.gold import Gold, Item
from scripts.measure_gold import TEXTS
from scripts.score_search import search_figures
from search_service.terminal import Progress

QUESTIONS = 60
"""Questions of each kind that are timed."""
SHORTEST = 5
"""Letters of a word that is asked for."""
PREFIX = 4
LONG_QUESTION = 6
"""Words; so many are a whole question."""
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

Questions = dict[str, list[list[str]]]


def questions(bags: Sequence[Sequence[str]], seed: int, number: int = QUESTIONS + WARMING) -> Questions:
    """So many questions of each kind, of words that stand in one of the passages `bags` together.

    A word is drawn as often as the passages have it. Of the kind "smart", one in three is a word, two words,
    and a whole question. Raises ValueError where no passage has enough words.
    """
    chance = random.Random(seed)
    runs = [[word for word in bag if word.isalpha() and len(word) >= SHORTEST] for bag in bags]
    long = [run for run in runs if len(run) >= LONG_QUESTION]
    if not long:
        raise ValueError(f"no passage has {LONG_QUESTION} words of {SHORTEST} letters to ask for")
    drawn = [chance.choice(long) for _ in range(number)]
    neighbours = [pair for bag in bags for pair in zip(bag, bag[1:], strict=False) if _asked_for(pair)]
    lengths = (1, 2, LONG_QUESTION)
    smart = [chance.sample(run, lengths[place % 3]) for place, run in enumerate(drawn)]
    return {
        "term": [[chance.choice(run)] for run in drawn],
        "two words": [chance.sample(run, 2) for run in drawn],
        "phrase": [list(chance.choice(neighbours or [(run[0], run[1])])) for run in drawn],
        "prefix": [[chance.choice(run)[:PREFIX]] for run in drawn],
        "suggest": [[chance.choice(run)[: chance.randint(1, PREFIX)]] for run in drawn],
        "fuzzy": [[slipped(chance.choice(run), chance)] for run in drawn],
        "smart": smart,
        "smart, nothing shown": smart,
    }


def _asked_for(words: Iterable[str]) -> bool:
    return all(word.isalpha() and len(word) >= SHORTEST for word in words)


def slipped(word: str, chance: random.Random) -> str:
    """The word with one letter left out, put in, exchanged for another, or for its neighbour."""
    at = chance.randrange(len(word))
    letter = chance.choice([letter for letter in LETTERS if letter != word[at]])
    kind = chance.randrange(4)
    if kind == 0 and len(word) > 1:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2 and word[at : at + 1] != word[at + 1 : at + 2] and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + letter + word[at + 1 :]


def measured(data: Path, passages: int, seed: int, engines: Sequence[str]) -> tuple[str, list[Row]]:
    """What the corpus is, in words, and the rows of what was measured, a column an engine.

    Raises OSError, and ValueError for a folder without texts.
    """
    progress = Progress()
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = _made(data, folder, passages, seed, progress)
        built: list[Built] = []
        asked: list[Asked] = []
        for place, engine in enumerate(engines):
            index = folder / engine
            index.mkdir()
            progress(2 * place, 2 * len(engines), f"{engine}: building")
            built.append(benchmark_process.built(engine, folder / "corpus.jsonl", index))
            progress(2 * place + 1, 2 * len(engines), f"{engine}: asking")
            asked.append(benchmark_process.asked(engine, index, folder / "questions.json"))
        progress.clear()
    return made, [*costs(built, asked), *latencies(asked), *_recalls(engines)]


def _made(data: Path, folder: Path, passages: int, seed: int, progress: Progress) -> str:
    """Write the corpus and the questions; say how large it is and how its forms grew."""
    progress(0, passages, "reading the folder")
    found = benchmark_corpus.sentences(data)
    start = time.process_time()
    made = []
    for number, sentence in enumerate(benchmark_corpus.corpus(found, passages, seed), start=1):
        made.append(sentence)
        if number % 1000 == 0:
            progress(number, passages, "making passages")
    benchmark_documents.write(benchmark_documents.documents(made), folder / "corpus.jsonl")
    grown = benchmark_corpus.growth(made)
    source = benchmark_corpus.growth(list(benchmark_corpus.corpus(found, len(found), seed)))
    chance = random.Random(seed)
    drawn = chance.sample(made, min(len(made), 2000))
    bags = [[token.form.lower() for token in sentence.tokens if token.is_word] for sentence in drawn]
    asked = json.dumps(questions(bags, seed), ensure_ascii=False)
    (folder / "questions.json").write_text(asked, encoding="utf-8")
    progress.clear()
    return (
        f"{len(made):,} passages, {grown.words:,} words, {grown.forms:,} forms, seed {seed}, made in"
        f" {time.process_time() - start:.0f} s; forms grow with the exponent {grown.exponent:.2f},"
        f" in the folder {source.exponent:.2f}; met once: {grown.once:.0%}, in the folder {source.once:.0%}"
    )


def costs(built: Sequence[Built], asked: Sequence[Asked]) -> Iterator[Row]:
    """A row a cost of building and opening."""
    for name, values in (
        ("build, s", [each.seconds for each in built]),
        ("  memory of the build, MB", [each.memory for each in built]),
        ("  size on disk, MB", [each.size for each in built]),
        ("open: memory, MB", [each.opened for each in asked]),
        ("  memory after all questions, MB", [each.memory for each in asked]),
    ):
        yield Row(name, tuple(values), digits=1)


def latencies(asked: Sequence[Asked]) -> Iterator[Row]:
    """Two rows a kind of question: the median, and what 95 of 100 take at most."""
    kinds = dict.fromkeys(kind for each in asked for kind in each.milliseconds)
    for kind in kinds:
        times = [each.milliseconds.get(kind, []) for each in asked]
        yield Row(f"{kind}, p50 ms", tuple(_part(each, 50) for each in times), brief=False)
        yield Row(f"{kind}, p95 ms", tuple(_part(each, 95) for each in times))


def _part(times: Sequence[float], percent: int) -> float | None:
    if len(times) < 2:
        return None
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _recalls(engines: Sequence[str]) -> Iterator[Row]:
    found = [gold_figures(ENGINES[engine]()) for engine in engines]
    for name in found[0]:
        shown = name.replace("search ", "gold queries, ", 1)
        yield Row(shown, tuple(each[name].value for each in found), digits=3, share=True)


def gold_figures(engine: Engine) -> dict[str, Figure]:
    """Recall and average precision of the lecture's gold queries, without those for dates."""
    text, gold_folder = TEXTS["lecture"]
    annotation = annotate(read(text))
    spans = [annotation.aligned.raw_span(p.start, p.end) for p in passages(annotation)]
    gold = Gold([gold_folder])
    gold.queries[:] = [query for query in gold.queries if query["kind"] != "date"]
    with TemporaryDirectory() as name:
        engine.build(iter([engine.given(annotation)]), Path(name))
        find = engine.found(Path(name))

        def search(parameters: dict[str, str]) -> list[Item]:
            found = (spans[number - 1] for number in find(parameters["q"]))
            return [{"raw_start": start, "raw_end": end} for start, end in found]

        return search_figures(gold, search)
