"""The process behind one page: the browser, which talks by pipes to the server that started it.

One rule guards it: nobody learns from it, or changes by it, more than the library holds.
"""

import os
import sys
from dataclasses import replace

from quotebrowser import debug_log, fault_report, settings, tui
from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.processes import endings
from quotebrowser.text import safe_line


def main() -> None:
    """Show the library that the environment names until the page is closed."""
    os.umask(0o077)
    debug_log.start_in_child()
    try:
        with endings.caught(endings.end):
            _show()
    except QuoteBrowserError as error:
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
        sys.exit(f"quotebrowser: {safe_line(error.message)}")
    except endings.EndedError as ended:
        sys.exit(ended.status)
    except Exception as error:  # noqa: BLE001 - the last line of a process
        sys.exit(f"quotebrowser: {safe_line(fault_report.leave(error, 'a page').message)}")


def _show() -> None:
    # The owner's past searches are nobody else's business.
    chosen = replace(settings.load(), keep_history=False)
    directory = settings.library_path()
    if chosen.serve_changes:
        library = Library.open(directory, settings=chosen, create=False)
    else:
        library = Library.open_for_reading(directory, chosen)
    try:
        tui.run(library, web=True)
    finally:
        library.close()
