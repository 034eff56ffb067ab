"""A file of every format that is read, written by hand round the same two paragraphs."""

# ruff: noqa: E501 - markup is easier to read on one line

import bz2
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from press_material import EXPORTS

SAID: Final = (
    "“We will not sell the harbour – not now,” said Ada Example, the mayor of the town, on Thursday."
)
TOLD: Final = "The town will keep its harbour after a vote of the council that ended months of doubt about what it is worth."
ARTICLE: Final = f"<p>{TOLD}</p><p>{SAID}</p>"


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive; the first member is stored as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, data) in enumerate(members.items()):
            kind = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            archive.writestr(name, data, kind)
    return buffer.getvalue()


def page(body: str = ARTICLE, head: str = "") -> str:
    """A saved page."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>The harbour stays</h1>{body}</article></body></html>"
    )


def notes(*bodies: str, address: str = "https://www.example.org/harbour") -> str:
    """An export of Evernote, version 10: web clippings."""
    inner = '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">'
    written = "".join(
        f"<note><title>The harbour stays</title><created>20250112T090000Z</created><updated>20250203T090000Z</updated><tag>town</tag>"
        f"<note-attributes><author>ada</author><source>web.clip7</source><source-url>{address}</source-url></note-attributes>"
        f"<content><![CDATA[{inner}<en-note>{body}</en-note>]]></content></note>"
        for body in bodies
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">\n'
        f'<en-export export-date="20250203T090000Z" application="Evernote" version="10.58.8">{written}</en-export>'
    )


def rss(*items: str, channel: str = "<title>Example Herald</title><language>en-gb</language>") -> str:
    """A feed in RSS 2.0."""
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<rss version="2.0" {spaces}><channel>{channel}'
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


FULL: Final = (
    "<title>The harbour stays</title><link>https://www.example.org/harbour</link><dc:creator>By Ada Penner</dc:creator>"
    f"<pubDate>Thu, 09 Jan 2025 10:00:00 +0100</pubDate><description>Short</description>"
    f"<content:encoded><![CDATA[{ARTICLE}]]></content:encoded>"
)


def atom(*entries: str) -> str:
    """A feed in Atom."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Herald</title>'
        f"<updated>2025-01-10T00:00:00Z</updated>{''.join(f'<entry>{entry}</entry>' for entry in entries)}</feed>"
    )


def graph() -> str:
    """A line of the Global Quotation Graph."""
    return json.dumps(
        {
            "date": "2025-01-09T10:15:00Z",
            "url": "https://www.example.org/harbour",
            "title": "The harbour stays",
            "lang": "ENGLISH",
            "quotes": [
                {
                    "pre": "At the meeting on Thursday she said:",
                    "quote": "We will not sell the harbour",
                    "post": "to them.",
                }
            ],
        }
    )


def bank() -> str:
    """A line of Quotebank, ordered by article."""
    return json.dumps(
        {
            "articleID": "2018-01-09-000001",
            "articleLength": 300,
            "date": "2018-01-09 10:15:00",
            "phase": "E",
            "title": "The harbour stays",
            "url": "http://www.example.org/harbour",
            "names": [],
            "quotations": [
                {
                    "quotation": "Nobody asked us about it",
                    "quotationOffset": 90,
                    "leftContext": "",
                    "rightContext": "he said",
                },
                {
                    "quoteID": "2018-01-09-000002",
                    "quotation": "We will not sell the harbour",
                    "quotationOffset": 20,
                    "leftContext": "she said:",
                    "rightContext": "and left",
                    "globalTopSpeaker": "None",
                },
            ],
        }
    )


def news_item() -> str:
    """An item in NewsML-G2."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        '<newsItem guid="urn:example:1" version="2" xml:lang="en"><itemMeta><provider literal="Example Wire"/>'
        "<versionCreated>2025-01-10T08:00:00Z</versionCreated></itemMeta><contentMeta>"
        "<contentCreated>2025-01-09T10:00:00+01:00</contentCreated><by>By Ada Penner</by>"
        '<headline>The harbour stays</headline><language tag="en-GB"/></contentMeta><contentSet>'
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{ARTICLE}'
        "</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    )


def nitf() -> str:
    """An item in NITF."""
    return (
        '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>Harbour</title>'
        '<pubdata name="Example Herald" date.publication="20250109T100000Z"/></head><body><body.head><hedline>'
        "<hl1>The harbour stays</hl1></hedline><byline>By Ada Penner</byline></body.head>"
        f"<body.content><block>{ARTICLE}</block></body.content></body></nitf>"
    )


def book() -> bytes:
    """A newspaper as EPUB: a cover, two articles, a list of contents."""
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Example Herald</dc:title><dc:creator>calibre</dc:creator><dc:date>2025-01-09</dc:date>"
        "<dc:language>en</dc:language></metadata><manifest>"
        '<item id="c" href="cover.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/>'
        '<item id="a" href="text/a%20b.xhtml"/><item id="b" href="text/b.xhtml"/><item id="m" href="missing.xhtml"/>'
        '</manifest><spine><itemref idref="c"/><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/>'
        '<itemref idref="m"/></spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>',
            "OEBPS/p.opf": package,
            "OEBPS/cover.xhtml": "<html><body><img src='c.png'/></body></html>",
            "OEBPS/nav.xhtml": page(),
            "OEBPS/text/a b.xhtml": f"<html><body><h1>The harbour stays</h1>{ARTICLE}</body></html>",
            "OEBPS/text/b.xhtml": f"<html><body><p>{TOLD} It is a letter.</p></body></html>",
        }
    )


def record(kind: str, address: str, block: bytes, content: str = "application/http") -> bytes:
    """A record of a web archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-01-12T10:00:00Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    """What a server sends."""
    lines = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers])
    return lines.encode() + b"\r\n\r\n" + body


