"""The table of file formats: how each is recognised by its content, and what reads it.

One rule guards it: a file's name says nothing. A format that is not read yet is refused by name, as reading
it as text would make quotes of its markup.
"""

import functools
import importlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.frontmatter import front_matter
from quotebrowser.ingest.facts.printed_facts import printed
from quotebrowser.ingest.files.reference_exports import is_list
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.article_dumps import is_table
from quotebrowser.ingest.formats.numbered_lines import read_numbered
from quotebrowser.ingest.formats.press_signs import (
    is_europresse_page,
    is_factiva_page,
    is_factiva_text,
    is_proquest_text,
)
from quotebrowser.ingest.formats.spoken_signs import is_captions
from quotebrowser.model import Facts, Span
from quotebrowser.model.wrapped import joined

Reader = Callable[[Source], Iterator[Read | Unread]]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table."""

    name: str
    """What users call such files, in the plural."""
    recognises: Callable[[Source], bool]
    """Whether a file is one, by its content."""
    read: Reader | None = None
    """The articles in a file, which raises ReadError at one that cannot be read; None: not read yet."""
    detail: str = ""
    """What is read of them, as a clause of the README."""
    advice: str = "save the article as plain text"
    """What to do where nothing does yet, as a clause."""


def _by(module: str, function: str) -> Reader:
    """A reader whose module is imported when the first such file is read: some take a second."""

    def read(source: Source) -> Iterator[Read | Unread]:
        loaded = importlib.import_module(f"quotebrowser.ingest.{module}")
        return cast("Reader", getattr(loaded, function))(source)

    return read


def _starts(*signatures: bytes) -> Callable[[Source], bool]:
    return lambda source: source.data.startswith(signatures)


def _zip_with(member: str, content: bytes = b"") -> Callable[[Source], bool]:
    """Whether a zip file has a member, and one that begins with `content`."""

    def recognises(source: Source) -> bool:
        if not source.data.startswith(b"PK\x03\x04") or member.encode() not in source.data:
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
                if member not in archive.namelist():
                    return False
                if not content:
                    return True
                with archive.open(member) as file:
                    return file.read(len(content)) == content
        except (zipfile.BadZipFile, *_DAMAGES):
            # What cannot be listed goes to the reader of its first member, which says why.
            return source.data.find(member.encode(), 0, _FIRST_MEMBER) >= 0

    return recognises


_FIRST_MEMBER: Final = 200
_DAMAGES: Final = (NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error)
"""What `zipfile` raises for archives that are damaged, encrypted or compressed in a way it cannot read."""


def _matches(pattern: str) -> Callable[[Source], bool]:
    compiled = re.compile(pattern)
    return lambda source: compiled.match(source.head) is not None


def _is_mail(source: Source) -> bool:
    head = source.head.replace("\r\n", "\n").split("\n\n", 1)[0]
    return _HEADER.match(head) is not None and _MAILED.search("\n" + head) is not None


def _is_saved_mail_page(source: Source) -> bool:
    return _is_mail(source) and "multipart/related" in source.head


def _begins_with(*names: str) -> Callable[[Source], bool]:
    return lambda source: _first_element(source.head) in names


def _is_page_with(sign: Callable[[Source], bool]) -> Callable[[Source], bool]:
    return lambda source: _first_element(source.head) in _PAGE and sign(source)


@functools.lru_cache(maxsize=2)
def _first_element(head: str) -> str:
    """The name of the element that a text begins with, behind comments and declarations."""
    place = 0
    while opening := _BEFORE.match(head, place):
        if opening[0] == "<!doctype html":
            return "html"
        closing = _CLOSING[opening[0]]
        if opening[0] == "<!doctype" and -1 < head.find("[", place) < head.find(">", place):
            closing = "]>"
        end = head.find(closing, opening.end())
        if end < 0:
            # A comment longer than what is looked at, as saving programs write them.
            return "html" if "<html" in head else ""
        place = end + len(closing)
        place += len(head[place:]) - len(head[place:].lstrip())
    element = _ELEMENT.match(head, place)
    return element[1] if element else ""


def _is_open_text(source: Source) -> bool:
    flat = "opendocument" in source.head and _first_element(source.head) == "document"
    return flat or _PACKED_TEXT(source)


_PACKED_TEXT: Final = _zip_with("mimetype", b"application/vnd.oasis.opendocument.text")


def _is_picture(source: Source) -> bool:
    return source.data.startswith(_PICTURES) or _first_element(source.head) == "svg"


_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")


def _is_references(source: Source) -> bool:
    return is_list(source.head)


_BEFORE: Final = re.compile(r"<!--|<\?(?=xml)|<!doctype(?: html)?")
_CLOSING: Final = {"<!--": "-->", "<?": "?>", "<!doctype": ">"}
_ELEMENT: Final = re.compile(r"<(?:[a-z][\w.-]{0,20}:)?([a-z][a-z0-9-]{0,20})(?=[\s>/])")
_PAGE: Final = frozenset([
    "html", "head", "body", "meta", "base", "title", "link", "script", "style", "div", "article", "section",
    "main", "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "center", "font", "span", "header", "nav",
    "ul", "ol", "dl", "blockquote", "iframe", "noscript", "form", "a", "b", "i", "br", "img",
])  # fmt: skip
_HEADER: Final = re.compile(r"[a-z][a-z0-9-]{1,40}:[ \t]")
_MAILED: Final = re.compile(r"\n(?:mime-version|message-id|received|content-type|return-path):[ \t]")


def _is_export(source: Source) -> bool:
    if not (_COUNTED.search(source.text, 0, _COVER) or _LABELLED.search(source.text)):
        return False
    from quotebrowser.ingest.formats.nexis import is_text_export  # noqa: PLC0415 - few files are exports

    return is_text_export(source)


_COVER: Final = 60_000
"""Characters in which the first article begins: the cover page repeats the query, which may be long."""
_COUNTED: Final = re.compile(
    r"\d (?:of|von|de|sur|van|di) \d{1,6} do[ck]ument|do[ck]umento? \d{1,6} (?:of|von|de|sur|van|di) \d",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"\n(?:length|länge|longueur|lengte|longitud|lunghezza|client/matter):", re.IGNORECASE
)


def read_text(text: str) -> Read:
    """A plain text or Markdown, with the facts of a block at its head and those it prints."""
    block = front_matter(text)
    facts, span, notice = block or (Facts(), Span(0, 0), "")
    laid = joined(text)
    found, lines = printed(laid.text, laid.within(span).end)
    furniture = tuple(map(laid.printed, lines))
    return Read(text, facts.over(found), ((span, *furniture) if block else furniture), notice=notice)


def _texts(source: Source) -> Iterator[Read]:
    yield read_numbered(source.text, read_text) or read_text(source.text)


FORMATS: Final = (
    Format(
        "PDF files",
        _starts(b"%PDF-"),
        _by("formats.pdf", "read_pdf"),
        detail="with a text layer; scans are refused",
    ),
    Format(
        "Word documents",
        _zip_with("word/document.xml"),
        _by("formats.office", "read_document"),
        detail="`.docx`",
    ),
    Format(
        "EPUB books",
        _zip_with("mimetype", b"application/epub+zip"),
        _by("formats.epub", "read_book"),
        detail="one article per document in the book",
    ),
    Format(
        "OpenDocument texts",
        _is_open_text,
        _by("formats.office", "read_open_document"),
        detail="`.odt`, `.fodt`",
    ),
    Format("other OpenDocument files", _zip_with("mimetype", b"application/vnd.oasis.opendocument")),
    Format(
        "Zip archives",
        _starts(b"PK\x03\x04", b"PK\x05\x06"),
        _by("formats.archives", "read_zip"),
        detail="with any of these inside",
    ),
    Format(
        "web pages that unpack themselves",
        lambda source: b" data-sfz" in source.data[:300],
        _by("formats.archives", "read_self_unpacking"),
        detail="as SingleFile saves them on request",
    ),
    Format("old Office documents", _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    Format(
        "gzip files",
        _starts(b"\x1f\x8b"),
        _by("formats.archives", "read_gzip"),
        detail="any of these, compressed",
    ),
    Format(
        "bzip2 files",
        _starts(*(b"BZh%d" % level for level in range(1, 10))),
        _by("formats.archives", "read_bzip2"),
        detail="any of these, compressed",
    ),
    Format("pictures", _is_picture),
    Format(
        "RTF documents",
        _matches(r"\{\\rtf"),
        _by("formats.office", "read_rtf"),
        detail="`.rtf`",
    ),
    Format(
        "web archives (WARC)",
        _starts(b"WARC/"),
        _by("formats.warc", "read_archive"),
        detail="one article per page",
    ),
    Format(
        "saved web pages (MHTML)",
        _is_saved_mail_page,
        _by("formats.mail", "read_saved_page"),
        detail="read as web pages",
    ),
    Format(
        "e-mails",
        _is_mail,
        _by("formats.mail", "read_mail"),
        detail="newsletters and other `.eml` files",
    ),
    Format(
        "feeds (RSS, Atom)",
        _begins_with("rss", "feed", "rdf"),
        _by("formats.feeds", "read_feed"),
        detail="one article per entry; entries with only a summary are labelled",
    ),
    Format(
        "news items (NewsML-G2, NITF)",
        _begins_with(
            *("newsmessage", "newsitem", "nitf", "packageitem", "planningitem", "knowledgeitem"),
            *("conceptitem", "catalogitem"),
        ),
        _by("formats.newsml", "read_items"),
        detail="one article per item",
    ),
    Format(
        "press database pages (Europresse)",
        _is_page_with(is_europresse_page),
        _by("formats.europresse", "read_pages"),
        detail="many articles per file, each with its outlet and date",
    ),
    Format(
        "press database pages (Factiva)",
        _is_page_with(is_factiva_page),
        _by("formats.factiva", "read_page"),
        detail="with or without field codes; lists of headlines are refused",
    ),
    Format(
        "web pages (HTML)",
        _begins_with(*_PAGE),
        _by("web.pages", "read_page"),
        detail="including those from SingleFile, caches and archives",
    ),
    Format(
        "notes exported from Evernote",
        _begins_with("en-export"),
        _by("formats.evernote", "read_notes"),
        detail="`.enex`",
    ),
    Format("XML files", _matches(r"<\?xml[\s]")),
    Format(
        "reference lists (RIS, CSL-JSON)",
        _is_references,
        _by("files.reference_exports", "refuse"),
        detail="not articles; they describe the files beside them (see below)",
    ),
    Format(
        "captions (SubRip, WebVTT)",
        is_captions,
        _by("formats.spoken_records", "read_captions"),
        detail="`.srt`, `.vtt`, `.sbv`, and text copied from a video’s page: what was said, with its times",
    ),
    Format(
        "quotation graphs (GDELT)",
        _matches(r'\{[^{}\[\]]{0,3500}"quotes"\s{0,9}:\s{0,9}\[\s{0,9}\{\s{0,9}"(?:pre|quote|post)"'),
        _by("formats.snippets", "read_graph"),
        detail="Global Quotation Graph: only excerpts of each article",
    ),
    Format(
        "Quotebank files",
        _matches(r'\{(?=.{0,3500}"(?:articleid|quoteid)"\s{0,9}:)(?=.{0,3500}"quotations?"\s{0,9}:)'),
        _by("formats.snippets", "read_bank"),
        detail="the edition ordered by article: only excerpts of each article",
    ),
    Format(
        "JSON files",
        _matches(r'(?:\{\s{0,200}["}]|\[\s{0,200}\{)'),
        _by("formats.article_dumps", "read_json"),
        detail="one article per record; JSON Lines and ninjs 1 to 3 too; all turns of a transcript are one",
    ),
    Format(
        "tables (CSV)",
        is_table,
        _by("formats.article_dumps", "read_table"),
        detail="one article per row",
    ),
    Format(
        "press database exports (ProQuest)",
        is_proquest_text,
        _by("formats.proquest", "read_proquest"),
        detail="as text, Word or RTF, many articles per file; abstracts are no text",
    ),
    Format(
        "press database exports (Factiva)",
        is_factiva_text,
        _by("formats.factiva", "read_text"),
        detail="as text, Word or RTF, many articles per file",
    ),
    Format(
        "press database exports (Nexis)",
        _is_export,
        _by("formats.nexis", "read_text_export"),
        detail="as text, Word or RTF, many articles per file",
    ),
    Format(
        "plain text and Markdown",
        lambda _: True,
        _texts,
        detail="UTF-8, UTF-16, Windows-1252 and Mac Roman; others with `--encoding`",
    ),
)
"""Every format, in the order in which they are tried."""


def is_text(source: Source) -> bool:
    """Whether a file is read by none but the last row: no parser sees it."""
    return not any(row.recognises(source) for row in FORMATS[:-1])


def format_of(source: Source) -> Format:
    """The first row that recognises a file; the last recognises all."""
    return next(row for row in FORMATS if row.recognises(source))


def articles_in(source: Source) -> Iterator[Read | Unread]:
    """The articles of a file, by the first row that recognises it.

    Raises:
        ReadError: it cannot be read, or files of its format cannot be read yet.
    """
    form = format_of(source)
    if form.read is None:
        raise ReadError(f"{form.name[0].upper()}{form.name[1:]} cannot be read yet; {form.advice}")
    return form.read(source)
