"""The library kept in order: the index level with the store, checks.

One rule guards it: whatever becomes of the index, nothing is lost; it is rebuilt from the store.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from quotebrowser import __version__
from quotebrowser.debug_log import log
from quotebrowser.errors import DamagedIndexError, LibraryError
from quotebrowser.library import sharing
from quotebrowser.library.library import Library
from quotebrowser.library.views import Progress
from quotebrowser.model import Form, Kind
from quotebrowser.model.quote import MOST_SPANS
from quotebrowser.processes import lock

if TYPE_CHECKING:
    from quotebrowser.index import QuoteDocument, Stamp
    from quotebrowser.processes.ray_tasks import Calls
    from quotebrowser.store.integrity import Finding
    from quotebrowser.store.tables.lists import Age

BATCH: Final = 20_000
"""Documents a commit: few enough to stay far below a gigabyte and to be searched after some seconds, enough
that the commit itself costs little."""
_FIRST: Final = 5_000
"""Documents of the first commit of a build, so that something is found after a second."""
_TOLD_EVERY: Final = 100
"""Documents between two words of progress."""
_PATIENCE: Final = 30.0
"""Seconds to wait for another program that is indexing."""
_CONTEXT: Final = 160
"""Characters of the article on either side of a quote that are indexed as its context."""
_NOTHING: Final = "no quote can be searched yet"
_NEXT: Final = "What was changed is stored. The next search completes the index, once it can be written."
_NEWER_THAN_ALL: Final = (1 << 32, 0)
"""An age that no article has."""


def stamp_of(library: Library) -> "Stamp":
    """Which part of the store the index holds; none of it where there is no index that can be used."""
    from quotebrowser.index import Stamp

    index = library.usable_index()
    if index is not None:
        try:
            return index.stamp
        except DamagedIndexError:  # its files were taken away while it was open
            library.distrust_index()
    return Stamp(0)


def behind(library: Library) -> int:
    """How many changes and quotes the index has to take in to be level; 0 if it is."""
    latest = library.store.changes.latest()  # first: it tells a library that was restored meanwhile
    stamp = stamp_of(library)
    left = stamp.building.total - stamp.building.done if stamp.building else 0
    return max(latest - stamp.watermark, 0) + left


def lacks(library: Library) -> str:
    """What an answer of the index as it is lacks, in words; empty if it lacks nothing."""
    if not behind(library):
        return ""
    stamp = stamp_of(library)
    newer = library.store.changes.latest() - stamp.watermark
    if stamp.building is None:
        return f"the last {newer:,} changes cannot be searched yet" if stamp.watermark else _NOTHING
    if not stamp.building.done:
        return _NOTHING
    share = f"only the newest {stamp.building.percent} % of quotes can be searched so far"
    return f"{share}, without the last {newer:,} changes" if newer > 0 else share


def catch_up(
    library: Library,
    progress: Progress | None = None,
    *,
    seconds: float | None = None,
    settling: bool = True,
) -> int:
    """Bring the index level with the store; returns how many quotes were indexed.

    Another program may be doing so. Then nothing is done here, for that one goes on until all is level.

    Args:
        library: whose index.
        progress: called with how many quotes are done, of how many.
        seconds: how long to wait for another program; None is not at all.
        settling: whether to write the summaries that a change has left too, for which others who write are
            waited for; whoever made the change does.

    Raises:
        LibraryError: the index cannot be written, or another program was at it for more than `seconds`.
        RuntimeError: it was called inside a transaction of the store. A program that is killed there would
            leave an index that knows of changes that were never made.
    """
    if library.store.changes.open():
        raise RuntimeError("the index is brought level after a transaction, never in it")
    with library.indexing, locked(library, seconds) as got:
        if not got:
            return 0
        with _hinting():
            try:
                indexed = _catch_up(library, progress)
            except DamagedIndexError:
                library.renew_index()
                indexed = _catch_up(library, progress)
    if settling:
        with _hinting():
            _settle(library)
    return indexed


@contextmanager
def _hinting() -> Iterator[None]:
    """Say of what fails here that nothing is lost."""
    try:
        yield
    except LibraryError as error:
        error.hint = error.hint or _NEXT
        raise


def _settle(library: Library) -> None:
    """Write the summaries that changes have left, where that may be written. Holds up no search."""
    from quotebrowser.library.upkeep.regroup import settle  # loads what compares texts

    newsroom = library.store.shared
    if newsroom is not None and newsroom.may_write:
        with suppress(LibraryError):  # else whoever comes next does
            settle(library)
    elif newsroom is None and not library.store.read_only:
        settle(library)


def _catch_up(library: Library, progress: Progress | None) -> int:
    """First what a build has still to take in, newest first; after each commit what changed meanwhile."""
    indexed = _build(library, progress)
    while library.index.watermark < library.store.changes.latest():
        indexed += _follow(library, progress)
    if indexed > BATCH:
        library.index.settle()
    log(__name__, f"{indexed} quotes indexed")
    if progress is not None and indexed:
        progress(indexed, indexed, "")
    return indexed


def _build(library: Library, progress: Progress | None) -> int:
    """Take in what the index has of the store only in part, or not at all; how many quotes that were.

    The store may change at any moment. What it was at the change of the stamp's watermark is taken in article
    by article; whatever is changed, removed or added after that has a later number, and `_follow` takes it in
    again, as it is then. So it does not matter in which state an article is found here, nor whether a commit
    is made twice because its stamp was not written. That the watermark is fixed before the first commit does.
    """
    from quotebrowser.index import Building

    index, store, indexed = library.index, library.store, 0
    stamp = index.stamp
    if not store.changes.latest() or (stamp.watermark and stamp.building is None):
        return 0
    watermark = stamp.watermark or store.changes.latest()
    place = stamp.building.place if stamp.building else _NEWER_THAN_ALL
    done = stamp.building.done if stamp.building else 0
    left = [(age, quotes) for age, quotes in store.listing.ages() if age < place]
    total = done + sum(quotes for _, quotes in left)
    index.update((), (), watermark, Building(place, done, total))
    for ages, quotes in _batches(left, done):
        found = documents(library, store.listing.uids_of(ages))
        told = _telling(found, progress, done, total) if progress else found
        done, indexed = done + quotes, indexed + quotes
        index.update(told, (), index.watermark, Building(ages[-1], done, total))
        indexed += _follow(library, None)
    index.update((), (), index.watermark)
    return indexed


def _batches(left: "Iterable[tuple[Age, int]]", done: int) -> "Iterator[tuple[list[Age], int]]":
    """Articles that make a commit together, and how many quotes they have; an article is never divided."""
    ages: list[Age] = []
    count = 0
    for age, quotes in left:
        ages.append(age)
        count += quotes
        if count >= (BATCH - done % BATCH if done else min(_FIRST, BATCH)):
            yield ages, count
            done += count
            ages, count = [], 0
    if ages:
        yield ages, count


def _follow(library: Library, progress: Progress | None) -> int:
    """Take in what has changed since the index's watermark, but not what does meanwhile; how many quotes."""
    index, changes, indexed = library.index, library.store.changes, 0
    start, until = index.watermark, changes.latest()
    while index.watermark < until:
        changed, deleted, watermark = changes.since(index.watermark, BATCH)
        told = documents(library, changed)
        if progress is not None:
            told = _telling(told, progress, index.watermark - start, until - start)
        # A quote that is changed may have become one that is not searched for itself.
        index.update(told, (*deleted, *changed), watermark, index.stamp.building)
        indexed += len(changed)
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
def locked(library: Library, seconds: float | None) -> Iterator[bool]:
    """Keep other programs from indexing too; yields whether this one may."""
    with ExitStack() as stack:
        try:
            library.lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            got = stack.enter_context(lock.held(library.lock, seconds=seconds or 0.0))
        except OSError as error:
            raise LibraryError(f"The index cannot be written: {error.strerror}") from error
        if not got and seconds is not None:
            raise LibraryError("Another program is writing the index", "Wait until it is done and try again.")
        yield got


