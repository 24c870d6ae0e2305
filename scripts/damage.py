"""Clean text in, text damaged as fonts and old prints do out, with every damage and where it stands."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
WORD_OR_MARK = re.compile(r"[^\W_]+|[^\w\s]+")

SYLLABLE_BREAK = re.compile("[аәеиоөуұүыіэюя][бвгғджзйкқлмнңпрстфхһцчшщ][аәеиоөуұүыіэюя]", re.IGNORECASE)
"""A printer breaks a word after the first of these letters."""

LOOK_ALIKES = dict(zip("аоесрхіАВЕКМНОРСТХІ", "aoecpxiABEKMHOPCTXI", strict=True))
"""Letters that a Latin one replaces unseen (UTS 39)."""

KAZAKH_LOOK_ALIKES = {"ә": "ə", "Ә": "Ə", "һ": "h"}

CODE_PAGE = {
    letter: letter.encode("cp1251").decode("latin-1")
    for letter in "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁёІі"
}
"""Letters of cp1251 as Latin-1 shows their byte."""


def misread(clean: str, encoding: str, shown: str) -> dict[str, str]:
    """Each character of `clean` beyond ASCII: its bytes of `encoding` read as `shown`, else as Latin-1."""
    letters = {letter for letter in clean if not letter.isascii()}
    table = {letter: letter.encode(encoding, errors="ignore") for letter in letters}
    return {letter: "".join(_shown(byte, shown) for byte in data) for letter, data in table.items() if data}


def _shown(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


EXCHANGED = "әғқңөұүһі"
"""The letters that a font prints for one another."""

WRITERS_SLIPS = ("әү", "өү")
"""Pairs of them that writers confuse too: such a word stays as printed (the gold's guidelines, section 1)."""

MARKED = {"у": "ұү", "ұ": "ү", "ү": "ұ"}
"""The letters that are printed with a wrong mark, or with one too many."""


@dataclass(frozen=True, slots=True)
class Change:
    """The letter at clean[at] is printed as `printed`, by the damage `kind`."""

    at: int
    printed: str
    kind: str


@dataclass(frozen=True, slots=True)
class DamagedWord:
    """raw[start:end] should read `repaired`; `kinds` are the damages that it took."""

    start: int
    end: int
    repaired: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineHyphen:
    """A word that a line end breaks at a hyphen, its own (`hard`) or the printer's; `joined` is the word."""

    start: int
    end: int
    joined: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Damaged:
    """`raw`, and in `positions` where each character of the clean text, and its end, stands there.

    `ends` are where each character ends: in UTF-8 read as a code page one letter is printed as two.
    `paragraphs` are the starts of the paragraphs in `raw`; in `uncertain` are those that nothing shows.
    """

    raw: str
    positions: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[DamagedWord, ...]
    hyphens: tuple[LineHyphen, ...]
    paragraphs: tuple[int, ...]
    uncertain: frozenset[int]
    page_breaks: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where clean[start:end] stands in `raw`."""
        return self.positions[start], self.ends[end - 1]


def times_width(text: str) -> float:
    """The width of `text` in about thousandths of the type size, as a Times-like face sets it."""
    return sum(_WIDTHS.get(letter, 720 if letter.isupper() else 500) for letter in text)


_WIDTHS = {
    letter: width
    for letters, width in (
        (" .,;:!|'і", 260),
        ("iјl()-[]", 300),
        ("гсезчтя", 440),
        ("ншпйклиқң", 540),
        ("мыюжфщ", 680),
        ("—МЖШЩФЮ", 950),
        ("IІ", 330),
    )
    for letter in letters
}


@dataclass(frozen=True, slots=True)
class Page:
    """How text is set: `width` of a line as `measure` counts it, what ends a line, a paragraph, a page.

    `{page}` in `page_end` is the page's number. Each line is followed by a blank one in the part `spaced`,
    two shares of the text.
    """

    width: float
    measure: Callable[[str], float] = len
    line_end: str = "\n\n"
    paragraph_end: str = "\n\n"
    indent: str = ""
    lines_a_page: int = 40
    page_end: str = "\n\n\n\n"
    hyphenation: float = 0.5
    spaced: tuple[float, float] = (0, 0)


def replaced(clean: str, table: dict[str, str], rate: float, kind: str, *, seed: int) -> list[Change]:
    """The letters of `table` in `clean` printed as it says, each with the chance `rate`."""
    chance = random.Random(seed)
    return [
        Change(at, table[letter], kind)
        for at, letter in enumerate(clean)
        if letter in table and chance.random() < rate
    ]


def exchanged(clean: str, letters: dict[str, str], rate: float, kind: str, *, seed: int) -> list[Change]:
    """One letter in some words printed as another of `letters`, where no word of `clean` results."""
    chance = random.Random(seed)
    known = {word.casefold() for word in WORD.findall(clean)}
    changes = []
    for word in WORD.finditer(clean):
        places = [at for at in range(word.start(), word.end()) if clean[at].lower() in letters]
        if len(word[0]) < 5 or not places or chance.random() >= rate:
            continue
        at = chance.choice(places)
        letter = chance.choice([x for x in letters[clean[at].lower()] if x != clean[at].lower()])
        printed = clean[word.start() : at] + letter + clean[at + 1 : word.end()]
        if printed.casefold() not in known:
            changes.append(Change(at, letter.upper() if clean[at].isupper() else letter, kind))
    return changes


def letter_exchange(letters: str = EXCHANGED, kept: Sequence[str] = ()) -> dict[str, str]:
    """Each of `letters` with the others that may be printed for it, but for the pairs `kept`."""
    apart = {pair[::step] for pair in kept for step in (1, -1)}
    return {
        letter: "".join(other for other in letters if other != letter and letter + other not in apart)
        for letter in letters
    }


def damaged(clean: str, changes: Iterable[Change], page: Page | None = None, *, seed: int = 0) -> Damaged:
    """`clean` (paragraphs parted by one blank line) with `changes` applied and set on `page`'s lines."""
    letters, kinds = list(clean), {}
    for change in changes:
        letters[change.at] = change.printed
        kinds[change.at] = change.kind
    setter = _Setter(clean, letters, page, random.Random(seed))
    for start, end in _blocks(clean):
        setter.paragraph(start, end)
    raw, positions, ends = setter.result()
    words = tuple(_damaged_words(clean, raw, positions, ends, kinds))
    hyphens = tuple(_line_hyphens(clean, positions, ends, setter))
    uncertain = frozenset(positions[at] for at in setter.uncertain)
    starts = tuple(positions[start] for start, _ in _blocks(clean))
    return Damaged(raw, positions, ends, words, hyphens, starts, uncertain, tuple(setter.page_breaks))


def _blocks(clean: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"(?:(?!\n\n).)+", clean, re.DOTALL)]


