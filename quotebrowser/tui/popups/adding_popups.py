"""What is added while one goes on searching: files and folders, a folder that is watched.

They are asked for in a popup, and read in a process of its own.

One rule guards it: the screen only hears what was stored, and shows it when there is time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.ingest import is_address
from quotebrowser.library import FileOutcome
from quotebrowser.library.adding.watch_beside import Adder, Reached, Watcher
from quotebrowser.text import counted, safe_line
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.session import Session
from quotebrowser.tui.messages import AddEnded, AddTold, FileRead, WatchEnded
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.widgets.choice_list import Option
from quotebrowser.tui.widgets.search_box import SearchBox
from quotebrowser.tui.widgets.typed_paths import Completed, completed

_MOST: Final = 1_000
"""Names that are listed."""
_READ: Final = (
    *(".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".shtml", ".mhtml", ".mht", ".eml"),
    *(".pdf", ".docx", ".odt", ".fodt", ".rtf", ".epub", ".zip", ".gz", ".bz2", ".warc", ".xml", ".rss"),
    *(".atom", ".nitf", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".srt", ".vtt", ".sbv", ".enex"),
)
"""How the names of what can be read end. What a file is, is seen when it is read."""
_TAKE: Final = "take"
"""Stands before the paths that are taken as they are."""


class PathPopup(Chooser):
    """Asks for a path, which is completed. Ends with `_TAKE` and one or more paths, or with None."""

    TITLE = ""
    VERB = ""
    """What is done with the path."""
    LACKING = "There is no file or folder of that name"
    MOVES: ClassVar = {"down": 1, "ctrl+n": 1, "up": -1, "pagedown": 10, "pageup": -10, "tab": 0}

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.TITLE, [])
        self._answers: Latest[tuple[str, bool, Completed]] = Latest(self, self._listed, self._refused)
        self._moved = False

    def on_mount(self) -> None:
        """List the folder the program was started in. Textual calls this besides the chooser's."""
        self._typed("")

    @property
    def _box(self) -> SearchBox:
        return self.query_one("#narrow", SearchBox)

    def _pasted(self, text: str) -> str:
        return text

    def _typed(self, value: str) -> None:
        self._narrowed, self._moved = value, False
        self._answers.ask(partial(_answer, value, fill=False))

    def _move(self, step: int) -> None:
        chosen = self.options.chosen
        if step:
            self._moved = True
            self.options.move(step)
        elif self._moved and chosen is not None and chosen.value[0] != _TAKE:
            self._box.fill(chosen.value[0])
        else:
            self._answers.ask(partial(_answer, self._box.value, fill=True))

    def _listed(self, answer: tuple[str, bool, Completed]) -> None:
        """List what may be meant, unless more was typed; with the key, type as far as all of it agrees."""
        value, fill, found = answer
        if value == self._box.value:
            self._show(value, found)
            if fill and found.common != value:
                self._box.fill(found.common)

    def _refused(self, error: QuoteBrowserError) -> None:
        self.options.none = error.message

    def _show(self, value: str, found: Completed) -> None:
        self.options.none = self.LACKING if value.strip() else self.NONE
        self.options.show(tuple(self.choices(value.strip(), found)))

    def choices(self, value: str, found: Completed) -> Iterator[Option]:
        """What is listed: first what would be taken as it is typed, then how it may go on."""
        if found.paths:
            what = f"these {len(found.paths)}" if len(found.paths) > 1 else safe_line(found.paths[0])
            yield Option((_TAKE, *found.paths), f"{self.VERB} {what}")
        matches = [match for match in found.matches if match.path != value]
        for match in matches[:_MOST]:
            yield Option((match.path,), safe_line(match.name))
        if len(matches) > _MOST:
            yield Option((), f"and {len(matches) - _MOST:,} more")

    def _accept(self) -> None:
        value = self._box.value
        if not self._moved:  # the last that was typed may not be listed yet
            self._show(value, completed(value, _READ))
        self._take()

    def _take(self) -> None:
        chosen = self.options.chosen
        if chosen is None:
            return
        if chosen.value[0] == _TAKE:
            self.dismiss(chosen.value[1:])
        else:
            self._box.fill(chosen.value[0])


