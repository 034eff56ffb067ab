"""Articles deleted permanently, with every trace of them that this program knows of.

Two rules guard it: what was begun is finished, by whoever opens the library next if need be; and the end is a
look into the program's own directories, so that what could not be done is said and not supposed.
"""

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebrowser import clipboard
from quotebrowser.errors import LibraryError
from quotebrowser.library import originals
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import regroup
from quotebrowser.library.upkeep.level import empty, rebuild
from quotebrowser.model import Article
from quotebrowser.settings import cache_directory, state_directory
from quotebrowser.store import PURGING, place
from quotebrowser.text.words import words

_PIECES: Final = 200
"""Pieces of text that are looked for at most; each takes about a second for a gigabyte."""
_OF_ARTICLE: Final = 8
_PIECE: Final = 40
"""Characters of a piece, from the middle of a paragraph."""
_RUN: Final = 5
"""Words in a row that the last copy shares with an article it was made of."""
_LEAST: Final = 3
"""Words that a past search has at least, to be looked for in an article."""
_CHUNK: Final = 1 << 20
_REST: Final = "index"
"""Stands among what is left of a purge while the index has to be made again."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of a purge."""

    articles: int
    open_elsewhere: bool
    """Whether another program reads what the library was: its file holds the words until that closes it."""
    copies: tuple[Path, ...]
    """Copies of the library that hold them still."""
    renewed: Path | None
    """The copy that was made in place of those that held them; None if none was asked for or needed."""
    other: tuple[Path, ...]
    """Further files that hold them still."""
    notes: int = 0
    """How many notes on their quotes went with them."""
    tags: int = 0
    """How many tags of their quotes did."""
    searches: int = 0
    """How many past searches for words of theirs did."""


def purge(library: Library, ids: Iterable[str], *, copies: bool = False) -> Purged:
    """Delete articles permanently, with their quotes, corrections, marks, notes and tags.

    Args:
        library: where.
        ids: of the articles.
        copies: whether the copies in the library's directory that hold them go too, once a new one is made.

    Raises:
        LibraryError: nothing was deleted; or it was, but not all is done: the next opening goes on with it.
    """
    library.require_writable()
    ids = tuple(dict.fromkeys(ids))
    found = [library.store.articles.get(article) for article in ids]
    texts = [article for article in found if article is not None]
    said = library.store.annotations.count(ids)
    searched = [query for query in library.store.searches.past() if _searched(query, texts)]
    _delete(library, ids, {article.sha256 for article in texts}, searched)
    try:
        sound = finish(library, wait=True)
        pieces = tuple(_pieces(texts))
        _clear_last_copy(texts)
        holding = (
            [] if not pieces else [path for path in _own_files(library) if _holds(library, path, pieces)]
        )
        kept = library.directory / place.COPIES
        held = tuple(path for path in holding if kept in path.parents)
        renewed = None
        if held and copies:
            renewed = library.store.backup()
            for path in held:
                path.unlink()
            held = ()
    except (LibraryError, OSError) as error:
        reason = error.message if isinstance(error, LibraryError) else f"{error.strerror or error}"
        raise LibraryError(
            f"{len(ids)} article{'s were' if len(ids) != 1 else ' was'} deleted,"
            f" but not every trace is gone yet: {reason}",
            "The rest is done when the library is next opened.",
        ) from error
    file = library.directory / place.FILE
    logs = {file, *(file.with_name(file.name + ending) for ending in place.LOGS)}
    other = tuple(path for path in holding if kept not in path.parents and (sound or path not in logs))
    return Purged(len(ids), not sound, held, renewed, other, *said, len(searched))


def _delete(library: Library, ids: Sequence[str], hashes: set[str], searched: Sequence[str]) -> None:
    """Delete the rows of articles, and note in the same transaction what is left to do."""
    store = library.store
    linked: set[str] = set()
    with store.transaction():
        for article in ids:
            linked |= regroup.drop_article(library, article)
            store.articles.purge(article)
        store.speakers.forget_gone()
        library.journal.forget(ids)
        store.searches.forget_past(searched)
        regroup.regroup(library, linked, later=True)
        left = {*(store.meta.get(PURGING) or "").split(), *hashes, _REST}
        store.meta.set(PURGING, " ".join(sorted(left)))


