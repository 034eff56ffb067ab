"""Packed files: gzip, bzip2, and zip archives read member by member in memory.

One rule guards it: what a small file unpacks to is limited before it is unpacked, and nothing is written to
disk.
"""

import bz2
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.file_bytes import LARGEST, member
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.format_table import articles_in, format_of

_RATIO: Final = 200
"""Times its packed size that a file may unpack to: text packs to a third, markup to a twentieth."""
_FREE: Final = 1_000_000
"""Bytes a file may always unpack to."""
_MOST_MEMBERS: Final = 20_000
_PAGE: Final = "index.html"
_PACKED: Final = ("Zip archives", "web pages that unpack themselves", "gzip files", "bzip2 files")
"""Rows of the table that are read by this module."""
_DAMAGED: Final = (
    *(zipfile.BadZipFile, KeyError, ValueError, NotImplementedError),
    *(RuntimeError, zlib.error, EOFError),
)


def read_gzip(source: Source) -> Iterator[Read | Unread]:
    """The articles of the file that is packed, in one piece or in several as web archives are."""
    yield from _inner(
        _unpacked(source.data, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), "gzip"), source, ""
    )


def read_bzip2(source: Source) -> Iterator[Read | Unread]:
    """The articles of the file that is packed."""
    yield from _inner(_unpacked(source.data, bz2.BZ2Decompressor, "bzip2"), source, "")


def _unpacked(data: bytes, unpacker: Callable[[], Any], name: str) -> bytes:
    """All pieces of a packed file, unpacked one after another."""
    limit = _limit(len(data))
    parts: list[bytes] = []
    size = 0
    rest = data
    # Devices and programs fill up the end with zeros.
    while rest.strip(b"\0"):
        piece = unpacker()
        try:
            part = piece.decompress(rest, limit + 1 - size)
        except (zlib.error, OSError, ValueError, EOFError) as error:
            raise ReadError(f"The {name} file is damaged") from error
        parts.append(part)
        size += len(part)
        if size > limit:
            raise ReadError(f"The {name} file unpacks to more than any article")
        if not piece.eof:
            raise ReadError(f"The {name} file is cut off")
        rest = piece.unused_data
    return b"".join(parts)


def read_zip(source: Source) -> Iterator[Read | Unread]:
    """The articles of every member; one that cannot be read is named."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = [name for name in archive.namelist() if _is_article(name)]
            if not names or len(names) > _MOST_MEMBERS:
                raise ReadError("The archive contains no articles, or far too many")
            for name in names:
                yield from _member(archive, name, source)
    except _DAMAGED as error:
        raise ReadError("The archive is damaged or encrypted") from error


def read_self_unpacking(source: Source) -> Iterator[Read | Unread]:
    """The page in an archive that begins as a page."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            data = member(archive, _PAGE, _limit(archive.getinfo(_PAGE).compress_size))
    except _DAMAGED as error:
        raise ReadError("The archive in the page is damaged") from error
    yield from _inner(data, source, "")


def _limit(packed: int) -> int:
    return min(LARGEST, max(_FREE, packed * _RATIO))


def _is_article(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return bool(last) and not last.startswith(".") and not name.startswith("__MACOSX/")


def _member(archive: zipfile.ZipFile, name: str, source: Source) -> Iterator[Read | Unread]:
    try:
        data = member(archive, name, _limit(archive.getinfo(name).compress_size))
        yield from _inner(data, source, name)
    except ReadError as error:
        yield Unread(name, error.message)
    except _DAMAGED:
        yield Unread(name, "It is damaged or encrypted")


def _inner(data: bytes, source: Source, name: str) -> Iterator[Read | Unread]:
    inner = Source(data, source.encoding, source.mapping)
    if format_of(inner).name in _PACKED:
        raise ReadError("It is packed twice")
    for found in articles_in(inner):
        place = ", ".join(filter(None, [name, found.place]))
        yield Unread(place, found.reason) if isinstance(found, Unread) else _placed(found, place)


def _placed(found: Read, place: str) -> Read:
    return replace(found, place=place)
