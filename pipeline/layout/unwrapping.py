"""Printed lines in, the line ends at which a paragraph ends out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import log

from pipeline.layout.columns import Column, Zone, zones
from pipeline.layout.headings import heading_words
from pipeline.layout.lines import Line, beginning, ending, item_number, next_words
from pipeline.tables import problem, rows

# How many line ends of its own a document needs to outweigh what is usual elsewhere.
_USUAL = 4.0
# However much room a line left, what the sentence and the blank lines say may still outweigh it.
_MOST_STRAIN = 7.0
_MUCH_TOO_LONG = 1.2
# First lines may be set in by up to a tenth of the column; the steps tried, in shares of its width.
_INDENTS = (0.0, 0.02, 0.035, 0.05, 0.065, 0.08, 0.1)
# An indent that no space shows must explain the lines clearly better than none.
_INDENT_GAIN = 3.0
# How many lines on either side show how a full stop is followed hereabouts.
_NEAR = 5
# Lines enough to learn the indent from.
_SAMPLE = 2000

Shares = Mapping[str, Mapping[str, tuple[float, float]]]


def paragraph_ends(text: str, printed: Sequence[Line]) -> list[bool]:
    """For each line, whether a paragraph ends with it. The last line always ends one."""
    if len(printed) < 2:
        return [True] * len(printed)
    sentence = _sentence_values(text, printed)
    forced = [i for i, value in enumerate(sentence) if value in ("open lower", "hyphen lower")]
    joiners = [
        word if value.startswith("hyphen") else " " + word
        for value, word in zip(sentence, next_words(text, printed), strict=True)
    ]
    ends: list[bool] = []
    for zone in zones(text, printed, joiners, forced):
        # The line after the zone belongs to it, too: what ends the zone depends on how that line begins.
        ends += _zone_ends(text, printed[zone.start : zone.end + 1], sentence[zone.start : zone.end], zone)
    return [*ends, True]


def _zone_ends(text: str, printed: Sequence[Line], sentence: Sequence[str], zone: Zone) -> list[bool]:
    """For each line of a zone but the document's last, whether a paragraph ends with it."""
    if not sentence:
        return []
    evidence = _evidence(text, printed, sentence, zone)
    if zone.column is None:
        return [value > 0 for value in evidence]
    numbered = [value.endswith(("enumerator", "successor")) for value in ["", *sentence]]
    indent = _indent(zone.column, evidence[:_SAMPLE], numbered)
    return _likeliest(zone.column, indent, evidence, numbered)[1]


def _sentence_values(text: str, printed: Sequence[Line]) -> list[str]:
    """What the end of each line and the beginning of the next say, as the table of evidence names it."""
    endings = [ending(text[max(line.start, line.end - 8) : line.end]) for line in printed]
    beginnings = [beginning(text[line.start : min(line.end, line.start + 24)]) for line in printed]
    numbers = [
        item_number(text, line) if begin == "enumerator" else None
        for line, begin in zip(printed, beginnings, strict=True)
    ]
    heading = heading_words()
    beginnings = [
        "heading" if begin != "lower" and heading.alone(text[line.start : line.end]) else begin
        for line, begin in zip(printed, _with_successors(beginnings, numbers), strict=True)
    ]
    return [f"{end} {begin}" for end, begin in zip(endings, beginnings[1:], strict=False)]


def _with_successors(beginnings: Sequence[str], numbers: Sequence[int | None]) -> list[str]:
    """`beginnings`, an enumerator whose number is one more than the last one's called a successor."""
    last = -1
    named = []
    for begin, number in zip(beginnings, numbers, strict=True):
        named.append("successor" if number is not None and number == last + 1 else begin)
        last = last if number is None else number
    return named


def _evidence(text: str, printed: Sequence[Line], sentence: Sequence[str], zone: Zone) -> list[float]:
    """For each line but the last, the log-odds that a paragraph ends there, the column's width aside."""
    shares = _shares()
    ends, runs = _sure_cases(sentence, zone.column)
    prior = _log_odds(shares["prior"]["wrapped" if zone.wrapped else "typed"])
    total = [prior + _log_odds(shares["sentence"][value]) for value in sentence]
    trailing = _more_than_usual([line.trailing for line in printed[:-1]], runs)
    habits = {
        "gap": [line.gap for line in printed[:-1]],
        "indent": _more_than_usual([line.indent for line in printed[1:]], runs),
    }
    for kind, values in habits.items():
        # Where lines were not wrapped, a blank line in mid-sentence is the writer's will, not a habit.
        odds = _learnt(shares[kind], values, ends, runs if zone.wrapped else [])
        total = [sum_ + odds[value] for sum_, value in zip(total, values, strict=True)]
    extra = _trailing_odds(text, printed, sentence, trailing, ends)
    return [sum_ + odd for sum_, odd in zip(total, extra, strict=True)]


def _sure_cases(sentence: Sequence[str], found: Column | None) -> tuple[list[int], list[int]]:
    """The line ends that surely end a paragraph, and those at which a sentence surely runs on."""
    runs = [i for i, value in enumerate(sentence) if value in ("open lower", "hyphen lower")]
    closed = [
        i
        for i, value in enumerate(sentence)
        if value.startswith(("terminal", "colon")) and value[-5:] != "lower"
    ]
    if found is None:
        return closed, runs
    wide = found.extents.lines
    return [i for i in closed if wide[i] < 0.7 * found.width], runs


