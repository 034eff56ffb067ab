"""Lists to choose from or to name something new in: tags, saved searches, past ones.

One rule guards it: what is typed completes a name that is there; only where that is wanted it is a new one.
"""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import ClassVar, Final

from textual.binding import BindingType

from quotebrowser.library.finding.annotated import NOTHING, Said
from quotebrowser.library.noting.saved_searches import Kept
from quotebrowser.text import fold, safe_line
from quotebrowser.tui.actions import Place
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.lines import Line, Role, line, piece
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.widgets.choice_list import Option
from quotebrowser.tui.widgets.key_hints import bindings, hints
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox

NEW: Final = "new"
"""Stands before a name that was typed."""
RENAME: Final = "rename"
"""Stands before the name of a search, and the one it is to have."""
FORGET: Final = "forget"
"""Stands before the name of a search that is to go."""
_WEEK: Final = 7


class _Namer(Chooser):
    """A chooser that offers what is typed as a new name, below the names that it completes."""

    OFFER = ""
    """What would be done with a new name."""

    def _typed(self, value: str) -> None:
        super()._typed(value)
        name = safe_line(value).lstrip("#").strip()
        if name and self.OFFER and fold(name) not in {fold(one.label) for one in self.options.options}:
            self.options.options += (Option((NEW, name), f"{self.OFFER} “{name}”"),)
            self.options.move(0)


def first_shared(session: Session, said: Said = NOTHING) -> bool | None:
    """Whether everybody is to see what is written, if nothing else is said; None: there are no others."""
    library = session.library
    if library.store.shared is None:
        return None
    if any(not one.tag for one in said.remarks):
        return not said.written(shared=False)
    return library.settings.share_notes


def for_whom(shared: bool | None) -> str:  # noqa: FBT001 - an answer that may be missing
    """Who is to see it, in words behind others; empty where there are no others."""
    return "" if shared is None else ", for everybody" if shared else ", for you alone"


class TagsPopup(_Namer):
    """All tags, those of the quotes in force. Ends with a tag, behind `NEW` where it is to be made."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.TAGS)
    OFFER = "new tag"
    NONE = "No tag yet; type a name"

    def __init__(self, session: Session, tags: Mapping[str, int], taken: Container[str], about: str) -> None:
        self.shared = first_shared(session)
        """Whether everybody is to see it; None where there are no others."""
        options = [
            Option((tag,), safe_line(tag), str(count), taken=tag in taken) for tag, count in tags.items()
        ]
        super().__init__(session, f"Tags of {about}", options)

    def heading(self) -> Line:
        if self.shared is None:
            return super().heading()
        return line(" ", piece(self._title, Role.STRONG), piece(for_whom(self.shared), Role.DIM))

    def ways(self, width: int) -> Line:
        if self.shared is None:
            return super().ways(width)
        shown = hints(self.session.keymap, Place.TAGS, width, ascii_only=self.marks.ascii_only)
        return line(*shown, " ", *super().ways(width))

    def action_share(self) -> None:
        """Let everybody see the tag, or the user alone."""
        if self.shared is not None:
            self.shared = not self.shared
            self.query_one("#title", Bar).remake()


class AnswerPopup(_Namer):
    """What else may be the answer to a doubt. Ends with it, behind `NEW` where it was typed."""

    OFFER = "use"
    NONE = "Type what it is"


class SearchesPopup(_Namer):
    """Saved searches with what is new.

    Ends with the name of one; with `NEW` and the name that this search is to have; with `RENAME` or `FORGET`
    and the name of one, and the one it is to have.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SEARCHES)
    OFFER = "save this search as"

    def __init__(self, session: Session, kept: Iterable[Kept], query: str) -> None:
        options = [Option((one.name,), safe_line(one.name), news(one), safe_line(one.query)) for one in kept]
        super().__init__(session, "Saved searches", options)
        self._renamed = ""
        """The search that is to have another name; empty: none is."""
        if session.library.read_only or not query.strip():
            self.OFFER = ""
        self.NONE = "No search is saved yet" + "; type a name" * bool(self.OFFER)

    def heading(self) -> Line:
        if not self._renamed:
            return super().heading()
        return line(" ", piece(f"Another name for {safe_line(self._renamed)}", Role.STRONG))

    def ways(self, width: int) -> Line:
        if self._renamed or self.session.library.read_only or not self._options:
            return super().ways(width)
        shown = hints(self.session.keymap, Place.SEARCHES, width, ascii_only=self.marks.ascii_only)
        return line(*shown, " ", *super().ways(width))

    def _typed(self, value: str) -> None:
        if not self._renamed:
            super()._typed(value)
            return
        self._narrowed, name = value, safe_line(value)
        words = f"“{safe_line(self._renamed)}” is called “{name}” from now on"
        self.options.options = (Option((RENAME, self._renamed, name), words),) if name else ()
        self.options.move(0)

    @property
    def _one(self) -> str:
        """The saved search under the cursor; empty where none is, or nothing may change."""
        chosen = self.options.chosen
        single = chosen is not None and len(chosen.value) == 1 and not self.session.library.read_only
        return chosen.value[0] if chosen is not None and single else ""

    def action_rename_search(self) -> None:
        """Have the name of the search changed in the box."""
        if self._one:
            self._renamed = self._one
            box = self.query_one("#narrow", SearchBox)
            box.fill(self._renamed)
            self._typed(box.value)
            self.query_one("#title", Bar).remake()

    def action_forget_search(self) -> None:
        if self._one:
            self.dismiss((FORGET, self._one))

    def action_cancel(self) -> None:
        """Keep the name; else close."""
        if not self._renamed:
            self.dismiss(None)
            return
        self._renamed = ""
        self.query_one("#narrow", SearchBox).fill("")
        self._typed("")
        self.query_one("#title", Bar).remake()


class HistoryPopup(Chooser):
    """Past searches, the latest first. Ends with one."""

    def __init__(self, session: Session, past: Iterable[str]) -> None:
        super().__init__(session, "Past searches", [Option((query,), safe_line(query)) for query in past])


def news(search: Kept, today: dt.date | None = None) -> str:
    """`3 new since Tuesday`; empty where nothing is new."""
    if not search.new:
        return ""
    day = dt.datetime.fromtimestamp(search.looked, dt.UTC).astimezone().date()
    days = ((today or dt.datetime.now(dt.UTC).astimezone().date()) - day).days
    since = "today" if days < 1 else f"{day:%A}" if days < _WEEK else day.isoformat()
    return f"{search.new} new since {since}"
