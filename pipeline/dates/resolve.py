"""Drafts of dates and what is told around them in; dates with their years out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.dates.days import day_after, day_value, month_value, part_of_month
from pipeline.dates.drafts import Draft
from pipeline.dates.values import is_valid
from pipeline.records import Mention

YearsOf = Callable[[str], tuple[int, int] | None]

_YEAR = re.compile(r"(?P<year>-?\d{4})(?:-\d\d){0,2}~?(?:/(?:\.\.|(?P=year)(?:-\d\d){0,2}~?))?")
_DAY = re.compile(r"\d{4}-(?:0\d|1[0-2])-\d\d")
_MONTH = re.compile(r"(\d{4})-(0\d|1[0-2])\b")
_ANY_YEAR = re.compile(r"-?\d{4}|-?\d{3}(?=X)|-?\d\d(?=XX)")
_BESIDE_EVENT = 40
"""Characters between an attributive month and the event that it tells of («Шілдедегі жалпықазақ съезі»)."""
_TWO_YEARS = re.compile(r"(\d{4})/(\d{4})")
_NEAR_SENTENCES = 2
_COUNTED_SENTENCES = 4
_AHEAD = 3
"""Dates after one without its century among which the century is looked for."""
_LAST_TOLD = 2030


@dataclass(frozen=True, slots=True)
class Told:
    """A date that has been told: where it stands, its EDTF, and its year if it falls in one."""

    start: int
    sentence: int
    paragraph: int
    edtf: str
    year: int | None


@dataclass(slots=True)
class Story:
    """What has been told so far; the newest of each kind of date."""

    year: Told | None = None
    day: Told | None = None
    month: Told | None = None
    span: Told | None = None
    any: Told | None = None

    def year_told(self) -> Told | None:
        """The year told last; of two years in a row told since («1924–1925 гг.»), the second."""
        span, told = self.span, self.year
        match = _TWO_YEARS.fullmatch(span.edtf) if span else None
        if span is None or match is None or (told and told.start > span.start):
            return told
        first, last = int(match[1]), int(match[2])
        if last != first + 1 or (told and told.year in (first, last)):
            return told
        return replace(span, year=last)

    def tell(self, told: Told) -> None:
        if told.year is not None:
            self.year = told
        elif "/" in told.edtf or "X" in told.edtf:
            self.span = told
        if _DAY.fullmatch(told.edtf):
            self.day = told
        if _MONTH.match(told.edtf):
            self.month = told
        self.any = told


def year_of(edtf: str) -> int | None:
    """The one year that a value falls in, None where it covers more («since 1905» falls in 1905)."""
    match = _YEAR.fullmatch(edtf)
    return int(match["year"]) if match else None


@dataclass(slots=True)
class Resolver:
    """Gives drafts their years: from what precedes, from what follows, from an event.

    `sentences` and `paragraphs` are where they start; `events` stand in the order of the text.
    """

    drafts: Sequence[Draft]
    sentences: Sequence[int]
    paragraphs: Sequence[int]
    events: Sequence[Mention]
    years_of: YearsOf
    story: Story = field(default_factory=Story)
    _next: list[int] = field(init=False)
    _months: dict[int, list[int]] = field(init=False)
    _event_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._event_starts = [event.start for event in self.events]
        self._months = {}
        self._next = [len(self.drafts)] * (len(self.drafts) + 1)
        for index in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[index]
            explicit = draft.year is not None and year_of(draft.value(draft.year) or "") is not None
            self._next[index] = index if explicit else self._next[index + 1]
            if draft.year is not None and draft.month is not None:
                self._months.setdefault(draft.month, []).append(index)
        for indices in self._months.values():
            indices.reverse()

    def values(self) -> list[str | None]:
        """The EDTF of each draft, None where nothing tells it."""
        found: list[str | None] = []
        for index, draft in enumerate(self.drafts):
            value = self._value(index, draft)
            if value is not None and not is_valid(value):
                value = None
            found.append(value)
            if value is not None and not draft.aside:
                self.story.tell(Told(draft.start, *self._place(draft.start), value, year_of(value)))
        return found

    def _place(self, position: int) -> tuple[int, int]:
        return bisect_right(self.sentences, position), bisect_right(self.paragraphs, position)

    def _value(self, index: int, draft: Draft) -> str | None:
        if draft.need == "":
            return draft.value(draft.year) if draft.year is not None else None
        if draft.need == "day":
            return self._day(draft)
        if draft.need == "month":
            return self._month(draft)
        if draft.need == "span":
            return self._span(draft)
        if draft.need == "century":
            return self._of_century(index, draft)
        year = self._year(index, draft)
        return None if year is None else draft.value(year + draft.shift)

    def _year(self, index: int, draft: Draft) -> int | None:
        """The year that a date without one falls in."""
        sentence, paragraph = self._place(draft.start)
        told = self.story.year_told()
        if draft.month is None and not draft.pointed:
            # «бір жылдан кейін», «жылдың соңында», «жазда»: only right after the year is told.
            return told.year if told and self._counts_from(told, draft) else None
        if told and told.sentence == sentence:
            return told.year
        if draft.month is not None and not draft.pointed:
            year = self._year_of_event(draft, sentence)
            if year is not None:
                return year
        if told and told.paragraph == paragraph:
            return told.year
        ahead = self._year_ahead(index, draft, sentence, paragraph)
        if ahead is not None or told is None:
            return ahead
        # A bare month («шілдеде») may tell of every year; with a day or «айы» it tells of one.
        return None if draft.bare and told.paragraph + 1 < paragraph else told.year

    def _counts_from(self, told: Told, draft: Draft) -> bool:
        """Whether a date without a month may mean the year told; a count reaches back the farthest."""
        sentence, paragraph = self._place(draft.start)
        next_to = told.sentence + _NEAR_SENTENCES > sentence
        if not draft.counted or told is not self.story.any:
            return next_to and told.paragraph == paragraph
        return next_to or (told.paragraph == paragraph and told.sentence + _COUNTED_SENTENCES > sentence)

    def _year_ahead(self, index: int, draft: Draft, sentence: int, paragraph: int) -> int | None:
        """The year of the next date in the sentence, or that of the same month later in the paragraph.

        Where nothing has been told yet, that of the next date in the paragraph, or of the same month
        anywhere later (a list of contents).
        """
        following = self._next[index + 1]
        place = (0, 0)
        if following < len(self.drafts) and not (draft.pointed and draft.shift):
            place = self._place(self.drafts[following].start)
            if place[0] == sentence:
                return self._known_year(following)
        if draft.month is None:
            return None
        if place[1] == paragraph and self.story.year is None:
            return self._known_year(following)
        same = self._months.get(draft.month, [])
        at = bisect_right(same, index)
        if at < len(same):
            within = self._place(self.drafts[same[at]].start)[1] == paragraph
            if within or self.story.year is None:
                return self.drafts[same[at]].year
        return None

    def _known_year(self, index: int) -> int | None:
        draft = self.drafts[index]
        assert draft.year is not None
        return year_of(draft.value(draft.year) or "")

    def _year_of_event(self, draft: Draft, sentence: int) -> int | None:
        """The year of an event that begins with the month or right after it, where it has one year."""
        at = bisect_left(self._event_starts, draft.start)
        if at == len(self.events):
            return None
        event = self.events[at]
        if event.start - draft.end > _BESIDE_EVENT or self._place(event.start)[0] != sentence:
            return None
        years = self.years_of(event.candidates[0]) if event.candidates else None
        return years[0] if years and years[0] == years[1] else None

    def _day(self, draft: Draft) -> str | None:
        told = self.story.day
        if told is None or not self._is_near(told, draft) or told.edtf.startswith("0000"):
            return None
        return day_after(told.edtf, draft.shift)

    def _month(self, draft: Draft) -> str | None:
        """The month named last, with the day or the part that the draft gives."""
        told = self.story.month
        if told is None or not self._is_near(told, draft):
            return None
        match = _MONTH.match(told.edtf)
        assert match is not None
        year, month = int(match[1]), int(match[2]) + draft.shift
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        if draft.detail.isdigit():
            return day_value(year, month, int(draft.detail))
        return part_of_month(year, month, draft.detail) if draft.detail else month_value(year, month)

    def _is_near(self, told: Told, draft: Draft) -> bool:
        """In one paragraph; what is counted from a date («үш күннен кейін») follows it at once."""
        sentence, paragraph = self._place(draft.start)
        if told.paragraph != paragraph:
            return False
        return not draft.counted or (told is self.story.any and told.sentence + _NEAR_SENTENCES > sentence)

    def _span(self, draft: Draft) -> str | None:
        """The years told of in the sentence before or in this one."""
        told = self.story.any
        sentence, paragraph = self._place(draft.start)
        if told is None or told is not self.story.span or told.paragraph != paragraph:
            return None
        return told.edtf if told.sentence + 1 >= sentence else None

    def _of_century(self, index: int, draft: Draft) -> str | None:
        """The century of the last date told, of the next one where nothing precedes."""
        told = self.story.any
        year = any_year(told.edtf) if told else None
        if year is None:
            following = next(
                (other for other in self.drafts[index + 1 : index + 1 + _AHEAD] if other.year is not None),
                None,
            )
            year = any_year(following.value(following.year or 0) or "") if following else None
        if year is None:
            return None
        value = draft.value(year)
        # «50-жылдары» after a year of this century looks back, not ahead.
        return draft.value(year - 100) if (any_year(value or "") or 0) > _LAST_TOLD else value


def any_year(edtf: str) -> int | None:
    """A year that a value covers, whatever its precision; of a century its first, 1801."""
    match = _ANY_YEAR.search(edtf)
    if match is None:
        return None
    unspecified = 4 - len(match.group().lstrip("-"))
    return int(match.group() + "0" * unspecified) + (unspecified > 1) or None
