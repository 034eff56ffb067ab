"""Calls of functions on frames, each made on whichever machine of a cluster is free.

One rule guards it: the functions are pure, what they answer follows from the frame alone. So a call that is
lost with its process or with its whole machine is made once more, and nobody can tell.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import quotebrowser
from quotebrowser.errors import LibraryError
from quotebrowser.processes.ray_start import failures, imported

_TRIES: Final = 5
"""How often more a call is made that ends its process, or whose machine is lost."""
_FATAL: Final = ("WorkerCrashedError", "OutOfMemoryError")
"""Ray's errors of a call that ended its process each time: the machines are not to blame."""


@cache
def rules() -> str:
    """What the program's own files are, as a digest: what follows from a frame follows from them too."""
    home, digest = Path(quotebrowser.__file__).parent, hashlib.sha256()
    for path in sorted(home.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            digest.update(f"{path.relative_to(home).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def made(work: Callable[[bytes], bytes], asked_by: str, frame: bytes) -> bytes:
    """A call, on the machine that makes it.

    Raises:
        ModuleNotFoundError: the program is another one here than where it was asked.
    """
    if asked_by != rules():
        raise ModuleNotFoundError("quotebrowser is another one here")
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
        with failures(address):
            self._ray = imported()
            self.processors = int(self._ray.cluster_resources().get("CPU", 0))
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
