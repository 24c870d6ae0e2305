"""Queries with operators in, the passages that answer them out, on an index built from small texts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service import expansions, operators
from search_service.answers import Question, QuestionError
from search_service.build import build
from search_service.cli import parser
from search_service.query import tree
from search_service.search import Corpus
from tests.asking import query_parameters
from tests.running import Service

KAZAKH = """Баспасөз туралы

Газеттер мен журналдар.

«Қазақ» газеті 1913 жылы Орынбор қаласында шыға бастады. Газеттің редакторы Ахмет Байтұрсынұлы болды.

Әлихан Бөкейханның мақалалары газетте жиі жарияланды. Мақалаларды оқырмандар күтті.

«Айқап» журналы 1911 жылдан бастап Троицк қаласында шықты.

Генерал-губернатордың жарлығымен 1918 жылы газет жабылды. Журналдағы мақала да, газеттегі мақала да қалды.

Оқырмандардың хаттары Орынборға көп келді. Хатты газет оқырманы жазды.

Мектеп қолдан келгенше ашылды. Көл жағасында мектеп салынды. Қалада мектептер көбейді.

Қазақтар жайлауға көшті. Казактар бекініс салды.
"""
RUSSIAN = """О печати

Газета «Казах» выходила в Оренбурге с 1913 года. Алихан Букейханов писал для неё статьи.

Редактором газеты был Ахмет Байтурсынов. Журнал «Айкап» издавался в Троицке.

Семипалатинские читатели присылали письма. Письма печатались в каждом номере журнала.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "kazakh.txt").write_text(KAZAKH, encoding="utf-8")
    (folder / "russian.txt").write_text(RUSSIAN, encoding="utf-8")
    build([folder], folder / "index")
    with closing(Corpus.open(folder / "index")) as opened:
        yield opened


def found(corpus: Corpus, q: str, **more: Any) -> set[str]:
    answer = corpus.search(Question(q=q, limit=100, **more))
    ids = {hit.passage.id for hit in answer.hits}
    assert answer.total == len(answer.hits) == len(ids), q
    return ids


MODES = ("smart", "exact", "fuzzy")
ATOMS = (
    "мақала", "оқырман", "көбейді", "шықты", "макала", "жүрнал", "жағасында", "мақалы", "жоқсөз",
    '"оқырман хат"', "«мақала оқырман»", '="газет"', "=мақала", '"газет мақала"~3', "мек*", "гу*", "gaz*",
    "person:Бөкейхан", "place:Орынбор", "work:Айқап", "person:Абай",
    "date:1913", "date:1911~", "date:..1912", "lang:ru", "doc:kazakh",
)  # fmt: skip
Expression = tuple[str, Any, Any]
expressions: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(ATOMS),
    lambda parts: st.tuples(st.sampled_from(["AND", "OR", "NOT"]), parts, parts),
    max_leaves=6,
)


def typed(expression: Any) -> str:
    if isinstance(expression, str):
        return expression
    operator, first, second = expression
    return f"({typed(first)}) {operator} ({typed(second)})"


@settings(max_examples=150, deadline=None)
@given(expressions, st.sampled_from(MODES))
def test_operators_join_what_their_parts_find(corpus: Corpus, expression: Any, mode: Any) -> None:
    @cache
    def of(part: str) -> set[str]:
        return found(corpus, part, mode=mode)

    def wanted(part: Any) -> set[str]:
        if isinstance(part, str):
            return of(part)
        operator, first, second = part
        if operator == "AND":
            return wanted(first) & wanted(second)
        return wanted(first) | wanted(second) if operator == "OR" else wanted(first) - wanted(second)

    assert found(corpus, typed(expression), mode=mode) == wanted(expression)


PIECES = (
    'OR AND NOT НЕМЕСЕ ( ) - " / ? * = ~2 газет мақала* га* қашан "оқырман хат" person: person:Абай '
    "date: 1913 .. lang:kk doc:kazakh work:а"
).split(" ")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from((" ", "")), st.sampled_from(MODES))
def test_any_query_is_answered_or_refused_with_its_column(
    corpus: Corpus, pieces: list[str], between: str, mode: Any
) -> None:
    q = between.join(pieces)
    try:
        answer = corpus.search(Question(q=q, mode=mode))
    except QuestionError as error:
        assert error.parameter == "q"
        assert error.column is not None and 1 <= error.column <= max(len(q), 1)
    else:
        assert answer.total >= len(answer.hits) and answer.understood


