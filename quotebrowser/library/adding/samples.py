"""The sample library: five real articles about one leaked speech, read once into the cache directory.

One rule guards it: the samples never mix into the user's own library, and nothing is written to them.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from quotebrowser import __version__
from quotebrowser.errors import LibraryError
from quotebrowser.library.library import Library
from quotebrowser.settings import Settings, cache_directory
from quotebrowser.store import Store


def seeds_directory() -> Path:
    """Where the sample articles are: in the installed package, or in the checkout beside it."""
    package = Path(__file__).resolve().parents[2]
    for place in (package / "seeds", package.parent / "seeds"):
        if (place / "articles.toml").is_file():
            return place
    raise LibraryError(
        "The sample articles are missing from this installation", "Install quotebrowser again."
    )


def _stamp(seeds: Path) -> str:
    """A name that changes when the program or the samples change, so that a stale copy is never opened."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).resolve().parents[2]
    rooms = [*(package / "extract").rglob("*.py"), *(package / "collate").rglob("*.py")]
    for path in sorted([*rooms, *seeds.iterdir()]):
        state = path.stat()
        digest.update(f"{path.name}:{state.st_size}:{state.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]


def sample_directory() -> Path:
    """Directory of the sample library, created if it does not exist yet.

    It is built aside and renamed into place, so that two programs that start at once cannot disturb each
    other and a killed one leaves nothing half made.

    Raises:
        LibraryError: the cache directory cannot be written.
    """
    seeds = seeds_directory()
    home = cache_directory()
    target = home / f"samples-{_stamp(seeds)}"
    if (target / "library.db").is_file():
        return target
    try:
        home.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".samples-", dir=home))
    except OSError as error:
        raise LibraryError(
            f"The samples could not be unpacked to {home}: {error.strerror}",
            "Set QUOTEBROWSER_CACHE to a directory you can write to.",
        ) from error
    try:
        _build(aside, seeds)
        aside.replace(target)
    except OSError as error:
        if not (target / "library.db").is_file():
            raise LibraryError(f"The samples could not be unpacked to {home}: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def demo(settings: Settings | None = None) -> Library:
    """The read-only library of the five sample articles."""
    return Library(Store.open(sample_directory()), settings or Settings(), is_demo=True)


def _build(directory: Path, seeds: Path) -> None:
    from quotebrowser.library.adding import add_files

    library = Library.open(directory)
    try:
        for _ in add_files.add(library, [seeds]):
            pass
    finally:
        library.close()
