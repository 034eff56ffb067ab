"""A shard of files, read on any machine: their bytes come in, their articles go out.

One rule guards it: what comes out follows from what goes in, and no file takes down what reads the others.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quotebrowser.library.adding.lane import Lane
from quotebrowser.library.adding.reader_process import DONE, FIRST
from quotebrowser.processes import child, frames, limits

_TICK: Final = 0.1
"""Seconds between two looks at the clock."""
_lanes: dict[bytes, Lane] = {}
"""The process that reads for this one, by what it was told first: it serves one shard after the other."""


def read_shard(shard: bytes) -> bytes:
    """The answers of a reading process to the tasks of a shard, in their order.

    Args:
        shard: frames: what a reading process is told first, then tasks.
    """
    first, *tasks = child.parted(shard)
    return child.joined(_answers(_lane(first), tasks))


def _answers(lane: Lane, tasks: Sequence[bytes]) -> Iterator[bytes]:
    for task in tasks:
        lane.ask(task)
    left = len(tasks)
    while left:
        answer = lane.packed_answer(_TICK)
        if answer is None:
            lane.look()
        else:
            yield answer
            left -= answer == DONE


def _lane(first: bytes) -> Lane:
    """A lane that has nothing to do; one that still has is of a shard that was given up."""
    lane = _lanes.get(first)
    if lane is None or lane.open:
        close()
        directory, given, memory = frames.unpacked(first, FIRST)
        lane = _lanes[first] = Lane(Path(directory), given, limits.SECONDS, memory)
    return lane


def close() -> None:
    """End the process that reads for this one."""
    while _lanes:
        _lanes.popitem()[1].close()
