"""The corpus that the benchmark makes: the same again, with forms that grow as a text's do; its measuring."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import accumulate, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import suffixes
from pipeline.passages import passages
from scripts import benchmark, benchmark_documents, benchmark_scale
from scripts.benchmark_corpus import Growth, Sentence, Span, Token, corpus, growth
from scripts.benchmark_engines import Asking, Engine, ours
from scripts.benchmark_peers import full_text, lines, whoosh
from scripts.benchmark_process import ENGINES, Asked, Built, Untimed, asked, built
from scripts.benchmark_scale import questions, slipped
from scripts.benchmark_table import BEGIN, END, Row, as_markdown, as_text, write

WORDS = ("қала", "дала", "мектеп", "кітап", "бала", "жазушы", "өзен", "теңіз", "айдын", "қоныс")
STEMS = (*WORDS, *("а".join(letters) + "а" for letters in product("бдқлмнрст", repeat=3)))
RARITIES = tuple(accumulate(1 / rank for rank in range(1, len(STEMS) + 1)))
"""The second word is half as common as the first, and so on (Zipf's law)."""
ENDINGS = ("", "лар", "лер", "да", "де", "ның", "нің", "ға", "ге")


def sentence(chance: random.Random) -> Sentence:
    """Ten words, a name of two words and a year."""
    words = chance.choices(STEMS, cum_weights=RARITIES, k=10)
    tokens = [Token(stem + chance.choice(ENDINGS), stem, " ") for stem in words]
    dated = (Token("1905", "1905", " "), Token("жылы", "жыл", " "), Token(".", ".", ""))
    tokens[2:4] = [Token("Ахмет", "Ахмет", " "), Token("Байтұрсынұлы", "Байтұрсынұлы", " ")]
    return Sentence((*tokens, *dated), (Span(2, 4, "PERSON"),), (Span(10, 12, "1905"),))


@pytest.fixture(scope="module")
def source() -> list[Sentence]:
    chance = random.Random(7)
    return [sentence(chance) for _ in range(200)]


def text(made: Sentence) -> str:
    return "".join(token.gap + token.form for token in made.tokens)


def test_a_corpus_is_as_long_as_asked_and_the_same_again(source: list[Sentence]) -> None:
    made = [text(each) for each in corpus(source, 500, 1)]
    assert len(made) == 500
    assert made == [text(each) for each in corpus(source, 500, 1)]
    assert made != [text(each) for each in corpus(source, 500, 2)]


def test_a_small_corpus_is_the_source_itself(source: list[Sentence]) -> None:
    assert sorted(map(text, corpus(source, len(source), 3))) == sorted(map(text, source))


def test_forms_go_on_growing_as_they_did(source: list[Sentence]) -> None:
    before = growth(list(corpus(source, len(source), 1)))
    grown = Growth(before.words, before.forms, 0.6, before.new_lemmas, before.once)
    assert grown.wanted(before.words * 8) == pytest.approx(before.forms * 8**0.6)
    after = growth(list(corpus(source, 8 * len(source), 1)))
    assert after.forms == pytest.approx(before.wanted(after.words), rel=0.02)


def test_the_exponent_of_a_text_is_that_of_its_last_growth() -> None:
    tokens = [Token(f"{'а' * (number % 8 + 1)}", "а", " ") for number in range(64)]
    assert growth([Sentence(tuple(tokens))]).exponent == 0.0
    tokens = [Token("а" * number, "а", " ") for number in range(1, 65)]
    assert growth([Sentence(tuple(tokens))]).exponent == pytest.approx(1.0)


def test_without_words_there_is_no_growth_and_no_corpus() -> None:
    with pytest.raises(ValueError, match="0 words"):
        growth([])
    with pytest.raises(ValueError, match="no sentence"):
        next(corpus([], 1, 1))


def test_names_of_two_words_and_dates_stay_whole(source: list[Sentence]) -> None:
    made = list(corpus(source, 600, 1))[len(source) :]
    names = [each.tokens[span.start : span.end] for each in made for span in each.names]
    dates = [each.tokens[span.start : span.end] for each in made for span in each.dates]
    assert names and {tuple(token.form for token in name) for name in names} == {("Ахмет", "Байтұрсынұлы")}
    assert dates and {tuple(token.form for token in date) for date in dates} == {("1905", "жылы")}


def test_new_forms_are_lemmas_with_endings_of_the_grammar(source: list[Sentence]) -> None:
    known = {token.form.casefold() for each in source for token in each.tokens}
    made = [token for each in corpus(source, 600, 1) for token in each.tokens]
    new = [token for token in made if token.form.casefold() not in known]
    assert new
    for token in new:
        assert suffixes.follows(
            token.lemma.casefold(), token.form.casefold().removeprefix(token.lemma.casefold())
        )


def test_documents_hold_the_sentences_and_come_back_from_their_file(
    source: list[Sentence], tmp_path: Path
) -> None:
    made = list(benchmark_documents.documents(source))
    found = [document.text[span.start : span.end] for document in made for span in document.sentences]
    assert found == [text(each).lstrip() for each in source]
    for document in made:
        assert {document.text[entity.start : entity.end] for entity in document.entities} == {
            "Ахмет Байтұрсынұлы"
        }
        assert {document.text[date.start : date.end] for date in document.dates} == {"1905 жылы"}
    benchmark_documents.write(made, tmp_path / "corpus.jsonl")
    assert list(benchmark_documents.read(tmp_path / "corpus.jsonl")) == made


def test_peers_get_the_words_of_each_passage(source: list[Sentence]) -> None:
    dashed = replace(source[0], tokens=(Token("Ақпан-Қазан", "Ақпан-Қазан", ""), *source[0].tokens))
    (document,) = benchmark_documents.documents([replace(dashed, names=(), dates=()), source[1]])
    first, second = lines(document)
    assert first.split()[:3] == ["ақпан", "қазан", source[0].tokens[0].form]
    assert "." not in first and len(passages(document)) == 2
    assert second.split()[-2:] == ["1905", "жылы"]


@given(st.text("абвгғд", min_size=1, max_size=12), st.integers())
def test_a_slip_is_a_slip(word: str, seed: int) -> None:
    typed = slipped(word, random.Random(seed))
    assert typed != word
    assert abs(len(typed) - len(word)) <= 1


def test_questions_are_of_words_that_stand_together() -> None:
    bag = ["бірінші", "екінші", "үшінші", "төртінші", "бесінші", "алтыншы", "ақ"]
    found = questions([bag], 1, 30)
    assert {len(each) for each in found["smart"]} == {1, 2, 6}
    assert all(
        set(words) <= set(bag[:-1]) for kind in ("term", "two words", "smart") for words in found[kind]
    )
    assert all(bag[bag.index(first) + 1] == second for first, second in found["phrase"])
    assert all(any(word.startswith(prefix) for word in bag) for (prefix,) in found["prefix"])
    with pytest.raises(ValueError, match="no passage"):
        questions([["ақ"]], 1)


def test_making_what_is_given_is_not_timed() -> None:
    given = Untimed(number for number in range(3) if sum(range(100_000)))
    assert list(given) == [0, 1, 2]
    assert given.spent > 0


@pytest.mark.parametrize("engine", [ours(), whoosh(), full_text()], ids=["izde", "Whoosh", "FTS5"])
def test_every_engine_finds_the_passages_that_hold_a_word(
    engine: Engine, source: list[Sentence], tmp_path: Path
) -> None:
    documents = list(benchmark_documents.documents(source[:40]))
    engine.build(map(engine.given, documents), tmp_path)
    holding = {
        number
        for number, each in enumerate(source[:40], start=1)
        if any(token.form == "теңізге" for token in each.tokens)
    }
    assert holding
    found = set(engine.found(tmp_path)("теңізге"))
    assert found >= holding if engine.counting(tmp_path) else found == holding
    asking: Asking = engine.asking(tmp_path)
    assert {"term", "two words", "phrase"} <= asking.keys()
    for kind in asking:
        asking[kind](["теңізге", "қалада"])


def test_an_engine_is_measured_in_a_process_of_its_own(source: list[Sentence], tmp_path: Path) -> None:
    assert {"izde", "Whoosh", "FTS5", "tantivy"} == ENGINES.keys()
    corpus_file, index, asked_file = (tmp_path / name for name in ("corpus.jsonl", "index", "questions.json"))
    benchmark_documents.write(benchmark_documents.documents(source[:40]), corpus_file)
    index.mkdir()
    cost = built("FTS5", corpus_file, index)
    assert cost.seconds > 0 and cost.size > 0 and cost.memory > 0
    kinds = ("term", "two words", "phrase", "prefix")
    asked_file.write_text(
        "{"
        + ",".join(
            f'"{kind}": [["қала", "дала"], ["қала", "дала"], ["қала", "дала"], ["қала", "дала"]]'
            for kind in kinds
        )
        + "}",
        encoding="utf-8",
    )
    answered = asked("FTS5", index, asked_file)
    assert {kind: len(times) for kind, times in answered.milliseconds.items()} == dict.fromkeys(kinds, 1)


def test_a_folder_without_texts_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["corpus", "--data", str(tmp_path / "nowhere")]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "there is no sentence in the folder" in told.err


ENGINE_NAMES = ("izde", "Whoosh")


def rows() -> list[Row]:
    """What two engines cost; the second has no times of terms."""
    built_ = [Built(2.0, 20.0, 8.0), Built(1.0, 10.0, 4.0)]
    asked_ = [Asked({"term": [1.0, 2.0, 3.0]}, 5.0, 6.0), Asked({}, 1.0, 1.0)]
    share = Row("gold queries, keyword recall", (1.0, 0.344), digits=3, share=True)
    return [*benchmark_scale.costs(built_, asked_), *benchmark_scale.latencies(asked_), share]


def test_every_engine_stands_beside_ours() -> None:
    shown = [line.split() for line in as_text(ENGINE_NAMES, rows())]
    assert shown[0] == ["izde", "Whoosh"]
    assert shown[1] == ["build,", "s", "2.0", "1.0", "(2×)"]
    assert ["term,", "p50", "ms", "2.00", "–"] in shown
    assert shown[-1][-2:] == ["1.000", "0.344"]


def test_the_table_of_the_readme_is_the_last_result(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nan older result\n{END}\nafter\n", encoding="utf-8")
    write(readme, ("", *as_markdown(ENGINE_NAMES, rows()), ""))
    told = readme.read_text(encoding="utf-8").splitlines()
    assert told[:2] == ["before", BEGIN] and told[-2:] == [END, "after"]
    assert "| build, s | 2.0 | 1.0 (2×) |" in told
    assert "| term, p95 ms | 2.90 | – |" in told
    assert not any("older" in line or "p50" in line for line in told)


def test_a_file_without_a_place_for_the_result_stays_as_it_is(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("nothing of the kind\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        write(readme, ("line",))
    assert readme.read_text(encoding="utf-8") == "nothing of the kind\n"
