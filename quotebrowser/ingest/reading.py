"""Files as articles.

One rule guards it: every file has an outcome. What cannot be read is a `Rejected` with one clear sentence;
nothing in a file can raise.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files import load
from quotebrowser.ingest.formats import articles_in, read_text
from quotebrowser.ingest.metadata import facts_beside
from quotebrowser.ingest.printed import printed
from quotebrowser.ingest.source import Read, Source, Unread
from quotebrowser.model import Article, Facts, Provenance, Rejected, article_id

LONGEST: Final = 5_000_000
"""Characters of the longest article; a novel has a million."""

_SAID_OF_THE_FILE: Final = (Provenance.GIVEN, Provenance.SIDECAR, Provenance.MANIFEST)
"""Where an outlet or address comes from that the user gave with the file, not the file itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of every file that is read."""

    facts: Facts = field(default_factory=Facts)
    """Facts with the provenance `given`."""
    encoding: str = ""
    """Name of the encoding; empty where it is to be found out."""
    mapping: tuple[tuple[str, str], ...] = ()
    """For tables and records: fact and field, as `("outlet", "publication")`; `text` is the article's own."""


_NOTHING_GIVEN: Final = Given()


def read(path: Path, given: Given = _NOTHING_GIVEN) -> Iterator[Article | Rejected]:
    """The articles of the file at `path`, or why it has none.

    What is known of them is taken, for each fact, from the first that says it: the user's `given`, the
    metadata file beside it, that of its folder or one above, the block at its head, what it prints.
    """
    try:
        yield from _articles(path, given)
    except ReadError as error:
        yield Rejected(str(path), " — ".join(filter(None, [error.message, error.hint.rstrip(".")])))


def article_of(text: str, *, origin: str, sha256: str = "", facts: Facts | None = None) -> Article:
    """A text as an article, with what it says about itself where `facts` do not know better.

    Args:
        text: as read.
        origin: path of its file as the user gave it, or an address.
        sha256: of the file's bytes; empty for a text that was never a file.
        facts: what is known besides.
    """
    try:
        found = read_text(text)
    except ReadError:
        # Somebody's text, not their file: a block that cannot be read is text like any other.
        found = Read(text, *printed(text))
    return _article(found, origin, sha256, facts or Facts())


def _articles(path: Path, given: Given) -> Iterator[Article | Rejected]:
    data = load(path)
    if not data:
        raise ReadError("The file is empty")
    facts = given.facts.over(facts_beside(path))
    sha256 = hashlib.sha256(data).hexdigest()
    for found in articles_in(Source(data, given.encoding, given.mapping)):
        reason = found.reason if isinstance(found, Unread) else _unfit(found.text)
        if reason and not found.place:
            raise ReadError(reason)
        if isinstance(found, Unread) or reason:
            yield Rejected(f"{path}: {found.place}", reason)
        else:
            yield _article(found, str(path), sha256, facts)


def _unfit(text: str) -> str:
    """Why a text is no article; empty where it is one."""
    if not text.strip():
        return "The file holds no words"
    if len(text) > LONGEST:
        return f"The text is longer than {LONGEST // 1_000_000} million characters"
    return ""


def _article(found: Read, origin: str, sha256: str, facts: Facts) -> Article:
    material = sha256 or hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest()
    said = [
        fact.value if fact and fact.provenance in _SAID_OF_THE_FILE else ""
        for fact in (facts.outlet, facts.url)
    ]
    return Article(
        id=article_id(material, found.place, *said),
        text=found.text,
        origin=origin,
        facts=facts.over(found.facts),
        sha256=sha256,
        furniture=found.furniture,
    )
