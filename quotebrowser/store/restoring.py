"""A library's file filled with a copy.

One rule guards it: there is never a moment without a library, nor one in which it passes for the old one.
The file is filled in one transaction: programs that have it open see what it was or what it is. What they
write before is in the copy that is kept, which is made when they can write no more; what they write
afterwards is in the library.
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


def restore(directory: Path | str, source: Path) -> Path | None:
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
    if isinstance(directory, str) or (directory / place.NEWSROOM).exists():
        raise LibraryError(
            "A library that a newsroom shares is not replaced by the copy of one machine",
            "Restore the server's own backup, or fill a new library: quotebrowser copy-library FROM TO.",
        )
    file = directory / place.FILE
    try:
        place.private_directory(directory)
        place.require_plain(directory)
        with stage(source, file) as staged:
            if not file.exists():
                place.private_file(file)
            return _replace(file, staged)
    except OSError as error:
        raise LibraryError(
            f"The library {directory} could not be written: {error.strerror or error}"
        ) from error


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


def _replace(file: Path, staged: Database) -> Path | None:
    """Put what was staged in the place of all that the library's file holds; where that is kept."""
    if not file.stat().st_size:
        _fill(file, staged)
        return None
    kept = backups.new_path(file.parent, "replaced")
    try:
        _fill(file, staged, kept)
    except (UnwritableError, BusyError):
        raise
    except LibraryError:
        # It is damaged. Nothing here has it open now: to close a copied file would end the locks on it.
        kept = _save(file, kept)
        try:
            _fill(file, staged)
        except DamagedError:
            # What is there is no file of SQLite's: nothing can have it open.
            staged.close()
            for ending in place.LOGS:
                file.with_name(file.name + ending).unlink(missing_ok=True)
            put(staged.path, file)
    return kept


def _fill(file: Path, staged: Database, kept: Path | None = None) -> None:
    """Fill the library's file; what there was is copied to `kept`, and read back whole."""
    library = Database(file)
    try:
        if kept is None:
            library.fill_from(staged)
        else:
            library.use_wal()  # so that it can be read while it is locked
            library.fill_from(staged, locked=lambda: _copy(file, kept))
    finally:
        library.close()


def keep(file: Path) -> Path:
    """A copy of the library as it is: read back whole, or byte for byte with its log where it is damaged."""
    kept = backups.new_path(file.parent, "replaced")
    try:
        _copy(file, kept)
    except (UnwritableError, BusyError):
        raise
    except LibraryError:
        return _save(file, kept)
    return kept


def _copy(file: Path, kept: Path) -> None:
    present = Database(file)
    try:
        backups.copy(present, kept)
    finally:
        present.close()


def _save(file: Path, kept: Path) -> Path:
    """Copy a damaged library byte for byte, with its log."""
    if kept.exists():
        kept = backups.new_path(file.parent, "replaced")
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
