"""The library kept in order: the index level with the store, checks, copies.

One rule guards it: whatever becomes of the index, nothing is lost; it is made anew from the store.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser import __version__
from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep.regroup import settle
from quotebrowser.library.views import Progress
from quotebrowser.model import Kind
from quotebrowser.processes.lock import held

if TYPE_CHECKING:
    from quotebrowser.index import QuoteDocument

_BATCH: Final = 20_000
"""Documents a commit: few enough to stay far below a gigabyte, enough that the commit itself costs little."""
_TOLD_EVERY: Final = 100
"""Documents between two words of progress."""
_PATIENCE: Final = 30.0
"""Seconds to wait for another program that is indexing."""
_CONTEXT: Final = 160
"""Characters of the article on either side of a quote that are indexed as its context."""


def behind(library: Library) -> int:
    """How many changes the index does not hold yet."""
    return max(0, library.store.changes.latest() - library.index.watermark)


def catch_up(library: Library, progress: Progress | None = None, *, seconds: float | None = None) -> int:
    """Bring the index, and the store's own words, level with the store; returns how many quotes were indexed.

    Another program may be doing so. Then nothing is done here, for that one goes on until all is level.

    Args:
        library: whose index.
        progress: told how many quotes are done, of how many.
        seconds: how long to wait for another program; None is not at all.

    Raises:
        LibraryError: the index cannot be written, or another program was at it for more than `seconds`.
    """
    with library.indexing, _locked(library, seconds) as got:
        return _catch_up(library, progress) if got else 0


def _catch_up(library: Library, progress: Progress | None) -> int:
    if not library.store.read_only:
        settle(library)
        while library.store.fulltext.follow():
            pass
    start, indexed = library.index.watermark, 0
    while library.index.watermark < library.store.changes.latest():
        changed, deleted, watermark = library.store.changes.since(library.index.watermark, _BATCH)
        told = documents(library, changed)
        if progress is not None:
            total = library.store.changes.latest() - start
            told = _telling(told, progress, library.index.watermark - start, total)
        library.index.update(told, deleted, watermark)
        indexed += len(changed)
    if indexed > _BATCH:
        library.index.settle()
    if progress is not None and indexed:
        progress(indexed, indexed, "")
    return indexed


def _telling(
    told: "Iterator[QuoteDocument]", progress: Progress, done: int, total: int
) -> "Iterator[QuoteDocument]":
    """The same documents, with word of how many are done."""
    for document in told:
        done += 1
        if done % _TOLD_EVERY == 0:
            progress(done, max(total, done), "")
        yield document


@contextmanager
def _locked(library: Library, seconds: float | None) -> Iterator[bool]:
    """Keep other programs from indexing too; yields whether this one may."""
    with ExitStack() as stack:
        try:
            library.lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            got = stack.enter_context(held(library.lock, seconds=seconds or 0.0))
        except OSError as error:
            raise LibraryError(f"The index cannot be written: {error.strerror}") from error
        if not got and seconds is not None:
            raise LibraryError("Another program is writing the index", "Wait until it is done and try again.")
        yield got


def rebuild(library: Library, progress: Progress | None = None, *, seconds: float = _PATIENCE) -> int:
    """Make the index, and the store's own words, anew; returns how many quotes it holds.

    Raises:
        LibraryError: as `catch_up`.
    """
    with library.indexing, _locked(library, seconds):
        if not library.store.read_only:
            library.store.fulltext.renew()
        library.renew_index()
        return _catch_up(library, progress)


def documents(library: Library, uids: list[str] | tuple[str, ...]) -> "Iterator[QuoteDocument]":
    """What the index is told of some quotes; a passage that an article repeats is told once."""
    from quotebrowser.index import QuoteDocument
    from quotebrowser.library import rows

    contexts = library.store.quotes.contexts(uids, _CONTEXT)
    for row in library.store.quotes.many(uids):
        if row.quote.repeats:
            continue
        quote, facts = row.quote, row.facts
        yield QuoteDocument(
            uid=quote.uid,
            article=quote.article,
            text=rows.joined(row.parts),
            speaker=quote.speaker.name if quote.speaker else "",
            title=facts.title.value if facts.title else "",
            outlet=facts.outlet.value if facts.outlet else "",
            via=facts.via.value if facts.via else "",
            language=facts.language.value if facts.language else "",
            kind=quote.kind,
            first=row.published.first if row.published else None,
            last=row.published.last if row.published else None,
            context=contexts.get(quote.uid, ""),
            order=quote.spans[0].start,
        )


def info(library: Library) -> dict[str, object]:
    """What the library holds and where it lies."""
    from quotebrowser.settings import config_path

    counts = library.counts()
    return {
        "library": str(library.directory),
        "articles": counts.articles,
        "quotes": counts.quotes,
        "speakers": counts.speakers,
        "utterances": counts.utterances,
        "read_only": library.read_only,
        "not_yet_indexed": behind(library) if counts.articles else 0,
        "settings": str(config_path()),
        "version": __version__,
    }


def check(library: Library, progress: Progress | None = None) -> tuple[str, ...]:
    """What is wrong with the library, a sentence each; empty where nothing is.

    Every article and quote is compared with its checksum, every correction and mark must be tied to a quote,
    and every byte of the index must be what was written.
    """
    findings = [str(finding) for finding in library.store.check()]
    if progress is not None:
        progress(1, 2, "")
    from quotebrowser.query import Is

    try:
        catch_up(library, seconds=_PATIENCE)
        library.index.check()
        indexed = sum(library.index.search(Is(kind), limit=1).total for kind in Kind)
        stored = len(library.store.listing.uids())
        if indexed != stored:
            findings.append(f"The index holds {indexed} quotes, the library {stored}: quotebrowser rebuild")
    except LibraryError as error:
        findings.append(f"{error.message}. {error.hint}".strip())
    if progress is not None:
        progress(2, 2, "")
    return tuple(findings)


def backup(library: Library, path: Path | None = None) -> Path:
    """A verified copy of the store; None writes it into the library's own backup directory."""
    return library.store.backup(path)


def restore(directory: Path, copy: Path) -> Path | None:
    """Put a copy in the library's place and make the index anew.

    Args:
        directory: of the library, which no other program may have open.
        copy: as `backup` wrote it; it stays.

    Returns:
        Where the library that was there is kept; None where there was none.

    Raises:
        LibraryError: the copy is damaged or no library; nothing is changed then.
    """
    from quotebrowser.store import backups

    if not copy.is_file():
        raise LibraryError(f"There is no backup at {copy}", "Make one with quotebrowser backup.")
    kept = backups.restore(directory, copy)
    library = Library.open(directory)
    try:
        rebuild(library)
    finally:
        library.close()
    return kept
