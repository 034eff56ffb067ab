"""What SQLite says, in the user's words: which library, what failed, what to do."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError

_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG)
_UNWRITABLE: Final = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
)


_NO_ROOM: Final = 65_536
"""Bytes that SQLite wants to have free to write anything at all."""
_SHOWN: Final = 40
"""Characters of a row's key that are said: it may be anything."""


class BusyError(LibraryError):
    """Another program keeps the library for itself."""


class UnwritableError(LibraryError):
    """The library could not be written, as the disk is full or refuses; it may still be read."""


class DamagedError(LibraryError):
    """What SQLite read is not what it wrote."""


VALUE_ERRORS: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    MemoryError,
)
"""What making something of a value may raise that this program never wrote."""


def damaged_row(table: str, key: object) -> DamagedError:
    """A row holds what this program never wrote; `key` is the first column of its key."""
    return DamagedError(
        f"Row {str(key)[:_SHOWN]} of {table} in the library is damaged",
        "See all damage with quotebrowser doctor. Mend it from a copy: quotebrowser doctor --mend.",
    )


def damaged(path: Path, why: str) -> DamagedError:
    """The library's file at `path` is not what was written."""
    copies = path.parent / "backup"
    return DamagedError(
        f"The library file {path} is damaged: {why}",
        f"Replace it with a copy from {copies}: quotebrowser restore COPY."
        if copies.is_dir()
        else "Replace it with a copy you keep elsewhere: quotebrowser restore COPY.",
    )


def _is_full(place: Path) -> bool:
    """Whether there is no room where a library lies; of the files beside it SQLite does not say so."""
    try:
        return shutil.disk_usage(place).free < _NO_ROOM
    except OSError:
        return False


def explained(error: sqlite3.Error, path: Path) -> LibraryError:
    """What SQLite said of the library's file at `path`."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    place = path.parent
    if code in _BUSY:
        return BusyError(
            f"Another program is writing to the library {place}",
            "Wait until it is done and try again.",
        )
    if code in _DAMAGED:
        return damaged(path, str(error))
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(place)):
        return UnwritableError(
            f"The library {place} could not be written: the disk is full",
            "Nothing reported as added is lost. Free some space and run the command again.",
        )
    if code in _UNWRITABLE:
        return UnwritableError(f"The library {place} could not be written: {error}")
    return LibraryError(f"The library {place} could not be used: {error}")
