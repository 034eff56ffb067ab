"""Copies of a library's file.

One rule guards it: a copy counts only when it has been read back whole; else it is taken away again.
"""

import contextlib
import errno
import os
import shutil
import time
from pathlib import Path

from quotebrowser.errors import LibraryError
from quotebrowser.store.place import FILE, private_directory, private_file
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import UnwritableError
from quotebrowser.store.sqlite.schema_guard import version_of


def new_path(directory: Path, name: str) -> Path:
    """A path in the library's `backup` directory (made where it is missing) that is not taken."""
    home = directory / "backup"
    if home.is_symlink():
        raise LibraryError(f"{home} is a link", "Name the copy's file instead: quotebrowser backup FILE.")
    try:
        private_directory(home)
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
        LibraryError: `target` exists or cannot be written, or what was copied is damaged.
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        aside.unlink(missing_ok=True)
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        private_file(aside)
    except OSError as error:
        raise LibraryError(f"{target} could not be written: {error.strerror or error}") from error
    try:
        try:
            db.copy_to(aside)
        except UnwritableError as error:
            raise LibraryError(
                f"{target} could not be written: the disk is full", "Choose another place for the copy."
            ) from error
        _require_whole(aside, whole=verify)
        _sync(aside)
        # A copy stands under its name only when it is whole.
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return target


def restore(directory: Path, source: Path) -> Path | None:
    """Put a copy in the place of a library's file, which no program may have open.

    Args:
        directory: of the library; made where it is missing.
        source: the copy, which stays.

    Returns:
        Where the file that was there is kept; None if there was none.

    Raises:
        LibraryError: the copy is damaged or is no library, or the directory cannot be written.
    """
    damage = _damage(source)
    if damage:
        raise LibraryError(f"{source} cannot be restored: {damage}", "Nothing was changed.")
    file = directory / FILE
    try:
        private_directory(directory)
        aside = file.with_name(f"{FILE}.new")
        aside.unlink(missing_ok=True)
        private_file(aside)
        shutil.copyfile(source, aside)
        _sync(aside)
        kept = _kept(file) if file.exists() else None
        aside.replace(file)
    except OSError as error:
        raise LibraryError(
            f"The library {directory} could not be written: {error.strerror or error}"
        ) from error
    return kept


def _kept(file: Path) -> Path:
    """Move a library's file away, with what its log holds."""
    kept = new_path(file.parent, "replaced")
    for ending in ("", "-wal", "-shm"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(kept.with_name(kept.name + ending))
    # Opening and closing empties the log into the file; one that is damaged keeps it beside.
    with contextlib.suppress(LibraryError):
        moved = Database(kept)
        try:
            moved.value("SELECT count(*) FROM sqlite_master")
        finally:
            moved.close()
    return kept


def _require_whole(copy: Path, *, whole: bool) -> None:
    damage = _damage(copy, whole=whole)
    if damage:
        raise LibraryError(
            f"No copy was kept because the library is damaged: {damage}",
            "See all damage with: quotebrowser doctor",
        )


def _damage(path: Path, *, whole: bool = True) -> str:
    """What is wrong with a copy, by reading all of it; empty if nothing is."""
    from quotebrowser.store.integrity import check  # noqa: PLC0415 - a library is opened far more often

    copied = Database(path, read_only=True, immutable=True)
    try:
        version_of(copied)
        if whole:
            return next((finding.detail for finding in check(copied) if finding.kind != "orphan"), "")
        return "" if copied.value("PRAGMA integrity_check") == "ok" else "The file is damaged"
    except LibraryError as error:
        return error.message
    finally:
        copied.close()


def _sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
