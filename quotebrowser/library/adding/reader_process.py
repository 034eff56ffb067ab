"""The process that reads files for the one that stores: paths go in, or their bytes; their articles come out.

One rule guards it: whatever a file does here, the parent learns of it. An error of the program is the
outcome of one file; how the process ended says what went wrong.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from quotebrowser import debug_log, fault_report
from quotebrowser.errors import LibraryError
from quotebrowser.ingest import Given, Loaded
from quotebrowser.library.adding.read_file import Item, gather, gather_loaded
from quotebrowser.model import Rejected
from quotebrowser.processes import child, frames, limits
from quotebrowser.store import Store

READY: Final = b"ready"
"""Sent when the process can read; the clock of its first file starts then."""
DONE: Final = b"done"
"""Sent behind the last item of each file."""
FIRST: Final = tuple[str, Given, int]
"""What the first task says: the library's directory, what the user says of the files, the limit of memory."""
_HEAD: Final = str | Loaded
_END: Final = b"\n"
"""Ends the head of a task, as JSON has no such character."""


def task(of: Path | Loaded, data: bytes = b"") -> bytes:
    """The frame that asks for a file: its path, or what is known of it and its bytes."""
    return frames.packed(of if isinstance(of, Loaded) else str(of), _HEAD) + _END + data


def name_of(frame: bytes) -> str:
    """What the file is called for which a frame asks."""
    head = frames.unpacked(frame.partition(_END)[0], _HEAD)
    return str(head.origin if isinstance(head, Loaded) else head)


def main() -> None:
    """Serve the parent until it hangs up."""
    debug_log.start_in_child()
    try:
        serve(*child.taken_pipes())
    except MemoryError:
        os._exit(limits.OUT_OF_MEMORY)
    except (OSError, ValueError):
        os._exit(1)  # the parent is gone


def serve(tasks: BinaryIO, results: BinaryIO) -> None:
    """Answer each path of `tasks` with its items and `DONE`; the first task is `FIRST`."""
    first = child.receive(tasks)
    if first is None:
        return
    directory, given, memory = frames.unpacked(first, FIRST)
    known, close = _known_in(Path(directory))
    if memory:
        limits.limit_memory(memory)
    child.send(results, READY)
    while (data := child.receive(tasks)) is not None:
        if memory:
            limits.limit_cpu()
        for item in _items(data, given, known):
            child.send(results, frames.packed(item, Item))
        child.send(results, DONE)
    close()


def _items(frame: bytes, given: Given, known: Callable[[str], bool]) -> Iterator[Item]:
    """What a file holds; an error of the program is its outcome."""
    started, items = time.monotonic(), 0
    plain, _, data = frame.partition(_END)
    head = frames.unpacked(plain, _HEAD)
    try:
        loaded = isinstance(head, Loaded)
        for item in gather_loaded(head, data, given) if loaded else gather(Path(head), given, known):
            items += 1
            yield item
        debug_log.log(__name__, f"a file read: {items} items, {time.monotonic() - started:.3f} s")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the last line of a worker
        yield Rejected(name_of(frame), fault_report.leave(error, "reading a file").message)


def _known_in(directory: Path) -> tuple[Callable[[str], bool], Callable[[], None]]:
    """Whether the library in `directory` has an article, and how to let go of it; nothing is ever written.

    Where that is unknown it has none: the parent looks again before it stores one.
    """
    try:
        store = Store.open(directory, create=False)
    except LibraryError:
        return (lambda _article: False), (lambda: None)

    def known(article: str) -> bool:
        try:
            return store.articles.has(article)
        except LibraryError:
            return False

    return known, store.close
