"""Questions in, what is said of the answer out: how words match, who shares a name, what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from search_service.answers import Match, Question
from search_service.build import build
from search_service.finding import Finder
from search_service.search import Corpus
from tests.work import calls

TEXT = """Ахмет Байтұрсынұлы газет шығарды. Міржақып Дулатұлы өлең жазды.

Ахмет Жұбанов ән жинады. Ахмет Жұбанов күй зерттеді.

Кітап шықты. Кітаптар көп болды. Кітәп деген жазу бар.

Кітап оқыды. Кітап жазды. Кітап берді. Кітап алды. Кітап сатты.

Қызыл кітаб табылды. Газет пен журнал таратылды.
"""


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    build([folder], folder / "index")
    with closing(Corpus.open(folder / "index")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("q", "match"),
    [
        ("кітап", Match("Кітап", "кітап", "exact")),
        ("кітап", Match("Кітаптар", "кітап", "lemma")),
        ("kitap", Match("Кітап", "kitap", "script")),
        ("кітап", Match("кітаб", "кітап", "near", 1.0)),
        ("кітеп", Match("Кітап", "кітеп", "near", 0.5)),
        ("газит журнал", Match("Газет", "газит", "near", 1.0)),
        ("газит журнал", Match("журнал", "журнал", "exact")),
        ("Байтурсынов", Match("Ахмет Байтұрсынұлы", "Байтурсынов", "name")),
        ("person:Жубанав", Match("Ахмет Жұбанов", "Жубанав", "near", 0.5)),
    ],
)
def test_a_hit_tells_what_matched_how(explained: Corpus, q: str, match: Match) -> None:
    assert match in [each for hit in explained.search(Question(q=q)).hits for each in hit.matched]


def test_a_likelier_near_spelling_comes_first_and_lets_others_in(explained: Corpus) -> None:
    hits = explained.search(Question(q="кітеп")).hits
    distances = [hit.matched[0].distance for hit in hits]
    assert distances[:2] == [0.5, 0.5] and 1.5 in distances[2:]
    assert {hit.matched[0].surface for hit in hits[:2]} == {"Кітап", "Кітәп"}
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == len(scores)


@pytest.mark.parametrize(
    ("q", "better"),
    [
        ("журнол", ("журнал",)),
        ("кітоптар", ("кітап",)),
        ("газит журнол?", ("газет журнал?",)),
        ("кітаб", ()),
        ("газет", ()),
        ("газеттің журнол", ("газеттің журнал",)),
        ("хххххххх", ()),
        ("журнол кұмыра", ()),
    ],
)
def test_what_may_have_been_meant_is_a_word_that_finds(
    explained: Corpus, q: str, better: tuple[str, ...]
) -> None:
    assert explained.search(Question(q=q)).suggestions == better
    assert all(explained.search(Question(q=each)).total for each in better)


def test_who_shares_a_name_is_told_apart(explained: Corpus) -> None:
    answer = explained.search(Question(q="person:Ахмет"))
    assert [(each.word, each.id, each.count) for each in answer.namesakes] == [
        ("Ахмет", "zhubanov-akhmet", 2),
        ("Ахмет", "baitursynuly-akhmet", 1),
    ]
    for each in answer.namesakes:
        asked = replace(answer.question, entities=(each.id,))
        assert explained.search(asked).total == each.count
    assert explained.search(Question(q="Байтурсынов")).namesakes == ()


@pytest.mark.parametrize(
    ("q", "begins"),
    [
        ("person:Ахмет", ["Ахмет Байтұрсынұлы", "Ахмет Жұбанов ән", "Ахмет Жұбанов күй"]),
        ("person:Ахмет.Ж", ["Ахмет Жұбанов ән", "Ахмет Жұбанов күй"]),
        ("person:Байт", ["Ахмет Байтұрсынұлы"]),
        ("person:Кітап", []),
        ("place:Ахмет", []),
    ],
)
def test_a_field_finds_mentions_by_their_names_and_not_words(
    explained: Corpus, q: str, begins: list[str]
) -> None:
    hits = explained.search(Question(q=q, sort="position", without=("near",))).hits
    assert len(hits) == len(begins), [hit.passage.text for hit in hits]
    for hit, begin in zip(hits, begins, strict=True):
        assert hit.passage.text.startswith(begin)
        assert {match.how for match in hit.matched} == {"name"}


def ticking(step: float) -> Callable[[], float]:
    """A clock that goes on by `step` seconds whenever it is looked at."""
    ticks = count()
    return lambda: next(ticks) * step


@pytest.mark.parametrize("q", ["кітап", "кітаптар", "kitap", "кіт*", "кітап газет журнал жазды ма", "кітаб"])
def test_without_time_an_answer_is_partial_and_says_so(explained: Corpus, q: str) -> None:
    def found(seconds: float | None) -> tuple[set[int], tuple[str, ...]]:
        finder = Finder(explained.store, explained.store.index, budget=seconds, clock=ticking(1))
        answer = finder.found(Question(q=q))
        return set(answer.numbers.tolist()), answer.partial

    whole, nothing = found(None)
    assert nothing == () and found(1000) == (whole, ())
    hurried, left_out = found(0)
    assert left_out and hurried <= whole
    assert all(part <= whole for part, _ in map(found, range(1, 12)))
    assert [len(left) for _, left in map(found, range(12))] == sorted(
        (len(left) for _, left in map(found, range(12))), reverse=True
    )


def test_the_corpus_gives_each_question_its_time(explained: Corpus) -> None:
    hurried = Corpus(explained.store, explained.store.index, budget=0.0)
    answer = hurried.search(Question(q="кітап"))
    assert answer.hits and any("near spellings of кітап" in each for each in answer.partial)
    assert explained.search(Question(q="кітап")).partial == ()


def test_what_was_typed_on_another_keyboard_is_found_and_told(explained: Corpus) -> None:
    answer = explained.search(Question(q="ufptn"))
    assert answer.understood == "газет [“ufptn” as typed on another keyboard]"
    assert {match.surface for hit in answer.hits for match in hit.matched} == {"газет", "Газет"}
    assert explained.search(Question(q="ufptn", without=("script",))).total == 0
    assert explained.search(Question(q="газет", without=("near",))).understood == "газет [without near]"


@pytest.mark.parametrize(
    "q", ["кітап", "газет журнал", '"кітап шықты"', "кіт*", "кітап -газет", "person:Ахмет"]
)
def test_many_passages_are_found_in_as_few_steps_as_a_few(tmp_path: Path, q: str) -> None:
    def steps(times: int) -> int:
        folder = tmp_path / str(times)
        folder.mkdir()
        (folder / "text.txt").write_text("\n\n".join([TEXT] * times), encoding="utf-8")
        build([folder], folder / "index")
        with closing(Corpus.open(folder / "index")) as opened:
            finder = Finder(opened.store, opened.store.index)
            assert len(finder.found(Question(q=q))) >= times
            return calls(lambda: finder.found(Question(q=q)))

    assert steps(40) < 1.2 * steps(4)
