"""The bytes of a file, taken without trusting it.

One rule guards it: nothing waits and nothing is opened but a regular file. A pipe or device in a folder would
hang the program; a link that leads out of its folder would read what was never meant to be an article.
"""

import errno
import os
import stat
import zipfile
from pathlib import Path
from typing import Final

from quotebrowser.errors import ReadError

LARGEST: Final = 20_000_000
"""Bytes of the largest file that is read: 5 million characters at four bytes each."""
_LARGEST_MEMBER: Final = 60_000_000
"""Bytes of a document's part once unpacked: mark-up is ten times the text."""

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_REASONS: Final = {
    errno.ENOENT: "There is no such file",
    errno.ENOTDIR: "There is no such file",
    errno.EACCES: "You do not have permission to read it",
    errno.EPERM: "You do not have permission to read it",
    errno.ELOOP: "It is a broken link",
    errno.ENAMETOOLONG: "Its name is too long",
}


def load(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of the file at `path`.

    Raises:
        ReadError: there is none, it is no regular file, too large, or may not be read.
    """
    try:
        descriptor = os.open(_followed(path), _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            _require_regular(found.st_mode)
            if found.st_size > largest:
                raise ReadError(f"It is larger than {largest // 1_000_000} MB")
            return file.read(largest)
    except ValueError as error:
        raise ReadError("There is no such file") from error
    except RuntimeError as error:
        # What Python before 3.13 makes of links that lead in a circle.
        raise ReadError(_REASONS[errno.ELOOP]) from error
    except OSError as error:
        raise ReadError(
            _REASONS.get(error.errno or 0) or f"It could not be read: {error.strerror}"
        ) from error


def _followed(path: Path) -> Path:
    """Where a link leads, which must be in its own folder or below; any other path as it is."""
    mode = path.lstat().st_mode
    if not stat.S_ISLNK(mode):
        _require_regular(mode)
        return path
    target = path.resolve(strict=True)
    if not target.is_relative_to(path.parent.resolve()):
        raise ReadError("It is a link that points outside its folder", "Add the file it points to.")
    _require_regular(target.stat().st_mode)
    return target


def _require_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise ReadError("This folder contains no articles")
    if not stat.S_ISREG(mode):
        raise ReadError("It is a pipe, socket or device, not a regular file")


def member(archive: zipfile.ZipFile, name: str, largest: int = _LARGEST_MEMBER) -> bytes:
    """A member of an archive, unpacked in memory.

    Raises:
        ReadError: it is larger than `largest`, whatever the archive says of its size.
        KeyError: there is none of that name.
    """
    with archive.open(name) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise ReadError(f"It unpacks to more than {largest // 1_000_000} MB")
    return data
