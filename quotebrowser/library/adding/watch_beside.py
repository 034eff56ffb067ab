"""Folders watched in a process of their own, for a screen that must not wait.

One rule guards it: the process ends with its parent, however that ends.
"""

import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from quotebrowser import debug_log, fault_report, settings
from quotebrowser.errors import LibraryError, QuoteBrowserError
from quotebrowser.library.library import Library
from quotebrowser.library.views import FileOutcome
from quotebrowser.processes import child, frames

_PATIENCE: Final = 5.0
"""Seconds the process has to store what it has read after being asked to end."""

ASKED: Final = tuple[str, tuple[str, ...]]
"""What the process is sent: the library's directory, and the folders."""
SAID: Final = FileOutcome | str
"""What it sends: every outcome that is stored, or why it ends."""


class Watcher:
    """A process that watches folders for a library.

    Attributes:
        folders: what it watches.
    """

    def __init__(
        self,
        library: Library,
        folders: Sequence[Path],
        tell: Callable[[FileOutcome], object],
        ended: Callable[[str], object],
    ) -> None:
        """Start watching.

        Args:
            library: where to.
            folders: what to watch.
            tell: called, in a thread of its own, with every outcome that is stored.
            ended: called there when it has ended by itself, with the reason.

        Raises:
            LibraryError: nothing may be written to the library, or no process can be started.
        """
        library.require_writable()
        self.folders = tuple(folders)
        self._tell, self._ended = tell, ended
        self._stopping = False
        try:
            self._process = child.start("quotebrowser.library.adding.watch_beside")
            asked = str(library.directory), tuple(map(str, self.folders))
            child.send(child.pipe(self._process.stdin), frames.packed(asked, ASKED))
        except OSError as error:
            raise LibraryError(
                "The file-reading process could not be started", str(error.strerror)
            ) from error
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it; what it has reported is stored."""
        self._stopping = True
        child.pipe(self._process.stdin).close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        child.end(self._process)
        self._thread.join()

    def _listen(self) -> None:
        results = child.pipe(self._process.stdout)
        reason = "The process watching it has ended"
        while (data := child.receive(results)) is not None:
            try:
                said = frames.unpacked(data, SAID)
            except frames.FrameError:
                break
            if isinstance(said, FileOutcome):
                self._tell(said)
            else:
                reason = said
        if not self._stopping:
            self._ended(reason)


def main() -> None:
    """Watch for the parent until it hangs up."""
    debug_log.start_in_child()
    debug_log.log(__name__, "the process that watches began")
    serve(*child.taken_pipes())


def serve(tasks: BinaryIO, results: BinaryIO) -> None:
    """Watch what the first task names, and report every outcome, until there are no more tasks."""
    from quotebrowser.library.adding.watch_folder import watch

    first = child.receive(tasks)
    if first is None:
        return
    directory, folders = frames.unpacked(first, ASKED)
    hung_up = threading.Event()
    threading.Thread(target=_wait, args=(tasks, hung_up), daemon=True).start()
    try:
        library = Library.open(Path(directory), settings=settings.load(), create=False)
        try:
            for outcome in watch(library, [*map(Path, folders)], stop=hung_up.is_set):
                child.send(results, frames.packed(outcome, SAID))
        finally:
            library.close()
    except QuoteBrowserError as error:
        child.send(results, frames.packed(f"{error.message}. {error.hint}".strip(), SAID))
    except OSError:
        pass  # the parent is gone
    except Exception as error:  # noqa: BLE001 - the last line of a worker
        with suppress(OSError):
            reason = fault_report.leave(error, "watching a folder").message
            child.send(results, frames.packed(reason, SAID))
    debug_log.log(__name__, "the process that watches ended")


def _wait(tasks: BinaryIO, hung_up: threading.Event) -> None:
    tasks.read(1)
    hung_up.set()