def _damaged_words(
    clean: str, raw: str, positions: Sequence[int], ends: Sequence[int], kinds: dict[int, str]
) -> Iterable[DamagedWord]:
    for word in WORD_OR_MARK.finditer(clean):
        start, end = positions[word.start()], ends[word.end() - 1]
        if raw[start:end] == word[0]:
            continue
        found = {kinds[at] for at in range(*word.span()) if at in kinds}
        if end - start != len(word[0]):
            found.add("soft hyphen")
        yield DamagedWord(start, end, word[0], tuple(sorted(found)))


def _line_hyphens(
    clean: str, positions: Sequence[int], ends: Sequence[int], setter: _Setter
) -> Iterable[LineHyphen]:
    for at, hard in setter.breaks:
        whole = next(w for w in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", clean) if w.start() < at <= w.end())
        start, end = whole.span()
        yield LineHyphen(positions[start], ends[end - 1], whole[0], hard)


class _Setter:
    """Sets words on lines and remembers where each character went."""

    def __init__(self, clean: str, letters: list[str], page: Page | None, chance: random.Random) -> None:
        self.letters, self.page, self.chance = letters, page, chance
        # A letter printed as two was one when the lines were set: they were read in a wrong code page later.
        self.set = [new if len(new) == 1 else old for old, new in zip(clean, letters, strict=True)]
        self.out: list[str] = []
        self.length = 0
        self.positions = [-1] * (len(letters) + 1)
        self.ends = [-1] * len(letters)
        self.breaks: list[tuple[int, bool]] = []
        self.uncertain: set[int] = set()
        self.page_breaks: list[tuple[int, int]] = []
        self.line = ""
        self.lines = 0
        self.done = 0

    def paragraph(self, start: int, end: int) -> None:
        if self.out:
            self._part(start, end)
        if self.page is None:
            self._print(start, end)
            return
        self._add(self.page.indent)
        self.line = self.page.indent
        for low, high in self._words(start, end):
            self._word(low, high, self.page)

    def result(self) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        self._add("\n")
        self.positions[-1] = self.length
        # White space that a line end swallowed stands where the next word does.
        for at in range(len(self.positions) - 2, -1, -1):
            if self.positions[at] < 0:
                self.positions[at] = self.positions[at + 1]
            if self.ends[at] < 0:
                self.ends[at] = self.positions[at] + 1
        return "".join(self.out), tuple(self.positions), tuple(self.ends)

    def _words(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        text = self._text(start, end)
        return ((start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text))

    def _part(self, start: int, end: int) -> None:
        if self.page is None:
            self._add("\n\n")
            return
        first = next(iter(self._words(start, end)))
        shown = self.page.indent or self.page.paragraph_end != self.page.line_end
        fitted = self.page.measure(f"{self.line} {self._text(*first)}") <= self.page.width
        # Where the next word had no room on the last line, nothing shows that a paragraph begins.
        if not shown and not fitted:
            self.uncertain.add(start)
        self._end_line(self.page.paragraph_end)

    def _word(self, low: int, high: int, page: Page) -> None:
        gap = " " if self.line.strip() else ""
        if page.measure(self.line + gap + self._text(low, high)) <= page.width:
            self._put(gap, low, high)
            return
        cut, hard = self._cut(low, high, gap, page)
        if cut:
            self._put(gap, low, cut)
            if not hard:
                self._add("-")
            self.breaks.append((cut, hard))
            low = cut
        if cut or gap:
            self._end_line(page.line_end)
        self._put("", low, high)

    def _cut(self, low: int, high: int, gap: str, page: Page) -> tuple[int, bool]:
        """Where to break a word that is too long for the line (0: nowhere), and whether at its own hyphen."""
        for at in range(high - 2, low + 1, -1):
            room = page.measure(self.line + gap + self._text(low, at) + "-") <= page.width
            between = self._text(at - 2, at + 1)
            if room and between[1] == "-" and between[0].isalpha() and between[2].isalpha():
                return at, True
        if (
            high - low < 7
            or not self._text(low, high - 1).isalpha()
            or self.chance.random() >= page.hyphenation
        ):
            return 0, False
        for at in range(high - 3, low + 2, -1):
            room = page.measure(self.line + gap + self._text(low, at) + "-") <= page.width
            if room and SYLLABLE_BREAK.fullmatch(self._text(at - 1, at + 2)):
                return at, False
        return 0, False

    def _text(self, low: int, high: int) -> str:
        return "".join(self.set[low:high])

    def _put(self, gap: str, low: int, high: int) -> None:
        if gap:
            self.positions[low - 1] = self.length
        self._add(gap)
        self._print(low, high)
        self.line += gap + self._text(low, high)

    def _print(self, low: int, high: int) -> None:
        for at in range(low, high):
            self.positions[at] = self.length
            self._add(self.letters[at])
            self.ends[at] = self.length
            self.done = at

    def _add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _end_line(self, ending: str) -> None:
        assert self.page is not None
        self.lines += 1
        first, last = self.page.spaced
        if first <= self.done / len(self.letters) < last and ending == "\n":
            ending = "\n\n"
        if self.lines % self.page.lines_a_page == 0:
            ending = self.page.page_end.format(page=self.lines // self.page.lines_a_page)
            self.page_breaks.append((self.length, self.length + len(ending)))
        self._add(ending)
        self.line = ""
