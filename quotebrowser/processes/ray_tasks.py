"""Calls of functions on frames, each made on whichever machine of a cluster is free.

One rule guards it: the functions are pure, what they answer follows from the frame alone. So a call that is
lost with its process or with its whole machine is made once more, and nobody can tell.
"""

import hashlib
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import quotebrowser
from quotebrowser.errors import LibraryError
from quotebrowser.fault_report import versions
from quotebrowser.processes.ray_start import failures, imported, started

_TRIES: Final = 5
"""How often more a call is made that ends its process, or whose machine is lost."""
_ASKED: Final = 3
"""Calls under way at once, for each processor, where the next ones wait for the answers."""
_TICK: Final = 0.1
_PATIENCE: Final = 60.0
"""Seconds a cluster may be without a machine that works."""
_FATAL: Final = ("WorkerCrashedError", "OutOfMemoryError")
"""Ray's errors of a call that ended its process each time: the machines are not to blame."""


@cache
def rules() -> str:
    """A digest of the program and of what it needs: what follows from a frame follows from them too."""
    home, digest = Path(quotebrowser.__file__).parent, hashlib.sha256("\n".join(sorted(versions())).encode())
    for path in sorted(home.rglob("*")):
        if path.suffix not in (".pyc", ".md") and path.is_file():
            digest.update(f"{path.relative_to(home).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def require_rules(asked_by: str) -> None:
    """See that the program is the one here that it is where it was asked.

    Raises:
        ModuleNotFoundError: it is another one.
    """
    if asked_by != rules():
        raise ModuleNotFoundError("quotebrowser, or what it needs, is another one here")


def made(work: Callable[[bytes], bytes], asked_by: str, frame: bytes) -> bytes:
    """A call, on the machine that makes it.

    Raises:
        ModuleNotFoundError: as `require_rules`.
    """
    require_rules(asked_by)
    return work(frame)


class Calls:
    """Calls under way. `with` gives up those that are left."""

    def __init__(self, address: str | None) -> None:
        """Make calls possible.

        Args:
            address: of the cluster, for what is said of failures.

        Raises:
            LibraryError: no machine of the cluster takes work.
        """
        self._address = address
        self._open: dict[Any, str] = {}
        self._seen = time.monotonic()
        """When the cluster last had a processor."""
        with failures(address):
            self._ray = imported()
            self.processors = self._counted()
            self._call = self._ray.remote(made).options(num_cpus=1, max_retries=_TRIES)
        if not self.processors:
            raise LibraryError(
                f"No machine of the cluster at {address} has a processor to spare",
                "ray start --address HOST:PORT on a machine has it take work.",
            )

    def ask(self, work: Callable[[bytes], bytes], name: str, frame: bytes) -> None:
        """Have a function of a module called; `name` comes back with its answer."""
        with failures(self._address):
            self._open[self._call.remote(work, rules(), frame)] = name

    def _counted(self) -> int:
        return int(self._ray.cluster_resources().get("CPU", 0))

    def _require_processor(self) -> None:
        """See that somebody may still answer.

        Raises:
            LibraryError: nobody has been there for a minute.
        """
        with failures(self._address):
            if self._counted():
                self._seen = time.monotonic()
        if time.monotonic() - self._seen > _PATIENCE:
            raise LibraryError(
                f"The cluster at {self._address} has lost its last machine that works",
                "What is stored is safe. Start a machine, then run the same command to go on.",
            )

    @property
    def open(self) -> int:
        """How many calls were not answered yet."""
        return len(self._open)

    def answers(self, seconds: float) -> Iterator[tuple[str, bytes | None]]:
        """The calls that have been answered, after at most some seconds.

        None in the place of an answer: it ended its process each time, and is better made here.
        """
        while self._open:
            with failures(self._address):
                ready, _ = self._ray.wait([*self._open], num_returns=1, timeout=seconds)
            if not ready:
                self._require_processor()
                return
            name, seconds = self._open.pop(ready[0]), 0.0
            try:
                with failures(self._address):
                    answer = self._ray.get(ready[0])
            except LibraryError as error:
                if type(error.__cause__).__name__ not in _FATAL:
                    raise
                answer = None
            yield name, answer

    def each(
        self, work: Callable[[bytes], bytes], frames: Iterable[bytes], stop: Callable[[], bool] = bool
    ) -> Iterator[bytes | None]:
        """The answers to calls, in their order, until `stop`; the next frames are taken meanwhile."""
        waiting: deque[str] = deque()
        answers: dict[str, bytes | None] = {}
        for number, frame in enumerate(frames):
            self.ask(work, str(number), frame)
            waiting.append(str(number))
            while len(waiting) > _ASKED * self.processors and self._await(waiting[0], answers, stop):
                yield answers.pop(waiting.popleft())
        while waiting and self._await(waiting[0], answers, stop):
            yield answers.pop(waiting.popleft())

    def _await(self, name: str, answers: dict[str, bytes | None], stop: Callable[[], bool]) -> bool:
        """Collect answers until that of a call is there; False where `stop` comes first."""
        while name not in answers and not stop():
            answers.update(self.answers(_TICK))
        return name in answers

    def close(self) -> None:
        """Give up what was not answered."""
        if "ray" in sys.modules:
            for call in self._open:
                with suppress(Exception):
                    self._ray.cancel(call, force=True)
        self._open.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def joined(address: str | None, processors: int, warn: Callable[[str], None]) -> Iterator[Calls]:
    """Calls on a cluster, see `ray_start.start`, for as long as the `with` lasts.

    Args:
        address: of the cluster; None starts one on this machine.
        processors: how many it has then.
        warn: called with a sentence.

    Raises:
        LibraryError: there is none.
    """
    with started(address, processors) as warnings:
        for warning in warnings:
            warn(warning)
        with Calls(address) as calls:
            yield calls
