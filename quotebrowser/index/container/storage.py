"""The files of the index on disk.

One rule guards it: every file is private to its owner, and what a list of contents names is on the disk
before the list is: Whoosh's own storage never syncs, and a power cut could leave a list that names empty
files.
"""

import os
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from quotebrowser.whole_files import sync_directory


class PrivateStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no annotations
    """Whoosh's file storage, with private files that can be made durable."""

    def __init__(self, directory: Path) -> None:
        super().__init__(str(directory), supports_mmap=True)
        self.directory = directory
        self._unsynced: set[str] = set()

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Whoosh's signature
        """A new file that only its owner can read."""
        self._make_private(name, os.O_EXCL if excl else os.O_TRUNC)
        self._unsynced.add(name)
        return super().create_file(name, excl=False, mode=mode, **kwargs)

    def _make_private(self, name: str, flags: int) -> None:
        os.close(os.open(self.directory / name, os.O_RDWR | os.O_CREAT | flags, 0o600))

    def lock(self, name: str) -> Any:
        """A lock on the whole index."""
        self._make_private(name, 0)
        return super().lock(name)

    def temp_storage(self, name: str | None = None) -> Any:
        """A directory for the writer's unfinished postings, which need no sync."""
        path = self.directory / (name or "MAIN.tmp")
        path.mkdir(mode=0o700, exist_ok=True)
        return FileStorage(str(path))

    def sync(self) -> None:
        """Wait until all that was written is on the disk."""
        for name in sorted(self._unsynced):
            _sync_file(self.directory / name)
        self._unsynced.clear()
        sync_directory(self.directory)


def _sync_file(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