def archive() -> list[bytes]:
    """The records of a web archive: one page, and what is none."""
    packed = gzip.compress(page().encode())
    pieces = b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (10, packed[:10], len(packed) - 10, packed[10:])
    return [
        record("warcinfo", "", b"software: by hand\r\n", "application/warc-fields"),
        record("request", "https://www.example.org/harbour", b"GET /harbour HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://www.example.org/harbour",
            answer(pieces, "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
        ),
        record("response", "https://www.example.org/a.png", answer(b"\x89PNG", kind="image/png")),
        record("response", "https://www.example.org/gone", answer(page().encode(), status="404 Not Found")),
    ]


RIS: Final = "TY  - NEWS\nTI  - The harbour stays\nER  - \n"
MAIL: Final = f"From: Ada <ada@example.org>\r\nSubject: The harbour stays\r\nMIME-Version: 1.0\r\n\r\n{TOLD}\r\n\r\n{SAID}\r\n"
MHTML: Final = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/harbour\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    f"{page()}\r\n--x--\r\n"
)
EXPORT: Final = (
    f"1 of 1 DOCUMENTS\n\n\nExample Herald\n\nJanuary 9, 2025 Thursday\n\nThe harbour stays\n\nBYLINE: Ada Penner\n\nLENGTH: 40 words\n\n"
    f"{TOLD}\n\n{SAID}\n\nLOAD-DATE: January 10, 2025\n"
)


def document() -> bytes:
    """A Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (TOLD, SAID))
    return zipped(
        {"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'}
    )


def open_document() -> bytes:
    """An OpenDocument text."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    body = "".join(f"<text:p>{text}</text:p>" for text in (TOLD, SAID))
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:text="{space}text:1.0"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def pdf() -> bytes:
    """A PDF file of one page; the reader finds its objects without the table that names their places."""
    lines = ["The harbour stays", "", *_wrapped(TOLD), "", *_wrapped(SAID)]
    drawn = b"BT /F1 11 Tf 14 TL 60 760 Td\n" + b"\n".join(
        b"(" + line.encode("cp1252") + b") Tj T*" for line in lines
    )
    stream = drawn + b" ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 %s>>>>>>"
        % font,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


def _wrapped(text: str) -> list[str]:
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


CAPTIONS: Final = (
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000 align:start\n<v Ada Example><i>We will not sell</i>\n"
    "the harbour,</v>\n\n00:00:03.500 --> 00:00:05.000\n<v Ada Example>not now.</v>\n"
)

FIXTURES: Final[dict[str, Callable[[], bytes]]] = {
    "PDF files": pdf,
    "Word documents": document,
    "OpenDocument texts": open_document,
    "RTF documents": lambda: rf"{{\rtf1\ansi {TOLD}\par {SAID}\par}}".encode("cp1252"),
    "EPUB books": book,
    "web pages that unpack themselves": lambda: (
        b"<!DOCTYPE html> <html data-sfz><!--\n Page saved with SingleFile \n--><meta charset=windows-1252><!--"
        + zipped({"index.html": page(), "images/0.png": b"\x89PNG"})
        + b"--></html>"
    ),
    "Zip archives": lambda: zipped({"a.txt": f"{TOLD}\n\n{SAID}", "b.html": page()}),
    "gzip files": lambda: gzip.compress(f"{TOLD}\n\n{SAID}".encode()),
    "bzip2 files": lambda: bz2.compress(f"{TOLD}\n\n{SAID}".encode()),
    "web archives (WARC)": lambda: b"".join(archive()),
    "saved web pages (MHTML)": MHTML.encode,
    "e-mails": MAIL.encode,
    "notes exported from Evernote": notes(ARTICLE).encode,
    "feeds (RSS, Atom)": rss(FULL).encode,
    "news items (NewsML-G2, NITF)": news_item().encode,
    "web pages (HTML)": page().encode,
    "quotation graphs (GDELT)": graph().encode,
    "Quotebank files": bank().encode,
    "captions (SubRip, WebVTT)": CAPTIONS.encode,
    "JSON files": json.dumps({"title": "The harbour stays", "text": f"{TOLD}\n{SAID}"}).encode,
    "tables (CSV)": f'title,date,text\nThe harbour stays,2025-01-09,"{TOLD}\n{SAID}"\n'.encode,
    "press database exports (Nexis)": EXPORT.encode,
    **{name: text.encode for name, text in EXPORTS.items()},
    "plain text and Markdown": f"# The harbour stays\n\n{TOLD}\n\n{SAID}\n".encode,
}
"""A file of each row of the table that is read."""


def deflated(data: bytes) -> bytes:
    """Packed as some servers do, without a head."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
