"""The worked examples of the page of help: queries that find something in the corpus of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search_service.labels import N_

Queries = tuple[tuple[str, str], ...]
"""What is typed, and the language that it is in: empty where it is none."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a way of asking is for, and queries that ask so; `settings` are those of the page of results."""

    says: str
    queries: Queries
    settings: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Examples under one heading; `id` is the heading's on the page."""

    id: str
    heading: str
    intro: str
    examples: tuple[Example, ...]


_WORDS = Section(
    "words",
    N_("Words, names, questions"),
    N_("Type it as you would say it. Capital and small letters count as the same."),
    (
        Example(
            N_("A word finds all its forms: with plural, possession, case and tense."),
            (("съезд", "ru"), ("қоныс", "kk"), ("petitsiya", "kk-Latn")),
        ),
        Example(
            N_("A name finds its bearer under every name, in both languages, with initials, too."),
            (("Бөкейхан", "kk"), ("Букейханов", "ru"), ("Bokeikhan", "en")),
        ),
        Example(
            N_("Several words must all stand in the passage, in any order."),
            (("Алаш Орынбор", "kk"), ("партия программа", "ru"), ("Alash Orynbor", "kk-Latn")),
        ),
        Example(
            N_("A question finds the passages that hold most of what it asks about, the best first."),
            (("Қарқаралы петициясын кім жазды?", "kk"), ("Когда был арестован Букейханов?", "ru")),
        ),
        Example(
            N_("A slip of the pen still finds its word: near spellings stand below every better match."),
            (("қарқаралі", "kk"), ("петеция", "ru"), ("Bokeykhan", "en")),
        ),
    ),
)

_WRITINGS = Section(
    "writings",
    N_("Other alphabets and keyboards"),
    N_("The corpus is in Cyrillic letters; ask in those that you have at hand."),
    (
        Example(
            N_("Latin letters, in the new alphabet or as in letters to friends"),
            (("Älihan Bökeihan", "kk-Latn"), ("qazaq", "kk-Latn"), ("avtonomiya", "ru-Latn")),
        ),
        Example(
            N_("Arabic letters (tóte jazý)"),
            (("قازاق", "kk-Arab"), ("الاش", "kk-Arab"), ("بوكەيحان", "kk-Arab")),
        ),
        Example(
            N_("A keyboard without Kazakh letters"),
            (("казак", "kk"), ("Каркаралы", "kk"), ("Букейхан", "kk")),
        ),
        Example(
            N_("The wrong keyboard: typed with English letters on"),
            (("fkfi", ""), ("gtnbwbz", "")),
        ),
    ),
)

_OPERATORS = Section(
    "operators",
    N_("Saying exactly what you want"),
    N_("Operators are written in capitals, in the language you like."),
    (
        Example(
            N_("one or the other"),
            (("петиция НЕМЕСЕ съезд", "kk"), ("петиция ИЛИ программа", "ru"), ("petitsiya OR zhurnal", "")),
        ),
        Example(
            N_("both: AND says what stands side by side says anyway"),
            (("Алаш ЖӘНЕ Орынбор", "kk"), ("партия AND программа", "ru")),
        ),
        Example(
            N_("the first without the second; a minus before the word does the same"),
            (
                ("Бөкейхан -Байтұрсынұлы", "kk"),
                ("Букейханов НЕ Байтурсынов", "ru"),
                ("Bokeikhan NOT Baitursynuly", "en"),
            ),
        ),
        Example(
            N_("parentheses put parts together"),
            (
                ("(петиция НЕМЕСЕ съезд) Бөкейхан", "kk"),
                ("(петиция ИЛИ съезд) Дума", "ru"),
                ("(petitsiya OR gazet) Qarqaraly", ""),
            ),
        ),
        Example(
            N_("words side by side in this order, in any form"),
            (('"Мемлекеттік Дума"', "kk"), ('"Государственная дума"', "ru"), ('"Alash Orda"', "en")),
        ),
        Example(N_("this very form and no other"), (('="қазақтардың"', "kk"), ('="партии"', "ru"))),
        Example(
            N_("near one another, in any order, with at most five other words among them"),
            (('"жер мәселе"~5', "kk"), ('"партия программа"~5', "ru"), ('"zher qazaq"~5', "kk-Latn")),
        ),
        Example(
            N_("words with this beginning"), (("қала*", "kk"), ("автоном*", "ru"), ("avtonom*", "ru-Latn"))
        ),
    ),
)

