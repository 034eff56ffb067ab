"""The process that brings the index level while the browser is used.

One rule guards it: the process may be ended at any moment, and ends with its parent, however that ends;
whoever comes next goes on from what the index says of itself.
"""

import contextlib
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from quotebrowser import debug_log, fault_report
from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.processes import child, frames

if TYPE_CHECKING:
    from quotebrowser.index import Stamp

_WAIT: Final = 24 * 3600.0
"""Seconds to wait for another program that is indexing: without limit, as this one ends with the browser."""


_SAID: Final = str | None
"""What the process sends: None that it has got on, at the end why it could not, empty where it could."""


class IndexBuilder:
    """At most one such process.

    Args:
        library: whose index.
        told: called, in a thread, when the index has gone on and when the process has ended.
    """

    def __init__(self, library: Library, told: Callable[[], object]) -> None:
        self._library = library
        self._told = told
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._ended = False
        self.failed = ""
        """Why the index could not be brought level; it is not tried again then. Empty where it could."""

    @property
    def running(self) -> bool:
        """Whether the process is at work."""
        return self._process is not None

    def start(self) -> None:
        """Let it begin, where it is not at work and has not failed."""
        from quotebrowser.library.upkeep.level import stamp_of

        with self._guard:
            if self._process is not None or self.failed or self._ended:
                return
            before = stamp_of(self._library)
            try:
                process = child.start("quotebrowser.library.upkeep.builder")
                child.send(child.pipe(process.stdin), frames.packed(str(self._library.directory), str))
            except OSError as error:
                self.failed = f"{error.strerror or error}"
                return
            self._process = process
        threading.Thread(target=self._listen, args=(process, before), daemon=True).start()

    def _listen(self, process: "subprocess.Popen[bytes]", before: "Stamp") -> None:
        """Follow what it says until it ends; where somebody has ended it, start it again if it has got on."""
        from quotebrowser.library.upkeep.level import stamp_of

        results = child.pipe(process.stdout)
        reason: str | None = None
        while (data := child.receive(results)) is not None:
            try:
                reason = frames.unpacked(data, _SAID)
            except frames.FrameError:
                break
            if reason is None:
                self._told()
        with self._guard:
            if self._process is not process:
                return
            child.end(process)
            self._process = None
            again = reason is None and stamp_of(self._library) != before
            if not again:
                self.failed = "its process was stopped" if reason is None else reason
        if again:
            self.start()
        self._told()

    def stop(self) -> None:
        """End it, if it is at work, and let no other begin."""
        with self._guard:
            self._ended = True
            process, self._process = self._process, None
        if process is not None:
            child.end(process)


def level_beside(library: Library, told: Callable[[], object]) -> None:
    """Let a process of its own bring the index level from now on, where that takes long.

    Args:
        library: whose index.
        told: called, in a thread, when it has gone on and when it has ended.
    """
    if library.builder is None:
        library.builder = IndexBuilder(library, told)
        library.held.heard = told


def main() -> None:
    """Bring the index of the library that the parent names level, and say whenever it has gone on."""
    tasks, results = child.taken_pipes()
    first = child.receive(tasks)
    if first is None:
        return
    threading.Thread(target=_end_with, args=(tasks,), daemon=True).start()
    os.umask(0o077)
    debug_log.start_in_child()
    debug_log.log(__name__, "the process that builds the index began")
    directory = Path(frames.unpacked(first, str))
    reason = _levelled(directory, lambda: child.send(results, frames.packed(None, _SAID)))
    with contextlib.suppress(OSError, ValueError):  # the parent is gone
        child.send(results, frames.packed(reason, _SAID))


def _end_with(tasks: BinaryIO) -> None:
    tasks.read(1)
    os._exit(0)


def _levelled(directory: Path, went_on: Callable[[], None]) -> str:
    """Why the index of a library could not be brought level; empty if it was."""
    from quotebrowser.index import Stamp
    from quotebrowser.library.upkeep import level

    before, kind = Stamp(0), False

    def progress(_done: int, _total: int, _what: str) -> None:
        nonlocal before, kind
        now = level.stamp_of(library)
        if now != before:
            before = now
            went_on()
        if not kind and (now.building is None or now.building.done >= level.BATCH):
            # Whoever searches waits for the newest quotes; the others can wait for whoever else is at work.
            kind = True
            if hasattr(os, "nice"):
                os.nice(19)

    try:
        library = Library.open(directory, create=False)
        try:
            before = level.stamp_of(library)
            level.catch_up(library, progress, seconds=_WAIT)
        finally:
            library.close()
    except LibraryError as error:
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
        return error.message
    except Exception as error:  # noqa: BLE001 - the last line of a worker
        return fault_report.leave(error, "building the index").message
    return ""
