"""What a page says about itself in JSON-LD, the structured data that search engines read.

One rule guards it: a page describes many things (its site, other articles, its videos). Only the object that
is this page's article is believed: the one with its headline or its address, else the first that stands in
no list of others. What it only points at by an `@id` is looked up among all objects of the page.
"""

import html
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, cast

from quotebrowser.ingest.facts.organisations import name_key
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.text.web_archives import capture_of

_ARTICLES: Final = re.compile(
    r"(?:\w{0,30}Article|\w{0,20}BlogPosting|Report|Review|OpinionNewsArticle)\Z", re.IGNORECASE
)
_INNER: Final = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item", "about")
_LISTS: Final = ("itemListElement", "item", "hasPart", "about")
"""Where other articles are named."""
_DAYS: Final = re.compile(r'"(datePublished|dateModified)"\s{0,9}:\s{0,9}"([^"<>]{8,40})"')
_KIND: Final = re.compile(r'"@type"\s{0,9}:\s{0,9}"(\w{1,40})"')
_TRAILING: Final = re.compile(r",(?=\s{0,99}[}\]])")
_WRAPPING: Final = re.compile(r"\A(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[)+|(?:\s|//|/\*|\*/|-->|\]\]>|;)+\Z")
"""What some sites put round JSON."""
_WRITERS: Final = re.compile(
    r'"author"\s{0,9}:\s{0,9}(?:\[([^\[\]]{1,2000})\]|(\{[^{}]{1,500})|("[^"\n]{2,100}"))'
)
_CALLED: Final = re.compile(r'"name"\s{0,9}:\s{0,9}"([^"\n]{2,100})"')
_STRING: Final = re.compile(r'"([^"\n:{}]{2,100})"')
_SITES: Final = frozenset([
    "WebSite", "NewsMediaOrganization", "Organization", "Corporation", "Periodical", "Newspaper",
])  # fmt: skip
_MOST_OBJECTS: Final = 400
_MOST_NAMED: Final = 4000
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class _Item:
    """An article that is described."""

    fields: Mapping[str, Any]
    listed: bool
    """Whether it stands in a list of articles."""


@dataclass(frozen=True, slots=True)
class Structured:
    """What the JSON-LD of a page says."""

    facts: Mapping[str, str]
    """Of the page's article."""
    publishers: tuple[str, ...]
    """Names of whoever published it, by its own object."""
    sites: tuple[str, ...]
    """Names of sites and newspapers that the page describes beside it."""
    authors: tuple[tuple[str, ...], ...]
    """Names of whoever wrote it, as given, by the place they stand in; the best place first."""
    bodies: frozenset[str]
    """Keys of those among them that are described as organisations."""
    people: frozenset[str]
    """Keys of those that are described as people."""


def structured(blocks: Iterable[str], titles: Iterable[str], address: str) -> Structured:
    """What the page says of its article and its site.

    Args:
        blocks: its JSON-LD as written.
        titles: its headlines, in lower case.
        address: where it stands; empty if that is not known.
    """
    roots = [root for block in blocks if (root := _loaded(block)) is not None]
    named = _named(roots)
    items = [item for root in roots for item in _items(root)]
    described = _described([item for item in items if _is_article(item.fields)], set(titles), address)
    article = described[0] if described else {}
    sites = (item.fields for item in items if not item.listed and not _SITES.isdisjoint(_kinds(item.fields)))
    pages = [item.fields for item in items if not item.listed and "WebPage" in _kinds(item.fields)]
    wrote = (_wrote(fields, named) for fields in (*described, *pages))
    places = [place for place in wrote if place]
    parts = [part for place in places for part in _each(place)]
    people = [part for part in parts if isinstance(part, dict) and "Person" in _kinds(part)]
    return Structured(
        _facts(article),
        tuple(_names(article.get("publisher"), named)),
        tuple(name for fields in sites for name in islice(_names(fields, named), 1)),
        tuple(tuple(_names(place, named)) for place in places),
        frozenset(name_key(name) for name in _names(list(filter(_is_body, parts)), named)),
        frozenset(name_key(name) for name in _names(people, named)),
    )


def _wrote(fields: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]) -> object:
    """Who is called the author of what `fields` describe, or else its creator; None where nobody is named."""
    return next((fields[key] for key in ("author", "creator") if any(_names(fields.get(key), named))), None)


def _described(found: Sequence[_Item], called: Container[str], address: str) -> Sequence[Mapping[str, Any]]:
    """What describes the page's article; several objects where several have its headline or its address."""
    same = []
    for item in found:
        headline = text(item.fields.get("headline") or item.fields.get("name")).casefold()
        if (headline and headline in called) or (address and _url(item.fields) == address):
            same.append(item.fields)
    return same or [item.fields for item in found if not item.listed][:1]


