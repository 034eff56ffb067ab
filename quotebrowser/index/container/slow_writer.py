"""Segments written by Whoosh's own writer, a posting at a time.

One rule guards it: what comes out is the same kind of file that `writer` writes; only slower, and with the
documents in the order they were added.
"""

from array import array
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np
from whoosh.codec import base

from quotebrowser.index.format.field_builder import FieldKind, from_tokens
from quotebrowser.index.format.segments import SegmentArrays, write_segment


def kind_of(fieldobj: Any) -> FieldKind:
    """What is kept of a field of the schema."""
    return FieldKind(places=bool(fieldobj.format.supports("positions")), scored=bool(fieldobj.scorable))


class SegmentBuffer:
    """What Whoosh's writer has passed on of a segment so far."""

    def __init__(self) -> None:
        self.size = 0
        self.columns: dict[str, dict[int, int]] = {}

    def columns_as_arrays(self) -> dict[str, Any]:
        """One number a document and column."""
        made = {}
        for name, values in self.columns.items():
            made[name] = np.zeros(self.size, np.uint32)
            made[name][list(values)] = list(values.values())
        return made


class GenericDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]  # Whoosh has no annotations
    """Takes documents from Whoosh's writer."""

    def __init__(self, buffer: SegmentBuffer) -> None:
        self.buffer = buffer
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin a document."""
        self.buffer.size = docnum + 1

    def cancel_doc(self) -> None:
        """Forget the present document."""
        self.buffer.size -= 1
        for values in self.buffer.columns.values():
            values.pop(self.buffer.size, None)

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Take a stored value: the uid, which is kept as a word anyway."""

    def add_column_value(self, fieldname: str, columnobj: Any, value: int) -> None:  # noqa: ARG002 - Whoosh's signature
        """Take the number of a column."""
        self.buffer.columns.setdefault(fieldname, {})[self.buffer.size - 1] = int(value)

    def close(self) -> None:
        """No more documents come."""
        self.is_closed = True


class GenericFieldWriter(base.FieldWriter):  # type: ignore[misc]  # Whoosh has no annotations
    """Takes postings from Whoosh's writer, field by field and word by word."""

    def __init__(self, buffer: SegmentBuffer, create: Callable[[], BinaryIO]) -> None:
        self.buffer = buffer
        self.create = create
        self.fields: dict[str, Any] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        self.name, self.fieldobj = fieldname, fieldobj
        self.words: list[bytes] = []
        self.terms, self.docs, self.positions = array("q"), array("q"), array("q")

    def start_term(self, text: bytes) -> None:
        """Begin a word."""
        self.words.append(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:  # noqa: ARG002 - Whoosh's signature
        """Take a posting."""
        places = range(int(weight))
        if kind_of(self.fieldobj).places:
            places = self.fieldobj.format.decode_positions(vbytes)
        for place in places:
            self.terms.append(len(self.words) - 1)
            self.docs.append(docnum)
            self.positions.append(place)

    def finish_term(self) -> None:
        """End a word."""

    def finish_field(self) -> None:
        """End a field: put its tokens back in the order of the documents."""
        docs = np.array(self.docs, np.int64)
        order = np.lexsort((np.array(self.positions, np.int64), docs))
        self.fields[self.name] = from_tokens(
            self.words,
            np.array(self.terms, np.int64)[order],
            np.bincount(docs, minlength=self.buffer.size),
            kind_of(self.fieldobj),
        )

    def close(self) -> None:
        """Write the segment."""
        segment = SegmentArrays(
            self.buffer.size, self.fields.items(), self.buffer.columns_as_arrays(), ordered=False
        )
        write_segment(self.create(), segment)
        self.is_closed = True
