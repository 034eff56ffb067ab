"""Files read on the machines of a cluster, for the one process that stores what they hold.

One rule guards it: what is found comes in the order of the files, and is what reading them here would find.
Files are loaded here; where something beside them has to be looked at again, they are read here too.
"""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from quotebrowser import ingest
from quotebrowser.errors import ReadError
from quotebrowser.ingest import Given, Known, Loaded
from quotebrowser.library.adding.cluster.checkpoints import Checkpoints
from quotebrowser.library.adding.cluster.read_shard import read_shard
from quotebrowser.library.adding.lane import item_of
from quotebrowser.library.adding.pool import Workers
from quotebrowser.library.adding.read_file import Gathered, Item
from quotebrowser.library.adding.reader_process import DONE, FIRST, task
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import summary_shard
from quotebrowser.processes import child, frames, limits, ray_tasks
from quotebrowser.processes.ray_tasks import Calls, rules
from quotebrowser.store import place

_FILES: Final = 100
"""Files of a shard: a second of work, far more than a call costs, and few to be read again if it is lost."""
_BYTES: Final = 2_000_000
_ASKED: Final = 4
"""Shards asked for at once, for each processor of the cluster."""
_OPEN: Final = 256
"""Shards on the disk that may be ahead of the one whose turn it is."""
_UNSTORED: Final = 100
"""Items behind which an item is stored for certain."""
_TICK: Final = 0.1


@dataclass(frozen=True)
class Cluster:
    """Where to read."""

    calls: Calls
    """Of its machines."""
    checkpoints: Checkpoints
    """What was read and is not stored yet."""
    warn: Callable[[str], None]
    """Called with a sentence."""

    def reader(
        self, library: Library, given: Given, stack: ExitStack
    ) -> Callable[[Sequence[Path]], Generator[tuple[int, Item | None], None, None]]:
        """What reads files as `pool.Workers.read` does; a process that reads some here ends with `stack`."""
        here = stack.enter_context(Workers(library.directory, given, 1))
        return _Shards(self, library.store.articles.has, given, here).read

    def finish(self, library: Library, stop: Callable[[], bool]) -> None:
        """When all is stored: let go of what was read, and have compared what was left for that."""
        self.checkpoints.sweep()
        summary_shard.settle_on(library, self.calls, stop)


@contextmanager
def joined(
    library: Library,
    address: str | None,
    processors: int,
    checkpoints: Path | None,
    warn: Callable[[str], None],
) -> Iterator[Cluster]:
    """A cluster to read on, see `ray_tasks.joined`, for as long as the `with` lasts.

    Raises:
        LibraryError: there is none.
    """
    kept = Checkpoints(checkpoints or library.directory / place.CHECKPOINTS)
    with ray_tasks.joined(address, processors, warn) as calls:
        yield Cluster(calls, kept, warn)


@dataclass(slots=True)
class _Shard:
    """Files next to each other."""

    start: int
    """Number of the first."""
    found: list[Known | Path | Loaded] = field(default_factory=list)
    """Of each file what is known already, its path if it is read here, or what is sent with its bytes."""
    tasks: list[bytes] = field(default_factory=list)
    """What asks for those that are sent, until it is asked."""
    name: str = ""
    """The digest of what is asked; empty if nothing is."""
    answered: bool = False
    answer: bytes | None = None
    """What came of it, where that is not on the disk."""


