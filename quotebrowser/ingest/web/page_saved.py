"""Where a page was saved from, and when, as the program that saved it wrote down.

One rule guards it: only the forms of known programs are read; any other comment on a page is the page's own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from quotebrowser.ingest.facts.printed_dates import printed_date
from quotebrowser.ingest.web.page_structured import address_of
from quotebrowser.model import Fact, Facts, Provenance
from quotebrowser.text.web_archives import Capture, capture_of

_SAVED_FROM: Final = re.compile(r"\s{0,9}saved from url=\(\d{1,6}\)(https?://\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE: Final = re.compile(r"\s{0,9}Page saved with SingleFile\s", re.IGNORECASE)
_SINGLE_URL: Final = re.compile(r"\burl:\s{0,9}(https?://\S{1,2000})")
_SINGLE_DATE: Final = re.compile(r"\bsaved date:\s{0,9}\w{3} (\w{3}) (\d{1,2}) (\d{4})")
_MONOLITH: Final = re.compile(
    r"\s{0,9}Saved from (https?://\S{1,2000}) at (\d{4}-\d\d-\d\d)T\S{1,20} using monolith", re.IGNORECASE
)
_HTTRACK: Final = re.compile(
    r"\s{0,9}Mirrored from (\S{1,2000}) by HTTrack [^,]{0,99}, \w{3}, (\d{1,2}) (\w{3}) (\d{4})",
    re.IGNORECASE,
)
_WAYBACK: Final = re.compile(
    r"\s{0,9}FILE ARCHIVED ON \d{1,2}:\d{2}:\d{2} (\w{3}) (\d{1,2}), (\d{4})", re.IGNORECASE
)
_CACHE: Final = "google-cache-hdr"
_CACHED: Final = re.compile(
    r"(https?://\S{1,300}?)\.?\s.{0,200}?\b(\d{1,2}) (\w{3}) (\d{4}) \d{1,2}:\d{2}", re.DOTALL
)
_TOOLBARS: Final = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato")
"""Ids of what the Wayback Machine puts above a page: a form that leads to the copy, and its address."""
_FRAME: Final = ("HEADER", "hashtags", "DIVSHARE")
"""Ids of what archive.today puts around a page."""
_FRAMED: Final = 200
"""Characters of the markup of the shortest page in a frame."""
_SHOWN_AT: Final = re.compile(r"https?://\S{1,2000}")


def saved(comments: Iterable[str], root: Any) -> Facts:
    """Address and day that the saving program wrote down, and the archive that the page is a copy of.

    Notices of programs and archives are taken out of the page.
    """
    written = _written(comments, root)
    captures = [found for found in map(capture_of, _shown_at(written, root)) if found]
    if not captures:
        return written
    best = max(captures, key=lambda found: (bool(found.original), bool(found.time)))
    original = _take_out(best, root) or best.original
    stood = written.url if written.url and capture_of(written.url.value) is None else None
    return replace(
        written,
        url=stood or (Fact(original, Provenance.EMBEDDED) if original else None),
        archived=Fact(best.address, Provenance.EMBEDDED),
    )


def framed_copy(root: Any) -> str:
    """The page that an archive shows in a frame, where it was saved with it; empty if there is none."""
    frames = (frame.get("srcdoc") or "" for frame in root.iter("iframe"))
    longest = max(frames, key=len, default="")
    return longest if len(longest) >= _FRAMED else ""


def _written(comments: Iterable[str], root: Any) -> Facts:
    """What the saving program wrote down."""
    for comment in comments:
        found = _SAVED_FROM.match(comment)
        if found:
            return _facts(found[1], "")
        if _SINGLE_FILE.match(comment):
            url, day = _SINGLE_URL.search(comment), _SINGLE_DATE.search(comment)
            return _facts(url[1] if url else "", f"{day[1]} {day[2]}, {day[3]}" if day else "")
        found = _MONOLITH.match(comment)
        if found:
            return _facts(found[1], found[2])
        found = _HTTRACK.match(comment)
        if found:
            # It leaves out whether the address begins with http or https, which a link of the page may say.
            told = next((one for one in _linked(root) if one.partition("://")[2] == found[1]), "")
            return _facts(told or f"http://{found[1]}", f"{found[3]} {found[2]}, {found[4]}")
    archived = next(filter(None, map(_WAYBACK.match, comments)), None)
    if archived:
        return _facts("", f"{archived[1]} {archived[2]}, {archived[3]}")
    return _cached(root)


def _shown_at(written: Facts, root: Any) -> Iterator[str]:
    """Addresses at which the page may have been shown when it was saved; the Wayback Machine's bar goes."""
    if written.url:
        yield written.url.value
    for element in [one for one in root.iter("div") if one.get("id") in _TOOLBARS]:
        if element.get("id") == "wm-ipp-print":
            yield from _SHOWN_AT.findall(element.text_content()[:3000])
        fields = {one.get("id") or one.get("name"): one.get("value") for one in element.iter("input")}
        if fields.get("wmtbURL") and fields.get("date"):
            yield f"https://web.archive.org/web/{fields['date']}/{fields['wmtbURL']}"
        if element.getparent() is not None:
            element.drop_tree()
    yield from _linked(root)


def _linked(root: Any) -> Iterator[str]:
    """Addresses that the page gives as its own."""
    for element in root.iter("link", "meta"):
        if (element.get("rel") or "").lower() in ("canonical", "bookmark"):
            yield (element.get("href") or "").strip()
        elif element.get("property") == "og:url":
            yield (element.get("content") or "").strip()


def _take_out(copy: Capture, root: Any) -> str:
    """Take out what an archive puts around a page, and what it says of its copy where the page's own stood.

    Returns:
        The page's own address as the archive prints it in a field; empty if it does not.
    """
    fields = {"archive.today": ("name", "q"), "Perma.cc": ("id", "source_url")}.get(copy.archive)
    if fields is None:
        return ""
    asked = [one.get("value") or "" for one in root.iter("input") if one.get(fields[0]) == fields[1]]
    for element in list(root.iter("meta")):
        if (element.get("property") or element.get("name") or "").startswith(("og:", "twitter:", "article:")):
            element.drop_tree()
    for element in list(root.iter("div", "header", "table")):
        framed = element.get("id") in _FRAME if copy.archive == "archive.today" else element.tag == "header"
        if framed and element.getparent() is not None:
            element.drop_tree()
    return next(filter(None, map(address_of, asked)), "")


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
