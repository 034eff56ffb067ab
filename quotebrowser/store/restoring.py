"""A library's file filled with a copy.

One rule guards it: there is never a moment without a library, nor one in which it passes for the old one.
The file is filled in one transaction: programs that have it open see what it was or what it is, and what they
write afterwards is kept.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotebrowser.errors import LibraryError
from quotebrowser.store import backups, place
from quotebrowser.store.migrate import bring_up
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import BusyError, DamagedError, UnwritableError
from quotebrowser.store.sqlite.meta import renew_identity
from quotebrowser.whole_files import put, sync_directory


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
        place.require_plain(directory)
        with stage(source, file) as staged:
            kept = keep(file) if file.exists() and file.stat().st_size else None
            if not file.exists():
                place.private_file(file)
            _fill(file, staged)
    except OSError as error:
        raise LibraryError(
            f"The library {directory} could not be written: {error.strerror or error}"
        ) from error
    return kept


@contextmanager
def stage(source: Path, file: Path) -> Iterator[Database]:
    """A copy of `source` beside the library's file, read back whole and of the present version."""
    with place.staging(file) as aside:
        staged = Database(aside)
        try:
            try:
                _take_in(source, staged)
                bring_up(staged, keep=False)
                damage = backups.damage(staged)
            except UnwritableError:
                raise
            except LibraryError as error:
                damage = error.message.replace(str(aside), str(source))
            if damage:
                raise LibraryError(f"{source} cannot be restored: {damage}", "Nothing was changed.")
            renew_identity(staged)
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


def keep(file: Path) -> Path:
    """A copy of the library as it is: read back whole, or byte for byte with its log where it is damaged."""
    kept = backups.new_path(file.parent, "replaced")
    present = Database(file)
    try:
        return backups.copy(present, kept)
    except (UnwritableError, BusyError):
        raise
    except LibraryError:
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
