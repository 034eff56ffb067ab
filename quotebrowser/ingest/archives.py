"""Packed files: gzip, and zip archives read member by member in memory.

One rule guards it: what a small file unpacks to is limited before it is unpacked, and nothing is written to
disk.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files import LARGEST
from quotebrowser.ingest.formats import articles_in
from quotebrowser.ingest.office import member
from quotebrowser.ingest.source import Read, Source, Unread

_RATIO: Final = 200
"""Times its packed size that a file may unpack to: text packs to a third, markup to a twentieth."""
_FREE: Final = 1_000_000
"""Bytes a file may always unpack to."""
_MOST_MEMBERS: Final = 20_000
_PACKED: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_DAMAGED: Final = (
    *(zipfile.BadZipFile, KeyError, ValueError, NotImplementedError),
    *(RuntimeError, zlib.error, EOFError),
)


def read_gzip(source: Source) -> Iterator[Read | Unread]:
    """The articles of the file that is packed."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    limit = _limit(len(source.data))
    try:
        data = unpacker.decompress(source.data, limit + 1)
    except zlib.error as error:
        raise ReadError("The gzip file is damaged") from error
    if len(data) > limit:
        raise ReadError("The gzip file unpacks to more than any article")
    if not unpacker.eof:
        raise ReadError("The gzip file is cut off")
    yield from _inner(data, source, "")


def read_zip(source: Source) -> Iterator[Read | Unread]:
    """The articles of every member; one that cannot be read is named."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = [name for name in archive.namelist() if _is_article(name)]
            if not names or len(names) > _MOST_MEMBERS:
                raise ReadError("There is no article in this archive, or far too many")
            for name in names:
                yield from _member(archive, name, source)
    except _DAMAGED as error:
        raise ReadError("The archive is damaged or encrypted") from error


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
    if data.startswith(_PACKED) and b"word/document.xml" not in data:
        raise ReadError("It is packed twice")
    for found in articles_in(Source(data, source.encoding, source.mapping)):
        place = ", ".join(filter(None, [name, found.place]))
        yield Unread(place, found.reason) if isinstance(found, Unread) else _placed(found, place)


def _placed(found: Read, place: str) -> Read:
    return Read(found.text, found.facts, found.furniture, place)
