"""A comparison as a TEI document with an apparatus by parallel segmentation.

One rule guards it: every witness's text can be read off again, reading by reading (TEI P5, 13.2.3).
"""

from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from quotebrowser.cite.item import item_of
from quotebrowser.cite.render import reference
from quotebrowser.model import Article, Collation, Column, Variation
from quotebrowser.text import safe_line

_NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

Element = ET.Element


def tei(collation: Collation, articles: Mapping[str, Article], remarks: Sequence[str] = ()) -> str:
    """The document on one line, each witness by its siglum; remarks stand in the notes of its header."""
    root = ET.Element("TEI", {"xmlns": _NAMESPACE})
    _header(root, collation, articles, remarks)
    body = _child(_child(root, "text"), "body")
    paragraph = _child(body, "p")
    for column in collation.columns:
        _column(paragraph, column, [_id(witness.siglum) for witness in collation.witnesses])
    return ET.tostring(root, encoding="unicode")


def _id(siglum: str) -> str:
    """A siglum as XML names allow it: `A.again` for A′."""
    return siglum.replace("′", ".again")


def _child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _header(
    root: Element, collation: Collation, articles: Mapping[str, Article], remarks: Sequence[str]
) -> None:
    header = _child(root, "teiHeader")
    description = _child(header, "fileDesc")
    _child(_child(description, "titleStmt"), "title", "Versions of one utterance")
    _child(_child(description, "publicationStmt"), "p", "Made by quotebrowser")
    if remarks:
        notes = _child(description, "notesStmt")
        for remark in remarks:
            _child(notes, "note", safe_line(remark))
    witnesses = _child(_child(description, "sourceDesc"), "listWit")
    for witness in collation.witnesses:
        element = ET.SubElement(witnesses, "witness", {_ID: _id(witness.siglum)})
        _child(element, "bibl", safe_line(reference(item_of(articles[witness.article]), "plain")))
    encoding = _child(header, "encodingDesc")
    _child(encoding, "variantEncoding", method="parallel-segmentation", location="internal")


def _column(paragraph: Element, column: Column, sigla: list[str]) -> None:
    """Words that all print alike as text, others as an entry with the base's reading as its lemma."""
    base = safe_line(column.readings[0].text)
    groups: dict[tuple[str, Variation], list[str]] = {}
    for at, (siglum, reading) in enumerate(zip(sigla, column.readings, strict=True)):
        groups.setdefault((safe_line(reading.text), column.state(at, 0)), []).append(f"#{siglum}")
    if len(groups) == 1:
        _append(paragraph, base + " ")
        return
    entry = _child(paragraph, "app")
    for place, ((text, state), witnesses) in enumerate(groups.items()):
        kind = {} if state is Variation.SAME else {"type": state.value}
        element = _child(entry, "rdg" if place else "lem", text, wit=" ".join(witnesses), **kind)
        if not text:
            _child(element, "gap", reason=state.value)
    entry.tail = " "


def _append(parent: Element, text: str) -> None:
    """Text after what the element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
