"""Putting quotes into the index.

One rule guards it: a commit holds whole documents only. Every document is looked at before the writer is
opened, and whatever goes wrong after that cancels the writer, so that none of its postings can reach the
next document.
"""

import gc
from collections.abc import Collection, Iterable
from typing import Any, Final

from whoosh.index import LockError

from quotebrowser.errors import LibraryError
from quotebrowser.index.container.bound_index import BoundIndex
from quotebrowser.index.container.writer import BulkWriter
from quotebrowser.index.documents import QuoteDocument, check
from quotebrowser.index.stamp import Stamp
from quotebrowser.query import FIELDS

LOCK_SECONDS: Final = 30.0
"""How long another process may be writing before this one gives up: a commit of 100,000 quotes takes half."""

BUSY: Final = LibraryError(
    "The search index is being written by another process", "Wait until it finishes, then try again."
)


def _clean(value: str) -> str | None:
    """`value` as the index keeps it: None where empty, lone surrogates replaced."""
    return value.encode("utf-8", "replace").decode("utf-8") or None


def fields_of(document: QuoteDocument) -> dict[str, Any]:
    """The values of `document` by field of the schema; what is unknown is left out."""
    values: dict[str, Any] = {
        "uid": document.uid,
        "text": _clean(document.text),
        "stem": _clean(document.text),
        "context": _clean(document.context),
        "kind": document.kind.value,
        "first": document.first,
        "last": document.last,
    }
    for row in FIELDS:
        if row.value:
            values[row.index] = _clean(document.named.get(row.index, ""))
        if row.value and row.whole:
            values[row.whole] = values[row.index]
    return {name: value for name, value in values.items() if value is not None}


def write(
    index: BoundIndex, documents: Iterable[QuoteDocument], deleted: Collection[str], stamp: Stamp
) -> None:
    """One commit: `deleted` uids leave the index, `documents` come in or replace those of the same uid.

    It says what `stamp` says.

    Raises:
        LibraryError: a document cannot be indexed, another process keeps writing, or the disk refuses.
    """
    latest: dict[str, QuoteDocument] = {}
    for document in documents:
        check(document)
        latest[document.uid] = document
    prepared = [fields_of(document) for document in latest.values()]
    writer = _writer(index)
    writer.stamp = stamp
    _commit(writer, prepared, (*deleted, *latest), settle=False)


def settle(index: BoundIndex) -> None:
    """One commit that merges segments into as few as may be.

    Raises:
        LibraryError: another process keeps writing, or the disk refuses.
    """
    _commit(_writer(index), [], (), settle=True)


def _writer(index: BoundIndex) -> BulkWriter:
    try:
        return BulkWriter(index, LOCK_SECONDS)
    except LockError as error:
        raise BUSY from error
    except OSError as error:
        gc.collect()
        raise LibraryError(f"The search index cannot be written: {error.strerror}") from error


def _commit(
    writer: BulkWriter, prepared: list[dict[str, Any]], gone: tuple[str, ...], *, settle: bool
) -> None:
    done = False
    try:
        writer.delete_uids(gone)
        for values in prepared:
            writer.add_document(**values)
        writer.commit(optimize=settle)
        done = True
    except OSError as error:
        raise LibraryError(f"The search index cannot be written: {error.strerror}") from error
    finally:
        if not done:
            _abandon(writer)


def _abandon(writer: Any) -> None:
    """Give the lock back whatever state the writer is in; a full disk can make `cancel` itself fail."""
    try:
        writer.cancel()
    except OSError:
        if writer.writelock is not None:
            writer.writelock.release()
    gc.collect()
