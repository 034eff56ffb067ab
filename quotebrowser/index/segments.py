"""What evaluation needs of one segment of the index, as arrays.

One rule guards it: an array here belongs to one segment, which never changes once it is written; only
which of its documents are deleted does, and that is never kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

Docs = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands in a field."""

    docs: Docs
    """Documents of the segment, rising."""
    counts: Floats
    """How often it stands in each."""
    lengths: Floats
    """How many words the field has in each."""


@dataclass(frozen=True, slots=True)
class Facets:
    """The whole values of a field."""

    ordinals: Integers
    """For each document the index of its value in `values`; -1 where it has none."""
    values: tuple[str, ...]
    """In the order of the index."""


class Segment:
    """One segment as arrays, read from Whoosh's reader when first asked for."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.size = int(reader.doc_count_all())
        self._columns: dict[str, npt.NDArray[np.uint64]] = {}
        self._facets: dict[str, Facets] = {}

    def postings(self, name: str, word: str) -> Postings | None:
        """Where `word` stands in the field `name`; None where it does not."""
        matcher = self._matcher(name, word)
        if matcher is None:
            return None
        docs: list[int] = []
        counts: list[float] = []
        lengths: list[int] = []
        scorable = self.reader.schema[name].scorable
        while matcher.is_active():
            docs.append(matcher.id())
            counts.append(matcher.weight())
            lengths.append(self.reader.doc_field_length(docs[-1], name, 1) if scorable else 1)
            matcher.next()
        return Postings(
            np.array(docs, np.uint32), np.array(counts, np.float32), np.array(lengths, np.float32)
        )

    def positions(self, name: str, word: str) -> Integers:
        """Where `word` stands, as document * 2**32 + position, rising."""
        matcher = self._matcher(name, word)
        found: list[int] = []
        while matcher is not None and matcher.is_active():
            base = matcher.id() << 32
            found.extend(base + position for position in matcher.value_as("positions"))
            matcher.next()
        return np.array(found, np.int64)

    def _matcher(self, name: str, word: str) -> Any:
        text = self.reader.schema[name].to_bytes(word)
        return self.reader.postings(name, text) if (name, text) in self.reader else None

    def uses(self, name: str, word: str) -> int:
        """In how many documents `word` stands in the field `name`."""
        return int(self.reader.doc_frequency(name, self.reader.schema[name].to_bytes(word)))

    def beginning(self, name: str, prefix: str) -> Iterator[str]:
        """The words of the field `name` that begin with `prefix`."""
        for text in self.reader.expand_prefix(name, prefix):
            yield text.decode("utf-8")

    def near(self, name: str, word: str, distance: int) -> Iterator[str]:
        """The words of the field `name` within `distance` edits of `word` that share its first letter.

        An edit puts in, takes out or changes a letter, or swaps two neighbours. Misspelt words keep their
        first letter, and asking for it bounds the words to compare.
        """
        for found in self.beginning(name, word[:1]):
            if OSA.distance(word, found, score_cutoff=distance) <= distance:
                yield found

    def deleted(self) -> Docs:
        """The documents that are gone."""
        return np.fromiter(self.reader.segment().deleted_docs(), np.uint32)

    def column(self, name: str) -> npt.NDArray[np.uint64]:
        """The numbers of a column, one a document; 0 where there is none."""
        if name not in self._columns:
            values = self.reader.column_reader(name) if self.reader.has_column(name) else [0] * self.size
            self._columns[name] = np.fromiter((values[doc] for doc in range(self.size)), np.uint64, self.size)
        return self._columns[name]

    def facets(self, name: str) -> Facets:
        """The values of a field that holds one whole value a document."""
        if name not in self._facets:
            ordinals = np.full(self.size, -1, np.int64)
            values: list[str] = []
            for text in self.reader.lexicon(name):
                ordinals[list(self.reader.postings(name, text).all_ids())] = len(values)
                values.append(text.decode("utf-8"))
            self._facets[name] = Facets(ordinals, tuple(values))
        return self._facets[name]

    def uid(self, doc: int) -> str:
        """The uid of a document."""
        return str(self.reader.stored_fields(doc)["uid"])


def segment_of(reader: Any) -> Segment:
    """The arrays of the segment that `reader` reads, kept as long as it."""
    found: Segment | None = getattr(reader, "arrays", None)
    if found is None:
        found = reader.arrays = Segment(reader)
    return found
