"""Questions in, the passages that answer them out, on an index built from small texts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service import builds
from search_service.answers import Answer, NotFound, Question, QuestionError
from search_service.build import build
from search_service.search import Corpus

KAZAKH = """Баспасөз туралы

Газеттер мен журналдар.

«Қазақ» газеті 1913 жылы Орынбор қаласында шыға бастады. Газеттің редакторы Ахмет Байтұрсынұлы болды.

Әлихан Бөкейханның мақалалары газетте жиі жарияланды.

«Айқап» журналы 1911 жылдан бастап Троицк қаласында шықты.

Генерал-губернатордың жарлығымен газет жабылды. Халықтың сауаттылық денгейі төмен еді.

Редакция көшуге мүжбүр болды. Оқырмандардың хаттары көп келді.

Теміржол бойындағы қалаларда оқырман көп болды. Темір жол салынды.

Мектеп қолдан келгенше ашылды. Көл жағасында мектеп салынды. Оқу үшін қаржы керек.

ХХ ғасырдың басында мектептер көбейді. Бұл жер мәселесі емес, ал қоныс аудару мәселесі болды.

Мәселе қоныста, аудару кейін болды. Кітапханаларды жүйелеу қажет, мектептердісалу да қажет еді.
"""
RUSSIAN = """О печати

Газета «Казах» выходила в Оренбурге с 1913 года. Алихан Букейханов писал для неё статьи.

Редактором газеты был Ахмет Байтурсынов. Журнал «Айкап» издавался в Троицке.

Семипалатинские читатели присылали письма. Письма печатались в каждом номере.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("search")
    (folder / "kazakh.txt").write_text(KAZAKH, encoding="utf-8")
    (folder / "russian.txt").write_text(RUSSIAN, encoding="utf-8")
    build([folder], folder / "index")
    with closing(Corpus.open(folder / "index")) as opened:
        yield opened


def texts(answer: Answer) -> list[str]:
    return [hit.passage.text for hit in answer.hits]


def hows(answer: Answer) -> list[tuple[str, str]]:
    return [(match.surface, match.how) for hit in answer.hits for match in hit.matched]


@pytest.mark.parametrize(
    ("q", "wanted", "how", "why"),
    [
        ("мақала", "мақалалары", "lemma", "an inflected form"),
        ("мақалалары", "мақалалары", "exact", "the form as it stands"),
        ("Газетке", "газетте", "lemma", "another form of the same word"),
        ("макала", "мақалалары", "script", "a keyboard without Kazakh letters"),
        ("maqalalary", "мақалалары", "script", "Latin letters"),
        ("губернатор", "губернатордың", "lemma", "the second part of a compound"),
        ("генерал-губернатор", "Генерал-губернатордың", "lemma", "a whole compound"),
        ("деңгей", "денгейі", "script", "a letter that lost its tail"),
        ("мәжбүр", "мүжбүр", "near", "a misprint"),
        ("оқырмон", "Оқырмандардың", "near", "a slip of the one who asks"),
        ("салу", "салу", "exact", "a word whose space is missing"),
        ("мектептерді", "мектептерді", "exact", "the word before it"),
        ("Байтурсунов", "Ахмет Байтұрсынұлы", "near", "a slip in a name, whatever its form"),
        ("статья", "статьи", "lemma", "a Russian form"),
        ("статьями", "статьи", "lemma", "a Russian form for another"),
        ("XX", "ХХ", "script", "a Roman numeral in Latin letters"),
        ("20", "ХХ", "script", "a Roman numeral by its number"),
        ("1913", "1913", "exact", "a number"),
    ],
)
def test_a_word_is_found_and_says_how(corpus: Corpus, q: str, wanted: str, how: str, why: str) -> None:
    assert (wanted, how) in hows(corpus.search(Question(q=q))), why


@pytest.mark.parametrize(
    "q", ["Бөкейхан", "Букейханов", "Bokeikhan", "Bökeihan", "Бөкейхановтың", "Алихан Букейханов"]
)
def test_a_person_is_found_by_every_name(corpus: Corpus, q: str) -> None:
    answer = corpus.search(Question(q=q))
    assert set(texts(answer)[:2]) == {
        "Әлихан Бөкейханның мақалалары газетте жиі жарияланды.",
        "Алихан Букейханов писал для неё статьи.",
    }
    assert {hit.matched[0].how for hit in answer.hits[:2]} == {"name"}
    assert "bokeikhan-alikhan" in answer.understood