def text(value: object) -> str:
    """A text on one line, its references read; empty if it is no text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(value).split())


def address_of(value: str) -> str:
    """A web address, of a copy in an archive that of the page itself; empty if it is not one."""
    if not value.startswith(("http://", "https://")) or re.search(r"\s", value):
        return ""
    copy = capture_of(value)
    return copy.original if copy else value


def _kinds(fields: Mapping[str, Any]) -> list[str]:
    kinds = fields.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return [re.split("[/:#]", kind)[-1] for kind in named if isinstance(kind, str)]


def _is_article(fields: Mapping[str, Any]) -> bool:
    return any(_ARTICLES.match(kind) for kind in _kinds(fields))


def _loaded(block: str) -> object:
    """What a JSON-LD block holds; of one that is no JSON, its kind and days; None where it holds nothing."""
    written = _WRAPPING.sub("", block)
    for form in (written, _TRAILING.sub("", written)):
        try:
            # Line breaks in strings are let pass.
            return cast("object", json.loads(form, strict=False))
        except (ValueError, RecursionError):
            continue
    return _broken(block)


def _broken(block: str) -> dict[str, object] | None:
    """What a block that is no JSON says in one way only."""
    said: dict[str, set[str]] = {}
    for key, value in islice(_DAYS.findall(block), _MOST_OBJECTS):
        said.setdefault(key, set()).add(value)
    kinds = {kind for kind in _KIND.findall(block) if _ARTICLES.match(kind)}
    found: dict[str, object] = {key: next(iter(values)) for key, values in said.items() if len(values) == 1}
    writers = {
        tuple(_CALLED.findall("".join(given)) or _STRING.findall(given[0] or given[2]))
        for given in islice(_WRITERS.findall(block), _MOST_OBJECTS)
    }
    if len(writers) == 1:
        found["author"] = list(writers.pop())
    return {"@type": kinds.pop(), **found} if len(kinds) == 1 and found else None


def _items(root: object) -> Iterator[_Item]:
    """Every object below `root` that may be an article, to a small depth."""
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


def _named(roots: Sequence[object]) -> dict[str, Mapping[str, Any]]:
    """The objects that have a name and an `@id`, by that."""
    found: dict[str, Mapping[str, Any]] = {}
    waiting = list(roots)
    seen = 0
    while seen < len(waiting) and seen < _MOST_NAMED:
        value = waiting[seen]
        seen += 1
        if isinstance(value, dict):
            identity = value.get("@id")
            if isinstance(identity, str) and value.get("name"):
                found.setdefault(identity, value)
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [part for part in parts if isinstance(part, dict | list)]
    return found


def _url(fields: Mapping[str, Any]) -> str:
    page = fields.get("mainEntityOfPage")
    return address_of(text(fields.get("url") or (page.get("@id") if isinstance(page, dict) else page)))


def _facts(fields: Mapping[str, Any]) -> dict[str, str]:
    found = {
        "title": text(fields.get("headline") or fields.get("name")),
        "published": machine_date(text(fields.get("datePublished") or fields.get("dateCreated"))),
        "modified": machine_date(text(fields.get("dateModified"))),
        "url": _url(fields),
        "language": text(fields.get("inLanguage")),
    }
    return {key: value for key, value in found.items() if value}


def _is_body(author: object) -> bool:
    """Whether an author is described as an organisation."""
    return (
        isinstance(author, dict) and "Person" not in _kinds(author) and not _SITES.isdisjoint(_kinds(author))
    )


def _each(value: object) -> Sequence[object]:
    """The parts of a list, in whichever form it is written; a value alone is one part."""
    if isinstance(value, dict):
        listed = value.get("@list")
        if listed is not None:
            return _each(listed)
        return list(value.values()) if value and all(key.isdigit() for key in value) else [value]
    return value if isinstance(value, list) else [value]


def _name(fields: Mapping[str, Any]) -> object:
    name = fields.get("name") or " ".join(
        filter(None, (text(fields.get(key)) for key in ("givenName", "familyName")))
    )
    return name.get("@value") if isinstance(name, dict) else name


def _names(value: object, named: Mapping[str, Mapping[str, Any]], depth: int = 0) -> Iterator[str]:
    for part in _each(value):
        whole = part
        if isinstance(part, dict) and not _name(part):
            whole = named.get(str(part.get("@id")), part)
        name = _name(whole) if isinstance(whole, dict) else whole
        if isinstance(name, list) and depth < _DEEPEST:
            yield from _names(name, named, depth + 1)
        elif text(name):
            yield text(name)
