"""What a list of hits needs of each quote, together: its uid and the first day it may have been published.

One rule guards it: it says what the field of the uids and the column of the days say. A hit is then one place
of the file to read and to compare with its checksum, where it would be three.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.arrays import Array, StoredArray
from quotebrowser.index.format.dictionary import width_of
from quotebrowser.index.format.field_builder import FieldArrays

HITS_PIECE: Final = 512
"""Bytes of them that have a checksum together: those of a list lie far apart, so each is compared alone."""

_DAY: Final = np.dtype("<u4")


def records(uids: FieldArrays, days: Array | None, size: int) -> npt.NDArray[np.uint8] | None:
    """A record for each of `size` documents, one after another: its uid, then its day.

    None where the uids are not of one width, or a document has none.

    Args:
        uids: the field of the uids.
        days: one a document, 0 where unknown; None where no document has one.
        size: how many documents there are.
    """
    width = width_of(np.fromiter(map(len, uids.terms), np.int64, len(uids.terms)))
    if not width or uids.ordinals is None or len(uids.ordinals) != size or (uids.ordinals < 0).any():
        return None
    made = np.zeros((size, width + _DAY.itemsize), np.uint8)
    made[:, :width] = np.frombuffer(b"".join(uids.terms), np.uint8).reshape(-1, width)[uids.ordinals]
    if days is not None:
        made[:, width:] = days.astype(_DAY).view(np.uint8).reshape(-1, _DAY.itemsize)
    return made.ravel()


def hits(kept: StoredArray, docs: Sequence[int], size: int) -> list[tuple[str, int]]:
    """Uid and day of some documents, from the records of all `size` of them."""
    found = kept.records(docs, len(kept) // size)
    return [
        (record[: -_DAY.itemsize].decode(), int.from_bytes(record[-_DAY.itemsize :], "little"))
        for record in found
    ]
