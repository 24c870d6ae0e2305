"""The benchmark of the service: its questions, and what one client sees; nothing is timed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scripts.benchmark_questions import Asked, asked_of, of_gold, worst_of
from scripts.benchmark_running import BARE, serving
from search_service.application import create_app
from search_service.build import build
from search_service.query import MOST_WORDS
from search_service.search import Corpus

TEXT = "\n\n".join(
    f"Ахмет Байтұрсынұлы {year} жылы Семей қаласында газет шығарды, мектеп ашты."
    for year in range(1900, 1920)
)
GOLD = [{"query": "газет", "kind": "keyword"}, {"query": "1905/1907", "kind": "date"}]
PATHS = ["/api/v1/search?q=%D0%B3%D0%B0%D0%B7%D0%B5%D1%82", "/healthz"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service")
    (folder / "letter.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "letter.txt"], folder / "index")
    return folder / "index"


@pytest.fixture
def corpus(index: Path) -> Iterator[Corpus]:
    with closing(Corpus.open(index)) as found:
        yield found


def kinds(asked: list[Asked]) -> set[str]:
    return {
        "year"
        if "from" in each
        else "phrase"
        if each["q"].startswith('"')
        else f"{len(each['q'].split())} words"
        for each in asked
    }


def test_questions_are_of_every_kind_and_the_same_again(corpus: Corpus) -> None:
    asked = asked_of(corpus, GOLD, 60, 1)
    assert kinds(asked) == {"year", "phrase", "1 words", "2 words"}
    assert len({tuple(each.items()) for each in asked}) == 60
    assert asked == asked_of(corpus, GOLD, 60, 1) != asked_of(corpus, GOLD, 60, 2)
    assert {"q": "газет"} in asked and {"from": "1905", "to": "1907"} in asked
    assert {"from": "1900", "to": "1900"} in asked_of(corpus, (), 60, 1)


def test_a_date_of_the_gold_is_a_filter() -> None:
    assert of_gold({"query": "1905", "kind": "date"}) == {"from": "1905", "to": "1905"}


def test_a_text_without_words_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Ол да.\n", encoding="utf-8")
    build([tmp_path / "letter.txt"], tmp_path / "index")
    with closing(Corpus.open(tmp_path / "index")) as corpus, pytest.raises(ValueError, match="no passage"):
        asked_of(corpus, (), 1, 1)


def test_the_worst_is_allowed(corpus: Corpus, index: Path) -> None:
    client = create_app(index).test_client()
    worst = worst_of(corpus, 1)
    assert len(worst) == len(set(worst[::3])) * 3 and MOST_WORDS > 1
    for path in worst[:3]:
        with client.get(path) as reply:
            assert reply.status_code == 200 and reply.data


def test_one_client_is_told_of_an_answer_that_is_none(index: Path) -> None:
    with serving(index, IZDE_WORKERS="1") as service:
        assert len(list(service.milliseconds(PATHS))) == 2
        with pytest.raises(ValueError, match="404"):
            list(service.milliseconds(["/nowhere"]))
        if Path("/proc").is_dir():
            assert service.memory() > 1
    with serving(index, BARE) as service:
        assert len(list(service.milliseconds(PATHS[:1]))) == 1


def test_a_service_that_does_not_start_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="did not start.*izde build"), serving(tmp_path):
        pass
