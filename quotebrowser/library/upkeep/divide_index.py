"""The index divided into parts, or made one again.

One rule guards it: the parts hold what the one index held, and are made from the store, not from it.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from quotebrowser.errors import MissingPartError
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import level
from quotebrowser.library.views import Progress
from quotebrowser.model import Kind

if TYPE_CHECKING:
    from quotebrowser.index.shards.division import Division

_PATIENCE: Final = 30.0
"""Seconds to wait for another program that is indexing."""


def division(parts: int, by: str, address: str | None) -> "Division | None":
    """An index in so many parts; None: in one."""
    from quotebrowser.index.shards.division import Division, Searched

    return Division(parts, Searched(by), address) if parts > 1 else None


def tried(address: str | None) -> tuple[str, ...]:
    """What the user is to be warned of where Ray searches the parts; it is started, or joined, and left.

    Raises:
        LibraryError: there is no Ray here, or no cluster at the address that wants us.
    """
    from quotebrowser.processes import ray_start

    with ray_start.started(address, 1) as warnings:
        return warnings


def info(library: Library) -> dict[str, object]:
    """How the index is divided, how much it holds, and what of it cannot be searched now."""
    from quotebrowser.query import Everything

    level.catch_up(library, seconds=_PATIENCE)
    kept = library.held.division
    with suppress(MissingPartError):
        library.index.search(Everything(), limit=0, facets=False)
    lacking = library.held.missing()
    return {
        "quotes": _indexed(library),
        "parts": kept.parts if kept else 1,
        "engine": kept.by.value if kept else "local",
        "address": kept.address if kept else None,
        "missing": lacking,
    }


def _indexed(library: Library) -> int:
    """How many quotes the parts of the index that can be searched hold."""
    from quotebrowser.query import Is

    return sum(library.index.search(Is("kind", kind.value), limit=1).total for kind in Kind)


def divide(
    library: Library,
    division: "Division | None",
    progress: Progress | None = None,
    *,
    seconds: float = _PATIENCE,
) -> int:
    """Divide the index into parts, or make it one again where that is None; returns how many quotes it holds.

    Raises:
        LibraryError: as `catch_up`.
    """
    with library.indexing, level.locked(library, seconds):
        library.held.divide(division)
    return level.rebuild(library, progress, seconds=seconds)
