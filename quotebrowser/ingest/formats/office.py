"""Word documents: the paragraphs of `word/document.xml`, and the title the document carries.

One rule guards it: nothing is unpacked to disk, and no member grows beyond its limit. What was deleted with
changes tracked is no text of the document; who made the file and when says nothing about an article.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import Paragraph, compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.press_documents import articles_of_export
from quotebrowser.model import Fact, Facts, Provenance

_LARGEST: Final = 60_000_000
"""Bytes of a member once unpacked: mark-up is ten times the text."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_SKIPPED: Final = frozenset(["del", "moveFrom", "instrText", "txbxContent"])
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A text box once more, for programs of before 2010."""
_CHARACTERS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}


def read_document(source: Source) -> Iterator[Read | Unread]:
    """The article of a document; several where it is an export of a press database."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            root = _xml(member(archive, "word/document.xml"))
            title = _title(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ReadError("The document is damaged or encrypted") from error
    blocks = list(_blocks(root))
    lines = [block.text for block in blocks if block.text]
    exported = articles_of_export(lines)
    if exported is not None:
        yield from exported
        return
    yield compose(blocks, Facts(title=Fact(title, Provenance.EMBEDDED) if title else None))


def member(archive: zipfile.ZipFile, name: str, largest: int = _LARGEST) -> bytes:
    """A member of an archive, unpacked in memory.

    Raises:
        ReadError: it is larger than `largest`, whatever the archive says of its size.
        KeyError: there is none of that name.
    """
    with archive.open(name) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise ReadError(f"It unpacks to more than {largest // 1_000_000} MB")
    return data


def _xml(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ReadError("The document declares XML entities, which Word never does")
    try:
        return ET.fromstring(data)  # noqa: S314 - entities are refused above
    except ET.ParseError as error:
        raise ReadError("The document is damaged") from error


def _title(archive: zipfile.ZipFile) -> str:
    try:
        found = _xml(member(archive, "docProps/core.xml")).findtext(_TITLE)
    except (KeyError, ReadError):
        return ""
    return " ".join((found or "").split())


def _blocks(root: ET.Element) -> Iterator[Paragraph]:
    for prefix in (_W, _STRICT):
        for element in _paragraphs(root, f"{prefix}p"):
            style = element.find(f"{prefix}pPr/{prefix}pStyle")
            name = (style.get(f"{prefix}val") or "") if style is not None else ""
            heading = name.lower().startswith(("heading", "title", "caption", "berschrift", "titre", "titel"))
            yield paragraph("".join(_pieces(element, prefix)), furniture=heading)


def _paragraphs(root: ET.Element, tag: str) -> Iterator[ET.Element]:
    """All paragraphs in the order of the document, those of text boxes once."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        if element.tag != _FALLBACK:
            waiting.extend(reversed(element))


def _pieces(element: ET.Element, prefix: str) -> Iterable[str]:
    """What is printed below an element; iterative, as documents may nest without end."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            continue
        tag = child.tag.removeprefix(prefix)
        if tag == "t":
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag not in _SKIPPED and tag != "p":
            waiting.append(iter(child))
