"""The stamp beside the index: of which format it is, and up to which change it holds the store.

One rule guards it: the stamp is written after the commit it speaks of, and survives a power cut whole or
not at all. A stamp that lags behind makes the index take some changes twice, which does no harm.
"""

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebrowser.errors import DamagedIndexError

FORMAT: Final = 7
"""Grows with every change of the schema, of how words are cut, or of what is written to disk."""

_NAME: Final = "stamp.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index says of itself."""

    watermark: int
    """The store's change number up to which all changes are in it; 0 for none."""


def read_stamp(directory: Path) -> Stamp:
    """The stamp of the index in `directory`.

    Raises:
        DamagedIndexError: there is none, it is damaged, or it is of another format.
    """
    try:
        found = json.loads((directory / _NAME).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"The search index in {directory} has no readable stamp") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DamagedIndexError(f"The search index in {directory} is from another version")
    watermark = found.get("watermark")
    if type(watermark) is not int or watermark < 0 or found.get("crc32") != _checksum(watermark):
        raise DamagedIndexError(f"The stamp of the search index in {directory} is damaged")
    return Stamp(watermark)


def _checksum(watermark: int) -> int:
    return zlib.crc32(f"{FORMAT}:{watermark}".encode())


def write_stamp(directory: Path, stamp: Stamp) -> None:
    """Put `stamp` in place of the one in `directory`, on the disk before this returns."""
    checksum = _checksum(stamp.watermark)
    content = json.dumps({"format": FORMAT, "watermark": stamp.watermark, "crc32": checksum}).encode()
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
