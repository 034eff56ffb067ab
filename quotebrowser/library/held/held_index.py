"""The index opened, held and closed, in one part or in as many as the user has divided it into.

Two rules guard it: an index that cannot be used is never searched, it is built again; and who searches the
parts of one is never taken from a file that this user has not sealed.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser.debug_log import log, place
from quotebrowser.errors import DamagedIndexError, LibraryError
from quotebrowser.library.index_binding import binding_of
from quotebrowser.store import Store

if TYPE_CHECKING:
    from quotebrowser.index import QuoteIndex
    from quotebrowser.index.shards.division import Division
    from quotebrowser.index.shards.part_reach import Reach

_ENDING: Final = ".parts"
"""Of the file beside the index that says how it is divided."""

_SHARES: Final = {
    (1, 2): "half", (1, 3): "a third", (2, 3): "two thirds", (1, 4): "a quarter", (3, 4): "three quarters",
}  # fmt: skip

Mark = tuple[int, int, int] | None
"""What tells how an index is divided from how it was before; None where it is in one part."""


def _nothing() -> None:
    """What is done where nobody listens."""


class HeldIndex:
    """The index of an open library.

    Args:
        store: what it is of.
        directory: where it lies.
        beside: whether it is searched for somebody who looks on, and waits for nothing.
    """

    def __init__(self, store: Store, directory: Callable[[], Path], beside: Callable[[], bool]) -> None:
        self._store = store
        self._directory = directory
        self._beside = beside
        self._opening = threading.Lock()
        self._index: QuoteIndex | None = None
        self._divided: Mark = None
        self._distrusted = False
        self.heard: Callable[[], object] = _nothing
        """Called, in a thread, when parts of the index were lost or are back."""

    def usable(self) -> "QuoteIndex | None":
        """The index, opened on first use; None if it is missing or cannot be used.

        Where another program has divided it since, it is opened as it is divided now.
        """
        with self._opening:
            if self._divided != self._mark():
                self._forget()
                self._distrusted = False
            if self._index is None and not self._distrusted:
                self._index = self._existing()
            return None if self._distrusted else self._index

    def renew(self) -> "QuoteIndex":
        """An empty index in place of the present one, divided as it is to be."""
        from quotebrowser.index import QuoteIndex

        with self._opening:
            self._forget()
            division, binding = self.division, binding_of(self._store)
            if division is None:
                self._index = QuoteIndex.create(self._directory(), binding)
            else:
                reach = self._reaching(division)
                self._index = QuoteIndex.create_parts(self._directory(), binding, division, reach)
            self._distrusted = False
            return self._index

    def distrust(self) -> None:
        """Use the index no more."""
        self._distrusted = True

    def forget(self) -> None:
        """Let go of the index."""
        with self._opening:
            self._forget()

    def _forget(self) -> None:
        if self._index is not None:
            self._index.close()
        self._index, self._divided = None, self._mark()

    def _existing(self) -> "QuoteIndex | None":
        from quotebrowser.index import QuoteIndex

        division, binding = self.division, binding_of(self._store)
        try:
            if division is None:
                index = QuoteIndex.open(self._directory(), binding)
            else:
                reach = self._reaching(division)
                index = QuoteIndex.open_parts(self._directory(), binding, division, reach)
        except DamagedIndexError as error:
            self._refuse_if_older(error)
            log(__name__, f"no usable index: {place(error)}")
            return None
        log(__name__, f"index opened at change {index.watermark}")
        return index

    def require_newest(self) -> None:
        """Raise LibraryError if the index beside the library's file holds changes that it has not."""
        from quotebrowser.index import read_contents

        binding = binding_of(self._store)
        try:
            for directory in self._lists():
                read_contents(directory, binding)
        except DamagedIndexError as error:
            self._refuse_if_older(error)

    def _lists(self) -> Iterator[Path]:
        """Where the lists of contents of the index lie."""
        division = self.division
        if division is None:
            yield self._directory()
        else:
            yield from (division.directory(self._directory(), number) for number in range(division.parts))

    def _refuse_if_older(self, error: DamagedIndexError) -> None:
        from quotebrowser.index import UnknownStateError

        older = (
            isinstance(error, UnknownStateError)
            and self._store.changes.is_older_than(error.state)
            and self._store.identity == error.library  # it may have been restored this moment
        )
        if older and not self._store.read_only:
            home = self._store.directory
            raise LibraryError(
                f"The library file in {home} is older than its search index: changes are missing",
                "Restore a copy with quotebrowser restore COPY, or accept it as it is: quotebrowser rebuild",
            ) from error

    def _file(self) -> Path:
        index = self._directory()
        return index.with_name(index.name + _ENDING)

    def _mark(self) -> Mark:
        try:
            found = self._file().stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns, found.st_ino

    @property
    def is_divided(self) -> bool:
        """Whether others may have to be waited for when it is searched."""
        return self._mark() is not None

    @property
    def division(self) -> "Division | None":
        """How it is divided; None: it is in one part."""
        if not self.is_divided:
            return None
        from quotebrowser.index.shards.division import read_division

        return read_division(self._file(), binding_of(self._store))

    def divide(self, division: "Division | None") -> None:
        """Say into how many parts it is divided, None being one; what is there is of no use then.

        Raises:
            LibraryError: that cannot be written.
        """
        from quotebrowser.index.shards.division import write_division

        try:
            write_division(self._file(), division, binding_of(self._store))
        except OSError as error:
            raise LibraryError(f"The index cannot be divided: {error.strerror}") from error

    def missing(self) -> str:
        """What answers lack as parts cannot be searched, in words; empty if they lack nothing.

        This thread's searches leave these parts out, and no others, until it asks again.
        """
        index = self.usable()
        return lacking(*index.missing) if index else ""

    def _reaching(self, division: "Division") -> "Callable[[Sequence[str]], Reach]":
        return lambda parts: self._reach(parts, division)

    def _reach(self, parts: Sequence[str], division: "Division") -> "Reach":
        """What reaches the parts.

        A cluster of this machine alone is started for the browser only: a command would wait for it longer
        than it searches.
        """
        from quotebrowser.index.shards.part_reach import LocalReach

        if division.by == "local" or (division.address is None and not self._beside()):
            return LocalReach(parts)
        from quotebrowser.index.shards.shard import Shard
        from quotebrowser.processes.ray_actors import RayActors

        return RayActors(Shard, parts, division.address, self._tell, waits=not self._beside())

    def _tell(self) -> None:
        self.heard()


def lacking(lost: int, parts: int, why: str = "") -> str:
    """What answers lack where so many of the index's parts cannot be searched, in words; empty: nothing."""
    if not lost:
        return ""
    if lost == parts:
        because = f" ({why})" if why else ""
        return f"no part of the index can be searched{because}: no quote is found until one is back"
    divisor = gcd(lost, parts)
    share = _SHARES.get((lost // divisor, parts // divisor), f"{round(100 * lost / parts)} %")
    return f"{lost} of {parts} parts of the index cannot be searched: about {share} of the quotes"
