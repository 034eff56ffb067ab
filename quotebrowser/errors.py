"""Everything that can go wrong, as one small tree.

    QuoteBrowserError
    ├── UsageError       what was asked cannot be done as asked
    ├── ReadError        a file could not be read as an article
    ├── LibraryError     the library is missing, locked, read-only or damaged
    │   └── DamagedIndexError   the search index cannot be used; it is rebuilt from the library
    ├── QueryError       a query that means nothing; points at its character
    ├── UnknownError     a uid, style or key that does not exist
    └── SettingsError    a setting that is not understood

Every message is one sentence that says what failed and why; the hint says what to do.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line tells the shell."""

    FOUND = 0
    """Found, or done."""
    NOTHING = 1
    """Nothing was found, or a check did not hold."""
    ERROR = 2
    """The command failed."""
    STOPPED = 130
    """Ctrl+C stopped it. Other signals too are 128 and the signal's number, as shells have it."""


class QuoteBrowserError(Exception):
    """Base of all expected errors.

    Attributes:
        message: one sentence without a final period: what failed and why.
        hint: what to do about it; empty if there is nothing to advise.
        exit_code: what a command that ends with this error exits with.
    """

    exit_code: ExitCode = ExitCode.ERROR

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(QuoteBrowserError):
    """What was asked cannot be done as asked."""


class ReadError(QuoteBrowserError):
    """A file could not be read as an article."""


class LibraryError(QuoteBrowserError):
    """The library is missing, locked, read-only, damaged or of another version."""


class DamagedIndexError(LibraryError):
    """The search index cannot be used as it is: damaged, of another version, gone, or open to others.

    Nothing is lost: the index is rebuilt from the store.
    """


class MissingPartError(LibraryError):
    """A part of the search index was not said to be missing before it was asked, and is."""


class UnknownError(QuoteBrowserError):
    """Something was named that does not exist: a uid, an article, a style."""

    @classmethod
    def quote(cls, uid: str) -> "UnknownError":
        """There is no quote of this uid."""
        return cls(f"There is no quote with the uid {uid}", "quotebrowser search prints uids.")


class SettingsError(QuoteBrowserError):
    """A setting or its value is not understood."""


class QueryError(QuoteBrowserError):
    """A query that means nothing.

    Attributes:
        query: what was typed.
        position: character offset in `query` that the message is about, 0..len(query).
    """

    def __init__(self, message: str, query: str, position: int, hint: str = "") -> None:
        super().__init__(message, hint)
        self.query = query
        self.position = position
