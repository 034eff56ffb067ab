"""An open library: its store, its index and the user's settings, opened, held and closed.

One rule guards it: the store is the only truth. The index is made from it, is opened only when a search
needs it, and is built again whenever it cannot be used. What answers lack meanwhile, `sources` says.
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from quotebrowser import fault_report
from quotebrowser.debug_log import log
from quotebrowser.errors import LibraryError
from quotebrowser.library import sharing
from quotebrowser.library.held.held_index import HeldIndex
from quotebrowser.library.remembered import Remembered
from quotebrowser.library.views import Comparison
from quotebrowser.settings import Settings, cache_directory, library_path
from quotebrowser.store import Counts, Store

if TYPE_CHECKING:
    from quotebrowser.index import QuoteIndex
    from quotebrowser.index.article_prints import ArticlePrints
    from quotebrowser.library.printed_utterances import Printed
    from quotebrowser.library.views import Progress
    from quotebrowser.library.voices import Record
    from quotebrowser.model import Date
    from quotebrowser.store.journal import Journal


class Builder(Protocol):
    """A process that brings the index level; see `upkeep.builder`."""

    failed: str
    """Why it could not; it is not tried again then. Empty where it could."""

    @property
    def running(self) -> bool:
        """Whether it is at work."""

    def start(self) -> None:
        """Let it begin, where it is not at work and has not failed."""

    def stop(self) -> None:
        """End it, if it is at work, and let no other begin."""


_VOICES: Final = 16
"""Records that are remembered by who speaks in them: a draft's quotations are mostly of a few."""
_OFFERED: Final = 500
"""Values of filters whose quotes are remembered: those of all tags of a newsroom."""
_STANDINGS: Final = 4
"""Outlets that are remembered by how they print what others print too."""
_FILTERED: Final = 4
"""Filters that are remembered: a query has few, and each letter typed asks for them again."""
_COMPARED: Final = 4
"""Comparisons that are remembered: the one looked at and those beside it. Each holds its articles' texts."""


