"""Utterances summarised on the machines of a cluster, for the one process that stores what is said of them.

One rule guards it: a summary is stored only if the library is as it was when its material was taken. What
anybody has changed meanwhile is summarised here, by `regroup.settle`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Final

from quotebrowser.library.library import Library
from quotebrowser.library.upkeep.regroup import left_material
from quotebrowser.library.upkeep.summaries import Material, summarise
from quotebrowser.processes import frames
from quotebrowser.processes.ray_tasks import Calls
from quotebrowser.store import Summary

_AT_ONCE: Final = 50
"""Utterances of a call: half a second of work."""
_ROUND: Final = 2_000
"""Utterances between two commits."""
_ASKED: Final = 3
"""Calls at once, for each processor of the cluster."""
_TICK: Final = 0.1
_Told = tuple[tuple[str, tuple[int, int, int, int, int]], ...]
"""Utterances, and the fields of their summaries."""


def summarise_shard(frame: bytes) -> bytes:
    """`summarise`, from frame to frame."""
    found = summarise(frames.unpacked(frame, Material))
    return frames.packed(tuple((name, tuple(one)) for name, one in found.items()), _Told)


def settle_on(library: Library, calls: Calls, stop: Callable[[], bool]) -> None:
    """Summarise the utterances that `regroup` left on a cluster, until `stop`; `settle` finishes.

    Raises:
        LibraryError: of the cluster or the library.
    """
    utterances, last = library.store.utterances, ""
    while not stop() and (left := utterances.uncounted(_ROUND, last)):
        state = library.store.state()
        found = _summarised(library, calls, left, stop)
        with library.store.transaction():
            if library.store.state() == state:
                utterances.set_summaries({name: found[name] for name in left if name in found})
        last = left[-1]


def _summarised(
    library: Library, calls: Calls, left: Sequence[str], stop: Callable[[], bool]
) -> dict[str, Summary]:
    """The summaries of those that were answered for."""
    found: dict[str, Summary] = {}
    names = iter(left)
    while not stop() and ((some := tuple(islice(names, _AT_ONCE))) or calls.open):
        if some:
            calls.ask(summarise_shard, some[0], frames.packed(left_material(library, some), Material))
        while calls.open and not stop() and (not some or calls.open >= _ASKED * calls.processors):
            found.update(_answered(calls))
    return found


def _answered(calls: Calls) -> Iterator[tuple[str, Summary]]:
    for _, answer in calls.answers(_TICK):
        with suppress(frames.FrameError):  # then it is summarised here
            for name, fields in frames.unpacked(answer or b"", _Told):
                yield name, Summary(*fields)
