"""What a user types in, a tree or an error that says what to mend and where out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service import operators
from search_service.answers import QuestionError
from search_service.query import DEEPEST, LANGUAGES, MOST_WORDS, is_plain, tree
from search_service.query_dates import span
from search_service.query_tokens import LONGEST_QUERY
from search_service.query_tree import (
    All,
    Dates,
    Either,
    Exact,
    Most,
    Named,
    Not,
    Phrase,
    Prefix,
    Tree,
    Within,
    Word,
)
from search_service.respelling import respelt

TABLES = Path(__file__).parent / "tables"


def rows(name: str) -> list[tuple[str, str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        found = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert len(found) > 10
    return [(typed, wanted, why) for typed, wanted, why in found[1:]]


def phrase(*typed: str) -> Phrase:
    return Phrase(tuple(map(Word, typed)))


@pytest.mark.parametrize(
    ("typed", "parts", "why"),
    [
        ("петиция", (Word("петиция"),), "one word"),
        ("  қоныс\tаудару\n", (Word("қоныс"), Word("аудару")), "white space of any kind"),
        ("жеке-дара", (Word("жеке-дара"),), "a compound is one word"),
        ("1905-07-25", (Word("1905-07-25"),), "a date is one word"),
        ("«қоныс аудару»", (phrase("қоныс", "аудару"),), "guillemets make a phrase"),
        ('"қоныс аудару" жер', (phrase("қоныс", "аудару"), Word("жер")), "straight marks, too"),
        ("“қоныс аудару”", (phrase("қоныс", "аудару"),), "curly marks"),
        ("„қоныс аудару“", (phrase("қоныс", "аудару"),), "low and high marks"),
        ("«Қазақ»тың", (Word("Қазақ"),), "one word in quotes is that word, its ending left aside"),
        ('"қоныс аудару', (Word("қоныс"), Word("аудару")), "a mark without its partner is left aside"),
        ("қоныс» аудару", (Word("қоныс"), Word("аудару")), "a closing one, too"),
        ("«»петиция", (Word("петиция"),), "empty quotes are nothing"),
        ('""~5 петиция', (Word("петиция"),), "with a number behind them, too"),
        ("Алаш, Орда!", (Word("Алаш"), Word("Орда")), "marks part words"),
        ("пе\u00adтиция", (Word("петиция"),), "a soft hyphen is not seen"),
        ("\ufeffпетиция", (Word("петиция"),), "nor is a byte order mark"),
        ("и\u0306ск", (Word("йск"),), "letters and their marks are composed"),
        ("(қоныс) аудару)", (Word("қоныс"), Word("аудару")), "parentheses of a text"),
        ("1905 -1907", (Word("1905"), Word("1907")), "a dash between numbers is one of years"),
        ("*Қоныс * аудару", (Word("Қоныс"), Word("аудару")), "stars of lists and notes"),
        ("қоныс - аудару", (Word("қоныс"), Word("аудару")), "a dash between words takes nothing away"),
        ("Тақырып: Алаш", (Word("Тақырып"), Word("Алаш")), "a colon of a text"),
        ("орын: Алаш", (Word("орын"), Word("Алаш")), "one behind a word that is a field, too"),
        ("а=б", (Word("а"), Word("б")), "a sign inside a word"),
        ("[а-я]+$", (Word("а-я"),), "a pattern is text"),
        ("қаз.*тар", (Word("қаз"), Word("тар")), "one with a star, too"),
        ("^қазақ(тар)+|алаш.+", tuple(map(Word, ("қазақ", "тар", "алаш"))), "and with other signs"),
        ("or not", (Word("or"), Word("not")), "operators stand in capitals"),
        ("ЖЕР НЕМЕСЕ СУ", tuple(map(Word, ("ЖЕР", "НЕМЕСЕ", "СУ"))), "capitals throughout mean nothing"),
        ('қоныс "OR"', (Word("қоныс"), Word("OR")), "in quotes an operator is a word"),
    ],
)
def test_a_few_words_must_all_be_there(typed: str, parts: tuple[Word | Phrase, ...], why: str) -> None:
    assert tree(typed) == (All(parts) if len(parts) > 1 else parts[0]), why
    assert is_plain(tree(typed))


@pytest.mark.parametrize(
    ("typed", "words", "why"),
    [
        ("Алаш партиясы қашан құрылды", "Алаш партиясы құрылды", "a word that asks"),
        ("Алаш партиясы құрылды ма?", "Алаш партиясы құрылды", "a question mark"),
        (
            "съезд және петиция мен дума туралы",
            "съезд петиция дума туралы",
            "many words, the idle ones left out",
        ),
        ("және мен ма ма?", "және мен ма ма", "nothing but idle words: they are looked for"),
        ("Реформа НЕ удалась қашан?", "Реформа НЕ удалась", "a question stresses by capitals"),
        ("съезд / петиция", "съезд петиция", "a stroke between words"),
        ("петиция?", "петиция", "one word is asked about, too"),
        ("Петиция қашан?", "Петиция", "and only that one is looked for"),
        ("Автономия құрылған жыл:", "Автономия құрылған жыл", "a sentence to be completed"),
        ("Автономия жарияланды …", "Автономия жарияланды", "one that breaks off"),
    ],
)
def test_of_a_question_most_must_be_there(typed: str, words: str, why: str) -> None:
    found = tree(typed, asking={"қашан"}, idle={"және", "мен", "ма"})
    assert found == Most(tuple(map(Word, words.split()))), why
    assert is_plain(found)


@pytest.mark.parametrize(("typed", "printed", "why"), rows("query_language.tsv"))
def test_the_language(typed: str, printed: str, why: str) -> None:
    found = tree(typed, asking={"қашан"}, idle={"және"})
    assert str(found) == printed, why
    assert tree(printed, asking={"қашан"}, idle={"және"}) == found


@pytest.mark.parametrize(("typed", "said", "why"), rows("query_mistakes.tsv"))
def test_a_mistake_is_told_with_its_column(typed: str, said: str, why: str) -> None:
    place, _, named = said.partition(" ")
    with pytest.raises(QuestionError) as raised:
        tree(typed)
    assert raised.value.parameter == "q"
    assert named in str(raised.value), why
    assert raised.value.column == int(place), why
    assert f"(column {place})" in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("(газет OR журнал) Орынбор", All((Either((Word("газет"), Word("журнал"))), Word("Орынбор")))),
        ("газет NOT (журнал OR кітап)", All((Word("газет"), Not(Either((Word("журнал"), Word("кітап"))))))),
        ("газет -журнал", All((Word("газет"), Not(Word("журнал"))))),
        ('="Қазақ газеті"', Exact((Word("Қазақ"), Word("газеті")))),
        ('"қоныс аудару"~3', Within((Word("қоныс"), Word("аудару")), 3)),
        ("пети*", Prefix("пети")),
        ('person:"Әлихан Бөкейхан"', Named("person", "Әлихан Бөкейхан")),
        ("date:1905..1907", Dates("1905", "1907")),
    ],
)
def test_a_tree_has_a_record_for_each_part(typed: str, wanted: Tree) -> None:
    assert tree(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "said", "column", "why"),
    [
        ("", "no word", 1, "nothing"),
        ("  ", "no word", 1, "white space"),
        ("?!…«»", "no word", 1, "marks alone"),
        ("🙂", "no word", 1, "no letters"),
        ("а" * 10_000, "10,000", LONGEST_QUERY + 1, "too long"),
        ("а " * 400, f"{MOST_WORDS}", 2 * MOST_WORDS + 1, "too many words"),
        ("а OR " * 70, f"{MOST_WORDS}", 5 * MOST_WORDS + 1, "too many words, operators not counted"),
        ("пет\x00иция", "U+0000", 4, "a control character"),
        ("пет\x1bиция", "U+001B", 4, "another one"),
        ("пет\ud800иция", "U+D800", 4, "half a character"),
        ("и\u0306е\u00adт \x00", "U+0000", 7, "the column is of what was typed, not of what was made of it"),
        ("(" * 11 + "a OR b" + ")" * 11, f"{DEEPEST}", 11, "too deep"),
    ],
)
def test_an_error_says_what_to_mend(typed: str, said: str, column: int, why: str) -> None:
    with pytest.raises(QuestionError, match=said.replace("+", r"\+")) as raised:
        tree(typed)
    assert (raised.value.parameter, raised.value.column) == ("q", column), why


def test_a_tree_says_how_it_was_understood() -> None:
    assert str(tree("«қоныс аудару» жер")) == "«қоныс аудару» AND жер"
    assert str(tree("бір екі үш төрт бес")) == "бір / екі / үш / төрт / бес"


@pytest.mark.parametrize(
    ("value", "first", "last", "why"),
    [
        ("1905", 19050101, 19051231, "a year"),
        ("1905-07", 19050701, 19050731, "a month"),
        ("1905-07-25", 19050725, 19050725, "a day"),
        ("1905..1907", 19050101, 19071231, "from year to year"),
        ("1905-07..1906-02", 19050701, 19060228, "from month to month"),
        ("190X", 19000101, 19091231, "a decade"),
        ("1916~", 19150101, 19171231, "about a year: one before it and one behind"),
        ("1905-07~", 19050601, 19050831, "about a month"),
        ("1905-12~", 19051101, 19060131, "over the end of a year"),
        ("1905-03-01~", 19050228, 19050302, "about a day"),
        ("1916~..1920", 19150101, 19201231, "about at one end"),
        ("-0208~", -2089899, -2068769, "a year before Christ"),
    ],
)
def test_dates_cover_days(value: str, first: int, last: int, why: str) -> None:
    found = tree(f"date:{value}")
    assert isinstance(found, Dates)
    assert span(found) == (first, last), why


def test_open_dates_reach_as_far_as_there_are_any() -> None:
    since, until, between = (tree(f"date:{value}") for value in ("1905..", "..1907", "1905..1907"))
    assert isinstance(since, Dates) and isinstance(until, Dates) and isinstance(between, Dates)
    assert span(since)[0] == span(between)[0] and span(since)[1] > span(between)[1]
    assert span(until)[1] == span(between)[1] and span(until)[0] < span(between)[0]


_word = st.builds(Word, st.text("абвгқөүabcOR", min_size=1, max_size=6) | st.sampled_from(["OR", "НЕ"]))
_run = st.lists(_word, min_size=2, max_size=3).map(tuple)
_year = st.integers(1000, 1999).map(str)
_single: st.SearchStrategy[Tree] = st.one_of(
    _word,
    st.builds(Phrase, _run),
    st.builds(Exact, st.lists(_word, min_size=1, max_size=3).map(tuple)),
    st.builds(Within, _run, st.integers(0, 100)),
    st.builds(Prefix, st.text("абвгқ", min_size=2, max_size=5)),
    st.builds(Named, st.sampled_from(operators.NAMES), _run.map(lambda run: " ".join(w.text for w in run))),
    st.builds(Named, st.just("lang"), st.sampled_from(LANGUAGES)),
    st.builds(Named, st.just("doc"), st.sampled_from(["alash", "alash-ru", "а б", "local:person:абай"])),
    st.builds(Dates, st.just(""), _year),
    _year.map(lambda year: Dates(year, f"{int(year) + 1}-07~")),
)


def _joined(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def alternatives(found: tuple[Tree, ...]) -> Tree:
        return Either(tuple(each for part in found for each in laid_open(part)))

    def laid_open(part: Tree) -> tuple[Tree, ...]:
        return part.parts if isinstance(part, Either) else (part,)

    either = st.lists(parts, min_size=2, max_size=3).map(tuple).map(alternatives)
    bare = parts.map(lambda part: Either((part, Word("жер"))) if isinstance(part, All) else part)
    wanted = st.lists(bare, min_size=1, max_size=2)
    taken = st.lists(st.builds(Not, parts), max_size=2)
    both = st.tuples(wanted, taken).filter(lambda both: len(both[0]) + len(both[1]) > 1)
    return st.one_of(either, both.map(lambda both: All((*both[0], *both[1]))))


trees = st.recursive(_single, _joined, max_leaves=6)


@given(trees)
def test_a_printed_tree_is_read_as_the_same_tree(wanted: Tree) -> None:
    assert tree(str(wanted)) == wanted


_PIECES = """
    OR AND NOT ИЛИ ( ) - " / ? * = ~2 а қала қа* қашан "а б" person: person:( date: date:(
    1905 .. lang:kk doc:а
