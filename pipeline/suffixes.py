"""A Kazakh word in, every way to cut it into a stem and endings out, as the suffix grammar licenses.

The grammar is data: suffixes.tsv (what follows what, in which form), stem_changes.tsv and letters.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.tables import problem, rows

SOUNDS = ("vowel", "glide", "l", "nasal", "z", "voiceless")
KINDS = ("noun", "verb", "third")
"""What a stem can be; third: a name with a fossil possessive, which declines so (Байтұрсынұлы, -ұлына)."""

VERBAL_NOUN = "verbal noun"
VERBAL = frozenset({"verb", "negative"})
FOSSIL_ENDS = ("ы", "і")
LONGEST_WORD = 60
MOST_ENDINGS = 8
MOST_DERIVATIONS = 2
"""Longer words and chains are no Kazakh; the bounds keep the search short on odd input."""

MOST_RESTORED = 1
"""Letters by which a stem is longer than what shows of it before an ending (қырқы: қырық)."""

DECIDING = 5
"""Letters, at least, of the end of a stem that chooses its endings; no row of the tables has more."""

JOINERS = "-\u2010\u2011»”\"'’"
"""What may stand between a stem and its endings: «АҚШ-тың», «Қазақ»тың."""

READ_OUT = "\N{NUMBER SIGN}\N{NUMBER SIGN}"
"""Stands for a figure or an abbreviation, which is read out, so that its letters do not tell its sounds."""


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """One form of one ending: the sounds that it may follow, its harmony (None: indifferent), its states."""

    form: str
    name: str
    derivation: bool
    sounds: frozenset[str]
    harmony: str | None
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Change:
    """Before an ending that begins with one of `before`, a stem's end `stem` appears as `surface`.

    Where `always`, it cannot stay as it is when a vowel precedes.
    """

    surface: str
    stem: str
    before: frozenset[str]
    kinds: frozenset[str]
    always: bool


class Analysis(NamedTuple):
    """What `word` may be: a stem, its kind (one of KINDS) and the endings that follow it, outermost last."""

    word: str
    stem: str
    kind: str
    endings: tuple[Ending, ...]

    @property
    def verbal_noun(self) -> str:
        """The verbal noun that the word is a form of, in lower case (аударуға: аудару); "" if none."""
        names = [ending.name for ending in self.endings]
        if self.kind != "verb" or VERBAL_NOUN not in names:
            return ""
        after = self.endings[names.index(VERBAL_NOUN) + 1 :]
        return self.word[: len(self.word) - sum(len(ending.form) for ending in after)].casefold()

    @property
    def inflected_only(self) -> bool:
        """Whether no ending makes another word of the stem."""
        return not any(ending.derivation for ending in self.endings)


@dataclass(frozen=True, slots=True)
class Endings:
    """Endings by their form, and as a tree from their last letter back: a node holds the nodes of the letters
    that may stand before, and under "" the endings that are whole there.
    """

    endings: dict[str, tuple[Ending, ...]]
    backwards: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tables, arranged for cutting a word from its end.

    `into` has the endings that lead to a state, by that state, and all of them under ""; `changes` are by
    the first letter of the ending that causes them, as are what shows of the stems in `surfaces`, and the
    ends of stems in `always` that must change; stems that end as one of `either` take both harmonies.
    """

    sounds: dict[str, str]
    harmonies: dict[str, str]
    into: dict[str, Endings]
    changes: dict[str, tuple[Change, ...]]
    surfaces: dict[str, tuple[str, ...]]
    always: dict[str, tuple[str, ...]]
    either: tuple[str, ...]

    @property
    def endings(self) -> dict[str, tuple[Ending, ...]]:
        """All endings by their form."""
        return self.into[""].endings


