"""The report that an unexpected error leaves behind: what broke, where, and in which surroundings.

One rule guards it: nothing of an article, a query, a person or a file goes in. Messages of exceptions, source
lines and local variables may hold such text, so only classes, places and versions are written.
"""

import contextlib
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from quotebrowser import __version__
from quotebrowser.debug_log import class_of, frames, log, place
from quotebrowser.errors import QuoteBrowserError
from quotebrowser.settings import APP, state_directory
from quotebrowser.whole_files import replacing

# ruff: noqa: PLC0415 - what only a report needs is loaded when something broke

NAME: Final = "last-error.txt"
"""Of the file within the state directory."""
_CAUSES: Final[list[Callable[[], QuoteBrowserError | None]]] = []
"""Where the cause of an unexpected error is looked for; see `blame`."""
_NAME_OF_PACKAGE: Final = re.compile(r"[A-Za-z0-9._-]+")


def leave(error: BaseException, doing: str) -> QuoteBrowserError:
    """Write the report; returns the error to show, which names the file.

    Args:
        error: what nobody expected.
        doing: the command, with the names of its options, or the part of the program that failed.
    """
    log(__name__, f"unexpected: {place(error)}, in {doing}")
    path = state_directory() / NAME
    cause = _cause()
    if cause is not None:
        with contextlib.suppress(OSError):
            _write_whole(path, _report(error, doing))
        return cause
    try:
        _write_whole(path, _report(error, doing))
    except OSError as unwritten:
        why = unwritten.strerror or class_of(unwritten)
        return QuoteBrowserError(
            f"Something went wrong in quotebrowser itself: {place(error)}; {path} could not be written: {why}"
        )
    return QuoteBrowserError(f"Something went wrong in quotebrowser itself; details are in {path}")


def blame(find: Callable[[], QuoteBrowserError | None]) -> None:
    """Have `find` look for what may have caused an unexpected error, from now on: damage in the library."""
    _CAUSES[:] = [find]


def _cause() -> QuoteBrowserError | None:
    try:
        return next(filter(None, (find() for find in _CAUSES)), None)
    except Exception as error:  # noqa: BLE001 - it looks at what may be broken in any way
        log(__name__, f"unexpected: {place(error)}, while the cause of another was looked for")
        return None


@contextmanager
def threads_guarded(doing: str) -> Iterator[None]:
    """Inside the `with`, an error that ends a thread leaves a report, not a traceback on the terminal."""

    def report(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            print(leave(ended.exc_value, doing).message, file=sys.stderr)  # noqa: T201 - no front end is near

    before, threading.excepthook = threading.excepthook, report
    try:
        yield
    finally:
        threading.excepthook = before


def _report(error: BaseException, doing: str) -> str:
    import platform

    lines = [
        f"{APP} {__version__}: an unexpected error, {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        f"in: {doing}",
        f"Python {platform.python_version()} on {platform.platform()}",
        ", ".join(versions()),
        "",
        *_traced(error),
        "",
        "Text of articles, queries and names is left out: no messages of exceptions, no values.",
    ]
    return "\n".join(lines) + "\n"


def versions() -> Iterator[str]:
    """Each package this program is installed with, and its version."""
    from importlib import metadata

    try:
        required = metadata.requires(APP) or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in required:
        name = _NAME_OF_PACKAGE.match(requirement)
        if name is not None and "extra ==" not in requirement:
            with contextlib.suppress(metadata.PackageNotFoundError):
                yield f"{name[0]} {metadata.version(name[0])}"


def _traced(error: BaseException) -> Iterator[str]:
    """An exception's class and frames, then those of what led to it."""
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        yield f"{'after ' if seen else ''}{class_of(here)}"
        yield from (f"  {frame}" for frame in frames(here))
        seen.add(id(here))
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)


def _write_whole(path: Path, text: str) -> None:
    """Write a file that only its owner may read; a reader sees it whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(path) as aside:
        aside.write_text(text, encoding="utf-8")
