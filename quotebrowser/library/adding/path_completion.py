"""Paths completed as a shell does: what stands in a folder and could be added.

One rule guards it: nothing but the folder that is typed is looked at, and nothing in it is opened.
"""

import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

_READ: Final = (
    *(".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".shtml", ".mhtml", ".mht", ".eml"),
    *(".pdf", ".docx", ".odt", ".fodt", ".rtf", ".epub", ".zip", ".gz", ".bz2", ".warc", ".xml", ".rss"),
    *(".atom", ".nitf", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".srt", ".vtt", ".sbv"),
)
"""How the names of what can be read end; other files are offered where there are none such. What a file is,
is seen when it is read."""


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
    matches: tuple[Match, ...] = ()
    """What it is the beginning of, folders and files by name."""
    common: str = ""
    """As far as all of them agree; what was typed where there are none."""


def completed(typed: str) -> Completed:
    """What `typed` means, and how it may go on: `~` is the home folder, a space is a space."""
    matches = tuple(_matches(typed))
    common = _beginning([match.path for match in matches]) or typed
    # Where upper and lower case differ, what was typed is no beginning of what is there.
    return Completed(_meant(typed), matches, common if len(common) >= len(typed) else typed)


def _beginning(names: list[str]) -> str:
    """What all of some names begin with."""
    first, last = min(names, default=""), max(names, default="")
    same = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(same, len(first))]


def _meant(typed: str) -> tuple[str, ...]:
    """The paths that are there; dropped on a terminal, they have a shell's quotation marks or backslashes."""
    whole = _expanded(typed.strip())
    if whole and _is_there(whole):
        return (whole,)
    with suppress(ValueError):
        several = [_expanded(_unpacked(part)) for part in shlex.split(typed)]
        if several and all(map(_is_there, several)):
            return tuple(several)
    return ()


def _unpacked(part: str) -> str:
    """A path; of an address of a file, that file's."""
    if not part.startswith("file://"):
        return part
    from urllib.parse import unquote, urlsplit

    return unquote(urlsplit(part).path)


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _expanded(path: str) -> str:
    with suppress(RuntimeError):  # nobody has that home
        return str(Path(path).expanduser()) if path else ""
    return path


def _matches(typed: str) -> Iterator[Match]:
    if typed == "~":
        yield Match("~/", "~/")
        return
    above, slash, start = typed.rpartition("/")
    folder = Path(_expanded(above + slash)) if slash else Path()
    names = [name for name in _names(folder) if name.startswith(".") <= start.startswith(".")]
    exact = [name for name in names if name.startswith(start)]
    folded = exact or [name for name in names if name.casefold().startswith(start.casefold())]
    read = [name for name in folded if name.lower().endswith(("/", *_READ))]
    for name in sorted(read or folded, key=str.casefold):
        yield Match(above + slash + name, name)


def _names(folder: Path) -> list[str]:
    """The names in a folder, with a slash behind those of folders; none where there is no folder."""
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        return [entry.name + "/" * _is_folder(entry) for entry in entries]
    return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
