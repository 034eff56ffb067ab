"""Files as articles.

One rule guards it: every file has an outcome. What cannot be read is a `Rejected` with one clear sentence;
nothing in a file can raise.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.copies import copied, placed
from quotebrowser.ingest.facts.printed_facts import printed
from quotebrowser.ingest.files.file_bytes import load
from quotebrowser.ingest.files.metadata_files import bytes_beside, facts_beside
from quotebrowser.ingest.files.reference_exports import exports_near
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.format_table import articles_in, is_text, read_text
from quotebrowser.model import Article, Facts, Provenance, Rejected, article_id

LONGEST: Final = 5_000_000
"""Characters of the longest article; a novel has a million."""
MOST_MARKS: Final = 100_000
"""Quotation marks and apostrophes of an article. Newspapers have 30 to 1,000 words, French ones with their
elisions 80; a text of nothing but marks takes 230 bytes of memory for each while quotes are looked for."""
MOST_ARTICLES: Final = 20_000
"""Articles of a file; exports of press databases hold 500, dumps of research a few thousand a file."""
LIGHT: Final = 200_000
"""Bytes of a text that is read in milliseconds whatever it holds."""

_MARKS: Final = "\"'`“”„‟«»‘’‚‛‹›「」『』＂〝〞"

STANDARD_INPUT: Final = "standard input"
"""What an article is called by that came from no file."""

_SAID_OF_THE_FILE: Final = (Provenance.GIVEN, Provenance.SIDECAR, Provenance.MANIFEST)
"""Where an outlet or address comes from that the user gave with the file, not the file itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of every file that is read."""

    facts: Facts = field(default_factory=Facts)
    """Facts with the provenance `given`."""
    encoding: str = ""
    """Name of the encoding; empty if it is to be found out."""
    mapping: tuple[tuple[str, str], ...] = ()
    """For tables and records: fact and field, as `("outlet", "publication")`; `text` is the article's own."""
    address: str = ""
    """Where the file was fetched from; empty for a file of the user's own."""
    fetched: Facts = field(default_factory=Facts)
    """What is known of a fetched file by its fetching, after all that it says itself."""
    name: str = ""
    """What it is called instead of by its path; empty: by that."""

    def origin(self, path: Path) -> str:
        """What an article of the file at `path` is called by: its address, or its path as given."""
        return self.address or self.name or str(path)


_NOTHING_GIVEN: Final = Given()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file of which nothing was read but its bytes, with all that its reading asks of the disk."""

    origin: str
    """What its articles are called by."""
    sha256: str
    """Of its bytes."""
    facts: Facts
    """What the user and the metadata files say of it."""
    day: int
    """Of its last change, as an ordinal."""
    described: bool = False
    """Whether an export of a reference manager may say more once it was read: so it is read where it lies."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file whose article the reader of this file has already; it was not read again."""

    path: str
    """As the user gave it."""
    article: str
    """Id of the article."""


def read(path: Path, given: Given = _NOTHING_GIVEN) -> Iterator[Article | Rejected]:
    """The articles of the file at `path`, or why it has none.

    What is known of them is taken, for each fact, from the first that says it: the user's `given`, the
    metadata file beside it, that of its folder or one above, the block at its head, what it prints.
    """
    for found in read_new(path, given, lambda _article: False):
        if not isinstance(found, Known):
            yield found


def read_new(path: Path, given: Given, known: Callable[[str], bool]) -> Iterator[Article | Rejected | Known]:
    """As `read`, but a file whose one article is `known`, judging by its bytes, is not read again.

    Args:
        path: the file.
        given: what the user says of it.
        known: whether there is an article of this id already.
    """
    try:
        found, data = load_new(path, given, known)
    except ReadError as error:
        yield _rejected(given.origin(path), error)
        return
    yield from (found,) if isinstance(found, Known) else read_loaded(found, data, given, path)


def load_new(path: Path, given: Given, known: Callable[[str], bool]) -> tuple[Loaded | Known, bytes]:
    """The bytes of the file at `path`, and what their reading needs besides; `Known` as `read_new` says.

    Raises:
        ReadError: the file or what describes it cannot be read.
    """
    data = load(path)
    if not data:
        raise ReadError("The file is empty")
    facts = given.facts.over(facts_beside(path))
    described = next(exports_near(path), None) is not None
    sha256 = hashlib.sha256(data).hexdigest()
    whole = _id(sha256, "", facts)
    # An export may say something of it that is only known when it was read.
    if not described and known(whole):
        return Known(given.origin(path), whole), data
    return Loaded(given.origin(path), sha256, facts, _day_of(path).toordinal(), described), data


