"""One indexed field of a segment as a search asks for it.

One rule guards it: what is read is checked first, and no more is read than is asked for.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format import precomputed
from quotebrowser.index.format.arrays import Array, Docs, StoredArray
from quotebrowser.index.format.dictionary import Dictionary
from quotebrowser.index.format.field_builder import FieldArrays, smallest
from quotebrowser.index.format.precomputed import ShortcutReader

_FEW: Final = 1000
"""Up to this share of a field's words, as its divisor, documents are looked up word by word."""


class FieldReader:
    """An indexed field of a segment.

    Args:
        arrays: of the segment, by the field's name, a point and what they hold.
        name: of the field.
        total: how many tokens it has.
        width: how many bytes each of its words has; 0 if they differ.
    """

    def __init__(self, arrays: dict[str, StoredArray], name: str, total: int, width: int) -> None:
        prefix = f"{name}."
        self._arrays = {key[len(prefix) :]: value for key, value in arrays.items() if key.startswith(prefix)}
        self._single = "ordinals" in self._arrays
        self.name = name
        self.total = total
        kept = self._arrays
        self.dictionary = Dictionary(kept["words"], kept.get("ends"), kept.get("heads"), width)
        self._docs = kept["docs"]
        self.shortcuts = ShortcutReader(kept)

    def has(self, part: str) -> bool:
        """Whether `marks`, `places`, `lengths` or `ordinals` are kept of this field."""
        return part in self._arrays

    @cached_property
    def _starts(self) -> Array:
        return self._arrays["starts"].whole()

    @cached_property
    def forms(self) -> Array:
        """The forms of its postings; see `precomputed`."""
        return self._arrays["forms"].whole()

    @cached_property
    def _form_counts(self) -> Array:
        return smallest(precomputed.counts_of(self.forms))

    @cached_property
    def ordinals(self) -> npt.NDArray[np.signedinteger[Any]]:
        """For each document the number of its one word; -1 where it has none."""
        return self._arrays["ordinals"].whole()

    def values(self, docs: Sequence[int]) -> list[str]:
        """The one word of each of `docs`; empty if it has none."""
        numbers = self._arrays["ordinals"].at(docs)
        if min(numbers, default=0) >= 0:
            return [word.decode() for word in self.dictionary.words_of(numbers)]
        return ["" if number < 0 else self.dictionary.word(number).decode() for number in numbers]

    def range(self, first: int, last: int) -> tuple[int, int]:
        """Where the postings of the words from number `first` to `last` lie."""
        if self._single:
            begin, end = self._arrays["starts"].at((first, last))
            return begin, end
        return int(self._starts[first]), int(self._starts[last])

    def frequency(self, number: int) -> int:
        """How many documents hold a word."""
        begin, end = self.range(number, number + 1)
        return end - begin

    def docs(self, number: int) -> Docs:
        """The documents of a word, rising."""
        return self._docs.part(*self.range(number, number + 1))

    def postings(self, begin: int, end: int) -> Docs:
        """The documents of the postings from place `begin` to `end`."""
        return self._docs.part(begin, end)

    def docs_between(self, first: int, last: int) -> Docs:
        """The documents of each of the words from number `first` to `last`, one word after another."""
        return self._docs.part(*self.range(first, last))

    def docs_of(self, words: Sequence[str]) -> Docs:
        """The documents of some words of which each has one, rising."""
        numbers = self.dictionary.find_many([word.encode("utf-8", "replace") for word in words])
        if not self._single or len(numbers) * _FEW < len(self.dictionary):
            found = [self.docs(number) for number in numbers.tolist()]
            return np.sort(np.concatenate(found)) if found else np.zeros(0, np.uint32)
        wanted = np.zeros(len(self.dictionary) + 1, bool)  # the last is for documents without a word
        wanted[numbers] = True
        return np.flatnonzero(wanted[self.ordinals]).astype(np.uint32)

    def marks(self, begin: int, end: int) -> Array:
        """Of the postings from place `begin` to `end` the numbers of their forms."""
        return self._arrays["marks"].part(begin, end)

    def counts(self, first: int, last: int = -1) -> Array:
        """How often a word, or each from `first` to `last`, stands in each of its documents."""
        begin, end = self.range(first, max(last, first + 1))
        if not self.has("marks"):
            return np.ones(end - begin, np.uint8)
        return self._form_counts.take(self.marks(begin, end))

    def tokens_in(self, docs: Sequence[int]) -> int:
        """How many tokens some documents have together; the field is one that is scored."""
        return sum(self._arrays["lengths"].at(docs))

    def places(self, first: int, last: int) -> Docs:
        """Where each of the words from number `first` to `last` stands, rising within a word."""
        kept = self._arrays["tokens"]
        begin, end = int(kept.part(first, first + 1)[0]), int(kept.part(last, last + 1)[0])
        return self._arrays["places"].part(begin, end)

    def tokens(self, first: int, last: int) -> tuple[Docs, Docs]:
        """Documents and places of the words from number `first` to `last`, by place."""
        docs, places = self.docs_between(first, last), self.places(first, last)
        if len(docs) != len(places):
            docs = np.repeat(docs, self.counts(first, last))
        if last - first > 1:
            order = np.argsort(places)
            docs, places = docs[order], places[order]
        return docs, places

    def arrays(self) -> FieldArrays:
        """Everything of the field, as it was written."""

        def whole(part: str) -> Any:
            return self._arrays[part].whole() if self.has(part) else None

        return FieldArrays(
            terms=self.dictionary.words(0, len(self.dictionary)),
            starts=whole("starts"),
            docs=whole("docs"),
            counts=self._form_counts.take(whole("marks")) if self.has("marks") else None,
            places=whole("places"),
            lengths=whole("lengths"),
            ordinals=whole("ordinals"),
            total=self.total,
        )
