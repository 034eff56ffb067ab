"""Whoosh's view of our segments: a codec on its public extension points.

One rule guards it: the index stays Whoosh's. Its table of contents, lock, deletions, readers, matchers and
writers work on these segments as on its own; only where the bytes lie is ours.
"""

import threading
from pathlib import Path
from typing import Any, Final
from weakref import WeakValueDictionary

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment

from quotebrowser.index.container.segment_reader import ArrayDocumentReader, ArrayTermsReader
from quotebrowser.index.container.slow_writer import GenericDocumentWriter, GenericFieldWriter, SegmentBuffer
from quotebrowser.index.format.segments import EXTENSION, Segment

_OPEN: Final[WeakValueDictionary[Path, Segment]] = WeakValueDictionary()
_OPENING: Final = threading.Lock()


def open_segment(storage: Any, segment: Any) -> Segment:
    """The arrays of a segment; one object for all readers of this process."""
    path = Path(storage.folder) / segment.make_filename(EXTENSION)
    with _OPENING:
        found = _OPEN.get(path)
        if found is None:
            found = _OPEN[path] = Segment(path)
        return found


class ArraySegment(W3Segment):  # type: ignore[misc]  # Whoosh has no annotations
    """What the table of contents says of a segment: its name, size and deletions."""

    def __init__(self, indexname: str) -> None:
        super().__init__(None, indexname)
        self.buffer: SegmentBuffer | None = None

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"buffer": None}

    def codec(self, **_: Any) -> "ArrayCodec":
        """How it is read."""
        return ArrayCodec()


class ArrayCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no annotations
    """Segments of arrays."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002 - Whoosh's signature
        """A segment to be written."""
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> GenericDocumentWriter:  # noqa: ARG002 - Whoosh's signature
        """Where Whoosh's own writer puts columns."""
        segment.buffer = SegmentBuffer()
        return GenericDocumentWriter(segment.buffer)

    def field_writer(self, storage: Any, segment: ArraySegment) -> GenericFieldWriter:
        """Where Whoosh's own writer puts postings."""
        buffer = segment.buffer = segment.buffer or SegmentBuffer()
        return GenericFieldWriter(buffer, lambda: segment.create_file(storage, EXTENSION).file)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        """The words of a segment."""
        return ArrayTermsReader(open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocumentReader:
        """The documents of a segment."""
        return ArrayDocumentReader(open_segment(storage, segment), segment)
