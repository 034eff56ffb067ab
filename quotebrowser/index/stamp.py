"""The stamp beside the index: of which format it is, and which part of the store it holds.

One rule guards it: the stamp is written after the commit it speaks of, and survives a power cut whole or
not at all. A stamp that lags behind makes the index take some quotes twice, which does no harm.
"""

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from quotebrowser.errors import DamagedIndexError
from quotebrowser.query.fields import FIELDS

FORMAT: Final = 10
"""Grows with every change of the schema, of how words are cut, or of what is written to disk."""

_FIELDS: Final = " ".join(f"{row.index}={row.whole}" for row in FIELDS if row.value)
"""The index's fields that are named in the table of query fields: another table is another format."""

_NAME: Final = "stamp.json"


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


def read_stamp(directory: Path) -> Stamp:
    """The stamp of the index in `directory`.

    Raises:
        DamagedIndexError: there is none, it is damaged, or it is of another format.
    """
    try:
        found = json.loads((directory / _NAME).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"The search index in {directory} has no readable stamp") from error
    if not isinstance(found, dict) or (found.get("format"), found.get("fields")) != (FORMAT, _FIELDS):
        raise DamagedIndexError(f"The search index in {directory} is from another version")
    watermark, building = found.get("watermark"), found.get("building")
    numbers: list[Any] = [watermark, *(building if isinstance(building, list) else [])]
    if len(numbers) not in (1, 5) or any(type(number) is not int or number < 0 for number in numbers):
        raise DamagedIndexError(f"The stamp of the search index in {directory} is damaged")
    if found.get("crc32") != _checksum(numbers):
        raise DamagedIndexError(f"The stamp of the search index in {directory} is damaged")
    if len(numbers) == 1:
        return Stamp(numbers[0])
    number, day, article, done, total = numbers
    return Stamp(number, Building((day, article), done, total))


def _checksum(numbers: list[int]) -> int:
    return zlib.crc32(f"{FORMAT}:{_FIELDS}:{numbers}".encode())


def write_stamp(directory: Path, stamp: Stamp) -> None:
    """Put `stamp` in place of the one in `directory`, on the disk before this returns."""
    far = stamp.building
    building = None if far is None else [*far.place, far.done, far.total]
    said = {"format": FORMAT, "fields": _FIELDS, "watermark": stamp.watermark, "building": building}
    content = json.dumps(said | {"crc32": _checksum([stamp.watermark, *(building or [])])}).encode()
    new = directory / f"{_NAME}.new"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    new.replace(directory / _NAME)
    sync_directory(directory)


def sync_directory(directory: Path) -> None:
    """Make the names in `directory` survive a power cut; nothing where the system cannot do so."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
