"""Counts made by hand in, measures, bins, contexts and the cells of files out."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service import date_bins, export, kwic, number_payloads, suggestions, whole
from search_service.answers import Question, QuestionError
from search_service.collocations import Asked, log_dice, log_likelihood
from search_service.kept import Kept
from search_service.number_payloads import Concordance
from search_service.search import Corpus


def entropy(*counts: int) -> float:
    return sum(count * math.log(count) for count in counts if count)


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4).filter(any))
def test_the_log_likelihood_is_that_of_the_entropies(cells: list[int]) -> None:
    """A second way to the same measure: 2 (Σ O ln O - Σ R ln R - Σ C ln C + N ln N)."""
    a, b, c, d = cells
    rows, columns, total = (a + b, c + d), (a + c, b + d), a + b + c + d
    expected = 2 * (entropy(a, b, c, d) - entropy(*rows) - entropy(*columns) + entropy(total))
    assert log_likelihood(a, a + b, a + c, total) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("together", "node", "collocate", "expected"),
    [(10, 10, 10, 14.0), (5, 10, 10, 13.0), (1, 1000, 1048, 4.0), (1, 1, 1, 14.0)],
)
def test_log_dice_is_fourteen_for_words_that_are_always_together(
    together: int, node: int, collocate: int, expected: float
) -> None:
    assert log_dice(together, node, collocate) == pytest.approx(expected)


def bin_of(year: int, unit: date_bins.Unit) -> int:
    return int(date_bins.bins_of(np.array([year]), unit)[0])


BINS: list[tuple[int, date_bins.Unit, tuple[str, int, int]]] = [
    (1905, "year", ("1905", 1905, 1905)),
    (1905, "decade", ("190X", 1900, 1909)),
    (1905, "century", ("19XX", 1900, 1999)),
    (1900, "century", ("19XX", 1900, 1999)),
    (7, "decade", ("000X", 0, 9)),
    (0, "year", ("0000", 0, 0)),
    (-1, "year", ("-0001", -1, -1)),
    (-1, "century", ("-00XX", -99, -1)),
    (-208, "year", ("-0208", -208, -208)),
    (-208, "decade", ("-020X", -209, -200)),
    (-208, "century", ("-02XX", -299, -200)),
]


@pytest.mark.parametrize(("year", "unit", "expected"), BINS)
def test_a_bin_is_named_by_the_first_digits_of_its_years(
    year: int, unit: date_bins.Unit, expected: tuple[str, int, int]
) -> None:
    found = bin_of(year, unit)
    assert (date_bins.value(found, unit), *date_bins.years(found, unit)) == expected


@given(st.integers(-9999, 9999), st.integers(-9999, 9999), st.sampled_from(("year", "decade", "century")))
def test_bins_stand_in_the_order_of_time(one: int, other: int, unit: date_bins.Unit) -> None:
    bins = bin_of(one, unit), bin_of(other, unit)
    first, last = date_bins.years(bins[0], unit)
    assert first <= one <= last
    assert (bins[0] == bins[1]) == (first <= other <= last)
    assert one >= other or bins[0] <= bins[1]


def test_uncertain_dates_and_longer_ones_are_counted_apart(corpus: Corpus) -> None:
    listed = number_payloads.whole_timeline(corpus, Question(), "year")
    bins = {row["value"]: row for row in listed.rows}
    assert (bins["1912"]["count"], bins["1912"]["uncertain"]) == (0, 1), "шамамен 1912"
    assert bins["1905"]["count"] == 3 and bins["1905"]["uncertain"] == 0
    assert "1915" not in bins, "1913 to 1917 is longer than a year"
    assert listed.head["longer"] == 2, "that, and the beginning of a century"
    decades = {row["value"]: row for row in number_payloads.whole_timeline(corpus, Question(), "decade").rows}
    assert decades["191X"]["count"] > bins["1917"]["count"]


@pytest.mark.parametrize(
    ("query", "expected", "why"),
    [
        (
            '"Алаш партиясы"',
            ["партия «алаш»", "алаш партиясы", "алаш партиясы"],
            "the name too, no lone word",
        ),
        ('="Алаш партиясы"', ["алаш партиясы", "алаш партиясы"], "the words as they are"),
        ('="орыс сөздігі"', ["орыс сөздігі"], "the second half of a compound"),
        ('="қазақ-орыс сөздігі"', ["қазақ-орыс сөздігі"], "a compound takes two places"),
        ('="сөздігі орыс"', [], "the order matters"),
        ('"Орынборда басылды"~2', [], "too far from each other"),
        ('"петиция хатшы"~1', ["петиция хатшыға", "хатшы петицияны"], "near each other, in any order"),
    ],
)
def test_a_phrase_matches_where_its_words_stand_together(
    corpus: Corpus, query: str, expected: list[str], why: str
) -> None:
    assert [each.form for each in corpus.occurrences(Question(q=query))] == expected, why


@pytest.mark.parametrize(
    ("query", "expected", "why"),
    [
        ("петиция", {"exact": 3, "lemma": 4}, "as it was typed, and other forms"),
        ("пeтиция", {"exact": 3, "lemma": 4}, "a Latin letter in it, mended"),
        ("petisia", {"script": 7}, "Latin letters throughout"),
        ("питиция", {"near": 7}, "a slip"),
        ("Бөкейхан", {"name": 2}, "a name, in both languages"),
        ("Қарқаралыға", {"name": 2}, "a name that is the very word, too: as the hits say"),
        ('"Ахмет Байтұрсынұлын"', {"lemma": 2}, "of two words the weaker one"),
    ],
)
def test_a_match_says_how_it_answers(corpus: Corpus, query: str, expected: dict[str, int], why: str) -> None:
    listed = number_payloads.whole_frequencies(corpus, Question(q=query), "how")
    assert {row["value"]: row["count"] for row in listed.rows} == expected, why


def test_context_ends_with_the_paragraph_and_crosses_sentences(corpus: Corpus) -> None:
    question = Question(q="хатшыға", mode="exact", limit=100)
    (line,) = number_payloads.concordance(corpus, question, Concordance(window=5))["lines"]
    assert line["left"] == "мен Ахмет Байтұрсынұлы оқыды. Петиция "
    (line,) = number_payloads.concordance(corpus, question, Concordance(window=30))["lines"]
    assert line["left"].startswith("Петиция 1905 жылы жазылды.") and line["right"].endswith("кетті.")


def test_words_are_sorted_as_in_a_kazakh_dictionary(corpus: Corpus) -> None:
    dictionary = ["1905", "алаш", "әлі", "газет", "ғасыр", "кітап", "қала", "ұлт", "шара", "ыдыс", "іс"]
    assert sorted(reversed(dictionary[1:]), key=kwic.collated) == dictionary[1:]
    assert kwic.collated("алаш") < kwic.collated("1905"), "what is no Cyrillic letter comes last"
    lines = number_payloads.concordance(corpus, Question(q="газет"), Concordance(sort="left"))["lines"]
    nearest = [line["left"].split()[-1].strip(".,") if line["left"] else "" for line in lines]
    assert nearest == sorted(nearest, key=kwic.collated) and len(set(nearest)) > 3


def test_a_seed_draws_the_same_lines_and_another_seed_others(corpus: Corpus) -> None:
    found = corpus.occurrences(Question(q="газет"))
    assert len(found) > 6
    drawn = {seed: tuple(kwic.sample(found, 3, seed)) for seed in range(20)}
    assert len(set(drawn.values())) > 5
    assert set().union(*drawn.values()) == set(found), "each match may be drawn"
    answer = number_payloads.concordance(corpus, Question(q="газет"), Concordance(sample=3, seed=4))
    assert answer["sample"] == {"size": 3, "seed": 4}
    assert answer["listed"] == len(answer["lines"]) == 3 and answer["total"] == len(found)


def test_a_compound_is_one_match_with_a_lemma_of_its_own(corpus: Corpus) -> None:
    (found,) = corpus.occurrences(Question(q="қазақ-орыс"))
    assert (found.form, found.lemma, found.last - found.first) == ("қазақ-орыс", "қазақ-орыс", 1)


def test_no_word_of_context_is_needed(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="both 0"):
        number_payloads.whole_collocations(corpus, Question(q="газет"), Asked(left=0, right=0))


@pytest.mark.parametrize(
    ("beginning", "expected", "why"),
    [
        ("Бөк", ("name", "Әлихан Бөкейхан"), "a name by its second word"),
        ("бок", ("name", "Әлихан Бөкейхан"), "typed without Kazakh letters"),
        ("Bokeikh", ("name", "Alikhan Bokeikhan"), "in Latin letters, in the middle of kh"),
        ("Bokeik", ("name", "Alikhan Bokeikhan"), "the k may become kh"),
        ("Әлихан Б", ("name", "Әлихан Бөкейхан"), "two words"),
        ("بوكەيح", ("name", "Әлихан Бөкейхан"), "in Arabic letters"),
        ("اليحان ب", ("name", "Әлихан Бөкейхан"), "two words in them"),
        ("Böke", ("name", "Әлихан Бөкейхан"), "in the Latin letters of 2021"),
        ("Qarq", ("name", "Қарқаралы"), "those, and other Latin letters"),
        ("Karka", ("name", "Қарқаралы"), "as the Latin of others has it"),
        ("Ahmet Baı", ("name", "Ахмет Байтұрсынұлы"), "in the Latin letters of 2018"),
        ("Akhmet Bait", ("name", "Ахмет Байтұрсынұлы"), "with kh for х"),
        ("петиц", ("lemma", "петиция"), "a lemma"),
        ("ПЕТИЦ", ("lemma", "петиция"), "case is no matter"),
        ("туралы", ("title", "Петиция туралы"), "a title by its last word"),
        ("О газете", ("title", "О газете"), "a whole title"),
    ],
)
def test_a_beginning_is_completed(
    corpus: Corpus, beginning: str, expected: tuple[str, str], why: str
) -> None:
    found, more = suggestions.completions(corpus.store, beginning, 20)
    assert expected in [(each.kind, each.text) for each in found], why
    assert not more and all(each.count > 0 for each in found)


@pytest.mark.parametrize(
    ("typed", "expected", "why"),
    [
        ("person:Бөк", {'person:"Әлихан Бөкейхан"'}, "a person"),
        ("тұлға:Бөк", {'person:"Әлихан Бөкейхан"'}, "in Kazakh"),
        ('person:"Әлихан Б', {'person:"Әлихан Бөкейхан"'}, "in a quotation mark"),
        ("person:«Әлихан Б", {'person:"Әлихан Бөкейхан"'}, "in another one"),
        ("газет -person:Бөк", {'газет -person:"Әлихан Бөкейхан"'}, "a person taken away"),
        ("person:(Ахмет OR Бөк", {'person:(Ахмет OR "Әлихан Бөкейхан"'}, "an alternative in parentheses"),
        ("person:(Әлихан Бөк", {'person:("Әлихан Бөкейхан"'}, "two words of a name there"),
        ("person:орын", set(), "a place is no person"),
        ("place:орын", {"place:Орынбор"}, "but a place"),
        ("org:бөк", set(), "a person is no organisation"),
        ("lang:", {"lang:kk", "lang:ru"}, "all languages of the corpus"),
        ("газет lang:r", {"газет lang:ru"}, "one of them"),
        ("doc:пет", {"doc:petition"}, "a document by its title"),
        ("date:19", set(), "dates are not completed"),
        ("газет OR петиц", {"газет OR петиция"}, "a word behind an operator"),
        ("газет НЕМЕСЕ (петиц", {"газет НЕМЕСЕ (петиция"}, "in a parenthesis"),
        ("газет -петиц", {"газет -петиция"}, "what is taken away"),
        ("мектеп пен петиц", {"мектеп пен петиция"}, "the last word of several"),
        ("мектеп Әлихан Бөк", {"мектеп Әлихан Бөкейхан"}, "its words side by side, and others before"),
        ('"қалың петиц', {'"қалың петиция'}, "in a phrase"),
        ("=петиц", {"=петиция"}, "of an exact form"),
        ("газет OR ", set(), "nothing is begun"),
        ("person:", set(), "nor here"),
    ],
)
def test_the_end_of_a_query_is_completed(corpus: Corpus, typed: str, expected: set[str], why: str) -> None:
    found, _ = suggestions.completions(corpus.store, typed, 20)
    queries = {each.query for each in found if each.kind != "title" or "doc:" in typed}
    assert expected <= queries if expected else not queries, why
    field = typed.rpartition(" ")[2].partition(":")[0].strip("-")
    if field in ("person", "place", "org"):
        types = {corpus.entity(each.id).type for each in found}
        assert types <= {field.upper()}, why


def test_a_whole_list_of_completions_has_those_of_a_short_one(corpus: Corpus) -> None:
    some, more = suggestions.completions(corpus.store, "қ", 2)
    whole, none = suggestions.completions(corpus.store, "қ", None)
    assert more and not none and len(whole) > 2 and whole[:2] == some


@given(st.text(max_size=60) | st.text('абк PO"«»()=~*-/:person', max_size=30))
def test_any_text_may_be_typed_so_far(corpus: Corpus, typed: str) -> None:
    found, _ = suggestions.completions(corpus.store, typed, 5)
    assert all(each.query and each.text for each in found)


@pytest.mark.parametrize(
    "beginning", ["", " ", "…", "\0", "вввв", "нан", "Орынбор ", "\ud800", "а" * 10_000, "%", "*"]
)
def test_what_nothing_begins_with_has_no_completions(corpus: Corpus, beginning: str) -> None:
    assert suggestions.completions(corpus.store, beginning, 20) == ((), False)


def test_the_very_letters_go_before_those_of_the_same_key(corpus: Corpus) -> None:
    found, _ = suggestions.completions(corpus.store, "қ", 20)
    begins = [any(word.startswith("қ") for word in each.text.casefold().split()) for each in found]
    assert True in begins and False in begins and begins == sorted(begins, reverse=True)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"), ("+7", "'+7"), ("-2", "'-2"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"), ("＝1", "'＝1"), ("'=1", "''=1"), ("'a", "''a"),
        ("алаш", "алаш"), ("a=1", "a=1"), ("", ""), (-2, -2), (0.5, 0.5),
    ],
)  # fmt: skip
def test_a_cell_is_no_formula(cell: object, expected: object) -> None:
    assert whole.harmless(cell) == expected


@given(st.text() | st.text("=+-@'\t а", max_size=5))
def test_a_cell_without_its_guard_is_what_it_was(cell: str) -> None:
    guarded = whole.harmless(cell)
    assert guarded.removeprefix(whole.GUARD) == cell
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


ROWS: list[dict[str, Any]] = [
    {"a": "=x", "b": {"c": 'tab\there, "quoted"\nline'}, "d": [1, 2]},
    {"a": "ә", "b": {}, "d": []},
]
COLUMNS = {"first": "a", "second": "b.c", "third": "d"}


def test_a_table_is_read_back_by_the_programs_that_read_tables() -> None:
    text = "".join(whole.lines("csv", {"total": 2}, ROWS, COLUMNS))
    assert text.startswith("\ufefffirst,second,third\r\n")
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert found[0] == {"first": "'=x", "second": 'tab\there, "quoted"\nline', "third": "1; 2"}
    assert found[1] == {"first": "ә", "second": "", "third": ""}
    text = "".join(whole.lines("tsv", {"total": 2}, ROWS, COLUMNS))
    assert text.split("\n")[0] == "first\tsecond\tthird" and text.count("\n") == 3
    assert list(csv.DictReader(io.StringIO(text), delimiter="\t"))[0]["second"] == 'tab here, "quoted" line'


def test_lines_of_json_begin_with_what_is_known_of_the_list() -> None:
    text = "".join(whole.lines("jsonl", {"total": 250}, ({"number": n} for n in range(250)), {}))
    head, *rows = map(json.loads, text.splitlines())
    assert head == {"total": 250} and [row["number"] for row in rows] == list(range(250))


def test_a_file_is_made_as_it_is_read() -> None:
    made: list[int] = []

    def rows() -> Iterator[dict[str, int]]:
        for number in range(1000):
            made.append(number)
            yield {"number": number}

    lines = whole.lines("tsv", {}, rows(), {"number": "number"})
    next(lines)
    assert len(made) < 200
    assert sum(text.count("\n") for text in lines) == 901


def test_what_was_asked_last_is_made_once() -> None:
    kept, made = Kept(2), list[str]()

    def result(asked: str) -> str:
        def make() -> str:
            made.append(asked)
            return asked

        return kept.result(asked, make)

    assert [result(asked) for asked in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert made == ["a", "b", "c", "b"]


def test_an_export_holds_no_formula(corpus: Corpus) -> None:
    file = io.StringIO()
    export.write(corpus, "csv", file)
    texts = [row["text"] for row in csv.DictReader(io.StringIO(file.getvalue()))]
    assert "'+7 деген жазу кітапта қалды." in texts
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)
