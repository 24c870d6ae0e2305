"""Questions with foldings switched off in, the passages that are still found out: a table that says why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.answers import Folding, Question, QuestionError
from search_service.build import build
from search_service.search import Corpus

TEXT = """Газет келді.

Газеттер көбейді.

Gazet degen jazu.

Мақала шықты.

Мүжбүр болды.

Әлихан Бөкейхан хат жазды.

Алихан Букейханов писал письма.
"""
FOLDINGS: tuple[Folding, ...] = get_args(Folding)


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("foldings")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    build([folder], folder / "index")
    with closing(Corpus.open(folder / "index")) as opened:
        yield opened


def rows() -> list[dict[str, str]]:
    table = Path(__file__).parent / "tables" / "foldings.tsv"
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def without(names: str) -> tuple[Folding, ...]:
    return tuple(folding for folding in FOLDINGS if folding in names.split(","))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['query']} without {row['without']}")
def test_each_folding_can_be_switched_off(folded: Corpus, row: dict[str, str]) -> None:
    asked = Question(q=row["query"], without=without(row["without"]), sort="position")
    answer = folded.search(asked)
    shown = [hit.passage.text for hit in answer.hits]
    begins = row["begins"].split(" | ") if row["begins"] else []
    assert len(shown) == len(begins), (shown, row["why"])
    assert all(text.startswith(begin) for text, begin in zip(shown, begins, strict=True)), row["why"]
    hows = {match.how for hit in answer.hits for match in hit.matched}
    assert hows.isdisjoint(set(row["without"].split(",")) - {"name"}), row["why"]
    assert all(name in answer.understood for name in without(row["without"]))


WORDS = ("газет", "газеттер", "макала", "gazet", "мәжбүр", "Бөкейхан", "Букейханов", "хат", "письма")
queries = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(queries, st.sampled_from(("{}", '"{}"', "={}", "газ* OR {}")))
def test_without_any_folding_a_question_is_exact(folded: Corpus, words: str, form: str) -> None:
    q = form.format(words)
    exact = folded.search(Question(q=q, mode="exact"))
    bare = folded.search(Question(q=q, without=FOLDINGS))
    assert [hit.passage.id for hit in bare.hits] == [hit.passage.id for hit in exact.hits]


@settings(max_examples=60, deadline=None)
@given(queries, st.sets(st.sampled_from(FOLDINGS)))
def test_the_fewer_foldings_the_fewer_passages(folded: Corpus, q: str, off: set[Folding]) -> None:
    def found(foldings: set[Folding]) -> set[str]:
        asked = Question(q=q, without=tuple(sorted(foldings)))
        return {hit.passage.id for hit in folded.search(asked).hits}

    for folding in FOLDINGS:
        assert found(off | {folding}) <= found(off)


def test_an_unknown_folding_is_refused(folded: Corpus) -> None:
    with pytest.raises(QuestionError, match="should be one of lemma, script, name, near") as raised:
        folded.search(Question(q="газет", without=("case",)))  # type: ignore[arg-type]
    assert raised.value.parameter == "without"
