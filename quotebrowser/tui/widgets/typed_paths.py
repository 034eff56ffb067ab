"""A path that is typed, which the file system completes.

One rule guards it: only what is there is proposed, and what a terminal could not show is not. Nothing but the
folder that is typed is looked at, and nothing in it is opened.
"""

import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from quotebrowser.text import fold, safe

_LOOKED_AT: Final = 20_000
"""Names of a folder that are looked through."""


class Match(NamedTuple):
    """What may be meant by the beginning of a path."""

    path: str
    """What would be typed for it, with a slash behind a folder."""
    name: str
    """Of the file or folder, with the same slash."""


class Completed(NamedTuple):
    """What a beginning of a path leads to."""

    paths: tuple[str, ...]
    """What is there by that name; several where several were dropped on the terminal; else none."""
    matches: tuple[Match, ...]
    """What it is the beginning of, folders and files by name."""
    common: str
    """As far as all of them agree; what was typed where there are none."""


def path_of(typed: str) -> Path | None:
    """The path that was typed, `~` put in full; None where nothing was, or nobody has that home."""
    try:
        return Path(typed.strip()).expanduser() if typed.strip() else None
    except RuntimeError:
        return None


def completed(typed: str, endings: tuple[str, ...] = ()) -> Completed:
    """What `typed` means, and how it may go on.

    Folders end in a slash. Hidden names are only proposed after a period; case counts where it tells.

    Args:
        typed: a path; `~` is the home folder, a space is a space.
        endings: how the names of files end that are proposed first; others are where there are none such.
    """
    matches = tuple(_matches(typed, endings))
    first, last = min(matches, default=None), max(matches, default=None)
    common = os.path.commonprefix([first.path, last.path]) if first and last else ""  # noqa: RUF071 - no folders
    # Where case or accents differ, what was typed is no beginning of what is there.
    return Completed(_meant(typed), matches, common if len(common) >= len(typed) else typed)


def _matches(typed: str, endings: tuple[str, ...]) -> Iterator[Match]:
    if typed == "~":
        yield Match("~/", "~/")
        return
    above, slash, start = typed.rpartition("/")
    names = [
        name
        for name in _names(path_of(above + slash) if slash else Path())
        if name.startswith(".") <= start.startswith(".")
    ]
    exact = [name for name in names if name.startswith(start)]
    found = exact or [name for name in names if fold(name).startswith(fold(start))]
    first = [name for name in found if name.lower().endswith(("/", *endings))] if endings else found
    for name in sorted(first or found, key=str.casefold):
        yield Match(above + slash + name, name)


def _names(folder: Path | None) -> list[str]:
    """What is in a folder; nothing where there is none, or it cannot be read."""
    with suppress(OSError, ValueError), os.scandir(folder or "") as entries:
        shown = (one for one in islice(entries, _LOOKED_AT) if safe(one.name) == one.name)
        return [one.name + "/" * _is_folder(one) for one in shown if not {"\n", "\t"} & set(one.name)]
    return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _meant(typed: str) -> tuple[str, ...]:
    """The paths that are there; dropped on a terminal, they have a shell's quotation marks or backslashes."""
    if whole := _there(typed):
        return (whole,)
    with suppress(ValueError):
        several = [_there(_unpacked(part)) for part in shlex.split(typed)]
        return tuple(several) if all(several) else ()
    return ()


def _unpacked(part: str) -> str:
    """A path; of an address of a file, that file's."""
    return unquote(urlsplit(part).path) if part.startswith("file://") else part


def _there(typed: str) -> str:
    """The path that was typed, if that is there; else empty."""
    with suppress(OSError, ValueError):
        path = path_of(typed)
        return str(path) if path is not None and path.exists() else ""
    return ""
