"""A newsroom's library opened: by its address, or by the directory of its copy on this machine.

One rule guards it: a directory is taken for a copy only where this program puts the copy of that address, so
that no library from elsewhere leads to a server of its choice.
"""

import contextlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.newsroom.address import Address, parse
from quotebrowser.store.newsroom.server import UnreachableError
from quotebrowser.store.newsroom.shared_database import SharedDatabase
from quotebrowser.store.newsroom.shared_library import SharedLibrary
from quotebrowser.store.sqlite.database import Database
from quotebrowser.whole_files import replacing


class _Opened(Protocol):
    """What is opened."""

    shared: SharedLibrary | None

    def close(self) -> None:
        """Let go of it."""


_Store = TypeVar("_Store", bound=_Opened)

_LONGEST: Final = 10_000
"""Characters of the file that names the address."""
_AT_FIRST: Final = 0.5
"""Seconds for which a copy is filled before it is shown."""


def open_shared(named: str | Path, open_file: Callable[[Path, Callable[[Path], Database]], _Store]) -> _Store:
    """The library that a newsroom shares, level with the server where that can be reached.

    Args:
        named: its address, or the directory of its copy.
        open_file: opens the copy in a directory, given what opens its file.

    Raises:
        UnreachableError: the server cannot be asked, and this machine has not all of the library yet.
        LibraryError: the server lets us not in, or the copy cannot be opened.
    """
    address = parse(named) if isinstance(named, str) else _address_in(named)
    directory = address.copy
    place.private_directory(directory)
    _write(directory / place.NEWSROOM, address)
    opened: list[SharedDatabase] = []

    def database(file: Path) -> Database:
        opened.append(SharedDatabase(file))
        return opened[0]

    store = open_file(directory, database)
    try:
        store.shared = SharedLibrary(address, directory)
        for db in opened:
            db.library = store.shared
        _meet(store.shared)
    except BaseException:
        store.close()
        raise
    return store


def _meet(library: SharedLibrary) -> None:
    try:
        library.pull()
        library.fill(seconds=_AT_FIRST)
    except UnreachableError:
        if not library.is_whole:
            raise


def _address_in(directory: Path) -> Address:
    try:
        with (directory / place.NEWSROOM).open(encoding="utf-8") as file:
            said = tomllib.loads(file.read(_LONGEST)).get("address")
    except (OSError, ValueError) as error:
        raise LibraryError(
            f"The copy {directory} of a newsroom's library does not say of which",
            "Open the library by its address: --library postgresql://USER@HOST/DATABASE.",
        ) from error
    address = parse(str(said))
    if not address.copy.exists() or not address.copy.samefile(directory):
        raise LibraryError(
            f"The library {directory} is not opened: it is not where the copy of a newsroom's is kept",
            "Open the library by its address: --library postgresql://USER@HOST/DATABASE.",
        )
    return address


def _write(path: Path, address: Address) -> None:
    """Keep the address beside the copy; when the file was last touched is when the server last answered."""
    said = f"address = {json.dumps(address.text)}\n"
    with contextlib.suppress(FileNotFoundError, ValueError):
        if path.read_text(encoding="utf-8") == said:
            return
    with replacing(path) as aside:
        aside.write_text(said, encoding="utf-8")
