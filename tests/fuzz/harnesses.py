"""What is fuzzed: for each input of strangers a function of bytes that may not raise, and a small corpus.

`run.py` gives them bytes by atheris, the suite gives them the corpus. A function fails by raising; what the
program refuses in its own words (`QuoteBrowserError`) is an answer.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.extract import quotes
from quotebrowser.ingest import article_of, read_bytes
from quotebrowser.ingest.files.source import Source
from quotebrowser.ingest.formats.pdf import read_pdf
from quotebrowser.model import Article
from quotebrowser.query import describe, parse
from quotebrowser.store import Store

TESTS: Final = Path(__file__).resolve().parents[1]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r", "\n")


def scanner(data: bytes) -> None:
    """Quotes of a text are stretches of it."""
    article = article_of(_text(data), origin="fuzzed")
    for quote in quotes(article):
        for span in quote.spans:
            assert 0 <= span.start < span.end <= len(article.text)


def _read(data: bytes) -> None:
    for found in read_bytes(data, "fuzzed"):
        assert (isinstance(found, Article) and found.text) or not isinstance(found, Article)


def html(data: bytes) -> None:
    """A page is an article or a reason."""
    _read(b"<!DOCTYPE html><html>" + data)


def pdf(data: bytes) -> None:
    """A PDF file is an article or a reason."""
    with suppress(QuoteBrowserError):
        list(read_pdf(Source(data)))


def query(data: bytes) -> None:
    """A query is a tree, or an error with a sentence; a tree can be described."""
    with suppress(QuoteBrowserError):
        describe(parse(_text(data)))


def importers(data: bytes) -> None:
    """A file of any format holds articles or reasons."""
    _read(data)


@cache
def _sound() -> bytes:
    """A sound library's file."""
    with tempfile.TemporaryDirectory() as scratch:
        Store.open(Path(scratch) / "library").close()
        with sqlite3.connect(Path(scratch) / "library" / "library.db") as db:
            db.execute("PRAGMA journal_mode = DELETE")
        db.close()
        return (Path(scratch) / "library" / "library.db").read_bytes()


def library(data: bytes) -> None:
    """A library's file with other bytes at some places is opened and read, or refused.

    Each five bytes are a place (three, within the file) and what stands there instead (two).
    """
    file = bytearray(_sound())
    for at in range(0, min(len(data), 500) - 4, 5):
        place = int.from_bytes(data[at : at + 3], "big") % (len(file) - 1)
        file[place : place + 2] = data[at + 3 : at + 5]
    scratch = Path(tempfile.mkdtemp())
    try:
        scratch.chmod(0o700)
        (scratch / "library.db").write_bytes(file)
        with suppress(QuoteBrowserError), Store.open(scratch, create=False) as store:
            store.counting.counts()
            store.check()
            list(store.articles.all())
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


HARNESSES: Final[Mapping[str, Callable[[bytes], None]]] = {
    function.__name__: function for function in (scanner, html, pdf, query, importers, library)
}


def corpus(name: str) -> Iterator[bytes]:
    """What a harness begins with."""
    sys.path.insert(0, str(TESTS / "ingest"))
    import reader_material as material

    match name:
        case "scanner":
            yield from (file.read_bytes() for file in sorted((TESTS.parent / "seeds").glob("*.txt")))
            yield "«Nous restons», dit-elle. „Wir bleiben“, sagte er. 'We ‘stay’,' she said.".encode()
        case "html":
            yield material.page().encode()
            yield b"<body><p>a<table><tr><td><blockquote>x<p>&#8220;y&#x9b;&bog;<!--<script><svg><style></p>"
        case "pdf":
            yield from (file.read_bytes() for file in sorted((TESTS / "ingest" / "printed").glob("*.pdf")))
        case "query":
            yield from (
                text.encode()
                for text in ('"we will stay" -speaker:"Ada Example"', "(a OR b) date:2025-01..2025-03",
                             "outlet:x has:note NOT ((", "wor* ~ “a b” kind:statement")
            )  # fmt: skip
        case "importers":
            yield material.rss(f"{material.FULL}").encode()
            yield b'{"title": "Harbour", "text": "\\u201cWe stay,\\u201d said Ada."}\n{"text": 1}'
            yield b'title,text\n"Harbour","We ""stay"""\n'
            yield b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain\n\nWe stay."
            yield b"{\\rtf1\\ansi We \\'93stay\\'94, said Ada.\\par}"
            yield b"---\ntitle: Harbour\n---\nWe stay."
            yield b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n"
            yield material.zipped({"a.txt": b"We stay in the harbour.", "b.html": material.page()})
        case "library":
            yield b""
            yield bytes(range(50))
            yield b"\x00\x00\x10\xff\xff\x00\x10\x01\x7f\x00\x00\x20\x05\xff\xff"
