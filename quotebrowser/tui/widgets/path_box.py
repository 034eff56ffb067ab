"""A box for a path, which the file system completes.

One rule guards it: only what is there is proposed, and what a terminal could not show is not.
"""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from quotebrowser.text import fold, safe
from quotebrowser.tui.widgets.search_box import SearchBox

_LOOKED_AT: Final = 20_000
"""Names of a folder that are looked through."""


def path_of(typed: str) -> Path | None:
    """The path that was typed, `~` put in full; None where nothing was, or nobody has that home."""
    try:
        return Path(typed.strip()).expanduser() if typed.strip() else None
    except RuntimeError:
        return None


def completed(typed: str) -> tuple[str, tuple[str, ...]]:
    """What was typed as far as all agree that begin so, and their names where there are several.

    Folders end in a slash. Hidden names are only proposed after a period; case counts where it tells.
    """
    if typed == "~":
        return "~/", ()
    start = typed.rpartition("/")[2]
    before = typed[: len(typed) - len(start)]
    names = [name for name in _names(path_of(before or ".")) if start or not name.startswith(".")]
    found = [name for name in names if name.startswith(start)]
    found = found or [name for name in names if fold(name).startswith(fold(start))]
    if not found:
        return typed, ()
    first, last = min(found), max(found)
    common = first[: next((at for at, char in enumerate(first) if last[at : at + 1] != char), len(first))]
    agreed = common if common.startswith(start) or len(found) == 1 else start
    return before + agreed, tuple(sorted(found)) if len(found) > 1 else ()


def _names(folder: Path | None) -> Iterator[str]:
    """What is in a folder; nothing where there is none, or it cannot be read."""
    try:
        with os.scandir(folder or "") as entries:
            for entry in islice(entries, _LOOKED_AT):
                if safe(entry.name) == entry.name and not {"\n", "\t"} & set(entry.name):
                    yield entry.name + "/" * entry.is_dir()
    except OSError:
        return


class PathBox(SearchBox):
    """A line to type a path in."""

    @property
    def path(self) -> Path | None:
        """What stands here, `~` put in full; None if it is no path."""
        return path_of(self.value)

    def complete(self) -> tuple[str, ...]:
        """Go on with what was typed as far as there is no choice, and return the names to choose from."""
        value, names = completed(self.value)
        self.fill(value)
        return names
