"""Whether an index may be opened at all.

One rule guards it: opening a Whoosh index executes the pickles in it, so nothing of it is read before its
directory and every file in it are seen to be the user's own and writable by nobody else, and its table of
contents names no class but those an index of ours is made of.
"""

import io
import os
import pickle
import stat
from pathlib import Path
from typing import Final

from quotebrowser.errors import DamagedIndexError

_OWN_CLASSES: Final = (
    "quotebrowser.index.",
    "whoosh.analysis.",
    "whoosh.codec.",
    "whoosh.columns",
    "whoosh.fields",
    "whoosh.formats",
)
_OWN_NAMES: Final = {
    ("builtins", "frozenset"),
    ("builtins", "int"),
    ("builtins", "set"),
    ("collections", "defaultdict"),
}
_BROKEN: Final = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
"""What unpickling was seen to raise on files with single bits changed."""
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


class _Stub:
    """Stands in for every class while names are looked at: nothing of the pickle's own is ever run."""

    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        pass

    def __setitem__(self, _: object, __: object) -> None:
        pass


class _NameChecker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type[_Stub]:
        if not f"{module}.".startswith(_OWN_CLASSES) and (module, name) not in _OWN_NAMES:
            raise DamagedIndexError(f"The search index was not used: it refers to {module}.{name}", _HINT)
        return _Stub


def check_pickle(pickled: bytes) -> None:
    """Look at every class that `pickled` names.

    Raises:
        DamagedIndexError: it is no pickle, or names something an index of ours does not hold.
    """
    try:
        _NameChecker(io.BytesIO(pickled)).load()
    except _BROKEN as error:
        raise DamagedIndexError("The search index is damaged", _HINT) from error
