"""Feeds (RSS 0.9 to 2.0, RSS as RDF, Atom): each entry an article.

One rule guards it: most feeds hold the beginnings of articles only. An entry that has no more than that says
so, as words that are missing from it were not left out by the newspaper.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.xml_trees import children, markup_of, name_of, text_of, xml_tree
from quotebrowser.model import Fact, Facts, Provenance

_ENTRIES: Final = frozenset(["item", "entry"])
_WHOLE: Final = ("encoded", "content", "fulltext")
"""Elements for the whole text: `content:encoded` of RSS, `content` of Atom."""
_SUMMARIES: Final = ("description", "summary", "subtitle")
_PUBLISHED: Final = ("pubDate", "published", "issued", "date", "created")
_MODIFIED: Final = ("updated", "modified", "lastBuildDate")
_LIKELY: Final = 0.6
"""A feed has the name of the paper, of a section of it or of an author."""
_LONG: Final = 1200
"""Characters of a description that is the whole text: summaries have 100 to 500."""
_CUT: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|read more\W*|continue reading.{0,80}|weiterlesen\W*)\Z", re.IGNORECASE
)
_MOST_ENTRIES: Final = 5000
_SUMMARY: Final = "the feed has only a summary"


def read_feed(source: Source) -> Iterator[Read | Unread]:
    """The articles of a feed."""
    root = xml_tree(source.text)
    entries = [element for element in root.iter() if name_of(element) in _ENTRIES][:_MOST_ENTRIES]
    if not entries:
        raise ReadError("The feed has no entries")
    channel = next((element for element in root.iter() if name_of(element) == "channel"), root)
    common = _common(channel, root)
    for number, entry in enumerate(entries, 1):
        yield _article(entry, common, source.address, f"entry {number}")


def _date(element: Any, *names: str) -> str:
    written = (" ".join("".join(child.itertext()).split()) for child in children(element, *names))
    return next(filter(None, map(machine_date, written)), "")


def _common(channel: Any, root: Any) -> Facts:
    """What is true of all its entries."""
    outlet, title = text_of(channel, "publisher"), text_of(channel, "title")
    language = text_of(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return Facts(
        outlet=Fact(outlet, Provenance.EMBEDDED)
        if outlet
        else (Fact(title, Provenance.HEURISTIC, _LIKELY) if title else None),
        language=Fact(language.replace("_", "-"), Provenance.EMBEDDED) if language else None,
    )


def _article(entry: Any, common: Facts, address: str, number: str) -> Read | Unread:
    facts = _facts(entry, address).over(common)
    place = facts.url.value if facts.url else number
    whole = markup_of(next(children(entry, *_WHOLE), None))
    summary = markup_of(next(children(entry, *_SUMMARIES), None))
    partial = not whole and (len(summary) < _LONG or _CUT.search(summary.rstrip("</p> \n")) is not None)
    text = whole or summary
    if not text.strip():
        return Unread(f"{number}, {place}", "This entry is only a link; it has no text")
    found = _read(text, facts)
    if not found.text:
        return Unread(f"{number}, {place}", "This entry has no text")
    return Read(found.text, found.facts, found.furniture, place, _SUMMARY if partial else "", carried=True)


def _read(text: str, facts: Facts) -> Read:
    if "<" in text or "&" in text:
        from quotebrowser.ingest.web.pages import whole_page  # noqa: PLC0415 - it takes a second to import

        return whole_page(f"<div>{text}</div>", facts)
    return compose(map(paragraph, text.splitlines()), facts)


def _facts(entry: Any, address: str) -> Facts:
    byline = authors(_authors(entry))
    values = {
        "title": text_of(entry, "title"),
        "byline": "; ".join(byline.names),
        "agency": byline.agency,
        "published": _date(entry, *_PUBLISHED),
        "modified": _date(entry, *_MODIFIED),
        "url": _link(entry, address),
    }
    return Facts(**{key: Fact(value, Provenance.EMBEDDED) for key, value in values.items() if value})


def _authors(entry: Any) -> Iterator[str]:
    """Names as `dc:creator`, as `name` of an Atom author, or behind the address of an RSS author."""
    for element in children(entry, "creator", "author"):
        name = text_of(element, "name") or " ".join("".join(element.itertext()).split())
        bracketed = re.search(r"@\S{1,80}\s\(([^()]{2,80})\)", name)
        yield bracketed[1] if bracketed else name


def _link(entry: Any, address: str) -> str:
    """Where the entry leads."""
    links = list(children(entry, "link"))
    chosen = [
        link.get("href") for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")
    ]
    written = [link.text for link in links if link.text]
    guids = [
        guid.text
        for guid in children(entry, "guid")
        if guid.get("isPermaLink", "true") == "true" and guid.text
    ]
    for link in [*chosen, *written, *guids]:
        resolved: str = urljoin(address, link.strip()) if address else link.strip()
        if resolved.startswith(("http://", "https://")) and not re.search(r"\s", resolved):
            return resolved
    return ""
