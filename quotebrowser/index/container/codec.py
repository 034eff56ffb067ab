"""Whoosh's view of our segments: a codec on its public extension points.

One rule guards it: how a segment is named, committed, merged and deleted from is Whoosh's; only where the
bytes lie, and what reads them, is ours.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from weakref import WeakValueDictionary

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment

from quotebrowser.index.format.arrays import DamagedError
from quotebrowser.index.format.segments import EXTENSION, Segment
from quotebrowser.index.stamp import Listed

_OPEN: Final[WeakValueDictionary[Path, Segment]] = WeakValueDictionary()
_OPENING: Final = threading.Lock()


class ArraySegment(W3Segment):  # type: ignore[misc]  # Whoosh has no annotations
    """What the list of contents says of a segment: its name, size, digest and deletions."""

    def __init__(self, indexname: str, listed: Listed | None = None) -> None:
        """Make a new one, or the one that is `listed`."""
        if listed is None:
            super().__init__(None, indexname)
        else:
            super().__init__(None, indexname, listed.size, listed.name, set(listed.deleted))
        self.digest = listed.digest if listed else ""

    def listed(self) -> Listed:
        """What the list of contents is to say of it."""
        return Listed(self.segid, self.doc_count_all(), self.digest, tuple(sorted(self.deleted_docs())))

    def codec(self, **_: Any) -> "ArrayCodec":
        """How it is read."""
        return ArrayCodec()


def open_segment(storage: Any, segment: ArraySegment) -> Segment:
    """The arrays of a segment; one object for all readers of this process.

    Raises:
        DamagedError: its file is not the one that was written.
    """
    path = Path(storage.folder) / segment.make_filename(EXTENSION)
    with _OPENING:
        found = _OPEN.get(path)
        if found is None or found.digest != segment.digest:
            found = _OPEN[path] = Segment(path, segment.digest)
    if found.size != segment.doc_count_all():
        raise DamagedError(f"{path.name} has another size")
    return found


class ArrayCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no annotations
    """Segments of arrays. Whoosh's own writers and readers of postings have no part in them."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002 - Whoosh's signature
        """A segment to be written."""
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> None:
        """`BulkWriter` writes columns itself."""

    def field_writer(self, storage: Any, segment: ArraySegment) -> None:
        """`BulkWriter` writes postings itself."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> Any:  # noqa: ARG002 - Whoosh's signature
        """The evaluator asks the arrays for words."""
        return base.TermsReader()

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocuments":
        """The documents of a segment, whose file is opened by this."""
        return ArrayDocuments(open_segment(storage, segment), segment)


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]  # Whoosh has no annotations
    """Which documents a segment has, as Whoosh's readers and searchers ask for them."""

    def __init__(self, arrays: Segment, segment: ArraySegment) -> None:
        self.arrays = arrays
        self.segment = segment

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return int(self.segment.doc_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return self.arrays.size

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self.segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is."""
        return bool(self.segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Those that are."""
        return iter(self.segment.deleted_docs())
