"""One segment of the index as arrays.

One rule guards it: a segment never changes once it is written; which of its documents are deleted is kept
in Whoosh's table of contents, not here. So one object serves every thread.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.arrays import Array, ArrayFile, ArrayWriter, StoredArray
from quotebrowser.index.building import (
    LENGTHS,
    FieldArrays,
    Numbers,
    bases,
    document_lengths,
    word_tokens,
)
from quotebrowser.index.dictionary import Dictionary, heads

EXTENSION: Final = ".arrays"
"""Of the one file a segment has."""

_MASKS: Final = 32
"""Sets of documents kept a field: those of the beginnings that were typed last."""

Docs = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]


class FieldReader:
    """An indexed field of a segment."""

    def __init__(self, arrays: dict[str, StoredArray], name: str, total: int) -> None:
        self.name = name
        self.total = total
        self._arrays = arrays
        self.dictionary = Dictionary(self._array("words"), self._array("ends"), self._array("heads"))
        self._masks: OrderedDict[bytes, Mask] = OrderedDict()
        self._guard = threading.Lock()

    def _array(self, part: str) -> StoredArray:
        return self._arrays[f"{self.name}.{part}"]

    def has(self, part: str) -> bool:
        """Whether `counts`, `places`, `lengths` or `ordinals` are kept of this field."""
        return f"{self.name}.{part}" in self._arrays

    @cached_property
    def _starts(self) -> Array:
        return self._array("starts").whole()

    @cached_property
    def _tokens(self) -> Array:
        return self._array("tokens").whole()

    @cached_property
    def _codes(self) -> Array:
        return self._array("lengths").whole()

    @cached_property
    def ordinals(self) -> npt.NDArray[np.int32]:
        """For each document the number of its one word; -1 where it has none."""
        return self._array("ordinals").whole()

    def range(self, first: int, last: int) -> tuple[int, int]:
        """Where the postings of the words from number `first` to `last` lie."""
        return int(self._starts[first]), int(self._starts[last])

    def docs(self, number: int) -> Docs:
        """The documents of a word, rising."""
        return self._array("docs").part(*self.range(number, number + 1))

    def docs_of(self, words: Sequence[str]) -> Docs:
        """The documents of some words of which each has one, rising."""
        numbers = self.dictionary.find_many([word.encode("utf-8", "replace") for word in words])
        return np.sort(self._array("docs").whole()[self._starts[numbers]])

    def counts(self, first: int, last: int = -1) -> Array:
        """How often a word, or each from `first` to `last`, stands in each of its documents."""
        begin, end = self.range(first, max(last, first + 1))
        if not self.has("counts"):
            return np.ones(end - begin, np.uint8)
        return self._array("counts").part(begin, end)

    def codes(self, docs: Array) -> npt.NDArray[np.uint8]:
        """How many words the field has in each of `docs`, in Whoosh's one-byte code."""
        return self._codes[docs]

    def lengths(self, docs: Array) -> npt.NDArray[np.float32]:
        """How many words the field has in each of `docs`, as far as Whoosh's code tells."""
        return LENGTHS[self.codes(docs)] if self.has("lengths") else LENGTHS[:1]

    def tokens(self, first: int, last: int) -> tuple[Docs, Docs]:
        """Documents and places of the words from number `first` to `last`, by place."""
        places = self._array("places").part(int(self._tokens[first]), int(self._tokens[last]))
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
        mask[self._array("docs").part(*self.range(*self.dictionary.beginning(prefix)))] = True
        with self._guard:
            self._masks[prefix] = mask
            while len(self._masks) > _MASKS:
                self._masks.popitem(last=False)
        return mask

    def arrays(self) -> FieldArrays:
        """Everything of the field, as it was written."""

        def whole(part: str) -> Any:
            return self._array(part).whole() if self.has(part) else None

        return FieldArrays(
            terms=self.dictionary.words(0, len(self.dictionary)),
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
            self._bases[name] = bases(document_lengths(self.fields[name].arrays(), self.size))
        return self._bases[name]

    def uid(self, doc: int) -> str:
        """The uid of a document."""
        field = self.fields["uid"]
        return field.dictionary.word(int(field.ordinals[doc])).decode()

    def values(self, name: str) -> Iterator[str]:
        """The words of a field in order."""
        field = self.fields.get(name)
        if field is not None:
            yield from (word.decode() for word in field.dictionary.words(0, len(field.dictionary)))

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
    fields: Iterable[tuple[str, FieldArrays]]
    """The indexed fields, each made when it is written, so that they need not be in memory together."""
    columns: dict[str, Array]
    """One number a document."""
    ordered: bool
    """Whether the documents stand newest first, then by uid."""


def write_segment(file: BinaryIO, segment: SegmentArrays) -> None:
    """Write a segment to a new file and close that."""
    writer = ArrayWriter(file)
    totals = {}
    for name, field in segment.fields:
        totals[name] = field.total
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
            writer.add(f"{name}.tokens", word_tokens(field).astype(np.uint32))
    for name, column in segment.columns.items():
        writer.add(f"{name}.column", column)
    writer.close(
        {"size": segment.size, "fields": totals, "columns": list(segment.columns), "ordered": segment.ordered}
    )
