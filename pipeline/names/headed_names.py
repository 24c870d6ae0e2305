"""A text in, names shown by the generic noun beside them out: Зайсан болысы, «Серке» газеті, город Троицк."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import suffixes
from pipeline.names import people, russian_nominative
from pipeline.names.coordination import own_heads
from pipeline.names.heads import Head, HeadFound
from pipeline.names.index import Match
from pipeline.names.named_text import FIRST, Found, NamedText
from pipeline.names.nominatives import dictionary_form, masculine
from pipeline.names.parts import is_place_adjective, words
from pipeline.names.running_words import OPENING
from pipeline.names.table_names import Coordinated, heads_after, heads_before, is_modifier

BARE_KINDS = frozenset(
    {"town", "village", "station", "locality", "island", "river", "lake", "fortress", "newspaper", "magazine"}
)
"""Kinds whose names are used without the head too: Троицк for Троицк қаласы."""

PLURAL_KINDS = frozenset({"mountain", "lake", "desert"})
"""Kinds whose heads are plurals in one name too: Кент таулары, в горах Улытау."""

BODIES = frozenset({"office", "committee"})
MONUMENT = "monument"
PEACE = "peace"
_MOST_BETWEEN = 3
_LONGEST_QUOTATION = 8
_LONGEST_TITLE = 40
_SOFTENED = {"қ": "ғ", "к": "г", "п": "б"}


def found(named: NamedText, members: Coordinated) -> Iterator[Found]:
    """Yield the names that only their head shows, and the members of coordinations."""
    for (first, last), shared in members.items():
        quotes = named.quoted(first, last)
        if _may_be_name(named, first, last, shared, quoted=bool(quotes)):
            member = _named(named, first, last, shared, named.span(first, last))
            # Without its head an uprising's name is that of its place: Созақ, Абыралы көтерілістері.
            yield member if shared.kind != "uprising" else _place(named, first, last)
    for at in range(len(named.words)):
        for head in own_heads(named, at):
            several = head.plural and head.head.language == "kk" and head.head.kind not in PLURAL_KINDS
            if head.head.pattern == "no" or several:
                continue
            about = at > 0 and head.head.type == "LAW" and named.words[at - 1].folded in words("about")
            if head.head.after and (head.owned or about):
                yield from _before_head(named, head, members)
            if head.head.after:
                yield from _called(named, head)
            # На промыслах Эмбы: what has several heads of the kind is their owner.
            owner = head.plural and head.head.language == "ru" and head.head.kind not in PLURAL_KINDS
            # Редактор газеты «Казах»: a quotation that shares its head with none has it in the singular.
            quotation = head.last < len(named.words) and named.words[head.last].gap.endswith(tuple(OPENING))
            if head.head.before and (_is_title_of(named, head) if quotation else not owner):
                yield from _after_head(named, head, members)
            if head.owned or head.head.language == "ru":
                yield from _whole_quotation(named, head)


def _is_title_of(named: NamedText, head: HeadFound) -> bool:
    """Whether the quotation behind the Russian `head` names it: закон «О земле»; not закону «не убий»."""
    if head.head.type != "LAW":
        return True
    return named.words[head.last].capital and russian_nominative.may_be_singular(
        named.words[head.last - 1].text
    )


def repeated(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the bare names of what `known` shows with its head elsewhere in the text."""
    bare = {}
    for each in known:
        core = named.text[each.core_start : each.core_end]
        if each.type in ("PLACE", "WORK") and not each.candidates and each.rank == 2 and " " not in core:
            bare[core.casefold()] = each
    if not bare:
        return
    for at, word in enumerate(named.words):
        if not word.capital or word.begins_sentence:
            continue
        for length in range(min(len(word.text) - 2, 8)):
            stem, ending = word.folded[: len(word.folded) - length], word.folded[len(word.folded) - length :]
            pattern = bare.get(stem)
            if (
                pattern
                and suffixes.follows(stem, ending)
                and (pattern.type == "PLACE" or named.quoted(at, at + 1))
            ):
                yield Found(
                    word.start, word.end, word.start, word.end, pattern.type, (), pattern.canonical, 5
                )
                break