""".split()


@given(
    st.text(max_size=300)
    | st.text('аб қPO"«»()=~5*-/:.', max_size=60)
    | st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join)
)
def test_any_text_gives_a_tree_that_prints_itself_or_an_error_in_it(typed: str) -> None:
    asking, idle = {"қашан"}, {"а"}
    try:
        found = tree(typed, asking=asking, idle=idle)
    except QuestionError as error:
        assert error.parameter == "q"
        assert error.column is not None and 1 <= error.column <= max(len(typed), 1)
    else:
        assert tree(str(found), asking=asking, idle=idle) == found


_MARKS = '" « „ - \' а- 1 ( ) = =" ~ * / : person: person:( date: NOT'.split(" ")


@pytest.mark.parametrize("mark", [*_MARKS, "NOT ", "- ", "a OR "])
def test_endless_marks_are_read_in_one_pass(mark: str) -> None:
    try:
        tree((mark * LONGEST_QUERY)[:LONGEST_QUERY])
    except QuestionError as error:
        assert error.parameter == "q"


@pytest.mark.parametrize(
    ("typed", "expected", "why"),
    [
        ("журнол", "журнал", "one word"),
        ("журнол OR кітап", "журнал OR кітап", "an operator stays"),
        ("(журнол НЕМЕСЕ кітап) -петицыя", "(журнал НЕМЕСЕ кітап) -петиция", "as it was typed"),
        ('"қазақ журнол"~3 date:1905..1907', '"қазақ журнал"~3 date:1905..1907', "in a phrase"),
        ("журнол: журнол", "журнал: журнал", "a colon of a text"),
        ("work:журнол OR орын", "work:журнал OR жер", "the value of a field"),
        ("орын:Орынбор орын", "орын:Орынбор жер", "a field is no word"),
        ("журнолдар журнол-кітап", "журнолдар журнол-кітап", "whole words alone"),
        ("Журнол туралы не айтылды?", "Журнол туралы не айтылды?", "as they were typed"),
    ],
)
def test_a_query_is_printed_with_its_words_in_better_spellings(typed: str, expected: str, why: str) -> None:
    assert respelt(typed, {"журнол": "журнал", "петицыя": "петиция", "орын": "жер"}) == expected, why


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("meaning\twords\nand\tAND\n", "a column too few"),
        ("meaning\tlanguage\twords\nxor\ten\tXOR\n", "an unknown meaning"),
        ("meaning\tlanguage\twords\nor\ten\tor\n", "an operator in small letters"),
        ("meaning\tlanguage\twords\ndate\ten\tDate\n", "a field with a capital"),
        ("meaning\tlanguage\twords\nor\ten\tOR\nnot\tru\tOR\n", "two meanings of a word"),
        ("", "nothing"),
    ],
)
def test_a_faulty_table_of_operators_is_refused(table: str, why: str) -> None:
    with pytest.raises(operators.OperatorsError, match=r"operators\.tsv"):
        operators.table(table)
        pytest.fail(why)


def test_the_table_of_operators_has_every_meaning_in_english() -> None:
    assert [operators.operator(each.upper()) for each in operators.OPERATORS] == list(operators.OPERATORS)
    assert [operators.field(each) for each in operators.FIELDS] == [(each, True) for each in operators.FIELDS]
