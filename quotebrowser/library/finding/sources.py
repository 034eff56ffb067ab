"""Who answers a query: the index, or the store while the index cannot.

One rule guards it: a search never waits for the index. Where it is missing, damaged, of another version or
far behind, the store answers from its own words, and the answer says so.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from quotebrowser import query as language
from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import level
from quotebrowser.model import Results

if TYPE_CHECKING:
    from quotebrowser.library.upkeep.builder import Rebuilding
    from quotebrowser.store.finding import Forms

AT_ONCE: Final = 5_000
"""Changes that a command takes into the index before it answers: about a second's work."""

AT_ONCE_BESIDE: Final = 200
"""Changes that the browser's own thread takes in: what a correction alters. More is for another process."""

_ANY_ORDER: Final = "words with ~ may stand in any order"


class _Search(Protocol):
    def __call__(self, node: language.Node, *, limit: int, sort: str) -> Results: ...


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who answers."""

    search: _Search
    """What answers a query; as `QuoteIndex.search`."""
    suggest: Callable[[str], tuple[str, ...]]
    """Words that resemble one that is not known; as `QuoteIndex.suggest`."""
    instead: str = ""
    """Why it is not the index; empty where it is."""


def ready(library: Library) -> Source:
    """The index where it is level, or can be made so at once; else the store."""
    beside = library.rebuilding
    if beside is not None and beside.running:
        return store(library, told(library))
    if beside is not None and beside.finished:
        _look_at(library, beside)
    index = library.usable_index()
    lag = behind(library)
    if index is not None and not lag:
        return _index(library)
    if lag <= (AT_ONCE if beside is None else AT_ONCE_BESIDE):
        return _levelled(library)
    if beside is None:
        what = "is damaged or missing" if index is None else f"lacks the last {lag:,} changes"
        return store(library, f"The index {what}: searched the library itself. quotebrowser rebuild mends it")
    beside.start(anew=library.distrusted)
    return store(library, told(library))


def behind(library: Library) -> int:
    """How many changes the index lacks; all, where there is none that can be used."""
    index = library.usable_index()
    return max(library.store.changes.latest() - (index.watermark if index else 0), 0)


def _look_at(library: Library, beside: "Rebuilding") -> None:
    """Take over the index that the process has left."""
    beside.finished = False
    if library.distrusted:
        library.forget_index()
    if library.usable_index() is None:
        beside.failed = "what was made cannot be opened"


def told(library: Library) -> str:
    """What the process beside the browser is at, in words; empty where it does nothing and has not failed."""
    beside = library.rebuilding
    if beside is None:
        return ""
    if beside.failed:
        return f"The index could not be rebuilt ({beside.failed}): searching the store"
    if not beside.running:
        return ""
    percent = "" if beside.percent is None else f": {beside.percent} %"
    return f"The index is being rebuilt{percent}, searching the store meanwhile"


def distrust(library: Library) -> None:
    """Let the index be made anew: it was found damaged."""
    library.distrusted = True


def store(library: Library, instead: str) -> Source:
    """The store, for the reason given, its words brought level as far as that does not take long."""
    words = library.store.fulltext
    patient = library.rebuilding is None
    if not library.store.read_only:
        # What another program is writing just now can be searched by its words a moment later.
        with contextlib.suppress(LibraryError):
            while words.follow() and patient:
                pass
    lacking = words.behind()
    if lacking:
        share = 100 - 100 * lacking // max(library.store.changes.latest(), 1)
        instead = f"{instead}; only {share} % of the quotes can be searched yet"
    forms = _forms()

    def search(node: language.Node, *, limit: int, sort: str) -> Results:
        return words.search(node, limit=limit, sort=sort, forms=forms)

    return Source(search, lambda word: words.suggest(word, forms), instead)


def loosened(node: language.Node) -> str:
    """What the store takes less strictly than the query asks, in words; empty where nothing."""
    slops = (part for part in language.walk(node) if isinstance(part, language.Phrase) and part.slop)
    return _ANY_ORDER if any(slops) else ""


def _levelled(library: Library) -> Source:
    """The index after it was brought level here."""
    try:
        if library.distrusted:
            level.rebuild(library)
        else:
            level.catch_up(library)
        if not level.behind(library):
            return _index(library)
        instead = "Another program is bringing the index up to date, searching the store meanwhile"
    except LibraryError as error:
        instead = f"{error.message}: searching the store"
    return store(library, instead)


def _index(library: Library) -> Source:
    def search(node: language.Node, *, limit: int, sort: str) -> Results:
        allowed = _allowed(library, node)
        return library.index.search(node, limit=limit, sort=sort, allowed=allowed)

    return Source(search, library.index.suggest)


def _forms() -> "Forms":
    from quotebrowser.index import analysis, highlighted
    from quotebrowser.store.finding import Forms

    return Forms(analysis.stem, highlighted.within)


def _allowed(library: Library, node: language.Node) -> frozenset[str] | None:
    """Uids to which the store narrows the query; None where it asks nothing of the store."""
    allowed: frozenset[str] | None = None
    for part in language.store_filters(node):
        if isinstance(part, language.Not):
            uids = frozenset(library.store.quotes.uids()) - _told(library, part.node)
        else:
            uids = _told(library, part)
        allowed = uids if allowed is None else allowed & uids
    return allowed


def _told(library: Library, part: language.Node) -> frozenset[str]:
    """Uids of the quotes for which something holds that only the store knows."""
    match part:
        case language.Witnesses(minimum):
            return library.store.quotes.witnessed(minimum)
        case language.Marked(name):
            return frozenset(library.store.marks.marked(name))
        case _:
            return library.store.quotes.differing()