def begin(library: Library) -> None:
    """Put an empty index in the place of one that cannot be used, unless another program is at it."""
    with library.indexing, locked(library, None) as got:
        if got and library.usable_index() is None:
            library.renew_index()


def empty(library: Library) -> bool:
    """Put an empty index in the place of the present one; False while another program is at it."""
    with library.indexing, locked(library, None) as got:
        if got:
            library.renew_index()
        return got


def rebuild(
    library: Library,
    progress: Progress | None = None,
    calls: "Calls | None" = None,
    *,
    seconds: float = _PATIENCE,
) -> int:
    """Build the index and the articles' fingerprints again, these with `calls` on a cluster; how many quotes.

    Raises:
        LibraryError: as `catch_up`.
    """
    from quotebrowser.library.upkeep.article_texts import take_in

    with library.indexing, locked(library, seconds):
        library.renew_index()
        indexed = _catch_up(library, progress)
        take_in(library, calls=calls)
    _settle(library)
    return indexed


def documents(library: Library, uids: list[str] | tuple[str, ...]) -> "Iterator[QuoteDocument]":
    """What the index stores of some quotes; a passage that an article repeats is stored once.

    Round a turn of a record stand other turns, which are found by themselves: it has no context, unless it is
    so long that it goes on in the next quote.
    """
    from quotebrowser.index import QuoteDocument
    from quotebrowser.library import rows
    from quotebrowser.query import FIELDS

    found = [row for row in library.store.quotes.many(uids) if not row.quote.repeats]
    reported = [
        row.quote.uid
        for row in found
        if row.facts.form_of is Form.REPORT or len(row.quote.spans) >= MOST_SPANS
    ]
    contexts = library.store.quotes.contexts(reported, _CONTEXT)
    for row in found:
        quote, facts, published = row.quote, row.facts, row.published
        yield QuoteDocument(
            uid=quote.uid,
            article=quote.article,
            text=rows.joined(row),
            named={field.index: field.value(quote, facts) for field in FIELDS if field.value},
            kind=quote.kind,
            first=published.first if published else None,
            last=published.last if published else None,
            context=contexts.get(quote.uid, ""),
            order=quote.spans[0].start,
        )