class _Shards:
    """Reads files on a cluster."""

    def __init__(self, cluster: Cluster, known: Callable[[str], bool], given: Given, here: Workers) -> None:
        self._cluster, self._known, self._given, self._here = cluster, known, given, here
        self._checkpoints = cluster.checkpoints
        self._first = frames.packed((os.devnull, given, limits.MEMORY), FIRST)
        self._asked: dict[str, list[_Shard]] = {}

    def read(self, paths: Sequence[Path]) -> Generator[tuple[int, Item | None], None, None]:
        """See `pool.Workers.read`."""
        opened: deque[_Shard] = deque()
        handed: deque[tuple[str, int]] = deque()
        at = items = 0
        while at < len(paths) or opened:
            while at < len(paths) and self._may_ask(len(opened)):
                opened.append(self._planned(paths, at))
                self._ask(opened[-1])
                at += len(opened[-1].found)
                yield opened[0].start, None
            self._collect(0.0 if opened[0].answered else _TICK)
            if not opened[0].answered:
                yield opened[0].start, None
                continue
            shard = opened.popleft()
            for number, item in self._items(shard, paths):
                items += item is not None
                yield number, item
            handed.append((shard.name, items))
            while items - handed[0][1] >= _UNSTORED:
                self._checkpoints.drop(handed.popleft()[0])

    def _may_ask(self, opened: int) -> bool:
        most = _ASKED * self._cluster.calls.processors
        return self._cluster.calls.open < most and opened < (most if self._checkpoints.lost else _OPEN)

    def _planned(self, paths: Sequence[Path], start: int) -> _Shard:
        """The next files, loaded."""
        shard, size = _Shard(start), 0
        for path in paths[start : start + _FILES]:
            try:
                found, data = ingest.load_new(path, self._given, self._known)
            except ReadError:
                shard.found.append(path)  # the process that reads here says why
                continue
            if isinstance(found, Known):
                shard.found.append(found)
            elif found.described:
                shard.found.append(path)
            else:
                shard.found.append(found)
                shard.tasks.append(task(found, data))
                size += len(data)
            if size >= _BYTES:
                break
        return shard

    def _ask(self, shard: _Shard) -> None:
        shard.answered = not shard.tasks
        if shard.answered:
            return
        asked = child.joined((self._first, *shard.tasks))
        shard.tasks.clear()
        shard.name = hashlib.sha256(rules().encode() + asked).hexdigest()
        # Whether what is on the disk is to be believed is seen when its turn comes.
        shard.answered = self._checkpoints.has(shard.name)
        if not shard.answered:
            if shard.name not in self._asked:
                self._cluster.calls.ask(read_shard, shard.name, asked)
            self._asked.setdefault(shard.name, []).append(shard)

    def _collect(self, seconds: float) -> None:
        """Take what was answered, after at most some seconds; onto the disk where that is possible."""
        for name, answer in self._cluster.calls.answers(seconds):
            before = self._checkpoints.lost
            kept = answer is not None and self._checkpoints.put(name, answer)
            if self._checkpoints.lost and not before:
                self._cluster.warn(
                    f"What the cluster reads is not kept in {self._checkpoints.directory}: "
                    f"{self._checkpoints.lost}. If this is stopped, some files are read once more"
                )
            for shard in self._asked.pop(name):
                shard.answered, shard.answer = True, None if kept else answer

    def _items(self, shard: _Shard, paths: Sequence[Path]) -> Iterator[tuple[int, Item | None]]:
        """What the files of a shard hold; read here where no answer is to be believed."""
        sent = sum(isinstance(found, Loaded) for found in shard.found)
        answers = iter(_told(shard.answer or self._checkpoints.get(shard.name) or b"", sent))
        for number, found in enumerate(shard.found, shard.start):
            items: Sequence[Item] | None = None
            if isinstance(found, Known):
                items = [found]
            elif isinstance(found, Loaded) and (told := next(answers, None)) is not None:
                made = [item_of(frame, task(paths[number])) for frame in told]
                items = made if all(_is_of(found, item) for item in made) else None
            if items is None:
                yield from ((number, item) for _, item in self._here.read([paths[number]]))
            else:
                yield from ((number, item) for item in items)
            yield number, None


def _is_of(file: Loaded, item: Item) -> bool:
    """Whether an item is of the file that was sent, and whole, as far as can be seen here.

    What was rejected is not: a machine may have been short of time or memory for it, or been going down.
    """
    if isinstance(item, Gathered):
        article, size = item.article, len(item.article.text)
        return (article.origin, article.sha256) == (file.origin, file.sha256) and all(
            quote.article == article.id
            and quote.spans
            and 0 <= quote.spans[0].start < quote.spans[-1].end <= size
            for quote in item.quotes
        )
    return False


def _told(answer: bytes, number: int) -> list[list[bytes]]:
    """The frames of each file in the answer to so many tasks; none of any if they are not so many."""
    told: list[list[bytes]] = [[]]
    for frame in child.parted(answer):
        if frame == DONE:
            told.append([])
        else:
            told[-1].append(frame)
    return told[:-1] if len(told) == number + 1 and not told[-1] else []
