"""The program of the process that brings the index level; see `builder`.

One rule guards it: it says on its standard output how far it is, in percent, and ends when nobody listens any
more. What it has done by then is kept.
"""

import os
import sys
from pathlib import Path
from typing import Final

from quotebrowser import debug_log, fault_report
from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import level

_WAIT: Final = 24 * 3600.0
"""Seconds to wait for another program that is indexing: for ever, as this one ends with the browser."""


def _say(percent: int) -> None:
    """Tell the browser; end where it is gone."""
    try:
        sys.stdout.write(f"{percent}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def main() -> int:
    """Bring the index of a library level; returns the exit code."""
    os.umask(0o077)
    debug_log.start_in_child()
    debug_log.log(__name__, "the process that builds the index began")
    if hasattr(os, "nice"):
        os.nice(19)
    directory, anew = Path(sys.argv[1]), "--anew" in sys.argv[2:]
    told = -1

    def progress(done: int, total: int, _what: str) -> None:
        nonlocal told
        percent = min(100 * done // max(total, 1), 99)
        if percent != told:
            told = percent
            _say(percent)

    try:
        library = Library.open(directory)
        try:
            (level.rebuild if anew else level.catch_up)(library, progress, seconds=_WAIT)
        finally:
            library.close()
    except LibraryError as error:
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
        sys.stderr.write(f"{error.message}\n")
        return 2
    except Exception as error:  # noqa: BLE001 - the last line of a worker
        sys.stderr.write(f"{fault_report.leave(error, 'building the index').message}\n")
        return 2
    debug_log.log(__name__, "the process that builds the index ended")
    return 0
