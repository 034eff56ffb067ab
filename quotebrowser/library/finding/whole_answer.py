"""All that answers a query as one list of rows, of which only those that are looked at are made.

One rule guards it: which quotes are one row is decided once for all of them, so that rows fetched one after
another are of one list: none comes twice, none is missing. A quote of the list takes 12 bytes.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final

import numpy as np

from quotebrowser.errors import LibraryError
from quotebrowser.library import rows
from quotebrowser.library.finding import answerer, utterance_rows
from quotebrowser.library.library import Library
from quotebrowser.library.printed_utterances import Numbers, Printed, Uids, gathered, numbers, parts
from quotebrowser.library.rows import Highlights, unmarked
from quotebrowser.library.views import Row
from quotebrowser.model import Date, Pointer, Sort
from quotebrowser.text import fold

_EXACT: Final = 1000
"""Quotes in several utterances that others may be listed under too, of which rows are made to see under which
they are listed themselves. Of those beyond the store says it, as if no words were looked for."""
_FEW: Final = 40
"""Up to this share of the library, as its divisor, the store is asked of each quote; else of all at once, and
what it says is kept until something is written."""
_FEW_OF_OTHERS: Final = 6
"""The same where others write too, so that little is kept for long: up to here each costs less than all."""
_SOUGHT: Final = 40
"""Rows made at a time while one is sought."""
_NONE: Final = "0" * 16
_SEVERAL: Final = np.uint64(1 << 62)
"""From that fullness on a quote has several parts."""


def _first_day(published: str) -> int | None:
    known = Date.parse(published)
    return known.first if known else None


_SORTED_BY: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    Sort.DATE: ("published", _first_day),
    Sort.OUTLET: ("outlet", fold),
}
"""By which fact lists are sorted, and what of it counts, as in `utterance_rows`."""
_AT_ONCE: Final = 200
"""Rows made at a time where many are, so that the screen has its turn between them."""
_UID: Final = re.compile("[0-9a-f]{16}")
"""What the program writes; a library from elsewhere may have others."""
_WEIGHED: Final = 17
"""Bytes of a quote, an utterance and a weight."""


class WholeAnswer:
    """All rows that answer a query.

    Args:
        library: whose quotes.
        uids: of the quotes that answer, in order, those that are not in the library among them.
        sort: by what they are sorted.
        highlights: finds what to highlight; None: no words are looked for.
        version: of the library before it was asked for them.
    """

    def __init__(
        self, library: Library, uids: Uids, sort: str, highlights: Highlights | None, version: int
    ) -> None:
        self.library = library
        self.version = version
        """Of the library that was asked."""
        self._sort = sort
        self._highlights = highlights or unmarked
        printed = _printed(library, uids)
        at = np.searchsorted(printed.quotes, uids)
        known = np.append(printed.quotes, np.uint64(0))[at] == uids
        self._uids, at = uids[known], at[known]
        self._under: dict[str, str] = {}
        hits, utterances = parts(printed, at)
        names = self._names(printed, hits, utterances, exact=highlights is not None)
        count = len(names)
        first = np.empty(len(printed.ids) + count, np.int64)
        first[names[::-1]] = np.arange(count)[::-1]
        opens = first[names]
        numbered = np.cumsum(opens == np.arange(count)) - 1
        self._rows = numbered[opens].astype(np.int32)
        self._differing = np.unique(self._rows[hits[printed.differing[utterances]]])
        self._length = int(numbered[-1]) + 1 if count else 0

    def __len__(self) -> int:
        """How many rows there are."""
        return self._length

    def answering(self) -> Sequence[str]:
        """Uids of all quotes that answer, those of a row together, in the order of the list."""
        return _written(self._uids[np.argsort(self._rows, kind="stable")])

    def place(self, uid: str) -> int:
        """Number of the row that a quote is in, from 0; -1 if it does not answer."""
        found = self.places([uid])
        return found.get(uid, -1)

    def places(self, uids: Iterable[str]) -> dict[str, int]:
        """Numbers of the rows of those quotes that answer, in the order of the list."""
        asked = numbers("".join(filter(_UID.fullmatch, uids)))
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

    def pointers(self, first: int = 0) -> dict[str, Pointer]:
        """What the rows from number `first` on point at, in order, by the uids of their quotes.

        A quote in one span has one part, and without words that are looked for nothing but its kind and its
        length decides whether it is listed. Rows are made of the others alone.
        """
        found = numbers(self.library.store.long_lists.fullness()).reshape(-1, 3)
        found = found[np.argsort(found[:, 0])]
        at = np.searchsorted(found[:, 0], self._uids)
        known = np.append(found[:, 0], np.uint64(0))[at] == self._uids
        weights = np.append(found[:, 1], _SEVERAL)[at]
        order = np.argsort(self._rows, kind="stable")
        begins = np.searchsorted(self._rows[order], np.arange(self._length))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order)) - begins[self._rows[order]]
        values = self._values(np.append(found[:, 2], np.uint64(0))[at])
        plain = self._highlights is unmarked
        dear = np.zeros(self._length, bool)
        dear[self._rows[~known | (weights >= _SEVERAL) | ((ranks > 0) & (not plain))]] = True
        likely = np.flatnonzero(
            ~dear[self._rows]
            & (self._rows >= first)
            & (ranks < utterance_rows.LOOKED_AT)
            & (values == values[order[begins]][self._rows])
        )
        likely = likely[np.lexsort((ranks[likely], -weights[likely].astype(np.int64), self._rows[likely]))]
        listed = likely[np.unique(self._rows[likely], return_index=True)[1]]
        plainly = self._pointers(self._uids[listed])
        places = dict(zip(_written(self._uids[listed]), self._rows[listed].tolist(), strict=True))
        pointers = [(places[uid], pointer) for uid, pointer in plainly.items()]
        rest = np.flatnonzero(dear)
        rest = rest[rest >= first]
        for start in range(0, len(rest), _AT_ONCE):
            made = self.made(rest[start : start + _AT_ONCE].tolist())
            pointers += ((number, row.pointer) for number, row in made.items())
        return {pointer.quote: pointer for _, pointer in sorted(pointers, key=itemgetter(0))}

    def _values(self, articles: Uids) -> Numbers:
        """By what quotes of articles are sorted, as numbers that are the same where that is the same."""
        sorted_by = _SORTED_BY.get(self._sort)
        if sorted_by is None:
            return np.zeros(len(articles), np.int64)
        fact, value = sorted_by
        known = self.library.store.long_lists.values(fact)
        named: dict[object, int] = {}
        by_article = {no: named.setdefault(value(said), len(named)) for no, said in known.items()}
        return np.fromiter((by_article.get(no, -1) for no in articles.tolist()), np.int64)

    def _pointers(self, uids: Uids) -> dict[str, Pointer]:
        """What quotes in one span point at; those that are gone are left out."""
        printed = _printed(self.library, uids)
        at = np.searchsorted(printed.quotes, uids)
        known = np.append(printed.quotes, np.uint64(0))[at] == uids
        uids, at = uids[known], at[known]
        hits, utterances = parts(printed, at)
        named = np.zeros(len(uids), np.uint64)
        named[hits] = printed.ids[utterances]
        return {
            uid: Pointer(uid, uid, "" if utterance == _NONE else utterance)
            for uid, utterance in zip(_written(uids), _written(named), strict=True)
        }

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

    def _names(self, printed: Printed, hits: Numbers, utterances: Numbers, *, exact: bool) -> Numbers:
        """For each quote the number of the utterance that it is listed under, or one that no other quote has.

        A quote of several utterances that no other quote of the list is in stands alone.
        """
        names = np.arange(len(self._uids)) + len(printed.ids)
        single = np.bincount(hits, minlength=len(names))[hits] == 1
        names[hits[single]] = utterances[single]
        frequent = np.bincount(utterances, minlength=len(printed.ids))
        shared = np.unique(hits[~single & (frequent[utterances] > 1)])
        listed = self._listed_under(self._uids[shared], exact=exact)
        at = np.searchsorted(printed.ids, listed)
        known = np.append(printed.ids, np.uint64(0))[at] == listed
        names[shared[known & (listed > 0)]] = at[known & (listed > 0)]
        return names

    def _listed_under(self, uids: Uids, *, exact: bool) -> Uids:
        """The utterance that a row of each quote is of; 0 where it is of none."""
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
        return numbers("".join(found.get(uid) or self._under.get(uid, _NONE) for uid in asked))


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
    version = library.version
    try:
        if not query.strip() and sort != "outlet":
            uids = numbers(library.store.long_lists.by_date(reverse=reverse))
            return WholeAnswer(library, uids, sort, None, version)
        uids, highlights = answerer.order(
            library, query, sort=sort, reverse=reverse, as_typed=as_typed, loosened=loosened
        )
        return WholeAnswer(library, uids, sort, highlights, version)
    except ValueError as error:
        message = "The library is damaged: it contains the uid of a quote that was never written"
        raise LibraryError(message, "See all damage with quotebrowser doctor.") from error


def uids(library: Library, query: str, *, loosened: bool = False) -> Sequence[str]:
    """Uids of all that answers a query; see `ask`."""
    found, _ = answerer.order(
        library, query, sort="relevance", reverse=False, as_typed=False, loosened=loosened
    )
    return _written(found)


def _written(uids: Uids) -> Sequence[str]:
    """Numbers as uids."""
    digits = uids.astype(">u8").tobytes().hex()
    return [digits[start : start + 16] for start in range(0, len(digits), 16)]


def _printed(library: Library, uids: Uids) -> Printed:
    """What quotes of the library print, those that answer among them."""
    lists = library.store.long_lists
    if len(uids) * (_FEW_OF_OTHERS if library.following else _FEW) < lists.most():
        printed = lists.printed(_written(uids))
        return gathered(printed, lists.differing(_written(np.unique(numbers(printed)[1::2]))))
    return library.printed.get("", lambda: gathered(lists.printed(), lists.differing()))