def read_loaded(
    loaded: Loaded, data: bytes, given: Given, path: Path | None = None
) -> Iterator[Article | Rejected]:
    """The articles of a file whose bytes were loaded, here or on another machine.

    Args:
        loaded: what is known of it.
        data: its bytes.
        given: what the user says of it.
        path: where it lies, for one that is `described`.
    """
    try:
        yield from _articles(loaded, data, given, path)
    except ReadError as error:
        yield _rejected(loaded.origin, error)


def _rejected(name: str, error: ReadError) -> Rejected:
    return Rejected(name, " — ".join(filter(None, [error.message, error.hint.rstrip(".")])))


def read_bytes(data: bytes, name: str) -> Iterator[Article | Rejected]:
    """The articles that some bytes hold, or why they hold none: what has no file and nothing beside it.

    Args:
        data: of any format.
        name: what they are called by.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        for found in articles_in(Source(data)):
            reason = found.reason if isinstance(found, Unread) else _unfit(found.text)
            if isinstance(found, Unread) or reason:
                yield Rejected(f"{name}: {found.place}" if found.place else name, reason)
            else:
                yield _article(found, name, sha256, Facts())
    except ReadError as error:
        yield _rejected(name, error)


def is_light(path: Path) -> bool:
    """Whether nothing in the file at `path` can take long: it is a small plain text, or refused at once.

    What lies beside it to describe it counts with it.
    """
    try:
        size = path.stat().st_size + bytes_beside(path)
        return size <= LIGHT and is_text(Source(load(path, LIGHT)))
    except (ReadError, OSError, ValueError):
        return True


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
    in_time = replace(found, facts=_by(_today(), found.facts))
    return _article(in_time, origin, sha256, facts or Facts())


def _articles(loaded: Loaded, data: bytes, given: Given, path: Path | None) -> Iterator[Article | Rejected]:
    source = Source(data, given.encoding, given.mapping, given.address)
    day = dt.date.fromordinal(loaded.day)
    for number, found in enumerate(articles_in(source)):
        if number == MOST_ARTICLES:
            raise ReadError(
                f"It contains more than {MOST_ARTICLES:,} articles",
                "Split the file; only the first were read.",
            )
        reason = found.reason if isinstance(found, Unread) else _unfit(found.text)
        if reason and not found.place:
            raise ReadError(reason)
        if isinstance(found, Unread) or reason:
            yield Rejected(f"{loaded.origin}: {found.place}", reason)
        else:
            beside = path if loaded.described else None
            said = given.facts.over(facts_beside(beside, found.facts)) if beside else loaded.facts
            own = replace(found, facts=found.facts.over(given.fetched)) if given.address else found
            yield _article(replace(own, facts=_by(day, own.facts)), loaded.origin, loaded.sha256, said)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _day_of(path: Path) -> dt.date:
    """The day of a file's last change; today where that is not known."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
    except (OSError, ValueError, OverflowError):
        return _today()


def _by(saved: dt.date, facts: Facts) -> Facts:
    """Facts that a file of a day can know: a later day of publication is a guess, one after today is none.

    A day more is let pass, as it may be tomorrow already where the newspaper is.
    """
    fact = facts.published
    day = fact.date if fact else None
    if fact is None or day is None or day.first <= saved.toordinal() + 1:
        return facts
    if day.first > _today().toordinal() + 1:
        return replace(facts, published=None)
    return replace(facts, published=replace(fact, provenance=Provenance.HEURISTIC))


def _unfit(text: str) -> str:
    """Why a text is no article; empty if it is one."""
    if not text.strip():
        return "The file contains no words"
    if len(text) > LONGEST:
        return f"The text is longer than {LONGEST // 1_000_000} million characters"
    if len(text) > MOST_MARKS and sum(map(text.count, _MARKS)) > MOST_MARKS:
        return f"The text has more than {MOST_MARKS:,} quotation marks, more than any article has"
    return ""


def _article(found: Read, origin: str, sha256: str, facts: Facts) -> Article:
    whole = sha256 and not found.carried
    material = sha256 if whole else hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=_id(material, found.place, facts),
        text=found.text,
        origin=origin,
        facts=placed(copied(facts).over(copied(found.facts))),
        sha256=sha256,
        furniture=found.furniture,
        notice=found.notice,
        captions=found.captions,
        times=found.times,
        pages=found.pages,
        labels=found.labels,
    )


def _id(sha256: str, place: str, facts: Facts) -> str:
    """The id of an article of a file: outlet and address count where the user said them of the file."""
    said = [
        fact.value if fact and fact.provenance in _SAID_OF_THE_FILE else ""
        for fact in (facts.outlet, facts.url)
    ]
    return article_id(sha256, place, *said)
