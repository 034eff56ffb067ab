"""Utterances summarised on the machines of a cluster, for the one process that stores what is said of them.

One rule guards it: a summary is stored only if the library is as it was when its material was taken. What
anybody has changed meanwhile is summarised here, by `regroup.settle`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
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
_MOST: Final = 1 << 31
"""More than any field of a summary counts."""
_Told = tuple[tuple[str, tuple[int, int, int, int, int]], ...]
"""Utterances, and the fields of their summaries."""


def summarise_shard(frame: bytes) -> bytes:
    """`summarise`, from frame to frame."""
    found = summarise(frames.unpacked(frame, Material))
    return frames.packed(tuple((name, tuple(one)) for name, one in found.items()), _Told)


def settle_on(library: Library, calls: Calls, stop: Callable[[], bool] = bool) -> None:
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
                utterances.set_summaries(found)
        last = left[-1]


def _summarised(
    library: Library, calls: Calls, left: Sequence[str], stop: Callable[[], bool]
) -> dict[str, Summary]:
    """The summaries of those that were answered for."""
    frames_of = (
        frames.packed(left_material(library, left[at : at + _AT_ONCE]), Material)
        for at in range(0, len(left), _AT_ONCE)
    )
    found: dict[str, Summary] = {}
    for answer in calls.each(summarise_shard, frames_of, stop):
        found.update(_told(answer))
    return {name: found[name] for name in left if name in found}


def _told(answer: bytes | None) -> Iterator[tuple[str, Summary]]:
    with suppress(frames.FrameError):  # then it is summarised here
        for name, fields in frames.unpacked(answer or b"", _Told):
            if all(0 <= one < _MOST for one in fields):
                yield name, Summary(*fields)
