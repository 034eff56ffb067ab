"""News items of agencies in XML: NewsML-G2 (IPTC), and NITF, alone or inside it.

One rule guards it: a provider is who distributes an item, which may be an agency; it is not said to be the
outlet.
"""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.xml_trees import name_of, text_of, xml_tree
from quotebrowser.ingest.web.pages import whole_page
from quotebrowser.model import Fact, Facts, Provenance

_OTHERS: Final = {
    "packageItem": "The file is a list of news items; it holds no text of theirs",
    "planningItem": "The file plans news; it holds no text",
    "knowledgeItem": "The file explains concepts; it holds no news",
    "conceptItem": "The file explains a concept; it holds no news",
    "catalogItem": "The file is a catalogue of codes; it holds no news",
}
"""What stands in files of the standard that hold no news items."""
_NOTHING: Final = "The file contains no news items"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_items(source: Source) -> Iterator[Read | Unread]:
    """The articles of a file of news items."""
    root = xml_tree(source.text)
    items = [element for element in root.iter() if name_of(element) == "newsItem"]
    if not items:
        items = [element for element in root.iter() if name_of(element) == "nitf"]
    if not items:
        kinds = {name_of(element) for element in root.iter()}
        raise ReadError(next((what for kind, what in _OTHERS.items() if kind in kinds), _NOTHING))
    for number, item in enumerate(items, 1):
        yield _article(item, f"item {number}" if len(items) > 1 else "")


def _first(item: Any, *names: str) -> Any:
    """The first element below an item by one of these names, in the order of the names."""
    for name in names:
        for element in item.iter():
            if name_of(element) == name:
                return element
    return None


def _said(item: Any, *names: str) -> str:
    """The text of the first such element; its name where it has one."""
    for name in names:
        element = _first(item, name)
        if element is not None:
            text = text_of(element, "name") or " ".join("".join(element.itertext()).split())
            if text:
                return text
    return ""


def _article(item: Any, place: str) -> Read | Unread:
    body = _first(item, "body.content")
    if body is None:
        holder = _first(item, "inlineXML", "inlineData")
        inner = _first(holder, "body") if holder is not None else None
        body = holder if inner is None else inner
    if body is None or not "".join(body.itertext()).strip():
        return Unread(place or "item 1", "This item has no text; it is a picture, a video or a list")
    facts = _facts(item)
    if len(body):
        return whole_page(etree.tostring(body, encoding="unicode", with_tail=False), facts, place)
    return compose(map(paragraph, (body.text or "").splitlines()), facts, place)


def _facts(item: Any) -> Facts:
    byline = authors(filter(None, [_said(item, "by", "byline", "creator")]))
    provider = _first(item, "provider")
    named = _said(item, "provider") or (provider.get("literal") or "" if provider is not None else "")
    head = _first(item, "pubdata")
    values = {
        "title": _said(item, "headline", "hl1", "h1", "title"),
        "byline": "; ".join(byline.names),
        "agency": byline.agency or named,
        "published": _date(_said(item, "contentCreated", "firstCreated", "versionCreated"))
        or _date((head.get("date.publication") or "") if head is not None else ""),
        "modified": _date(_said(item, "contentModified", "versionCreated")),
        "outlet": (head.get("name") or "") if head is not None else "",
        "language": _language(item),
    }
    if values["modified"][:10] <= values["published"][:10]:
        del values["modified"]
    return Facts(**{key: Fact(value, Provenance.EMBEDDED) for key, value in values.items() if value})


def _date(written: str) -> str:
    return machine_date(written)


def _language(item: Any) -> str:
    element = _first(item, "language")
    tag = element.get("tag") if element is not None else None
    return tag or item.get(_LANGUAGE) or ""
