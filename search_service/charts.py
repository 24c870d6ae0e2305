"""Counts by year in, the geometry of a bar chart out: widths in per cent, heights in pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.dates.values import year_value
from search_service.answers import Question
from search_service.date_bins import Unit
from search_service.search import Corpus
from search_service.timeline import Bin, Timeline, timeline

_UNITS: tuple[tuple[Unit, float], ...] = (("year", 150), ("decade", 1500), ("century", float("inf")))
"""The bins, and the years that bars of that length can show."""
TOP, FLOOR = 18, 88
"""Pixels from the top of the chart to the highest bar and to the axis: room for the number above the bar."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_TICKS = 7
_LEAST = 3
"""Pixels of the lowest bar: fewer would not be seen."""
_CROWDED = 40
"""Years from which only the highest bars bear their number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a bin shows: `sure` passages below, `uncertain` ones hatched above; `address` leads to them."""

    name: str
    sure: int
    uncertain: int
    address: str
    x: float
    width: float
    sure_height: float
    uncertain_height: float
    numbered: bool

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.thick / 2, 3)

    @property
    def thick(self) -> float:
        """How wide it is drawn: a gap parts it from the next."""
        return round(self.width * 0.8, 3)

    @property
    def sure_top(self) -> float:
        """The pixels above its solid part."""
        return round(FLOOR - self.sure_height, 1)

    @property
    def count(self) -> int:
        """Its passages, certain or not."""
        return self.sure + self.uncertain

    @property
    def top(self) -> float:
        """The pixels above it."""
        return round(FLOOR - self.sure_height - self.uncertain_height, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year named below the axis; `anchor` is which end of its words stands at `x`."""

    year: int
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Band:
    """The years `first` to `last` as a band behind the bars: a life."""

    first: int
    last: int
    x: float
    width: float

    @property
    def end(self) -> float:
        """Where its last year stands."""
        return round(self.x + self.width, 3)


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars in order of time, the years below them, and a band behind them where there is one."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    band: Band | None = None

    @property
    def uncertain(self) -> bool:
        """Whether any bar is hatched, so that the key must say what that means."""
        return any(bar.uncertain for bar in self.bars)


def years_found(corpus: Corpus, question: Question) -> Timeline:
    """The dates of what the question finds: by year, or in longer bins where there would be too many bars.

    Raises QuestionError.
    """
    within = corpus.filtered(question)
    numbers = within if question.q is None else corpus.found(question).numbers
    for unit, longest in _UNITS:
        found = timeline(corpus.store, numbers, within, unit)
        if not found.bins or found.bins[-1].last - found.bins[0].first < longest:
            break
    return found


def span(found: Bin) -> tuple[str, str]:
    """The first and the last year of a bin as an address writes them (EDTF)."""
    return year_value(found.first), year_value(found.last)


def year_chart(
    bins: Sequence[Bin], address: Callable[[Bin], str], band: tuple[int, int] | None = None
) -> Chart | None:
    """The chart of `bins`, each with its `address`; None where there is nothing to show.

    `band` are the first and the last year of a band behind the bars, for which the chart makes room.
    """
    if not bins:
        return None
    earliest, latest = bins[0].first, bins[-1].last
    if band:
        earliest, latest = min(earliest, band[0]), max(latest, band[1])
    step = next((each for each in _STEPS if _span(earliest, latest, each) / each < _MOST_TICKS), _STEPS[-1])
    first = earliest // step * step
    length = _span(earliest, latest, step)
    highest = max(each.count + each.uncertain for each in bins)
    scale = (FLOOR - TOP) / highest
    bars = tuple(
        Bar(
            each.value,
            each.count,
            each.uncertain,
            address(each),
            round((each.first - first) / length * 100, 3),
            round((each.last - each.first + 1) / length * 100, 3),
            _height(each.count, scale),
            _height(each.uncertain, scale),
            length <= _CROWDED or each.count + each.uncertain == highest,
        )
        for each in bins
    )
    return Chart(bars, _ticks(first, length, step), _band(band, first, length) if band else None)


def _band(years: tuple[int, int], first: int, length: int) -> Band:
    """The band from the start of its first year to the end of its last."""
    start, end = years
    x, width = (start - first) / length * 100, (end - start + 1) / length * 100
    return Band(start, end, round(x, 3), round(width, 3))


def _span(first: int, last: int, step: int) -> int:
    """The years from the first to the last, widened to whole steps."""
    return (last // step + 1) * step - first // step * step


def _height(count: int, scale: float) -> float:
    return round(max(count * scale, _LEAST), 1) if count else 0


def _ticks(first: int, length: int, step: int) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            first + offset,
            round(offset / length * 100, 3),
            "start" if offset == 0 else "end" if offset == length else "middle",
        )
        for offset in range(0, length + 1, step)
    )
