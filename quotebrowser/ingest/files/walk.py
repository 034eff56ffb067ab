"""Which files are meant by the paths a user gives.

One rule guards it: every path given leads to at least one file to read, or to itself, so that `read` can say
what is wrong with it. Silence would look like success.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from quotebrowser.ingest.files.metadata_files import MANIFEST, SIDECAR
from quotebrowser.ingest.files.reference_exports import is_export

LeftOut = Callable[[Path, Collection[str]], Collection[str]]
"""Given a directory and the names in it, those of no file that a user could mean."""


def everything(_directory: Path, _names: Collection[str]) -> Collection[str]:
    """Leaves out nothing."""
    return ()


def walk(paths: Iterable[Path], without: LeftOut = everything) -> Iterator[Path]:
    """The files to read, directories taken apart, each directory sorted by name.

    Metadata files, exports of reference managers and names that begin with a dot are left out, and those that
    `without` names; so are the folders of links, as they could lead in a circle. A path that does not exist,
    and a directory that holds no file, is given back itself.
    """
    for path in paths:
        if _is_directory(path):
            empty = True
            for file in _below(path, without):
                empty = False
                yield file
            if empty:
                yield path
        elif not _is_metadata(path):
            yield path


def is_address(text: str) -> bool:
    """Whether a user means a web address by it rather than a file."""
    return "://" in text[:40]


def _below(directory: Path, without: LeftOut) -> Iterator[Path]:
    try:
        entries = sorted(directory.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield directory
        return
    left_out = without(directory, [entry.name for entry in entries])
    for entry in entries:
        if entry.name.startswith(".") or entry.name in left_out:
            continue
        if _is_directory(entry) and not entry.is_symlink():
            yield from _below(entry, without)
        elif not _is_metadata(entry) and not is_export(entry):
            yield entry


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_metadata(path: Path) -> bool:
    if path.name == MANIFEST:
        return True
    try:
        return path.suffix == SIDECAR and path.with_suffix("").is_file()
    except (OSError, ValueError):
        return False
