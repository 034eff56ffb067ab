"""What all screens share while the browser runs.

One rule guards it: nothing here is kept; what must survive is in the library.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from textual.message import Message

from quotebrowser.errors import LibraryError
from quotebrowser.library import FileOutcome, Library
from quotebrowser.model import Pointer
from quotebrowser.tui.actions import CHANGING, SHARING, Keymap, Place
from quotebrowser.tui.paint.signs import Marks
from quotebrowser.tui.widgets.key_hints import key_of

if TYPE_CHECKING:
    from quotebrowser.library.verifying.verdicts import Verdict
    from quotebrowser.model import Citation, Outcome


LOCAL: Final = frozenset({
    "add", "articles", "complete", "editor", "note_editor", "rejected", "save_default", "suspend",
    "watch", "write_file",
})  # fmt: skip
"""Actions that use or name files, programs or settings of this machine: not for whoever sits at another."""


class Pages(Protocol):
    """Opens pages over the present one, so that no page has to know another."""

    def open_comparison(self, pointer: Pointer, then: Callable[[], None] | None = None) -> None:
        """Compare a quote; `then`, if any, is called when the user comes back."""

    def open_article(self, article: str, pointer: Pointer, then: Callable[[], None] | None = None) -> None:
        """Show a quote in its article; `then`, if any, is called when the user comes back."""

    def open_subject(self, kind: str, name: str, then: Callable[[], None] | None = None) -> None:
        """Show what a `speaker` said or an `outlet` printed; `then` is called when the user comes back."""

    def open_files(self, then: Callable[[], None] | None = None) -> None:
        """List articles and files; `then`, if any, is called when the user comes back."""

    def leave(self) -> None:
        """Quit; where something would be lost, only when asked a second time."""


class Beside(Protocol):
    """Files that are read beside the browser. As text: what is done, and how far it is."""

    def stop(self) -> None:
        """End it."""


class Watched(Beside, Protocol):
    """A folder that is watched. As text: its name, and what came of it so far."""

    def hear(self, outcome: FileOutcome) -> None:
        """Count the outcome of a file."""


class Exported(Protocol):
    """An export that goes on while the user does something else."""

    def stop(self) -> None:
        """End it; nothing of it stays."""


@dataclass(slots=True)
class Session:
    """The open library and how the user wants it shown."""

    library: Library
    """What is browsed."""
    keymap: Keymap
    """Actions with the user's keys."""
    marks: Marks
    """Signs to draw with."""
    terminal: Callable[[str], None]
    """Writes to the terminal, for the way to the clipboard by OSC 52."""
    post: Callable[[Message], object]
    """Gives a message to the program, from any thread."""
    pages: Pages
    """Opens pages."""
    web: bool = False
    """Whether it is shown in a web browser, perhaps on another machine."""
    watch: Watched | None = None
    """The folder that is watched; None: none is."""
    adding: Beside | None = None
    """What is being added; None: nothing is."""
    exported: Exported | None = None
    """The export that goes on; None: none does."""
    style: str = ""
    """Citation style taken last in the popup; empty: the user's default."""
    form: str = ""
    """Citation form taken last; empty: the default."""
    flavour: str = ""
    """Citation flavour taken last; empty: the default."""
    checked: "Mapping[str, Verdict]" = field(default_factory=dict)
    """The passages of the draft, as though they were pasted, with their verdicts; empty: there is none."""
    past: list[str] = field(default_factory=list)
    """Searches of this session, oldest first; before them, once they were asked for, those of others."""
    made: dict[str, None] = field(default_factory=dict)
    """Searches of this session that are not in the library yet, oldest first."""
    recalled: bool = False
    """Whether those of other sessions stand in `past`."""

    def key(self, action_id: str, place: Place = Place.LIST) -> str:
        """The key of an action as people write it, one that works in that place."""
        return key_of(self.keymap, action_id, place, ascii_only=self.marks.ascii_only)

    @property
    def refused(self) -> frozenset[str]:
        """Actions that this library refuses, or that work on this machine alone; no view offers them."""
        changing = CHANGING if self.library.read_only else frozenset()
        alone = SHARING if self.library.store.shared is None else frozenset()
        return changing | alone | (LOCAL if self.web else frozenset())

    def copy(self, citation: "Citation") -> "Outcome":
        """Copy to the clipboard of whoever sees the browser, here or elsewhere. To be called in a thread."""
        from quotebrowser.library.copying import cite_quotes  # noqa: PLC0415 - the first paint copies nothing

        if self.web:
            return cite_quotes.to_page(citation, self.terminal)
        return cite_quotes.copy(self.library, citation, terminal=self.terminal)

    def offered(self, action_id: str) -> str:
        """The key of an action as people write it; empty where it is refused."""
        return "" if action_id in self.refused else self.key(action_id)

    @property
    def reading(self) -> str:
        """What is read beside the browser, in words; empty: nothing is."""
        return f" {self.marks.dot} ".join(map(str, filter(None, (self.adding, self.watch))))

    @property
    def style_name(self) -> str:
        """The citation style that is used."""
        return self.style or self.library.settings.style

    def remember(self, query: str) -> None:
        """Keep a search that was made, each once."""
        if value := query.strip():
            self.made.pop(value, None)
            self.made[value] = None
            if value not in self.past:
                self.past.append(value)

    def searches(self) -> list[str]:
        """Searches of this session and others, the oldest first."""
        if not self.recalled and self.library.settings.keep_history:
            from quotebrowser.library.noting import saved_searches  # noqa: PLC0415 - only some keys need it

            self.past[:0] = [
                one for one in reversed(saved_searches.past(self.library)) if one not in self.past
            ]
            self.recalled = True
        return self.past

    def keep(self) -> None:
        """Put the searches of this session into the library, at its end: each write outdates what is read."""
        from quotebrowser.library.noting import saved_searches  # noqa: PLC0415 - as above

        with contextlib.suppress(LibraryError):  # that it is locked or gone must not keep anybody here
            saved_searches.remember(self.library, self.made)
        self.made.clear()

    def search_before(self, query: str) -> str | None:
        """The search made before `query`, which is remembered too; the last one where it was the first.

        None where there is no other.
        """
        self.remember(query)
        value = query.strip()
        self.searches()
        older = self.past[: self.past.index(value)] if value in self.past else self.past
        known = older or self.past
        return known[-1] if known and known[-1] != value else None
