"""The index's list of contents: which segments it has, which part of the store they hold, and whose it is.

Two rules guard it. It is data, and nothing of an index is opened before its list is seen to be made by this
user, for this library: an index is never taken over from elsewhere, it is built again. And a commit puts a
new list in the place of the old one, which survives a power cut whole or not at all.
"""

import hmac
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from quotebrowser.errors import DamagedIndexError
from quotebrowser.query.fields import FIELDS
from quotebrowser.whole_files import beginning, put

FORMAT: Final = 12
"""Grows with every change of the schema, of how words are cut, or of what is written to disk."""

_FIELDS: Final = " ".join(f"{row.index}={row.whole}" for row in FIELDS if row.value)
"""The index's fields that are named in the table of query fields: another table is another format."""

_NAME: Final = "stamp.json"
_HEAD: Final = b'{"seal": "%64s", "said": '
_SEALED: Final = slice(len(_HEAD % b""), -1)
"""What is sealed of a file: all that is said in it."""
_MOST_BYTES: Final = 1 << 26
_MOST_DOCUMENTS: Final = 1 << 32
_SEGMENT: Final = re.compile(r"[0-9a-z]{16}")
_DIGEST: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Binding:
    """What ties an index to a library and its user."""

    key: bytes
    """A secret of this user, by which the list of contents is sealed."""
    library: Callable[[], str]
    """Id of the library, as it was when the next two were called."""
    state: Callable[[], str]
    """A name of all that the store has held up to now: two copies that went different ways have two."""
    knows: Callable[[str], bool]
    """Whether the store was once in a state."""


@dataclass(frozen=True, slots=True)
class Building:
    """How far an index is that is being built, newest quotes first."""

    place: tuple[int, int]
    """The age of the oldest article that is in; see `store.tables.lists.Age`."""
    done: int
    """How many quotes that were."""
    total: int
    """How many quotes there are to take in."""

    @property
    def percent(self) -> int:
        """How much of it is done, in percent and rounded down."""
        return 100 * self.done // max(self.total, 1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index says of itself."""

    watermark: int
    """The store's change number up to which all changes are in it; 0 for none."""
    building: Building | None = None
    """Of what was in the store before that change, what is in it; None is all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment in the list."""

    name: str
    """Sixteen letters and digits."""
    size: int
    """How many documents it has, deleted ones included."""
    digest: str
    """Of its file; see `format.arrays`."""
    deleted: tuple[int, ...]
    """Those that are deleted, rising."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of contents."""

    library: str
    """Id of the library it is of."""
    generation: int
    """Grows with every commit."""
    stamp: Stamp
    """What the segments hold together."""
    segments: tuple[Listed, ...]
    """All of them."""


class UnknownStateError(DamagedIndexError):
    """An index of this user and this library holds what the library has never held.

    Attributes:
        state: what it says that the library has held.
        library: id of the library.
    """

    def __init__(self, message: str, state: str, library: str) -> None:
        super().__init__(message)
        self.state = state
        self.library = library


def read_contents(directory: Path, binding: Binding) -> Contents:
    """The list of contents of the index in `directory`.

    Raises:
        DamagedIndexError: there is none, it is damaged, of another format, or not made by this user for this
            library.
    """
    try:
        content = beginning(directory / _NAME, _MOST_BYTES)
    except OSError as error:
        raise DamagedIndexError(
            f"The search index in {directory} has no readable list of contents"
        ) from error
    sealed = content[_SEALED]
    if not hmac.compare_digest(content, _whole(binding, sealed)):
        raise DamagedIndexError(f"The search index in {directory} is damaged, or another user's")
    try:
        said = json.loads(sealed)
        if [said["format"], said["fields"]] != [FORMAT, _FIELDS]:
            raise DamagedIndexError(f"The search index in {directory} is from another version")
        state, contents = _text(said["state"]), _contents(said)
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise DamagedIndexError(
            f"The list of contents of the search index in {directory} is damaged"
        ) from error
    known = binding.knows(state)
    require_library(contents, binding)
    if not known:
        raise UnknownStateError(
            f"The search index in {directory} is of another copy of the library", state, contents.library
        )
    return contents


def require_library(contents: Contents, binding: Binding) -> None:
    """Raise DamagedIndexError if an index is not of the library it is bound to now."""
    if contents.library != binding.library():
        raise DamagedIndexError("The search index is of another library")


def _whole(binding: Binding, sealed: bytes) -> bytes:
    """What a file holds that says `sealed`."""
    return _HEAD % hmac.digest(binding.key, sealed, "sha256").hex().encode() + sealed + b"}"


def _contents(said: dict[str, Any]) -> Contents:
    building = said["building"]
    if building is not None:
        day, article, done, total = map(_number, _list(building))
        building = Building((day, article), done, total)
    stamp = Stamp(_number(said["watermark"]), building)
    segments = tuple(map(_segment, _list(said["segments"])))
    return Contents(_text(said["library"]), _number(said["generation"]), stamp, segments)


def _segment(said: object) -> Listed:
    name, size, digest, deleted = _list(said)
    numbers = tuple(map(_number, _list(deleted)))
    if not _SEGMENT.fullmatch(_text(name)) or not _DIGEST.fullmatch(_text(digest)):
        raise ValueError(name, digest)
    if _number(size) > _MOST_DOCUMENTS or any(a >= b for a, b in pairwise((*numbers, size))):
        raise ValueError(size)
    return Listed(name, size, digest, numbers)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def write_contents(directory: Path, contents: Contents, binding: Binding) -> None:
    """Put a list of contents in place of the one in `directory`, on the disk before this returns.

    What it names is on the disk already.

    Raises:
        DamagedIndexError: the library has become another one since the index was opened.
    """
    far = contents.stamp.building
    state = binding.state()
    require_library(contents, binding)  # after all that was read of the store, its state too
    said = {
        "format": FORMAT,
        "fields": _FIELDS,
        "library": contents.library,
        "state": state,
        "generation": contents.generation,
        "watermark": contents.stamp.watermark,
        "building": None if far is None else [*far.place, far.done, far.total],
        "segments": [[one.name, one.size, one.digest, one.deleted] for one in contents.segments],
    }
    new = directory / f"{_NAME}.new"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor
        file.write(_whole(binding, json.dumps(said).encode()))
    put(new, directory / _NAME)


def changed_at(directory: Path) -> tuple[int, int, int] | None:
    """What tells the list of contents in `directory` from the one before; None if there is none."""
    try:
        found = os.stat(f"{directory}/{_NAME}")  # noqa: PTH116 - once a search or more, and a `Path` takes twice as long
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
