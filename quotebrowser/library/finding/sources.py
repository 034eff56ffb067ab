"""The index brought up to date before it answers, and what an answer lacks until then.

One rule guards it: an answer of an index that is not level says so. A command waits until the index is level;
the browser never waits, and has a process beside it do the work.
"""

from collections.abc import Callable, Collection
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from quotebrowser import names
from quotebrowser import query as language
from quotebrowser.errors import DamagedIndexError, LibraryError, QueryError
from quotebrowser.library.finding import alike_speakers, annotated, outlet_standing
from quotebrowser.library.library import Builder, Library
from quotebrowser.library.upkeep import article_texts, level
from quotebrowser.model import Level, Results
from quotebrowser.model.quote import UNCERTAIN_BELOW

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from quotebrowser.index.article_prints import ArticlePrints

AT_ONCE: Final = 5_000
"""Changes that a command takes into the index without a word: about a second's work."""

AT_ONCE_BESIDE: Final = 200
"""Changes that the browser's own thread takes in: what a correction alters. More is for another process."""

_PATIENCE: Final = 60.0
"""Seconds a command waits for another program that is indexing and does not get on. To merge what was indexed
takes half of it at a million quotes."""


def ready(library: Library, *, typing: bool = False) -> str:
    """Bring the index level as far as whoever asks can wait for it; what its answers lack, in words.

    Args:
        library: whose index.
        typing: whether a key asks, which waits for nothing that is about to be done anyway.

    Raises:
        LibraryError: a command has no index, and none can be made.
    """
    return "; ".join(filter(None, (_levelled(library, typing=typing), library.held.missing())))


def _levelled(library: Library, *, typing: bool) -> str:
    """The same, without what parts of the index that cannot be searched would add."""
    lag = level.behind(library)
    if not lag:
        return ""
    if library.builder is not None:
        return _levelled_beside(library, library.builder, lag, typing=typing)
    with library.shown() if lag > AT_ONCE else nullcontext() as progress:
        while lag:
            try:
                level.catch_up(library, progress, seconds=_PATIENCE)
            except LibraryError as error:
                if level.behind(library) < lag:
                    lag = level.behind(library)  # another program is at it, and gets on
                    continue
                if library.usable_index() is None:
                    raise
                return f"{error.message}: {level.lacks(library)}"
            break
    return level.lacks(library)


def _levelled_beside(library: Library, beside: Builder, lag: int, *, typing: bool) -> str:
    """What answers lack in the browser; what is little is taken in here, the rest is for a process.

    Where another thread takes it in already, it is not waited for: it has the pages ask again. Nor does a key
    take in what a thread is about to.
    """
    index = library.usable_index()
    try:
        if not beside.running and not library.indexing.locked():
            if index is None:
                level.begin(library)
            elif lag <= AT_ONCE_BESIDE:
                if typing and library.news_due:
                    return _doing(library)
                level.catch_up(library, settling=False)
            if level.behind(library):
                beside.start()
    except LibraryError as error:
        beside.failed = error.message
    return _doing(library)


def follow(library: Library, *, ours: bool = True) -> None:
    """Take what was changed into the index; in the browser, much of it is left to the process beside it.

    Args:
        library: whose index.
        ours: whether it was changed here; what others left to do is theirs.
    """
    if library.builder is None or level.behind(library) <= AT_ONCE_BESIDE:
        level.catch_up(library, settling=ours)


def told(library: Library) -> str:
    """What the process beside the browser does, and what answers lack meanwhile; empty: nothing."""
    return "; ".join(filter(None, (_doing(library), library.held.missing())))


def _doing(library: Library) -> str:
    lacking, beside = level.lacks(library), library.builder
    if not lacking or beside is None:
        return lacking
    if beside.failed:
        return f"The index could not be completed ({beside.failed}): {lacking}"
    stamp = level.stamp_of(library)
    doing = "Updating" if stamp.watermark and stamp.building is None else "Building"
    return f"{doing} the index: {lacking}"


def require_whole(lacking: str) -> None:
    """Raise LibraryError if an answer lacks something, for callers that need everything."""
    if lacking:
        raise LibraryError(lacking, "Wait a moment and try again, or run: quotebrowser rebuild")


def search(
    library: Library,
    node: language.Node,
    *,
    limit: int,
    sort: str,
    reverse: bool = False,
    facets: bool = True,
) -> Results:
    """What the index as it is has for a query; as `QuoteIndex.search`."""
    index = library.usable_index()
    if index is None:
        return Results((), 0)
    allowed, excluded = _narrowed(library, node)
    return index.search(
        node, limit=limit, sort=sort, reverse=reverse, allowed=allowed, excluded=excluded, facets=facets
    )


def order(library: Library, node: language.Node, *, sort: str, reverse: bool) -> "npt.NDArray[np.uint64]":
    """Uids of all that the index as it is has for a query; as `QuoteIndex.order`."""
    index = library.usable_index()
    if index is None:
        import numpy as np

        return np.zeros(0, np.uint64)
    allowed, excluded = _narrowed(library, node)
    found = index.order(node, sort=sort, reverse=reverse, allowed=allowed, excluded=excluded)
    tagged = collected(library, node, sort=sort, reverse=reverse)
    if not tagged:
        return found
    at = {int(uid, 16): place for place, uid in enumerate(tagged)}
    return found[sorted(range(len(found)), key=lambda place: at[int(found[place])])]


def total(library: Library, node: language.Node) -> int:
    """How many quotes the index as it is has for a query."""
    return search(library, node, limit=0, sort="relevance", facets=False).total


