"""What has no file into the library: addresses, fetched because the user said so, and what was handed in.

It is kept, and read like any file.

One rule guards it: this is the only way in which anything is fetched, and no host is asked before it was
told.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quotebrowser import ingest
from quotebrowser.errors import ReadError
from quotebrowser.ingest import Given
from quotebrowser.ingest.online.fetch import Announce, Fetched, fetch
from quotebrowser.library import originals
from quotebrowser.library.adding import add_files
from quotebrowser.library.library import Library
from quotebrowser.library.views import FileOutcome
from quotebrowser.model import Fact, Facts, Provenance


def add(
    library: Library,
    addresses: Iterable[str],
    given: Given,
    announce: Announce,
    *,
    stop: add_files.Stop = lambda: False,
) -> Iterator[FileOutcome]:
    """Fetch pages and feeds and read them into the library; an outcome for each article.

    Args:
        library: where to.
        addresses: of http or https.
        given: what the user says of all of them.
        announce: called with every host before it is contacted.
        stop: asked before each address.

    Raises:
        LibraryError: the library cannot be written.
    """
    library.require_writable()
    for address in addresses:
        if stop():
            return
        try:
            fetched = fetch(address, announce)
        except ReadError as error:
            reason = " — ".join(filter(None, [error.message, error.hint.rstrip(".")]))
            with library.store.transaction():
                library.store.outcomes.record(address, "rejected", reason)
            yield FileOutcome(address, "rejected", reason)
            continue
        yield from add_bytes(library, fetched.data, _given(fetched, given), stop=stop)


def add_bytes(
    library: Library, data: bytes, given: Given, *, stop: add_files.Stop = lambda: False
) -> Iterator[FileOutcome]:
    """Keep some bytes and read them into the library; an outcome for each article.

    Raises:
        LibraryError: the library cannot be written.
    """
    library.require_writable()
    path = originals.keep(library, data)
    read = False
    for outcome in add_files.add(library, [path], given, stop=stop):
        read = read or bool(outcome.article)
        yield outcome
    if not read:
        originals.forget(library, path.name)


def _given(fetched: Fetched, given: Given) -> Given:
    """What is known of a file that was fetched."""
    today = dt.datetime.now().astimezone().date().isoformat()
    return replace(
        given,
        address=fetched.address,
        encoding=given.encoding or _encoding(fetched),
        fetched=Facts(url=Fact(fetched.address, Provenance.GIVEN), accessed=Fact(today, Provenance.GIVEN)),
    )


def _encoding(fetched: Fetched) -> str:
    """The encoding the server names, if the bytes are in it and do not name their own."""
    name = fetched.encoding
    try:
        fetched.data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    try:
        ingest.decode(fetched.data, name)
    except ReadError:
        return ""
    # As browsers do: pages that say Latin-1 are in Windows-1252.
    return "cp1252" if name in ("iso-8859-1", "latin1") else name
