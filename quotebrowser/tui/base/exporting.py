"""An export that runs in a thread: what it writes, how far it is, how it is stopped.

One rule guards it: what was stopped or failed leaves nothing behind, and what is said of it is what happened.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from textual.app import App

from quotebrowser.errors import QuoteBrowserError, UsageError
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.copying.export_quotes import Shape
from quotebrowser.model import Citation, CopyState, Pointer
from quotebrowser.text import counted
from quotebrowser.tui.base.base_page import Tone
from quotebrowser.tui.base.copy_report import TONES, told
from quotebrowser.tui.base.session import Session

_TURN: Final = 25
"""Quotes after which the screen has its turn."""
_REST: Final = 0.001


class StoppedError(QuoteBrowserError):
    """The user ended it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which quotes are exported."""

    which: str
    """`marked`, `listed` or `printings`."""
    count: int
    """How many there are."""
    pointers: Callable[[], Iterable[Pointer]]
    """Them, in order; called in the thread."""

    @property
    def words(self) -> str:
        """Which and how many, for people."""
        return (
            counted(self.count, "printing") if self.which == "printings" else f"{self.count:,} {self.which}"
        )


@dataclass(slots=True)
class Export:
    """One export."""

    app: App[object]
    """When it ends, so does this."""
    session: Session
    source: Source
    shape: Shape
    path: Path | None
    """Where to; None is the clipboard."""
    done: int = field(default=0, init=False)
    """Quotes that were read; those of a text once more while it is written."""
    stopped: bool = field(default=False, init=False)

    def stop(self) -> None:
        """End it at the next quote."""
        self.stopped = True

    def _heard(self) -> None:
        self.done += 1
        if self.done % _TURN == 0:
            time.sleep(_REST)
        if self.stopped or not self.app.is_running:
            raise StoppedError("Stopped: nothing was written")

    @property
    def progress(self) -> str:
        """How far it is, for people."""
        count = self.source.count
        if self.done < count:
            return f"{self.done:,} of {count:,} quotes read"
        return f"{count:,} quotes read; writing"

    def run(self) -> tuple[str, Tone]:
        """Write or copy it, in a thread; what to say then, and how that is meant.

        Raises:
            StoppedError: it was stopped.
            QuoteBrowserError: it could not be done.
        """
        pieces = export_quotes.pieces_of(
            self.session.library, self.source.pointers(), self.shape, self._heard
        )
        if self.path is None:
            return self._copied(pieces)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            count = export_quotes.write(self.session.library, pieces, self.path)
        except OSError as error:
            raise UsageError(f"{self.path} could not be written: {error.strerror}") from error
        if not count:
            return "Nothing was written: the quotes are gone", Tone.BAD
        return f"Wrote {counted(count, 'quote')} to {self.path}", Tone.GOOD

    def _copied(self, pieces: Iterable[export_quotes.Piece]) -> tuple[str, Tone]:
        texts, count = [], 0
        for piece in pieces:
            texts.append(piece.text)
            count += piece.quotes
        if not count:
            return "Nothing was copied: the quotes are gone", Tone.BAD
        citation = Citation("".join(texts), None, ())
        outcome = self.session.copy(citation)
        words = told(outcome)
        if outcome.state is not CopyState.FAILED:
            words = f"{words} ({counted(count, 'quote')}, {self.shape.format})"
        return words, TONES[outcome.state]
