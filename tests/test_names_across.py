"""Names of one language asked for, passages of the other that mention them found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search_service.answers import Question
from search_service.search import Corpus
from tests.small_corpora import corpus_of

KAZAKH = """Баспасөз туралы

Міржақып Дулатұлының «Оян, қазақ!» кітабы Қазан қаласында басылды.

Сәкен Сейфуллин Ақмолада газет шығарды.

Ақмешіт қаласы кейін Қызылорда аталды.

«Бесеудің хаты» 1932 жылы жазылды.
"""
RUSSIAN = """О печати

Книгу М. Дулатова «Проснись, казах!» напечатали в Казани.

Сейфуллин С. издавал газету в Акмолинске; с Сакеном Сейфуллиным дружили.

Перовск потом назвали Кзыл-Ордой.

«Письмо пятерых» составили в 1932 году.

Казах проснись рано: это о пастухе.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("across"), kazakh=KAZAKH, russian=RUSSIAN) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "lang", "begins", "why"),
    [
        ("Міржақып Дулатұлы", "ru", ["Книгу М. Дулатова"], "initials in the other language"),
        ("Сакен Сейфуллин", "kk", ["Сәкен Сейфуллин"], "a Russian name of a Kazakh"),
        ("Сәкен Сейфуллин", "ru", ["Сейфуллин С."], "initials behind the surname"),
        ("Saken Seifullin", "ru", ["Сейфуллин С."], "an English name"),
        ("Қызылорда", "ru", ["Перовск"], "an old name and a new one of one town"),
        ("Кзыл-Орда", "kk", ["Ақмешіт"], "the same from the other side"),
        ("«Оян, қазақ!»", "ru", ["Книгу М. Дулатова"], "a title in quotation marks, not its words apart"),
        ("«Письмо пятерых»", "kk", ["«Бесеудің хаты»"], "a title that shares no word with the other one"),
        ("«письма пятерых рано»", "kk", [], "a quotation that is no title"),
    ],
)
def test_a_name_finds_the_passages_of_the_other_language(
    corpus: Corpus, asked: str, lang: str, begins: list[str], why: str
) -> None:
    hits = corpus.search(Question(q=asked, lang=lang)).hits
    assert [next((b for b in begins if h.passage.text.startswith(b)), h.passage.text) for h in hits] == begins


def test_a_quoted_title_asked_for_exactly_stays_as_it_is_spelt(corpus: Corpus) -> None:
    assert not corpus.search(Question(q="«Оян, қазақ!»", mode="exact", lang="ru")).hits
