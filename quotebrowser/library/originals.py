"""The bytes of what was fetched, kept in the library under their hash.

One rule guards it: they are readable by the owner alone, are never changed, and go when the last article made
of them is purged.
"""

import hashlib
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.whole_files import replacing

DIRECTORY: Final = "originals"


def keep(library: Library, data: bytes) -> Path:
    """Keep some bytes; where they lie.

    Raises:
        LibraryError: they cannot be written.
    """
    directory = library.directory / DIRECTORY
    path = directory / hashlib.sha256(data).hexdigest()
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            with replacing(path) as aside:
                aside.write_bytes(data)
    except OSError as error:
        raise LibraryError(
            f"The fetched page could not be saved in {directory}: {error.strerror or error}",
            "Free some space, or choose another library with --library.",
        ) from error
    return path


def forget(library: Library, sha256: str) -> None:
    """Delete what was kept under a hash, if anything was."""
    if sha256:
        (library.directory / DIRECTORY / sha256).unlink(missing_ok=True)