def finish(library: Library, *, wait: bool = False) -> bool:
    """Do what is left of a purge; whether all is done.

    Args:
        library: where.
        wait: whether to wait for other programs, and for the index to be made again. Otherwise it is left
            empty, and is made by whoever searches.

    Raises:
        LibraryError: the library or its index cannot be written.
    """
    store = library.store
    left = (store.meta.get(PURGING) or "").split()
    for sha256 in left:
        if sha256 != _REST and not store.articles.has_bytes(sha256):
            originals.forget(library, sha256)
    if _REST in left:
        for path in cache_directory().glob("index-*"):
            shutil.rmtree(path, ignore_errors=True)
        shutil.rmtree(library.directory / place.CHECKPOINTS, ignore_errors=True)
        if wait:
            store.compact()
            rebuild(library)
        elif not empty(library):
            return False
        store.meta.set(PURGING, "")
    if not store.compact(wholly=False):
        return False
    store.meta.delete(PURGING)
    return True


def finish_left(library: Library) -> None:
    """Do what is left of a purge by whomever in the newsroom; what cannot be done now, the next time does."""
    with contextlib.suppress(LibraryError):
        if not library.read_only and library.store.meta.get(PURGING) is not None:
            finish(library)


def _clear_last_copy(articles: Sequence[Article]) -> None:
    """Delete the last copy, and what is left of one that was never finished, where it has words of these."""
    home = state_directory()
    for path in (home / clipboard.LAST_COPY, *home.glob(f".{clipboard.LAST_COPY}.*")):
        with contextlib.suppress(FileNotFoundError):
            copied = path.read_bytes().decode("utf-8", "replace")
            if any(_shares(article.text, copied) for article in articles):
                path.unlink()


def _searched(query: str, articles: Sequence[Article]) -> bool:
    """Whether a search was for words of an article rather than for what many have."""
    return sum(1 for _ in words(query)) >= _LEAST and any(
        _shares(article.text, query) for article in articles
    )


def _shares(text: str, copied: str) -> bool:
    """Whether a copy has some words of a text in a row; all of its words, where it is short."""
    printed = [word.normal for word in words(text)]
    said = [word.normal for word in words(copied)]
    length = min(_RUN, len(said))
    runs = {tuple(printed[at : at + length]) for at in range(len(printed) - length + 1)}
    return bool(said) and any(tuple(said[at : at + length]) in runs for at in range(len(said) - length + 1))


def _pieces(articles: Sequence[Article]) -> Iterator[str]:
    """What to look for: some of the longest paragraphs of each article, without their ends."""
    each = max(1, min(_OF_ARTICLE, _PIECES // max(1, len(articles))))
    for article in articles[:: max(1, len(articles) // _PIECES)]:
        for line in sorted(article.text.splitlines(), key=len, reverse=True)[:each]:
            start = max(0, (len(line) - _PIECE) // 2)
            if piece := line[start : start + _PIECE].strip():
                yield piece


def _own_files(library: Library) -> Iterator[Path]:
    """The files of a library, and those the program keeps of what was copied, reported and indexed."""
    yield from place.own_files(library.directory)
    for pattern, home in (("*", state_directory()), ("index-*/**/*", cache_directory())):
        yield from (path for path in sorted(home.glob(pattern)) if path.is_file())


def _holds(library: Library, path: Path, pieces: Sequence[str]) -> bool:
    """Whether a file holds a piece of text that no article of the library has any more."""
    wanted = {piece.encode("utf-8", "surrogatepass"): piece for piece in pieces}
    overlap = max(map(len, wanted)) - 1
    before = b""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            window = before + chunk
            for data in [data for data in wanted if data in window]:
                if not library.store.articles.prints(wanted.pop(data)):
                    return True
            before = window[-overlap:] if overlap else b""
    return False
