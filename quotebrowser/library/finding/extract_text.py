"""The quotes of a text that is not in the library: nothing is stored."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from quotebrowser import extract, ingest
from quotebrowser.errors import ReadError
from quotebrowser.ingest.files import file_bytes
from quotebrowser.model import Article, Facts, Quote, Rejected

LARGEST: Final = file_bytes.LARGEST
"""Bytes that a text may have at most."""


def of_file(path: Path) -> Iterator[Article | Rejected]:
    """The articles of a file."""
    for item in ingest.read(path):
        yield item if isinstance(item, Rejected) else _with_via(item)


def of_bytes(data: bytes, name: str) -> Iterator[Article | Rejected]:
    """The articles that some bytes hold, of whatever format."""
    if len(data) > LARGEST:
        yield Rejected(name, f"It is larger than {LARGEST // 1_000_000} MB")
        return
    if not data:
        yield of_text("", name)
        return
    for item in ingest.read_bytes(data, name):
        yield item if isinstance(item, Rejected) else _with_via(item)


def of_text(text: str, name: str) -> Article:
    """The article that a text is."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _with_via(ingest.article_of(text, origin=name, sha256=sha256))


def is_whole_file(article: Article, data: bytes | None = None) -> bool:
    """Whether the article's text is all that its file holds, so that offsets count in the file too.

    Args:
        article: as read.
        data: what was read; None for the file that the article comes from.
    """
    try:
        return ingest.decode(Path(article.origin).read_bytes() if data is None else data) == article.text
    except (OSError, ReadError):
        return False


def quotes(article: Article) -> tuple[Quote, ...]:
    """Its quotes, in order."""
    return extract.quotes(article)


def _with_via(article: Article) -> Article:
    return replace(article, facts=article.facts.over(Facts(via=extract.via(article))))
