"""Into how many parts an index is divided, and who searches them.

Two rules guard it: a quote is in the part that its uid says, on every machine and in every version; and what
divides an index is a file that this user has sealed, as a library from elsewhere could name a machine to ask.
"""

import hmac
import json
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from quotebrowser.index.stamp import Binding
from quotebrowser.whole_files import beginning, replacing

MOST: Final = 64
"""Parts an index has at most: a hundred million quotes are parts of 1.5 million then."""

_MOST_BYTES: Final = 1 << 12
_ADDRESS: Final = re.compile(r"[\w.:\[\]-]{1,255}")
_PART: Final = "part-{}-of-{}"
"""A directory's name says how many there are: one of another division is never taken for a part of this."""


class Searched(StrEnum):
    """Who searches the parts."""

    LOCAL = "local"
    RAY = "ray"


@dataclass(frozen=True, slots=True)
class Division:
    """An index in parts."""

    parts: int
    """How many."""
    by: Searched = Searched.LOCAL
    """Who searches them."""
    address: str | None = None
    """HOST:PORT of the cluster that does; None where there is none but this machine."""

    def directory(self, index: Path, part: int) -> Path:
        """Where a part of the index in a directory lies."""
        return index / _PART.format(part + 1, self.parts)


def part_of(uid: str, parts: int) -> int:
    """In which of so many parts a quote is."""
    return zlib.crc32(uid.encode("utf-8", "replace")) % parts


def read_division(path: Path, binding: Binding) -> Division | None:
    """The division that a file says; None where there is none, or this user has not sealed one."""
    try:
        said = json.loads(beginning(path, _MOST_BYTES))
        seal, kept = said["seal"], said["said"]
        if not hmac.compare_digest(str(seal), _seal(binding, kept)):
            return None
        address = kept["address"]
        if not (type(kept["parts"]) is int and 1 < kept["parts"] <= MOST):
            return None
        if address is not None and not _ADDRESS.fullmatch(address):
            return None
        return Division(kept["parts"], Searched(kept["by"]), address)
    except (OSError, LookupError, TypeError, ValueError, RecursionError):
        return None


def write_division(path: Path, division: Division | None, binding: Binding) -> None:
    """Say into how many parts the index beside `path` is divided; None: it is one.

    Raises:
        OSError: it cannot be written.
    """
    if division is None:
        path.unlink(missing_ok=True)
        return
    said = {"parts": division.parts, "by": division.by.value, "address": division.address}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(path) as aside:
        aside.write_text(json.dumps({"seal": _seal(binding, said), "said": said}), "utf-8")


def _seal(binding: Binding, said: Any) -> str:
    return hmac.digest(binding.key, b"division " + json.dumps(said, sort_keys=True).encode(), "sha256").hex()
