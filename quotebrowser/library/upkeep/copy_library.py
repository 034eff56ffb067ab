"""A library copied whole, between directories and newsrooms.

One rule guards it: the copy is a library of its own, and only when nothing is missing.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from quotebrowser.library import originals
from quotebrowser.library.views import Progress
from quotebrowser.store import Store


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    articles: int
    """Removed ones too."""
    quotes: int
    """Mentions and repeats too."""
    rows: int
    tables: int
    """How many tables the rows are of; they add up to the same at both ends."""
    originals: int
    """Saved pages that were copied too."""
    left: int
    """Saved pages that stay where they are: a server keeps no files."""


def copy_library(source: str, target: str, progress: Progress | None = None) -> Copied:
    """Copy a library to where nothing is; where a copy was interrupted, go on.

    Args:
        source: a directory, or the address of a newsroom's library; a copy of one is completed first.
        target: the same.
        progress: called with how many rows are done, of how many, and of which table.

    Raises:
        LibraryError: the source cannot be read, the target cannot be written or holds something else, or the
            two differ in the end.
    """
    from quotebrowser.store.newsroom import address
    from quotebrowser.store.newsroom.transfer import whole_copy

    told = progress or (lambda *_: None)
    filled = address.parse(target) if address.is_address(target) else Path(target)
    kept = taken = 0
    with ExitStack() as stack:
        if address.is_address(source):
            sums = stack.enter_context(whole_copy.copied(address.parse(source), filled, told))
        else:
            store = stack.enter_context(Store.open(Path(source), create=False))
            if store.shared is not None:
                store.shared.fill()
            sums = stack.enter_context(whole_copy.copied(store.directory, filled, told))
            kept = len(originals.of(store.directory))
            if isinstance(filled, Path):
                taken = originals.copy_all(store.directory, filled)
    return Copied(
        articles=sums["article"].rows,
        quotes=sums["quote"].rows,
        rows=sum(each.rows for each in sums.values()),
        tables=len(sums),
        originals=taken,
        left=kept - taken,
    )