@pytest.mark.parametrize(
    ("q", "unwanted"), [("қолдан", "Көл"), ("көл", "қолдан"), ("жыл", "жол"), ("жер", "жар")]
)
def test_another_word_is_not_taken_for_it(corpus: Corpus, q: str, unwanted: str) -> None:
    assert unwanted not in [surface for surface, _ in hows(corpus.search(Question(q=q)))]


def test_better_matches_come_first(corpus: Corpus) -> None:
    order = {"exact": 0, "name": 0, "lemma": 1, "script": 2, "near": 3}
    for q in ("газет", "мектеп", "Орынбор", "оқырман", "мәжбүр", "шыкты"):
        ranks = [order[hit.matched[0].how] for hit in corpus.search(Question(q=q)).hits]
        assert ranks == sorted(ranks), q
        scores = [hit.score for hit in corpus.search(Question(q=q)).hits]
        assert scores == sorted(scores, reverse=True), q


def test_a_few_words_must_all_be_there(corpus: Corpus) -> None:
    assert texts(corpus.search(Question(q="газет редактор", lang="kk"))) == [
        "Газеттің редакторы Ахмет Байтұрсынұлы болды."
    ]
    assert corpus.search(Question(q="газет жоқсөз")).total == 0


def test_words_side_by_side_come_first_and_a_phrase_wants_them_so(corpus: Corpus) -> None:
    apart = "Мәселе қоныста, аудару кейін болды."
    assert texts(corpus.search(Question(q="қоныс аудару")))[1] == apart
    assert apart not in texts(corpus.search(Question(q="«қоныс аудару мәселесі»")))
    assert texts(corpus.search(Question(q='"оқырман хат"'))) == ["Оқырмандардың хаттары көп келді."]
    assert texts(corpus.search(Question(q='"хат оқырман"'))) == []


NEWSPAPER = """«Дала уалаяты» газеті Омбыда шықты. Ол жылы шөп шықпады.

Мақала сол жылы «Дала уәлаяты» бетінде жарық көрді. Газеттің оқырманы көп еді.

Дала кең, уалаяты алыс еді.
"""


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("«Дала уалаяты» газеті", 2),
        ("газета «Дала уалаяты»", 2),
        ("«Дала уалаяты» газеті оқырман", 0),
        ("«Дала уалаяты» Омбы", 1),
        ("Омбы «Дала уалаяты» газеті", 1),
        ("«Дала кең» газеті", 0),
    ],
)
def test_a_title_is_looked_up_with_the_head_beside_it(tmp_path: Path, q: str, found: int) -> None:
    (tmp_path / "newspaper.txt").write_text(NEWSPAPER, encoding="utf-8")
    build([tmp_path], tmp_path / "index")
    with closing(Corpus.open(tmp_path / "index")) as opened:
        assert opened.search(Question(q=q)).total == found


def test_a_compound_is_found_written_apart_and_together(corpus: Corpus) -> None:
    for q in ("теміржол", "темір жол"):
        assert len(texts(corpus.search(Question(q=q)))) == 2, q


def test_of_a_question_the_best_passages_come(corpus: Corpus) -> None:
    answer = corpus.search(Question(q="«Айқап» журналы қай қалада және қашан шықты?"))
    assert texts(answer)[0].startswith("«Айқап» журналы 1911 жылдан")
    assert " / " in answer.understood and "қашан" not in answer.understood and "және" not in answer.understood


def test_exact_wants_the_form_as_it_stands(corpus: Corpus) -> None:
    assert texts(corpus.search(Question(q="МЕКТЕП", mode="exact"))) == [
        "Мектеп қолдан келгенше ашылды.",
        "Көл жағасында мектеп салынды.",
    ]
    assert corpus.search(Question(q="Букейханова", mode="exact")).total == 0


def test_fuzzy_ranks_near_spellings_with_the_rest(corpus: Corpus) -> None:
    found = corpus.search(Question(q="мәжбүр", mode="fuzzy"))
    assert (
        hows(found) == [("мүжбүр", "near")]
        and found.hits[0].score > corpus.search(Question(q="мәжбүр")).hits[0].score
    )