def strip(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (stem, forms of the endings) for every licensed analysis of `word`, the bare word first.

    Stem changes are undone (кітабы → кітап), so that a stem need not begin the word.
    """
    seen = set()
    for analysis in analyses(word):
        cut = analysis.stem, tuple(ending.form for ending in analysis.endings)
        if cut not in seen:
            seen.add(cut)
            yield cut


def follows(stem: str, ending: str) -> bool:
    """Whether `ending` is a chain, maybe empty, of noun inflections on `stem`.

    A hyphen or a closing quotation mark may stand before it: «АҚШ-тың», «Қазақ»тың.
    """
    chain = ending.lstrip(JOINERS).casefold()
    if not chain or not stem or len(chain) > LONGEST_WORD // 2:
        return not ending
    return _takes_chain(READ_OUT if is_read_out(stem) else _deciding_end(stem.casefold()), chain)


def _deciding_end(stem: str) -> str:
    """The end of `stem` that chooses its endings: from the last letter that has a harmony."""
    harmonies = load().harmonies
    start = max(0, len(stem) - DECIDING)
    while start and stem[start] not in harmonies and len(stem) - start < LONGEST_WORD // 2:
        start -= 1
    return stem[start:]


@lru_cache(maxsize=65536)
def _takes_chain(stem: str, chain: str) -> bool:
    return any(
        analysis.stem == stem and analysis.kind != "verb" and analysis.inflected_only
        for analysis in _cut(stem + chain, shortest=len(stem), derivations=0)
    )


def analyses(word: str) -> Iterator[Analysis]:
    """Yield every licensed analysis of `word`, the bare word as a noun and as a verb first.

    Stems keep the capitals of the word.
    """
    yield Analysis(word, word, "noun", ())
    yield Analysis(word, word, "verb", ())
    folded = word.casefold()
    if len(folded) > LONGEST_WORD or len(folded) != len(word):
        return
    joint = max(folded.rfind(joiner) for joiner in JOINERS)
    stem = word[:joint] if 0 < joint < len(word) - 1 else ""
    if stem and is_read_out(stem):
        for analysis in _cut(READ_OUT + folded[joint + 1 :]):
            if analysis.stem == READ_OUT:
                yield Analysis(word, stem, analysis.kind, analysis.endings)
        return
    for analysis in _cut(folded):
        if word == folded:
            yield analysis
        else:
            yield Analysis(word, _with_capitals(analysis.stem, word), analysis.kind, analysis.endings)
    if stem and word[joint] != "-":
        # A quotation mark parts a name from its endings, which follow the sound before it all the same.
        for analysis in _cut(folded[:joint] + folded[joint + 1 :]):
            if analysis.stem == folded[:joint]:
                yield Analysis(word, stem, analysis.kind, analysis.endings)


def is_read_out(stem: str) -> bool:
    """Whether `stem` is a figure or an abbreviation, so that its letters do not tell its sounds (АҚШ, км)."""
    if not stem[-1].isalpha() or stem.isupper():
        return True
    # A lone letter is a numeral or an initial, whose sound may be meant.
    return len(stem) > 1 and not any(letter in _syllabic() for letter in stem.casefold())


@cache
def _syllabic() -> frozenset[str]:
    """The letters that make a syllable: vowels and the glides that hide one (и у ю)."""
    sounds = load().sounds
    return frozenset({"и", "у", "ю"}.union(letter for letter, sound in sounds.items() if sound == "vowel"))


def _with_capitals(stem: str, word: str) -> str:
    """`stem`, casefolded, with the capitals of the part of `word` that it begins with."""
    shared = min(len(stem), len(word))
    while shared and stem[:shared] != word[:shared].casefold():
        shared -= 1
    rest = stem[shared:]
    return word[:shared] + (rest.upper() if word.isupper() and len(word) > 1 else rest)


def _cut(word: str, *, shortest: int = 0, derivations: int = MOST_DERIVATIONS) -> Iterator[Analysis]:
    """Yield the analyses of a casefolded word that have at least one ending, and up to `derivations`.

    Of those with a stem of less than `shortest` letters some are left out, which spares looking for them.
    """
    grammar = load()
    for spelling, limit in _spellings(word):
        pending: list[tuple[str, str, tuple[Ending, ...], int]] = [(spelling, "", (), 0)]
        while pending:
            rest, state, endings, derived = pending.pop()
            node = grammar.into[state].backwards
            farthest = min(len(rest) - 2, len(rest) + MOST_RESTORED - shortest)
            for length in range(1, farthest + 1):
                if rest[-length] not in node:
                    break
                node = node[rest[-length]]
                for ending in node.get("", ()):
                    deep = derived + ending.derivation
                    if deep > derivations:
                        continue
                    chain = (ending, *endings)
                    for stem, source in _stems(grammar, rest[:-length], ending):
                        if (
                            source in KINDS
                            and len(stem) <= limit
                            and (source != "third" or stem[-1] in FOSSIL_ENDS)
                        ):
                            # A stem spelt out to end in ий is written with и alone: ки, кию.
                            cut = stem[:-1] if spelling != word and stem.endswith("ий") else stem
                            yield Analysis(word, cut, source, chain)
                        # Before nearly all stems no further ending stands, as their last letter tells.
                        if len(chain) < MOST_ENDINGS and stem[-1] in grammar.into[source].backwards:
                            pending.append((stem, source, chain, deep))


def _spellings(word: str) -> Iterator[tuple[str, int]]:
    """Yield `word`, then it with a letter that hides the joint spelt out (оқиды: оқыйды; қою: қойу).

    With each goes the greatest length of a stem: longer ones hold the letters whole and are no new cut.
    """
    yield word, len(word)
    left = 2
    for at in range(len(word) - 1, 0, -1):
        letter = word[at]
        if letter in "июя" and left:
            left -= 1
            for sounds in {"и": ("ый", "ій"), "ю": ("йу",), "я": ("йа",)}[letter]:
                yield word[:at] + sounds + word[at + 1 :], at + 1


def _stems(grammar: Grammar, rest: str, ending: Ending) -> Iterator[tuple[str, str]]:
    """Yield (stem, state) for each stem that appears as `rest` before `ending` and may take it."""
    first = ending.form[0]
    if _takes(grammar, rest, ending) and not (
        first in grammar.always
        and rest.endswith(grammar.always[first])
        and grammar.sounds.get(rest[-2:-1]) == "vowel"
    ):
        for source in ending.sources:
            yield rest, source
    if not rest.endswith(grammar.surfaces.get(first, ())):
        return
    for change in grammar.changes[first]:
        if not rest.endswith(change.surface):
            continue
        stem = rest[: len(rest) - len(change.surface)] + change.stem
        if not change.surface and not _agrees(grammar, rest, change.stem):
            continue
        if _takes(grammar, stem, ending):
            for source in ending.sources:
                if ("verb" if source in VERBAL else "noun") in change.kinds:
                    yield stem, source


def _takes(grammar: Grammar, stem: str, ending: Ending) -> bool:
    """Whether the last sound and the last vowel of `stem` let it take `ending`; unknown ones do."""
    sound = grammar.sounds.get(stem.rstrip("ьъ")[-1:])
    if sound and sound not in ending.sounds:
        return False
    return ending.harmony is None or _agrees(grammar, stem, ending.harmony)


def _agrees(grammar: Grammar, stem: str, harmony_or_vowel: str) -> bool:
    harmony = grammar.harmonies.get(harmony_or_vowel, harmony_or_vowel)
    # Loans in к, г or a soft sign take front endings after any vowel: банктің, Петербургте, июльде.
    if harmony == "front" and stem[-1] in "кгь":
        return True
    if stem.endswith(grammar.either):
        return True
    for letter in reversed(stem):
        found = grammar.harmonies.get(letter)
        if found:
            return found in (harmony, "both")
    return True


@cache
def load() -> Grammar:
    """The grammar of the package's tables, read once. Raises TableError where they are wrong."""
    sounds: dict[str, str] = {}
    harmonies: dict[str, str] = {}
    for number, row in rows("letters.tsv", "letter", "sound", "harmony"):
        if len(row["letter"]) != 1 or row["sound"] not in (*SOUNDS, "silent"):
            raise problem("letters.tsv", number, f"a letter and one of {SOUNDS} or silent are wanted")
        sounds[row["letter"]] = row["sound"]
        if row["harmony"]:
            harmonies[row["letter"]] = row["harmony"]
    changes = _changes()
    return Grammar(
        sounds,
        harmonies,
        _by_target(list(_endings())),
        changes,
        {letter: tuple(each.surface for each in found) for letter, found in changes.items()},
        {letter: tuple(each.stem for each in found if each.always) for letter, found in changes.items()},
        tuple(row["end"] for _, row in rows("either_harmony.tsv", "end", "why")),
    )


def _by_target(endings: list[Ending]) -> dict[str, Endings]:
    """The endings by the state that they lead to (none: no endings), and all of them under ""."""
    states = ("", *(source for ending in endings for source in ending.sources))
    found: dict[str, dict[str, tuple[Ending, ...]]] = {state: {} for state in states}
    for ending in endings:
        for target in ("", ending.target):
            forms = found.setdefault(target, {})
            forms[ending.form] = (*forms.get(ending.form, ()), ending)
    return {target: Endings(forms, _backwards(forms)) for target, forms in found.items()}


def _backwards(forms: dict[str, tuple[Ending, ...]]) -> dict[str, Any]:
    """The tree of Endings.backwards."""
    root: dict[str, Any] = {}
    for form, alike in forms.items():
        node = root
        for letter in reversed(form):
            node = node.setdefault(letter, {})
        node[""] = alike
    return root


def _endings() -> Iterator[Ending]:
    name = "suffixes.tsv"
    for number, row in rows(name, "name", "kind", "from", "to", *SOUNDS, "why"):
        if row["kind"] not in ("inflection", "derivation"):
            raise problem(name, number, f"the kind is {row['kind']!r}; it should be inflection or derivation")
        after: dict[tuple[str, str | None], list[str]] = {}
        for sound in SOUNDS:
            for pair in row[sound].split():
                if pair == "-":
                    continue
                forms = pair.split("/")
                if len(forms) > 2:
                    raise problem(name, number, f"{pair!r} should be one form or back/front")
                for form, harmony in zip(forms, ("back", "front"), strict=False):
                    after.setdefault((form, harmony if len(forms) > 1 else None), []).append(sound)
        if not after:
            raise problem(name, number, "an ending needs a form after some sound")
        for (form, kept), found in after.items():
            yield Ending(
                form,
                row["name"],
                row["kind"] == "derivation",
                frozenset(found),
                kept,
                tuple(row["from"].split()),
                row["to"],
            )


def _changes() -> dict[str, tuple[Change, ...]]:
    """The stem changes by the first letter of the ending that causes them."""
    name = "stem_changes.tsv"
    changes: dict[str, list[Change]] = {}
    for number, row in rows(name, "surface", "stem", "before", "of", "always", "why"):
        kinds = {"any": {"noun", "verb"}}.get(row["of"], {row["of"]})
        if not row["stem"] or not kinds <= {"noun", "verb"}:
            raise problem(name, number, "a stem is wanted, and noun, verb or any in the column `of`")
        before = frozenset(row["before"].split())
        change = Change(row["surface"], row["stem"], before, frozenset(kinds), row["always"] == "yes")
        for letter in change.before:
            changes.setdefault(letter, []).append(change)
    return {letter: tuple(found) for letter, found in changes.items()}
