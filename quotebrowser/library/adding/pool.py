"""Processes that read files side by side, for the one that stores what they find.

One rule guards it: what they find comes in the order of the files, so that a library does not depend on how
many read for it.
"""

import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Self

from quotebrowser.ingest import Given
from quotebrowser.library.adding.lane import Lane
from quotebrowser.library.adding.read_file import Item
from quotebrowser.library.adding.reader_process import DONE, task
from quotebrowser.processes import limits

_AHEAD: Final = 24
"""Files a process may be ahead of the one whose turn it is."""
_TICK: Final = 0.1
"""Seconds between two looks at the clock."""


class Workers:
    """Some processes that read. They are started when there is something to read, and end with the `with`."""

    def __init__(
        self,
        directory: Path,
        given: Given,
        jobs: int,
        *,
        seconds: float = limits.SECONDS,
        memory: int = limits.MEMORY,
    ) -> None:
        """Make room for processes.

        Args:
            directory: of the library.
            given: what the user says of all files.
            jobs: how many read at once, at least 1.
            seconds: how long an article may take.
            memory: bytes a process may hold.
        """
        self._new = partial(Lane, directory, given, seconds, memory)
        self._lanes = [self._new() for _ in range(jobs)]
        self._closing = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def read(self, paths: Sequence[Path]) -> Generator[tuple[int, Item | None], None, None]:
        """What the files hold, in their order, each with the number of its file from 0.

        None says that the file takes its time, and gives the caller a chance to do something else. Whoever
        takes no more closes it, before anything else is read.
        """
        try:
            yield from self._read(paths)
        finally:
            self._forget()

    def _forget(self) -> None:
        """Replace the processes that still read what nobody wants."""
        for at, lane in enumerate(self._lanes):
            if lane.open and not self._closing.is_set():
                lane.close()
                self._lanes[at] = self._new()

    def _read(self, paths: Sequence[Path]) -> Iterator[tuple[int, Item | None]]:
        asked: deque[Lane] = deque()
        for number in range(len(paths)):
            while number + len(asked) < len(paths):
                lane = min(self._lanes, key=lambda one: one.open)
                if lane.open >= _AHEAD:
                    break
                lane.ask(task(paths[number + len(asked)]))
                asked.append(lane)
            lane = asked.popleft()
            while (item := lane.answer(_TICK)) != DONE:
                yield number, None if isinstance(item, bytes) else item
            yield number, None

    def close(self) -> None:
        """End the processes."""
        self._closing.set()
        for lane in self._lanes:
            lane.close()
        self._watch.join()

    def _look(self) -> None:
        while not self._closing.wait(_TICK):
            for lane in self._lanes:
                lane.look()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
