"""One segment of the index as arrays.

One rule guards it: a segment never changes once it is written; which of its documents are deleted is kept
in the list of contents, not here. So one object serves every thread.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format import precomputed
from quotebrowser.index.format.arrays import Array, ArrayFile, ArrayWriter, Docs, Mask, StoredArray
from quotebrowser.index.format.common_words import Everywhere, Postings, write_everywhere
from quotebrowser.index.format.dictionary import heads, width_of
from quotebrowser.index.format.field_builder import FieldArrays, Numbers, bases, document_lengths, word_tokens
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.index_fields import BOOSTS

EXTENSION: Final = ".arrays"
"""Of the one file a segment has."""

_HITS: Final = "hits"
"""The array of what a list of hits needs; not there where uids are of several widths."""

_BEGUN: Final = 16
"""Beginnings whose documents are kept: those that were typed last. One takes a byte a document."""

__all__ = ["EXTENSION", "Docs", "FieldReader", "Mask", "Segment", "SegmentArrays", "write_segment"]


HITS_PIECE: Final = 512
"""Bytes of them that have a checksum together: those of a list lie far apart, so each is compared alone."""

_DAY: Final = np.dtype("<u4")
_DIGITS: Final = 16
"""Of a uid that is written as the library writes them."""


class Segment:
    """A segment read from its file; see `ArrayFile`.

    Raises:
        DamagedError: the file is not what was written.
    """

    def __init__(self, path: Path, digest: str | None = None) -> None:
        self._file = ArrayFile(path, digest)
        self.digest = self._file.digest
        self.size = int(self._file.said["size"])
        self.fields = {
            name: FieldReader(self._file.arrays, name, total, width)
            for name, (total, width) in self._file.said["fields"].items()
        }
        self.everywhere = Everywhere(self._file.arrays, self._file.said["everywhere"])
        self.columns: list[str] = self._file.said["columns"]
        self.ordered: bool = self._file.said["ordered"]
        self._bases: dict[str, Numbers] = {}
        self._begun: OrderedDict[tuple[tuple[str, ...], bytes], npt.NDArray[np.uint8]] = OrderedDict()
        self._guard = threading.Lock()

    def column(self, name: str) -> Array:
        """The numbers of a column, one a document, or 0."""
        if name not in self.columns:
            return np.zeros(self.size, np.uint32)
        return self._file.arrays[f"{name}.column"].whole()

    def numbers(self, name: str, docs: Sequence[int]) -> list[int]:
        """The numbers of some documents in a column, or 0."""
        if name not in self.columns:
            return [0] * len(docs)
        return self._file.arrays[f"{name}.column"].at(docs)

    def hits(self, docs: Sequence[int]) -> list[tuple[str, int]]:
        """Uid of some documents, and the ordinal of the first day each may have been printed; 0 for none."""
        kept = self._file.arrays.get(_HITS)
        if kept is not None:
            return hits(kept, docs, self.size)
        return list(zip(self.uids(docs), self.numbers("first", docs), strict=True))

    def begun(self, names: tuple[str, ...], prefix: bytes) -> npt.NDArray[np.uint8]:
        """For each document in which of up to eight fields a word begins so: the first field is bit 0."""
        key = (names, prefix)
        with self._guard:
            found = self._begun.get(key)
            if found is not None:
                self._begun.move_to_end(key)
                return found
        # eight documents at a time: a byte of 0 or 1 shifted by up to seven bits stays within itself
        joined = np.zeros(-(-self.size // 8), np.uint64)
        for bit, name in enumerate(names):
            if name in self.fields:
                joined |= self._mask(self.fields[name], prefix).view(np.uint64) << np.uint64(bit)
        found = joined.view(np.uint8)[: self.size]
        with self._guard:
            self._begun[key] = found
            while len(self._begun) > _BEGUN:
                self._begun.popitem(last=False)
        return found

    def _mask(self, field: FieldReader, prefix: bytes) -> Mask:
        """Which documents hold a word that begins so, filled up to a multiple of eight."""
        mask = field.shortcuts.begun(prefix, self.size)
        if mask is None:
            mask = np.zeros(-(-self.size // 8) * 8, bool)
            mask[field.docs_between(*field.dictionary.beginning(prefix)).astype(np.intp)] = True
        return mask

    def bases(self, name: str) -> Numbers:
        """The place of the first token of each document in a field."""
        if name not in self._bases:
            self._bases[name] = bases(document_lengths(self.fields[name].arrays(), self.size))
        return self._bases[name]

    def uids(self, docs: Sequence[int]) -> list[str]:
        """The uids of some documents."""
        return self.fields["uid"].values(docs)

    def uid_numbers(self, docs: Docs) -> npt.NDArray[np.uint64]:
        """The uids of some documents, read as hexadecimal numbers.

        Raises:
            ValueError: one has not 16 digits.
        """
        kept = self._file.arrays.get(_HITS)
        if kept is None:
            digits = "".join(uid for uid in self.uids(docs.tolist()) if len(uid) == _DIGITS)
        else:
            digits = kept.whole().reshape(self.size, -1)[docs, : -_DAY.itemsize].tobytes().decode()
        found = np.frombuffer(bytes.fromhex(digits), ">u8").astype(np.uint64)
        if len(found) != len(docs):
            raise ValueError
        return found

    def values(self, name: str) -> Iterator[str]:
        """The words of a field in order."""
        field = self.fields.get(name)
        if field is not None:
            yield from (word.decode() for word in field.dictionary.words(0, len(field.dictionary)))

    def check_unchanged(self) -> None:
        """See that nobody has written to the file since it was opened.

        Raises:
            DamagedError: somebody has.
        """
        self._file.check_unchanged()

    def check(self) -> None:
        """Compare every checksum.

        Raises:
            DamagedError: one differs.
        """
        self._file.check()

    def forget(self) -> None:
        """Let the system have back the memory of what was read; it is read again when asked for."""
        self._file.forget()


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """All of a segment, to be written."""

    size: int
    """How many documents."""
    fields: Iterable[tuple[str, FieldArrays]]
    """The indexed fields, each made when it is written, so that they need not be in memory together."""
    columns: dict[str, Array]
    """One number a document."""
    ordered: bool
    """Whether the documents stand newest first, then by uid."""


def write_segment(file: BinaryIO, segment: SegmentArrays) -> str:
    """Write a segment to a new file and close that; returns the file's digest."""
    writer = ArrayWriter(file)
    told = {}
    kept: dict[str, Postings] = {}
    for name, field in segment.fields:
        told[name] = (field.total, _write_field(writer, name, field, segment.size))
        if name == "uid":
            found = records(field, segment.columns.get("first"), segment.size)
            if found is not None:
                writer.add(_HITS, found, HITS_PIECE)
        if name in BOOSTS:
            kept[name] = Postings(field.terms, field.starts)
    write_everywhere(writer, kept, segment.size)
    for name, column in segment.columns.items():
        writer.add(f"{name}.column", column)
    return writer.close(
        {
            "size": segment.size,
            "fields": told,
            "columns": list(segment.columns),
            "ordered": segment.ordered,
            "everywhere": list(kept),
        }
    )


