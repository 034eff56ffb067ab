"""Where a page was saved from, and when, as the program that saved it wrote down.

One rule guards it: only the forms of known programs are read; any other comment on a page is the page's own.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from quotebrowser.ingest.facts.printed_dates import printed_date
from quotebrowser.ingest.web.page_structured import address_of
from quotebrowser.model import Fact, Facts, Provenance

_SAVED_FROM: Final = re.compile(r"\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE: Final = re.compile(r"\s{0,9}Page saved with SingleFile\s", re.IGNORECASE)
_SINGLE_URL: Final = re.compile(r"\burl:\s{0,9}(https?://\S{1,2000})")
_SINGLE_DATE: Final = re.compile(r"\bsaved date:\s{0,9}\w{3} (\w{3}) (\d{1,2}) (\d{4})")
_WAYBACK: Final = re.compile(
    r"\s{0,9}FILE ARCHIVED ON \d{1,2}:\d{2}:\d{2} (\w{3}) (\d{1,2}), (\d{4})", re.IGNORECASE
)
_CACHE: Final = "google-cache-hdr"
_CACHED: Final = re.compile(
    r"(https?://\S{1,300}?)\.?\s.{0,200}?\b(\d{1,2}) (\w{3}) (\d{4}) \d{1,2}:\d{2}", re.DOTALL
)


def saved(comments: Iterable[str], root: Any) -> Facts:
    """Address and day that the saving program wrote down; its notice is taken out of the page."""
    for comment in comments:
        found = _SAVED_FROM.match(comment)
        if found and address_of(found[1]):
            return _facts(found[1], "")
        if _SINGLE_FILE.match(comment):
            url, day = _SINGLE_URL.search(comment), _SINGLE_DATE.search(comment)
            return _facts(url[1] if url else "", f"{day[1]} {day[2]}, {day[3]}" if day else "")
    archived = next(filter(None, map(_WAYBACK.match, comments)), None)
    if archived:
        return _facts("", f"{archived[1]} {archived[2]}, {archived[3]}")
    return _cached(root)


def _cached(root: Any) -> Facts:
    """What the notice of a search engine's cache says."""
    for element in root.iter("div"):
        if _CACHE in (element.get("id") or ""):
            found = _CACHED.search(element.text_content()[:2000])
            element.drop_tree()
            return _facts(found[1], f"{found[3]} {found[2]}, {found[4]}") if found else Facts()
    return Facts()


def _facts(url: str, day: str) -> Facts:
    iso = printed_date(day)
    return Facts(
        url=Fact(url, Provenance.EMBEDDED) if url else None,
        accessed=Fact(iso, Provenance.EMBEDDED) if iso else None,
    )
