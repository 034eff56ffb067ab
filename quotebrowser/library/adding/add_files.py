"""Articles into the library: read, quotes found, stored, grouped; then the index brought up to date.

Two rules guard it: every input has an outcome, and an outcome is reported only after its article is safely
stored. A run that was stopped or killed is simply run again: what is known already is skipped.
"""

import gc
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser import ingest
from quotebrowser.library.adding import store_articles
from quotebrowser.library.adding.read_file import Gathered, Item, gather
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep.level import catch_up
from quotebrowser.library.views import FileOutcome, Progress
from quotebrowser.store import place
from quotebrowser.store.journal import Addition

if TYPE_CHECKING:
    from quotebrowser.library.adding.cluster.sharded_reading import Cluster

Stop = Callable[[], bool]
"""Asked often whether to stop."""
Reader = Callable[[Sequence[Path]], Generator[tuple[int, Item | None], None, None]]
"""What files hold, in their order, each item with the number of its file; None: there is none just now."""

_BATCH_SECONDS: Final = 0.5
"""How long what was read waits to be stored. On 1,000 short articles: one commit each costs 3 times the CPU
of extraction."""
_BATCH: Final = 50
"""Articles stored in one transaction: of 3,000 characters they take half a second, and a second would keep
other writers waiting."""
_BATCH_CHARACTERS: Final = 300_000
_OBJECTS: Final = 20_000
"""New objects after which Python looks for garbage: at its own 700 it took a twentieth of all time."""
_FEW: Final = 60
"""Files up to which no process is started for small texts. On two cores reading in other processes saves a
sixth of the time of 1,000 texts, and starting one costs what reading 60 does."""


def add(
    library: Library,
    paths: Iterable[Path],
    given: ingest.Given | None = None,
    *,
    jobs: int | None = None,
    cluster: "Cluster | None" = None,
    progress: Progress | None = None,
    stop: Stop = lambda: False,
) -> Iterator[FileOutcome]:
    """Read `paths` (files and directories) into the library; an outcome for each article, in order.

    The index is brought level at the end; it also is when the caller takes no more outcomes. Where `stop`
    says so, what was read is stored and no more is read; the next search then brings the index level.

    Args:
        library: where to.
        paths: what to read.
        given: what the user says of every file.
        jobs: how many processes read, 1 being this one, in which nothing limits time and memory of a file;
            None: as many as there are processors, but this one for a few small texts.
        cluster: reads instead of them.
        progress: called with the file being read.
        stop: asked between articles, and while one takes its time.

    Raises:
        LibraryError: the library cannot be written.
    """
    library.require_writable()
    given = given or ingest.Given()
    files = list(ingest.walk(paths, partial(place.own_names, library.directory)))
    with ExitStack() as stack:
        stack.enter_context(_few_collections())
        if cluster is None:
            reader = _reader(library, files, given, jobs, stack)
        else:
            reader = cluster.reader(library, given, stack)
        try:
            yield from store_all(library, files, reader, progress, stop, many=1 if cluster else None)
        except GeneratorExit:
            catch_up(library)
            raise
        if cluster is not None and not stop():
            cluster.finish(library, stop)
    if not stop():
        catch_up(library)


@contextmanager
def _few_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _reader(
    library: Library, files: Sequence[Path], given: ingest.Given, jobs: int | None, stack: ExitStack
) -> Reader:
    """What reads the files: this process, or others that end with `stack`."""
    if jobs is None:
        jobs = 1 if is_quick(files) else max(2, processors())
    if jobs == 1:
        return read_here(library, given)
    from quotebrowser.library.adding.pool import Workers

    return stack.enter_context(Workers(library.directory, given, min(jobs, max(1, len(files))))).read


def is_quick(files: Sequence[Path]) -> bool:
    """Whether the files are few and small enough to read without starting a process."""
    return len(files) <= _FEW and all(map(ingest.is_light, files))


def processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_here(library: Library, given: ingest.Given) -> Reader:
    """A reader that works in this process."""

    def read(files: Sequence[Path]) -> Generator[tuple[int, Item | None], None, None]:
        for number, path in enumerate(files):
            yield number, None
            for item in gather(path, given, library.store.articles.has):
                yield number, item

    return read


def store_all(
    library: Library,
    files: Sequence[Path],
    reader: Reader,
    progress: Progress | None = None,
    stop: Stop = lambda: False,
    *,
    many: int | None = None,
) -> Iterator[FileOutcome]:
    """Store what `reader` finds in `files`, a batch at a time; the outcomes, each after its commit.

    `many`: see `regroup`.
    """
    with closing(reader(files)) as items:
        yield from _stored(library, files, items, progress, stop, partial(store_articles.store, many=many))
    if progress is not None and not stop():
        progress(len(files), len(files), "")


def _stored(
    library: Library,
    files: Sequence[Path],
    items: Iterator[tuple[int, Item | None]],
    progress: Progress | None,
    stop: Stop,
    store: Callable[[Library, Sequence[Item], Addition], list[FileOutcome]],
) -> Iterator[FileOutcome]:
    run = Addition()
    batch: list[Item] = []
    size = 0
    deadline = 0.0
    for number, item in items:
        if progress is not None:
            progress(number, len(files), str(files[number]))
        if item is not None:
            if not batch:
                deadline = time.monotonic() + _BATCH_SECONDS
            batch.append(item)
            size += len(item.article.text) if isinstance(item, Gathered) else 0
        if batch and (len(batch) >= _BATCH or size >= _BATCH_CHARACTERS or time.monotonic() > deadline):
            yield from store(library, batch, run)
            batch, size = [], 0
        if stop():
            break
    if batch:
        yield from store(library, batch, run)
