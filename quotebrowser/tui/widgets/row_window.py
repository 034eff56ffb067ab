"""The rows of a long list, of which only those near the screen are kept.

One rule guards it: what is drawn never waits for the library, what is acted upon never lacks its row.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, overload

from quotebrowser.library import Row
from quotebrowser.model import Pointer

if TYPE_CHECKING:
    from quotebrowser.library.finding.whole_answer import WholeAnswer

PAGE: Final = 40
"""Rows fetched together: more than fit on most screens."""
_KEPT: Final = 25
"""Pages kept: some ten screens in either direction."""
_CHANGES: Final = 500
"""Changes among which the rows that are seen are looked for; of more all are fetched again."""
_DIGITS: Final = 16
"""Of an id."""

Pages = Mapping[int, Sequence[Row | None]]
"""Rows by the number of their page; None for one of which the library has no quote any more."""


class RowWindow(Sequence[Row]):
    """All rows of an answer.

    Args:
        whole: makes them.
        first: the first rows, as they are on the screen; they stay as they are until they are fetched again.
    """

    def __init__(self, whole: "WholeAnswer", first: Sequence[Row]) -> None:
        self.whole = whole
        self._first = tuple(first)
        self._level = whole.version
        """The change up to which it is known which rows may be others than they were."""
        self._pages: OrderedDict[int, Sequence[Row | None]] = OrderedDict()

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.whole)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """A row, or some; IndexError where the library has no quote of it any more."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        found = self.get(index)
        if found is None:
            raise IndexError
        return found

    def get(self, index: int) -> Row | None:
        """A row, fetched if it is not here; None if there is none such, or not any more."""
        if not self.has(index) and 0 <= index < len(self):
            self.put(self.fetched([index // PAGE]))
        return self.seen(index)

    def has(self, index: int) -> bool:
        """Whether a row has been fetched."""
        return index < len(self._first) or index // PAGE in self._pages

    def seen(self, index: int) -> Row | None:
        """A row as it was fetched; None if it was not, or is gone."""
        if 0 <= index < len(self._first):
            return self._first[index]
        page = self._pages.get(index // PAGE)
        return page[index % PAGE] if page else None

    def lacking(self, first: int, last: int) -> list[int]:
        """The pages that are to be fetched before all rows from `first` to `last` are here."""
        return [
            page for page in self.pages(first, last) if not self.has(min(page * PAGE + PAGE, len(self)) - 1)
        ]

    def pages(self, first: int, last: int) -> Sequence[int]:
        """The pages that the rows from `first` to `last` are on."""
        return range(max(first, 0) // PAGE, min(last, len(self) - 1) // PAGE + 1)

    def fetched(self, pages: Iterable[int]) -> Pages:
        """Pages as the library has them; may be asked in a thread."""
        numbers = {page: range(page * PAGE, min(page * PAGE + PAGE, len(self))) for page in pages}
        made = self.whole.made(number for page in numbers.values() for number in page)
        return {page: [made.get(number) for number in rows] for page, rows in numbers.items()}

    def put(self, pages: Pages) -> None:
        """Keep fetched pages, and forget those that were fetched longest ago."""
        for number, page in pages.items():
            self._pages[number] = page
            self._pages.move_to_end(number)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)

    def changed(self, first: int, last: int) -> Pages:
        """The pages of the rows from `first` to `last`, if any of these may be another than it was.

        May be asked in a thread.
        """
        store = self.whole.library.store
        changed, deleted, until = store.changes.since(self._level, _CHANGES)
        printed = store.long_lists.printed(changed)
        told = {*deleted, *(printed[at : at + _DIGITS] for at in range(0, len(printed), _DIGITS))}
        self._level = until
        seen = (row for at in range(first, min(last + 1, len(self))) if (row := self.seen(at)))
        many = len(changed) + len(deleted) == _CHANGES
        return (
            self.fetched(self.pages(first, last))
            if many or any(not told.isdisjoint((row.uid, row.utterance)) for row in seen)
            else {}
        )

    def renew(self, pages: Pages) -> None:
        """Keep pages that were fetched again, also in place of the first rows."""
        if 0 in pages:
            self._first = ()
        self.put(pages)

    def pointers(self) -> dict[str, Pointer]:
        """What all rows point at, by the uids of their quotes; may be asked in a thread."""
        return {row.uid: row.pointer for row in self._first} | self.whole.pointers(len(self._first))
