"""What a reader is given and what it gives back.

One rule guards it: a reader answers for every article its file holds, with a text or with why there is none.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.decoding import decode
from quotebrowser.model import Facts, Moment, Page, Span

_DECLARED: Final = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,3}=\s{0,3}["']?\s{0,3}([\w:.-]{2,40})|<\?xml[^<>]{0,80}encoding\s{0,3}=\s{0,3}["']([\w:.-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN: Final = 4096
"""Bytes; HTML wants the declaration in the first 1,024, and saving programs put comments before it."""
_OPENING: Final = 4000


def _is_unicode(data: bytes) -> bool:
    """Whether bytes are in UTF-8, or say by their mark that they are in UTF-16 or UTF-32."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class Source:
    """A file that was loaded."""

    data: bytes
    """All of it."""
    encoding: str = ""
    """As the user gave it; empty if it is to be found out."""
    mapping: tuple[tuple[str, str], ...] = ()
    """For tables and records: which of their fields is which fact, as `("outlet", "publication")`."""
    address: str = ""
    """Where it was fetched from; empty for a file of the user's own."""

    @cached_property
    def text(self) -> str:
        """Its text; raises ReadError where it has none."""
        if self.encoding:
            return decode(self.data, self.encoding)
        if not self._declared or _is_unicode(self.data):
            return decode(self.data)
        try:
            return decode(self.data, self._declared)
        except ReadError:
            return decode(self.data)

    @cached_property
    def head(self) -> str:
        """The beginning of its text, without white space before it, in lower case; never fails."""
        try:
            text = self.text
        except ReadError:
            text = self.data[:_OPENING].decode("latin-1")
        return text[:_OPENING].lstrip().lower()

    @cached_property
    def _declared(self) -> str:
        """The encoding that a page declares; empty if none is."""
        found = _DECLARED.search(self.data[:_DECLARED_WITHIN])
        name = (found[1] or found[2]).decode("ascii") if found else ""
        # As browsers do: pages that say Latin-1 are in Windows-1252.
        return "cp1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii") else name


@dataclass(frozen=True, slots=True)
class Read:
    """A text as read, with what it says about itself."""

    text: str
    """As read."""
    facts: Facts
    """What it says about itself."""
    furniture: tuple[Span, ...]
    """Its lines that are no running text."""
    place: str = ""
    """Which article of its file it is, where a file holds many; else empty."""
    notice: str = ""
    """What the user should know of how it was read, as a clause; empty if there is nothing to say."""
    carried: bool = False
    """Whether its file only carries it, as a feed does: it is the same article in the next such file."""
    captions: tuple[Span, ...] = ()
    """Its lines that are captions and may hold quotes."""
    times: tuple[Moment, ...] = ()
    """When its places were said, in order."""
    pages: tuple[Page, ...] = ()
    """Where its pages begin, in order."""
    labels: tuple[Span, ...] = ()
    """The names that its reader set before turns, in order."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An article of a file that holds many, which could not be read."""

    place: str
    """Which of them."""
    reason: str
    """One sentence without a final period."""
