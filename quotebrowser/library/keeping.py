"""The library kept in order: the index level with the store, checks, copies.

One rule guards it: whatever becomes of the index, nothing is lost; it is made anew from the store.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser import __version__
from quotebrowser.errors import LibraryError, SettingsError
from quotebrowser.library.library import Library
from quotebrowser.model import CopyState
from quotebrowser.settings import Settings

if TYPE_CHECKING:
    from quotebrowser.index import QuoteDocument
    from quotebrowser.library.adding import Progress

_BATCH: Final = 20_000
"""Documents a commit: a million of them stay under a gigabyte of memory, and a commit costs little beside them."""
_CONTEXT: Final = 160
"""Characters of the article on either side of a quote that are indexed as its context."""


def behind(library: Library) -> int:
    """How many changes the index does not hold yet."""
    return max(0, library.store.changes.latest() - library.index.watermark)


def catch_up(library: Library, progress: "Progress | None" = None) -> int:
    """Bring the index level with the store; returns how many quotes were indexed.

    Raises:
        LibraryError: another program is indexing, or the index cannot be written.
    """
    indexed = 0
    total = behind(library)
    with library.indexing:
        while library.index.watermark < library.store.changes.latest():
            changed, deleted, watermark = library.store.changes.since(library.index.watermark, _BATCH)
            library.index.update(documents(library, changed), deleted, watermark)
            indexed += len(changed)
            if progress is not None:
                progress(min(indexed, total), max(total, indexed), "")
    return indexed


def rebuild(library: Library, progress: "Progress | None" = None) -> int:
    """Make the index anew; returns how many quotes it holds."""
    library.renew_index()
    return catch_up(library, progress)


def documents(library: Library, uids: list[str] | tuple[str, ...]) -> "Iterator[QuoteDocument]":
    """What the index is told of some quotes."""
    from quotebrowser.index import QuoteDocument
    from quotebrowser.library import rows

    for row in library.store.quotes.many(uids):
        published = row.published
        yield QuoteDocument(
            uid=row.quote.uid,
            article=row.quote.article,
            text=rows.joined(row.parts),
            speaker=f"{row.quote.speaker.title} {row.quote.speaker.name}".strip()
            if row.quote.speaker
            else "",
            title=row.title,
            outlet=row.outlet,
            via=row.via,
            language=row.language,
            kind=row.quote.kind,
            first=published.first if published else None,
            last=published.last if published else None,
            context=row.context,
            order=row.quote.spans[0].start,
        )


def info(library: Library) -> dict[str, object]:
    """What the library holds and where it lies."""
    from quotebrowser.settings import config_path

    counts = library.counts()
    return {
        "library": str(library.directory),
        "articles": counts.articles,
        "quotes": counts.quotes,
        "speakers": counts.speakers,
        "utterances": counts.utterances,
        "read_only": library.read_only,
        "not_yet_indexed": behind(library) if counts.articles else 0,
        "settings": str(config_path()),
        "version": __version__,
    }


def check(library: Library, progress: "Progress | None" = None) -> tuple[str, ...]:
    """What is wrong with the library, a sentence each; empty where nothing is."""
    del progress
    findings = list(library.store.check())
    try:
        catch_up(library)
        findings.extend(library.index.check(library.store.quotes.uids()))
    except LibraryError as error:
        findings.append(f"{error.message}. {error.hint}".strip())
    return tuple(findings)


def backup(library: Library, path: Path | None = None) -> Path:
    """A verified copy of the store; None writes it into the library's own backup directory."""
    return library.store.backup(path)


def check_settings(settings: Settings) -> None:
    """Raise SettingsError where a setting names a style, form or flavour that does not exist."""
    from quotebrowser.library import citing

    tables = (("cite.style", settings.style, citing.styles()), ("cite.form", settings.form, citing.forms()),
              ("cite.flavour", settings.flavour, citing.flavours()))  # fmt: skip
    for key, value, table in tables:
        names = [name for name, _ in table]
        if value not in names:
            raise SettingsError(f"{key} names {value}, which does not exist", "One of: " + ", ".join(names))


@dataclass(frozen=True, slots=True)
class RouteCheck:
    """How one way to the clipboard did."""

    route: str
    state: CopyState
    detail: str
    """One sentence."""
    advice: str
    """A line to add to some configuration; empty where none helps."""


def check_clipboard(settings: Settings) -> tuple[RouteCheck, ...]:
    """Try every way to the clipboard with a text of its own."""
    from quotebrowser import clipboard

    return tuple(
        RouteCheck(row.route, row.state, row.detail, row.advice)
        for row in clipboard.check(command=settings.clipboard_command)
    )
