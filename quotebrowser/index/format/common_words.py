"""The documents of common words, wherever in a quote or around it they stand.

One rule guards it: what is kept of a word is the union of what its fields hold, no more and no less; a word
that is not kept is looked up field by field.

A word without a field is looked for in five, of which one by its stem. For words that many documents hold the
five are joined when a segment is written. A document has a *joint form* of a word: its form in each of the
fields (see `precomputed`), or none there. There are few, so that here too the scores of any number of
documents are one table and one look-up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from quotebrowser.index.analysis import stem
from quotebrowser.index.format.answer_sets import Answer, Floats, Matches, Table, looked_up
from quotebrowser.index.format.arrays import Array, ArrayWriter, StoredArray
from quotebrowser.index.format.field_builder import Numbers
from quotebrowser.index.index_fields import STEMMED

JOINED: Final = 512
"""A word is kept if its fields have one posting for this many documents together. Of a million quotes that
are about 3,000 words with half of all postings."""

FEWEST: Final = 1 << 15
"""Segments with fewer documents keep none: there any word is looked up within a millisecond."""

_DENSE: Final = 1 / 3
"""From this share of the documents on all are listed: two bytes each, where listing those that hold a word
takes six."""

_MOST_FORMS: Final = 1 << 16
_NAME: Final = "every"


@dataclass(frozen=True, slots=True)
class Postings:
    """A scored field of the segment being written."""

    terms: Sequence[bytes]
    """Its words in the order of their bytes."""
    starts: Numbers
    """Where the postings of each begin."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What is kept of a word."""

    word: bytes
    """The word."""
    docs: Numbers
    """The documents that hold it; empty if all are listed."""
    marks: Numbers
    """For each of them, or for each of the segment, the number of its joint form; there 0 is none."""
    forms: Numbers
    """Joint forms: a row each, in each field the number of the form plus one, 0 for none."""


def write_everywhere(writer: ArrayWriter, fields: Mapping[str, Postings], size: int) -> None:
    """Add the common words of a segment to its file.

    Args:
        writer: of the file.
        fields: those in which a word is looked for.
        size: how many documents the segment has.
    """
    found = list(_common(writer, fields, size)) if size >= FEWEST else []
    words = [joined.word for joined in found]
    writer.add(f"{_NAME}.words", np.frombuffer(b"".join(words), np.uint8))
    for part, lengths in (
        ("ends", [len(word) for word in words]),
        ("docends", [len(joined.docs) for joined in found]),
        ("markends", [len(joined.marks) for joined in found]),
        ("formends", [joined.forms.size for joined in found]),
    ):
        writer.add(f"{_NAME}.{part}", np.cumsum(lengths, dtype=np.int64).astype(np.uint32))
    for part in ("docs", "marks", "forms"):
        kind = np.uint32 if part == "docs" else np.uint16
        writer.add_joined(f"{_NAME}.{part}", [getattr(joined, part) for joined in found], kind)


def _common(writer: ArrayWriter, fields: Mapping[str, Postings], size: int) -> Iterator[Joined]:
    wanted: set[bytes] = set()
    for name, field in fields.items():
        if name != STEMMED:
            wanted.update(field.terms[number] for number in _frequent(field, size))
    joiner = _Joiner([writer.arrays[f"{name}.forms"][2] + 1 for name in fields], size)
    ordered = {name: {word: n for n, word in enumerate(field.terms)} for name, field in fields.items()}
    for word in sorted(wanted):
        parts = []
        for name, field in fields.items():
            number = ordered[name].get(stem(word.decode()).encode() if name == STEMMED else word, -1)
            begin, end = (int(field.starts[number]), int(field.starts[number + 1])) if number >= 0 else (0, 0)
            docs, marks = (writer.written(f"{name}.{part}", begin, end) for part in ("docs", "marks"))
            parts.append((docs, marks))
        if sum(len(docs) for docs, _ in parts) * JOINED > size:
            joined = joiner.join(word, parts)
            if joined is not None:
                yield joined


