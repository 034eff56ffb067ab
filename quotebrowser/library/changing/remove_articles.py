"""Articles taken out of the library: named ones, those of a folder, those that were added last.

One rule guards it: what they hold is kept, so that `undo`, or adding their files again, brings them back.
"""

import shlex
from collections.abc import Iterable, Iterator
from os.path import abspath
from pathlib import Path
from typing import NamedTuple

from quotebrowser.errors import LibraryError, UnknownError
from quotebrowser.ingest import STANDARD_INPUT, is_address
from quotebrowser.library.finding import targets
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import regroup
from quotebrowser.store.sqlite.row_images import Image
from quotebrowser.store.sqlite.row_rules import ADDED
from quotebrowser.text import counted


def remove(library: Library, ids: Iterable[str]) -> None:
    """Take articles out."""
    from quotebrowser.library.finding.sources import follow

    library.require_writable()
    linked: set[str] = set()
    with library.journal.noted():
        for article in ids:
            linked |= regroup.drop_article(library, article)
            library.store.articles.remove(article)
        regroup.regroup(library, linked, later=True)
    follow(library)


def named(library: Library, name: str) -> str:
    """Id of the article meant by an id, the beginning of one, or a file name.

    Raises:
        UnknownError: none or several are meant; where articles were added from there, its hint says how these
            are removed.
    """
    try:
        return targets.article(library, name)
    except UnknownError as error:
        try:
            count = len(below(library, name))
        except UnknownError:
            raise error from None
        what = "article" if count == 1 else f"{count:,} articles"
        hint = f"To remove the {what} added from there: quotebrowser remove {shlex.quote(name)} --all"
        raise UnknownError(error.message, hint) from None


def below(library: Library, place: str) -> tuple[str, ...]:
    """Ids of the articles that were added from a folder or below it, from one file or below one address.

    A path means what it means here and now: an article that was added by a relative path is found by one.

    Raises:
        UnknownError: there are none.
    """
    within = _within_address if is_address(place) else _within_folder
    found = tuple(row.id for row in library.store.articles.rows() if within(place, row.origin))
    if not found:
        raise UnknownError(
            f"No article was added from {place}", "See their paths with quotebrowser list articles."
        )
    return found


def _within_address(place: str, origin: str) -> bool:
    return origin == place or origin.startswith(place.rstrip("/") + "/")


def _within_folder(place: str, origin: str) -> bool:
    if (
        origin == STANDARD_INPUT
        or is_address(origin)
        or (Path(place).is_absolute() and not Path(origin).is_absolute())
    ):
        return False
    path = _whole(origin)
    return _whole(place) in (path, *path.parents)


def _whole(path: str) -> Path:
    """A path from the root, without `..`; the disk is not asked."""
    return Path(abspath(path))  # noqa: PTH100 - `resolve` would follow links, for every article


class Taken(NamedTuple):
    """What goes with articles that are removed, and comes back with them."""

    articles: int
    quotes: int
    """Mentions and repeats left out."""
    notes: int
    tags: int

    def __str__(self) -> str:
        """`2 articles with 12 quotes and 1 note`."""
        counts = (self.quotes, "quote"), (self.notes, "note"), (self.tags, "tag")
        parts = [counted(number, what) for number, what in counts if number]
        told = [", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts
        return counted(self.articles, "article") + (f" with {' and '.join(told)}" if told else "")


def taken(library: Library, ids: Iterable[str]) -> Taken:
    """What goes with some articles that are in the library."""
    rows = library.store.articles.rows(ids)
    notes, tags = library.store.annotations.count(row.id for row in rows)
    return Taken(len(rows), sum(row.quotes for row in rows), notes, tags)


def added_last(library: Library) -> tuple[tuple[str, ...], int]:
    """Ids of the articles that the latest addition brought and that are still there, and when it began.

    Raises:
        LibraryError: nothing was added, all of it is gone already, or the journal has lost it.
    """
    rows = {row.id: row for row in library.store.articles.rows()}
    newest = max(rows.values(), key=lambda row: row.added, default=None)
    for at, brought in _additions(library):
        there = tuple(one for one in rows if one in brought)
        if not there:
            raise LibraryError("What was added last is no longer in the library", "Nothing was removed now.")
        if newest is None or newest.id in brought or newest.added <= at:
            return there, at
        break
    raise LibraryError(
        "The library does not know what was added last",
        "To remove what came from a folder: quotebrowser remove DIR --all",
    )


def added_with(library: Library, article: str) -> tuple[tuple[str, ...], int]:
    """Ids of the articles that came in one addition with an article and are still there, and when it began.

    Raises:
        LibraryError: the journal has lost it.
    """
    for at, brought in _additions(library):
        if article in brought:
            return tuple(one for one in library.store.articles.ids() if one in brought), at
    raise LibraryError(
        "The library no longer knows what else was added with this article",
        "To remove what came from a folder: quotebrowser remove DIR --all",
    )


def _additions(library: Library) -> Iterator[tuple[int, set[str]]]:
    """When each addition began that was not undone, and ids of what it brought, the latest first."""
    for entry in library.journal.entries():
        images = [] if entry.undone else library.journal.images(entry.no)
        brought = {one.article for one in images if one.name == ADDED or _is_back(one)}
        if brought:
            yield entry.at, brought


def _is_back(image: Image) -> bool:
    """Whether a row is that of a removed article that adding brought back."""
    removed = [(side or {}).get("removed") for side in (image.before, image.after)]
    return image.name == "article" and removed == [1, 0]
