"""The writer of the index: whole batches turned into arrays, and segments merged as arrays.

One rule guards it: within a segment the documents stand newest first, then by uid. So of equals the one
with the lower number comes first, as in Whoosh, and the newest need no sorting.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from whoosh.writing import SegmentWriter

from quotebrowser.index.analysis import indexed, stem
from quotebrowser.index.container.bound_index import BoundIndex
from quotebrowser.index.container.codec import ArrayCodec, ArraySegment, open_segment
from quotebrowser.index.format.field_builder import FieldArrays, FieldKind, Numbers, from_tokens
from quotebrowser.index.format.field_merger import Part, merged
from quotebrowser.index.format.segments import EXTENSION, Segment, SegmentArrays, write_segment
from quotebrowser.index.index_fields import STEMMED
from quotebrowser.index.stamp import Stamp

LARGEST: Final = 1 << 20
"""Documents a segment may have at most. A merge of that many takes about 15 s."""

_TIER: Final = 4
"""Segments of one size that are merged into one of the next: with fewer every word is written more often,
with more every search visits more segments. At four a million quotes end in five to nine segments."""

_SMALLEST_TIER: Final = 1000
_WASTE: Final = 0.25
"""Share of deleted documents above which a segment is rewritten."""


class Vocabulary(dict[str, int]):
    """Words by number, a new number for each new word."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class FieldBuffer:
    """The words of one field of the documents of a batch."""

    def __init__(self, kind: FieldKind, cut: Callable[[str], Iterable[str]]) -> None:
        self.kind = kind
        self.cut = cut
        self.vocabulary = Vocabulary()
        self.tokens = array("I")
        self.per_doc = array("I")

    def add(self, value: str | None) -> None:
        """Take the value of the next document."""
        if value is None:
            self.per_doc.append(0)
            return
        before = len(self.tokens)
        self.tokens.extend(map(self.vocabulary.__getitem__, self.cut(value)))
        self.per_doc.append(len(self.tokens) - before)

    def arrays(self) -> FieldArrays:
        """The field as arrays."""
        words = [word.encode() for word in self.vocabulary]
        return from_tokens(words, _numbers(self.tokens), _numbers(self.per_doc), self.kind)

    def stemmed(self, kind: FieldKind) -> FieldArrays:
        """The same words by their stems."""
        stems = Vocabulary()
        numbers = np.array([stems[stem(word)] for word in self.vocabulary], np.int64)
        words = [word.encode() for word in stems]
        return from_tokens(words, numbers[_numbers(self.tokens)], _numbers(self.per_doc), kind)


def kind_of(fieldobj: Any) -> FieldKind:
    """What is kept of a field of the schema."""
    return FieldKind(places=bool(fieldobj.format.supports("positions")), scored=bool(fieldobj.scorable))


def _numbers(values: "array[int]") -> Numbers:
    return np.frombuffer(values, np.uint32).astype(np.int64) if len(values) else np.zeros(0, np.int64)


def _whole(value: str) -> tuple[str]:
    return (value,)


class BulkWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no annotations
    """Whoosh's writer, taking whole batches.

    Args:
        index: Whoosh's index.
        timeout: seconds to wait for another writer.
    """

    def __init__(self, index: BoundIndex, timeout: float) -> None:
        super().__init__(index, codec=ArrayCodec(), timeout=timeout, compound=False)
        self.index = index
        self.batch: list[dict[str, Any]] = []
        contents = index.contents()
        self.library = contents.library
        self.stamp: Stamp = contents.stamp
        """What the list of contents is to say."""

    def add_document(self, **fields: Any) -> None:
        """Take a document; nothing of it is looked at before `commit`."""
        self._check_state()
        self.batch.append(fields)
        self._added = True

    def delete_uids(self, uids: Sequence[str]) -> None:
        """Delete the documents of these uids; those that are not there do not matter."""
        for segment in self.segments:
            field = open_segment(self.storage, segment).fields.get("uid")
            if field is not None:
                for doc in field.docs_of(uids).tolist():
                    segment.delete_document(doc)

    def commit(self, mergetype: Any = None, optimize: Any = None, merge: Any = None) -> None:  # noqa: ARG002 - Whoosh's signature
        """Write the batch, merge segments, and put the new list of contents in place.

        With `optimize` they are merged into as few as may be.
        """
        self._check_state()
        segments = [segment for segment in self.segments if segment.doc_count()]
        if self.batch:
            segments.append(self._write(_batch_arrays(self.schema, _ordered(self.batch))))
        choose = to_settle if optimize else to_merge
        while chosen := choose([(s.doc_count_all(), s.deleted_count()) for s in segments]):
            parts = [segments[place] for place in chosen]
            segments = [segment for place, segment in enumerate(segments) if place not in chosen]
            segments.append(self._write(self._merged(parts)))
        self._close_segment()
        self.index.commit(self.library, self.generation, segments, self.stamp)
        self._finish()

    def _write(self, arrays: SegmentArrays) -> ArraySegment:
        segment = ArraySegment(self.indexname)
        segment.set_doc_count(arrays.size)
        segment.digest = write_segment(segment.create_file(self.storage, EXTENSION).file, arrays)
        return segment

    def _close_segment(self) -> None:
        self.pool.cleanup()

    def _merged(self, segments: list[Any]) -> SegmentArrays:
        opened = [open_segment(self.storage, segment) for segment in segments]
        gone = [np.fromiter(segment.deleted_docs(), np.int64) for segment in segments]
        return merge_segments(self.schema, opened, gone)


