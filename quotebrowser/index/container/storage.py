"""The files of the index on disk.

One rule guards it: every file is private to its owner, and what a table of contents names is on the disk
before the table is: Whoosh's own storage never syncs, and a power cut could leave a table that names
empty files.
"""

import os
import struct
import zlib
from pathlib import Path
from typing import Any, Final

from whoosh.filedb.filestore import FileStorage

from quotebrowser.index.container.safety import check_pickle
from quotebrowser.index.format.arrays import DamagedError
from quotebrowser.index.stamp import sync_directory

_SCHEMA_AT: Final = 3 + 4 + 4 + 3
_BEFORE_SEGMENTS: Final = 4 + 4
_SIGNATURE: Final = struct.Struct("<I8s")
_MAGIC: Final = b"QBTOC\x00\x01\n"


class PrivateStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no annotations
    """Whoosh's file storage, with private files and a durable commit."""

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

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        """Put a file in its place; a table of contents signed, and after all that was written before it."""
        if newname.endswith(".toc"):
            self._sign(oldname)
            for name in sorted(self._unsynced):
                _sync_file(self.directory / name)
            self._unsynced.clear()
            sync_directory(self.directory)
        super().rename_file(oldname, newname, safe)
        if newname.endswith(".toc"):
            sync_directory(self.directory)

    def _sign(self, name: str) -> None:
        """Add the checksum of a file to its end, where Whoosh does not look."""
        path = self.directory / name
        content = path.read_bytes()
        with path.open("ab") as file:
            file.write(_SIGNATURE.pack(zlib.crc32(content), _MAGIC))

    def open_file(self, name: str, **kwargs: Any) -> Any:
        """A file to read; of a table of contents the checksum and the pickles are looked at first."""
        if name.endswith(".toc"):
            check_toc((self.directory / name).read_bytes())
        return super().open_file(name, **kwargs)


def check_toc(signed: bytes) -> None:
    """Look at a table of contents: its checksum, and the pickle in it that Whoosh will load, the segments'.

    The layout is Whoosh's: three sizes, a byte-order mark, the version and release, the schema's pickle
    with its length before it (skipped, for the schema is ours), the generation, an unused number, and the
    segments' pickle.

    Raises:
        DamagedError: it is not what was written.
        LibraryError: it names something an index of ours does not hold.
    """
    content, signature = signed[: -_SIGNATURE.size], signed[-_SIGNATURE.size :]
    if len(signature) < _SIGNATURE.size or _SIGNATURE.unpack(signature) != (zlib.crc32(content), _MAGIC):
        raise DamagedError("the table of contents has the wrong checksum")
    at = _SCHEMA_AT
    length = shift = 0
    while at < len(content):
        byte = content[at]
        length |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a variable-length number
            break
    check_pickle(content[at + length + _BEFORE_SEGMENTS :])


def _sync_file(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
