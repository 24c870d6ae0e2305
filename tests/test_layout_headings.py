"""Headings, items, questions and sections of texts that are laid out."""

from __future__ import annotations

import pytest

from pipeline.alignment import AlignedText
from pipeline.layout import laid_out
from pipeline.layout.headings import heading_words

LECTURE = """Дәріс 5. Газет және оқырман

Жоспары:
1. Баспахана мен тасымал
2. Оқырман хаттары мен редакция қызметі

1. Баспахана мен тасымал. Баспахана жұмысы ауыр еді. Әріп терушілер кешке дейін қызмет етті.
Пошта жүйесі де мінсіз болған жоқ.
2.Оқырман хаттары мен редакция кызметі
Хаттардың тілі жанды болды.

Қорытынды. Баспасөз оқырманды тәрбиеледі.
Бақылау сұрақтары:
1. Газет ауылға қалай жетті?
2. Хаттарға сипаттама беріңіз
Пайдаланылған әдебиеттер тізімі
1. Бірінші кітап. – Алматы, 1995.
"""

KINDS = [
    ("heading", "Дәріс 5. Газет және оқырман"),
    ("heading", "Жоспары:"),
    ("list_item", "1. Баспахана мен тасымал"),
    ("list_item", "2. Оқырман хаттары мен редакция қызметі"),
    ("heading", "1. Баспахана мен тасымал."),
    ("paragraph", "Баспахана жұмысы ауыр еді. Әріп терушілер кешке дейін қызмет етті."),
    ("paragraph", "Пошта жүйесі де мінсіз болған жоқ."),
    ("heading", "2.Оқырман хаттары мен редакция кызметі"),
    ("paragraph", "Хаттардың тілі жанды болды."),
    ("heading", "Қорытынды."),
    ("paragraph", "Баспасөз оқырманды тәрбиеледі."),
    ("heading", "Бақылау сұрақтары:"),
    ("question", "1. Газет ауылға қалай жетті?"),
    ("question", "2. Хаттарға сипаттама беріңіз"),
    ("heading", "Пайдаланылған әдебиеттер тізімі"),
    ("list_item", "1. Бірінші кітап. – Алматы, 1995."),
]

SECTIONS = [
    (None, "Газет және оқырман", "Дәріс 5."),
    ("1", "Баспахана мен тасымал", "1. Баспахана мен тасымал.\n\nБаспахана жұмысы"),
    ("2", "Оқырман хаттары мен редакция кызметі", "2.Оқырман"),
    (None, "Қорытынды", "Қорытынды."),
    (None, "Бақылау сұрақтары", "Бақылау сұрақтары:"),
]


def kinds(raw: str) -> list[tuple[str, str]]:
    layout = laid_out(AlignedText.of(raw))
    return [(p.kind, layout.aligned.text[p.start : p.end]) for p in layout.paragraphs]


def sections(raw: str) -> list[tuple[str | None, str]]:
    return [(section.number, section.title) for section in laid_out(AlignedText.of(raw)).sections]


def test_a_lecture_with_headings_run_in() -> None:
    assert kinds(LECTURE) == KINDS
    layout = laid_out(AlignedText.of(LECTURE))
    assert [(section.number, section.title) for section in layout.sections] == [row[:2] for row in SECTIONS]
    for section, (_, _, beginning) in zip(layout.sections, SECTIONS, strict=True):
        assert layout.aligned.text.startswith(beginning, section.start)


def test_a_heading_that_runs_over_two_lines_and_into_the_body() -> None:
    raw = (
        "Мазмұны\n\n1. Қазақ тіліндегі алғашқы газеттер мен журналдардың\n\nтарихы.\n\n"
        "1.Қазақ тіліндегі алғашқы газеттер мен журналдардың тарихы. Алғашқы\n\nгазет сол жылы шықты.\n\n"
    )
    assert kinds(raw)[2:] == [
        ("heading", "1.Қазақ тіліндегі алғашқы газеттер мен журналдардың тарихы."),
        ("paragraph", "Алғашқы газет сол жылы шықты."),
    ]


@pytest.mark.parametrize(
    "level", ["Сложный уровень", "Средний уровень:", "Легкий уровень", "Контрольные задания", "Задания"]
)
def test_a_level_of_tasks_in_russian_is_a_heading_and_what_follows_are_tasks(level: str) -> None:
    raw = f"{RUSSIAN_BODY}\n\n{level}\n1. Опишите дорогу\nЛитература\n1. Первая книга. – Омск, 1995.\n"
    assert kinds(raw)[1:] == [
        ("heading", level),
        ("question", "1. Опишите дорогу"),
        ("heading", "Литература"),
        ("list_item", "1. Первая книга. – Омск, 1995."),
    ]


RUSSIAN_BODY = "Почта шла по степи неделями, и письма теряли в дороге. " * 3 + "Потом построили станции."
BODY = "Бұл бөлімде баспасөздің тарихы туралы кеңірек айтылады, " * 4 + "содан кейін қорытынды жасалады."


@pytest.mark.parametrize(
    ("raw", "found", "why"),
    [
        (f"Глава II. Печать\n\n{BODY}\n\n§ 3. Почта\n\n{BODY}", [("II", "Печать"), ("3", "Почта")], "labels"),
        (f"ІІІ тарау. Пошта\n\n{BODY}", [("ІІІ", "Пошта")], "a label after the number, as printed"),
        (f"1. Баспа ісі\n\n{BODY}\n\n2. Пошта\n\n{BODY}", [("1", "Баспа ісі"), ("2", "Пошта")], "numbers"),
        (f"Введение\n\n{BODY}", [(None, "Введение")], "a word of the table"),
        (f"Газет туралы\n\n{BODY}", [(None, "Газет туралы")], "a title"),
        (f"{BODY}\n\n1. бірінші;\n\n2. екінші.\n\n{BODY}", [(None, BODY[:160].strip())], "a list"),
        (
            f"{BODY}\n\n1917 жылы ол кетті.\n\n{BODY}",
            [(None, BODY[:160].strip())],
            "a year is no number of a part",
        ),
    ],
)
def test_sections(raw: str, found: list[tuple[str | None, str]], why: str) -> None:
    assert sections(raw) == found, why


@pytest.mark.parametrize(
    ("block", "role"),
    [
        ("Лекция мазмұны.", "contents"),
        ("Күрделі денгей:", "tasks"),
        ("КІРІСПЕ", "part"),
        ("5. Список литературы", "back"),
        ("Список источников и литературы:", "back"),
        ("Ссылки и каторга в степи", None),
        ("Сложный уровень", "tasks"),
        ("ЛЕГКИЙ УРОВЕНЬ:", "tasks"),
        ("Средний уровень воды был низок", None),
        ("Тестовые задания к теме", "tasks"),
        ("Урок 3. Почта", "part"),
        ("Урок труда", None),
        ("Кіріспе сөзінде ол мұны айтты.", None),
        ("Тарау туралы", None),
        ("Бұл тапсырмалар орындалды.", None),
    ],
)
def test_words_that_make_a_heading(block: str, role: str | None) -> None:
    assert heading_words().role(block) == role
