"""The pairs of a corpus in, a translation memory (TMX 1.4b) out, as programs for translators read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import TextIOBase
from typing import TextIO, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from search_service.answers import PairRecord

NO_PAIRS = (
    "there are no pairs to export: name the original of a translation in documents.tsv, under "
    "translation_of, and type: izde build"
)

# What XML 1.0 has no place for (section 2.2), and the carriage return, which readers make a line feed of.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def write(pairs: Iterable[PairRecord], version: str, file: TextIO) -> int:
    """Write the pairs to `file`, an open text in UTF-8, and say how many they were.

    A unit's id is the address of the translation's first sentence. What XML has no place for becomes U+FFFD.
    """
    xml = XMLGenerator(cast(TextIOBase, file), "utf-8", short_empty_elements=True)
    xml.startDocument()
    _open(xml, "tmx", version="1.4")
    header = {
        "creationtool": "izde", "creationtoolversion": version, "segtype": "sentence", "o-tmf": "izde",
        "adminlang": "en", "srclang": "*all*", "datatype": "plaintext",
    }  # fmt: skip
    _open(xml, "header", **header)
    xml.endElement("header")
    xml.characters("\n")
    _open(xml, "body")
    count = 0
    for pair in pairs:
        _unit(xml, pair)
        count += 1
    for name in ("body", "tmx"):
        xml.endElement(name)
        xml.characters("\n")
    xml.endDocument()
    return count


def _unit(xml: XMLGenerator, pair: PairRecord) -> None:
    _open(xml, "tu", tuid=_allowed(pair.id), srclang=pair.source.language)
    if pair.note:
        _element(xml, "note", pair.note)
    for type, value in (
        ("x-izde-source", " ".join(pair.source.addresses)),
        ("x-izde-target", " ".join(pair.target.addresses)),
        ("x-izde-confidence", f"{pair.confidence:.4g}"),
        ("x-izde-made", pair.made),
    ):
        _element(xml, "prop", value, type=type)
    for side in (pair.source, pair.target):
        xml.startElement("tuv", AttributesImpl({"xml:lang": side.language}))
        _element(xml, "seg", side.text)
        xml.endElement("tuv")
        xml.characters("\n")
    xml.endElement("tu")
    xml.characters("\n")


def _open(xml: XMLGenerator, name: str, **attributes: str) -> None:
    xml.startElement(name, AttributesImpl(attributes))
    xml.characters("\n")


def _element(xml: XMLGenerator, name: str, text: str, **attributes: str) -> None:
    xml.startElement(name, AttributesImpl(attributes))
    xml.characters(_allowed(text))
    xml.endElement(name)
    xml.characters("\n")


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub(_REPLACEMENT, text)
