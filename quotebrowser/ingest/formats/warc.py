"""Web archives (WARC): the pages among what was fetched.

One rule guards it: a record says itself how long it is, so it is cut out before anything in it is looked at,
and what it packs is unpacked to a limit. Pictures, scripts and answers without a page are passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.files.transfer import joined, unpacked
from quotebrowser.ingest.formats.format_table import articles_in
from quotebrowser.ingest.web.pages import page
from quotebrowser.model import Fact, Facts, Provenance

_LONGEST_HEAD: Final = 65_536
_MOST_RECORDS: Final = 100_000
_PAGES: Final = ("text/html", "application/xhtml+xml")
_TEXTS: Final = (
    "text/plain",
    "application/pdf",
    "application/json",
    "application/rss+xml",
    "application/atom+xml",
)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What a server answered."""

    address: str
    day: str
    kind: str
    """Media type, in lower case."""
    encoding: str
    """That its header names; empty if it names none."""
    data: bytes


def read_archive(source: Source) -> Iterator[Read | Unread]:
    """The pages of an archive."""
    found = False
    for number, (head, block) in enumerate(_records(source.data), 1):
        try:
            answer = _answer(head, block)
            if answer is None:
                continue
            found = True
            yield from _articles(answer)
        except ReadError as error:
            found = True
            yield Unread(head.get("warc-target-uri", "") or f"record {number}", error.message)
    if not found:
        raise ReadError("The archive contains no pages")


def _records(data: bytes) -> Iterator[tuple[Mapping[str, str], bytes]]:
    """Head and block of each record."""
    place = 0
    for _ in range(_MOST_RECORDS):
        head, start = _head(data, place)
        length = head.get("content-length", "")
        if not data.startswith(b"WARC/", place) or not length.isdigit():
            if place == 0 or data[place:].strip():
                raise ReadError("The archive is damaged")
            return
        end = start + int(length)
        if end > len(data):
            raise ReadError("The archive is cut off")
        yield head, data[start:end]
        place = end
        while data.startswith((b"\r\n", b"\n"), place):
            place += 2 if data.startswith(b"\r\n", place) else 1
        if place >= len(data):
            return
    raise ReadError(f"The archive has more than {_MOST_RECORDS:,} records")


def _head(data: bytes, place: int) -> tuple[dict[str, str], int]:
    """The fields of a head, their names in lower case, and where what follows it begins."""
    ends = [(data.find(mark, place, place + _LONGEST_HEAD), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
    found = [end for end in ends if end[0] >= 0]
    if not found:
        return {}, place
    end, width = min(found)
    fields: dict[str, str] = {}
    for line in data[place:end].decode("utf-8", "replace").splitlines()[1:]:
        name, sign, value = line.partition(":")
        if sign:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields, end + width


def _answer(head: Mapping[str, str], block: bytes) -> _Fetched | None:
    """What a record holds; None if it is no page or text."""
    kind, address = head.get("warc-type", ""), head.get("warc-target-uri", "").strip("<>")
    day = machine_date(head.get("warc-date", ""))
    if kind in ("resource", "conversion"):
        return _of_kind(address, day, head.get("content-type", ""), block)
    if kind != "response" or not block.startswith(b"HTTP/"):
        return None
    if block[:20].split()[1:2] != [b"200"]:
        return None
    fields, start = _head(block, 0)
    if not fields:
        return None
    fetched = _of_kind(address, day, fields.get("content-type", ""), b"")
    if fetched is None:
        return None
    data = block[start:]
    if "chunked" in fields.get("transfer-encoding", "").lower():
        data = joined(data)
    return replace(fetched, data=unpacked(data, fields.get("content-encoding", "")))


def _of_kind(address: str, day: str, kind: str, data: bytes) -> _Fetched | None:
    name, _, rest = kind.lower().partition(";")
    encoding = rest.partition("charset=")[2].partition(";")[0].strip(" \"'")
    known = name.strip() in (*_PAGES, *_TEXTS)
    return _Fetched(address, day, name.strip(), encoding, data) if known else None


def _articles(answer: _Fetched) -> Iterator[Read | Unread]:
    known = Facts(
        url=Fact(answer.address, Provenance.EMBEDDED) if answer.address.startswith("http") else None,
        accessed=Fact(answer.day, Provenance.EMBEDDED) if answer.day else None,
    )
    source = Source(answer.data, address=answer.address)
    if answer.kind in _PAGES:
        found = page(_text(source, answer.encoding), known)
        yield replace(found, place=answer.address, carried=True)
        return
    for item in articles_in(source):
        place = ", ".join(filter(None, [answer.address, item.place]))
        if isinstance(item, Unread):
            yield replace(item, place=place)
        else:
            yield replace(item, place=place, facts=item.facts.over(known), carried=True)


def _text(source: Source, encoding: str) -> str:
    """The text of a page, in the encoding that its header names or else its own."""
    if encoding:
        try:
            return Source(source.data, encoding).text
        except ReadError:
            return source.text
    return source.text
