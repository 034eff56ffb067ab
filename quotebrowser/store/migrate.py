"""A library's file brought to the present version of the tables.

One rule guards it: whatever the file is, it ends as a library of this version or is left as it was.
"""

from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.schema import APPLICATION, STEPS, VERSION

_STATE: Final = (
    "SELECT (SELECT user_version FROM pragma_user_version),"
    " (SELECT application_id FROM pragma_application_id), count(*) FROM sqlite_master"
)
"""Which version the tables are, of which program, and how many there are."""


def bring_up(db: Database, *, keep: bool = True) -> None:
    """Make the tables of an empty file, or take the steps that an older library lacks.

    Args:
        db: the file.
        keep: whether a copy of the older library is kept in its backup directory.

    Raises:
        LibraryError: the file is no library, is of a newer program, or is older and cannot be written.
    """
    directory = db.path.parent
    version = _version(db)
    if version < VERSION:
        if db.read_only:
            raise LibraryError(
                f"The library {directory} is from an older version and cannot be upgraded where it is",
                "Copy it to a directory you can write to.",
            )
        if version and keep:
            from quotebrowser.store import backups  # noqa: PLC0415 - a library of the present version is opened often

            backups.copy(db, backups.new_path(directory, f"version{version}"), verify=False)
        _take_steps(db)
    if not db.read_only:
        db.use_wal()


def _take_steps(db: Database) -> None:
    with db.transaction():
        # Another program may have been quicker: look again, now that it has to wait.
        for step in STEPS[_version(db) :]:
            db.run_script(step)
        db.run(f"PRAGMA application_id = {APPLICATION}")
        db.run(f"PRAGMA user_version = {VERSION}")


def _version(db: Database) -> int:
    # In one statement, so that all three are of one moment: another program may be making the tables.
    ((version, application, tables),) = db.rows(_STATE)
    if (application, bool(tables)) not in ((APPLICATION, True), (0, False)):
        raise LibraryError(
            f"{db.path} is not a quotebrowser library", "Choose another directory with --library."
        )
    if version > VERSION:
        raise LibraryError(
            f"The library {db.path.parent} was made by a newer version of quotebrowser",
            "Use that version, or choose another library with --library.",
        )
    return int(version)
