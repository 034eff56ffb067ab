"""Arrays in a file: written once, mapped into memory, and trusted only after their checksum was seen.

One rule guards it: no byte of a file is believed before the CRC32 of its piece (4 KiB, or less), or of the
header, has been compared. Pieces are compared when first read, so that opening a large file reads its header
only. A file is never written again; one that has another size or time than when it was mapped is not believed
either, whatever has been compared before.

The file is the arrays one after another (each at a multiple of 64 bytes), the checksums of their pieces,
a JSON header that names them, and a trailer of fixed size.
"""

import hashlib
import json
import mmap
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

_MAGIC: Final = b"QBARR\x00\x01\n"
_TRAILER: Final = struct.Struct("<QII8s")
PIECE: Final = 1 << 12
"""Bytes that have a checksum together: a page of most systems. A rare word's postings lie in one piece of
each array, and with pieces of 8 KiB comparing these was a quarter of such a search; 2 KiB gain no more."""

_ALIGNMENT: Final = 64
_DTYPES: Final = {"|u1", "<u2", "<u4", "<u8", "|i1", "<i2", "<i4"}

Array = npt.NDArray[Any]
Docs = npt.NDArray[np.uint32]
"""Numbers of documents, rising."""
Mask = npt.NDArray[np.bool_]
"""One truth for each document of a segment."""


class DamagedError(Exception):
    """A file does not hold what was written to it."""


