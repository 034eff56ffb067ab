"""What the search page asks of the library, each a question answered in a thread.

One rule guards it: while somebody types, no more is fetched than the screen shows. Whatever a thread does in
Python, the screen has to wait for by turns.
"""

import dataclasses
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from quotebrowser.errors import UsageError
from quotebrowser.library import Comparison, Found, Library, Row, rows
from quotebrowser.library.finding import search_quotes
from quotebrowser.model import Facet, Kind, Sort
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.widgets.query_terms import fields
from quotebrowser.tui.widgets.row_window import PAGE, RowWindow

if TYPE_CHECKING:
    from quotebrowser.library.verifying.verdicts import Verdict
    from quotebrowser.tui.paint.preview_text import Glance

# ruff: noqa: PLC0415 - preview, comparison, citation and index are loaded after the first paint

FIRST: Final = PAGE
"""Rows fetched at each key. Rows and highlights of 500 take a quarter of a second of Python."""
_QUICK: Final = 0.008
"""Seconds of processor time that an answer may take which is not worth a thread."""
_LEAST: Final = 5
"""Pasted words that are verified: fewer are looked for."""
_MOST: Final = 1000
"""Pasted words up to which that is done while somebody waits; a whole draft has a command of its own."""
_SEARCHED: Final = 30
"""Of pasted words that no quote prints, those that are searched for."""
SORTS: Final = tuple(sort.value for sort in Sort)
"""Orders of the list, in the order the key goes through them."""
_FACETS: Final = 60
"""Filters shown of all quotes, as of those that answer a query."""
_RESTS: Final = 20
"""Times as long as it takes to count these, they are not counted again because others write."""


class Listed(NamedTuple):
    """An answer as it is listed."""

    found: Found
    """The answer with its first rows."""
    rows: Sequence[Row]
    """Its rows; all of them, unless the answer is cut."""
    order: Order = Order()
    """In which they are."""


@dataclass(frozen=True, slots=True)
class Verified(Found):
    """The quotes that print pasted words, or come near them."""

    verdict: "Verdict | None" = None
    """What the library says of the words."""


