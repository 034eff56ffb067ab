"""What a page says about itself in JSON-LD, the structured data that search engines read.

One rule guards it: a page describes many things (its site, other articles, its videos). Only the object that
is this page's article is believed: the one with its headline or its address, else the first that stands in
no list of others.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import machine_date

_ARTICLES: Final = re.compile(r"(?:\w{0,30}Article|\w{0,20}BlogPosting|Report|Review|OpinionNewsArticle)\Z")
_INNER: Final = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "about")
_LISTS: Final = ("itemListElement", "item", "hasPart", "about")
"""Where other articles are named."""
_MOST_OBJECTS: Final = 400
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class _Item:
    """An article that is described."""

    fields: Mapping[str, Any]
    listed: bool
    """Whether it stands in a list of articles."""


def structured(blocks: Iterable[str], titles: Iterable[str], address: str) -> dict[str, str]:
    """The facts of the page's article.

    Args:
        blocks: its JSON-LD as written.
        titles: its headlines, in lower case.
        address: where it stands; empty if that is not known.
    """
    found = [item for block in blocks for item in _items(block) if _is_article(item.fields)]
    called = set(titles)
    for item in found:
        headline = text(item.fields.get("headline") or item.fields.get("name")).casefold()
        if (headline and headline in called) or (address and _url(item.fields) == address):
            return _facts(item.fields)
    return next((_facts(item.fields) for item in found if not item.listed), {})


def text(value: object) -> str:
    """A text on one line, its references read; empty if it is no text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(value).split())


def address_of(value: str) -> str:
    """A web address; empty if it is not one."""
    return value if value.startswith(("http://", "https://")) and not re.search(r"\s", value) else ""


def _is_article(fields: Mapping[str, Any]) -> bool:
    kinds = fields.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLES.match(kind.rsplit("/", 1)[-1]) for kind in named)


def _items(block: str) -> Iterator[_Item]:
    """Every object of a JSON-LD block to a small depth; none where it cannot be read."""
    try:
        # What some sites wrap it in is no JSON; line breaks in strings are let pass.
        root = json.loads(
            block.strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip("; \n"), strict=False
        )
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[object, int, bool]] = [(root, 0, False)]
    seen = 0
    while seen < len(waiting) and seen < _MOST_OBJECTS:
        value, depth, listed = waiting[seen]
        seen += 1
        inner: list[tuple[object, bool]] = []
        if isinstance(value, dict):
            yield _Item(value, listed)
            inner = [(value[key], listed or key in _LISTS) for key in _INNER if key in value]
        elif isinstance(value, list):
            inner = [(part, listed) for part in value]
        if depth < _DEEPEST:
            waiting += [(part, depth + 1, where) for part, where in inner if isinstance(part, dict | list)]


def _url(fields: Mapping[str, Any]) -> str:
    page = fields.get("mainEntityOfPage")
    return address_of(text(fields.get("url") or (page.get("@id") if isinstance(page, dict) else page)))


def _facts(fields: Mapping[str, Any]) -> dict[str, str]:
    outlet = next(_names(fields.get("publisher")), "")
    byline = authors(_names(fields.get("author") or fields.get("creator")), outlet)
    found = {
        "title": text(fields.get("headline") or fields.get("name")),
        "outlet": outlet,
        "byline": "; ".join(byline.names),
        "agency": byline.agency,
        "published": machine_date(text(fields.get("datePublished") or fields.get("dateCreated"))),
        "modified": machine_date(text(fields.get("dateModified"))),
        "url": _url(fields),
        "language": text(fields.get("inLanguage")),
    }
    return {key: value for key, value in found.items() if value}


def _names(value: object) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        name = part.get("name") if isinstance(part, dict) else part
        if isinstance(name, list):
            yield from _names(name)
        elif text(name):
            yield text(name)
