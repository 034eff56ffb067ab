"""The browser: screens over the library.

One rule guards it: importing this package loads neither Textual nor the library's stages, so that the
command line may read `tui.actions` and start no screen.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotebrowser.library import Library, Row
    from quotebrowser.library.verifying.verify_words import Draft


def run(library: "Library", *, query: str = "", draft: "Draft | None" = None, web: bool = False) -> int:
    """Show the browser until the user leaves it.

    Args:
        library: an open library; the caller closes it.
        query: what stands in the search box at the start.
        draft: passages that were checked, to be shown first; None: there is no draft.
        web: whether it is shown in a web browser, by the pipes of whoever serves it.

    Returns:
        The exit code.

    Raises:
        QuoteBrowserError: an error of the program ended it; its report is written.
        EndedError: a signal ended it.
    """
    with _no_collections():
        from quotebrowser.tui.app import QuoteBrowser, show  # noqa: PLC0415 - loaded only for the browser

        return show(QuoteBrowser(library, query, draft, web=web))


def pick(library: "Library", query: str) -> "Row | None":
    """Let the user choose a quote, inline below the prompt; None if none is chosen.

    Args:
        library: an open library; the caller closes it.
        query: what stands in the search box at the start.

    Raises:
        QuoteBrowserError: an error of the program ended it; its report is written.
        EndedError: a signal ended it.
    """
    with _no_collections():
        from quotebrowser.tui import picking  # noqa: PLC0415 - loaded only for the browser

        return picking.pick(library, query)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Nothing that start-up makes is garbage: collections among its objects are a twentieth of its time.

    The app switches them on again after the first paint.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