class ArrayWriter:
    """Writes named arrays to a file, then what is said of them."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.at = 0
        self.arrays: dict[str, tuple[str, int, int, int, int]] = {}
        self.checksums: list[int] = []
        self._reading: BinaryIO | None = None

    def add(self, name: str, array: Array, piece: int = PIECE) -> None:
        """Write one array; its type is kept, in little-endian order.

        `piece` bytes have a checksum together; a record of an array of them is no longer than that.
        """
        self.add_joined(name, [array], array.dtype, piece)

    def add_joined(self, name: str, parts: Sequence[Array], kind: npt.DTypeLike, piece: int = PIECE) -> None:
        """Write several arrays as one of type `kind`."""
        wanted = np.dtype(kind).newbyteorder("<")
        self._pad()
        self.arrays[name] = (
            wanted.str,
            self.at,
            sum(part.size for part in parts),
            len(self.checksums),
            piece,
        )
        rest = b""
        for part in parts:
            content = np.ascontiguousarray(part, wanted).view(np.uint8).ravel().data
            missing = (piece - len(rest)) % piece
            rest += content[:missing].tobytes()
            content = content[missing:]
            if len(rest) == piece:
                self._write(memoryview(rest), piece)
                rest = b""
            if not rest:
                whole = len(content) // piece * piece
                self._write(content[:whole], piece)
                rest = content[whole:].tobytes()
        self._write(memoryview(rest), piece)

    def _write(self, content: memoryview, piece: int) -> None:
        for start in range(0, len(content), piece):
            self.checksums.append(zlib.crc32(content[start : start + piece]))
        self.file.write(content)
        self.at += len(content)
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def written(self, name: str, start: int, end: int) -> Array:
        """Some values of an array that was written, read back from the file into memory of their own."""
        kind, at, *_ = self.arrays[name]
        size = np.dtype(kind).itemsize
        if self._reading is None:
            self.file.flush()
            self._reading = Path(self.file.name).open("rb")  # noqa: SIM115 - closed with the writer
        self._reading.seek(at + start * size)
        return np.frombuffer(self._reading.read((end - start) * size), kind)

    def _pad(self) -> None:
        gap = -self.at % _ALIGNMENT
        self.file.write(bytes(gap))
        self.at += gap

    def close(self, said: dict[str, Any]) -> str:
        """Write the checksums and the header, with `said` in it, and close the file; returns its digest."""
        if self._reading is not None:
            self._reading.close()
        self._pad()
        sums = np.array(self.checksums, "<u4").tobytes()
        header = json.dumps(
            {"arrays": self.arrays, "sums": [self.at, len(sums), _digest(sums)], "said": said}
        ).encode()
        self.file.write(sums)
        self.file.write(header)
        self.file.write(_TRAILER.pack(len(header), zlib.crc32(header), 0, _MAGIC))
        self.file.close()
        return _digest(header)


class StoredArray:
    """An array of a mapped file."""

    def __init__(self, data: Array, checksums: npt.NDArray[np.uint32], piece: int) -> None:
        self._piece = piece
        self._data = data
        self._content = data.view(np.uint8).data
        self._checksums = checksums.data
        self._seen = bytearray(len(checksums))

    def __len__(self) -> int:
        return len(self._data)

    def part(self, start: int, end: int) -> Array:
        """The values from `start` to `end`.

        Raises:
            DamagedError: they are not what was written.
        """
        if end > start:
            size = self._data.itemsize
            piece = self._piece
            first, last = start * size // piece, (end * size - 1) // piece + 1
            if self._seen.find(0, first, last) >= 0:
                self._look_at(first, last)
        return self._data[start:end]

    def at(self, places: Sequence[int]) -> list[int]:
        """The values at some places; see `part`."""
        seen, size = self._seen, self._data.itemsize
        for place in places:
            piece = place * size // self._piece
            if not seen[piece]:
                self._look_at(piece, piece + 1)
        return self._data.take(places).tolist() if places else []

    def records(self, numbers: Sequence[int], width: int) -> list[bytes]:
        """Some records of `width` bytes each, of an array of bytes that holds nothing else; see `part`."""
        content, seen, piece = self._content, self._seen, self._piece
        for number in numbers:
            first, last = number * width // piece, (number * width + width - 1) // piece
            if not (seen[first] and seen[last]):
                self._look_at(first, last + 1)
        return [content[number * width : (number + 1) * width].tobytes() for number in numbers]

    def whole(self) -> Array:
        """All values; see `part`."""
        return self.part(0, len(self._data))

    def _look_at(self, first: int, last: int) -> None:
        """Compare the checksums of the pieces from `first` to `last` that have not been compared yet."""
        seen, size = self._seen, self._piece
        piece = seen.find(0, first, last)
        while piece >= 0:
            if zlib.crc32(self._content[piece * size : (piece + 1) * size]) != self._checksums[piece]:
                raise DamagedError("part of an array has the wrong checksum")
            seen[piece] = 1
            piece = seen.find(0, piece + 1, last)


class ArrayFile:
    """A file of arrays, mapped for reading.

    Args:
        path: the file.
        digest: what `ArrayWriter.close` returned for it; None if any file of arrays will do.

    Raises:
        DamagedError: its header is not what was written.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path, digest: str | None = None) -> None:
        self._path = path
        self._place = os.fspath(path)
        with path.open("rb") as file:
            self._state = _state(os.fstat(file.fileno()))
            if self._state[0] < _TRAILER.size:
                raise DamagedError(f"{path.name} is cut off")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        mapped = np.frombuffer(self._map, np.uint8)
        length, checksum, _, magic = _TRAILER.unpack(mapped[-_TRAILER.size :].tobytes())
        end = len(mapped) - _TRAILER.size
        if magic != _MAGIC or length > end:
            raise DamagedError(f"{path.name} has no header")
        header = mapped[end - length : end].tobytes()
        if zlib.crc32(header) != checksum:
            raise DamagedError(f"the header of {path.name} has the wrong checksum")
        self.digest = _digest(header)
        """Tells it from any other file."""
        if digest not in (None, self.digest):
            raise DamagedError(f"{path.name} is another file")
        found = json.loads(header)
        self.said: dict[str, Any] = found["said"]
        start, size, digest = found["sums"]
        sums = mapped[start : start + size].tobytes()
        if _digest(sums) != digest:
            raise DamagedError(f"the checksums of {path.name} are others")
        self.arrays = _stored(mapped, found["arrays"], np.frombuffer(sums, "<u4").astype(np.uint32))

    def check(self) -> None:
        """Compare every checksum.

        Raises:
            DamagedError: one differs.
        """
        for array in self.arrays.values():
            array.whole()

    def check_unchanged(self) -> None:
        """See that the file is the one that was mapped, unless it has been taken away.

        What is mapped of a file that a merge has deleted stays as it was. Where it is cut off instead,
        reading on would end the process.

        Raises:
            DamagedError: it was written to, or replaced.
        """
        try:
            found = os.stat(self._place)  # noqa: PTH116 - twice a search, and a `Path` takes twice as long
        except FileNotFoundError:
            return
        if _state(found) != self._state:
            raise DamagedError(f"{self._path.name} was changed")

    def forget(self) -> None:
        """Let the system have back the memory of what was read; it is read again when asked for."""
        if hasattr(self._map, "madvise"):
            self._map.madvise(mmap.MADV_DONTNEED)


def _digest(content: bytes) -> str:
    """32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _state(found: os.stat_result) -> tuple[int, int, int]:
    """What tells a file from one that was changed: its size, time and number."""
    return found.st_size, found.st_mtime_ns, found.st_ino


def _stored(
    mapped: npt.NDArray[np.uint8], listed: dict[str, list[Any]], sums: npt.NDArray[np.uint32]
) -> dict[str, StoredArray]:
    arrays = {}
    for name, (kind, start, count, first, piece) in listed.items():
        if kind not in _DTYPES:
            raise DamagedError(f"an array of type {kind}")
        size = count * np.dtype(kind).itemsize
        pieces = -(-size // piece)
        data = mapped[start : start + size].view(kind)
        arrays[name] = StoredArray(data, sums[first : first + pieces], piece)
    return arrays
