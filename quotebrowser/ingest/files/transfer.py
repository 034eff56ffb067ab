"""How HTTP packs what it carries: in pieces, and made smaller.

One rule guards it: what is unpacked is unpacked to a limit.
"""

import zlib
from typing import Final

from quotebrowser.errors import ReadError

LARGEST: Final = 20_000_000
"""Bytes of a page once unpacked."""
_PLAIN: Final = ("", "identity")
_WRAPPERS: Final = {
    "gzip": (zlib.MAX_WBITS | 16,),
    "x-gzip": (zlib.MAX_WBITS | 16,),
    "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS),
}


def joined(data: bytes) -> bytes:
    """The pieces of a body that was sent in pieces."""
    parts: list[bytes] = []
    place = 0
    while True:
        end = data.find(b"\r\n", place, place + 100)
        size = data[place:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            # Some archives keep the header and not the pieces it speaks of.
            return b"".join(parts) if parts else data
        if length <= 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        place = end + 2 + length + 2


def unpacked(data: bytes, encoding: str, largest: int = LARGEST) -> bytes:
    """A body as it was before it was packed for the way.

    Raises:
        ReadError: it cannot be unpacked, or to more than `largest` bytes.
    """
    encoding = encoding.strip().lower()
    if encoding in _PLAIN:
        return data
    for bits in _WRAPPERS.get(encoding, ()):
        try:
            unpacker = zlib.decompressobj(bits)
            whole = unpacker.decompress(data, largest + 1)
        except zlib.error:
            continue
        if len(whole) > largest:
            raise ReadError(f"It unpacks to more than {largest // 1_000_000} MB")
        return whole
    raise ReadError(f"It is packed as {encoding[:20]}, which cannot be read, or it is damaged")
