"""The index opened and made, in one part or in as many as the user has divided it into.

One rule guards it: who searches the parts is never taken from a file that this user has not sealed.
"""

from collections.abc import Callable, Iterator, Sequence
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quotebrowser.index import Binding, QuoteIndex
    from quotebrowser.index.shards.division import Division
    from quotebrowser.index.shards.reach import Reach

    MakeReach = Callable[[Sequence[str], Division], Reach]

_ENDING: Final = ".parts"

_SHARES: Final = {
    (1, 2): "half", (1, 3): "a third", (2, 3): "two thirds", (1, 4): "a quarter", (3, 4): "three quarters",
}  # fmt: skip

Mark = tuple[int, int, int] | None


def file_of(index: Path) -> Path:
    """The file that says how the index in a directory is divided."""
    return index.with_name(index.name + _ENDING)


def mark_of(index: Path) -> Mark:
    """What tells how an index is divided from how it was before; None where it is in one part."""
    try:
        found = file_of(index).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def division_of(index: Path, binding: "Binding") -> "Division | None":
    """How an index is divided; None: it is in one part."""
    if mark_of(index) is None:
        return None
    from quotebrowser.index.shards.division import read_division

    return read_division(file_of(index), binding)


def directories(index: Path, binding: "Binding") -> "Iterator[Path]":
    """Where the lists of contents of an index lie."""
    division = division_of(index, binding)
    if division is None:
        yield index
    else:
        yield from (division.directory(index, number) for number in range(division.parts))


def opened(index: Path, binding: "Binding", reach: "MakeReach") -> "QuoteIndex":
    """The index in a directory.

    Raises:
        LibraryError: as `QuoteIndex.open`.
    """
    from quotebrowser.index import QuoteIndex

    division = division_of(index, binding)
    if division is None:
        return QuoteIndex.open(index, binding)
    return QuoteIndex.open_parts(index, binding, division, lambda parts: reach(parts, division))


def created(index: Path, binding: "Binding", reach: "MakeReach") -> "QuoteIndex":
    """An empty index in place of what is in a directory, divided as that is to be.

    Raises:
        LibraryError: as `QuoteIndex.create`.
    """
    from quotebrowser.index import QuoteIndex

    division = division_of(index, binding)
    if division is None:
        return QuoteIndex.create(index, binding)
    return QuoteIndex.create_parts(index, binding, division, lambda parts: reach(parts, division))


def lacking(lost: int, parts: int, why: str = "") -> str:
    """What answers lack where so many of the index's parts cannot be searched, in words; empty: nothing."""
    if not lost:
        return ""
    if lost == parts:
        because = f" ({why})" if why else ""
        return f"no part of the index can be searched{because}: no quote is found until one is back"
    divisor = gcd(lost, parts)
    share = _SHARES.get((lost // divisor, parts // divisor), f"{round(100 * lost / parts)} %")
    return f"{lost} of {parts} parts of the index cannot be searched: about {share} of the quotes"
