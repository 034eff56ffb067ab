"""One segment of the index as arrays.

One rule guards it: a segment never changes once it is written; which of its documents are deleted is kept
in Whoosh's table of contents, not here. So one object serves every thread.
"""

import struct
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from quotebrowser.index.arrays import Array, ArrayFile, ArrayWriter, StoredArray
from quotebrowser.index.building import LENGTHS, FieldArrays, Numbers, bases

EXTENSION: Final = ".arrays"
"""Of the one file a segment has."""

_HEAD: Final = struct.Struct(">Q")
_MASKS: Final = 32
"""Sets of documents kept a field: those of the beginnings that were typed last."""

_FOUND: Final = 4096
"""Words whose numbers are kept a field."""

Docs = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]


def _head(word: bytes) -> int:
    """The first eight bytes of a word as a number that sorts as they do."""
    return int(_HEAD.unpack(word[:8].ljust(8, b"\0"))[0])


def heads(words: list[bytes]) -> npt.NDArray[np.uint64]:
    """The first eight bytes of each word as numbers that sort as they do."""
    joined = b"".join(word[:8].ljust(8, b"\0") for word in words)
    return np.frombuffer(joined, ">u8").astype(np.uint64)


class FieldReader:
    """An indexed field of a segment."""

    def __init__(self, arrays: dict[str, StoredArray], name: str, total: int) -> None:
        self.name = name
        self.total = total
        self._arrays = arrays
        self._masks: OrderedDict[bytes, Mask] = OrderedDict()
        self._found: dict[bytes, int] = {}
        self._guard = threading.Lock()
        self.size = len(self._array("ends"))

    def _array(self, part: str) -> StoredArray:
        return self._arrays[f"{self.name}.{part}"]

    def has(self, part: str) -> bool:
        """Whether `counts`, `places`, `lengths` or `ordinals` are kept of this field."""
        return f"{self.name}.{part}" in self._arrays

    def word(self, number: int) -> bytes:
        """A word by its number."""
        ends = self._array("ends")
        start = int(ends.part(number - 1, number)[0]) if number else 0
        return self._array("words").part(start, int(ends.part(number, number + 1)[0])).tobytes()

    def words(self, first: int, last: int) -> list[bytes]:
        """The words from number `first` to `last`."""
        if first >= last:
            return []
        ends = self._array("ends").part(first, last).tolist()
        start = int(self._array("ends").part(first - 1, first)[0]) if first else 0
        joined = self._array("words").part(start, ends[-1]).tobytes()
        return [joined[a - start : b - start] for a, b in zip([start, *ends[:-1]], ends, strict=True)]

    def place(self, word: bytes) -> int:
        """Number of the first word that does not come before `word`."""
        found = self._array("heads").whole()
        head = np.uint64(_head(word))
        low, high = int(np.searchsorted(found, head)), int(np.searchsorted(found, head, "right"))
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: bytes) -> int:
        """Number of `word`; -1 where the field does not hold it."""
        found = self._found.get(word)
        if found is None:
            number = self.place(word)
            found = number if number < self.size and self.word(number) == word else -1
            if len(self._found) >= _FOUND:
                self._found.clear()
            self._found[word] = found
        return found

    def find_many(self, words: Sequence[str]) -> list[int]:
        """Numbers of those of `words` that the field holds."""
        encoded = [word.encode("utf-8", "replace") for word in words]
        wanted, found = heads(encoded), self._array("heads").whole()
        if not len(wanted) or not len(found):
            return []
        places = np.minimum(np.searchsorted(found, wanted), len(found) - 1)
        likely = np.flatnonzero(found[places] == wanted).tolist()
        return [number for number in (self.find(encoded[place]) for place in likely) if number >= 0]

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Numbers of the first word that begins with `prefix` and of the first after it that does not."""
        last = bytearray(prefix)
        while last and last[-1] == 0xFF:  # noqa: PLR2004 - no byte comes after it
            last.pop()
        if not last:
            return self.place(prefix), self.size
        last[-1] += 1
        return self.place(prefix), self.place(bytes(last))

    def near(self, word: str, distance: int) -> list[int]:
        """Numbers of the words within `distance` edits of `word` that share its first letter.

        An edit puts in, takes out or changes a letter, or swaps two neighbours. Misspelt words keep their
        first letter, and asking for it bounds the words to compare.
        """
        first, last = self.beginning(word[:1].encode())
        shortest, longest = len(word) - distance, 4 * (len(word) + distance)
        return [
            number
            for number, found in enumerate(self.words(first, last), first)
            if shortest <= len(found) <= longest
            and OSA.distance(word, found.decode(), score_cutoff=distance) <= distance
        ]

    def range(self, first: int, last: int) -> tuple[int, int]:
        """Where the postings of the words from number `first` to `last` lie."""
        starts = self._array("starts")
        return int(starts.part(first, first + 1)[0]), int(starts.part(last, last + 1)[0])

    def docs(self, number: int) -> Docs:
        """The documents of a word, rising."""
        return self._array("docs").part(*self.range(number, number + 1))

    def counts(self, first: int, last: int = -1) -> Array:
        """How often a word, or each from `first` to `last`, stands in each of its documents."""
        begin, end = self.range(first, max(last, first + 1))
        if not self.has("counts"):
            return np.ones(end - begin, np.uint8)
        return self._array("counts").part(begin, end)

    def codes(self, docs: Array) -> npt.NDArray[np.uint8]:
        """How many words the field has in each of `docs`, in Whoosh's one-byte code."""
        return self._array("lengths").whole()[docs]

    def lengths(self, docs: Array) -> npt.NDArray[np.float32]:
        """How many words the field has in each of `docs`, as far as Whoosh's code tells."""
        return LENGTHS[self.codes(docs)] if self.has("lengths") else LENGTHS[:1]

    def tokens(self, first: int, last: int) -> tuple[Docs, Docs]:
        """Documents and places of the words from number `first` to `last`, by place."""
        starts = self._array("tokens")
        begin, end = int(starts.part(first, first + 1)[0]), int(starts.part(last, last + 1)[0])
        places = self._array("places").part(begin, end)
        docs = self._array("docs").part(*self.range(first, last))
        if len(docs) != len(places):
            docs = np.repeat(docs, self.counts(first, last))
        if last - first > 1:
            order = np.argsort(places)
            docs, places = docs[order], places[order]
        return docs, places

    def mask(self, prefix: bytes, size: int) -> Mask:
        """Which of the `size` documents hold a word that begins with `prefix`."""
        with self._guard:
            found = self._masks.get(prefix)
            if found is not None:
                self._masks.move_to_end(prefix)
                return found
        mask = np.zeros(size, bool)
        mask[self._array("docs").part(*self.range(*self.beginning(prefix)))] = True
        with self._guard:
            self._masks[prefix] = mask
            while len(self._masks) > _MASKS:
                self._masks.popitem(last=False)
        return mask

    def ordinals(self) -> npt.NDArray[np.int32]:
        """For each document the number of its one word; -1 where it has none."""
        return self._array("ordinals").whole()

    def arrays(self) -> FieldArrays:
        """Everything of the field, as it was written."""

        def whole(part: str) -> Any:
            return self._array(part).whole() if self.has(part) else None

        return FieldArrays(
            terms=self.words(0, self.size),
            starts=whole("starts"),
            docs=whole("docs"),
            counts=whole("counts"),
            places=whole("places"),
            lengths=whole("lengths"),
            ordinals=whole("ordinals"),
            total=self.total,
        )