@settings(max_examples=40, deadline=None)
@given(expressions, st.sampled_from(["kk", "ru"]))
def test_filters_hold_beside_those_of_the_query(corpus: Corpus, expression: Any, lang: str) -> None:
    q = typed(("OR", expression, "gaz*"))
    assert found(corpus, q, lang=lang) == found(corpus, f"({q}) lang:{lang}")
    assert found(corpus, q, document="russian") == found(corpus, f"({q}) doc:russian")
    assert found(corpus, q, date_from="1912", date_to="1913") == found(corpus, f"({q}) date:1912..1913")


@settings(max_examples=60, deadline=None)
@given(expressions)
def test_what_is_marked_was_asked_for(corpus: Corpus, expression: Any) -> None:
    answer = corpus.search(Question(q=typed(expression), limit=100))
    for hit in answer.hits:
        marked = " ".join(hit.passage.text[start:end] for start, end in hit.highlights)
        assert all(match.surface in marked for match in hit.matched)
        if "lang:" not in answer.understood and "doc:" not in answer.understood:
            assert hit.matched


@settings(max_examples=60, deadline=None)
@given(expressions)
def test_near_spellings_stay_below_every_better_match(corpus: Corpus, expression: Any) -> None:
    q = typed(expression)
    hits = corpus.search(Question(q=q, limit=100)).hits
    near = [bool(hit.matched) and all(match.how == "near" for match in hit.matched) for hit in hits]
    if (
        "lang:" not in typed(expression)
        and "doc:" not in typed(expression)
        and " AND " not in typed(expression)
    ):
        assert near == sorted(near)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "tables" / "query_answers.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["query"])
def test_each_part_of_the_language_finds(corpus: Corpus, row: dict[str, str]) -> None:
    answer = corpus.search(Question(q=row["query"], sort="position", limit=100))
    begins = row["begins"].split(" | ") if row["begins"] else []
    shown = [hit.passage.text for hit in answer.hits]
    assert len(shown) == len(begins), (shown, row["why"])
    assert all(text.startswith(begin) for text, begin in zip(shown, begins, strict=True)), row["why"]


def test_words_that_operators_part_have_languages_of_their_own(corpus: Corpus) -> None:
    both = found(corpus, "газет")
    assert {id.split(":")[0] for id in both} == {"kazakh", "russian"}
    assert found(corpus, "газет OR мақала") == both | found(corpus, "мақала")
    assert found(corpus, "газет NOT мақала") == both - found(corpus, "мақала")


@pytest.mark.parametrize(
    ("q", "understood"),
    [
        ("Бөкейхан -мақала", "Бөкейхан [bokeikhan-alikhan] NOT мақала"),
        (
            "(Бөкейхан OR person:Абай) date:1913",
            "(Бөкейхан [bokeikhan-alikhan] OR person:Абай [no such name]) AND date:1913",
        ),
        ('person:"Алихан Букейханов" мек*', 'person:"Алихан Букейханов" [bokeikhan-alikhan] AND мек*'),
        ("Әлихан Бөкейхан OR хат", "Әлихан Бөкейхан [bokeikhan-alikhan] OR хат"),
        ('="газет" "мақала хат"~5', '="газет" AND "мақала хат"~5'),
        ("газет редактор", "газет AND редактор"),
    ],
)  # fmt: skip
def test_it_is_said_what_was_understood(corpus: Corpus, q: str, understood: str) -> None:
    assert corpus.search(Question(q=q)).understood == understood


