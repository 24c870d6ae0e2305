"""A passage as HTML: spans may overlap anyhow, and nothing of the text is lost or taken for markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.answers import DateMark, EntityMark
from search_service.marking import marked

TEXT = "Алаш партиясы 1917 жылы құрылды"


def name(start: int, end: int, type: str = "ORG") -> EntityMark:
    return EntityMark(start, end, type, "alash", "Алаш")


@pytest.mark.parametrize(
    ("highlights", "entities", "dates", "html", "why"),
    [
        ((), (), (), TEXT, "nothing to mark"),
        (((0, 4),), (), (), "<mark>Алаш</mark> партиясы 1917 жылы құрылды", "a match"),
        (
            ((0, 4),),
            (name(0, 13),),
            (),
            '<a class="e e-org" href="/n/alash"><mark>Алаш</mark> партиясы</a> 1917 жылы құрылды',
            "a match inside a name",
        ),
        (
            ((5, 18),),
            (name(0, 13),),
            (DateMark(14, 23, "1917", "year"),),
            '<a class="e e-org" href="/n/alash">Алаш <mark>партиясы</mark></a><mark> </mark>'
            '<time class="e" datetime="1917"><mark>1917</mark> жылы</time> құрылды',
            "a match across a name and a date",
        ),
        (
            (),
            (name(0, 13), name(0, 4, "PLACE")),
            (),
            '<a class="e e-org" href="/n/alash">Алаш партиясы</a> 1917 жылы құрылды',
            "of nested names the widest",
        ),
        ((), (name(0, 4, "NORP"),), (), TEXT, "a people is not marked"),
        ((), (), (DateMark(14, 23, "XXXX", "year"),), TEXT, "no date that HTML knows"),
        ((), (), (DateMark(14, 23, "0000", "year"),), TEXT, "no year that HTML knows"),
        (
            (),
            (),
            (DateMark(14, 18, "1917/1918", "year"),),
            'Алаш партиясы <time class="e" datetime="1917">1917</time> жылы құрылды',
            "of a span its first year",
        ),
        (((3, 3), (90, 99)), (name(4, 4),), (), TEXT, "empty and out of the text"),
    ],
)
def test_marks(highlights: tuple, entities: tuple, dates: tuple, html: str, why: str) -> None:
    assert marked(TEXT, highlights, entities, dates, link=lambda id: f"/n/{id}") == html, why


def test_text_and_addresses_are_escaped() -> None:
    text = '<script>alert("1")</script>'
    html = marked(text, [(0, 8)], [name(0, 8)], link=lambda _: '"><b>')
    assert "<script>" not in html and "<b>" not in html


class Balance(HTMLParser):
    """Fails on a tag that is closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


spans = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(
    st.text(max_size=40),
    st.lists(spans, max_size=4),
    st.lists(spans, max_size=4),
    st.lists(spans, max_size=4),
)
def test_nothing_is_lost_and_tags_are_balanced(text: str, highlights: list, names: list, dates: list) -> None:
    html = marked(
        text,
        highlights,
        [name(*span) for span in names],
        [DateMark(*span, "1917", "year") for span in dates],
    )
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert not parser.open
    assert unescape(re.sub(r"</?(?:mark|a|time)\b[^<>]*>", "", html)) == text
