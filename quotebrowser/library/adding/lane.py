"""A process that reads files one after the other, and the thread that talks to it.

One rule guards it: every file asked for is answered, in the order of asking, whatever becomes of the process.
One that takes too long or too much is ended, its file is rejected with the reason, and the next process
takes over its work.
"""

import queue
import signal
import subprocess
import threading
import time
from collections import deque
from pathlib import Path
from typing import Final, cast

from quotebrowser.debug_log import log
from quotebrowser.ingest import Given
from quotebrowser.library.adding.read_file import Item
from quotebrowser.library.adding.reader_process import DONE, FIRST, name_of
from quotebrowser.model import Rejected
from quotebrowser.processes import child, frames, limits

TOO_SLOW: Final = f"timeout: reading took longer than {limits.SECONDS:.0f} seconds"
"""Reason of a file that was given up."""
TOO_LARGE: Final = "out of memory: reading took more than a gigabyte"
"""Reason of a file that took too much."""
UNREADABLE: Final = "The file-reading process answered with something else than an article"
"""Reason of a file whose reading went wrong in a way of which nothing is believed."""
UNSTARTED: Final = "The file-reading process could not be started"
"""Reason where nothing can be read here."""

_WORK: Final = "quotebrowser.library.adding.reader_process"
_SENT: Final = 3
"""Files handed to a process before it has answered for the first of them, so that it never waits."""
_KEPT: Final = 8_000_000
"""Bytes of answers that wait for their turn; beyond them the process waits."""
_START: Final = 30.0
"""Seconds a process has to start, besides those of a file: on a quiet machine it takes a quarter of one."""
_TRIES: Final = 3
"""How often in a row a process may end before it is ready."""
_KILLED: Final = -9
"""Status of a process that SIGKILL ended: not by this program, so by a system that was out of memory."""