class Segment:
    """A segment read from its file.

    Raises:
        DamagedError: the file is not what was written.
    """

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self.size = int(self._file.said["size"])
        self.fields = {
            name: FieldReader(self._file.arrays, name, total)
            for name, total in self._file.said["fields"].items()
        }
        self.columns: list[str] = self._file.said["columns"]
        self.ordered: bool = self._file.said["ordered"]
        self._bases: dict[str, Numbers] = {}

    def column(self, name: str) -> Array:
        """The numbers of a column, one a document; 0 where there is none."""
        if name not in self.columns:
            return np.zeros(self.size, np.uint32)
        return self._file.arrays[f"{name}.column"].whole()

    def bases(self, name: str) -> Numbers:
        """The place of the first token of each document in a field."""
        if name not in self._bases:
            field = self.fields[name].arrays()
            weights = None if field.counts is None else field.counts.astype(np.float64)
            self._bases[name] = bases(np.bincount(field.docs, weights, self.size).astype(np.int64))
        return self._bases[name]

    def uid(self, doc: int) -> str:
        """The uid of a document."""
        field = self.fields["uid"]
        return field.word(int(field.ordinals()[doc])).decode()

    def values(self, name: str) -> Iterator[str]:
        """The words of a field in order."""
        field = self.fields.get(name)
        return iter(()) if field is None else (word.decode() for word in field.words(0, field.size))

    def check(self) -> None:
        """Compare every checksum.

        Raises:
            DamagedError: one differs.
        """
        self._file.check()


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """All of a segment, to be written."""

    size: int
    """How many documents."""
    fields: dict[str, FieldArrays]
    """The indexed fields."""
    columns: dict[str, Array]
    """One number a document."""
    ordered: bool
    """Whether the documents stand newest first, then by uid."""


def write_segment(file: BinaryIO, segment: SegmentArrays) -> None:
    """Write a segment to a new file and close that."""
    writer = ArrayWriter(file)
    for name, field in segment.fields.items():
        ends = np.cumsum([len(word) for word in field.terms], dtype=np.int64).astype(np.uint32)
        writer.add(f"{name}.words", np.frombuffer(b"".join(field.terms), np.uint8))
        writer.add(f"{name}.ends", ends)
        writer.add(f"{name}.heads", heads(field.terms))
        writer.add(f"{name}.starts", field.starts)
        writer.add(f"{name}.docs", field.docs)
        for part in ("counts", "places", "lengths", "ordinals"):
            values = getattr(field, part)
            if values is not None:
                writer.add(f"{name}.{part}", values)
        if field.places is not None:
            writer.add(f"{name}.tokens", _tokens(field))
    for name, column in segment.columns.items():
        writer.add(f"{name}.column", column)
    totals = {name: field.total for name, field in segment.fields.items()}
    writer.close(
        {"size": segment.size, "fields": totals, "columns": list(segment.columns), "ordered": segment.ordered}
    )


def _tokens(field: FieldArrays) -> Array:
    """Where the tokens of each word begin."""
    counted = np.zeros(len(field.docs) + 1, np.int64)
    np.cumsum(np.ones(len(field.docs)) if field.counts is None else field.counts, out=counted[1:])
    return counted[field.starts].astype(np.uint32)