_FIELDS = Section(
    "fields",
    N_("Asking for names, dates, languages and documents"),
    N_("A field is a word, a colon and a value; a value of several words stands in quotation marks."),
    (
        Example(
            N_("a person"),
            (("тұлға:Бөкейхан", "kk"), ('персона:"Алихан Букейханов"', "ru"), ("person:Bokeikhan", "en")),
        ),
        Example(
            N_("one of several; every field takes parentheses"),
            (
                ("тұлға:(Бөкейхан НЕМЕСЕ Байтұрсынұлы)", "kk"),
                ("персона:(Букейханов ИЛИ Байтурсынов)", "ru"),
                ("person:(Bokeikhan OR Baitursynuly)", "en"),
            ),
        ),
        Example(N_("a place"), (("орын:Семей", "kk"), ("место:Семипалатинск", "ru"), ("place:Semey", "en"))),
        Example(
            N_("an organisation"),
            (("ұйым:Алаш", "kk"), ("организация:кадеты", "ru"), ("org:Alash", "en")),
        ),
        Example(
            N_("a book, a newspaper, a document"),
            (("шығарма:Қазақ", "kk"), ("произведение:Казах", "ru"), ("work:Qazaq", "en")),
        ),
        Example(
            N_("an event"),
            (
                ("оқиға:төңкеріс", "kk"),
                ("событие:революция", "ru"),
                ('event:"February Revolution"', "en"),
            ),
        ),
        Example(
            N_("a people or a group"), (("халық:қазақ", "kk"), ("народ:казахи", "ru"), ("norp:Kazakhs", "en"))
        ),
        Example(
            N_("a law; here, too, an identifier will do"),
            (("заң:манифест", "kk"), ("закон:манифест", "ru"), ("law:october-manifesto", "")),
        ),
        Example(
            N_("dates: years from … to, a month, about a year, from a year on"),
            (("күні:1905..1907", "kk"), ("дата:1905-12", "ru"), ("date:1916~", "en"), ("date:1917..", "en")),
        ),
        Example(
            N_("the language of the text"),
            (("тіл:kk Дума", "kk"), ("язык:ru Дума", "ru"), ("lang:kk Duma", "en")),
        ),
        Example(
            N_("one document, by its identifier"),
            (
                ("құжат:alash-qozgalysy Семей", "kk"),
                ("документ:alash-qozgalysy-ru Семипалатинск", "ru"),
                ("doc:alash-qozgalysy Semey", "en"),
            ),
        ),
    ),
)

_SWITCHES = Section(
    "switches",
    N_("Modes and switches"),
    N_("The results say what else was searched for; each kind of that can be switched off there."),
    (
        Example(
            N_("Smart: forms, spellings, names and, last, near spellings"),
            (("петиция", "kk"), ("съезд", "ru")),
        ),
        Example(
            N_("Exact: the word as you typed it, nothing else"),
            (("петиция", "kk"), ("съезд", "ru")),
            (("mode", "exact"),),
        ),
        Example(
            N_("Fuzzy: near spellings stand among the others"),
            (("қарқаралі", "kk"), ("петеция", "ru")),
            (("mode", "fuzzy"),),
        ),
        Example(
            N_("Forms of the word switched off"),
            (("съезд", "ru"),),
            (("without", ("lemma",)),),
        ),
        Example(
            N_("Other scripts and spellings switched off"),
            (("петиция", "kk"),),
            (("without", ("script",)),),
        ),
        Example(
            N_("Other names of the same switched off"),
            (("Семей", "kk"),),
            (("without", ("name",)),),
        ),
        Example(
            N_("Near spellings switched off"),
            (("Букейханов", "ru"),),
            (("without", ("near",)),),
        ),
        Example(
            N_("A Russian word finds the Kazakh passage whose translation has it"),
            (("двоевластие", "ru"),),
            (("lang", "kk"), ("through", "translation")),
        ),
        Example(
            N_("In the order of the years"),
            (("Алаш", "kk"),),
            (("sort", "date"),),
        ),
    ),
)

SECTIONS = (_WORDS, _WRITINGS, _OPERATORS, _FIELDS, _SWITCHES)
"""The examples, in the order of the page."""
