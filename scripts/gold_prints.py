"""A marked text in; how it is damaged and on what pages it is set out."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from scripts.damage import (
    CODE_PAGE,
    KAZAKH_LOOK_ALIKES,
    LOOK_ALIKES,
    MARKED,
    Change,
    Page,
    exchanged,
    letter_exchange,
    misread,
    replaced,
    times_width,
)
from scripts.marked_text import ROMAN, Marked


@dataclass(frozen=True)
class Print:
    """How a marked text is damaged and set: the changes of its letters and the page."""

    page: Page
    changes: Callable[[Marked], list[Change]]


def period_kk(gold: Marked) -> list[Change]:
    """Latin letters in the first section, code-page letters in the second, `ə` and `h` throughout."""
    half, third = len(gold.text) // 2, len(gold.text) * 3 // 4
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрхНКі"}
    letters = {letter: CODE_PAGE[letter] for letter in "юяшцэюЮ"}
    found = replaced(gold.text, KAZAKH_LOOK_ALIKES, 0.4, "look-alike", seed=1)
    found += [c for c in replaced(gold.text, latin, 0.06, "look-alike", seed=2) if c.at < half]
    found += [c for c in replaced(gold.text, letters, 0.3, "code page", seed=3) if half <= c.at < third]
    return found


def period_ru(gold: Marked) -> list[Change]:
    """Whole paragraphs in a wrong code page, and single letters of it in the last third."""
    third = len(gold.text) * 2 // 3
    runs = replaced(gold.text, CODE_PAGE, 1, "code page", seed=1)
    found = [c for c in runs if any(start <= c.at < end for start, end in gold.code_page)]
    letters = {letter: CODE_PAGE[letter] for letter in "юяьпж"}
    found += [c for c in replaced(gold.text, letters, 0.05, "code page", seed=2) if c.at >= third]
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрх"}
    return found + [c for c in replaced(gold.text, latin, 0.02, "look-alike", seed=3) if c.at < third // 2]


def alash_kk(gold: Marked) -> list[Change]:
    """`i` for every і of the second half, `ə` nearly throughout, a few of all other damages."""
    half = len(gold.text) // 2
    latin = {letter: LOOK_ALIKES[letter] for letter in "аеосрхАВЕКМНОРСТХ"}
    letters = {letter: CODE_PAGE[letter] for letter in "юяэшц"}
    every_i = replaced(gold.text, {"і": "i", "І": "I"}, 1, "look-alike", seed=32)
    return [
        *replaced(gold.text, KAZAKH_LOOK_ALIKES, 0.8, "look-alike", seed=31),
        *(change for change in every_i if change.at > half),
        *replaced(gold.text, latin, 0.02, "look-alike", seed=33),
        *replaced(gold.text, letters, 0.15, "code page", seed=34),
        *exchanged(gold.text, letter_exchange("ғқңөұү"), 0.008, "font", seed=35),
        *exchanged(gold.text, MARKED, 0.01, "kaz", seed=36),
    ]


def alash_ru(gold: Marked) -> list[Change]:
    """Whole paragraphs in a wrong code page, single letters of it and look-alikes throughout."""
    runs = replaced(gold.text, CODE_PAGE, 1, "code page", seed=1)
    letters = {letter: CODE_PAGE[letter] for letter in "юящжъф"}
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрх"}
    return [
        *(c for c in runs if any(start <= c.at < end for start, end in gold.code_page)),
        *replaced(gold.text, letters, 0.1, "code page", seed=41),
        *replaced(gold.text, latin, 0.02, "look-alike", seed=42),
    ]


def chronicle_kk(gold: Marked) -> list[Change]:
    """Code-page letters and look-alikes throughout, `ə` in the first third, `i` for half of the і after."""
    third = len(gold.text) // 3
    letters = {letter: CODE_PAGE[letter] for letter in "юяэшжыпЖ"}
    latin = {letter: LOOK_ALIKES[letter] for letter in "аеосрхАВЕКМНОСТ"}
    half_i = replaced(gold.text, {"і": "i"}, 0.5, "look-alike", seed=52)
    marked_e = replaced(gold.text, KAZAKH_LOOK_ALIKES, 1, "look-alike", seed=51)
    return [
        *(change for change in marked_e if change.at < third),
        *(change for change in half_i if change.at >= third),
        *replaced(gold.text, latin, 0.015, "look-alike", seed=53),
        *replaced(gold.text, letters, 0.06, "code page", seed=54),
        *exchanged(gold.text, letter_exchange("ғқңөұүі"), 0.008, "font", seed=55),
        *exchanged(gold.text, MARKED, 0.015, "kaz", seed=56),
    ]


def chronicle_ru(gold: Marked) -> list[Change]:
    """Whole paragraphs in a wrong code page, single letters of it in the first half, look-alikes after."""
    half = len(gold.text) // 2
    runs = replaced(gold.text, CODE_PAGE, 1, "code page", seed=1)
    letters = {letter: CODE_PAGE[letter] for letter in "яюыэчшгб"}
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрхАСВМН"}
    return [
        *(c for c in runs if any(start <= c.at < end for start, end in gold.code_page)),
        *(c for c in replaced(gold.text, letters, 0.05, "code page", seed=61) if c.at < half),
        *(c for c in replaced(gold.text, latin, 0.03, "look-alike", seed=62) if c.at >= half),
    ]


def steppe_ru(gold: Marked) -> list[Change]:
    """Runs of cp1251 and UTF-8 misread; single letters of cp1251 in one part, look-alikes in the others."""
    third, half = len(gold.text) // 3, len(gold.text) // 2
    runs = replaced(gold.text, misread(gold.text, "cp1251", "latin-1"), 1, "code page", seed=1)
    twice = replaced(gold.text, misread(gold.text, "utf-8", "cp1252"), 1, "utf-8", seed=1)
    letters = {letter: CODE_PAGE[letter] for letter in "юяэцьй"}
    latin = {letter: LOOK_ALIKES[letter] for letter in "аоесрхАСВКМНТ"}
    return [
        *(c for c in replaced(gold.text, letters, 0.25, "code page", seed=71) if third <= c.at < half),
        *(c for c in replaced(gold.text, latin, 0.02, "look-alike", seed=72) if not third <= c.at < half),
        *(c for c in runs if any(start <= c.at < end for start, end in gold.code_page)),
        *(c for c in twice if any(start <= c.at < end for start, end in gold.utf8)),
    ]


PRINTS = {
    "period-kk": Print(Page(width=40_000, measure=times_width, lines_a_page=36), period_kk),
    "period-ru": Print(
        Page(width=76, line_end="\n", paragraph_end="\n", indent=" " * 4, lines_a_page=45), period_ru
    ),
    "alash-kk": Print(
        Page(width=84, line_end="\n", paragraph_end="\n", indent=" " * 6, lines_a_page=30), alash_kk
    ),
    "alash-ru": Print(Page(width=38_500, measure=times_width, lines_a_page=30), alash_ru),
    "chronicle-kk": Print(Page(width=43_000, measure=times_width, lines_a_page=42), chronicle_kk),
    "chronicle-ru": Print(Page(width=66, line_end="\n", paragraph_end="\n\n", lines_a_page=50), chronicle_ru),
    "steppe-ru": Print(
        Page(
            width=41_500,
            measure=times_width,
            line_end="\n",
            paragraph_end="\n",
            indent=" " * 4,
            lines_a_page=44,
            page_end="\n\n{page}\n\n",
            spaced=(0.55, 0.75),
        ),
        steppe_ru,
    ),
}
"""How each text of corpus/gold that is marked up by hand is printed, by its folder."""


def roman_changes(gold: Marked, *, seed: int) -> list[Change]:
    """Every Roman numeral spelt in Cyrillic, mixed or Latin letters; V has no Cyrillic twin."""
    chance = random.Random(seed)
    twins = {"I": "І", "X": "Х"}
    changes = []
    for numeral in ROMAN.finditer(gold.text):
        spelling = chance.choice(("cyrillic", "mixed", "latin"))
        for at in range(*numeral.span()):
            if gold.text[at] in twins and spelling != "latin" and (spelling == "cyrillic" or at % 2):
                changes.append(Change(at, twins[gold.text[at]], "roman"))
    return changes


def changes_of(gold: Marked, print_: Print) -> list[Change]:
    """All changes, at most one a letter; numerals and words printed wrong take no other."""
    taken = {at for numeral in ROMAN.finditer(gold.text) for at in range(*numeral.span())}
    taken |= {at for word in gold.printed for at in range(word["start"], word["end"])}
    changes = {change.at: change for change in print_.changes(gold) if change.at not in taken}
    changes |= {change.at: change for change in roman_changes(gold, seed=4)}
    return [changes[at] for at in sorted(changes)]
