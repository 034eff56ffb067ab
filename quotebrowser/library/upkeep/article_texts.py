"""The fingerprints of all articles' texts, brought level with the store.

One rule guards it: they are made when they are first asked for, or with the whole index, never while articles
are added, which would wait for them.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from quotebrowser.errors import DamagedIndexError
from quotebrowser.library.library import Library
from quotebrowser.library.views import Progress
from quotebrowser.model import Facts

if TYPE_CHECKING:
    from quotebrowser.index.article_prints import ArticlePrints, Prints
    from quotebrowser.processes.ray_tasks import Calls

_DIRECTORY: Final = "texts"
"""Within the index's, so that both are emptied together."""
_BATCH: Final = 1_000
"""Articles a commit: some megabytes of text."""
_SHARD: Final = 200
"""Articles of a call: a tenth of a second of work."""


def usable(library: Library) -> "tuple[ArticlePrints | None, int]":
    """The fingerprints, None if there are none, and how many articles they lack or have too many."""
    found = _opened(library)
    if found is None:
        return None, len(library.store.articles.ids())
    return found, sum(map(len, _differences(library, found)))


def take_in(
    library: Library, progress: Progress | None = None, calls: "Calls | None" = None
) -> "ArticlePrints":
    """Take in the articles that are new, and leave out those that are gone. The caller holds the lock.

    Args:
        library: whose articles.
        progress: called with how many articles are done.
        calls: of a cluster that makes the fingerprints; None: they are made here.
    """
    found = _opened(library) or renew(library)
    new, gone = _differences(library, found)
    made = _made_here(library, new) if calls is None else _made_by(calls, library, new)
    done = 0
    while batch := list(islice(made, _BATCH)):
        found.put(batch, gone)
        gone = frozenset()
        done += len(batch)
        if progress is not None:
            progress(done, len(new), "")
    if gone:
        found.put((), gone)
    return found


def _texts(library: Library, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for article in library.store.articles.many(ids, dict.fromkeys(ids, Facts())):
        yield article.id, article.text


def _made_here(library: Library, ids: Sequence[str]) -> "Iterator[tuple[str, Prints]]":
    from quotebrowser.index.article_prints import prints

    for first in range(0, len(ids), _BATCH):
        for one, text in _texts(library, ids[first : first + _BATCH]):
            yield one, prints(text)


def _made_by(calls: "Calls", library: Library, ids: Sequence[str]) -> "Iterator[tuple[str, Prints]]":
    """The same by a cluster, but for answers that cannot be read."""
    from quotebrowser.index.article_prints import prints, unpacked_prints
    from quotebrowser.processes import child

    asked: deque[list[tuple[str, str]]] = deque()

    def frames() -> Iterator[bytes]:
        for first in range(0, len(ids), _SHARD):
            asked.append(list(_texts(library, ids[first : first + _SHARD])))
            yield child.joined(text.encode("utf-8", "surrogatepass") for _, text in asked[-1])

    for answer in calls.each(prints_shard, frames()):
        texts, packed = asked.popleft(), child.parted(answer or b"")
        try:
            made = [unpacked_prints(own) for own in packed] if len(packed) == len(texts) else None
        except ValueError:
            made = None
        for place, (one, text) in enumerate(texts):
            yield one, prints(text) if made is None else made[place]


def prints_shard(texts: bytes) -> bytes:
    """The fingerprints of some texts, on any machine: from frames to frames."""
    from quotebrowser.index.article_prints import packed_prints
    from quotebrowser.processes import child

    return child.joined(packed_prints(text.decode("utf-8", "surrogatepass")) for text in child.parted(texts))


def renew(library: Library) -> "ArticlePrints":
    """None, in place of what is there. The caller holds the lock."""
    from quotebrowser.index.article_prints import ArticlePrints
    from quotebrowser.library.index_binding import binding_of

    return ArticlePrints.create(library.index_directory / _DIRECTORY, binding_of(library.store))


def _opened(library: Library) -> "ArticlePrints | None":
    from quotebrowser.index.article_prints import ArticlePrints
    from quotebrowser.library.index_binding import binding_of

    try:
        return ArticlePrints(library.index_directory / _DIRECTORY, binding_of(library.store))
    except DamagedIndexError:
        return None


def _differences(library: Library, found: "ArticlePrints") -> tuple[tuple[str, ...], frozenset[str]]:
    """Ids of the articles that are missing among the fingerprints, and of those that are gone."""
    ids, known = library.store.articles.ids(), found.ids()
    return tuple(one for one in ids if one not in known), known - frozenset(ids)
