"""Word documents, RTF and OpenDocument text: their paragraphs as they are shown, and the title they carry.

One rule guards it: nothing is unpacked to disk, and no member grows beyond its limit. What is struck, hidden
or deleted with changes tracked is left out, which the notice says; who made the file and when says nothing
about an article.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.file_bytes import member
from quotebrowser.ingest.files.omissions import Omissions
from quotebrowser.ingest.files.paragraphs import Paragraph, compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats import open_document, word_text
from quotebrowser.ingest.formats.press_documents import articles_of_export
from quotebrowser.ingest.formats.rtf_text import rtf_text
from quotebrowser.model import Fact, Facts, Provenance

_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_DAMAGED: Final = (
    *(zipfile.BadZipFile, KeyError, ValueError, NotImplementedError),
    *(RuntimeError, zlib.error, EOFError),
)
_HEADINGS: Final = ("heading", "title", "caption", "berschrift", "überschrift", "titre", "titel")
"""What names of styles begin with, in the files of Word and of its translations."""
_CUT: Final = "the file is cut off: its end may be missing"


def read_document(source: Source) -> Iterator[Read | Unread]:
    """The article of a Word document; several where it is an export of a press database."""
    omitted = Omissions()
    with _opened(source) as archive:
        root = _xml(member(archive, "word/document.xml"))
        styles = _optional(archive, "word/styles.xml")
        title = _title(_optional(archive, "docProps/core.xml"))
    blocks = [_block(*made) for made in word_text.paragraphs(root, styles, omitted)]
    yield from _articles(blocks, title, omitted.notice())


def read_open_document(source: Source) -> Iterator[Read | Unread]:
    """The article of an OpenDocument text, packed or as one XML file."""
    omitted = Omissions()
    if source.data.startswith(b"PK"):
        with _opened(source) as archive:
            root = _xml(member(archive, "content.xml"))
            styles = _optional(archive, "styles.xml")
            title = _title(_optional(archive, "meta.xml"))
    else:
        root = styles = _xml(source.data)
        title = _title(root)
    blocks = [_block(*made) for made in open_document.paragraphs(root, styles, omitted)]
    yield from _articles(blocks, title, omitted.notice())


def read_rtf(source: Source) -> Iterator[Read | Unread]:
    """The article of an RTF document; several where it is an export of a press database."""
    made = rtf_text(source.data)
    blocks = [_block(block.text, block.style) for block in made.paragraphs]
    yield from _articles(blocks, made.title, made.omitted.notice(), _CUT if made.cut else "")


@contextmanager
def _opened(source: Source) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            yield archive
    except _DAMAGED as error:
        raise ReadError("The document is damaged or encrypted") from error


def _optional(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    """A part that a document may do without; what is damaged in it is not missed."""
    try:
        return _xml(member(archive, name))
    except (KeyError, ReadError):
        return None


def _xml(data: bytes) -> ET.Element:
    text = Source(data).text
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReadError("The document declares XML entities, which such documents never do")
    try:
        return ET.fromstring(text)  # noqa: S314 - entities are refused above
    except (ET.ParseError, ValueError) as error:
        raise ReadError("The document is damaged") from error


def _title(root: ET.Element | None) -> str:
    found = next(root.iter(_TITLE), None) if root is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _block(text: str, style: str) -> Paragraph:
    return paragraph(text, furniture=style.lower().startswith(_HEADINGS))


def _articles(blocks: Sequence[Paragraph], title: str, *notices: str) -> Iterator[Read | Unread]:
    lines = [block.text for block in blocks if block.text]
    exported = articles_of_export(lines)
    if exported is not None:
        yield from exported
        return
    found = compose(blocks, Facts(title=Fact(title, Provenance.EMBEDDED) if title else None))
    yield replace(found, notice="; ".join(filter(None, notices)))
