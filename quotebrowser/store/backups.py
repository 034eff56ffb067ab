"""Copies of a library's file.

One rule guards it: a copy counts only when it has been read back whole; else it is taken away again.
"""

import errno
import os
import time
from pathlib import Path

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.integrity import check
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import DamagedError, UnwritableError
from quotebrowser.store.sqlite.schema_guard import version_of
from quotebrowser.whole_files import put


def new_path(directory: Path, name: str) -> Path:
    """A path in the library's `backup` directory (made where it is missing) that is not taken."""
    home = directory / place.COPIES
    if home.is_symlink():
        raise LibraryError(f"{home} is a link", "Name the copy's file instead: quotebrowser backup FILE.")
    try:
        place.private_directory(home)
    except OSError as error:
        raise LibraryError(f"{home} could not be created: {error.strerror or error}") from error
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    number = 0
    while True:
        path = home / f"{name}-{stamp}{f'-{number}' if number else ''}.db"
        if not path.exists():
            return path
        number += 1


def copy(db: Database, target: Path, *, verify: bool = True) -> Path:
    """Copy the whole file to `target`, private to its owner, and read the copy back.

    Args:
        db: the library, which may be in use meanwhile.
        target: a path that does not exist.
        verify: False where the library is of an older version, whose tables `check` does not know.

    Raises:
        DamagedError: the library is damaged; nothing was kept.
        UnwritableError: `target` exists or cannot be written.
    """
    try:
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with place.staging(target) as aside:
            db.copy_to(aside)
            _require_whole(aside, whole=verify)
            # A copy stands under its name only when it is whole.
            put(aside, target)
    except UnwritableError as error:
        raise UnwritableError(
            f"{target} could not be written: the disk is full", "Choose another place for the copy."
        ) from error
    except OSError as error:
        raise UnwritableError(f"{target} could not be written: {error.strerror or error}") from error
    return target


def _require_whole(copied: Path, *, whole: bool) -> None:
    db = Database(copied, read_only=True, immutable=True)
    try:
        found = damage(db, whole=whole)
    finally:
        db.close()
    if found:
        raise DamagedError(
            f"No copy was kept because the library is damaged: {found}",
            "See all damage with: quotebrowser doctor",
        )


def damage(db: Database, *, whole: bool = True) -> str:
    """What is wrong with a copy, by reading all of it; empty if nothing is."""
    version_of(db)
    if whole:
        return next((finding.detail for finding in check(db) if finding.kind != "orphan"), "")
    return "" if db.value("PRAGMA integrity_check") == "ok" else "The file is damaged"
