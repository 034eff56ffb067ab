"""Whoosh's index over a list of contents of our own.

One rule guards it: Whoosh's own table of contents, which is a pickle, is neither read nor written.
"""

import threading
from typing import Any, NamedTuple

from whoosh.index import FileIndex, clean_files

from quotebrowser.index.container.codec import ArraySegment
from quotebrowser.index.container.storage import PrivateStorage
from quotebrowser.index.index_fields import schema
from quotebrowser.index.stamp import (
    Binding,
    Contents,
    Stamp,
    changed_at,
    read_contents,
    require_library,
    write_contents,
)

NAME = "MAIN"
"""Whoosh's name of the index, and the beginning of its files' names."""

_NO_GENERATION = -1


class _Toc(NamedTuple):
    """What Whoosh's readers and writers take from a table of contents."""

    schema: Any
    segments: list[ArraySegment]
    generation: int


class BoundIndex(FileIndex):  # type: ignore[misc]  # Whoosh has no annotations
    """Whoosh's index of one library and user.

    Args:
        storage: its files.
        binding: whose it is.
        library: id of its library, where it is to be made; None if it exists.

    Raises:
        DamagedIndexError: see `read_contents`.
    """

    def __init__(self, storage: PrivateStorage, binding: Binding, *, library: str | None = None) -> None:
        # Whoosh's own would read its table of contents.
        self.storage = storage
        self.indexname = NAME
        self.binding = binding
        self._schema = schema()
        self._guard = threading.Lock()
        self._read: tuple[object, Contents] | None = None
        if library is not None:
            write_contents(storage.directory, Contents(library, 0, Stamp(0), ()), binding)
        self.contents()

    def contents(self) -> Contents:
        """The list of contents as it is now: another process may have gone on.

        Raises:
            DamagedIndexError: see `read_contents`.
        """
        with self._guard:
            changed, read = changed_at(self.storage.directory), self._read
            if read is not None and read[0] == changed and changed is not None:
                require_library(read[1], self.binding)
                return read[1]
            contents = read_contents(self.storage.directory, self.binding)
            self._read = changed, contents
            return contents

    def _read_toc(self) -> _Toc:
        contents = self.contents()
        segments = [ArraySegment(NAME, listed) for listed in contents.segments]
        return _Toc(self._schema, segments, contents.generation)

    def latest_generation(self) -> int:
        """How many commits there were."""
        return self.contents().generation

    def commit(self, library: str, generation: int, segments: list[ArraySegment], stamp: Stamp) -> None:
        """Put a new list of contents in place, then remove what it does not name."""
        self.storage.sync()
        listed = tuple(segment.listed() for segment in segments)
        write_contents(self.storage.directory, Contents(library, generation, stamp, listed), self.binding)
        clean_files(self.storage, NAME, _NO_GENERATION, segments)


class ListedIndex(BoundIndex):
    """Whoosh's index of what a list of contents names, which somebody else has read and seen to be his own.

    Whatever it names is compared with the digests in it.

    Args:
        storage: its files.
        contents: the list.
    """

    def __init__(self, storage: PrivateStorage, contents: Contents) -> None:
        self.storage = storage
        self.indexname = NAME
        self._schema = schema()
        self._contents = contents

    def contents(self) -> Contents:
        """The list."""
        return self._contents