def _frequent(field: Postings, size: int) -> list[int]:
    """Numbers of the words of which this field has a good part of the postings that a common word needs."""
    return np.flatnonzero(np.diff(field.starts.astype(np.int64)) * JOINED * 4 > size).tolist()


class _Joiner:
    """Joins what the fields hold of a word, over arrays of the segment that are cleared after each."""

    def __init__(self, forms: Sequence[int], size: int) -> None:
        self._factors = np.cumprod([1, *forms[:-1]]).tolist()
        self._forms = forms
        self._keys = np.zeros(size, np.int64)

    def join(self, word: bytes, parts: Sequence[tuple[Array, Array]]) -> Joined | None:
        """What is kept of a word; None if it has too many joint forms."""
        for (docs, marks), factor in zip(parts, self._factors, strict=True):
            self._keys[docs.astype(np.intp)] += (marks.astype(np.int64) + 1) * factor
        size = len(self._keys)
        if sum(len(docs) for docs, _ in parts) * 8 > size:
            docs = np.flatnonzero(self._keys)
        else:
            docs = np.unique(np.concatenate([docs for docs, _ in parts])).astype(np.intp)
        found, marks = np.unique(self._keys[docs], return_inverse=True)
        self._keys[docs] = 0
        if max(len(found), *self._forms) >= _MOST_FORMS:
            return None
        pairs = zip(self._factors, self._forms, strict=True)
        forms = np.stack([found // factor % count for factor, count in pairs], 1).astype(np.uint16)
        if len(docs) > size * _DENSE:
            whole = np.zeros(size, np.uint16)
            whole[docs] = marks + 1
            return Joined(word, np.zeros(0, np.uint32), whole, forms)
        return Joined(word, docs.astype(np.uint32), marks.astype(np.uint16), forms)


class Everywhere:
    """The common words of a segment.

    Args:
        arrays: of the segment.
        fields: names of the fields, in the order of the joint forms.
    """

    def __init__(self, arrays: dict[str, StoredArray], fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        self._arrays = {
            key.partition(".")[2]: value for key, value in arrays.items() if key.startswith(f"{_NAME}.")
        }

    @cached_property
    def _rows(self) -> dict[bytes, int]:
        joined = self._arrays["words"].whole().tobytes()
        bounds = [0, *self._arrays["ends"].whole().tolist()]
        return {joined[a:b]: row for row, (a, b) in enumerate(pairwise(bounds))}

    def knows(self, word: str) -> bool:
        """Whether this word is kept."""
        return word.encode() in self._rows

    def _part(self, part: str, row: int) -> Array:
        begin, end = self._range(part, row)
        return self._arrays[part].part(begin, end)

    def _range(self, part: str, row: int) -> tuple[int, int]:
        ends = self._arrays[f"{part[:-1]}ends"]
        begin, end = ends.part(row - 1, row + 1).tolist() if row else (0, int(ends.part(0, 1)[0]))
        return begin, end

    def size(self, word: str) -> int:
        """How many documents hold a word that is kept, or all where most do."""
        begin, end = self._range("marks", self._rows[word.encode()])
        return end - begin

    def answer(self, word: str, weights: Sequence[Floats | None]) -> Answer:
        """The documents of a word that is kept.

        Args:
            word: the word.
            weights: for each field what each of its forms scores; None for nothing.
        """
        row = self._rows[word.encode()]
        forms = self._part("forms", row).reshape(-1, len(self.fields))
        scores = np.zeros(len(forms), np.float32)
        for number, weight in enumerate(weights):
            if weight is None:
                continue
            scores += np.concatenate([np.zeros(1, np.float32), weight]).take(forms[:, number])
        docs, marks = self._part("docs", row), self._part("marks", row)
        if len(docs):
            return Matches(docs, looked_up(scores, marks))
        return Table(marks > 0, looked_up(np.concatenate([np.zeros(1, np.float32), scores]), marks))