def days(library: Library, node: language.Node) -> "tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]":
    """When what the index as it is has for a query may have been published; as `QuoteIndex.days`."""
    index = library.usable_index()
    if index is None:
        import numpy as np

        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    allowed, excluded = _narrowed(library, node)
    return index.days(node, allowed=allowed, excluded=excluded)


def named(library: Library, field: str, value: str | int) -> frozenset[str]:
    """Uids of the quotes that have a value of a field which only the store knows, as it says now."""
    ask = _ASKED.get(f"{field}:{value}") or _ASKED[field]
    return frozenset(ask(library, value))


def printed_in(library: Library, words: str, limit: int) -> tuple[str, ...]:
    """Ids of articles that may print `words` anywhere in their text; as `ArticlePrints.alike`.

    Raises:
        LibraryError: the fingerprints cannot be written, or another program keeps writing the index.
    """
    try:
        return article_prints(library).alike(words, limit)
    except DamagedIndexError:
        with library.indexing, level.locked(library, _PATIENCE):
            article_texts.renew(library)
            article_texts.take_in(library)
        return article_prints(library).alike(words, limit)


def article_prints(library: Library) -> "ArticlePrints":
    """The fingerprints of all articles that are not removed, level with the store."""

    def levelled() -> "ArticlePrints":
        found, lag = article_texts.usable(library)
        if found is not None and not lag:
            return found
        shown = library.shown() if lag > AT_ONCE else nullcontext()
        with library.indexing, level.locked(library, _PATIENCE), shown as progress:
            return article_texts.take_in(library, progress)

    return library.article_prints.get("", levelled)


def suggest(library: Library, word: str) -> tuple[str, ...]:
    """Words that resemble one that is not known; as `QuoteIndex.suggest`."""
    index = library.usable_index()
    return index.suggest(word) if index else ()


def _narrowed(library: Library, node: language.Node) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Uids to which the store narrows the query, None being all, and those that it excludes."""
    allowed: frozenset[str] | None = None
    excluded = frozenset[str]()
    parts = language.store_filters(node)
    outlets = [part.value for part in parts if isinstance(part, language.Stored) and part.field == "in"]
    for part in parts:
        match part:
            case language.Not(language.Stored("print", value)):
                excluded |= _printed(library, node, outlets, str(value))
            case language.Not(language.Stored(field, value)):
                excluded |= _named(library, field, value)
            case language.Stored(field, value):
                printed = field == "print"
                uids = (
                    _printed(library, node, outlets, str(value)) if printed else _named(library, field, value)
                )
                allowed = uids if allowed is None else allowed & uids
    return allowed, excluded


def _printed(
    library: Library, node: language.Node, outlets: Collection[str | int], how: str
) -> frozenset[str]:
    """Uids of the quotes that the outlets which a query names print in some way.

    Raises:
        QueryError: it names none: every quote of the library would be compared.
    """
    if not outlets:
        message = f"print:{how} is of one outlet, and none is named"
        raise QueryError(message, language.describe(node), 0, f'Name it: in:"evening post" print:{how}')
    return frozenset().union(*(outlet_standing.printed(library, str(name))[how] for name in outlets))


def _named(library: Library, field: str, value: str | int) -> frozenset[str]:
    """Uids of the quotes that have a value of a field which only the store knows."""
    return library.filtered.get((field, value), lambda: named(library, field, value))


def collected(library: Library, node: language.Node, *, sort: str, reverse: bool = False) -> tuple[str, ...]:
    """Uids of the quotes with the tag that a query asks for, in the tag's order.

    Empty where it asks for none, or answers have another order.
    """
    filters = language.store_filters(node)
    tags = [str(one.value) for one in filters if isinstance(one, language.Stored) and one.field == "tag"]
    if len(tags) != 1 or sort != "relevance" or any(language.positive_words(node)):
        return ()
    found = annotated.tagged(library, tags[0])
    return found[::-1] if reverse else found


def _unsure(library: Library, fact: str) -> tuple[str, ...]:
    """Uids of the quotes of articles of which a fact is not sure."""
    return library.store.speakers.of_articles(row.article for row in library.store.speakers.unsure(fact))


_ASKED: Final[dict[str, Callable[[Library, Any], Collection[str]]]] = {
    "by": lambda library, name: library.store.speakers.uids(names.key(name)),
    "in": outlet_standing.uids,
    "meaning": lambda library, _: library.store.utterances.differing(Level.WORDING),
    "uncertain:speaker": lambda library, _: [
        row.uid for row in library.store.speakers.doubtful(UNCERTAIN_BELOW)
    ],
    "uncertain:name": lambda library, _: alike_speakers.doubtful_uids(library),
    "uncertain:date": lambda library, _: _unsure(library, "published"),
    "uncertain:outlet": lambda library, _: _unsure(library, "outlet"),
    "archived": lambda library, part: library.store.speakers.known("archived", part),
    "has:archived": lambda library, _: library.store.speakers.known("archived"),
    "witnesses": lambda library, least: library.store.utterances.witnessed(least),
    "mark": lambda library, name: {*library.store.marks.marked(name), *annotated.tagged(library, name)},
    "tag": annotated.tagged,
    "note": annotated.noted,
    "new": annotated.added,
    "has:differences": lambda library, _: library.store.utterances.differing(),
    "has:note": lambda library, _: library.store.annotations.uids(""),
    "has:tag": lambda library, _: library.store.annotations.uids(None),
}
"""Which quotes the store names for a field that the index has not, or for one value of it."""