def _learnt(
    usual: Mapping[str, tuple[float, float]], values: Sequence[str], ends: Sequence[int], runs: Sequence[int]
) -> dict[str, float]:
    """The log-odds of each value, by the sure cases and, so far as these are few, by what is usual."""
    at_break, within = Counter(values[i] for i in ends), Counter(values[i] for i in runs)
    return {
        value: log((at_break[value] + _USUAL * shares[0]) / (len(ends) + _USUAL))
        - log((within[value] + _USUAL * shares[1]) / (len(runs) + _USUAL))
        for value, shares in usual.items()
    }


def _more_than_usual(counts: Sequence[int], runs: Sequence[int]) -> list[str]:
    """For each count of spaces, whether it exceeds what lines have where a sentence runs on, and how much."""
    usual = Counter(counts[i] for i in runs).most_common(1)[0][0] if runs else min(counts)
    return [("usual", "more", "many")[min(max(count - usual, 0), 2)] for count in counts]


def _trailing_odds(
    text: str, printed: Sequence[Line], sentence: Sequence[str], trailing: Sequence[str], ends: Sequence[int]
) -> list[float]:
    """The log-odds of spaces after a full stop at a line end; little where every full stop has them."""
    shares = _shares()["trailing"]
    counted = Counter(trailing[i] for i in ends)
    at_break = {
        value: (counted[value] + _USUAL * share[0]) / (len(ends) + _USUAL) for value, share in shares.items()
    }
    inner = _sentence_spaces(text, printed)
    odds = []
    for i, value in enumerate(sentence):
        if not value.startswith("terminal"):
            odds.append(0.0)
            continue
        first, last = max(0, i - _NEAR), min(len(printed), i + _NEAR + 1)
        near = {width: counts[last] - counts[first] for width, counts in inner.items()}
        within = near[trailing[i]] + 2 * shares[trailing[i]][1]
        odds.append(log(at_break[trailing[i]]) - log(within / (sum(near.values()) + 2)))
    return odds


def _sentence_spaces(text: str, printed: Sequence[Line]) -> dict[str, list[int]]:
    """How many full stops inside the lines before each line are followed by one space, by two, by more."""
    spaces: dict[str, list[int]] = {"usual": [0], "more": [0], "many": [0]}
    for line in printed:
        many, more, some = (text.count(stop, line.start, line.end) for stop in (".   ", ".  ", ". "))
        for value, count in (("usual", some - more), ("more", more - many), ("many", many)):
            spaces[value].append(count)
    return {value: list(accumulate(counts)) for value, counts in spaces.items()}


def _indent(found: Column, evidence: Sequence[float], numbered: Sequence[bool]) -> int:
    """How far first lines are set in by other means than spaces, in units of the column's measure."""
    plain = _likeliest(found, 0, evidence, numbered)[0]
    best = plain + _INDENT_GAIN, 0
    for share in _INDENTS[1:]:
        indent = round(share * found.width)
        best = max(best, (_likeliest(found, indent, evidence, numbered)[0], indent))
    return best[1]


def _likeliest(
    found: Column, indent: int, evidence: Sequence[float], numbered: Sequence[bool]
) -> tuple[float, list[bool]]:
    """The log-likelihood of the best reading of the line ends, and that reading (one value a line end).

    Two readings are carried from line to line: the line is the first of its paragraph, or it goes on.
    A line that would have held the next word, and yet ended, strains the reading that it was full.
    """
    wide, words, width = found.extents.lines, found.extents.next_words, found.width
    first, going_on = 0.0, -1e9
    chosen: list[tuple[bool, bool]] = []
    # Lines that no column held were ended by their writer.
    typed = _log_odds(_shares()["prior"]["typed"]) - _log_odds(_shares()["prior"]["wrapped"])
    for i, odds in enumerate(evidence):
        if wide[i] > _MUCH_TOO_LONG * width:
            odds, held, held_first = odds + typed, 0.0, 0.0
        else:
            # Items of a list may be set in less than other first lines, or not at all.
            first -= _strain(wide[i] + (0 if numbered[i] else indent) - width, found)
            room = width - wide[i] - words[i] + found.exact_unit
            held, held_first = _strain(room, found), _strain(room - indent, found)
            # A full line ends anywhere within the next word's length, a last line anywhere at all.
            odds += log(min(max(words[i] / width, 0.1), 0.8))
        ended = first + odds, going_on + odds
        held_on = first - held_first, going_on - held
        chosen.append((ended[0] >= ended[1], held_on[0] >= held_on[1]))
        first, going_on = max(ended), max(held_on)
    return max(first, going_on), _read_back(chosen, first >= going_on)


def _read_back(chosen: Sequence[tuple[bool, bool]], first: bool) -> list[bool]:
    """The line ends of the best reading, from what each line's two readings were best reached from."""
    ends = []
    for by_end, by_going_on in reversed(chosen):
        ends.append(first)
        first = by_end if first else by_going_on
    return ends[::-1]


def _strain(excess: float, found: Column) -> float:
    return min(max(excess, 0.0) / found.tolerance, _MOST_STRAIN)


def _log_odds(shares: tuple[float, float]) -> float:
    return log(shares[0] / shares[1])


@cache
def _shares() -> Shares:
    """data/layout_evidence.tsv: by kind of evidence and value, its share at paragraph ends and within."""
    name = "layout_evidence.tsv"
    shares: dict[str, dict[str, tuple[float, float]]] = {}
    for number, row in rows(name, "evidence", "value", "at_break", "within", "why"):
        try:
            pair = float(row["at_break"]), float(row["within"])
        except ValueError:
            raise problem(name, number, "at_break and within are numbers") from None
        if not all(0 < share < 1 for share in pair):
            raise problem(name, number, "shares lie between 0 and 1, neither included")
        shares.setdefault(row["evidence"], {})[row["value"]] = pair
    return shares
