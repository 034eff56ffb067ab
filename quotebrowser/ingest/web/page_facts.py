"""What a web page says about itself for machines: structured data, meta elements, marks on its elements.

One rule guards it: JSON-LD goes before meta elements, and both that agree are surer than one. An outlet is
never made of a domain.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final, TypeAlias, cast

from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.headlines import ENDING, headline, letters
from quotebrowser.ingest.facts.organisations import name_key
from quotebrowser.ingest.facts.outlets import Naming, host_of, is_of_host, outlet_of
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.web.html_tree import paragraphs
from quotebrowser.ingest.web.markup import Markup
from quotebrowser.ingest.web.page_structured import Structured, address_of, structured, text
from quotebrowser.model import Fact, Facts, Provenance

Metas: TypeAlias = Mapping[str, Sequence[str]]

ORGANISATION: Final = 0.5
"""Confidence of an author who is no person: whoever is shown as the author goes before."""
_FOOT: Final = 6000
"""Characters at the end of a page in which its copyright stands."""
_MOST_NAMED: Final = 3
_MOST_TITLES: Final = 20
"""Headings, titles and names of each kind that are looked at."""
_LONGEST: Final = 1000
"""Characters of the longest title that is looked at."""
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)\s{0,3}(?:©|\(c\)|copyright|by)?\s{0,3}(?:\d{4}\s?[-–—/]\s?)?(?:\d{4}|\d\d)?[\s,:]{0,3}(?:by\s)?"
    r"([^\W\d_][^\n.|©;]{2,60}?)(?=\s\d{4}|[\n.|©;]|\s{2}|,|\sall\s|\Z)",
    re.IGNORECASE,
)
_AUTHOR: Final = re.compile(
    r"(?:\A|(?<!web)[.:_-]|\A(?:article|content|page|post|story|news))author(?:s|s?[_-]?name\d?)?\Z"
)
_PUBLISHED: Final = re.compile(
    r"(?:\A|[.:_-])(?:pub(?:lish(?:ed)?|lication)?[._-]?(?:date|time|on|at)|date[._-]?published|release[._-]?date)\Z"
)
_SURNAME_FIRST: Final = re.compile(r"\A([^,\d]{1,40}),\s?([^,\d]{1,40})\Z")
_LONGEST_JSON: Final = 10_000
_WRITTEN_BY: Final = re.compile(
    r"\b(?:by|von|par|por|door|da|di|av|af|przez|författare|autor|автор|kirjoittanut|yazan"
    r"|authors?|autor(?:in|en|a|es)?|auteur|napsal\W?a?\W?|tác giả|penulis)\Z",
    re.IGNORECASE,
)
_OUTLETS: Final = {
    "og:site_name": 4.0,
    "application-name": 2.0,
    "apple-mobile-web-app-title": 2.0,
    "al:ios:app_name": 2.0,
    "al:android:app_name": 2.0,
    "twitter:app:name:iphone": 2.0,
    "citation_journal_title": 4.0,
    "publisher": 1.5,
    "dc.publisher": 1.5,
    "dcterms.publisher": 1.5,
    "article:publisher": 1.0,
    "copyright": 1.0,
}
"""Meta elements that name the outlet, and how far each is believed."""
_STATED: Final = 0.95
"""One source on the page says so: of 94 dates in structured data a few are of the last change."""
_AGREED: Final = 0.99
"""Two sources say the same; 92 % exact against dates given by hand, where most of the rest
were errors of the hand."""
_AUTHORS: Final = (
    *("article:author", "author", "citation_author", "citation_authors", "dc.creator", "dc:creator"),
    *("dcterms.creator", "parsely-author", "byl", "byline", "sailthru.author", "article:byline"),
    *("article_author", "creator"),
)
"""Meta elements that name the author in the order in which they are trusted."""
_META: Final = {
    "title": ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title"),
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
            "dcterms.date",
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
    """What the page says for machines, each fact by its best source; its headline and its outlet."""
    metas = _metas(root)
    headings = _lines(map(_words, islice(root.iter("h1"), _MOST_TITLES)))
    titles = _lines(title.text_content() for title in islice(root.iter("title"), _MOST_TITLES))[:1]
    marked = _first_of(metas)
    called = {title.casefold() for title in (*headings, *titles, marked.get("title", "")) if title}
    said = structured(markup.structured, called, marked.get("url", ""))
    addresses = (*metas.get("og:url", ()), marked.get("url", ""), said.facts.get("url", ""))
    url = next(filter(None, map(address_of, addresses)), "")
    given = _lines(_all(metas, "title"))[:_MOST_TITLES]
    namings = [*_namings(metas, said), *_by_title(titles, headings or given, host_of(url))]
    outlet = outlet_of([*namings, *_by_copyright(root)], host_of(url))
    stated = _lines(one.name for one in namings if one.provenance is not Provenance.PRINTED)
    names = [*([outlet.value] if outlet else ()), *dict.fromkeys(stated)]
    machine = [_whole(title, titles) for title in (*_lines([said.facts.get("title", "")]), *given, *titles)]
    title = headline(headings, machine, _slug(url), names, host_of(url))
    facts = _agreed(
        [
            (Provenance.JSONLD, said.facts),
            (Provenance.META, marked),
            (Provenance.META, _microdata(root)),
        ]
    )
    stood = _title(title, said.facts.get("title", ""), given, headings)
    byline = _byline(said, metas, outlet.value if outlet else "", set(map(name_key, stated)))
    return replace(facts, outlet=outlet, title=stood).over(byline)


def _lines(texts: Iterable[str]) -> list[str]:
    """Texts on one line each, without those that are empty or longer than any title."""
    lines = (" ".join(text[: 2 * _LONGEST].split()) for text in texts)
    return [line for line in lines if 0 < len(line) <= _LONGEST]


def _whole(title: str, titles: Sequence[str]) -> str:
    """A title for machines; the page's own where a quotation mark in it ended the attribute."""
    return next((whole for whole in titles if whole.startswith((f'{title} "', f'{title}"'))), title)


