"""What a web page says about itself for machines: structured data, meta elements, marks on its elements.

One rule guards it: JSON-LD goes before meta elements, and both that agree are surer than one. An outlet is
never made of a domain.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.web.markup import Markup
from quotebrowser.ingest.web.page_structured import address_of, structured, text
from quotebrowser.model import Fact, Facts, Provenance

_STATED: Final = 0.95
"""One source on the page says so: of 94 dates in structured data a few are of the last change."""
_AGREED: Final = 0.99
"""Two sources say the same; 92 % exact against dates given by hand, where most of the rest
were errors of the hand."""
_META: Final = {
    "title": ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title"),
    "outlet": (
        "og:site_name",
        "citation_journal_title",
        "dc.publisher",
        "dcterms.publisher",
        "application-name",
    ),
    "byline": (
        "author",
        "article:author",
        "citation_author",
        "dc.creator",
        "parsely-author",
        "byl",
        "sailthru.author",
    ),
    "published": (
        *(
            "article:published_time",
            "og:article:published_time",
            "citation_publication_date",
            "citation_date",
        ),
        *(
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
        ),
        *(
            "pubdate",
            "publishdate",
            "publish_date",
            "article.published",
            "date",
            "cxenseparse:recs:publishtime",
        ),
    ),
    "modified": (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "last-modified",
    ),
    "url": ("canonical", "og:url"),
    "language": ("lang", "og:locale", "content-language", "dc.language"),
}
"""Meta elements of each fact in the order in which they are trusted; `canonical` and `lang` are not meta
elements but stand in the same list."""


def stated_facts(markup: Markup, root: Any) -> Facts:
    """What the page says for machines, each fact by its best source."""
    marked = _meta(root)
    titles = {" ".join(heading.text_content().split()).casefold() for heading in root.iter("h1", "title")}
    said = structured(
        markup.structured, titles | {marked.get("title", "").casefold()} - {""}, marked.get("url", "")
    )
    return _agreed(
        [(Provenance.JSONLD, said), (Provenance.META, marked), (Provenance.META, _microdata(root))]
    )


def _agreed(sources: Iterable[tuple[Provenance, Mapping[str, str]]]) -> Facts:
    found: dict[str, Fact] = {}
    for provenance, values in sources:
        for key, value in values.items():
            earlier = found.get(key)
            if earlier is None:
                found[key] = Fact(value, provenance, _STATED)
            elif _same(key, earlier.value, value):
                found[key] = Fact(earlier.value, earlier.provenance, _AGREED)
    return Facts(**found)


def _same(key: str, first: str, second: str) -> bool:
    if key in ("published", "modified"):
        return first[:10] == second[:10]
    return first.casefold() == second.casefold()


def _meta(root: Any) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = text(element.get("content"))
        if name and content:
            values.setdefault(name.strip().lower(), []).append(content)
    canonical = (
        link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower()
    )
    values["canonical"] = [address for address in map(text, canonical) if address_of(address)]
    values["lang"] = [text(root.get("lang"))] if root.get("lang") else []
    return _first_of(values)


def _first_of(values: Mapping[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, names in _META.items():
        for name in names:
            given = values.get(name, [])
            if key == "byline":
                byline = authors(given, found.get("outlet", ""))
                value = "; ".join(byline.names)
                if byline.agency:
                    found.setdefault("agency", byline.agency)
            elif key in ("published", "modified"):
                value = next(filter(None, map(machine_date, given)), "")
            elif key == "url":
                value = next(filter(None, map(address_of, given)), "")
            else:
                value = next(iter(given), "")
            if value:
                found[key] = value.replace("_", "-") if key == "language" else value
                break
    return found


def _microdata(root: Any) -> dict[str, str]:
    """Dates and names that elements of the page are marked with as its own."""
    found: dict[str, str] = {}
    for element in root.iter("time", "span", "a", "div", "p", "h1"):
        mark = (element.get("itemprop") or "").lower()
        if element.tag == "time" and element.get("pubdate") is not None:
            mark = "datepublished"
        if mark in ("datepublished", "datemodified"):
            value = machine_date(
                text(element.get("datetime") or element.get("content") or element.text_content())
            )
            if value:
                found.setdefault("published" if mark == "datepublished" else "modified", value)
    return found
