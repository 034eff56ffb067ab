"""Export by key, of what is listed or marked.

One rule guards it: what goes out is the list as it is seen, in its order, however little of it is here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.model import Pointer
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.screens.listing.panes import Panes
from quotebrowser.tui.screens.listing.parts import ListPart
from quotebrowser.tui.screens.listing.reach import Reach
from quotebrowser.tui.screens.quote_page import QuotePage
from quotebrowser.tui.widgets.row_window import RowWindow

if TYPE_CHECKING:
    from quotebrowser.library import Row
    from quotebrowser.library.copying.export_quotes import Shape
    from quotebrowser.tui.base.base_page import Tone
    from quotebrowser.tui.base.exporting import Export, Source
    from quotebrowser.tui.popups.export_choices import Chosen
    from quotebrowser.tui.popups.export_popup import ExportPopup

# ruff: noqa: PLC0415 - what only some keys need is loaded by them: the first paint needs none of it

_AT_ONCE: Final = 200
"""Rows made at a time."""
_NAME: Final = 40
"""Characters of a search that the name of a file has."""


class ExportKeys(ListPart):
    """The key that exports.

    Args:
        page: that it stands on.
        panes: of the page.
        reach: of the list.
        marked: the marked quotes, in the order of the list.
    """

    def __init__(
        self, page: QuotePage, panes: Panes, reach: Reach, marked: Callable[[], tuple[Pointer, ...]]
    ) -> None:
        super().__init__(page, panes, reach)
        self._marked = marked
        self._chosen: Chosen | None = None
        self._exports: Latest[tuple[str, Tone]] | None = None

    def action_export(self) -> None:
        """Ask where to; while an export goes on, show how far it is."""
        self._reach.with_all(self._open)

    def _open(self) -> None:
        from quotebrowser.tui.base.exporting import Export
        from quotebrowser.tui.popups.export_choices import Chosen
        from quotebrowser.tui.popups.export_popup import ExportPopup

        session, goes_on = self._page.session, self._page.session.exported
        sources = [goes_on.source] if isinstance(goes_on, Export) else self._sources()
        if not sources:
            self._page.say("Nothing is listed that could be exported")
            return
        self._chosen = self._chosen or Chosen()
        popup = ExportPopup(session, sources, self._chosen, _name(self._panes.box.value), self._start)
        if isinstance(goes_on, Export):
            popup.attach(goes_on)
        self._page.app.push_screen(popup)

    def _sources(self) -> "list[Source]":
        """What there is to export, the likeliest first."""
        from quotebrowser.tui.base.exporting import Source
        from quotebrowser.tui.screens.listing.questions import Verified

        found, rows, marked = self._reach.found, self._panes.quotes.rows, self._marked()
        sources = [Source("marked", len(marked), lambda: marked)] if marked else []
        if rows and found is not None:
            sources.append(Source("listed", len(rows), lambda: _listed(rows)))
            if found.total > len(rows) and not isinstance(found, Verified):
                sources.append(Source("printings", found.total, self._printings))
        return sources

    def _printings(self) -> Iterator[Pointer]:
        """All quotes that answer, those of a row together; asked in a thread."""
        found, rows = self._reach.found, self._panes.quotes.rows
        if found is not None and not isinstance(rows, RowWindow):
            rows = self._reach.answers.whole(found, self._reach.order).rows
        if isinstance(rows, RowWindow):
            yield from (Pointer(uid, "", "") for uid in rows.whole.answering())

    def _start(self, source: "Source", shape: "Shape", path: Path | None) -> "Export":
        """Begin an export, which goes on though the popup or the page is left."""
        from quotebrowser.tui.base.exporting import Export

        app, session = self._page.app, self._page.session
        if session.web:
            path = None  # nothing is written on a machine that others sit at
        export = session.exported = Export(app, session, source, shape, path)
        self._exports = Latest(app, self._ended, self._failed)
        self._exports.ask(export.run)
        return export

    def _ended(self, answer: "tuple[str, Tone]") -> None:
        from quotebrowser.tui.base.copy_report import page_of

        app, self._page.session.exported = self._page.app, None
        self._popup(lambda popup: popup.dismiss(None))
        page = page_of(app)
        if page is not None:
            page.say(*answer)

    def _failed(self, error: QuoteBrowserError) -> None:
        from quotebrowser.tui.base.copy_report import page_of

        self._page.session.exported = None
        page = page_of(self._page.app)
        if not self._popup(lambda popup: popup.failed(error)) and page is not None:
            page.fail(error)

    def _popup(self, tell: "Callable[[ExportPopup], object]") -> bool:
        """Tell the popup, if it is open; whether it is."""
        from quotebrowser.tui.popups.export_popup import ExportPopup

        screen = self._page.app.screen
        if not isinstance(screen, ExportPopup):
            return False
        tell(screen)
        return True


def _name(query: str) -> str:
    """What a file is called that holds what answers a query."""
    values = re.sub(r"\b\w+:", " ", query.lower())
    return "-".join(re.findall(r"\w+", values))[:_NAME].strip("-") or "quotes"


def _listed(rows: "Sequence[Row]") -> Iterator[Pointer]:
    """What the rows of the list point at, in order; some at a time, so that it tells how far it is."""
    if not isinstance(rows, RowWindow):
        yield from (row.pointer for row in rows)
        return
    for start in range(0, len(rows), _AT_ONCE):
        made = rows.whole.made(range(start, min(start + _AT_ONCE, len(rows))))
        yield from (made[number].pointer for number in sorted(made))
