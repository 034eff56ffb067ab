"""The words and documents of a segment as Whoosh's readers ask for them.

One rule guards it: what Whoosh's own readers tell of a segment with the same documents, these tell too.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.reading import TermInfo, TermNotFound

from quotebrowser.index.container.matcher import ArrayMatcher
from quotebrowser.index.format.field_builder import LENGTHS
from quotebrowser.index.format.segments import FieldReader, Segment


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]  # Whoosh has no annotations
    """The words of a segment as Whoosh asks for them."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment

    def _number(self, name: str, word: bytes) -> int:
        field = self.segment.fields.get(name)
        return -1 if field is None else field.dictionary.find(word)

    def _found(self, name: str, word: bytes) -> tuple[FieldReader, int]:
        number = self._number(name, word)
        if number < 0:
            raise TermNotFound(f"{name}:{word!r}")
        return self.segment.fields[name], number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        """Names of the fields."""
        return list(self.segment.fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All words of all fields."""
        for name, field in sorted(self.segment.fields.items()):
            for number in range(len(field.dictionary)):
                yield name, field.dictionary.word(number)

    def terms_from(self, name: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The words of a field from `prefix` on."""
        field = self.segment.fields.get(name)
        if field is not None:
            for number in range(field.dictionary.place(prefix), len(field.dictionary)):
                yield name, field.dictionary.word(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """All words with what is known of them."""
        for name, word in self.terms():
            yield (name, word), self.term_info(name, word)

    def items_from(self, name: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """The words of a field from `prefix` on with what is known of them."""
        for _, word in self.terms_from(name, prefix):
            yield (name, word), self.term_info(name, word)

    def term_info(self, name: str, word: bytes) -> Any:
        """How often a word stands in the segment."""
        try:
            field, number = self._found(name, word)
        except TermNotFound as error:
            raise KeyError(word) from error
        docs, counts = field.docs(number), field.counts(number)
        lengths = field.lengths(docs)
        return TermInfo(
            weight=float(counts.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(counts.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, name: str, word: bytes) -> float:
        """How often a word stands in the segment in all."""
        number = self._number(name, word)
        return float(self.segment.fields[name].counts(number).sum()) if number >= 0 else 0.0

    def doc_frequency(self, name: str, word: bytes) -> int:
        """In how many documents a word stands."""
        number = self._number(name, word)
        if number < 0:
            return 0
        begin, end = self.segment.fields[name].range(number, number + 1)
        return end - begin

    def cursor(self, name: str, fieldobj: Any) -> "ArrayCursor":
        """Steps through the words of a field."""
        return ArrayCursor(self, name, fieldobj)

    def matcher(self, name: str, word: bytes, format_: Any, scorer: Any = None) -> "ArrayMatcher":
        """Steps through the documents of a word."""
        _, number = self._found(name, word)
        return ArrayMatcher(self.segment, name, number, format_, scorer)


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]  # Whoosh has no annotations
    """Steps through the words of a field."""

    def __init__(self, terms: ArrayTermsReader, name: str, fieldobj: Any) -> None:
        self.terms = terms
        self.field = terms.segment.fields[name]
        self.fieldobj = fieldobj
        self.number = 0

    def first(self) -> str | None:
        """Go to the first word."""
        self.number = 0
        return self.text()

    def find(self, text: str | bytes) -> str | None:
        """Go to the first word that does not come before `text`."""
        word = text if isinstance(text, bytes) else self.fieldobj.to_bytes(text)
        self.number = self.field.dictionary.place(word)
        return self.text()

    def next(self) -> str | None:
        """Go to the next word."""
        self.number += 1
        return self.text()

    def text(self) -> str | None:
        """The present word; None after the last."""
        return self.fieldobj.from_bytes(self.field.dictionary.word(self.number)) if self.is_valid() else None

    def term_info(self) -> Any:
        """What is known of the present word."""
        return self.terms.term_info(self.field.name, self.field.dictionary.word(self.number))

    def is_valid(self) -> bool:
        """Whether there is a present word."""
        return self.number < len(self.field.dictionary)


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]  # Whoosh has no annotations
    """The documents of a segment as Whoosh asks for them."""

    def __init__(self, arrays: Segment, segment: Any) -> None:
        self.arrays = arrays
        self.segment = segment

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return self.arrays.size - int(self.segment.deleted_count())

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

    def supports_columns(self) -> bool:
        """Whether there are columns: there are."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether this is one."""
        return fieldname in self.arrays.columns

    def column_reader(self, fieldname: str, column: Any) -> "NumberColumn":
        """The numbers of a column."""
        return NumberColumn(self.arrays, fieldname, column)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many words a field has in a document."""
        field = self.arrays.fields.get(fieldname)
        if field is None or not field.has("lengths"):
            return default
        return int(field.lengths(np.array([docnum]))[0]) or default

    def field_length(self, fieldname: str) -> int:
        """How many words a field has in all."""
        field = self.arrays.fields.get(fieldname)
        return field.total if field is not None and field.has("lengths") else 0

    def min_field_length(self, fieldname: str) -> int:
        """How many words a field has at least."""
        return int(self._lengths(fieldname).min(initial=255))

    def max_field_length(self, fieldname: str) -> int:
        """How many words a field has at most."""
        return int(self._lengths(fieldname).max(initial=0))

    def _lengths(self, fieldname: str) -> Any:
        field = self.arrays.fields.get(fieldname)
        return LENGTHS[:0] if field is None else field.lengths(np.arange(self.arrays.size))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """What is stored of a document: its uid."""
        return {"uid": self.arrays.uids([docnum])[0]}


class NumberColumn(ColumnReader):  # type: ignore[misc]  # Whoosh has no annotations
    """The numbers of a column as Whoosh asks for them."""

    def __init__(self, arrays: Segment, name: str, column: Any) -> None:
        self.values = arrays.column(name)
        self.column = column
        self.sign = 1

    def __getitem__(self, docnum: int) -> int:
        return int(self.values[docnum])

    def __len__(self) -> int:
        return len(self.values)

    def sort_key(self, docnum: int) -> int:
        """By what a document is sorted."""
        return self.sign * int(self.values[docnum])

    def set_reverse(self) -> None:
        """Sort the other way."""
        self.sign = -1
