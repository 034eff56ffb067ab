"""EPUB books: each document of the reading order an article, as newspapers and magazines are sold.

One rule guards it: the order is the book's own. Covers, lists of contents and other documents without a
paragraph are no articles.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.file_bytes import member
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.xml_trees import name_of, text_of, xml_tree
from quotebrowser.ingest.web.pages import whole_page
from quotebrowser.model import Fact, Facts, Provenance

_CONTAINER: Final = "META-INF/container.xml"
_LARGEST: Final = 5_000_000
_MOST_DOCUMENTS: Final = 5_000
_PARAGRAPH: Final = 80
"""Characters; a document without a longer one is a cover, a list or a notice."""
_LIKELY: Final = 0.6
"""The title of a book is the name of a newspaper where the book is one."""
_NAMELESS: Final = re.compile(r"(?:unknown|untitled|no|unbekannte[rs]?|sans)?\s?(?:title|titel|titre)?")
"""What programs write where nobody gave a title."""
_DAMAGED: Final = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    EOFError,
)


def read_book(source: Source) -> Iterator[Read | Unread]:
    """The articles of a book."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            package = _package(archive)
            root = xml_tree(_text(archive, package))
            facts = _facts(root)
            found = False
            for name in _order(root, posixpath.dirname(package)):
                for article in _article(archive, name, facts):
                    found = True
                    yield article
    except _DAMAGED as error:
        raise ReadError("The book is damaged or encrypted") from error
    if not found:
        raise ReadError("The book contains no text")


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return Source(member(archive, name, _LARGEST)).text


def _package(archive: zipfile.ZipFile) -> str:
    """The name of the file that lists what the book is made of."""
    for element in xml_tree(_text(archive, _CONTAINER)).iter():
        if name_of(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise ReadError("The book is damaged or encrypted")


def _order(root: Any, folder: str) -> Iterator[str]:
    """The names of its documents as they are read."""
    files = {
        element.get("id"): element.get("href") or ""
        for element in root.iter()
        if name_of(element) == "item" and "nav" not in (element.get("properties") or "").split()
    }
    listed = [element.get("idref") for element in root.iter() if name_of(element) == "itemref"]
    for name in dict.fromkeys(listed[:_MOST_DOCUMENTS]):
        if files.get(name):
            yield posixpath.normpath(posixpath.join(folder, unquote(files[name])))


def _article(archive: zipfile.ZipFile, name: str, facts: Facts) -> Iterator[Read | Unread]:
    try:
        found = whole_page(_text(archive, name), facts, name, headed=True)
    except KeyError:
        yield Unread(name, "It is listed in the book but missing")
    except ReadError as error:
        yield Unread(name, error.message)
    else:
        if any(len(line) >= _PARAGRAPH for line in found.text.splitlines()):
            yield found


def _facts(root: Any) -> Facts:
    """What is true of all of the book."""
    metadata = next((element for element in root.iter() if name_of(element) == "metadata"), root)
    byline = authors(name for name in [text_of(metadata, "creator")] if name and name.lower() != "calibre")
    values = {
        "byline": "; ".join(byline.names),
        "agency": byline.agency,
        "published": machine_date(text_of(metadata, "date")),
        "language": text_of(metadata, "language"),
    }
    title = text_of(metadata, "title")
    return Facts(
        outlet=Fact(title, Provenance.HEURISTIC, _LIKELY) if not _NAMELESS.fullmatch(title.lower()) else None,
        **{key: Fact(value, Provenance.EMBEDDED) for key, value in values.items() if value},
    )
