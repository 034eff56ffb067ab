"""The browser: screens over the library.

One rule guards it: importing this package loads neither Textual nor the library's stages, so that the
command line may read `tui.actions` and start no screen.
"""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotebrowser.library import Library, Row


def run(library: "Library", *, query: str = "") -> int:
    """Show the browser until the user leaves it.

    Args:
        library: an open library; the caller closes it.
        query: what stands in the search box at the start.

    Returns:
        The exit code.

    Raises:
        QuoteBrowserError: an error of the program ended it; its report is written.
        EndedError: a signal ended it.
    """
    return _shown(library, query, picks=False)[0]


def pick(library: "Library", query: str) -> "Row | None":
    """Let the user choose a quote, inline below the prompt; None if none is chosen.

    Args:
        library: an open library; the caller closes it.
        query: what stands in the search box at the start.

    Raises:
        QuoteBrowserError: an error of the program ended it; its report is written.
        EndedError: a signal ended it.
    """
    return _shown(library, query, picks=True)[1]


def _shown(library: "Library", query: str, *, picks: bool) -> "tuple[int, Row | None]":
    # Nothing that start-up makes is garbage: collections among its objects are a twentieth of its time. The
    # app switches them on again after the first paint.
    gc.disable()
    try:
        from quotebrowser.tui.app import browse  # noqa: PLC0415 - Textual is loaded only for the browser

        return browse(library, query, picks=picks)
    finally:
        gc.enable()