def info(library: Library) -> dict[str, object]:
    """What the library holds and where it lies."""
    from quotebrowser.settings import config_path

    counts, begun = library.counts(), stamp_of(library).watermark > 0
    shared = library.store.shared
    return {
        "library": str(library.directory),
        "articles": counts.articles,
        "quotes": counts.quotes,
        "speakers": counts.speakers,
        "utterances": counts.utterances,
        "read_only": library.read_only or (shared is not None and not shared.may_write),
        "not_yet_indexed": behind(library) if begun else len(library.store.listing.uids()),
        "settings": str(config_path()),
        "version": __version__,
    } | sharing.info(library.store)


def check(library: Library, progress: Progress | None = None) -> "tuple[Finding, ...]":
    """What is wrong with the library; empty if nothing is.

    Every row is compared with its digest, every correction and mark must be tied to a quote, and every byte
    of the index must be what was written.
    """
    from quotebrowser.store.integrity import Finding

    findings = [*library.store.check()]
    if progress is not None:
        progress(1, 2, "")
    findings += [Finding("index", "", sentence) for sentence in _wrong_in_index(library, progress)]
    if progress is not None:
        progress(2, 2, "")
    return tuple(findings)


def _wrong_in_index(library: Library, progress: Progress | None) -> "Iterator[str]":
    from quotebrowser.query import Is

    try:
        catch_up(library, progress, seconds=_PATIENCE)
        library.index.check()
        if lacking := library.held.missing():
            yield lacking
            return
        held = sum(library.index.search(Is("kind", kind.value), limit=1).total for kind in Kind)
        stored = len(library.store.listing.uids())
        if held != stored:
            yield f"The index holds {held} quotes, the library {stored}: quotebrowser rebuild"
    except LibraryError as error:
        yield f"{error.message}. {error.hint}".strip()
        with suppress(LibraryError):
            if behind(library):
                yield f"The index is not complete: {lacks(library)}"


def is_damaged(findings: "Iterable[Finding]") -> bool:
    """Whether something of the library itself is damaged, not of its index alone."""
    return any(finding.kind not in ("orphan", "index") for finding in findings)


def mend(library: Library, progress: Progress | None = None) -> "tuple[tuple[str, ...], tuple[Finding, ...]]":
    """Mend what is damaged; each thing that was mended, and what is still wrong, as `check`.

    Raises:
        LibraryError: the library cannot be written, or is damaged so far that no row can be replaced.
    """
    from quotebrowser.library.upkeep.regroup import group_all

    library.require_writable()
    left, done = check(library, progress), list[str]()
    if is_damaged(left) and library.store.shared is not None:
        library.store.shared.renew()
        done.append("all of the copy, fetched again from the newsroom's server")
    elif is_damaged(left):
        with library.store.transaction():
            mended = library.store.mend()
            if mended.derived:
                group_all(library, progress)
        done += [*mended.rows, f"the library as it was is kept as {mended.kept}"]
    if left:
        rebuild(library, progress)
        left = check(library, progress)
    return tuple(done), left
