"""The open Whoosh index behind `QuoteIndex`.

One rule guards it: whatever Whoosh raises on a damaged file leaves here as DamagedIndexError, so that the
library rebuilds the index; a damaged index is never searched on.
"""

import contextlib
import ctypes
import gc
import shutil
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
from whoosh.index import IndexError as WhooshError
from whoosh.reading import ReaderClosed
from whoosh.util.filelock import try_for

from quotebrowser.errors import DamagedIndexError, LibraryError, QueryError
from quotebrowser.index.container.bound_index import BoundIndex
from quotebrowser.index.container.safety import check_private
from quotebrowser.index.container.storage import PrivateStorage
from quotebrowser.index.documents import QuoteDocument
from quotebrowser.index.format.arrays import DamagedError
from quotebrowser.index.index_fields import FACETS
from quotebrowser.index.search.collector import ArrayCollector
from quotebrowser.index.search.compiler import compile_query
from quotebrowser.index.search.evaluator import TimeIsUpError
from quotebrowser.index.search.whole_order import OrderCollector
from quotebrowser.index.stamp import Binding, Contents, Stamp
from quotebrowser.index.statistics import statistics_of
from quotebrowser.index.suggestions import near_uses, suggestions
from quotebrowser.model import Hit, Results, Sort
from quotebrowser.query import Node, describe

_LOCK: Final = "MAIN_WRITELOCK"

SECONDS: Final = 2.0
"""How long a search may take."""

DAMAGE: Final = (DamagedError, OSError, ReaderClosed, WhooshError)
"""What a damaged index raises here. Whoosh itself raises much else on damaged files; it never sees one, for
every byte is compared with a checksum before it is read."""

TRIES: Final = 5
"""How often opening, or a search, is tried when files are gone that were there: another process has just
committed."""

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_KEPT_MEMORY: Final = 1 << 26
"""Free memory that stays with the process at most, in bytes."""

_Answer = TypeVar("_Answer")


@contextmanager
def guarded(directory: Path) -> Iterator[None]:
    """Have what a damaged index raises leave as DamagedIndexError."""
    try:
        yield
    except DAMAGE as error:
        message = f"The search index in {directory} is damaged ({type(error).__name__})"
        raise DamagedIndexError(message, "Rebuild it from the library: quotebrowser rebuild") from error


