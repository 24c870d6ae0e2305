"""Damage done to clean text: only what was asked for, and every place of it known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.damage import (
    CODE_PAGE,
    EXCHANGED,
    LOOK_ALIKES,
    WORD,
    Change,
    Page,
    damaged,
    exchanged,
    letter_exchange,
    misread,
    replaced,
    times_width,
)

CLEAN = (
    "Қарқаралы қаласының маңында бірнеше жәрмеңке өтті. Ұлт-азаттық қозғалыс халықты біріктірді.\n\n"
    "Генерал-губернаторлықтар туралы жаңа ереже қабылданды, ал қоғамның көзқарасы өзгерді."
)
PAGES = (
    Page(width=30),
    Page(width=15_000, measure=times_width),
    Page(width=24, line_end="\n", paragraph_end="\n", indent="   ", hyphenation=1),
    Page(width=40, lines_a_page=2),
)


def paragraphs() -> st.SearchStrategy[str]:
    words = st.text("абвгқғұүіәө-,.", min_size=1, max_size=14)
    lines = st.lists(words, min_size=1, max_size=12).map(" ".join)
    return st.lists(lines, min_size=1, max_size=4).map("\n\n".join)


@given(paragraphs(), st.sampled_from(PAGES), st.integers(0, 9))
def test_every_character_stands_where_the_positions_say(clean: str, page: Page, seed: int) -> None:
    print_ = damaged(clean, [], page, seed=seed)
    shown = [at for at, letter in enumerate(clean) if not letter.isspace()]
    assert [print_.raw[print_.positions[at]] for at in shown] == [clean[at] for at in shown]
    assert list(print_.positions) == sorted(print_.positions)
    assert [print_.raw[at] for at in print_.paragraphs] == [block[0] for block in clean.split("\n\n")]


@given(paragraphs(), st.sampled_from(PAGES), st.integers(0, 9))
def test_nothing_but_white_space_and_known_hyphens_is_added(clean: str, page: Page, seed: int) -> None:
    print_ = damaged(clean, [], page, seed=seed)
    soft = sum(not hyphen.hard for hyphen in print_.hyphens)
    assert len("".join(print_.raw.split())) == len("".join(clean.split())) + soft


@pytest.mark.parametrize("page", [None, *PAGES])
def test_a_letter_printed_as_two_has_both_in_its_span(page: Page | None) -> None:
    clean = "Реформы изменили степь, «как буря»; храм – рядом."
    table = misread(clean, "utf-8", "cp1252")
    assert table["Р"] == "Ð\u00a0" and table["–"] == "â€“"
    print_ = damaged(clean, replaced(clean, table, 1, "utf-8", seed=1), page)
    for at, letter in enumerate(clean):
        if not letter.isspace():
            assert print_.raw[slice(*print_.span(at, at + 1))] == table.get(letter, letter)


def test_what_a_code_page_lacks_is_not_misread() -> None:
    assert misread("үй", "cp1251", "latin-1") == {"й": "é"}


def test_lines_of_a_part_are_spaced_and_pages_numbered() -> None:
    page = Page(width=9, line_end="\n", lines_a_page=3, page_end="\n\n{page}\n\n", spaced=(0.5, 1))
    print_ = damaged("а " * 32 + "а", [], page)
    body = "а а а а а"
    first = f"{body}\n{body}\n{body}\n\n1\n\n{body}\n\n{body}\n\n{body}\n\n2\n\nа а а\n"
    assert print_.raw == first
    assert [print_.raw[slice(*span)] for span in print_.page_breaks] == ["\n\n1\n\n", "\n\n2\n\n"]


@pytest.mark.parametrize("page", PAGES)
def test_damaged_words_hold_what_they_should_read(page: Page) -> None:
    changes = replaced(CLEAN, LOOK_ALIKES, 0.3, "look-alike", seed=1)
    print_ = damaged(CLEAN, changes, page, seed=3)
    twins = {latin: letter for letter, latin in LOOK_ALIKES.items()}
    assert print_.words
    for word in print_.words:
        printed = re.sub(r"-?\s+", "", print_.raw[word.start : word.end])
        assert "".join(twins.get(letter, letter) for letter in printed) == word.repaired
        assert set(word.kinds) <= {"look-alike", "soft hyphen"} and word.kinds


def test_lines_keep_to_the_width_and_pages_to_their_lines() -> None:
    page = Page(width=30, lines_a_page=3)
    print_ = damaged(CLEAN, [], page)
    lines = [line for line in print_.raw.split("\n") if line]
    assert max(map(len, lines)) <= 30
    assert len(print_.page_breaks) == (len(lines) - 1) // 3
    assert all(print_.raw[start:end] == "\n\n\n\n" for start, end in print_.page_breaks)


def test_a_word_breaks_at_its_own_hyphen_or_within_a_syllable_rule() -> None:
    print_ = damaged("а " * 8 + "Ұлт-азаттық " + "а " * 5 + "азаматтары", [], Page(width=22, hyphenation=1))
    assert [(h.joined, h.hard) for h in print_.hyphens] == [("Ұлт-азаттық", True), ("азаматтары", False)]
    assert [print_.raw[h.start : h.end] for h in print_.hyphens] == ["Ұлт-\n\nазаттық", "аза-\n\nматтары"]
    # Only the printer's hyphen is a damage: the word's own stays.
    assert [word.repaired for word in print_.words] == ["азаматтары"]


def test_a_paragraph_that_nothing_shows_is_uncertain() -> None:
    clean = "қазақ даласы\n\nжәрмеңке өтті"
    assert damaged(clean, [], Page(width=13)).uncertain
    assert not damaged(clean, [], Page(width=30)).uncertain
    assert not damaged(clean, [], Page(width=13, indent="  ")).uncertain


def test_exchanged_letters_give_no_other_word_of_the_text() -> None:
    changes = exchanged(CLEAN, letter_exchange(EXCHANGED), 1, "font", seed=2)
    words = {word.casefold() for word in WORD.findall(CLEAN)}
    print_ = damaged(CLEAN, changes)
    assert len(changes) > 8
    for word in print_.words:
        printed = print_.raw[word.start : word.end]
        assert printed.casefold() not in words
        assert sum(a != b for a, b in zip(printed, word.repaired, strict=True)) == 1


def test_the_same_seed_gives_the_same_damage_and_another_gives_another() -> None:
    first, again, other = (replaced(CLEAN, LOOK_ALIKES, 0.3, "x", seed=seed) for seed in (1, 1, 2))
    assert first == again != other


def test_a_code_page_letter_is_one_letter_of_latin_1() -> None:
    assert CODE_PAGE["ю"] == "þ" and CODE_PAGE["ё"] == "¸" and CODE_PAGE["і"] == "³"
    assert all(len(shown) == 1 and ord(shown) < 256 for shown in CODE_PAGE.values())
    print_ = damaged("ою", [Change(1, CODE_PAGE["ю"], "code page")])
    assert print_.raw == "оþ\n" and print_.words[0].kinds == ("code page",)
