"""The bytes of what was fetched or handed in, kept under their hash; and the files articles were read from.

Two rules guard it: what is kept is readable by the owner alone, is never changed, and goes when the last
article made of it is purged; and nothing that a library's file says becomes a path as it stands, for somebody
else may have written it.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError, UsageError
from quotebrowser.library.library import Library
from quotebrowser.model import Article
from quotebrowser.text import safe_line

DIRECTORY: Final = "originals"
_HASH: Final = re.compile("[0-9a-f]{64}")
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_PLAIN_DIRECTORY: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def keep(library: Library, data: bytes) -> Path:
    """Keep some bytes; where they lie.

    Raises:
        LibraryError: they cannot be written.
    """
    return _keep_in(library.directory / DIRECTORY, data)


def of(directory: Path) -> list[Path]:
    """The files that a library in `directory` keeps, whole ones alone."""
    try:
        found = [
            Path(entry) for entry in os.scandir(directory / DIRECTORY) if entry.is_file(follow_symlinks=False)
        ]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(path for path in found if _HASH.fullmatch(path.name))


def copy_all(source: Path, target: Path) -> int:
    """Keep in one library's directory what another one's keeps; how many files that are.

    Raises:
        LibraryError: they cannot be read or written.
    """
    kept = of(source)
    for path in kept:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise LibraryError(f"{path} could not be read: {error.strerror or error}") from error
        _keep_in(target / DIRECTORY, data)
    return len(kept)


def _keep_in(directory: Path, data: bytes) -> Path:
    name = hashlib.sha256(data).hexdigest()
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        with _within(directory) as (start, handle):
            if not _is_there(start + name, handle):
                part = f"{start}{name}.part"
                _unlink(part, handle)
                with os.fdopen(os.open(part, _NEW, 0o600, dir_fd=handle), "wb") as file:
                    file.write(data)
                    os.fsync(file.fileno())
                os.replace(part, start + name, src_dir_fd=handle, dst_dir_fd=handle)
                if handle is not None:
                    os.fsync(handle)
    except OSError as error:
        raise LibraryError(
            f"What was read could not be saved in {directory}: {error.strerror or error}",
            "Free some space, or choose another library with --library.",
        ) from error
    return directory / name


def forget(library: Library, sha256: str) -> None:
    """Delete what was kept under a hash, and what was begun to be, if anything was."""
    if not _HASH.fullmatch(sha256):
        return
    with (
        contextlib.suppress(FileNotFoundError, NotADirectoryError),
        _within(library.directory / DIRECTORY) as (start, handle),
    ):
        for name in (sha256, f"{sha256}.part"):
            _unlink(start + name, handle)


def file_of(article: Article) -> Path:
    """The file that an article was read from, for another program to open: absolute, a plain file.

    Raises:
        UsageError: it is no longer there, or is nothing that should be given to another program.
    """
    origin = article.origin
    if not origin.isprintable():
        raise UsageError(f"The name of the file cannot be given to another program: {safe_line(origin)}")
    try:
        path = Path(origin).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"The file is no longer there: {origin}") from error
    if not path.is_file():
        raise UsageError(f"{origin} is not a file")
    return path


@contextmanager
def _within(directory: Path) -> Iterator[tuple[str, int | None]]:
    """How names in `directory` begin, and the handle they are relative to; a link to one is refused."""
    if os.open not in os.supports_dir_fd:
        yield f"{directory}{os.sep}", None
        return
    handle = os.open(directory, _PLAIN_DIRECTORY)
    try:
        yield "", handle
    finally:
        os.close(handle)


def _is_there(name: str, handle: int | None) -> bool:
    try:
        os.stat(name, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _unlink(name: str, handle: int | None) -> None:
    with contextlib.suppress(FileNotFoundError, IsADirectoryError):
        os.unlink(name, dir_fd=handle)