class Library:
    """A directory of articles and quotes. Made by `open`, or `samples.demo` for the sample library."""

    def __init__(
        self, store: Store, settings: Settings, *, is_demo: bool = False, is_shown: bool = False
    ) -> None:
        self.store = store
        self.settings = settings
        self.is_demo = is_demo
        self.is_shown = is_shown
        self.indexing = threading.Lock()
        """Held while the index is brought level, so that two threads do not do it at once."""
        self.builder: Builder | None = None
        """What brings the index level beside the program; None where commands do so themselves."""
        self.shown: Callable[[], AbstractContextManager[Progress | None]] = nullcontext
        """Shows how far the index is where a command brings it level and that takes long."""
        self.comparisons: Remembered[tuple[str, str], Comparison | None] = Remembered(store.state, _COMPARED)
        """What was compared last, by utterance and the base asked for."""
        self.article_prints: Remembered[str, ArticlePrints] = Remembered(store.state, 1)
        """The fingerprints of all articles, as they are level with the store."""
        self.records: Remembered[str, Mapping[str, Date | None]] = Remembered(store.state, 1)
        """When each record was published, by id."""
        self.printed: Remembered[str, Printed] = Remembered(store.state, 1)
        """Which utterances all quotes print."""
        self.alike: Remembered[str, tuple[Any, ...]] = Remembered(store.state, 1)
        """Names that may be another's, as `alike_speakers` proposes them."""
        self.note_words: Remembered[str, Mapping[str, tuple[str, ...]]] = Remembered(store.state, 1)
        """The folded words of each note, by the uid of its quote."""
        self.filtered: Remembered[tuple[str, str | int], frozenset[str]] = Remembered(store.state, _FILTERED)
        """Uids of the quotes that a filter names which only the store knows, by its field and value."""
        self.offered: Remembered[tuple[str, str], Any] = Remembered(store.state, _OFFERED)
        """The same as sorted numbers, of the values that filters offer."""
        self.voices: Remembered[str, Record | None] = Remembered(store.state, _VOICES)
        """What is said in the records that words were looked for in last, by id."""
        self.standings: Remembered[tuple[str, int, str | None], Mapping[str, frozenset[str]]] = Remembered(
            lambda: 0, _STANDINGS
        )
        """Uids of the quotes of an outlet by how it prints them, by its folded name and state."""
        self.following = False
        """Whether news of a newsroom are heard, so that it is known when its server cannot be reached."""
        self.news_due = False
        """Whether the index is about to be given what others wrote, so that no key need do so."""
        self.opened = time.time()
        """When, in seconds since 1970: what other programs change from then on is not this one's."""
        self.held = HeldIndex(store, lambda: self.index_directory, lambda: self.builder is not None)
        """The index, and how it is divided."""

    @classmethod
    def open(
        cls, directory: Path | str | None = None, *, settings: Settings | None = None, create: bool = True
    ) -> "Library":
        """The library at `directory` or an address, None being `QUOTEBROWSER_LIBRARY` or the user's own.

        Where it is missing it is made, if `create` says so.

        Raises:
            LibraryError: it cannot be opened.
        """
        library = cls(Store.open(directory or library_path(), create=create), settings or Settings())
        fault_report.blame(partial(damage_in, library.directory))
        log(__name__, f"library opened, {'read-only' if library.store.read_only else 'writable'}")
        return library

    @classmethod
    def open_for_reading(cls, directory: Path | str, settings: Settings) -> "Library":
        """The library at `directory`, shown to somebody who is to change nothing; its index is its own.

        Raises:
            LibraryError: it cannot be opened, or is not there.
        """
        library = cls(Store.open(directory, create=False, writing=False), settings, is_shown=True)
        fault_report.blame(partial(damage_in, library.directory))
        log(__name__, "library opened to be shown")
        return library

    @cached_property
    def journal(self) -> "Journal":
        """What the user changed, as much of it as the settings say; loaded when something is changed."""
        journal = self.store.journal
        journal.most_entries = self.settings.undo_changes
        journal.most_size = self.settings.undo_megabytes * 1_000_000
        return journal

    @property
    def directory(self) -> Path:
        """Where it lies."""
        return self.store.directory

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written to it."""
        return self.is_demo or self.store.read_only

    @property
    def is_empty(self) -> bool:
        """Whether it holds no article."""
        return self.store.articles.is_empty()

    def require_writable(self) -> None:
        """Raise LibraryError if nothing may be written."""
        if self.is_demo:
            raise LibraryError("The sample articles cannot be changed", "Add your own: quotebrowser add PATH")
        if self.is_shown:
            raise LibraryError("This library is shown for reading only", "Ask whoever shows it to change it.")
        if self.store.shared is not None:
            if self.following:
                sharing.require_reachable(self.store)
            self.store.shared.require_writable()
        if self.store.full is not None:
            raise LibraryError(self.store.full.message, self.store.full.hint)
        if self.store.read_only:
            raise LibraryError(
                f"The library {self.directory} is read-only",
                "Choose another with --library, or make its directory writable.",
            )

    @property
    def index_directory(self) -> Path:
        """Where the index lies: in the library, or in the cache directory where that may not be written."""
        if not self.store.read_only or self.store.full is not None or self.is_shown:
            return self.directory / "index"
        return cache_directory() / f"index-{self.store.identity}"

    @property
    def lock(self) -> Path:
        """The file that is locked by whoever brings the index level."""
        return self.index_directory.with_name(f"{self.index_directory.name}.lock")

    def usable_index(self) -> "QuoteIndex | None":
        """The index, opened on first use; None if it is missing or cannot be used.

        It may lag behind the store: `level.catch_up` brings it level.
        """
        return self.held.usable()

    @property
    def index(self) -> "QuoteIndex":
        """The same, made empty where it is missing or cannot be used."""
        return self.held.usable() or self.held.renew()

    def require_newest(self) -> None:
        """Raise LibraryError if the index beside the library's file holds changes that it has not."""
        self.held.require_newest()

    def distrust_index(self) -> None:
        """Use the index no more, as it was found damaged; whoever brings it level next builds it again."""
        self.held.distrust()

    def renew_index(self) -> "QuoteIndex":
        """An empty index in place of the present one."""
        return self.held.renew()

    @property
    def version(self) -> int:
        """A number that grows with every change of its articles and quotes."""
        return self.store.changes.latest()

    def counts(self) -> Counts:
        """How much it holds."""
        return self.store.counting.counts()

    def close(self) -> None:
        """Let go of the files, and end what still works on them."""
        if self.builder is not None:
            self.builder.stop()
        self.held.forget()
        self.store.close()
        log(__name__, "library closed")


def damage_in(directory: Path) -> LibraryError | None:
    """What in a library's file this program never wrote, or SQLite finds wrong; None: nothing was found."""
    try:
        with Store.open(directory, create=False) as store:
            return store.first_damage()
    except LibraryError as error:
        return error
