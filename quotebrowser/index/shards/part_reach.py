"""How the parts of an index are reached.

One rule guards it: whoever does not answer in time is missing, and nobody waits for him again until he has
come back.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any, Protocol

from quotebrowser.index.shards.shard import Shard


class Reach(Protocol):
    """The parts of an index, wherever they are."""

    @property
    def missing(self) -> frozenset[int]:
        """The numbers of those that cannot be asked now."""

    @property
    def why(self) -> str:
        """Why none of them can be asked; empty where some can."""

    def ask(self, calls: Mapping[int, tuple[Any, ...]], seconds: float) -> Mapping[int, Any]:
        """What parts answer, by their numbers; without those that are missing, or do not answer in time.

        Args:
            calls: for each part that is asked the arguments of `Shard.ask`.
            seconds: how long to wait.
        """

    def close(self) -> None:
        """Let go of all."""


class LocalReach:
    """Parts searched in this process, a thread for each.

    Args:
        directories: where they lie.
    """

    missing: frozenset[int] = frozenset()
    why = ""

    def __init__(self, directories: Sequence[str]) -> None:
        self._shards = tuple(map(Shard, directories))
        self._threads = [ThreadPoolExecutor(1, f"part-{number}") for number in range(len(directories))]

    def ask(self, calls: Mapping[int, tuple[Any, ...]], seconds: float) -> Mapping[int, Any]:
        """What parts answer; see `Reach.ask`."""
        asked = {}
        with suppress(RuntimeError):  # closed meanwhile
            for number, call in calls.items():
                asked[number] = self._threads[number].submit(self._shards[number].ask, *call)
        done, _ = wait(asked.values(), seconds)
        return {n: one.result() for n, one in asked.items() if one in done and not one.cancelled()}

    def close(self) -> None:
        """End the threads."""
        for thread in self._threads:
            thread.shutdown(wait=True, cancel_futures=True)