def repeated_quotations(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the quotations, in any case, that `known` shows with a Russian head: в «Степном голосе»."""
    if named.language != "ru":
        return
    shown: dict[tuple[str, ...], Found] = {}
    for each in known:
        words_of = named.text[each.core_start : each.core_end].split()
        if each.rank == 2 and each.type in ("WORK", "ORG") and named.text[each.core_start - 1] in OPENING:
            shown.setdefault(tuple(map(dictionary_form, words_of)), each)
    longest = max(map(len, shown), default=0)
    for at, word in enumerate(named.words):
        if not longest or not word.gap.endswith(tuple(OPENING)):
            continue
        for last in range(at + 1, min(at + longest, len(named.words)) + 1):
            forms = tuple(dictionary_form(part.folded) for part in named.words[at:last])
            if forms in shown and named.quoted(at, last):
                start, end = named.span(at, last)
                pattern = shown[forms]
                yield Found(start, end, start, end, pattern.type, (), pattern.canonical, 5)


def parts_of_parties(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the bodies of the parties in `known`: эсерлер партиясының Түркістан комитеті."""
    starts = [word.start for word in named.words]
    for each in known:
        if each.type != "ORG" or not _is_party(named, each):
            continue
        last = bisect_left(starts, each.end)
        for at in range(last, min(last + _MOST_BETWEEN, len(named.words))):
            heads = [head for head in own_heads(named, at) if head.head.kind in BODIES and head.owned]
            if heads:
                end = named.words[heads[0].last - 1].end
                words_between = named.text[each.end : named.words[at].start].split()
                whole = (_genitive(each.canonical), *words_between, possessive(heads[0].head.words[-1]))
                yield Found(each.start, end, each.core_start, each.core_end, "ORG", (), " ".join(whole))
                break
            if not named.next_to(at) or named.words[at].capital:
                break


def _is_party(named: NamedText, found: Found) -> bool:
    if found.candidates:
        is_party = named.knowledge.entry(found.candidates[0]).kind == "party"
    else:
        is_party = found.canonical.endswith(possessive("партия"))
    return is_party and named.text[found.start : found.end].endswith(words("genitive"))


def _genitive(name: str) -> str:
    return next(
        (name + ending for ending in words("genitive") if suffixes.follows(name.split()[-1], ending)), name
    )


def possessive(noun: str) -> str:
    """The Kazakh noun as a head stands in a name: уез → уезі, партия → партиясы, хандық → хандығы."""
    for ending in words("own ending"):
        if suffixes.follows(noun, ending):
            return noun + ending
        softened = noun[:-1] + _SOFTENED.get(noun[-1], noun[-1])
        if softened != noun and any(
            cut.stem == noun and cut.inflected_only for cut in suffixes.analyses(softened + ending)
        ):
            return softened + ending
    return noun


def _before_head(named: NamedText, head: HeadFound, members: Coordinated) -> Iterator[Found]:
    """Yield the name that ends before `head`, modifiers passed over."""
    for last in range(head.first, max(head.first - 5, 0), -1):
        if last < head.first and named.words[last].capital:
            return
        quotes = next(
            (
                (first, span)
                for first in range(last - 1, max(last - _LONGEST_QUOTATION, -1), -1)
                if (span := named.quoted(first, last))
            ),
            None,
        )
        first = quotes[0] if quotes else last - 1
        if not quotes and not named.words[first].capital:
            continue
        if not quotes and named.words[first].folded.endswith(words("place attribute")):
            return
        if not any(found == head for found in heads_after(named, last, head.head.kind, closing=bool(quotes))):
            continue
        if not quotes:
            first = _capitals_before(named, last, head)
        if (first, last) in members or not _may_be_name(named, first, last, head.head, quoted=bool(quotes)):
            return
        start, end = named.span(first, head.last)
        core = named.span(first, last)
        each = _named(named, first, last, head.head, (min(start, quotes[1][0] if quotes else start), end))
        yield (
            each
            if not quotes
            else Found(each.start, each.end, *core, each.type, (), each.canonical, each.rank)
        )
        return


def _called(named: NamedText, head: HeadFound) -> Iterator[Found]:
    """Yield the quotation alone that a word parts from `head`: «Айқап» атты журнал."""
    last = head.first - 1
    if head.head.type == "PLACE" or last < 1 or named.words[last].folded not in words("naming"):
        return
    for first in range(last - 1, max(last - _LONGEST_QUOTATION, -1), -1):
        if named.quoted(first, last):
            # Whatever else the words are called by, here they are a title: «Көкшетау» атты поэмасы.
            yield replace(_named(named, first, last, head.head, named.span(first, last)), rank=FIRST)
            return


def _capitals_before(named: NamedText, last: int, head: HeadFound) -> int:
    """The first word of the capitalised name that ends before words[last]."""
    first = last - 1
    while first > 0 and last - first < 4:
        word, previous = named.words[first], named.words[first - 1]
        hyphen = word.gap.strip(" \u00a0\n") in ("-", "–", "—") and " " not in word.gap
        spaced = (
            word.gap == " "
            and not previous.folded.endswith(words("no part"))
            and not previous.begins_sentence
        )
        readings = named.index.readings(previous.text, capital=True)
        known = any(reading.word in named.index.plain for reading in readings)
        known = known or people.is_person_name(previous) or people.may_be_surname(previous)
        if not previous.capital or not (hyphen or (spaced and not known and len(previous.text) > 2)):
            break
        first -= 1
    return first


def _after_head(named: NamedText, head: HeadFound, members: Coordinated) -> Iterator[Found]:
    """Yield the name that stands directly behind `head`: город Троицк, партия «Новая жизнь»."""
    first = head.last
    if first >= len(named.words):
        return
    # «О конфискации …», «Об отводе …»: the title of a law may be a long one.
    titled = head.head.type == "LAW" and named.words[first].folded in words("about")
    longest = _LONGEST_TITLE if titled else _LONGEST_QUOTATION
    for last in range(first + 1, min(first + longest, len(named.words)) + 1):
        quotes = None if (first, last) in members else named.quoted(first, last)
        if quotes and any(found.first == head.first for found in heads_before(named, first, opening=True)):
            each = _named(named, first, last, head.head, (named.words[head.first].start, quotes[1]))
            core = named.span(first, last)
            yield Found(each.start, each.end, *core, each.type, (), each.canonical, each.rank)
            return
    # Within a sentence «Г.» is an initial, and «г.» a town.
    initial = head.head.words == ("г",) and named.words[head.first].capital
    if initial and not named.words[head.first].begins_sentence:
        return
    if head.head.pattern == "capital" and named.words[first].capital and head.head.type == "PLACE":
        last = first + 1
        while last < len(named.words) and named.words[last].capital and _goes_on(named, last, head):
            last += 1
        # Мавзолей Ходжи Ахмеда Ясави: what bears the name of a person has all of it.
        last = max((last, *(match.last for match in _people_at(named, first))))
        if any(found.first == head.first for found in heads_before(named, first, opening=False)):
            if named.words[first].begins_sentence and head.head.words != ("г",):
                return
            if len(named.words[first].text) == 1 or (first, last) in members:
                return
            # Мечеть Бухары is any of the town.
            if head.head.kind == MONUMENT and _is_place_at(named, first):
                return
            yield _named(
                named, first, last, head.head, (named.words[head.first].start, named.words[last - 1].end)
            )


def _goes_on(named: NamedText, at: int, head: HeadFound) -> bool:
    """Whether words[at] is joined to the name before it; what a monument is called by has several words."""
    return named.words[at].gap == "-" or (head.head.kind == MONUMENT and named.next_to(at))


def _is_place_at(named: NamedText, first: int) -> bool:
    """Whether a bare name of a place of the table begins at words[first]."""
    matches = [match for match in named.index.matches(named.text, named.words, first) if not match.name.needs]
    return any(named.knowledge.entry(match.name.id).type == "PLACE" for match in matches)


def _people_at(named: NamedText, first: int) -> list[Match]:
    """The names of persons of the table that begin at words[first]."""
    matches = named.index.matches(named.text, named.words, first)
    return [match for match in matches if named.knowledge.entry(match.name.id).type == "PERSON"]


def _whole_quotation(named: NamedText, head: HeadFound) -> Iterator[Found]:
    """Yield the name in quotation marks that ends with `head` itself: «Мұсылмандар одағы»."""
    if head.head.type not in ("ORG", "WORK", "LAW") or (head.head.type == "LAW" and not head.head.after):
        return
    for first in range(head.first - 1, max(head.first - _LONGEST_QUOTATION, -1), -1):
        if named.quoted(first, head.last):
            start, end = named.span(first, head.last)
            canonical = _canonical(named, first, head.first, head.head)
            yield Found(start, end, start, end, head.head.type, (), canonical, 3)
            return


def _may_be_name(named: NamedText, first: int, last: int, head: Head, *, quoted: bool) -> bool:
    if quoted:
        return head.pattern != "no"
    part = named.words[first:last]
    if head.pattern != "capital" or not all(word.capital for word in part):
        return False
    if head.language == "ru" and head.after and not is_place_adjective(part[-1].folded):
        return False
    # A word that may stand between a name and its head is none: Халық Республикасы.
    if len(part) == 1 and is_modifier(part[0], head.kind):
        return False
    # The people before a head describes it (Қазақ партиясы); so does the first word of a sentence, often.
    if any(
        reading.word in named.index.peoples for reading in named.index.readings(part[-1].text, capital=True)
    ):
        return False
    # Исламский мир, of which no capital within a sentence tells that it is a peace.
    if part[0].begins_sentence and (head.kind == PEACE or named.count(part[0].folded)):
        return False
    if part[0].begins_sentence and head.type == "ORG" and not named.is_proper(part[0].text):
        return False
    return len(part[0].text) > 2 and not part[-1].text.isdigit()


def _named(named: NamedText, first: int, last: int, head: Head, span: tuple[int, int]) -> Found:
    core = named.span(first, last)
    return Found(*span, *core, head.type, (), _canonical(named, first, last, head), 2)


def _place(named: NamedText, first: int, last: int) -> Found:
    start, end = named.span(first, last)
    return Found(start, end, start, end, "PLACE", (), named.text[start:end], 2)


def _canonical(named: NamedText, first: int, last: int, head: Head) -> str:
    """The name with its head in the nominative; without where the kind is used bare."""
    start, end = named.span(first, last)
    core = " ".join(named.text[start:end].split())
    if head.language == "ru" and head.after:
        core = masculine(core)
    if head.kind in BARE_KINDS:
        return core
    if head.language == "kk":
        return " ".join((core, *head.words[:-1], possessive(head.words[-1])))
    return " ".join((core, *head.words) if head.after else (*head.words, core))
