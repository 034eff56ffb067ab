"""The directory of a library: made, kept private, or found to be somewhere nothing can be written.

One rule guards it: only the owner can read what is in it (0700, files 0600), whatever the umask. A directory
that holds other things too is not the library's to close; its files are.
"""

import contextlib
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite.schema import APPLICATION

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where orphans are left
    fcntl = None  # type: ignore[assignment]

FILE: Final = "library.db"
"""Name of the library's file in its directory."""
FILLING: Final = f"{FILE}.filling"
"""Name of a library's file while it is being filled from another library."""
LOGS: Final = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a file for the logs beside it."""
COPIES: Final = "backup"
"""Name of the directory for copies within the library's."""
CHECKPOINTS: Final = "checkpoints"
"""Name of the directory for what a cluster has read and the library has not stored yet."""
NEWSROOM: Final = "newsroom.toml"
"""Name of the file beside the copy of a library that a newsroom shares: where that is."""

_OWN: Final = frozenset(
    {
        *(name + ending for name in (FILE, FILLING) for ending in ("", *LOGS)),
        *("index", "index.lock", "index.parts", "originals", COPIES, NEWSROOM),
    }
)
_APPLICATION: Final = slice(68, 72)
"""Where in a file of SQLite stands which program's it is."""
_STAGED: Final = ".staged"
"""How the name of a file ends that is not whole yet."""
_WRITTEN: Final = tuple(FILE + ending for ending in ("", *LOGS))
"""What SQLite writes to."""
_NAMES_ANOTHER: Final = bytes.fromhex("d9d505f920a163d7")
"""How a journal ends that is part of a change to several files."""
_TAKE_AWAY: Final = (
    "If you did not make it, take it away; then restore a copy with quotebrowser restore COPY."
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


@contextmanager
def staging(path: Path) -> Iterator[Path]:
    """An empty file beside `path` for what is to become it; gone after the `with`, with its logs.

    It is locked meanwhile: `sweep` takes away what a program that was killed left behind.

    Raises:
        OSError: it cannot be made.
    """
    aside, held = _locked_file(path)
    try:
        yield aside
    finally:
        _discard(aside)
        os.close(held)


def _locked_file(path: Path) -> tuple[Path, int]:
    """A new file beside `path`, and the handle that locks it; another one where it was swept before that."""
    while True:
        aside = path.with_name(f".{path.name}.{os.urandom(4).hex()}{_STAGED}")
        held = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
        if fcntl is not None:
            os.fchmod(held, 0o600)
            fcntl.flock(held, fcntl.LOCK_EX)
        if os.fstat(held).st_nlink:
            return aside, held
        os.close(held)


def locked(path: Path) -> int:
    """The handle that keeps a second program from filling a file; the system lets go of it at our end.

    Raises:
        LibraryError: another program fills it now.
    """
    held = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        if fcntl is not None:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(held)
        raise LibraryError(
            f"Another program is filling the library {path.parent}", "Wait until it is done."
        ) from error
    return held


def require_filled(directory: Path) -> None:
    """Refuse a library that is being filled from another one.

    Raises:
        LibraryError: it is.
    """
    if (directory / FILLING).exists():
        raise LibraryError(
            f"The library {directory} is not complete: it is being filled from another one",
            "Go on with the same command as before: quotebrowser copy-library FROM TO",
        )


def sweep(directory: Path) -> None:
    """Delete what programs that were killed left unfinished in a library and in its directory for copies."""
    for home in (directory, directory / COPIES):
        if home.is_symlink():
            continue
        try:
            found = [entry.name for entry in os.scandir(home) if entry.name.endswith(_STAGED)]
        except OSError:
            continue
        for name in found:
            with contextlib.suppress(OSError), (home / name).open("rb") as orphan:
                if fcntl is not None:
                    fcntl.flock(orphan, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _discard(home / name)


def _discard(path: Path) -> None:
    for ending in ("", *LOGS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def witness(directory: Path) -> str:
    """What shows that a directory without a library's file held one, in words; empty if nothing does."""
    log = directory / f"{FILE}-wal"
    if log.exists() and log.stat().st_size:
        return f"its log {log.name}"
    for name, what in (("index", "its search index"), (COPIES, "copies of it"), ("originals", "saved pages")):
        home = directory / name
        if home.is_dir() and any(home.iterdir()):
            return f"{what} in {home}"
    return ""


def require_plain(directory: Path) -> None:
    """Refuse a library whose files lead elsewhere: somebody else may have packed it.

    SQLite writes to whatever lies beside a library's file under the names it uses, and deletes the file that
    a journal names as the one it is a part of; quotebrowser's journals name none.

    Raises:
        LibraryError: one of its files is a link or no file, or its journal names another file.
    """
    for name in _WRITTEN:
        path = directory / name
        try:
            mode = path.lstat().st_mode
        except OSError:
            continue
        if stat.S_ISLNK(mode) and name == FILE and path.is_file() and path.stat().st_size:
            continue  # the user's own way to keep it elsewhere; an empty file is not filled over a link
        if not stat.S_ISREG(mode):
            kind = "a link" if stat.S_ISLNK(mode) else "not a file"
            raise LibraryError(f"The library {directory} is not opened: {path} is {kind}", _TAKE_AWAY)
    journal = directory / f"{FILE}-journal"
    if journal.exists() and _ends_with(journal, _NAMES_ANOTHER):
        raise LibraryError(
            f"The library {directory} is not opened: {journal} names another file, which SQLite would delete",
            _TAKE_AWAY,
        )


def _ends_with(path: Path, ending: bytes) -> bool:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - len(ending), 0))
        return file.read() == ending


def is_own(directory: Path, path: Path) -> bool:
    """Whether a path (absolute, without links) is one of the library's files, or in its directories."""
    try:
        within = path.relative_to(directory.resolve())
    except ValueError:
        return False
    return within.parts[:1] == () or within.parts[0] in _OWN


def own_names(library: Path, directory: Path, names: Collection[str]) -> Collection[str]:
    """The names that a library's files have in any directory that is one; none in another.

    Args:
        library: the directory of one that is open, whose file may be empty still.
        directory: may be it, or another library.
        names: what is in it.
    """
    if FILE not in names:
        return ()
    try:
        with (directory / FILE).open("rb") as file:
            head = file.read(_APPLICATION.stop)
        is_library = head[_APPLICATION] == APPLICATION.to_bytes(4) or directory.samefile(library)
    except OSError:
        return ()
    return _OWN if is_library else ()


def own_files(directory: Path) -> Iterator[Path]:
    """The library's files and those in its directories, unfinished ones too; links are not followed."""
    for entry in sorted(directory.iterdir()):
        if entry.name in _OWN or entry.name.endswith(_STAGED):
            for path in (entry, *sorted(entry.rglob("*"))):
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path


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
    warnings = []
    if all(entry.name in _OWN for entry in directory.iterdir()):
        found.insert(0, directory)
    elif _is_writable_by_others(directory):
        warnings.append(
            f"Others can write to {directory} and replace the library;"
            " it is not closed to them because other files lie there too"
        )
    warnings += [_close(path) for path in found if path.exists() and not path.is_symlink()]
    return tuple(warning for warning in warnings if warning)


def _is_writable_by_others(directory: Path) -> bool:
    """Whether other users can replace files there: not in the user's own group, nor as in /tmp."""
    found = directory.stat()
    if found.st_mode & stat.S_ISVTX:
        return False
    return bool(
        found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and found.st_gid != os.getgid())
    )


def _close(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS)
    except OSError:
        return f"{path} can be read by others, and you do not own it"
    return ""