def _ordered(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents newest first, then by uid."""
    return sorted(batch, key=lambda fields: (-fields.get("first", 0), fields["uid"]))


def _batch_arrays(schema: Any, batch: list[dict[str, Any]]) -> SegmentArrays:
    columns = {
        name: np.fromiter((values.get(name, 0) for values in batch), np.uint32, len(batch))
        for name, fieldobj in schema.items()
        if fieldobj.column_type is not None
    }
    return SegmentArrays(len(batch), _batch_fields(schema, batch), columns, ordered=True)


def _batch_fields(schema: Any, batch: list[dict[str, Any]]) -> Iterator[tuple[str, FieldArrays]]:
    for name, fieldobj in schema.items():
        if not fieldobj.indexed or getattr(fieldobj.analyzer, "stemmed", False):
            continue
        kind = kind_of(fieldobj)
        buffer = FieldBuffer(kind, indexed if kind.scored else _whole)
        for values in batch:
            buffer.add(values.get(name))
        yield name, buffer.arrays()
        if name == "text":
            yield STEMMED, buffer.stemmed(kind_of(schema[STEMMED]))


def merge_segments(schema: Any, segments: list[Segment], gone: Sequence[Numbers]) -> SegmentArrays:
    """One segment of all documents that are not `gone`, newest first, then by uid."""
    numbers, size = _new_numbers(segments, gone)
    columns = {}
    for name in sorted({name for segment in segments for name in segment.columns}):
        columns[name] = np.zeros(size, np.uint32)
        for segment, number in zip(segments, numbers, strict=True):
            columns[name][number[number >= 0]] = segment.column(name)[number >= 0]
    return SegmentArrays(size, _merged_fields(schema, segments, numbers, size), columns, ordered=True)


def _merged_fields(
    schema: Any, segments: list[Segment], numbers: list[Numbers], size: int
) -> Iterator[tuple[str, FieldArrays]]:
    for name in schema.names():
        parts = [
            Part(segment.fields[name].arrays(), number, segment.forget)
            for segment, number in zip(segments, numbers, strict=True)
            if name in segment.fields
        ]
        if parts:
            yield name, merged(parts, size, kind_of(schema[name]))
            for segment in segments:
                segment.forget()


def _new_numbers(segments: list[Segment], gone: Sequence[Numbers]) -> tuple[list[Numbers], int]:
    """For each segment the new number of each document, -1 for those that are gone; and how many stay."""
    firsts = np.concatenate([-segment.column("first").astype(np.int64) for segment in segments])
    words = [segment.fields["uid"].arrays().terms for segment in segments]
    uids = np.array(
        [
            listed[number]
            for segment, listed in zip(segments, words, strict=True)
            for number in segment.fields["uid"].ordinals.tolist()
        ],
        object,
    )
    kept = np.ones(len(uids), bool)
    offsets = np.cumsum([0] + [segment.size for segment in segments])
    for offset, docs in zip(offsets[:-1].tolist(), gone, strict=True):
        kept[docs + offset] = False
    alive = np.flatnonzero(kept)
    order = np.lexsort((np.argsort(np.argsort(uids[alive], kind="stable")), firsts[alive]))
    numbers = np.full(len(uids), -1, np.int64)
    numbers[alive[order]] = np.arange(len(alive))
    return [numbers[a:b] for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)], len(
        alive
    )


def to_merge(sizes: list[tuple[int, int]]) -> list[int]:
    """Which segments to merge into one next; empty for none.

    Args:
        sizes: for each segment how many documents it has and how many of them are deleted.
    """
    for place, (size, deleted) in enumerate(sizes):
        if size and deleted / size > _WASTE:
            return [place]
    tiers: dict[int, list[int]] = {}
    for place, (size, deleted) in enumerate(sizes):
        tier = 0
        while _SMALLEST_TIER * _TIER**tier < size - deleted:
            tier += 1
        tiers.setdefault(tier, []).append(place)
    for tier in sorted(tiers):
        places = tiers[tier][:_TIER]
        if len(places) == _TIER and sum(sizes[place][0] for place in places) <= LARGEST:
            return places
    return []


def to_settle(sizes: list[tuple[int, int]]) -> list[int]:
    """Which segments to merge into one next, so that few are left; empty for none. See `to_merge`."""
    chosen: list[int] = []
    total = 0
    for place in sorted(range(len(sizes)), key=lambda place: sizes[place][0]):
        total += sizes[place][0]
        if total > LARGEST:
            break
        chosen.append(place)
    return sorted(chosen) if len(chosen) > 1 else []
