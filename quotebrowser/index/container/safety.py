"""Whether an index may be opened at all.

One rule guards it: nothing of an index is read before its directory and every file in it are seen to be the
user's own and writable by nobody else, who could cut off a file that is mapped and so end the program.
"""

import os
import stat
from pathlib import Path
from typing import Final

from quotebrowser.errors import DamagedIndexError

_HINT: Final = "It will be rebuilt from the library; if this persists, run quotebrowser rebuild."


def _is_ours(path: Path) -> bool:
    """Whether `path` belongs to this user and nobody else may write to it; always true on Windows."""
    if os.name != "posix":
        return True
    try:
        found = path.lstat()
    except FileNotFoundError:  # a writer has taken it away since it was listed
        return True
    return (
        found.st_uid == os.getuid()
        and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        and not stat.S_ISLNK(found.st_mode)
    )


def check_private(directory: Path) -> None:
    """Look at `directory` and every file in it.

    Raises:
        DamagedIndexError: it is missing, or somebody else could have written to it.
    """
    try:
        if not directory.is_dir():
            raise DamagedIndexError(f"There is no search index in {directory}", _HINT)
        for path in (directory, *directory.iterdir()):
            if not _is_ours(path):
                raise DamagedIndexError(
                    f"The search index was not used: other users can write to {path}", _HINT
                )
    except OSError as error:
        message = f"The search index in {directory} cannot be read: {error.strerror}"
        raise DamagedIndexError(message, _HINT) from error