class AddPopup(PathPopup):
    """Asks for files and folders to add."""

    TITLE = "Add files and folders"
    HINT = "Tab completes, Enter adds"
    VERB = "add"
    NONE = "Type the path of a file or folder"

    def choices(self, value: str, found: Completed) -> Iterator[Option]:
        """What is listed; of a web address, whether it is fetched."""
        if not is_address(value):
            yield from super().choices(value, found)
        elif self.session.library.settings.online:
            yield Option((_TAKE, value), f"fetch and add {safe_line(value)}")
        else:
            yield Option((), "Nothing is fetched unless you ask for it. In a shell:")
            yield Option((), f"quotebrowser add --online {safe_line(value)}")


class WatchPopup(PathPopup):
    """Asks for a folder to watch."""

    TITLE = "Watch a folder"
    HINT = "Tab completes, Enter watches"
    VERB = "until you quit, add what is saved in"
    NONE = "Type the path of a folder"
    LACKING = "There is no folder of that name"

    def choices(self, value: str, found: Completed) -> Iterator[Option]:
        """What is listed: folders alone."""
        paths = tuple(path for path in found.paths if Path(path).is_dir())[:1]
        matches = tuple(match for match in found.matches if match.name.endswith("/"))
        yield from super().choices(value, found._replace(paths=paths, matches=matches))


def _answer(value: str, *, fill: bool) -> tuple[str, bool, Completed]:
    return value, fill, completed(value, _READ)


class Watch:
    """The folder that is watched, and what came of it so far."""

    def __init__(self, session: Session, folder: Path) -> None:
        """Start watching.

        Raises:
            LibraryError: nothing may be written to the library.
        """
        self.folder = folder
        self.added = 0
        self.rejected = 0
        self._watcher = Watcher(
            session.library,
            (folder,),
            lambda outcome: session.post(FileRead(outcome)),
            lambda reason: session.post(WatchEnded(reason)),
        )

    def hear(self, outcome: FileOutcome) -> None:
        """Count the outcome of a file."""
        self.added += outcome.outcome in ("added", "version", "no quotes")
        self.rejected += outcome.outcome == "rejected"

    def stop(self) -> None:
        """End it."""
        self._watcher.stop()

    def __str__(self) -> str:
        parts = [f"watching {safe_line(self.folder.resolve().name or str(self.folder))}"]
        parts += [f"{self.added:,} added"] if self.added else []
        parts += [f"{self.rejected:,} not read"] if self.rejected else []
        return ", ".join(parts)


class Adding:
    """Files that are being added, and what became of those so far. Heard in a thread, asked by the screen."""

    def __init__(self, session: Session, paths: Sequence[str]) -> None:
        """Start adding.

        Raises:
            LibraryError: nothing may be written to the library.
        """
        self.counts: Counter[str] = Counter()
        self.quotes = 0
        self.reached = Reached(0, 0)
        self.stopped = False
        self.untold = False
        """Whether the screen has been given word that it has not taken yet."""
        self._post = session.post
        self._adder = Adder(session.library, paths, self._hear, lambda reason: session.post(AddEnded(reason)))

    def _hear(self, said: FileOutcome | Reached) -> None:
        if isinstance(said, Reached):
            self.reached = said
        else:
            self.counts[said.outcome] += 1
            self.quotes += said.quotes if said.outcome in ("added", "version") else 0
        if not self.untold:
            self.untold = True
            self._post(AddTold())

    def hang_up(self) -> None:
        """Ask for an end; what was read is stored, and said."""
        self.stopped = True
        self._adder.hang_up()

    def stop(self) -> None:
        """End it, and hear no more of it."""
        self._adder.stop()

    @property
    def is_cut(self) -> bool:
        """Whether files are left that nobody has looked at."""
        return self.reached.done < self.reached.total

    def __str__(self) -> str:
        done, total, host = self.reached.done, self.reached.total, self.reached.host
        if self.stopped:
            return "stopping"
        if host:
            return f"contacting {safe_line(host)}"
        return f"adding {done:,} of {total:,}" if total else "adding"

    def result(self, rejected_key: str, undo_key: str) -> str:
        """What came of it, in a sentence."""
        new = self.counts["added"] + self.counts["version"] + self.counts["no quotes"]
        known, rejected = self.counts["known"], self.counts["rejected"]
        cut = f"Stopped after {self.reached.done:,} of {self.reached.total:,} files: " if self.is_cut else ""
        quotes = f" with {counted(self.quotes, 'quote')}" if new else ""
        parts = [f"{new:,} added{quotes}"]
        parts += [f"{known:,} known"] if known else []
        parts += [f"{rejected:,} rejected ({rejected_key} shows why)"] if rejected else []
        undo = f"; {undo_key} takes out what was added" if new else ""
        return cut + ", ".join(parts) + undo