class Answers:
    """Packed answers that wait for their turn, up to a number of bytes."""

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._closed = False
        self._changed = threading.Condition()

    def put(self, answer: bytes) -> None:
        """Keep an answer; waits while too many wait before it."""
        with self._changed:
            while self._waiting and self._bytes + len(answer) > _KEPT and not self._closed:
                self._changed.wait()
            self._waiting.append(answer)
            self._bytes += len(answer)
            self._changed.notify_all()

    def get(self, seconds: float) -> bytes | None:
        """The next answer; None after a timeout."""
        with self._changed:
            if not self._waiting:
                self._changed.wait(seconds)
            if not self._waiting:
                return None
            answer = self._waiting.popleft()
            self._bytes -= len(answer)
            self._changed.notify_all()
            return answer

    def close(self) -> None:
        """Release everyone who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def item_of(frame: bytes, task: bytes) -> Item:
    """What a process sent of the file that a task asks for; of what is no item nothing is believed."""
    try:
        return cast("Item", frames.unpacked(frame, Item))
    except frames.FrameError:
        return Rejected(name_of(task), UNREADABLE)


class Lane:
    """A process and its thread. The process is started with the first file, and again when it ended."""

    def __init__(self, directory: Path, given: Given, seconds: float, memory: int) -> None:
        """Make a lane.

        Args:
            directory: of the library, where the process looks up what is known.
            given: what the user says of all files.
            seconds: processor time that an article may take.
            memory: bytes the process may hold.
        """
        self._first = frames.packed((str(directory), given, memory), FIRST)
        self._seconds = seconds
        self._asked: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sent: deque[bytes] = deque()
        self._awaited: deque[bytes] = deque()
        """Tasks whose answers were not all taken."""
        self._process: subprocess.Popen[bytes] | None = None
        self._since = 0.0
        """When the process began with what it does now; 0 while it has nothing to do, or waits for us."""
        self._used: float | None = None
        """Processor time the process had taken then; None where that is unknown."""
        self._overdue = self._closed = False
        self._answers = Answers()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def ask(self, task: bytes) -> None:
        """Have a file read, see `reader_process.task`."""
        self._awaited.append(task)
        self._asked.put(task)

    @property
    def open(self) -> int:
        """How many files were asked for whose answers were not all taken."""
        return len(self._awaited)

    def answer(self, seconds: float) -> Item | bytes | None:
        """The next answer, `DONE` behind the last of a file; None after a timeout."""
        data = self.packed_answer(seconds)
        return data if data is None or data == DONE else item_of(data, self._awaited[0])

    def packed_answer(self, seconds: float) -> bytes | None:
        """As `answer`, but the item as the process sent it."""
        data = self._answers.get(seconds)
        if data == DONE:
            self._awaited.popleft()
        return data

    def look(self) -> None:
        """End the process where its file takes too long; to be called often."""
        process, since = self._process, self._since
        taken = time.monotonic() - since if process is not None and since else 0.0
        if process is None or taken <= self._seconds:
            return
        used, before = limits.used_seconds(process.pid), self._used
        if used is not None and before is not None and taken <= self._seconds * limits.PATIENCE:
            # The machine may be busy with other work, for which no file is to blame.
            taken = used - before
        if taken > self._seconds and self._since == since:
            self._overdue = True
            process.kill()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._closed = True
        self._answers.close()
        self._asked.put(None)
        if self._process is not None:
            self._process.kill()
        self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._closed and (self._sent or self._take(wait=True)):
            status = self._work()
            failures = failures + 1 if status is None else 0
            if status is not None or failures >= _TRIES:
                self._give_up(UNSTARTED if status is None else self._reason(status))

    def _give_up(self, reason: str) -> None:
        """Answer for the file at which the process ended, if it was at one."""
        if self._sent and not self._closed:
            refused = Rejected(name_of(self._sent.popleft()), reason)
            self._answers.put(frames.packed(refused, Item))
            self._answers.put(DONE)

    def _take(self, *, wait: bool) -> bool:
        """Take the next file that is asked for; returns whether there is one."""
        try:
            task = self._asked.get(block=wait)
        except queue.Empty:
            return False
        if task is not None:
            self._sent.append(task)
        return task is not None

    def _work(self) -> int | None:
        """Start a process and pass on its answers until it ends; its status, None if it never was ready."""
        self._overdue = False
        try:
            process = self._process = child.start(_WORK)
        except OSError:
            return None
        log(__name__, f"reader {process.pid} started")
        ready = False
        try:
            self._used = None
            self._since = time.monotonic() + _START
            child.send(child.pipe(process.stdin), self._first)
            ready = child.receive(child.pipe(process.stdout)) is not None
            self._since = 0.0
            if ready:
                self._talk(process)
        except (OSError, ValueError):
            pass  # it has ended, and its status says how
        finally:
            self._since = 0.0
            child.end(process)
            log(__name__, f"reader {process.pid} ended with status {process.returncode}")
        return process.returncode if ready else None

    def _talk(self, process: "subprocess.Popen[bytes]") -> None:
        """Tell the process what is asked for and pass on its answers, until it ends or the lane is closed."""
        tasks, results = child.pipe(process.stdin), child.pipe(process.stdout)
        for task in self._sent:
            child.send(tasks, task)
        while not self._closed:
            while len(self._sent) < _SENT and self._take(wait=not self._sent):
                child.send(tasks, self._sent[-1])
            if not self._sent:
                return
            if not self._since:
                self._used = limits.used_seconds(process.pid)
                self._since = time.monotonic()
            answer = child.receive(results)
            if answer is None:
                return
            self._since = 0.0
            if answer == DONE:
                self._sent.popleft()
            self._answers.put(answer)

    def _reason(self, status: int) -> str:
        """Why the file that was being read has no article."""
        if self._overdue or status == -getattr(signal, "SIGXCPU", 0):
            return TOO_SLOW
        if status in (limits.OUT_OF_MEMORY, _KILLED):
            return TOO_LARGE
        return f"Reading crashed or ran out of memory (status {status})"
