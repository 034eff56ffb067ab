"""All that answers a query as one list of rows, of which only those that are looked at are made.

One rule guards it: which quotes are one row is decided once for all of them, so that rows fetched one after
another are of one list: none comes twice, none is missing. A quote of the list takes 20 bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from quotebrowser.errors import LibraryError
from quotebrowser.library import rows
from quotebrowser.library.finding import answerer, utterance_rows
from quotebrowser.library.library import Library
from quotebrowser.library.rows import Highlights, unmarked
from quotebrowser.library.views import Row

Uids = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

_EXACT: Final = 1000
"""Quotes in several utterances that others may be listed under too, of which rows are made to see under which
they are listed themselves. Of those beyond the store says it, as if no words were looked for."""
_FEW: Final = 8
"""Up to this share of the library, as its divisor, the store is asked of each quote; else of all at once."""
_SOUGHT: Final = 40
"""Rows made at a time while one is sought."""
_WEIGHED: Final = 17
"""Bytes of a quote, an utterance and a weight."""


class _Printed(NamedTuple):
    """The utterances of the parts of quotes that answer."""

    hits: Numbers
    """Of each part, the place of its quote among all that answer."""
    utterances: Uids
    """Of each part."""


class WholeAnswer:
    """All rows that answer a query.

    Args:
        library: whose quotes.
        uids: of the quotes that answer, in order, those that are not in the library among them.
        sort: by what they are sorted.
        highlights: finds what to highlight; None: no words are looked for.
    """

    def __init__(self, library: Library, uids: Uids, sort: str, highlights: Highlights | None) -> None:
        self.library = library
        self.version = library.version
        """Of the library that was asked."""
        self._sort = sort
        self._highlights = highlights or unmarked
        parts = _parts(library, uids)
        self._uids = uids[np.isin(uids, parts[:, 0])]
        printed = self._printed(parts)
        differing = numbers(library.store.long_lists.differing())
        self._under: dict[str, str] = {}
        names = self._names(printed, exact=highlights is not None)
        _, first, inverse = np.unique(names, return_index=True, return_inverse=True)
        places = np.empty(len(first), np.int32)
        places[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
        self._rows = places[inverse]
        self._differing = np.unique(self._rows[printed.hits[np.isin(printed.utterances, differing)]])
        self._length = len(first)

    def __len__(self) -> int:
        """How many rows there are."""
        return self._length

    def place(self, uid: str) -> int:
        """Number of the row that a quote is in, from 0; -1 if it does not answer."""
        found = self.places([uid])
        return found.get(uid, -1)

    def places(self, uids: Iterable[str]) -> dict[str, int]:
        """Numbers of the rows of those quotes that answer, in the order of the list."""
        asked = numbers("".join(uids))
        hits = np.flatnonzero(np.isin(self._uids, asked))
        hits = hits[np.argsort(self._rows[hits], kind="stable")]
        return dict(zip(_written(self._uids[hits]), self._rows[hits].tolist(), strict=True))

    def made(self, wanted: Iterable[int]) -> dict[int, Row]:
        """Rows by their numbers; without those of which the library has no quote any more."""
        asked = np.fromiter(wanted, np.int64)
        low, high = (int(asked.min()), int(asked.max())) if len(asked) else (0, -1)
        near = np.flatnonzero((self._rows >= low) & (self._rows <= high))
        hits = near[np.isin(self._rows[near], asked)]
        members: dict[int, list[str]] = {}
        for uid, row in zip(_written(self._uids[hits]), self._rows[hits].tolist(), strict=True):
            group = members.setdefault(row, [])
            if len(group) < utterance_rows.LOOKED_AT:
                group.append(uid)
        uids = [uid for group in members.values() for uid in group]
        made = {
            row.uid: row
            for row in rows.of(self.library, uids, highlights=self._highlights, under=self._under)
        }
        groups = {number: [made[uid] for uid in group if uid in made] for number, group in members.items()}
        return {number: utterance_rows.best(group, self._sort) for number, group in groups.items() if group}

    def seek(self, at: int, step: int, wanted: Callable[[Row], bool]) -> int:
        """Number of the next row (step 1), or the one before (-1), that differs and is wanted; -1: none."""
        split = np.searchsorted(self._differing, at, "right" if step > 0 else "left")
        ahead = self._differing[split:] if step > 0 else self._differing[:split][::-1]
        for start in range(0, len(ahead), _SOUGHT):
            some = ahead[start : start + _SOUGHT].tolist()
            made = self.made(some)
            for number in some:
                if number in made and wanted(made[number]):
                    return int(number)
        return -1

    def _printed(self, parts: Uids) -> _Printed:
        """The parts of what answers that are in an utterance, each utterance of a quote once."""
        parts = parts[(parts[:, 1] > 0) & np.isin(parts[:, 0], self._uids)]
        order = np.argsort(self._uids)
        hits = order[np.searchsorted(self._uids, parts[:, 0], sorter=order)]
        order = np.lexsort((parts[:, 1], hits))
        hits, utterances = hits[order], parts[order, 1]
        new = np.ones(len(hits), bool)
        new[1:] = (hits[1:] != hits[:-1]) | (utterances[1:] != utterances[:-1])
        return _Printed(hits[new], utterances[new])

    def _names(self, printed: _Printed, *, exact: bool) -> Uids:
        """For each quote the utterance that it is listed under; its own uid if it is in none.

        A quote of several utterances that no other quote of the list is in stands alone, under its own uid.
        """
        names = self._uids.copy()
        counts = np.bincount(printed.hits, minlength=len(names))
        alone = counts[printed.hits] == 1
        names[printed.hits[alone]] = printed.utterances[alone]
        _, inverse, frequent = np.unique(printed.utterances, return_inverse=True, return_counts=True)
        shared = np.unique(printed.hits[~alone & (frequent[inverse] > 1)])
        for hit, name in zip(
            shared.tolist(), self._listed_under(self._uids[shared], exact=exact), strict=True
        ):
            if name:
                names[hit] = int(name, 16)
        return names

    def _listed_under(self, uids: Uids, *, exact: bool) -> list[str]:
        """The utterance that a row of each quote is of; empty where it is of none."""
        asked = _written(uids)
        some = asked[:_EXACT] if exact else []
        found = {row.uid: row.utterance for row in rows.of(self.library, some, highlights=self._highlights)}
        rest = asked[len(some) :]
        weighed = bytes.fromhex(self.library.store.long_lists.weighed(rest)) if rest else b""
        weights: dict[str, int] = {}
        for start in range(0, len(weighed), _WEIGHED):
            part = weighed[start : start + _WEIGHED]
            uid = part[:8].hex()
            if part[16] > weights.get(uid, -1):
                weights[uid] = part[16]
                self._under[uid] = part[8:16].hex()
        return [found.get(uid) or self._under.get(uid, "") for uid in asked]


def ask(
    library: Library, query: str, *, sort: str, reverse: bool, as_typed: bool, loosened: bool = False
) -> WholeAnswer:
    """All that answers a query, in the order of `search_quotes.search`.

    Args:
        library: where to search.
        query: in the query language; empty is everything, newest first.
        sort: by what.
        reverse: whether that is turned round.
        as_typed: whether the query is still being typed.
        loosened: whether quotes that have most of the words answer.

    Raises:
        LibraryError: it cannot be read.
        QueryError: the query means nothing.
    """
    try:
        if not query.strip() and sort != "outlet":
            return WholeAnswer(
                library, numbers(library.store.long_lists.by_date(reverse=reverse)), sort, None
            )
        uids, highlights = answerer.order(
            library, query, sort=sort, reverse=reverse, as_typed=as_typed, loosened=loosened
        )
        return WholeAnswer(library, uids, sort, highlights)
    except ValueError as error:
        message = "The library is damaged: it contains the uid of a quote that was never written"
        raise LibraryError(message, "See all damage with quotebrowser doctor.") from error


def numbers(digits: str) -> Uids:
    """Uids that stand one after another, as numbers."""
    return np.frombuffer(bytes.fromhex(digits), ">u8").astype(np.uint64)


def _written(uids: Uids) -> Sequence[str]:
    """Numbers as uids."""
    digits = uids.astype(">u8").tobytes().hex()
    return [digits[start : start + 16] for start in range(0, len(digits), 16)]


def _parts(library: Library, uids: Uids) -> Uids:
    """Quotes of the library, those that answer among them, each with the utterance of a part, or 0."""
    lists = library.store.long_lists
    if len(uids) * _FEW < library.counts().quotes:
        return numbers(lists.printed(_written(uids))).reshape(-1, 2)
    return library.printed.get("", lambda: numbers(lists.printed()).reshape(-1, 2))
