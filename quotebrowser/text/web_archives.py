"""Addresses of web archives: of which page they keep a copy, and when it was made.

One rule guards it: only forms that an archive hands out for a copy are read, and what an address does not say
is empty. A search, a calendar or "the newest copy" is no copy.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import unquote

LONGEST: Final = 2000
"""Characters of the longest address that is kept."""
_ADDRESS: Final = re.compile(r"https?://([^\s/?#]++)(?:[/?#]\S*)?", re.IGNORECASE)
_NAMED: Final = re.compile(r"\w")
_PARTS: Final = re.compile(r"https?://(?:www\.)?([^/:?#]+)(?::\d+)?(/[^#]*)?", re.IGNORECASE)
_DATED: Final = re.compile(
    r"(?!/o/)(?:/[\w.-]{1,40}){0,3}?/(\d{4,14}|\d{4}\.\d\d\.\d\d(?:-\d{6})?)(?:[a-z]{2}_)?/"
    r"((?:https?[:%]|[\w-]+\.).+)",
    re.DOTALL | re.IGNORECASE,
)
"""Any folders, the time with what is to be shown of the copy (`id_`, `if_`), the page's own address. `/o/` is
a link that leads out of a copy."""
_UNDATED: Final = re.compile(r"/web/(https?:/.+)", re.DOTALL)
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?", re.DOTALL)
_SLASHES: Final = re.compile(r"(https?):/+", re.IGNORECASE)
_USUAL_PORT: Final = re.compile(r"(http://[^/:]+):80(?=/|\Z)|(https://[^/:]+):443(?=/|\Z)", re.IGNORECASE)
_DIGITS: Final = 14
"""Of a time that is whole: year to second. With fewer an archive shows its nearest copy."""
_DEEPEST: Final = 3
"""Copies of copies that are followed."""


class _Archive(NamedTuple):
    """A web archive."""

    name: str
    """As a citation calls it, without an article."""
    hosts: str
    """Its hosts, without `www`."""
    short: str = ""
    """A pattern of the paths of copies that do not say of what they are."""
    said: str = ""
    """As a sentence calls it (`at the Wayback Machine`); empty: by its name."""


_ARCHIVES: Final = (
    _Archive(
        "Internet Archive",
        "web.archive.org wayback.archive.org archive.org",
        said="the Wayback Machine",
    ),
    _Archive(
        "archive.today",
        "archive.today archive.ph archive.is archive.li archive.md archive.vn archive.fo",
        r"/(?!about|faq)[A-Za-z0-9]{4,5}/?",
    ),
    _Archive("Perma.cc", "perma.cc", r"/(?:[A-Z0-9]{4}-[A-Z0-9]{4}|0[A-Za-z0-9]{8,10})/?(?:\?.*)?"),
    _Archive("Ghostarchive", "ghostarchive.org", r"/v?archive/[\w-]{5,20}(?:\?.*)?"),
    _Archive("Arquivo.pt", "arquivo.pt"),
    _Archive("UK Web Archive", "webarchive.org.uk", said="the UK Web Archive"),
    _Archive(
        "UK Government Web Archive",
        "webarchive.nationalarchives.gov.uk",
        said="the UK Government Web Archive",
    ),
    _Archive("Library of Congress", "webarchive.loc.gov", said="the Library of Congress"),
    _Archive("Archive-It", "wayback.archive-it.org"),
    _Archive("Icelandic Web Archive", "wayback.vefsafn.is vefsafn.is", said="the Icelandic Web Archive"),
    _Archive("Australian Web Archive", "webarchive.nla.gov.au", said="the Australian Web Archive"),
    _Archive("Stanford Web Archive Portal", "swap.stanford.edu", said="the Stanford Web Archive Portal"),
)
_BY_HOST: Final = {host: archive for archive in _ARCHIVES for host in archive.hosts.split()}


@dataclass(frozen=True, slots=True)
class Capture:
    """A copy of a page in a web archive."""

    address: str
    """Of the copy."""
    archive: str
    """Name of the archive, as a title: `Internet Archive`."""
    said: str
    """The same within a sentence, with an article where it has one: `the Wayback Machine`."""
    original: str = ""
    """Where the page itself stood; empty where the address does not say."""
    time: str = ""
    """When the copy was made: ISO 8601, in UTC; empty where the address does not say."""


def is_address(value: str) -> bool:
    """Whether a text is a web address that can be kept."""
    found = _ADDRESS.fullmatch(value) if len(value) <= LONGEST and value.isprintable() else None
    # Its host has a name, a period and something behind that.
    return found is not None and _NAMED.search(found[1][:-1].rpartition(".")[0]) is not None


def capture_of(address: str) -> Capture | None:
    """The copy that an address leads to; None where it leads to none of a known archive."""
    parts = _PARTS.match(address)
    archive = _BY_HOST.get(parts[1].lower()) if parts else None
    if parts is None or archive is None or not is_address(address):
        return None
    path = parts[2] or ""
    dated, undated = _DATED.fullmatch(path), _UNDATED.fullmatch(path)
    original = _original(dated[2] if dated else undated[1] if undated else "")
    if original:
        time = _time(dated[1]) if dated else ""
        return Capture(address, archive.name, archive.said or archive.name, original, time)
    if archive.short and re.fullmatch(archive.short, path):
        return Capture(address, archive.name, archive.said or archive.name)
    return None


def _original(rest: str, depth: int = 0) -> str:
    """The page's own address, which an archive prints with one slash, escaped or without `http`."""
    if re.match(r"https?%3A", rest, re.IGNORECASE):
        rest = unquote(rest)
    if not _SLASHES.match(rest):
        rest = f"http://{rest}" if _HOST.fullmatch(rest) else ""
    address = _USUAL_PORT.sub(r"\1\2", _SLASHES.sub(r"\1://", rest, count=1))
    if not is_address(address):
        return ""
    copied = _PARTS.match(address)
    dated = _DATED.fullmatch(copied[2] or "") if copied and copied[1].lower() in _BY_HOST else None
    return _original(dated[2], depth + 1) if dated and depth < _DEEPEST else address


def _time(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    if len(digits) != _DIGITS:
        return ""
    try:
        return datetime.strptime(digits + "+0000", "%Y%m%d%H%M%S%z").strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""