def _title(title: str, described: str, given: Sequence[str], headings: Sequence[str]) -> Fact | None:
    """The headline with where it stands for machines; printed where it stands on the page alone."""
    if not title:
        return None
    if title == described:
        return Fact(title, Provenance.JSONLD, _AGREED if title in (*given, *headings) else _STATED)
    printed = title in headings or not given
    return Fact(title, Provenance.PRINTED if printed and title not in given else Provenance.META, _STATED)


def _byline(said: Structured, metas: Metas, outlet: str, bodies: Collection[str]) -> Facts:
    """Who is named as the author: people in any source go before organisations in a better one."""
    found: Fact | None = None
    agency: Fact | None = None
    sources = [
        *((Provenance.JSONLD, given) for given in said.authors),
        *((Provenance.META, given) for given in _authors(metas)),
    ]
    for provenance, given in sources:
        byline = authors(given, outlet, {*bodies, *said.bodies}, said.people)
        if byline.agency and agency is None:
            agency = Fact(byline.agency, provenance, _STATED)
        if byline.are_people:
            found = Fact("; ".join(byline.names), provenance, _STATED)
            break
        if byline.names and found is None:
            found = Fact("; ".join(byline.names), provenance, ORGANISATION)
    return Facts(byline=found, agency=agency)


def _authors(metas: Metas) -> Iterator[Sequence[str]]:
    yield from (_turned(name, metas[name]) for name in _AUTHORS if name in metas)
    yield from (_turned(name, metas[name]) for name in metas if name not in _AUTHORS and _AUTHOR.search(name))
    for name, given in metas.items():
        if name.startswith("twitter:label") and _WRITTEN_BY.search(given[0]):
            yield metas.get(f"twitter:data{name[-1]}", ())
    for page in metas.get("parsely-page", ()):
        said = _loaded(page)
        if isinstance(said, dict):
            yield _strings(said.get("author") or said.get("authors"))


def _turned(name: str, given: Sequence[str]) -> Sequence[str]:
    """Names as they are spoken, of metadata that may have the surname first, or a list in one value."""
    if name.startswith(("citation_", "dc")):
        several = [part.strip() for value in given for part in value.split(";")]
        return [_SURNAME_FIRST.sub(r"\2 \1", part) for part in several]
    return [one for value in given for one in (value.startswith("[") and _strings(_loaded(value))) or [value]]


def _loaded(written: str) -> object:
    try:
        return cast("object", json.loads(written[:_LONGEST_JSON]))
    except (ValueError, RecursionError):
        return None


def _strings(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [one for one in given if isinstance(one, str)]


def _namings(metas: Metas, said: Structured) -> Iterator[Naming]:
    """What the page calls its outlet where programs look for it."""
    for name in said.publishers[:_MOST_TITLES]:
        yield Naming(name, 3, Provenance.JSONLD)
    for name in [*dict.fromkeys(said.sites)][:_MOST_TITLES]:
        yield Naming(name, 2.5, Provenance.JSONLD)
    for key, weight in _OUTLETS.items():
        for name in metas.get(key, ())[:1]:
            if name not in _all(metas, "title"):
                yield Naming(name, weight, Provenance.META)


def _by_title(titles: Sequence[str], headlines: Sequence[str], host: str) -> Iterator[Naming]:
    """What stands in the page's title behind the headline: the site is its last or its first part."""
    for title in titles:
        parts = [part for part in ENDING.split(title) if part.strip()]
        for part in dict.fromkeys((parts[-1:] + parts[:1]) if len(parts) > 1 else ()):
            rest = letters(title.replace(part, "", 1))
            behind = (
                part == parts[-1]
                and any(line and (line in rest or rest in line) for line in map(letters, headlines))
                and not any(letters(part) in line for line in map(letters, headlines))
            )
            if (behind and not part.strip()[0].islower()) or is_of_host(part, host):
                yield Naming(part, 2, Provenance.PRINTED)


def _by_copyright(root: Any) -> Iterator[Naming]:
    """Whose the page says it is, at its foot."""
    text = root.text_content()[-_FOOT:]
    for found in islice(_COPYRIGHT.finditer(text), _MOST_NAMED):
        yield Naming(found[1], 1, Provenance.PRINTED)


def _slug(url: str) -> str:
    """The words of an address: the longest of its parts, which sites make of the headline."""
    parts = re.split(r"[/?#]", url)[3:]
    return " ".join(re.split(r"[-_+.]", max(parts, key=len, default="")))


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


def _metas(root: Any) -> Metas:
    """What the meta elements say by their names in small letters, with `canonical` and `lang` beside them."""
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
    return values


def _all(metas: Metas, key: str) -> list[str]:
    return [value for name in _META[key] for value in metas.get(name, ())]


def _first_of(metas: Metas) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, names in _META.items():
        others = [name for name in metas if _PUBLISHED.search(name)] if key == "published" else []
        for name in (*names, *others):
            given = metas.get(name, [])
            if key in ("published", "modified"):
                value = next(filter(None, map(machine_date, given)), "")
            elif key == "url":
                value = next(filter(None, map(address_of, given)), "")
            else:
                value = next(iter(given), "")
            if value:
                found[key] = value.replace("_", "-") if key == "language" else value
                break
    return found


def _words(element: Any) -> str:
    """The words of a heading on one line; what stands in blocks or lines of its own is set apart."""
    return " ".join(" ".join(block.text for block in paragraphs(element)).split())


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
