"""Folders watched: what is saved there is added when it has stopped growing.

Two rules guard it: no file is read while it is being written, and looking costs a twentieth of the time at
most, however many files lie there.
"""

import os
import stat
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from quotebrowser import ingest
from quotebrowser.errors import LibraryError, UsageError
from quotebrowser.library.adding import add_files
from quotebrowser.library.adding.read_file import Item
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep.level import catch_up
from quotebrowser.library.views import FileOutcome
from quotebrowser.store import BusyError, place

QUIET: Final = 1.5
"""Seconds a file must have stayed as it is: programs that save a page write it at one go, and downloads that
pause longer have a name of their own until they are complete."""
EVERY: Final = 0.5
"""Seconds between two looks."""
_SHARE: Final = 20
"""Times as long as a look took that is waited after it."""
_NAP: Final = 0.1
"""Seconds after which a stop is noticed."""
_UNFINISHED: Final = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp", "~")
"""Ends of the names that browsers and editors give to what they have not finished."""

_State = tuple[int, int, int]
"""Size, time of the last change, and number of a file."""


@dataclass
class Folders:
    """What some folders contain, and which files are ready to be read."""

    paths: Sequence[Path]
    """The folders; those in them count too."""
    without: ingest.LeftOut = ingest.everything
    """Names what is no file to read."""
    quiet: float = QUIET
    """Seconds a file must have stayed as it is."""
    _handled: dict[Path, _State] = field(default_factory=dict)
    _growing: dict[Path, tuple[_State, float]] = field(default_factory=dict)

    def ready(self) -> list[Path]:
        """The files that are new or changed and have stopped growing, once for each change."""
        now, clock = time.monotonic(), time.time()
        growing: dict[Path, tuple[_State, float]] = {}
        found = []
        for path in ingest.walk(self.paths, self.without):
            state = _state(path)
            if state is None or path.name.endswith(_UNFINISHED) or self._handled.get(path) == state:
                continue
            before, since = self._growing.get(path, (None, now))
            if before is None:
                # What lay there long before is ready at once.
                since = now - min(max(clock - state[1] / 1e9, 0.0), 2 * self.quiet)
            elif before != state:
                since = now
            if now - since >= self.quiet:
                found.append(path)
                self._handled[path] = state
            else:
                growing[path] = (state, since)
        self._growing = growing
        return found

    def forget(self, files: Sequence[Path]) -> None:
        """Treat files as new again because they could not be stored."""
        for path in files:
            self._handled.pop(path, None)


def _state(path: Path) -> _State | None:
    """What changes when the file does; None if there is no file."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return None if stat.S_ISDIR(found.st_mode) else (found.st_size, found.st_mtime_ns, found.st_ino)


def watch(
    library: Library,
    folders: Sequence[Path],
    given: ingest.Given | None = None,
    *,
    stop: add_files.Stop,
    quiet: float = QUIET,
) -> Iterator[FileOutcome]:
    """Add what is in `folders` and what is saved there, until `stop` says so; an outcome for each article.

    Raises:
        LibraryError: the library cannot be written.
        UsageError: there is no such folder.
    """
    library.require_writable()
    require(folders)
    watched = Folders(folders, partial(place.own_names, library.directory), quiet)
    with ExitStack() as stack:
        reader = _Readers(library, given or ingest.Given(), stack)
        while not stop():
            started = time.monotonic()
            files = watched.ready()
            pause = max(EVERY, _SHARE * (time.monotonic() - started))
            if files:
                yield from _round(library, watched, files, reader, stop)
            until = time.monotonic() + pause
            while not stop() and time.monotonic() < until:
                time.sleep(_NAP)


def require(folders: Sequence[Path]) -> None:
    """Raise UsageError where there is no such folder."""
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"There is no folder {folder}", "Give a folder; to read single files, use add.")


def _round(
    library: Library, watched: Folders, files: list[Path], reader: add_files.Reader, stop: add_files.Stop
) -> Iterator[FileOutcome]:
    """Add some files; where another program keeps the library they are taken up again later."""
    try:
        yield from add_files.store_all(library, files, reader, stop=stop)
    except BusyError:
        watched.forget(files)
    with suppress(LibraryError):  # the next search brings the index level
        catch_up(library)


class _Readers:
    """Reads small texts here, all else in processes, which are started once and kept."""

    def __init__(self, library: Library, given: ingest.Given, stack: ExitStack) -> None:
        self._library = library
        self._given = given
        self._stack = stack
        self._others: add_files.Reader | None = None

    def __call__(self, files: Sequence[Path]) -> Generator[tuple[int, Item | None], None, None]:
        if add_files.is_quick(files):
            return add_files.read_here(self._library, self._given)(files)
        if self._others is None:
            from quotebrowser.library.adding.pool import Workers

            jobs = max(2, add_files.processors())
            workers = Workers(self._library.directory, self._given, jobs)
            self._others = self._stack.enter_context(workers).read
        return self._others(files)