def test_a_beginning_of_too_many_words_is_cut_and_that_is_said(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(corpus, "га*")
    monkeypatch.setattr(expansions, "MOST_FORMS", 2)
    answer = corpus.search(Question(q="га* OR жоқсөз"))
    assert "га* [the 2 commonest of " in answer.understood
    assert {hit.passage.id for hit in answer.hits} < whole


def test_an_unknown_document_is_told_with_its_column(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="there is no document “none”") as raised:
        corpus.search(Question(q="газет doc:none"))
    assert (raised.value.parameter, raised.value.column) == ("q", 7)


def test_what_is_taken_away_is_neither_marked_nor_named(corpus: Corpus) -> None:
    answer = corpus.search(Question(q="газет NOT Бөкейхан"))
    assert answer.named == () and answer.total
    assert {match.word for hit in answer.hits for match in hit.matched} == {"газет"}


@pytest.mark.parametrize(
    ("q", "marked"),
    [
        ('"мақала газет"~3', ["мақала", "газеттегі", "мақала"]),
        ('"газет мақала"~0', ["газеттегі", "мақала"]),
        ("«газеттегі мақала»", ["газеттегі", "мақала"]),
        ('="газеттегі мақала"', ["газеттегі", "мақала"]),
        ("мақала", ["мақала", "мақала"]),
    ],
)
def test_words_of_a_phrase_are_marked_where_they_stand_together(
    corpus: Corpus, q: str, marked: list[str]
) -> None:
    (hit,) = [
        hit for hit in corpus.search(Question(q=q)).hits if hit.passage.text.startswith("Журналдағы мақала")
    ]
    assert [hit.passage.text[start:end] for start, end in hit.highlights] == marked


@pytest.mark.parametrize("first", ["бала", "школа", "мұғалім", "дети"])
@pytest.mark.parametrize("second", ["мектеп", "учитель", "lang:kk"])
def test_through_pairs_alternatives_add_and_not_takes_away(bilingual: Path, first: str, second: str) -> None:
    with closing(Corpus.open(bilingual)) as paired:
        one, other, either, without = (
            found(paired, q, through="translation")
            for q in (first, second, f"{first} OR {second}", f"{first} NOT {second}")
        )
        alone = found(paired, f"{first} NOT {second}")
    assert one
    assert either == one | other
    # A passage that answers by itself does so whatever stands in its translation.
    assert without == alone | (one - other)


@pytest.mark.parametrize(
    ("typed", "suggested", "why"),
    [
        ("журнол", "журнал", "a word"),
        ("журнол OR жоқсөз", "журнал OR жоқсөз", "an alternative"),
        ("журнол НЕМЕСЕ жоқсөз", "журнал НЕМЕСЕ жоқсөз", "as it was typed"),
        ("журнол lang:kk", "журнал lang:kk", "with a field"),
        ("(журнол OR жоқсөз) -газет", "(журнал OR жоқсөз) -газет", "with parentheses and a minus"),
        ("журнал OR газат", "", "one alternative is there"),
        ("жоқсөз OR нетслова", "", "nothing is near"),
        ("=журнол", "", "an exact form has nothing near"),
    ],
)
def test_a_query_is_suggested_with_its_operators(
    corpus: Corpus, typed: str, suggested: str, why: str
) -> None:
    assert corpus.search(Question(q=typed)).suggestions == tuple(filter(None, [suggested])), why


@pytest.mark.parametrize(
    ("slip", "meant", "why"),
    [
        ("петицыя", "петиция", "it has the key of a name with the word"),
        ("петицыясы", "петициясы", "with an ending, too"),
    ],
)
def test_a_slip_in_a_word_that_is_a_name_finds_the_word_as_well(
    index: Path, slip: str, meant: str, why: str
) -> None:
    with closing(Corpus.open(index)) as seeds:
        meant_hits = {hit.passage.id for hit in seeds.hits(Question(q=meant, mode="exact"))}
        assert meant_hits and meant_hits <= {hit.passage.id for hit in seeds.hits(Question(q=slip))}, why


def test_a_mistake_is_told_by_the_service_and_shown_on_the_page(bilingual_service: Service) -> None:
    reply = bilingual_service.get("/api/v1/search", q="мектеп OR")
    assert reply.status == 400
    assert (reply.json["parameter"], reply.json["column"]) == ("q", 8)
    shown = bilingual_service.get("/", q="мектеп OR (бала", ui="en")
    assert shown.status == 400
    assert "<q><bdi>(бала</bdi></q>" in shown.text


def test_operators_are_told_of_where_queries_are_typed(bilingual_service: Service) -> None:
    parameters = query_parameters(bilingual_service.get("/openapi.json").json, "/api/v1/search")
    described = parameters["q"]["description"]
    with pytest.raises(SystemExit), redirect_stdout(StringIO()) as printed:
        parser().parse_args(["search", "--help"])
    for typed_so, meaning in operators.HELP:
        assert typed_so in described and meaning in described
        assert typed_so in printed.getvalue() and meaning in printed.getvalue()
        assert all(tree(each) for each in typed_so.split(", "))
