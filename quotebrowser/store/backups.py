"""Copies of a library's file.

One rule guards it: a copy counts only when it has been read back whole, and there is never a moment without a
library. Restoring fills the file in one transaction, so that other programs that have it open see what it was
or what it is, and what they write afterwards is kept.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.integrity import check
from quotebrowser.store.migrate import bring_up
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import DamagedError, UnwritableError
from quotebrowser.whole_files import put, sync_directory


def new_path(directory: Path, name: str) -> Path:
    """A path in the library's `backup` directory (made where it is missing) that is not taken."""
    home = directory / place.COPIES
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
        LibraryError: `target` exists or cannot be written.
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
        raise LibraryError(
            f"{target} could not be written: the disk is full", "Choose another place for the copy."
        ) from error
    except OSError as error:
        raise LibraryError(f"{target} could not be written: {error.strerror or error}") from error
    return target


def restore(directory: Path, source: Path) -> Path | None:
    """Fill a library's file with a copy, in one transaction; other programs may have it open.

    Args:
        directory: of the library; made where it is missing.
        source: the copy, or the file of another library; it stays as it is. One of an older version is
            brought to the present one on the way.

    Returns:
        Where what was there is kept; None if nothing was.

    Raises:
        LibraryError: the copy is damaged or is no library, or the directory cannot be written.
    """
    file = directory / place.FILE
    try:
        place.private_directory(directory)
        with _staged(source, file) as staged:
            kept = _kept(file) if file.exists() and file.stat().st_size else None
            if not file.exists():
                place.private_file(file)
            _fill(file, staged)
    except OSError as error:
        raise LibraryError(
            f"The library {directory} could not be written: {error.strerror or error}"
        ) from error
    return kept


@contextmanager
def _staged(source: Path, file: Path) -> Iterator[Database]:
    """A copy of `source` beside the library's file, read back whole and of the present version."""
    with place.staging(file) as aside:
        staged = Database(aside)
        try:
            try:
                _take_in(source, staged)
                bring_up(staged, keep=False)
                damage = _damage(staged)
            except UnwritableError:
                raise
            except LibraryError as error:
                damage = error.message.replace(str(aside), str(source))
            if damage:
                raise LibraryError(f"{source} cannot be restored: {damage}", "Nothing was changed.")
            yield staged
        finally:
            staged.close()


def _take_in(source: Path, staged: Database) -> None:
    """Copy all pages of `source`, with what a log beside it holds, which another program may be writing."""
    if not source.stat().st_size:
        raise DamagedError("It is empty")
    log = source.with_name(f"{source.name}-wal")
    given = Database(source, read_only=True, immutable=not (log.exists() and log.stat().st_size))
    try:
        staged.fill_from(given)
    finally:
        given.close()


def _fill(file: Path, staged: Database) -> None:
    """Put what was staged in the place of all that the library's file holds."""
    library = Database(file)
    try:
        library.fill_from(staged)
    except DamagedError:
        # What is there is no file of SQLite's: nothing can have it open, and it is kept already.
        staged.close()
        for ending in place.LOGS:
            file.with_name(file.name + ending).unlink(missing_ok=True)
        put(staged.path, file)
    finally:
        library.close()


def _kept(file: Path) -> Path:
    """A copy of the library as it is: read back whole, or byte for byte with its log where it is damaged."""
    kept = new_path(file.parent, "replaced")
    present = Database(file)
    try:
        return copy(present, kept)
    except DamagedError:
        for ending in ("", *place.LOGS):
            part = file.with_name(file.name + ending)
            if part.exists():
                saved = kept.with_name(kept.name + ending)
                place.private_file(saved)
                shutil.copyfile(part, saved)
                with saved.open("r+b") as written:
                    os.fsync(written.fileno())
        sync_directory(kept.parent)
        return kept
    finally:
        present.close()


def _require_whole(copied: Path, *, whole: bool) -> None:
    db = Database(copied, read_only=True, immutable=True)
    try:
        damage = _damage(db, whole=whole)
    finally:
        db.close()
    if damage:
        raise DamagedError(
            f"No copy was kept because the library is damaged: {damage}",
            "See all damage with: quotebrowser doctor",
        )


def _damage(db: Database, *, whole: bool = True) -> str:
    """What is wrong with a copy, by reading all of it; empty if nothing is."""
    if whole:
        return next((finding.detail for finding in check(db) if finding.kind != "orphan"), "")
    return "" if db.value("PRAGMA integrity_check") == "ok" else "The file is damaged"
