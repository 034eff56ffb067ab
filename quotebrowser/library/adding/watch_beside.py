"""Folders watched, or files added, in a process of their own, for a screen that must not wait.

One rule guards it: the process ends with its parent, however that ends. What it has reported is stored.
"""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from quotebrowser import debug_log, fault_report, settings
from quotebrowser.errors import LibraryError, QuoteBrowserError
from quotebrowser.library.library import Library
from quotebrowser.library.views import FileOutcome
from quotebrowser.processes import child, frames
from quotebrowser.text import safe_line

_PATIENCE: Final = 5.0
"""Seconds the process has to store what it has read after being asked to end."""
_TOLD_EVERY: Final = 0.2
"""Seconds between two words on how far it is."""
_KINDNESS: Final = 10
"""By how much it steps back behind the screen where both want the processor."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the process is to do."""

    directory: str
    """Of the library."""
    paths: tuple[str, ...]
    """Folders to watch, or what to add: files, folders, web addresses."""
    program: str | None = None
    """By what the journal knows who adds, so that it can take that back; None: the folders are watched."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far adding is."""

    done: int
    """Files that were read."""
    total: int
    """Files there are."""
    host: str = ""
    """The computer that is about to be asked for a page."""


SAID = FileOutcome | Reached | str
"""What it sends: every outcome that is stored, how far it is, why it ends: empty where it is done."""


class _UnheardError(Exception):
    """The parent is gone: nobody hears what is said."""


class Beside:
    """A process that reads for a library."""

    ENDED = "The process has ended"
    """Why it ended, where it does not say so itself."""

    def __init__(
        self,
        library: Library,
        task: Task,
        tell: Callable[[FileOutcome | Reached], object],
        ended: Callable[[str], object],
    ) -> None:
        """Start it.

        Args:
            library: where to.
            task: what it is to do.
            tell: called, in a thread of its own, with every outcome that is stored and how far it is.
            ended: called there when it has ended by itself, with the reason.

        Raises:
            LibraryError: nothing may be written to the library, or no process can be started.
        """
        library.require_writable()
        self._tell, self._ended = tell, ended
        self._stopping = False
        try:
            self._process = child.start("quotebrowser.library.adding.watch_beside")
            child.send(child.pipe(self._process.stdin), frames.packed(task, Task))
        except OSError as error:
            raise LibraryError(
                "The file-reading process could not be started", str(error.strerror)
            ) from error
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def hang_up(self) -> None:
        """Ask it to end: it stores what it has read, and says that it ended."""
        child.pipe(self._process.stdin).close()

    def stop(self) -> None:
        """End it, and hear no more of it; what it has reported is stored."""
        self._stopping = True
        self.hang_up()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        child.end(self._process)
        self._thread.join()

    def _listen(self) -> None:
        results = child.pipe(self._process.stdout)
        reason = self.ENDED
        while (data := child.receive(results)) is not None:
            try:
                said = frames.unpacked(data, SAID)
            except frames.FrameError:
                break
            if isinstance(said, str):
                reason = said
            else:
                self._tell(said)
        if not self._stopping:
            self._ended(reason)


class Watcher(Beside):
    """A process that watches folders."""

    ENDED = "The process watching it has ended"

    def __init__(
        self,
        library: Library,
        folders: Sequence[Path],
        tell: Callable[[FileOutcome], object],
        ended: Callable[[str], object],
    ) -> None:
        """Start watching; see `Beside`."""
        task = Task(str(library.directory), tuple(map(str, folders)))
        super().__init__(library, task, lambda said: isinstance(said, FileOutcome) and tell(said), ended)


class Adder(Beside):
    """A process that adds files, folders and web addresses."""

    ENDED = "The process adding them has ended"

    def __init__(
        self,
        library: Library,
        paths: Sequence[str],
        tell: Callable[[FileOutcome | Reached], object],
        ended: Callable[[str], object],
    ) -> None:
        """Start adding; see `Beside`."""
        library.require_writable()
        task = Task(str(library.directory), tuple(paths), library.journal.program.hex())
        super().__init__(library, task, tell, ended)


def main() -> None:
    """Work for the parent until it hangs up."""
    debug_log.start_in_child()
    debug_log.log(__name__, "the process that reads began")
    serve(*child.taken_pipes())


def serve(tasks: BinaryIO, results: BinaryIO) -> None:
    """Do what the first task says, and report every outcome, until it is done or there are no more tasks."""
    first = child.receive(tasks)
    if first is None:
        return
    task: Task = frames.unpacked(first, Task)
    hung_up = threading.Event()
    threading.Thread(target=_wait, args=(tasks, hung_up), daemon=True).start()

    def say(said: FileOutcome | Reached | str) -> None:
        frame = frames.packed(said, SAID)
        try:
            child.send(results, frame)
        except (OSError, ValueError) as error:
            raise _UnheardError from error

    with suppress(_UnheardError):
        reason = _ended(task, hung_up, say)
        if reason or task.program is not None:
            say(reason)
    debug_log.log(__name__, "the process that reads ended")


def _ended(task: Task, hung_up: threading.Event, say: Callable[[FileOutcome | Reached], None]) -> str:
    """Do the task to its end; why it could not go on, in a sentence, empty where it is done."""
    try:
        with closing(Library.open(Path(task.directory), settings=settings.load(), create=False)) as library:
            work = _watched if task.program is None else _added
            for outcome in work(library, task, hung_up, say):
                say(outcome)
    except QuoteBrowserError as error:
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
        return f"{error.message}. {error.hint}".strip()
    except _UnheardError:
        raise
    except OSError as error:
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
        what = f"{error.filename} could not be used" if error.filename else "It could not go on"
        return safe_line(f"{what}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - the last line of a worker
        doing = "watching a folder" if task.program is None else "adding files"
        return fault_report.leave(error, doing).message
    return ""


def _watched(
    library: Library, task: Task, hung_up: threading.Event, _say: Callable[[Reached], None]
) -> Iterator[FileOutcome]:
    from quotebrowser.library.adding.watch_folder import watch

    return watch(library, [*map(Path, task.paths)], stop=hung_up.is_set)


def _added(
    library: Library, task: Task, hung_up: threading.Event, say: Callable[[Reached], None]
) -> Iterator[FileOutcome]:
    """Add what the task names: files first, then what has to be fetched."""
    from quotebrowser.ingest import Given, is_address
    from quotebrowser.library.adding import add_files, add_online

    with suppress(AttributeError, OSError):  # there are systems without it
        os.nice(_KINDNESS)
    library.journal.program = bytes.fromhex(task.program or "")
    told, read = 0.0, 0

    def progress(done: int, total: int, _name: str) -> None:
        nonlocal told, read
        read = total
        if done == total or time.monotonic() > told + _TOLD_EVERY:
            told = time.monotonic()
            say(Reached(done, total))

    files = [Path(path) for path in task.paths if not is_address(path)]
    if files:
        yield from add_files.add(library, files, progress=progress, stop=hung_up.is_set)
    pages = [path for path in task.paths if is_address(path)]
    total = read + len(pages)

    def announce(done: int, host: str) -> None:
        say(Reached(done, total, host))

    for done, page in enumerate(pages, read):
        if hung_up.is_set():
            return
        yield from add_online.add(library, [page], Given(), partial(announce, done), stop=hung_up.is_set)
        say(Reached(done + 1, total))


def _wait(tasks: BinaryIO, hung_up: threading.Event) -> None:
    tasks.read(1)
    hung_up.set()