def _write_field(writer: ArrayWriter, name: str, field: FieldArrays, size: int) -> int:
    """Write a field of a segment; returns the width of its words."""
    lengths = np.fromiter(map(len, field.terms), np.int64, len(field.terms))
    width = width_of(lengths)
    begun = heads(field.terms)
    writer.add(f"{name}.words", np.frombuffer(b"".join(field.terms), np.uint8))
    if not width:
        writer.add(f"{name}.ends", np.cumsum(lengths).astype(np.uint32))
        writer.add(f"{name}.heads", begun)
    writer.add(f"{name}.starts", field.starts)
    writer.add(f"{name}.docs", field.docs)
    if field.counts is not None:
        forms, marks = precomputed.forms(field)
        writer.add(f"{name}.forms", forms)
        writer.add(f"{name}.marks", marks)
        begins, rows = precomputed.beginnings(field, begun, size)
        writer.add(f"{name}.begins", begins)
        writer.add(f"{name}.begun", rows)
    for part in ("places", "lengths", "ordinals"):
        values = getattr(field, part)
        if values is not None:
            writer.add(f"{name}.{part}", values)
    if field.places is not None:
        writer.add(f"{name}.tokens", word_tokens(field).astype(np.uint32))
        pairs = precomputed.neighbours(field, size)
        writer.add(f"{name}.common", pairs.words)
        writer.add(f"{name}.pairstarts", pairs.starts)
        writer.add(f"{name}.pairs", pairs.docs)
    return width


def records(uids: FieldArrays, days: Array | None, size: int) -> npt.NDArray[np.uint8] | None:
    """A record for each of `size` documents, one after another: its uid, then its day.

    None where the uids are not of one width, or a document has none.

    Args:
        uids: the field of the uids.
        days: one a document, 0 where unknown; None if no document has one.
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
