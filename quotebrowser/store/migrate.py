"""A library's file brought to the present version of the tables.

One rule guards it: whatever the file is, it ends as a library of this version or is left as it was.
"""

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite import row_guard
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.schema import APPLICATION, GUARDED, GUARDED_NOW, STEPS, VERSION
from quotebrowser.store.sqlite.schema_guard import version_of


def bring_up(db: Database, *, keep: bool = True) -> None:
    """Make the tables of an empty file, or take the steps that an older library lacks.

    Args:
        db: the file.
        keep: whether a copy of the older library is kept in its backup directory.

    Raises:
        LibraryError: the file is no library, is of a newer program, has tables that are not our own, or is
            older and cannot be written.
    """
    directory = db.path.parent
    version = version_of(db, STEPS)
    if version < VERSION:
        if db.read_only and not version:
            raise LibraryError(f"The library {directory} is empty, and nothing can be written there")
        if db.read_only:
            raise LibraryError(
                f"The library {directory} is from an older version and cannot be upgraded where it is",
                "Copy it to a directory you can write to.",
            )
        if version and keep:
            _take_steps_over_copy(db, version)
        else:
            _take_steps(db)
    if not db.read_only:
        db.use_wal()


def _take_steps_over_copy(db: Database, version: int) -> None:
    """Keep a copy, then take the steps; where they fail nothing has changed, and the copy goes again."""
    from quotebrowser.store import backups  # noqa: PLC0415 - a library of the present version is opened often

    kept = backups.copy(db, backups.new_path(db.path.parent, f"version{version}"), verify=False)
    try:
        _take_steps(db)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise


def _take_steps(db: Database) -> None:
    with db.transaction(watched=False):
        # Another program may have been quicker: look again, now that it has to wait.
        version = version_of(db, STEPS)
        for step in STEPS[version:]:
            db.run_script(step)
        for name, statement in row_guard.filling():
            if version < GUARDED_NOW.get(name, GUARDED):
                db.run("DELETE FROM guard WHERE name = ?", (name,))
                db.run(statement)
        db.run(f"PRAGMA application_id = {APPLICATION}")
        db.run(f"PRAGMA user_version = {VERSION}")