def test_filters_must_all_hold(corpus: Corpus) -> None:
    both = corpus.search(Question(entities=("bokeikhan-alikhan",)))
    assert both.total == 2
    assert {match.how for hit in both.hits for match in hit.matched} == {"entity"}
    kazakh = corpus.search(Question(entities=("bokeikhan-alikhan",), lang="kk"))
    assert [hit.document.id for hit in kazakh.hits] == ["kazakh"]
    assert kazakh.total == corpus.search(Question(q="Бөкейхан", document="kazakh")).total
    assert corpus.search(Question(entities=("bokeikhan-alikhan", "baitursynuly-akhmet"))).total == 0


def test_dates_inside_come_before_dates_that_overlap(corpus: Corpus) -> None:
    answer = corpus.search(Question(date_from="1913", date_to="1913"))
    assert "1913" in texts(answer)[0] and "1913" in texts(answer)[1]
    assert "1911 жылдан" in texts(answer)[2]
    assert ("1913 жылы", "date") in hows(answer)
    assert "1911 жылдан" in texts(corpus.search(Question(date_from="1911", date_to="1911")))[0]
    assert corpus.search(Question(date_to="1850")).total == 0
    assert corpus.search(Question(q="газет", date_from="1913", date_to="1913-12-31")).total == 2


def test_orders(corpus: Corpus) -> None:
    asked = Question(q="газет")
    by_position = corpus.search(replace(asked, sort="position")).hits
    places = [(hit.document.id, hit.passage.number) for hit in by_position]
    assert places == sorted(places)
    assert "1913" in corpus.search(replace(asked, sort="date")).hits[0].passage.text
    assert sorted(places) == sorted((h.document.id, h.passage.number) for h in corpus.search(asked).hits)


def test_pages_follow_one_another_without_gap_or_overlap(corpus: Corpus) -> None:
    asked = Question(q="газет", limit=2)
    whole = texts(corpus.search(replace(asked, limit=100)))
    found: list[str] = []
    cursor = None
    while True:
        answer = corpus.search(replace(asked, cursor=cursor))
        assert answer.total == len(whole)
        found += texts(answer)
        if (cursor := answer.next) is None:
            break
    assert found == whole and len(whole) > 4


def test_facets_count_all_hits(corpus: Corpus) -> None:
    answer = corpus.search(Question(q="газет", limit=1))
    everything = corpus.search(Question(q="газет", limit=100))
    assert answer.entity_facet == everything.entity_facet and answer.year_facet == everything.year_facet
    for facet in answer.entity_facet:
        assert facet.count == corpus.search(Question(q="газет", entities=(facet.id,))).total
    assert ("1913", 2) in answer.year_facet


def test_a_slip_gets_a_suggestion_that_finds_something(corpus: Corpus) -> None:
    (suggestion,) = corpus.search(Question(q="мектепь журналч")).suggestions or ("",)
    assert suggestion == "" or corpus.search(Question(q=suggestion)).total
    assert corpus.search(Question(q="журнол")).suggestions == ("журнал",)
    assert corpus.search(Question(q="журнал")).suggestions == ()


def test_highlights_are_the_matches(corpus: Corpus) -> None:
    for q in ("газет редактор", "Бөкейхан мақала", "губернатор", "«қоныс аудару»"):
        for hit in corpus.search(Question(q=q)).hits:
            marked = [hit.passage.text[start:end] for start, end in hit.highlights]
            assert marked and all(match.surface in " ".join(marked) for match in hit.matched), q
            ends = [place for span in hit.highlights for place in span]
            assert ends == sorted(ends)


