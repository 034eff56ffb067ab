"""The documents of a word, one after another, as Whoosh's matchers step through them.

One rule guards it: it answers what the arrays hold, and what `evaluator` answers at once.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, ReadTooFar

from quotebrowser.index.format.segments import Segment


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh has no annotations
    """Steps through the documents of a word."""

    def __init__(self, segment: Segment, name: str, number: int, format_: Any, scorer: Any) -> None:
        self.segment = segment
        self.field = segment.fields[name]
        self.number = number
        self.format = format_
        self.scorer = scorer
        self._term = (name, self.field.dictionary.word(number))
        self.docs = self.field.docs(number)
        self.counts = self.field.counts(number)
        self.at = 0

    def copy(self) -> "ArrayMatcher":
        """Another one at the same document."""
        twin = ArrayMatcher(self.segment, self.field.name, self.number, self.format, self.scorer)
        twin.at = self.at
        return twin

    def reset(self) -> None:
        """Go back to the first document."""
        self.at = 0

    def is_active(self) -> bool:
        """Whether there is a present document."""
        return self.at < len(self.docs)

    def id(self) -> int:
        """The present document."""
        return int(self.docs[self.at])

    def weight(self) -> float:
        """How often the word stands in it."""
        return float(self.counts[self.at])

    def all_ids(self) -> Iterator[int]:
        """The documents from the present one on."""
        return iter(self.docs[self.at :].tolist())

    def next(self) -> bool:
        """Go to the next document."""
        if not self.is_active():
            raise ReadTooFar
        self.at += 1
        return False

    def skip_to(self, target: int) -> None:
        """Go to the first document from `target` on."""
        if not self.is_active():
            raise ReadTooFar
        self.at += int(np.searchsorted(self.docs[self.at :], target))

    def value(self) -> bytes:
        """Where the word stands in the present document, as Whoosh encodes it; empty if not kept."""
        if not self.field.has("places"):
            return b""
        docs, places = self.field.tokens(self.number, self.number + 1)
        doc = self.id()
        begin, end = np.searchsorted(docs, (doc, doc + 1))
        start = int(self.segment.bases(self.field.name)[doc])
        return bytes(self.format.encode([int(place) - start for place in places[begin:end]]))

    def supports_block_quality(self) -> bool:
        """Whether blocks can be skipped by their best score: they cannot."""
        return False
