"""The directory of a library: made, kept private, or found to be somewhere nothing can be written.

One rule guards it: only the owner can read what is in it (0700, files 0600), whatever the umask. A directory
that holds other things too is not the library's to close; its files are.
"""

import os
import stat
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError

FILE: Final = "library.db"
"""Name of the library's file in its directory."""

_OWN: Final = frozenset(
    {
        *(f"{FILE}{suffix}" for suffix in ("", "-wal", "-shm", "-journal", ".new")),
        *("index", "index.lock", "originals", "backup"),
    }
)
_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def make(directory: Path) -> None:
    """Make the directory and an empty library file in it, both private, where they are missing.

    Raises:
        LibraryError: they cannot be made.
    """
    try:
        private_directory(directory)
        if not (directory / FILE).exists():
            private_file(directory / FILE)
    except FileExistsError:
        # Another program has just made it.
        return
    except OSError as error:
        raise LibraryError(
            f"The library {directory} could not be created: {error.strerror or error}",
            "Choose another place with --library.",
        ) from error


def private_directory(directory: Path) -> None:
    """Make a directory, and those above it, where it is missing; open to its owner alone."""
    if not directory.is_dir():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)


def private_file(path: Path) -> None:
    """Make an empty file, open to its owner alone, where there is none; SQLite keeps the mode it has."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600))
    path.chmod(0o600)


def is_own(directory: Path, path: Path) -> bool:
    """Whether a path (absolute, without links) is one of the library's files, or in its directories."""
    try:
        within = path.relative_to(directory.resolve())
    except ValueError:
        return False
    return within.parts[:1] == () or within.parts[0] in _OWN


def is_reachable(directory: Path) -> bool:
    """Whether the rights to the directories above let this user see if it is there, and what is in it."""
    try:
        (directory / FILE).exists()
    except PermissionError:
        return False
    return True


def is_writable(directory: Path) -> bool:
    """Whether the library's file, and others beside it, can and may be written.

    Where nobody has the right to write it was taken away on purpose; root, who can all the same, does not.
    """
    places = ((directory, os.W_OK | os.X_OK), (directory / FILE, os.W_OK))
    return all(os.access(path, rights) and path.stat().st_mode & _WRITE for path, rights in places)


def keep_private(directory: Path) -> tuple[str, ...]:
    """Close the library to others where it is open to them; a sentence for each thing that stays open."""
    if os.name != "posix":
        return ()
    found = [directory / name for name in sorted(_OWN)]
    if all(entry.name in _OWN for entry in directory.iterdir()):
        found.insert(0, directory)
    warnings = [_close(path) for path in found if path.exists()]
    return tuple(warning for warning in warnings if warning)


def _close(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS)
    except OSError:
        return f"{path} can be read by others, and you do not own it"
    return ""