def _keep_memory() -> None:
    """Have the C library keep what is freed, where it is glibc.

    A query over a million quotes takes and gives back a dozen arrays of 4 MB. Left to itself glibc returns
    them to the system each time, and a third of the query is the system clearing the pages it hands out
    again.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            for option in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
                ctypes.CDLL(None).mallopt(option, _KEPT_MEMORY)


_keep_memory()


class Engine:
    """Whoosh's index, and a searcher for each thread."""

    missing: Final = (0, 1, "")
    """It is in one part, and that is here."""

    def __init__(self, directory: Path, index: BoundIndex) -> None:
        self.directory = directory
        self._index = index
        self._local = threading.local()
        self._searchers: list[Any] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()

    @classmethod
    def open(cls, directory: Path, binding: Binding) -> "Engine":
        """The index in `directory`."""
        check_private(directory)
        with guarded(directory):
            engine = cls(directory, BoundIndex(PrivateStorage(directory), binding))
            engine._read(lambda _: None)
            return engine

    @classmethod
    def create(cls, directory: Path, binding: Binding) -> "Engine":
        """An empty index in `directory`."""
        from quotebrowser.index.container.write_documents import BUSY, LOCK_SECONDS  # noqa: PLC0415 - a search alone makes none

        try:
            make_private(directory)
            storage = PrivateStorage(directory)
            lock = storage.lock(_LOCK)
            if not try_for(lock.acquire, timeout=LOCK_SECONDS):
                raise BUSY
            try:
                _empty(directory)
                index = BoundIndex(storage, binding, library=binding.library())
            finally:
                lock.release()
        except OSError as error:
            raise LibraryError(f"No search index can be created in {directory}: {error.strerror}") from error
        return cls(directory, index)

    @property
    def contents(self) -> Contents:
        """Its list of contents as it is now: another process may have gone on."""
        return self._index.contents()

    @property
    def stamp(self) -> Stamp:
        """What it says now."""
        return self.contents.stamp

    def searcher(self) -> Any:
        """This thread's searcher, up to date with the last commit.

        It is remade after every commit: Whoosh's own `refresh` keeps the readers of segments it knows, and
        with them the documents that have been deleted since.
        """
        contents = self._index.contents()
        kept, found = getattr(self._local, "searcher", (None, None))
        if found is None or kept is not contents:
            self._drop()
            found = self._index.searcher()
            self._local.searcher = (contents, found)
            with self._guard:
                self._searchers.append(found)
        return found

    def update(self, documents: Iterable[QuoteDocument], deleted: Collection[str], stamp: Stamp) -> None:
        """One commit."""
        from quotebrowser.index.container.write_documents import write  # noqa: PLC0415 - a search alone writes nothing

        with self._writing, guarded(self.directory):
            write(self._index, documents, deleted, stamp)

    def settle(self) -> None:
        """Few segments from many."""
        from quotebrowser.index.container.write_documents import settle  # noqa: PLC0415 - a search alone writes nothing

        with self._writing, guarded(self.directory):
            settle(self._index)

    def search(
        self,
        query: Node,
        limit: int,
        sort: Sort,
        allowed: Collection[str] | None,
        excluded: Collection[str],
        *,
        reverse: bool,
        facets: bool,
    ) -> Results:
        """What answers `query`."""
        asked = compile_query(query, None if allowed is None else frozenset(allowed), frozenset(excluded))
        collector = ArrayCollector(max(limit, 0), sort, SECONDS, reverse=reverse, facets=facets)

        def run(searcher: Any) -> Results:
            searcher.search_with_collector(asked, collector)
            return _results(collector)

        return self._in_time(query, run)

    def order(
        self,
        query: Node,
        sort: Sort,
        allowed: Collection[str] | None,
        excluded: Collection[str],
        *,
        reverse: bool,
    ) -> npt.NDArray[np.uint64]:
        """Uids of all that answers `query`, in order."""
        return self._whole(query, OrderCollector(sort, SECONDS, reverse=reverse), allowed, excluded).uids()

    def days(
        self, query: Node, allowed: Collection[str] | None, excluded: Collection[str]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first and the last day that each quote that answers `query` may have been published."""
        return self._whole(query, OrderCollector(Sort.DATE, SECONDS), allowed, excluded).days()

    def _whole(
        self,
        query: Node,
        collector: OrderCollector,
        allowed: Collection[str] | None,
        excluded: Collection[str],
    ) -> OrderCollector:
        asked = compile_query(query, None if allowed is None else frozenset(allowed), frozenset(excluded))

        def run(searcher: Any) -> OrderCollector:
            searcher.search_with_collector(asked, collector)
            return collector

        return self._in_time(query, run)

    def _in_time(self, query: Node, run: Callable[[Any], _Answer]) -> _Answer:
        try:
            return self._read(run)
        except TimeIsUpError:
            raise too_long(query) from None

    def check(self) -> None:
        """Compare every checksum."""

        def run(searcher: Any) -> None:
            for segment, _ in statistics_of(searcher).parts:
                segment.check()

        self._read(run)

    def suggest(self, word: str) -> tuple[str, ...]:
        """Words that resemble `word`."""

        def run(searcher: Any) -> tuple[str, ...]:
            parts = statistics_of(searcher).parts
            return suggestions(partial(near_uses, parts, word), word)

        return self._read(run)

    def _read(self, run: Callable[[Any], _Answer]) -> _Answer:
        """What `run` makes of this thread's searcher.

        A commit of another process can take files away between a searcher's start and its first look at
        them; so a failure is answered with a new searcher. That many in a row are damage.
        """
        for _ in range(TRIES - 1):
            try:
                return unchanged(self.searcher(), run)
            except DAMAGE:
                self._drop()
        with guarded(self.directory):
            return unchanged(self.searcher(), run)

    def _drop(self) -> None:
        _, found = getattr(self._local, "searcher", (None, None))
        self._local.searcher = (None, None)
        if found is not None:
            with self._guard:
                self._searchers = [kept for kept in self._searchers if kept is not found]
            with contextlib.suppress(*DAMAGE):
                found.close()

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            searchers, self._searchers = self._searchers, []
        for searcher in searchers:
            searcher.close()
        self._local = threading.local()
        self._index.close()
        gc.collect()


def too_long(query: Node) -> QueryError:
    """Why a query has no answer that takes longer than it may."""
    message = "The search took longer than two seconds and was stopped"
    return QueryError(message, describe(query), 0, "Add a word, or type more of the last one.")


def make_private(directory: Path) -> None:
    """Make `directory` one that only its owner can read."""
    if directory.is_symlink() or directory.is_file():
        directory.unlink()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)


def _empty(directory: Path) -> None:
    """Take everything out of `directory` but the lock."""
    for path in directory.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _LOCK:
            path.unlink()


def unchanged(searcher: Any, run: Callable[[Any], _Answer]) -> _Answer:
    """What `run` makes of a searcher whose files nobody wrote to before or meanwhile."""
    parts = statistics_of(searcher).parts
    for segment, _ in parts:
        segment.check_unchanged()
    answer = run(searcher)
    for segment, _ in parts:
        segment.check_unchanged()
    return answer


def _results(collector: ArrayCollector) -> Results:
    hits = tuple(Hit(found.uid, found.score) for found in collector.found())
    facets = {FACETS[name]: counter.facets() for name, counter in collector.facets.items()}
    return Results(hits, collector.total, facets)
