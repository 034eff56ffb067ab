"""What an export holds, and the keys that choose it: which quotes, the format, notes.

One rule guards it: what was chosen last is offered first the next time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.library.copying import export_quotes
from quotebrowser.library.copying.export_quotes import Shape
from quotebrowser.text import counted
from quotebrowser.tui.base.exporting import Source
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.paint.cite_text import Choice

_ENDINGS: Final = {
    "jsonl": ".jsonl", "csv": ".csv", "plain": ".txt", "markdown": ".md", "html": ".html",
    "bibtex": ".bib", "ris": ".ris", "csl-json": ".json",
}  # fmt: skip
"""What the name of a file of each format ends in."""


@dataclass(slots=True)
class Chosen:
    """What was taken last; kept for the next export."""

    format: str = "csv"
    notes: bool | None = None
    """None: as the format has them."""
    folder: str = ""
    """Before the name of the file."""


class Wanted:
    """What is to be exported, and how.

    Args:
        session: of the browser, which knows how the last copy was cited.
        sources: which quotes there are to export, the likeliest first.
        chosen: what was taken last.
    """

    def __init__(self, session: Session, sources: Sequence[Source], chosen: Chosen) -> None:
        self._session = session
        self._sources = sources
        self._at = 0
        self._chosen = chosen

    @property
    def source(self) -> Source:
        """The quotes."""
        return self._sources[self._at]

    @property
    def single(self) -> bool:
        """Whether there is nothing to choose among quotes."""
        return len(self._sources) == 1

    @property
    def shape(self) -> Shape:
        """How they are written."""
        session, chosen = self._session, self._chosen
        return Shape(chosen.format, chosen.notes, session.style, session.form)

    @property
    def ending(self) -> str:
        """What the name of a file of the format ends in."""
        return _ENDINGS[self._chosen.format]

    @property
    def is_text(self) -> bool:
        """Whether the format is a text of citations."""
        return self._chosen.format in ("plain", "markdown", "html")

    @property
    def title(self) -> str:
        """What is done, and with how many."""
        which = self.source.which
        what = "printing" if which == "printings" else f"{which} quote"
        return f"Export {counted(self.source.count, what)}"

    @property
    def rows(self) -> list[Choice]:
        """What there is to choose, and what of it is taken."""
        formats = export_quotes.labels()
        shown = [
            Choice("format", formats, [name for name, _ in formats].index(self._chosen.format)),
            Choice("notes", (("", "without"), ("", "with your notes and tags")), int(self.shape.noted)),
        ]
        if not self.single:
            offered = tuple(("", one.words) for one in self._sources)
            shown.insert(0, Choice("quotes", offered, self._at))
        return shown

    def step(self, step: int) -> None:
        """Take another format."""
        names = export_quotes.formats()
        self._chosen.format = names[(names.index(self._chosen.format) + step) % len(names)]

    def turn_notes(self) -> None:
        """Take notes and tags along, or leave them out."""
        self._chosen.notes = not self.shape.noted

    def next_source(self) -> None:
        """Take other quotes."""
        self._at = (self._at + 1) % len(self._sources)


class ExportChoiceKeys:
    """The keys that choose other quotes, another format, or notes; they rest while an export goes on.

    Args:
        wanted: what is chosen.
        rests: whether they rest.
        changed: shows it; is given what the name of the file ended in before.
    """

    def __init__(self, wanted: Wanted, rests: Callable[[], bool], changed: Callable[[str], None]) -> None:
        self._wanted = wanted
        self._rests = rests
        self._changed = changed

    def _change(self, change: Callable[[], None]) -> None:
        if not self._rests():
            ending = self._wanted.ending
            change()
            self._changed(ending)

    def action_next_format(self) -> None:
        self._change(lambda: self._wanted.step(1))

    def action_previous_format(self) -> None:
        self._change(lambda: self._wanted.step(-1))

    def action_export_notes(self) -> None:
        self._change(self._wanted.turn_notes)

    def action_export_which(self) -> None:
        self._change(self._wanted.next_source)
