"""Copies of the library, and the library put back from one.

One rule guards it: what was there is kept, and whatever becomes of the index is built again from the store.
"""

from pathlib import Path

from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep.level import rebuild


def backup(library: Library, path: Path | None = None) -> Path:
    """A verified copy of the store; None writes it into the library's own backup directory."""
    return library.store.backup(path)


def restore(directory: Path | str, copy: Path) -> Path | None:
    """Replace the library with a copy and rebuild the index.

    Args:
        directory: of the library, which no other program may have open.
        copy: as `backup` wrote it; it stays.

    Returns:
        Where the library that was there is kept; None if there was none.

    Raises:
        LibraryError: the copy is damaged or no library; nothing is changed then.
    """
    from quotebrowser.store.restoring import restore as fill

    if not copy.is_file():
        raise LibraryError(f"There is no backup at {copy}", "Make one with quotebrowser backup.")
    kept = fill(directory, copy)
    library = Library.open(directory)
    try:
        rebuild(library)
    finally:
        library.close()
    return kept