def test_hits_lie_where_they_say(corpus: Corpus) -> None:
    sources = {"kazakh": KAZAKH, "russian": RUSSIAN}
    for hit in corpus.search(Question(q="газет", limit=100)).hits:
        passage = hit.passage
        assert corpus.text(passage.document)[passage.start : passage.end] == passage.text
        raw = sources[passage.document][passage.raw_start : passage.raw_end]
        assert raw == corpus.raw(passage.document, passage.raw_start, passage.raw_end)
        assert raw.split() == passage.text.split()
        assert corpus.passage(passage.id) == passage
        assert corpus.passage(f"{passage.document}@{passage.raw_start}") == passage


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "?!"}, "q"),
        ({"q": "а" * 10_000}, "q"),
        ({"q": "газет", "mode": "clever"}, "mode"),
        ({"q": "газет", "sort": "size"}, "sort"),
        ({"q": "газет", "lang": "en"}, "lang"),
        ({"q": "газет", "limit": 0}, "limit"),
        ({"q": "газет", "limit": 101}, "limit"),
        ({"q": "газет", "document": "none"}, "document"),
        ({"q": "газет", "entities": ("none",)}, "entity"),
        ({"date_from": "1905-13"}, "from"),
        ({"date_to": "1905-02-30"}, "to"),
        ({"date_from": "yesterday"}, "from"),
        ({"date_from": "1905/1907"}, "from"),
        ({"date_from": "1907", "date_to": "1905"}, "to"),
        ({"q": "газет", "cursor": "нет"}, "cursor"),
        ({"q": "газет", "cursor": "W10"}, "cursor"),
        ({"q": "газет", "cursor": ""}, "cursor"),
    ],
)
def test_what_cannot_be_asked_is_said(corpus: Corpus, asked: dict[str, Any], parameter: str) -> None:
    with pytest.raises(QuestionError) as raised:
        corpus.search(Question(**asked))
    assert raised.value.parameter == parameter


def test_a_cursor_belongs_to_its_question(corpus: Corpus) -> None:
    cursor = corpus.search(Question(q="газет", limit=1)).next
    assert cursor and corpus.search(Question(q="газет", limit=5, cursor=cursor)).hits
    for other in (Question(q="мектеп", cursor=cursor), Question(q="газет", sort="date", cursor=cursor)):
        with pytest.raises(QuestionError, match="does not belong"):
            corpus.search(other)


def test_what_is_not_there_is_said(corpus: Corpus) -> None:
    for ask, id in (
        (corpus.document, "none"),
        (corpus.entity, "none"),
        (corpus.passage, "kazakh:999"),
        (corpus.passage, "kazakh@999999"),
        (corpus.passage, "kazakh"),
        (corpus.passage, "none:1"),
        (corpus.passage, "kazakh:99999999999999999999"),
    ):
        with pytest.raises(NotFound, match=id):
            ask(id)


def test_documents_and_names_come_in_pages(corpus: Corpus) -> None:
    total, first, cursor = corpus.documents(limit=1)
    assert total == 2 and [each.id for each in first] == ["kazakh"] and cursor
    assert [each.id for each in corpus.documents(limit=1, cursor=cursor)[1]] == ["russian"]
    total, named, _ = corpus.entities(q="Buke")
    assert [each.id for each in named] == ["bokeikhan-alikhan"] and total == 1
    assert corpus.entities(type="LAW")[0] == 0
    assert corpus.entity("bokeikhan-alikhan").count == 2
    with pytest.raises(QuestionError):
        corpus.entities(q="Buke", cursor=cursor)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='абвкқоөюі abc123«»"-?', max_size=40), st.sampled_from(["smart", "exact", "fuzzy"]))
def test_any_query_is_answered_or_refused(corpus: Corpus, q: str, mode: Any) -> None:
    try:
        answer = corpus.search(Question(q=q, mode=mode))
    except QuestionError as error:
        assert error.parameter == "q"
    else:
        assert answer.total >= len(answer.hits) and answer.understood


def test_threads_may_share_it(corpus: Corpus) -> None:
    asked = [Question(q=q) for q in ("газет", "Бөкейхан", "мектеп", "письмо", "1913", "оқырмон")] * 10
    expected = [texts(corpus.search(each)) for each in asked]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda each: texts(corpus.search(each)), asked)) == expected


def test_an_index_opens_by_its_newest_build(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RUSSIAN, encoding="utf-8")
    report = build([tmp_path / "a.txt"], tmp_path / "index")
    with closing(Corpus.open(tmp_path / "index")) as opened:
        assert opened.build == builds.newest(tmp_path / "index") == report.build
        assert opened.info["documents"] == "1" and int(opened.info["passages"]) > 4