class Answers:
    """The answers to queries."""

    def __init__(self, library: Library, checked: "Mapping[str, Verdict]") -> None:
        self._library = library
        self._checked = checked
        self._everything: tuple[int, dict[str, tuple[Facet, ...]]] | None = None
        self._count_from = 0.0
        """When to count them again takes no more than a small part of the time since they were counted."""
        self._quick_in: int | None = None
        self.took = 0.0
        """Seconds that `again` took last."""

    @property
    def quick(self) -> bool:
        """Whether `first` will take no longer than a screen to paint.

        So it was with the last query, the index was level and in one part, and nothing was written since.
        """
        return self._quick_in == self._library.store.state()

    def first(self, query: str, order: Order, limit: int = FIRST, *, counted: bool = True) -> Listed:
        """The first rows that answer. Where everything is listed, the filters are those of the library.

        Args:
            query: as it was typed.
            order: of the rows.
            limit: how many.
            counted: whether the filters are seen, so that what answers is counted here.
        """
        state, begun = self._library.store.state() if query.strip() else None, time.thread_time()
        sort, reverse = order.of(query)
        found = search_quotes.search(
            self._library, query, limit=limit, sort=sort, reverse=reverse, as_typed=True
        )
        if not query.strip():  # answered without the index
            found = replace(found, facets=self._counted())
        else:
            if counted:
                len(found.facets)
            quick = (
                time.thread_time() - begun < _QUICK
                and not found.lacking
                and not self._library.held.is_divided
            )
            self._quick_in = state if quick else None
        return Listed(found, found.rows, order)

    def whole(self, found: Found, order: Order, near: str = "") -> Listed:
        """The same answer with all its rows; those that were there stay where they are.

        Args:
            found: the answer.
            order: in which it is.
            near: uid of a quote whose row and those round it are fetched at once.
        """
        from quotebrowser.library.finding import whole_answer

        pasted = isinstance(found, Verified)
        sort, reverse = Order() if pasted else order.of(found.query)
        whole = whole_answer.ask(
            self._library,
            _searched(found.query) if pasted else found.query,
            sort=sort,
            reverse=reverse,
            as_typed=not pasted,
            loosened=found.loosened,
        )
        placed = whole.places(row.uid for row in found.rows)
        stays = [placed.get(row.uid) for row in found.rows] == list(range(len(found.rows)))
        window = RowWindow(whole, found.rows if stays else ())
        at = whole.place(near) if near else 0
        window.put(window.fetched(window.lacking(at - PAGE // 2, at + PAGE // 2)))
        return Listed(found, window, order)

    def again(self, query: str, order: Order, near: str) -> Listed:
        """What answers now, with all its rows; see `whole`."""
        started = time.monotonic()
        listed = self.first(query, order)
        whole = self.whole(listed.found, order, near) if listed.found.cut else listed
        self.took = time.monotonic() - started
        return whole

    def pasted(self, text: str, order: Order) -> Listed:
        """Whether pasted words are printed so, with the quotes that print them; else what a search finds.

        Where they are too few, or a query with fields, they are only searched for, in the order given.
        """
        from quotebrowser.library.verifying import verify_words

        if text in self._checked:
            return self._verified(text, self._checked[text])
        if not _LEAST <= len(text.split()) <= _MOST or fields(text):
            return self.first(text, order)
        try:
            verdict = verify_words.verify(self._library, text)
        except UsageError:
            return self.first(text, order)
        return self._verified(text, verdict)

    def _verified(self, text: str, verdict: "Verdict") -> Listed:
        wordings = (wording for one in (verdict, *verdict.parts) for wording in one.wordings)
        printed = rows.of(self._library, dict.fromkeys(uid for each in wordings for uid in each.uids))
        if printed:
            return Listed(Verified(text, printed, len(printed), {}, (), "", 0.0, verdict=verdict), printed)
        found = search_quotes.search(self._library, _searched(text), limit=FIRST)
        kept = {field.name: getattr(found, field.name) for field in dataclasses.fields(Found)}
        return Listed(Verified(**kept | {"query": text}, verdict=verdict), found.rows)

    def _counted(self) -> dict[str, tuple[Facet, ...]]:
        """Speakers, outlets and forms of the whole library, counted again after every write.

        Where others write all the time, as often as it takes a small part of that: of a million quotes it
        takes three seconds.
        """
        from quotebrowser.library.showing import quote_views

        version, known, started = self._library.version, self._everything, time.monotonic()
        if known is not None and self._library.following and started < self._count_from:
            return known[1]
        if known is None or known[0] != version:
            speakers = quote_views.speakers(self._library)[:_FACETS]
            outlets = quote_views.outlets(self._library)[:_FACETS]
            forms = quote_views.forms(self._library)
            known = self._everything = version, {"speaker": speakers, "outlet": outlets, "form": forms}
            now = time.monotonic()
            self._count_from = now + _RESTS * (now - started)
        return known[1]


def _searched(text: str) -> str:
    """What is searched for of pasted words that no quote prints."""
    from quotebrowser.query import LIMITS

    return " ".join(text[: LIMITS.characters].split()[:_SEARCHED])


def glance(session: Session, row: Row, *, said: bool) -> "Glance":
    """What the preview shows of a row; with `said` also what the user said of it."""
    from quotebrowser.library.copying import cite_quotes
    from quotebrowser.library.finding import annotated
    from quotebrowser.library.showing import compare_versions, quote_views
    from quotebrowser.tui.paint.preview_text import Glance

    view = replace(quote_views.view(session.library, row.pointer), row=row)
    comparison: Comparison | None = None
    if row.witnesses > 1 and row.kind is not Kind.MENTION:
        comparison = compare_versions.compare(session.library, row.pointer)
    citation = cite_quotes.cite_view(
        session.library, view, style=session.style, form=session.form, flavour=session.flavour
    )
    noted = annotated.of(session.library, [row.uid] if said else ()).get(row.uid, annotated.NOTHING)
    return Glance(view, comparison, citation, noted)


def level(library: Library) -> bool:
    """Load the index and bring it level, or let that begin beside; whether what is listed may lack quotes."""
    from quotebrowser.library.finding import sources
    from quotebrowser.library.upkeep.level import behind

    lacking = behind(library) > 0
    sources.ready(library)
    return lacking
