"""A text in, persons that the knowledge table lacks out, told by initials, given name, title or surname."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline import lexicon, roman, suffixes
from pipeline.names import declension, person_cases
from pipeline.names.given_names import given_name, is_given_name
from pipeline.names.index import is_patronymic
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words
from pipeline.names.running_words import Word
from pipeline.names.titles import titles
from pipeline.names.written_forms import is_surname, surname_root, takes_ending
from pipeline.tables import rows

_LONGEST_ENDING = 10
_SHORTEST = 3
RANK = 6


def found(named: NamedText) -> Iterator[Found]:
    """Yield the persons in `named`; which of them the knowledge table knows is not asked."""
    for at, word in enumerate(named.words):
        if not word.capital or is_work(named, at):
            continue
        initials = _initials_end(named, at)
        if _is_ruler(named, at):
            start, end = named.span(at, at + 2)
            name = f"{given_name(word.folded) or word.text} {named.words[at + 1].text}"
            yield Found(start, end, start, end, "PERSON", (), name[:1].upper() + name[1:], RANK)
        elif initials > at and _may_be_surname(named, initials) and not _is_heading_number(named, at):
            yield _person(named, at, initials, _surname_end(named, initials))
        elif _stands_before_initials(named, at):
            yield _person(named, at, at, at + 1, _initials_end(named, at + 1))
        elif is_given_name(word.folded):
            yield from _after_given_name(named, at)
        elif _has_title(named, at) and _may_be_person(named, at):
            yield _person(named, at, at, at + 1)
        elif _is_unknown_given_name(named, at):
            yield _person(named, at, at + 1, _surname_end(named, at + 1))
        elif _is_lone_surname(named, at):
            last = at + 1
            if last < len(named.words) and named.next_to(last) and is_given_name(named.words[last].folded):
                behind = named.words[last]
                canonical = f"{given_name(behind.folded) or behind.text} {nominative(word.text)}".title()
                yield Found(word.start, behind.end, word.start, word.end, "PERSON", (), canonical, RANK)
                continue
            end = _initials_end(named, last) if last < len(named.words) and named.next_to(last) else last
            if end > last and not (
                end < len(named.words) and named.words[end].capital and _only_dot(named, end)
            ):
                yield _person(named, at, at, last, end)
            else:
                yield _person(named, at, at, last)


def repeated(named: NamedText, known: Sequence[Found]) -> Iterator[Found]:
    """Yield the surnames, standing alone, of persons whom `known` shows by a pattern."""
    roots = {}
    for each in known:
        if each.type == "PERSON" and not each.candidates:
            roots[surname_root(each.canonical.split()[-1].casefold())] = each
    if not roots:
        return
    for at, word in enumerate(named.words):
        if word.capital and len(word.text) >= 5:
            if surname_root(nominative(word.text).casefold()) in roots:
                yield _person(named, at, at, at + 1)


def is_person_name(word: Word) -> bool:
    """Whether the word has the form of a surname or is a given name."""
    surname = nominative(word.text).casefold()
    return is_given_name(word.folded) or is_surname(surname)


def is_sure_surname(word: Word) -> bool:
    """Whether the word, in no case, has the form of a surname and is no given name: Степанов."""
    return is_surname(word.folded) and not is_given_name(word.folded)


def is_surname_in_case(word: Word) -> bool:
    """Whether the word has the form of a surname with a Kazakh ending: Нарбековты."""
    bare = nominative(word.text).casefold()
    return bare != word.folded and is_surname(bare) and not is_given_name(word.folded)


def is_family(word: str) -> bool:
    """Whether the printed word is the plural of a surname, a family or a dynasty: Романовтар."""
    folded = word.casefold()
    stems = (folded[:length] for length in range(len(folded) - 3, 3, -1))
    return any(is_surname(stem) and folded[len(stem) :].startswith(words("plural ending")) for stem in stems)


def may_be_surname(word: Word) -> bool:
    """Whether the word has one of the endings that surnames share with other names: Майлина, Гагарину."""
    return nominative(word.text).casefold().endswith(words("weak surname ending")) or any(
        word.folded.endswith(ending) for ending in _weak_endings()
    )


def _person(named: NamedText, first: int, core: int, last: int, end: int | None = None) -> Found:
    while first > 0 and first < core and _hyphened(named, first):
        # Мир-Якуб Дулатов
        first -= 1
    start, core_end = named.words[first].start, named.words[last - 1].end
    stop = core_end
    if end is not None:
        stop = named.words[end - 1].end + 1
    initials = named.words[last:end] if end is not None else []
    shown = (*named.words[first:core], *initials)
    given = [word.text + ("." if len(word.text) == 1 else "") for word in shown]
    # Лугов-Залесский: both parts.
    surname = named.text[named.words[core].start : named.words[last - 1].start]
    surname += nominative(named.words[last - 1].text)
    return Found(
        start, stop, named.words[core].start, core_end, "PERSON", (), " ".join((*given, surname)), RANK
    )


def _hyphened(named: NamedText, at: int) -> bool:
    """Whether a hyphen alone joins words[at] to a word with a capital."""
    return named.words[at].gap == "-" and named.words[at - 1].capital and len(named.words[at - 1].text) > 1


def _initials_end(named: NamedText, at: int) -> int:
    """The word behind the initials that begin at words[at]; `at` where none do."""
    end = at
    while end < len(named.words) and end - at < 3:
        word = named.words[end]
        if not (len(word.text) == 1 or word.text in ("Дж", "Дз")) or not word.capital:
            break
        if named.text[word.end : word.end + 1] != "." or (end > at and not _only_dot(named, end)):
            break
        end += 1
    return end


def _only_dot(named: NamedText, at: int) -> bool:
    return named.words[at].gap.strip(" \u00a0\n") == "." and "\n\n" not in named.words[at].gap


def _is_heading_number(named: NamedText, at: int) -> bool:
    """Whether an initial may be the Roman number of a heading: it begins a paragraph."""
    word = named.words[at]
    return word.text in "IVXІХ" and (at == 0 or "\n\n" in word.gap)


def _may_be_surname(named: NamedText, at: int) -> bool:
    if at >= len(named.words) or not _only_dot(named, at):
        return False
    word = named.words[at]
    if not word.capital or len(word.text) < _SHORTEST or not word.text.isalpha():
        return False
    if is_surname(nominative(word.text).casefold()):
        return True
    return not is_other_name(named, at) and not in_place_case(word.folded)


def _after_given_name(named: NamedText, at: int) -> Iterator[Found]:
    last = at + 1
    if _has_title(named, at) or named.title_before(at):
        yield _person(named, at, at, last)
    if last < len(named.words) and named.next_to(last) and named.words[last].capital:
        if is_patronymic(named.words[last].folded) and last + 1 < len(named.words):
            if (
                named.next_to(last + 1)
                and named.words[last + 1].capital
                and is_surname(nominative(named.words[last + 1].text).casefold())
            ):
                last += 1
        word = named.words[last]
        surname = is_surname(nominative(word.text).casefold())
        # Сәлкен Қосағаш ауылынан келді: what owns a head is its name, and nobody's surname.
        # Шынтас Қаратөбеде тұрды: nor is what stands in the case of a place.
        if not surname and named.language == "kk" and in_place_case(word.folded):
            return
        if not surname and any(head.owned and head.head.language == "kk" for head in named.heads(last + 1)):
            return
        if len(word.text) >= _SHORTEST and word.text.isalpha() and not _begins_other_name(named, last):
            yield _person(named, at, last, _surname_end(named, last))


def in_place_case(word: str) -> bool:
    """Whether the Kazakh word, in lower case, ends as a place does that something happens in."""
    for ending in words("place ending"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > _SHORTEST and suffixes.follows(stem, ending):
            return True
    return False


def _has_title(named: NamedText, at: int) -> bool:
    """Whether a title stands behind the word: Сәмеке хан, Уәли ханның."""
    return len(named.words[at].text) >= _SHORTEST and named.title_behind(at + 1)


def _may_be_person(named: NamedText, at: int) -> bool:
    word = named.words[at]
    return not is_other_name(named, at) and named.is_proper(word.text, strictly=word.begins_sentence)


def is_work(named: NamedText, at: int) -> bool:
    """Whether words[at], in the nominative, is a work and what follows its author: Роман Лугова."""
    if named.language != "ru" or not named.next_to(at + 1):
        return False
    word, author = named.words[at : at + 2]
    # Роман Лугова: a woman of that surname has no man's name.
    in_case = author.capital and author.folded != person_cases.nominatives(author.folded)[0]
    works = (head.head for head in named.heads(at) if head.head.type == "WORK")
    return in_case and any(" ".join(work.words) == word.folded for work in works)


def _is_ruler(named: NamedText, at: int) -> bool:
    """Whether a given name with a Roman number, and no surname, begins at words[at]: при Карле I."""
    if not (is_given_name(named.words[at].folded) and named.next_to(at + 1)):
        return False
    number = named.words[at + 1]
    if roman.value(number.text) is None:
        return False
    # With a dot and a capital behind it is an initial: Иван I. Лугин; with another initial too: Лугин И. И.
    more = named.next_to(at + 2) or number.text.isalpha() and len(number.text) > 1
    return more or not _is_initial_of_more(named, at + 1)


def _is_initial_of_more(named: NamedText, at: int) -> bool:
    """Whether words[at] and a dot stand right before another initial or a surname."""
    behind = at + 1
    if behind >= len(named.words) or not _only_dot(named, behind) or not named.words[behind].capital:
        return False
    return len(named.words[behind].text) == 1 or is_surname(nominative(named.words[behind].text).casefold())


def _stands_before_initials(named: NamedText, at: int) -> bool:
    """Whether words[at], no surname by its form, has initials behind it and no surname: Гинцбург Е.С."""
    end = _initials_end(named, at + 1)
    word = named.words[at]
    if end == at + 1 or not named.next_to(at + 1) or is_surname(nominative(word.text).casefold()):
        return False
    if not (_may_be_person(named, at) or is_given_name(word.folded) or may_be_surname(word)):
        return False
    return end == len(named.words) or not named.words[end].capital or is_other_name(named, end)


def _surname_end(named: NamedText, at: int) -> int:
    """The word behind the surname that begins at words[at]: two where a hyphen joins them."""
    last = at + 1
    if last < len(named.words) and named.words[last].gap == "-" and named.words[last].capital:
        return last + 1
    return last


def _is_unknown_given_name(named: NamedText, at: int) -> bool:
    """Whether words[at] is a name of no table, with a surname behind it: Жиһанша Сейдалин."""
    word, last = named.words[at], at + 1
    if last >= len(named.words) or not named.next_to(last) or not named.words[last].capital:
        return False
    surname = nominative(named.words[last].text).casefold()
    if not (is_surname(surname) or surname.endswith(words("weak surname ending"))) or is_other_name(
        named, last
    ):
        return False
    if (
        len(word.text) < _SHORTEST
        or not word.text.isalpha()
        or is_other_name(named, at)
        or is_surname(word.folded)
    ):
        return False
    if word.folded in titles("before") or surname in _not_surnames():
        return False
    if word.begins_sentence and not is_surname(surname):
        return False
    # Within a sentence the capital before a sure surname is enough, whatever the word means: Салық Оразаев.
    attribute = surname.endswith(words("place attribute"))
    sure = is_surname(surname) and not attribute and not word.begins_sentence
    return sure or named.is_proper(word.text, strictly=word.begins_sentence)


def _begins_other_name(named: NamedText, at: int) -> bool:
    """Whether words[at], no surname by its form, begins a name of the table: Кенесары Орта жүзге келді."""
    if is_other_name(named, at):
        return True
    if is_surname(nominative(named.words[at].text).casefold()):
        return False
    matches = named.index.matches(named.text, named.words, at)
    return any(not match.noisy and named.knowledge.entry(match.name.id).type != "PERSON" for match in matches)


def is_other_name(named: NamedText, at: int) -> bool:
    """Whether words[at] is a name of the table that is no person's."""
    word = named.words[at]
    for reading in named.index.readings(word.text, capital=True):
        # Ишимов is a surname, and no plural of the river Ишим.
        plural = reading.language == "ru" and is_surname(word.folded)
        if reading.word in named.index.plain and not reading.noisy and not plural:
            return True
    return False


