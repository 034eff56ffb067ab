"""Lists to choose from or to name something new in: tags, saved searches, past ones.

One rule guards it: what is typed completes a name that is there; only where that is wanted it is a new one.
"""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import Final

from quotebrowser.library.noting.saved_searches import Kept
from quotebrowser.text import fold, safe_line
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.widgets.choice_list import Option

NEW: Final = "new"
"""Stands before a name that was typed."""
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


class TagsPopup(_Namer):
    """All tags, those of the quotes in force. Ends with a tag, behind `NEW` where it is to be made."""

    OFFER = "new tag"
    NONE = "No tag yet; type a name"

    def __init__(self, session: Session, tags: Mapping[str, int], taken: Container[str], about: str) -> None:
        options = [
            Option((tag,), safe_line(tag), str(count), taken=tag in taken) for tag, count in tags.items()
        ]
        super().__init__(session, f"Tags of {about}", options)


class AnswerPopup(_Namer):
    """What else may be the answer to a doubt. Ends with it, behind `NEW` where it was typed."""

    OFFER = "use"
    NONE = "Type what it is"


class SearchesPopup(_Namer):
    """Saved searches with what is new. Ends with the name of one, behind `NEW` where it is to be saved."""

    OFFER = "save this search as"

    def __init__(self, session: Session, kept: Iterable[Kept], query: str) -> None:
        options = [Option((one.name,), safe_line(one.name), news(one), safe_line(one.query)) for one in kept]
        super().__init__(session, "Saved searches", options)
        if session.library.read_only or not query.strip():
            self.OFFER = ""
        self.NONE = "No search is saved yet" + "; type a name" * bool(self.OFFER)


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
