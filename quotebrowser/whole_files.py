"""Files that are written whole or not at all.

One rule guards it: what was reported as written is on the disk, under its name, and survives a power cut.
A rename is on the disk only once its directory is.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, open to its owner alone, that takes its place when the `with` ends.

    On an error, and where the block deletes the file, `path` stays as it was.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile  # noqa: PLC0415 - costs a start of the browser, which writes nothing

    handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        if aside.exists():
            put(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def beginning(path: Path, most: int) -> bytes:
    """Up to so many bytes from the beginning of a file; none of a pipe, for which nobody waits.

    Raises:
        OSError: it cannot be read.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE)) as file:
        return file.read(most) or b""


def put(aside: Path, path: Path) -> None:
    """Name a file that was written `path`, in the same directory; it is on the disk before this returns."""
    with aside.open("r+b") as file:
        os.fsync(file.fileno())
    aside.replace(path)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make the names in `directory` survive a power cut; nothing where the system cannot do so."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