def _is_lone_surname(named: NamedText, at: int) -> bool:
    word = named.words[at]
    if len(word.text) < 5 or not word.text.isalpha() or "-" in word.gap[-1:]:
        return False
    surname = nominative(word.text).casefold()
    if surname in _not_surnames() or is_other_name(named, at):
        return False
    titled = named.title_before(at)
    if surname.endswith(words("place attribute")) and not titled:
        return False
    if named.language == "ru" and not titled and is_russian_noun(word.folded):
        return False
    if not is_surname(surname):
        return titled and not word.begins_sentence and surname.endswith(words("weak surname ending"))
    return titled or not word.begins_sentence or not named.count(word.folded)


def is_russian_noun(word: str) -> bool:
    """Whether the dictionary has the word as a common noun and as no name: Советов, Переселенцев."""
    parses = [parse for parse in lexicon.russian_parses(word) if parse.is_known]
    return any(parse.tag.POS == "NOUN" for parse in parses) and not any(
        lexicon.NAMES & parse.tag.grammemes for parse in parses
    )


def nominative(word: str) -> str:
    """The printed surname without the ending of its case, as far as its form shows it."""
    folded = word.casefold()
    for length in range(min(_LONGEST_ENDING, len(word) - 3) + 1):
        stem, ending = folded[: len(word) - length], folded[len(word) - length :]
        if not is_surname(stem):
            continue
        if ending.startswith(words("plural ending")):
            # A family or a dynasty is no person: Романовтар.
            return word
        if ending in words("place name ending"):
            # Лефортово, Пушкино: places, which do not decline.
            return word
        if ending in words("woman's ending"):
            # Молдагуловой: a woman's, whose nominative has one letter more than the man's.
            return word[: len(stem)] + "а"
        if not ending or takes_ending(stem, ending) or folded in declension.forms(stem):
            return word[: len(stem)]
    for ending in words("case ending"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and suffixes.follows(stem, ending):
            return stem
    return word


@cache
def _weak_endings() -> frozenset[str]:
    """The Russian cases of the endings that surnames share with other names."""
    stem = "х"
    forms = {form for ending in words("weak surname ending") for form in declension.forms(stem + ending)}
    return frozenset(form.removeprefix(stem) for form in forms if len(form) > len(stem) + 2)


@cache
def _not_surnames() -> frozenset[str]:
    return frozenset(row["word"] for _, row in rows("not_surnames.tsv", "word"))
