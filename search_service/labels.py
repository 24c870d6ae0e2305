"""A value of the data in, what the interface calls it out: kinds of names, languages, modes, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from search_service.interface import Words


def N_(message: str) -> str:
    """`message` as it is: marked so that the catalogues hold it, looked up where it is shown."""
    return message


_LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "mode": {"smart": N_("Smart"), "exact": N_("Exact"), "fuzzy": N_("Fuzzy")},
        "folding": {
            "lemma": N_("Forms of the word"),
            "script": N_("Other scripts and spellings"),
            "name": N_("Other names of the same"),
            "near": N_("Near spellings"),
        },
        "language": {"kk": N_("Kazakh"), "ru": N_("Russian"), "en": N_("English")},
        "translation": {"kk": N_("In Kazakh:"), "ru": N_("In Russian:")},
        "sort": {"relevance": N_("relevance"), "position": N_("position in the text"), "date": N_("year")},
        "order": {
            "position": N_("position in the text"),
            "left": N_("words before the match"),
            "node": N_("the match"),
            "right": N_("words after the match"),
            "date": N_("year"),
        },
        "collocates": {"lemma": N_("Lemmas"), "form": N_("Forms")},
        "measure": {"log_likelihood": N_("log-likelihood"), "log_dice": "logDice"},
        "types": {
            "PERSON": N_("People"),
            "PLACE": N_("Places"),
            "ORG": N_("Organisations"),
            "EVENT": N_("Events"),
            "WORK": N_("Works, press"),
            "LAW": N_("Laws"),
            "NORP": N_("Peoples, groups"),
        },
        "type": {
            "PERSON": N_("person"),
            "PLACE": N_("place"),
            "ORG": N_("organisation"),
            "EVENT": N_("event"),
            "WORK": N_("work, press"),
            "LAW": N_("law"),
            "NORP": N_("people, group"),
        },
        "completion": {
            "lemma": N_("word"),
            "name": N_("name"),
            "title": N_("document"),
            "language": N_("language"),
        },
        "also": {
            "cyrillic": N_("also, in Cyrillic letters"),
            "latin": N_("also, in Latin letters"),
            "arabic": N_("also, in Arabic letters"),
        },
        "operator": {
            "and": N_("both"),
            "or": N_("one or the other"),
            "not": N_("without"),
            "person": N_("person"),
            "place": N_("place"),
            "org": N_("organisation"),
            "work": N_("work, press"),
            "event": N_("event"),
            "norp": N_("people, group"),
            "law": N_("law"),
            "date": N_("date"),
            "lang": N_("language of the text"),
            "doc": N_("document"),
        },
        "reason": {
            "exact": N_("your word as it stands"),
            "lemma": N_("another form of the word"),
            "script": N_("another way of writing it"),
            "name": N_("this name, as it stands in the text"),
            "near": N_("a near spelling"),
            "translation": N_("in its text in the other language"),
            "entity": N_("the name you chose"),
            "date": N_("within the years you chose"),
        },
    }
)


def label(words: Words, kind: str, value: str) -> str:
    """What the interface calls `value`, which is of the `kind`.

    A rare language goes by the name that it has in Unicode's locale data (CLDR), what has none by its code.
    """
    if message := _LABELS[kind].get(value):
        return words.gettext(message)
    return words.locale.languages.get(value, value) if kind == "language" else value


def labels(kind: str) -> tuple[str, ...]:
    """The values of the `kind` that have a label, in the order in which they are offered."""
    return tuple(_LABELS[kind])
