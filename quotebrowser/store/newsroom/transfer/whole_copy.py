"""All shared rows of a library copied from one place to another.

One rule guards it: what is being filled is no library until it holds all that its source held at one
moment. Rows are committed as they come, so that a copy that was killed goes on; then the rows of every table
are added up at both ends, and only where the sums are equal is the copy given out as a library.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.server_tables import tables
from quotebrowser.store.newsroom.transfer.file_end import FilledFile, ReadFile
from quotebrowser.store.newsroom.transfer.row_streams import End, Source, Sum, Target, begins_with_number
from quotebrowser.store.newsroom.transfer.server_end import FilledServer, ReadServer

Told = Callable[[int, int, str], None]
"""Called with how many rows are copied, of how many, and of which table."""
_AGAIN: Final = "again"
"""In place of the moment where all is to be filled from the beginning."""


@contextmanager
def copied(source: Path | Address, target: Path | Address, told: Told) -> Iterator[dict[str, Sum]]:
    """Copy a library; it is one at the target, with an identity of its own, when the `with` ends.

    Args:
        source: the directory of a library that can be opened, or where a newsroom's is; all is as it is at
            this moment.
        target: a directory, or a newsroom; nothing is there, or a copy of this library that was interrupted.
        told: is told how far it is.

    Yields:
        What the rows of each table add up to, by its name, the same at both ends.

    Raises:
        LibraryError: the target holds something else, one of them fails, or they differ in the end. The
            target is no library then, and the same call goes on where this one ended.
    """
    with ExitStack() as stack:
        read: Source = ReadServer(source) if isinstance(source, Address) else ReadFile(source)
        stack.callback(read.close)
        filled: Target = FilledServer(target) if isinstance(target, Address) else FilledFile(target)
        stack.callback(filled.close)
        authors = read.authors()
        filled.require(authors)
        yield _copy_rows(read, filled, read.origin, told)
        told(0, 0, "reading the copy back")
        filled.finish(read.numbers(), authors)


def _copy_rows(source: End, target: Target, origin: str, told: Told) -> dict[str, Sum]:
    """Bring the rows of all tables from one end to the other; what they add up to."""
    _prepare(target, origin)
    counts = {table.name: source.count(table) for table in tables()}
    total, done = sum(counts.values()), 0
    for table in tables():
        there = target.count(table)
        if there != counts[table.name]:
            start = target.last(table) if begins_with_number(table) else None
            target.clear(table, start)
            here = done + target.count(table)
            for rows in source.rows(table, start):
                target.put(table, rows)
                here += len(rows)
                told(here, total, table.name)
        done += counts[table.name]
    return _compared(source, target, origin, told)


def _prepare(target: Target, origin: str) -> None:
    """Mark the target as filled from here; what it has of another moment of the source goes."""
    if target.mark == origin:
        return
    if target.mark and _library(target.mark) != _library(origin):
        raise LibraryError(
            "What the copy is to fill holds a part of another library",
            "Name another place, or first copy that library to its end.",
        )
    target.mark = _again(origin)  # whoever is killed now must not take the rest for rows of this moment
    for table in reversed(tables()):
        target.clear(table, None)
    target.mark = origin


def _compared(source: End, target: Target, origin: str, told: Told) -> dict[str, Sum]:
    sums = {}
    for at, table in enumerate(tables()):
        told(at, len(tables()), f"comparing {table.name}")
        sums[table.name] = source.sum(table)
        if target.sum(table) != sums[table.name]:
            target.mark = _again(origin)
            raise LibraryError(
                f"The copy differs from its source in the table {table.name}; it is not used",
                "Run the command again: it starts from the beginning.",
            )
    return sums


def _again(origin: str) -> str:
    return f"{_library(origin)} {_AGAIN}"


def _library(mark: str) -> str:
    return mark.partition(" ")[0]
